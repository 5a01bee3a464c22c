// @ts-check
/* Which questions a reader wants to try again, and what is kept of a second try. Nothing here touches page or
   storage. */

import { isAttempt, isPlain } from "./records.js";

/** @typedef {import("./catalogue.js").Line} Line */

const NEED_THEIR_CASE = ["choice", "reply"];

/** Which items are asked for in a text that anybody may have written: those of the course, each once, in
 * their order; `bound` are those that can only be repeated in their case.
 * @param {string | null} text @param {Line[]} lines
 * @returns {{wanted: number, taken: Line[], bound: Line[]}} */
function askedAgain(text, lines) {
  let keys = [];
  try {
    keys = JSON.parse(text ?? "[]");
  } catch {
    // No list: nothing is asked for.
  }
  const known = new Map(lines.map((line) => [line.key, line]));
  const names = new Set(Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : []);
  const found = [...names].flatMap((key) => known.get(key) ?? []);
  const isBound = ({ item }) => NEED_THEIR_CASE.includes(item.type);
  return { wanted: names.size, taken: found.filter((line) => !isBound(line)), bound: found.filter(isBound) };
}

/** What to write for a second try, as [kind, record]: the answer, and the older one where “Try again” in the
 * book would leave it: as the first, or as one to an earlier wording. What cannot be read is set aside.
 * @param {{answer?: any, first?: any}} kept as stored @param {import("./records.js").Attempt} attempt
 * @returns {[string, any][]} */
function secondTry({ answer, first }, attempt) {
  const now = /** @type {[string, any]} */ (["answer", attempt]);
  if (answer === undefined) return [now];
  const shaped = isPlain(answer) && typeof answer.fingerprint === "string";
  if (shaped && answer.fingerprint !== attempt.fingerprint) return [["earlier", answer], now];
  if (!isAttempt(answer)) return [["damaged", answer], now];
  return first?.fingerprint === attempt.fingerprint ? [now] : [["first", answer], now];
}

export { askedAgain, secondTry };
