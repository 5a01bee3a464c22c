// @ts-check
/* The page “Review”: questions on a schedule, and questions that the reader wants to try again. */

import { focusOn, make, one } from "../elements.js";
import "../reader.js";
import { PREFIX, setting, storage } from "../storage.js";
import { ledger } from "./catalogue.js";
import { ratingChoice } from "./rating.js";
import { askedAgain, secondTry } from "./retry.js";
import { endPart } from "./review_end.js";
import { againPart, newChoice, todayPart } from "./review_start.js";
import { agenda, dueOf, groundOf, newPerDay, prospects, suggestedRating } from "./schedule.js";
import { isCard } from "./records.js";
import { putQuestions } from "./session.js";

/** @typedef {import("./catalogue.js").Line} Line */

const SESSION = 10 * 60_000; // milliseconds that the page is seen
const RETRY = "vignettes:retry";

const reviewBox = one(document, "[data-desk=review]");
/** @type {import("./catalogue.js").Catalogue} */
const known = /** @type {any} */ (window).vignettesCatalogue;
const pageTitles = new Map(known.modules.flatMap(({ pages }) => pages.map(({ page, title }) => [page, title])));
/** What lets go of the session that runs or has just ended. @type {(() => void) | undefined} */
let running;

const keyOf = (kind, line) => `${PREFIX}${kind}:${line.key}`;

function troubleText() {
  const trouble = storage.trouble();
  return trouble && `What you do here cannot be kept in this browser: ${trouble}`;
}

/** What the reader's settings say of a session. */
const habits = () => ({
  asks: setting("confidence", true) !== false,
  open: setting("notes", "ask") === "tell",
  keys: setting("shortcuts", true) !== false,
  trouble: troubleText,
});

function startView() {
  running?.();
  running = undefined;
  const lines = ledger(known, storage.records());
  const retrying = location.hash === "#retry";
  const card = make("section", { className: "desk-card review-start" });
  card.append(...(retrying ? [againView(lines)] : todayView(lines)));
  const trouble = troubleText();
  if (trouble) card.prepend(make("p", { className: "desk-notice" }, trouble));
  reviewBox.replaceChildren(card);
}

/** @param {Line[]} lines */
function todayView(lines) {
  const now = Date.now();
  const perDay = newPerDay(setting("new", undefined));
  const held = agenda(lines, now, perDay);
  const anything = lines.some(({ first, card, revised }) => first || card || revised);
  const seconds = lines.flatMap(({ first }) => first?.seconds ?? []);
  const { modules } = known;
  const today = todayPart({ held, now, known: anything, seconds, modules, begin: () => review(held) });
  const choice = newChoice(perDay, (value) => {
    storage.set(PREFIX + "setting:new", value);
    startView();
    one(reviewBox, "select").focus();
  });
  return [today, choice];
}

/** @param {Line[]} lines */
function againView(lines) {
  const asked = askedAgain(retryList(), lines);
  const instead = () => {
    history.replaceState(null, "", location.pathname + location.search);
    startView();
    focusOn(one(reviewBox, "h2"));
  };
  return againPart({ ...asked, begin: () => retry(asked.taken), instead });
}

