// @ts-check
/**
 * The results file for an instructor: the twin of results.py, which states its format. Both make the same of the
 * same records; tests/desk/test_handover.py holds them to it. No score, no word of a reply.
 */

import { CONFIDENCE, FINGERPRINT, isMoment, isPlain } from "./records.js";

const ITEM_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FIRST_OF = "~first/";
const MOST_ANSWERS = 10_000;
const LONGEST_SITTING = 3600; // seconds
const LAST_YEAR = 253_402_300_800_000; // milliseconds: Python knows no date after the year 9999
const CODE_LETTERS = "23456789abcdefghjkmnpqrstvwxyz";

/** Whether a text has one to `most` characters, as Python counts them, and no half of a pair. */
const isLine = (text, most = 80) => {
  if (typeof text !== "string" || /\p{Surrogate}/u.test(text)) return false;
  return text !== "" && (text.length <= most || [...text].length <= most);
};

const isLines = (value) => Array.isArray(value) && value.length <= 16 && value.every((text) => isLine(text));

const isTicks = (value) => Object.entries(value).every(([name, ticked]) => name === "ticked" && isLines(ticked));

const isPairs = (value) => {
  const pairs = Object.entries(value);
  return pairs.length <= 16 && pairs.flat().every((text) => isLine(text));
};

/** Whether the format has room for an answer; the words of a reply are gone from it by then. */
function isGiven(value) {
  if (typeof value === "number") return Number.isFinite(value);
  if (isPlain(value)) return isPairs(value) || isTicks(value);
  return isLine(value) || isLines(value);
}

const ticksOf = (reply) => ({ ticked: Object.hasOwn(reply, "ticked") ? reply.ticked : [] });

/** A record of the script's as an entry, or undefined where it cannot be one. */
function attemptOf(record) {
  if (!isPlain(record) || !Object.hasOwn(record, "answer")) return undefined;
  if (!isMoment(record.at) || record.at >= LAST_YEAR) return undefined;
  const { answer, at, confidence, seconds, fingerprint } = record;
  const given = isPlain(answer) && Object.hasOwn(answer, "text") ? ticksOf(answer) : answer;
  const moment = new Date(Math.floor(at / 1000) * 1000).toISOString().replace(".000Z", "Z");
  const more = { ...(confidence == null ? {} : { confidence }), ...(seconds == null ? {} : { seconds }) };
  return { fingerprint, attempt: { answer: given, at: moment, ...more } };
}

const isWhole = ({ answer, confidence, seconds }) =>
  isGiven(answer) &&
  (confidence === undefined || CONFIDENCE.includes(confidence)) &&
  (seconds === undefined || (Number.isFinite(seconds) && seconds >= 0 && seconds <= LONGEST_SITTING));

/** The answers among the records of a case. `records` are by item; “~first/ITEM” is the answer before a second try.
 * @param {string} vignette @param {Map<string, any>} records */
function answersOf(vignette, records) {
  const names = [...records.keys()].map((name) => (name.startsWith(FIRST_OF) ? name.slice(FIRST_OF.length) : name));
  const isId = (name) => ITEM_ID.test(name) && name.length <= 80;
  if (!isId(vignette)) return [];
  return [...new Set(names)].filter(isId).flatMap((item) => {
    const first = attemptOf(records.get(FIRST_OF + item));
    const last = attemptOf(records.get(item)) ?? first;
    if (typeof last?.fingerprint !== "string" || !FINGERPRINT.test(last.fingerprint)) return [];
    const shown = first?.fingerprint === last.fingerprint ? first : last;
    const entry = { vignette, item, fingerprint: last.fingerprint, ...shown.attempt };
    if (![shown, last].every(({ attempt }) => isWhole(attempt))) return [];
    return [shown === last ? entry : { ...entry, later: last.attempt }];
  });
}

/** The records of every case as answersOf takes them. @param {Iterable<[string, string, any]>} records */
function byCase(records) {
  const cases = new Map();
  for (const [kind, name, value] of records) {
    const [of, item] = [name.slice(0, name.indexOf("/")), name.slice(name.indexOf("/") + 1)];
    if (kind !== "answer" && kind !== "first") continue;
    if (!cases.has(of)) cases.set(of, new Map());
    cases.get(of).set(kind === "first" ? FIRST_OF + item : item, value);
  }
  return cases;
}

/** By module, in the order of the course, the entries of its cases; modules without any are left out.
 * @param {import("./catalogue.js").Catalogue} catalogue */
function answersByModule(catalogue, records) {
  const kept = byCase(records);
  const cases = Object.entries(catalogue.cases);
  const answersIn = (module) =>
    cases.flatMap(([name, of]) => (of.module === module && kept.has(name) ? answersOf(name, kept.get(name)) : []));
  return catalogue.modules
    .map(({ id, title }) => ({ id, title, answers: answersIn(id) }))
    .filter(({ answers }) => answers.length);
}

/** The results file as a value. A name is written only if there is one.
 * @param {{course: import("./catalogue.js").Catalogue["course"], code: string, name?: string, exported: string,
 *   answers: any[]}} given */
function resultsOf({ course, code, name = "", exported, answers }) {
  const typed = [...name.replace(/\p{Surrogate}/gu, "").trim()].slice(0, 200).join("");
  return {
    format: "vignettes-results",
    version: 1,
    course: { name: course.name, version: course.version },
    learner: { code, ...(typed && { name: typed }) },
    exported,
    answers: answers.slice(0, MOST_ANSWERS),
  };
}

/** A learner's code: twelve letters and digits by lot. @param {() => number} byte a number from 0 to 255 by lot */
function drawnCode(byte) {
  const fair = 256 - (256 % CODE_LETTERS.length);
  let drawn = "";
  while (drawn.length < 12) {
    const n = byte();
    if (n < fair) drawn += CODE_LETTERS[n % CODE_LETTERS.length];
  }
  return drawn.replace(/....(?=.)/g, "$&-");
}

export { MOST_ANSWERS, answersByModule, answersOf, drawnCode, resultsOf };
