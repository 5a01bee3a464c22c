// @ts-check
/* What a completion record says: counts and dates, drawn from what this browser keeps. */

import { latest, ledger } from "./catalogue.js";
import { isKept } from "./records.js";

const COUNTING = ["answer", "first", "earlier", "read", "card", "exam"];

const outOf = (part, whole) => ({ done: part.length, of: whole.length });

/** By module what was read and answered, and the first and the last day of it (milliseconds; none where nothing is
 * kept). An answer to an older wording of a question is an answer; right is the last one to its present wording.
 * @param {import("./catalogue.js").Catalogue} catalogue @param {[string, string, any][]} records */
function completion(catalogue, records) {
  const sound = records.filter((record) => isKept(...record));
  const read = new Set(sound.flatMap(([kind, name]) => (kind === "read" ? [name] : [])));
  const lines = ledger(catalogue, sound);
  const isAnswered = (line) => !!latest(line) || line.revised;
  const modules = catalogue.modules.map(({ id, title, pages }) => {
    const own = lines.filter((line) => line.of.module === id);
    const answered = own.filter(isAnswered);
    return {
      title,
      pages: outOf(pages.filter(({ page }) => read.has(page)), pages),
      cases: { done: new Set(answered.map((line) => line.case)).size, of: new Set(own.map((line) => line.case)).size },
      questions: outOf(answered, own),
      right: answered.filter((line) => latest(line)?.score === 1).length,
    };
  });
  const counting = sound.filter(([kind]) => COUNTING.includes(kind));
  const days = counting.map(([, , { at }]) => at).filter(Number.isFinite);
  days.sort((a, b) => a - b);
  return { modules, first: days[0], last: days.at(-1) };
}

export { completion };
