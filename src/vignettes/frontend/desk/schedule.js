// @ts-check
/* When a question comes back. How memory fades is reckoned by FSRS (ts-fsrs, in ../fsrs); days, limits, the
   order and the rating that an answer suggests are decided here. Page, storage and clock stay outside: `now`
   is handed in, in milliseconds since 1970. Decision 25 says why. */

import "../fsrs/index.umd.js";
import { isSureAndWrong } from "./catalogue.js";
import { isCard } from "./records.js";

/** @typedef {import("./catalogue.js").Line} Line @typedef {import("./records.js").Card} Card */

const DAY_LENGTH = 86_400_000;
const DAY_BEGINS = 4; // o'clock: after a late shift it is still the evening before
const LONGEST = 365; // days
const NEW_A_DAY = 10;
const MOST_NEW = 50;
const RATINGS = Object.freeze({ 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" });
const [AGAIN, HARD, GOOD] = [1, 2, 3];

const fsrsLibrary = /** @type {any} */ (globalThis).FSRS;
const memory = fsrsLibrary.fsrs({
  request_retention: 0.9,
  maximum_interval: LONGEST,
  enable_fuzz: false, // the same answer leads to the same day
  enable_short_term: false, // who has just read the feedback is not asked again in ten minutes
});

/** The number of the reader's day, by the calendar of the place where they are. @param {number} ms */
function dayOf(ms) {
  const date = new Date(ms);
  const midnight = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return midnight / DAY_LENGTH - (date.getHours() < DAY_BEGINS ? 1 : 0);
}

/** The moment at which a day begins: the day of that moment is the day. @param {number} day */
function morningOf(day) {
  const date = new Date(day * DAY_LENGTH);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), DAY_BEGINS).getTime();
}

/** A card as ts-fsrs wants it. The library counts days in UTC, so it is handed the reader's days as if they
 * were those. A review that the clock puts after today counts as one of today; values beyond what FSRS
 * reckons with are brought to the nearest. @param {Card | undefined} card @param {number} today */
function toMemory(card, today) {
  if (!card || !card.state) return fsrsLibrary.createEmptyCard(new Date(today * DAY_LENGTH));
  const last = Math.min(dayOf(card.at), today);
  return {
    due: new Date((last + card.days) * DAY_LENGTH),
    stability: Math.min(Math.max(card.stability, fsrsLibrary.S_MIN), fsrsLibrary.S_MAX),
    difficulty: Math.min(Math.max(card.difficulty, 1), 10),
    elapsed_days: 0,
    scheduled_days: card.days,
    learning_steps: card.steps,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    last_review: new Date(last * DAY_LENGTH),
  };
}

/** What is kept of a card of ts-fsrs. @param {any} of
 * @param {{fingerprint: string, score: number, at: number}} seen @returns {Card} */
function fromMemory(of, { fingerprint, score, at }) {
  const days = Math.min(of.scheduled_days, LONGEST);
  return {
    fingerprint,
    at,
    due: morningOf(dayOf(at) + days),
    stability: of.stability,
    difficulty: of.difficulty,
    days,
    steps: of.learning_steps,
    reps: of.reps,
    lapses: of.lapses,
    state: of.state,
    score,
  };
}

/** The card after an answer, for each rating it may get. `card` is undefined where the item is new.
 * @param {Card | undefined} card @param {{fingerprint: string, score: number, at: number}} seen
 * @returns {Record<number, Card>} */
function prospects(card, seen) {
  const today = dayOf(seen.at);
  const found = memory.repeat(toMemory(card, today), new Date(today * DAY_LENGTH));
  return Object.fromEntries(Object.keys(RATINGS).map((rating) => [rating, fromMemory(found[rating].card, seen)]));
}

/** How likely an item is still known after the whole days since it was seen, 0 to 1; 0 where a card tells
 * nothing. @param {Card} card @param {number} today the number of a day */
function recallOf(card, today) {
  if (!card.state) return 0;
  const days = Math.max(0, today - dayOf(card.at));
  return memory.forgetting_curve(days, Math.max(card.stability, fsrsLibrary.S_MIN));
}

