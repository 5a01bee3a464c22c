// @ts-check
/* How a practice exam came out, in words. */

import { outcome, pointsInWords, tally } from "./exam_marks.js";
import { timeInWords } from "./exam_time.js";

/** @typedef {import("./exam_sheet.js").Sheet} Sheet */

/** How a question came out, by outcome. */
const OUTCOMES = {
  right: "✓ right",
  partly: "△ partly right",
  wrong: "✗ not right",
  open: "○ left open",
  revised: "not counted, revised",
  gone: "not counted, no longer in the book",
  unreadable: "not counted, the answer kept here could not be read",
  waiting: "not marked yet",
};

/** Why questions do not count, by outcome. */
const UNCOUNTED = {
  revised: "was revised after the exam began",
  gone: "is no longer in the book",
  unreadable: "has an answer here that could not be read",
  waiting: "is not marked yet",
};

/** “1 question”, “3 questions”. @param {number} number */
const questionsInWords = (number) => `${number} ${number === 1 ? "question" : "questions"}`;

/** The outcome of every question. @param {Sheet} sheet @param {(key: string) => string | undefined} fingerprintOf
 * of an item in the book now @param {(key: string) => boolean} came whether the text of an item has come */
const outcomesOf = ({ items }, fingerprintOf, came) =>
  items.map((item) => outcome(item, fingerprintOf(item.key), came(item.key)));

/** @param {Sheet["items"]} items */
function pointsOf(items) {
  const { points, counted } = tally(items);
  return `${pointsInWords(points)} of ${counted} ${counted === 1 ? "point" : "points"}`;
}

/** How an exam came out, a sentence each. @param {Sheet} sheet @param {number} begun @param {string[]} outcomes */
function resultInWords(sheet, begun, outcomes) {
  const { counted, right, partly, wrong, open } = tally(sheet.items);
  const sums = /** @type {[number, string][]} */ ([
    [right, "right"], [partly, "partly right"], [wrong, "not right"], [open, "left open"]]);
  const counts = sums.filter(([n]) => n).map(([n, words]) => `${n} ${words}`).join(", ");
  const left = Object.entries(UNCOUNTED).flatMap(([why, words]) => {
    const number = outcomes.filter((each) => each === why).length;
    return number ? [`${questionsInWords(number)} not counted: ${number === 1 ? "it" : "each"} ${words}.`] : [];
  });
  return [...(counted ? [`${pointsOf(sheet.items)}.`, `${counts}.`] : []), ...left, timeUsed(sheet, begun)];
}

/** @param {Sheet} sheet @param {number} begun */
function timeUsed({ limit, ended, items }, begun) {
  if (limit === null) {
    const seconds = items.reduce((sum, item) => sum + (item.seconds ?? 0), 0);
    return `Time on the questions, up to your last change to each: ${timeInWords(seconds * 1000)}.`;
  }
  const used = Math.max(0, Math.min((ended ?? begun) - begun, limit));
  const over = used === limit ? " The time was up, so the exam handed itself in." : "";
  return `Time used: ${timeInWords(used)} of ${timeInWords(limit)}.${over}`;
}

/** When something was, as a reader says it. @param {number} moment */
const momentInWords = (moment) =>
  new Date(moment).toLocaleString("en", { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });

/** The modules of an exam: all, or up to three by their titles. @param {string[]} names
 * @param {Map<string, string>} titles */
function modulesInWords(names, titles) {
  if (names.length > 1 && [...titles.keys()].every((name) => names.includes(name))) return "all modules";
  const known = names.map((name) => titles.get(name) ?? name);
  const more = known.length - 3;
  return known.slice(0, 3).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

export { OUTCOMES, modulesInWords, momentInWords, outcomesOf, pointsOf, questionsInWords, resultInWords };
