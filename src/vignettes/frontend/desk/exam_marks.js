// @ts-check
/* Marking, and what the marks add up to. House rule: a question is worth one point, shared equally between its
   parts as in the book; a question that was left open gets none; one that cannot be marked is not counted. */

import { grade } from "../quiz.js";

/** @typedef {import("./exam_sheet.js").Sheet} Sheet @typedef {import("./exam_sheet.js").Asked} Asked */

/** Mark what has not been marked yet, by the keys whose text has come; what was revised, or holds an answer that
 * does not fit its key, stays unmarked. @param {Sheet} sheet
 * @param {Record<string, {fingerprint: string, key: any}>} texts by question @returns {Sheet} */
const markedSheet = (sheet, texts) => ({ ...sheet, items: sheet.items.map((item) => markedItem(item, texts)) });

function markedItem(item, texts) {
  const text = texts[item.key];
  if (item.score !== undefined || text?.fingerprint !== item.fingerprint) return item;
  if (item.answer === undefined) return { ...item, score: 0, right: false };
  const marks = gradeOf(text.key, item.answer);
  return marks ? { ...item, score: marks.score, right: marks.right } : item;
}

/** The grade of an answer, or undefined where it does not fit its key. */
function gradeOf(key, answer) {
  try {
    return grade(key, answer);
  } catch {
    return undefined;
  }
}

/** How a question came out: right, partly, wrong or open where it is marked; else why it is not: gone (from the
 * book), revised, unreadable (the answer kept here), waiting (its text has not come).
 * @param {Asked} item @param {string | undefined} fingerprint of the item in the book now, if it is there
 * @param {boolean} came whether its text has come */
function outcome({ score, answer, fingerprint: asked }, fingerprint, came) {
  if (score !== undefined) {
    if (answer === undefined) return "open";
    return score === 1 ? "right" : score > 0 ? "partly" : "wrong";
  }
  if (!fingerprint) return "gone";
  if (fingerprint !== asked) return "revised";
  return came ? "unreadable" : "waiting";
}

/** Add up questions: only those that are marked count. @param {Asked[]} items */
function tally(items) {
  const marked = items.filter(({ score }) => score !== undefined);
  const outcomes = marked.map((item) => outcome(item, item.fingerprint, true));
  const times = (name) => outcomes.filter((other) => other === name).length;
  return {
    asked: items.length,
    counted: marked.length,
    right: times("right"),
    partly: times("partly"),
    wrong: times("wrong"),
    open: times("open"),
    points: marked.reduce((sum, { score }) => sum + (score ?? 0), 0),
  };
}

/** Return [group, tally] for the groups that marked questions belong to; `groupsOf` names them by question.
 * @param {Asked[]} items @param {(key: string) => string[]} groupsOf */
function talliesBy(items, groupsOf) {
  /** @type {Map<string, Asked[]>} */
  const groups = new Map();
  for (const item of items.filter(({ score }) => score !== undefined)) {
    for (const group of groupsOf(item.key)) groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return [...groups].map(([group, own]) => /** @type {const} */ ([group, tally(own)]));
}

/** Points for the eye: at most two decimals. @param {number} points */
const pointsInWords = (points) => String(Math.round(points * 100) / 100);

/** Questions that were marked and are not wholly right. @param {Asked[]} items */
const missedOf = (items) => items.filter(({ score }) => score !== undefined && score < 1);

export { gradeOf, markedSheet, missedOf, outcome, pointsInWords, talliesBy, tally };
