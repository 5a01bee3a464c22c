// @ts-check
/* What a few answers can tell, and what they cannot. Nothing here touches page or storage. */

import { isMissed, latest } from "./catalogue.js";
import { CONFIDENCE } from "./records.js";

/** For intervals that hold the truth in 95 of 100 samples. */
const NORMAL_95 = 1.959964;

/** With fewer answers than these, nothing is said of an objective, or of a level of confidence. */
const LEAST_OF_OBJECTIVE = 3;
const LEAST_OF_LEVEL = 5;

/** An objective is weak below the one (about half was right, or less) and strong from the other on (about four
 * in five, or more); what is compared is the `middle` of `likely`. */
const WEAK = 0.55;
const STRONG = 0.75;

/**
 * Where a share probably lies (0 to 1) of which `sum` in `n` was seen, `n` at least 1: the interval of
 * E. B. Wilson, J. Am. Stat. Assoc. 1927;22:209–212, as in report/formulas.py. Its `middle` is the share drawn
 * towards a half, as four more answers would draw it of which two are right (A. Agresti and B. A. Coull, Am.
 * Stat. 1998;52:119–126), so that one answer makes nobody strong or weak. `sum` may count parts of answers:
 * scores between 0 and 1 vary no more than right and wrong do, so the interval is wide enough.
 * @param {number} sum @param {number} n
 */
function likely(sum, n) {
  const z2 = NORMAL_95 ** 2;
  const share = sum / n;
  const middle = (sum + z2 / 2) / (n + z2);
  const half = (NORMAL_95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { low: sum === 0 ? 0 : Math.max(0, middle - half), middle, high: sum === n ? 1 : Math.min(1, middle + half) };
}

/**
 * For every level of confidence, of how many first answers how many were right. `told` says whether they are
 * enough; `low` and `high` are Wilson's and stand only there.
 * @param {import("./catalogue.js").Line[]} lines
 */
function calibration(lines) {
  const firsts = lines.map(({ first }) => first).filter((first) => first?.confidence);
  return CONFIDENCE.map((level) => {
    const given = firsts.filter(({ confidence }) => confidence === level);
    const [n, right] = [given.length, given.filter((first) => first.right).length];
    const told = n >= LEAST_OF_LEVEL;
    return { level, n, right, told, ...(told ? likely(right, n) : {}) };
  });
}

/**
 * The objectives of the course by how strong the reader is in them, judged by the last try at every item that
 * serves one; a partly right answer counts as its part. Replies do not count, since readers compare those
 * themselves (as in report/analysis.py). Every objective with an item stands in one group; weakest first.
 * @param {import("./catalogue.js").Catalogue} catalogue @param {import("./catalogue.js").Line[]} lines
 */
function strengths(catalogue, lines) {
  const groups = { weak: [], between: [], strong: [], few: [], untouched: [] };
  for (const one of objectivesOf(catalogue, lines)) {
    const seen = one.answered < LEAST_OF_OBJECTIVE ? {} : likely(one.sum, one.answered);
    /** @type {any[]} */ (groups[groupOf(one, seen.middle)]).push({ ...one, ...seen });
  }
  for (const group of [groups.weak, groups.between, groups.strong]) group.sort((a, b) => a.middle - b.middle);
  return groups;
}

function groupOf({ tried }, middle) {
  if (!tried) return "untouched";
  if (middle === undefined) return "few";
  return middle < WEAK ? "weak" : middle < STRONG ? "between" : "strong";
}

/** One entry an objective that an item serves, in the order of the course. */
function objectivesOf({ objectives, modules }, lines) {
  const titles = new Map(modules.map(({ id, title }) => [id, title]));
  const entry = (id) => ({
    id,
    text: Object.hasOwn(objectives, id) ? objectives[id] : id,
    module: titles.get(id.split(".")[0]) ?? "Elsewhere",
    items: 0,
    tried: 0,
    answered: 0,
    sum: 0,
    missed: 0,
  });
  const found = new Map(Object.keys(objectives).map((id) => [id, entry(id)]));
  for (const line of lines) {
    for (const id of new Set(line.item.objectives)) {
      if (!found.has(id)) found.set(id, entry(id));
      addTry(/** @type {any} */ (found.get(id)), line);
    }
  }
  return [...found.values()].filter(({ items }) => items);
}

function addTry(objective, line) {
  const last = latest(line);
  objective.items += 1;
  if (!last) return;
  objective.tried += 1;
  objective.missed += +isMissed(line);
  if (line.item.type === "reply") return;
  objective.answered += 1;
  objective.sum += last.score;
}

export { LEAST_OF_LEVEL, LEAST_OF_OBJECTIVE, calibration, likely, strengths };