/** @param {{due: Line[], fresh: Line[]}} held */
function review({ due, fresh }) {
  const lines = [...due, ...fresh];
  /** @type {Map<Line, {seen: any, basis: any}>} */
  const grounds = new Map(lines.map((line) => [line, { seen: storage.get(keyOf("card", line)), basis: line.card }]));

  /** Still due, or still without a card: another window may have put it meanwhile. */
  function wanted(line) {
    const stored = storage.get(keyOf("card", line));
    if (JSON.stringify(stored) === JSON.stringify(grounds.get(line)?.seen)) return true;
    const basis = isCard(stored) ? stored : undefined;
    if (basis && (basis.fingerprint !== line.item.fingerprint || dueOf(basis, Date.now()) > Date.now())) return false;
    grounds.set(line, { seen: stored, basis });
    return true;
  }

  /** Keep what a rating leads to, unless another window knows better. @returns {number | undefined} when due */
  function keep(line, made, rating) {
    const stored = storage.get(keyOf("card", line));
    const ground = groundOf({ ...made, .../** @type {any} */ (grounds.get(line)) }, stored);
    if (!ground) return stored.due;
    const card = prospects(ground.basis, made)[rating];
    storage.set(keyOf("card", line), card);
    grounds.set(line, { basis: ground.basis, seen: card });
    return card.due;
  }

  inTurn({
    lines,
    span: SESSION,
    rates: true,
    wanted,
    answered(line, { score, right, confidence }, result) {
      const made = { fingerprint: line.item.fingerprint, score, at: Date.now() };
      let rating = suggestedRating(line.item.type, { score, right }, confidence);
      const rated = (given) => {
        rating = given;
        result.due = keep(line, made, given);
      };
      if (rating) rated(rating);
      const choice = ratingChoice(prospects(grounds.get(line)?.basis, made), rating, rated);
      return {
        ...choice,
        ticked(answer, ticks) {
          Object.assign(result, { score: ticks, right: ticks === 1 });
          made.score = ticks;
          if (rating) rated(rating);
        },
      };
    },
  });
}

/** @param {Line[]} lines */
function retry(lines) {
  inTurn({
    lines,
    span: Infinity,
    rates: false,
    wanted: () => true,
    answered(line, { answer, confidence, seconds, score, right }) {
      const { fingerprint } = line.item;
      const made = { fingerprint, answer, score, right, at: Date.now(), seconds };
      const kept = { answer: storage.get(keyOf("answer", line)), first: storage.get(keyOf("first", line)) };
      for (const [kind, record] of secondTry(kept, confidence ? { ...made, confidence } : made)) {
        storage.set(keyOf(kind, line), record);
      }
      retryList(line.key);
      return undefined;
    },
  });
}

/** Put questions, and say at the end what came of them.
 * @param {{lines: Line[], span: number, rates: boolean, wanted(line: Line): boolean,
 *   answered(line: Line, given: any, result: import("./review_end.js").Result): any}} given */
function inTurn({ lines, answered, wanted, ...how }) {
  /** @type {import("./review_end.js").Result[]} */
  const results = [];
  const backToStart = () => {
    startView();
    focusOn(one(reviewBox, "h2"));
  };
  running = putQuestions({
    box: reviewBox,
    lines,
    ...how,
    ...habits(),
    wanted,
    answered(line, given) {
      const result = { line, score: given.score, right: given.right };
      results.push(result);
      return answered(line, given, result);
    },
    ended() {
      const done = new Set(results.map(({ line }) => line));
      const left = lines.filter((line) => !done.has(line) && wanted(line)).length;
      const { part, heading } = endPart({ results, left, now: Date.now(), titles: pageTitles, back: backToStart });
      reviewBox.replaceChildren(part);
      focusOn(heading);
    },
  });
}

/** The list of what is to be tried again, as text; `done` is taken from it. @param {string} [done] */
function retryList(done) {
  try {
    const text = sessionStorage.getItem(RETRY);
    if (done === undefined) return text;
    sessionStorage.setItem(RETRY, JSON.stringify(JSON.parse(text ?? "[]").filter((key) => key !== done)));
  } catch {
    // Forbidden, full or no list: nothing can be asked for again, or it stays as it is.
  }
  return null;
}

/** Draw the start anew where it is shown and something has changed elsewhere or overnight. */
function refresh() {
  const start = one(reviewBox, ".review-start");
  if (start && !start.contains(document.activeElement)) startView();
}

storage.watch(refresh);
addEventListener("pageshow", ({ persisted }) => persisted && refresh());
addEventListener("visibilitychange", () => document.hidden || refresh());
addEventListener("hashchange", startView);
startView();
