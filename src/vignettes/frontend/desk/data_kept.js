// @ts-check
/* What this browser keeps, said plainly: a table, and on request everything. */

import { focusOn, make } from "../elements.js";
import { FAMILY, storage } from "../storage.js";
import { clip, day, everythingIn, inventory } from "./inventory.js";
import { buttonRow, counted, dataCard, line, pushButton, watchGently } from "./data_parts.js";

const AT_ONCE = 100;

const kilobytes = (size) => (size < 1024 ? "under 1 kB" : `${Math.round(size / 1024).toLocaleString("en")} kB`);

/** All that is kept, by key without the name of the course. */
const texts = () => new Map([...storage.everything()].map(([key, text]) => [key.slice(FAMILY.length), text]));

const small = (text) => make("span", { className: "desk-small data-example" }, text);

const row = ({ words, example, count, since, size }) =>
  make(
    "tr",
    {},
    make("th", { scope: "row" }, words, small(example && `Example: ${example}`)),
    make("td", {}, count.toLocaleString("en")),
    make("td", {}, since === undefined ? "–" : day(since, { dateStyle: "medium" })),
    make("td", {}, kilobytes(size)),
  );

function keptTable(rows) {
  const heads = ["What", "How many", "Since", "About"].map((text) => make("th", { scope: "col" }, text));
  const caption = make("caption", {}, "Kept in this browser, on this machine");
  const table = make("table", { className: "data-table" }, caption, make("thead", {}, make("tr", {}, ...heads)));
  table.append(make("tbody", {}, ...rows.map(row)));
  return table;
}

/** The sentences around the table. */
function remarks(rows) {
  const said = [];
  if (!rows.length) said.push(line("Nothing is kept in this browser at the moment."));
  const count = rows.find(({ sort }) => sort === "newer")?.count;
  if (count) {
    const what = `A newer version of the course has kept ${counted(count, "record")} here that this page cannot read.`;
    said.push(line(`${what} They are left as they are. Open the newer version to use them.`, "desk-notice"));
  }
  const trouble = storage.trouble();
  if (trouble) said.push(line(`This browser keeps nothing at the moment: ${trouble}`, "desk-notice"));
  return said;
}

/** One record in the readable list. */
function entry({ words, subject, when, detail }) {
  const moment = when === undefined ? "" : day(when, { dateStyle: "long", timeStyle: "short" });
  const rest = [moment, detail].filter(Boolean).join("; ");
  return make("li", {}, make("strong", {}, words), `: ${clip(subject, 200)}`, small(rest));
}

/** Everything, a hundred at a time, and the same as a computer reads it. */
function everything(known) {
  const found = everythingIn(texts(), known);
  const list = make("ul", { className: "data-list" });
  const more = pushButton("", () => {
    const start = list.children.length;
    show();
    focusOn(list.children[start]);
  });
  const show = () => {
    list.append(...found.slice(list.children.length, list.children.length + AT_ONCE).map(entry));
    const rest = found.length - list.children.length;
    more.hidden = !rest;
    more.textContent = `Show ${Math.min(rest, AT_ONCE)} more of ${rest.toLocaleString("en")}`;
  };
  show();
  const raw = make("textarea", { readOnly: true, rows: 12, className: "data-raw", id: "data-raw", spellcheck: false });
  raw.value = rawText();
  const label = make("label", { htmlFor: raw.id }, "The same, as the browser keeps it (JSON; for reading only)");
  return [list, buttonRow(more), label, raw];
}

/** All records as one JSON text. What is no JSON stands in it as a text. */
function rawText() {
  const sorted = [...texts()].sort(([a], [b]) => (a < b ? -1 : 1));
  const values = sorted.map(([key, text]) => [key, storage.get(FAMILY + key) ?? text]);
  return JSON.stringify(Object.fromEntries(values), null, 1);
}

/** The first section. It draws itself anew when something changes, here or in another tab. */
function keptCard(known) {
  const shown = make("div");
  const summary = make("summary", {}, "Show me everything");
  const inside = make("div");
  const details = make("details", { className: "data-everything" }, summary, inside);
  details.ontoggle = () => inside.replaceChildren(...(details.open ? everything(known) : []));
  const draw = () => {
    const rows = inventory(texts(), known);
    shown.replaceChildren(...remarks(rows), ...(rows.length ? [keptTable(rows)] : []));
    details.hidden = !rows.length;
    if (details.open && !inside.contains(document.activeElement)) inside.replaceChildren(...everything(known));
  };
  watchGently(draw);
  draw();
  return dataCard("kept", "What this browser keeps", shown, details);
}

export { keptCard };
