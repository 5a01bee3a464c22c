// @ts-check
/* After an answer: when is it to come back? */

import { all, make } from "../elements.js";
import { daysAway } from "./review_words.js";
import { RATINGS } from "./schedule.js";

/** The choice of a rating, with the day that each leads to.
 * @param {Record<number, {due: number, at: number}>} leads @param {number | undefined} suggested
 * @param {(rating: number) => void} chosen is told of each change
 * @returns {{node: any, rate(rating: number): void, lacking(): string}} */
function ratingChoice(leads, suggested, chosen) {
  const radios = Object.entries(RATINGS).map(([rating, name]) => {
    const given = { type: "radio", name: "review-rating", value: rating, autocomplete: "off" };
    const radio = make("input", { ...given, checked: +rating === suggested, onchange: () => chosen(+rating) });
    const when = make("span", { className: "rating-when" }, daysAway(leads[+rating].due, leads[+rating].at));
    return make("label", {}, radio, make("span", {}, make("strong", {}, name), " ", when));
  });
  const node = make(
    "fieldset",
    { className: "rating" },
    make("legend", {}, "When should it come back?"),
    make("div", { className: "rating-choices" }, ...radios),
  );
  const inputs = all(node, "input");
  return {
    node,
    rate(rating) {
      const radio = inputs[rating - 1];
      radio.focus();
      if (!radio.checked) radio.click();
    },
    lacking: () => (inputs.some((radio) => radio.checked) ? "" : "Choose first when it should come back."),
  };
}

export { ratingChoice };