/** The moment from which an item is due; 0 where it is due whatever the clock says: a card from after
 * tomorrow was written by a clock that was wrong. Nothing is due later than the longest interval allows.
 * @param {Card} card @param {number} now */
function dueOf(card, now) {
  if (card.at > now && dayOf(card.at) > dayOf(now) + 1) return 0;
  const isSoon = card.due - card.at < (LONGEST - 1) * DAY_LENGTH; // spares the calendar, where many are asked
  return isSoon ? card.due : Math.min(card.due, morningOf(dayOf(card.at) + LONGEST));
}

/** Where a new item stands among the new: revised, sure and wrong, wrong, guessed right, right. */
function rankOf(/** @type {Line} */ line) {
  if (line.revised) return 0;
  if (isSureAndWrong(line)) return 1;
  if (!line.first.right) return 2;
  return line.first.confidence === "guessing" ? 3 : 4;
}

/** What Review holds now. `due`: least likely known first; `fresh`: the new ones of today, at most as many
 * as are left of `perDay`; `waiting`: new ones for later days; `next`: when something comes, if nothing does.
 * @param {Line[]} lines @param {number} now @param {number} perDay
 * @returns {{due: Line[], fresh: Line[], waiting: number, next?: number}} */
function agenda(lines, now, perDay) {
  const today = dayOf(now);
  const [morning, tomorrow] = [morningOf(today), morningOf(today + 1)];
  const due = [];
  const untouched = [];
  let begun = 0;
  let next = Infinity;
  for (const line of lines) {
    const { card } = line;
    if (card) {
      if (card.reps <= 1 && card.at >= morning && card.at < tomorrow) begun += 1;
      const moment = dueOf(card, now);
      if (moment <= now) due.push({ line, recall: recallOf(card, today) });
      else next = Math.min(next, moment);
    } else if (line.first || line.revised) untouched.push({ line, rank: rankOf(line) });
  }
  due.sort((a, b) => a.recall - b.recall);
  untouched.sort((a, b) => a.rank - b.rank || (a.line.first?.at ?? 0) - (b.line.first?.at ?? 0));
  const fresh = untouched.slice(0, Math.max(0, perDay - begun)).map(({ line }) => line);
  const waiting = untouched.length - fresh.length;
  if (waiting && perDay) next = Math.min(next, tomorrow);
  return { due: due.map(({ line }) => line), fresh, waiting, next: Number.isFinite(next) ? next : undefined };
}

/** The rating that an answer suggests; none for a reply, which its writer alone can judge. FSRS takes
 * Hard for an item that was known: so half of the parts, which is what chance gives, is not enough for it.
 * @param {string} type @param {{score: number, right: boolean}} result @param {string} [confidence] */
function suggestedRating(type, { score, right }, confidence) {
  if (type === "reply") return undefined;
  if (right) return confidence === "guessing" ? HARD : GOOD;
  return score > 0.5 || (type === "choice" && score > 0) ? HARD : AGAIN;
}

/** How many new items a day, from what the setting holds. @param {any} kept */
const newPerDay = (kept) => (Number.isInteger(kept) && kept >= 0 && kept <= MOST_NEW ? kept : NEW_A_DAY);

/** From which card an answer goes on. `stored` is what the browser holds now, `seen` what it held when the
 * question was put, `basis` the card that it was put with. Undefined where another window has written
 * something newer meanwhile, or of another state of the book: that stays.
 * @param {{fingerprint: string, basis?: Card, seen: any, at: number}} given @param {any} stored
 * @returns {{basis: Card | undefined} | undefined} */
function groundOf({ fingerprint, basis, seen, at }, stored) {
  if (JSON.stringify(stored) === JSON.stringify(seen)) return { basis };
  if (!isCard(stored)) return { basis: undefined };
  if (stored.fingerprint !== fingerprint || stored.at > at) return undefined;
  return { basis: stored };
}

export {
  GOOD, LONGEST, MOST_NEW, RATINGS, agenda, dayOf, dueOf, groundOf, morningOf, newPerDay, prospects, recallOf,
  suggestedRating,
};
