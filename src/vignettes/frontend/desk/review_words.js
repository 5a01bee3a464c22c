// @ts-check
/* What Review says of numbers and days. */

const FEW = 5; // fewer answers tell nothing of a reader's pace
const USUAL = 60; // seconds for a question and what has to be read again for it
const MONTH = 365.25 / 12; // days

/** “3 questions”. @param {number} n @param {string} one @param {string} [many] */
const countOf = (n, one, many = one + "s") => `${n} ${n === 1 ? one : many}`;

const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);

/** How far off a moment is by the calendar: “tomorrow”, “in 4 days”, “in 3 months”.
 * @param {number} moment @param {number} now */
function daysAway(moment, now) {
  const days = Math.round((midnight(moment) - midnight(now)) / 86_400_000);
  if (days <= 0) return "later today";
  if (days === 1) return "tomorrow";
  if (days < 60) return `in ${days} days`;
  return days < 360 ? `in ${Math.round(days / MONTH)} months` : "in a year";
}

/** A day for the reader, with its year where that is not this one. @param {number} moment @param {number} now */
function dayName(moment, now) {
  const year = new Date(moment).getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return new Date(moment).toLocaleDateString("en", { weekday: "long", day: "numeric", month: "long", year });
}

/** How long a number of questions may take, by the seconds that this reader took for others.
 * @param {number} count @param {number[]} seconds */
function timeFor(count, seconds) {
  const usual = seconds.length < FEW ? USUAL : [...seconds].sort((a, b) => a - b)[seconds.length >> 1];
  const minutes = Math.round((count * Math.min(Math.max(usual, 15), 300)) / 60);
  if (minutes > 60) return "more than an hour";
  return minutes > 1 ? `about ${minutes} minutes` : "about a minute";
}

/** What a score is called. @param {{score: number, right: boolean}} result */
const resultName = ({ score, right }) => (right ? "right" : score > 0 ? "partly right" : "not right");

export { countOf, dayName, daysAway, resultName, timeFor };
