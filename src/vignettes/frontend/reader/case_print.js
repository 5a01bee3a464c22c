// @ts-check
/* One case on paper: without answers, with the reader's, or with everything. Nothing of the page itself is
   changed for it; a copy is made, printed alone, and thrown away. */

import { actions, all, button, make, one } from "../elements.js";
import { untouched, whenThere } from "../host.js";

/** Take out of a copy what would bind it to the page: ids, names that join radio buttons, keys. */
function unbind(copy) {
  for (const node of [copy, ...all(copy, "*")]) {
    for (const name of ["id", "name", "aria-labelledby", "data-key", "data-vignette"]) node.removeAttribute(name);
  }
  return copy;
}

const removeAll = (copy, selector) => all(copy, selector).forEach((node) => node.remove());

/** The questions and nothing that answers them; under an option stands where it leads, for the paper has to. */
function blankSheet(section) {
  const copy = untouched.get(section).cloneNode(true);
  for (const verdict of all(copy, ".vignette-verdicts > li")) {
    const option = all(verdict.closest(".vignette-item"), "[data-option]").find(
      ({ dataset }) => dataset.option === verdict.dataset.for,
    );
    option?.append(...all(verdict, ".vignette-onward"));
  }
  removeAll(copy, ".vignette-feedback, .vignette-debrief");
  return unbind(copy);
}

/** A copy of the case as it stands, with what is written and chosen in it. */
function copyOf(section) {
  const copy = section.cloneNode(true);
  const controls = "input, select, textarea";
  const made = all(copy, controls);
  all(section, controls).forEach(({ value, checked }, i) => Object.assign(made[i], { value, checked }));
  for (const area of all(copy, "textarea")) {
    if (area.value) area.replaceWith(make("span", { className: "reader-written" }, area.value));
  }
  return copy;
}

/** What the reader chose, and the feedback that they have come to. */
function mySheet(section) {
  const copy = copyOf(section);
  for (const stage of all(copy, "[data-linked]")) stage.hidden = false;
  removeAll(copy, "[hidden]:not(summary), details:not([open]), .vignette-footer, .vignette-actions, .vignette-say, .reader-linked");
  return unbind(copy);
}

/** Every stage in the order of the file, all feedback and the debrief, with what the reader chose. */
function fullSheet(section) {
  const copy = copyOf(section);
  const stages = new Map(all(copy, ".vignette-stage").map((stage) => [stage.dataset.stage, stage]));
  const order = all(untouched.get(section), ".vignette-stage").map(({ dataset }) => stages.get(dataset.stage));
  const path = one(copy, ".vignette-path");
  path.before(...order);
  const kept = ".vignette-stage, .vignette-debrief, .vignette-feedback, .vignette-onward";
  for (const part of all(copy, kept)) part.hidden = false;
  for (const folded of all(copy, "details")) folded.open = true;
  removeAll(copy, "[hidden]:not(summary), .vignette-footer, .vignette-actions, .vignette-say, .reader-linked");
  return unbind(copy);
}

const SHEETS = [
  ["Without answers", blankSheet],
  ["With my answers", mySheet],
  ["With all feedback", fullSheet],
];

let sheet = /** @type {any} */ (null);

function putAway() {
  sheet?.remove();
  document.documentElement.removeAttribute("data-reader-printing");
}

function printSheet(copy) {
  putAway();
  sheet = make("div", { className: "reader-sheet bd-article" }, copy);
  document.body.append(sheet);
  document.documentElement.setAttribute("data-reader-printing", "");
  addEventListener("afterprint", putAway, { once: true });
  print();
}

whenThere(() => {
  for (const section of all(document, "section.vignette[data-live]")) {
    const buttons = SHEETS.map(([words, made]) => button(String(words), () => printSheet(made(section))));
    const folded = make("details", { className: "vignette-settings" }, make("summary", {}, "Print this case"), actions(...buttons));
    one(section, ".vignette-footer").append(folded);
  }
});
