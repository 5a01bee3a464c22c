// @ts-check
/* The time of a practice exam. Every function is given the moments; all are milliseconds since 1970. */

const MINUTE = 60e3;

/** What a question gets where the reader takes our time: a house setting, no standard of any examination. */
const SECONDS_A_QUESTION = 90;

/** At how many minutes left a reader is told, once each. */
const MILESTONES = [10, 5, 1];

/** Return the whole time in milliseconds, or null for none. `minutes` are the reader's own, `factor` is what
 * people with accommodations get. @param {{kind: string, minutes: number, factor: number}} time
 * @param {number} questions */
function timeLimit({ kind, minutes, factor }, questions) {
  if (kind === "none") return null;
  const whole = kind === "own" ? minutes * MINUTE : questions * SECONDS_A_QUESTION * 1000;
  return Math.round(whole * factor);
}

/** Return how long an exam has been going on: from its beginning to the latest moment that is known of, so that
 * a clock that is set back gives nothing back; never more than its limit, never less than nothing.
 * @param {number} begun @param {number | null} limit @param {number[]} moments */
const timeSpent = (begun, limit, moments) =>
  Math.min(Math.max(0, Math.max(...moments) - begun), limit ?? Infinity);

/** Return the minutes of which the reader is to be told on the way from one time left to another, or 0.
 * @param {number} before @param {number} after */
const milestone = (before, after) =>
  MILESTONES.findLast((minutes) => before > minutes * MINUTE && after <= minutes * MINUTE) ?? 0;

/** A time as a clock shows it: “4:05”, “1:04:05”. A second begun counts. @param {number} time */
function clockFace(time) {
  const seconds = Math.ceil(time / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return (hours ? `${hours}:${two(minutes)}` : minutes) + ":" + two(seconds % 60);
}

/** A time in words, in whole minutes: “25 minutes”, “1 hour 5 minutes”. @param {number} time */
function timeInWords(time) {
  if (time < MINUTE) return "less than a minute";
  const minutes = Math.round(time / MINUTE);
  const say = (number, unit) => (number ? `${number} ${unit}${number === 1 ? "" : "s"}` : "");
  return [say(Math.floor(minutes / 60), "hour"), say(minutes % 60, "minute")].filter(Boolean).join(" ");
}

export { MINUTE, SECONDS_A_QUESTION, clockFace, milestone, timeInWords, timeLimit, timeSpent };
