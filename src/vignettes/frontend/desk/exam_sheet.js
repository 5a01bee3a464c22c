// @ts-check
/* The answer sheet of a practice exam, which is also its record: each change is a function from sheet to sheet. */

/**
 * @typedef {{key: string, fingerprint: string, answer?: any, at?: number, seconds?: number, flagged?: boolean,
 *   score?: number, right?: boolean}} Asked
 * @typedef {{at: number, ended: number | null, limit: number | null, modules: string[], here: number,
 *   items: Asked[]}} Sheet
 */

const LAST_MOMENT = 8.64e15 - 1;

/** The moment of a change: later than the one before it, even where the clock was set back.
 * @param {Sheet} sheet @param {number} now */
const nextMoment = (sheet, now) => Math.min(Math.max(now, sheet.at + 1), LAST_MOMENT);

/** @param {{key: string, fingerprint: string}[]} drawn @param {{modules: string[], limit: number | null}} plan
 * @param {number} now @returns {Sheet} */
const newSheet = (drawn, { modules, limit }, now) => ({
  at: now,
  ended: null,
  limit,
  modules,
  here: 0,
  items: drawn.map(({ key, fingerprint }) => ({ key, fingerprint })),
});

/** @param {Sheet} sheet @param {number} place @param {Partial<Asked>} change @param {number} now @returns {Sheet} */
function withItem(sheet, place, change, now) {
  const at = nextMoment(sheet, now);
  return { ...sheet, at, items: sheet.items.map((item, i) => (i === place ? { ...item, ...change, at } : item)) };
}

/** Keep an answer, or take it back where it is undefined; `seconds` is the time that the question has had. */
const withAnswer = (sheet, place, answer, seconds, now) => withItem(sheet, place, { answer, seconds }, now);

/** Flag a question for later, or no longer. */
const withFlag = (sheet, place, flagged, now) => withItem(sheet, place, { flagged }, now);

/** Go to another question. */
const withPlace = (sheet, here, now) => ({ ...sheet, here, at: nextMoment(sheet, now) });

/** Hand in. `ended` is when the exam ended, which may be before `now`: its time may have run out meanwhile. */
const handedIn = (sheet, ended, now) => ({ ...sheet, ended, at: nextMoment(sheet, now) });

/** The fields of a question in one order, so that equal sheets are equal as text. @param {Asked} item */
const orderly = ({ key, fingerprint, answer, at, seconds, flagged, score, right }) =>
  ({ key, fingerprint, answer, at, seconds, flagged, score, right });

/** @param {Sheet} sheet @returns {Sheet} */
const orderlySheet = ({ at, ended, limit, modules, here, items }) =>
  ({ at, ended, limit, modules, here, items: items.map(orderly) });

/** The one of two that was changed last; of two from the same moment always the same one. */
function laterOf(one, other) {
  const rank = (each) => [each.at ?? -1, each.score ?? -1, JSON.stringify(each)];
  const [mine, theirs] = [rank(one), rank(other)];
  const i = mine.findIndex((value, n) => value !== theirs[n]);
  return i >= 0 && theirs[i] > mine[i] ? other : one;
}

/** Put two states of one exam together, as of two tabs: for each question the last change counts, and who has
 * handed in has handed in. Either order gives the same. Where they do not ask the same, the later one counts.
 * @param {Sheet} one @param {Sheet} other @returns {Sheet} */
function joinedSheets(one, other) {
  const asks = ({ limit, modules, items }) =>
    JSON.stringify([limit, modules, items.map(({ key, fingerprint }) => [key, fingerprint])]);
  const [mine, theirs] = [orderlySheet(one), orderlySheet(other)];
  if (asks(mine) !== asks(theirs)) return laterOf(mine, theirs);
  const { at, here } = laterOf({ at: mine.at, here: mine.here }, { at: theirs.at, here: theirs.here });
  const ends = [mine.ended, theirs.ended].filter((moment) => moment !== null);
  const items = mine.items.map((item, i) => laterOf(item, theirs.items[i]));
  return { ...mine, at, here, ended: ends.length ? Math.min(...ends) : null, items };
}

/** How many questions are answered, open and flagged. @param {Sheet} sheet */
function sheetCounts({ items }) {
  const answered = items.filter(({ answer }) => answer !== undefined).length;
  return { answered, open: items.length - answered, flagged: items.filter(({ flagged }) => flagged).length };
}

export { handedIn, joinedSheets, newSheet, orderlySheet, sheetCounts, withAnswer, withFlag, withPlace };
