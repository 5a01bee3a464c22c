// @ts-check
/* What a reader's wish for a practice exam comes to, before it begins. */

import { ofWish } from "./exam_draw.js";
import { timeInWords, timeLimit } from "./exam_time.js";
import { questionsInWords } from "./exam_words.js";

/** @typedef {import("./exam_draw.js").Question} Question
 * @typedef {{modules: string[], levels: string[], fresh: boolean, count: number, time: {kind: string,
 *   minutes: number, factor: number}}} Wish `count` may be Infinity, `minutes` NaN */

const LONGEST_MINUTES = 600;

/** Return what a reader's wish comes to. `short` where fewer questions fit than were wished for; `wrong` says in
 * words what has to be changed first. @param {Question[]} questions
 * @param {Wish} wish */
function planOf(questions, wish) {
  const pool = ofWish(questions, wish).filter(({ module }) => wish.modules.includes(module));
  const asked = Math.min(wish.count, pool.length);
  const { kind, minutes } = wish.time;
  const badMinutes = kind === "own" && !(minutes >= 1 && minutes <= LONGEST_MINUTES);
  const wrong = !wish.modules.length ? "Choose at least one module."
    : !wish.levels.length ? "Choose at least one level."
    : !asked ? "No question fits this choice. Take in more modules or levels, or questions you have answered."
    : badMinutes ? `Give the minutes as a number from 1 to ${LONGEST_MINUTES}.`
    : "";
  const limit = wrong ? null : timeLimit(wish.time, asked);
  return { pool, asked, short: Number.isFinite(wish.count) && asked < wish.count, limit, wrong };
}

/** A plan in words. @param {ReturnType<typeof planOf>} plan @param {number} count */
function planInWords({ pool, asked, short, limit, wrong }, count) {
  if (wrong) return wrong;
  const fits = pool.length === 1 ? "1 question fits" : `${pool.length} questions fit`;
  const shortage = short ? `You asked for ${count}, so the exam will have ${asked}. ` : "";
  const time = limit === null ? "no time limit" : timeInWords(limit);
  return `${fits} your choice. ${shortage}${questionsInWords(asked)}, ${time}.`;
}

export { LONGEST_MINUTES, planInWords, planOf };
