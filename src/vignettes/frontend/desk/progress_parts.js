// @ts-check
/* What the parts of My progress are made of. */

import { button, focusOn, make, one } from "../elements.js";
import { address, anchorOf } from "./addresses.js";

/**
 * What a part that is drawn anew must know: what the reader has unfolded, and what moment it is.
 * @typedef {{unfolded: Set<string>, now: number}} Memory
 */

/** How many lines of a long list are shown before its reader asks for all. */
const SHOWN = 50;

const plainText = (text, className = "") => make("p", { className }, text);

const pageLink = (text, page, anchor = "") => make("a", { href: address(page, anchor) }, text);

/** A list, cut where it is long. `draw` gives what stands in a line.
 * `most` are shown at first.
 * @param {any[]} rows @param {(row: any) => any[]} draw @param {Memory} memory @param {number} most */
function longList(name, rows, draw, memory, most = SHOWN) {
  const list = make("ul", { className: "progress-list" });
  const put = (some) => list.append(...some.map((row) => make("li", {}, ...draw(row))));
  const whole = rows.length <= most || memory.unfolded.has(name);
  put(whole ? rows : rows.slice(0, most));
  if (whole) return [list];
  const more = button(`Show all ${rows.length.toLocaleString("en")}`, () => {
    memory.unfolded.add(name);
    put(rows.slice(most));
    const next = list.children[most];
    focusOn(one(next, "a, button") ?? next);
    foot.remove();
  });
  more.className = "desk-button";
  const foot = make("div", { className: "desk-actions" }, more);
  return [list, foot];
}

/** A part that is folded up until the reader opens it. @param {Memory} memory */
function foldedPart(name, title, inside, memory) {
  const box = make("details", { open: memory.unfolded.has(name) }, make("summary", {}, title), ...inside);
  box.ontoggle = () => memory.unfolded[box.open ? "add" : "delete"](name);
  return box;
}

/** A link to a question in the book, and what else there is to say of it. */
function questionLine({ key, case: name, of, item }, ...said) {
  const about = make("span", { className: "progress-case" }, of.title + (/[.?!…]$/.test(of.title) ? " " : ": "));
  const text = make("a", { href: address(of.page, anchorOf(name, item.id)) }, about, item.prompt || key);
  return [text, make("span", { className: "progress-said" }, said.join(" · "))];
}

/** A bar of shares of `all`, by kind. The words beside it say the same, so that it is hidden from who listens. */
function shareBar(kinds, all) {
  const pieces = Object.entries(kinds).filter(([, n]) => n);
  const box = make("span", { className: "progress-shares", "aria-hidden": "true" });
  for (const [kind, n] of pieces) {
    const piece = make("span", { className: `progress-${kind}` });
    piece.style.width = `${(100 * n) / all}%`;
    box.append(piece);
  }
  return box;
}

export { foldedPart, longList, pageLink, plainText, questionLine, shareBar };
