// @ts-check
/* Which questions a practice exam asks: what there is to draw from, and the draw. No page, no storage, no lot of
   its own: the same pool, count and lot give the same exam. */

import { latest } from "./catalogue.js";

/** Types that have a key, and no conversation around them.
 * A written reply is ticked by its writer; a decision changes what comes next. */
const EXAM_TYPES = ["single", "multiple", "order", "match", "number"];

/**
 * @typedef {import("./catalogue.js").Line} Line
 * @typedef {{key: string, fingerprint: string, case: string, module: string, level: string, met: boolean}} Question
 */

/** Return all that a practice exam may ask, in the order of the course. `met` are questions with an answer in
 * the book, in Review, or in one of the practice exams (`asked`: what those asked).
 * @param {Line[]} lines @param {{key: string, fingerprint: string, answer?: any}[]} asked @returns {Question[]} */
function examinable(lines, asked = []) {
  const answered = asked.filter(({ answer }) => answer !== undefined);
  const before = new Set(answered.map(({ key, fingerprint }) => `${key} ${fingerprint}`));
  return lines
    .filter(({ of, item }) => !of.branching && EXAM_TYPES.includes(item.type))
    .map((line) => ({
      key: line.key,
      fingerprint: line.item.fingerprint,
      case: line.case,
      module: line.of.module,
      level: line.of.level,
      met: !!latest(line) || before.has(`${line.key} ${line.item.fingerprint}`),
    }));
}

/** Return those questions of the chosen levels, if so wished those not yet met alone.
 * @param {Question[]} questions @param {{levels: string[], fresh: boolean}} wish */
const ofWish = (questions, { levels, fresh }) =>
  questions.filter(({ level, met }) => levels.includes(level) && !(fresh && met));

/** Return a source of numbers from 0 to below 1 that depends on nothing but the lot.
 * The seed is FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), the numbers are mulberry32 (T. Ettinger,
 * public domain). @param {string} lot */
function chanceOf(lot) {
  let state = 2166136261;
  for (let i = 0; i < lot.length; i += 1) state = Math.imul(state ^ lot.charCodeAt(i), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @template T @param {T[]} list @param {() => number} chance @returns {T[]} */
function inLotOrder(list, chance) {
  const dealt = [...list];
  for (let i = dealt.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    [dealt[i], dealt[j]] = [dealt[j], dealt[i]];
  }
  return dealt;
}

/** Share out a count over pools by rounds: in each round every pool that has something left gives one; the last
 * round may end before all have given. @param {{length: number}[]} pools @param {number} wanted @returns {number[]} */
function byRounds(pools, wanted) {
  const shares = pools.map(() => 0);
  let rest = Math.min(wanted, pools.reduce((sum, pool) => sum + pool.length, 0));
  while (rest > 0) {
    for (let i = 0; i < pools.length && rest > 0; i += 1) {
      if (shares[i] === pools[i].length) continue;
      shares[i] += 1;
      rest -= 1;
    }
  }
  return shares;
}

/** @param {Question[]} questions @param {"module" | "case"} by @returns {Question[][]} */
function pooled(questions, by) {
  /** @type {Map<string, Question[]>} */
  const pools = new Map();
  for (const question of questions) pools.set(question[by], [...(pools.get(question[by]) ?? []), question]);
  return [...pools.values()];
}

/** Draw an exam: by rounds over the modules, in each module by rounds over its cases, so that no case is asked
 * twice before every case of its module was asked once. Cases come by lot, the questions of one in its own order.
 * @param {Question[]} questions @param {number} wanted @param {string} lot @returns {Question[]} */
function drawExam(questions, wanted, lot) {
  const chance = chanceOf(lot);
  const modules = inLotOrder(pooled(questions, "module"), chance);
  const shares = byRounds(modules, wanted);
  const parts = modules.flatMap((pool, i) => {
    const cases = inLotOrder(pooled(pool, "case"), chance);
    const counts = byRounds(cases, shares[i]);
    return cases.map((of, j) => {
      const drawn = new Set(inLotOrder(of, chance).slice(0, counts[j]));
      return of.filter((question) => drawn.has(question));
    });
  });
  return inLotOrder(parts, chance).flat();
}

export { EXAM_TYPES, drawExam, examinable, ofWish };
