// @ts-check
/* After a session: what was right, when it comes back, what may be read again. */

import { make } from "../elements.js";
import { countOf, dayName, daysAway, resultName } from "./review_words.js";
import { sessionActions, sessionButton } from "./session.js";
import { address, anchorOf } from "./sitting.js";

/** @typedef {{line: import("./catalogue.js").Line, score: number, right: boolean, due?: number}} Result */

const SIGNS = { right: "✓", "partly right": "△", "not right": "✗" };

/** “5 right, 1 partly right”. @param {Result[]} results */
function tallyOf(results) {
  const names = results.map(resultName);
  return Object.keys(SIGNS)
    .map((name) => [names.filter((other) => other === name).length, name])
    .filter(([n]) => n)
    .map(([n, name]) => `${n} ${name}`)
    .join(", ");
}

/** @param {Result} result @param {number} now */
function resultRow(result, now) {
  const { line, due } = result;
  const name = resultName(result);
  const link = make("a", { href: address(line.of.page, anchorOf(line.case, line.item.id)) }, line.item.prompt);
  const back = due === undefined ? "" : `, back ${daysAway(due, now)} (${dayName(due, now)})`;
  const sign = make("span", { "aria-hidden": "true" }, SIGNS[name] + " ");
  const said = make("span", { className: "desk-small" }, sign, name + back);
  return make("li", {}, link, make("br"), said);
}

/** The pages of the questions that were not right, each once.
 * @param {Result[]} results @param {Map<string, string>} titles */
function pagesAgain(results, titles) {
  const pages = new Set(results.filter(({ right }) => !right).map(({ line }) => line.of.page));
  return [...pages].map((page) => make("li", {}, make("a", { href: address(page) }, titles.get(page) ?? page)));
}

/** @param {{results: Result[], left: number, now: number, titles: Map<string, string>, back(): void}} given */
function endPart({ results, left, now, titles, back }) {
  const words = results.length ? `${countOf(results.length, "question")} answered` : "Nothing answered this time";
  const heading = make("h2", { tabIndex: -1 }, words);
  const part = make("section", { className: "desk-card" }, heading);
  if (results.length) {
    const rows = results.map((result) => resultRow(result, now));
    part.append(make("p", {}, `${tallyOf(results)}.`), make("ol", { className: "review-results" }, ...rows));
  }
  const pages = pagesAgain(results, titles);
  if (pages.length) part.append(make("h3", {}, "Worth reading again"), make("ul", {}, ...pages));
  if (left) part.append(make("p", {}, `${countOf(left, "question is", "questions are")} left. They keep.`));
  part.append(sessionActions(sessionButton("Back to the start", back, true)));
  return { part, heading };
}

export { endPart };
