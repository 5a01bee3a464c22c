// @ts-check
/* Which questions to look for, and which of them Review can ask. Nothing here touches page or storage. */

import { isMissed, isRight, isSureAndWrong, latest } from "./catalogue.js";

/** @typedef {import("./catalogue.js").Line} Line */

/** Where a question stands: every one in one of four. “Revised”: answered, but only in an older wording.
 * @param {Line} line @returns {"right" | "missed" | "revised" | "open"} */
function standingOf(line) {
  if (latest(line)) return isRight(line) ? "right" : "missed";
  return line.revised ? "revised" : "open";
}

/** Whether the reader was sure, was wrong, and has not yet been right since. @param {Line} line */
const isStillSureAndWrong = (line) => isSureAndWrong(line) && !isRight(line);

/** What can be looked for, by name. */
const STANDINGS = {
  missed: isMissed,
  sure: isStillSureAndWrong,
  revised: (line) => standingOf(line) === "revised",
  open: (line) => standingOf(line) === "open",
  right: isRight,
};

const WANTED = { state: "missed", module: "", level: "", type: "", objective: "" };

/** What a wish means among what the course has: a part of it that nothing answers to is left out.
 * @param {any} wish @param {Record<string, {value: string}[]>} offered @returns {typeof WANTED} */
function judgedWish(wish, offered) {
  const fits = (name) => offered[name].some(({ value }) => value === wish?.[name]);
  const judged = Object.keys(WANTED).map((name) => [name, fits(name) ? wish[name] : WANTED[name]]);
  return /** @type {any} */ (Object.fromEntries(judged));
}

/** The questions that answer to a wish, in the order of the course.
 * @param {Line[]} lines @param {typeof WANTED} wish */
function wantedLines(lines, { state, module, level, type, objective }) {
  return lines.filter(
    (line) =>
      STANDINGS[state](line) &&
      (!module || line.of.module === module) &&
      (!level || line.of.level === level) &&
      (!type || line.item.type === type) &&
      (!objective || line.item.objectives.includes(objective)),
  );
}

/** The keys of those that can be asked out of their case: a decision and a reply need its whole story.
 * @param {Line[]} lines */
const retryable = (lines) =>
  lines.filter(({ item }) => item.type !== "choice" && item.type !== "reply").map(({ key }) => key);

export { STANDINGS, WANTED, isStillSureAndWrong, judgedWish, retryable, standingOf, wantedLines };
