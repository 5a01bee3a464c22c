// @ts-check
/* The numbers of an exam's questions: each says whether it is answered, and leads there. */

import { make } from "../elements.js";

/** What a question's button says, for the eye and for a screen reader. */
function numberWords({ answer, flagged }, place) {
  const answered = answer !== undefined;
  const words = `Question ${place + 1}, ${answered ? "answered" : "open"}${flagged ? ", flagged" : ""}`;
  return { words, signs: (answered ? "✓" : "") + (flagged ? "⚑" : ""), state: answered ? "answered" : "open" };
}

/** @param {number} length @param {(place: number) => void} goTo */
function numberList(length, goTo) {
  const buttons = Array.from({ length }, (_, place) =>
    make("button", { type: "button", className: "exam-number", onclick: () => goTo(place) }));
  const list = make("ol", { className: "exam-numbers", role: "list" }, ...buttons.map((each) => make("li", {}, each)));
  const legend = make("p", { className: "desk-small" }, "✓ answered · ⚑ flagged for later · without ✓: open");
  return {
    nav: make("nav", { className: "exam-nav", "aria-label": "Questions of this exam" }, list, legend),
    /** @param {import("./exam_sheet.js").Asked[]} items @param {number} here */
    show(items, here) {
      items.forEach((item, place) => {
        const { words, signs, state } = numberWords(item, place);
        const each = buttons[place];
        each.ariaLabel = words;
        each.dataset.state = state;
        each.ariaCurrent = place === here ? "true" : null;
        each.replaceChildren(String(place + 1), make("span", { "aria-hidden": "true" }, signs));
      });
    },
  };
}

export { numberList, numberWords };
