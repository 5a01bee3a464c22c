// @ts-check
/* Small parts that the sections of My data are made of. */

import { focusOn, make } from "../elements.js";
import { storage } from "../storage.js";

const line = (text, className = "") => make("p", { className }, text);

const pushButton = (text, act, className = "") =>
  make("button", { type: "button", className: `desk-button ${className}`.trim(), onclick: act }, text);

const buttonRow = (...buttons) => make("p", { className: "desk-actions" }, ...buttons);

/** A section with its heading. */
function dataCard(id, title, ...inside) {
  const heading = make("h2", { id: `data-${id}` }, title);
  return make("section", { className: "desk-card", "aria-labelledby": heading.id }, heading, ...inside);
}

/** Where a section says what has happened. It takes the focus, so that it is read out and found. */
function outcomeBox() {
  const named = { role: "group", "aria-label": "What has happened" };
  const box = make("div", { className: "data-outcome", hidden: true, ...named });
  const say = (text, ...more) => {
    box.replaceChildren(line(text, "desk-notice"), ...more);
    box.hidden = false;
    focusOn(box.firstChild);
  };
  return { box, say };
}

/** Of what a change has replaced, that which nobody has written anew since. */
const stillAsLeft = (before, changes) =>
  new Map([...before].filter(([key]) => storage.text(key) === changes.get(key)));

/** A button that takes a change back, until the page is left. `back` says in which words that ended.
 * @param {Map<string, string | null>} before @param {Map<string, string | null>} changes */
function undoButton(text, before, changes, back) {
  return buttonRow(
    pushButton(text, () => {
      const wanted = stillAsLeft(before, changes);
      back(storage.swap(wanted) ? "done" : "full", before.size - wanted.size);
    }),
  );
}

/** Let the browser save a text as a file. */
function saveFile(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = make("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers read it late
}

/** Draw anew when something has changed, here or in another tab: once for all changes of a moment. */
function watchGently(draw) {
  let due = false;
  storage.watch(() => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      draw();
    });
  });
}

const counted = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

export { buttonRow, counted, dataCard, line, outcomeBox, pushButton, saveFile, undoButton, watchGently };
