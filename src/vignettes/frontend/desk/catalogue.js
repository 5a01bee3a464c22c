// @ts-check
/* The course as the desk knows it, and what its reader has done with every item as it is now. */

import { isAttempt, isCard } from "./records.js";

/**
 * @typedef {{id: string, type: string, fingerprint: string, prompt: string, objectives: string[]}} Item
 * @typedef {{title: string, module: string, level: string, minutes: number, page: string, mark: string,
 *   note: boolean, branching: boolean, items: Item[], ends?: Record<string, string[]>}} Case
 * @typedef {{course: {name: string, version: string}, objectives: Record<string, string>,
 *   modules: {id: string, title: string, pages: {page: string, title: string}[]}[],
 *   cases: Record<string, Case>}} Catalogue
 *
 * An item with what is known of it: the last answer to it as it is now, the first one, the card of Review;
 * `revised` where all that is known is of an older wording.
 * @typedef {{key: string, case: string, of: Case, item: Item, answer?: any, first?: any, card?: any,
 *   revised: boolean}} Line
 */

/** Return one line an item, in the order of the course. `records` are [kind, name, value] from storage.
 * @param {Catalogue} catalogue @param {Iterable<[string, string, any]>} records @returns {Line[]} */
function ledger(catalogue, records) {
  const kept = { answer: new Map(), first: new Map(), card: new Map(), earlier: new Map() };
  for (const [kind, name, value] of records) {
    const shaped = kind === "card" ? isCard(value) : isAttempt(value);
    if (Object.hasOwn(kept, kind) && shaped) kept[kind].set(name, value);
  }
  const order = new Map(catalogue.modules.map((module, place) => [module.id, place]));
  const cases = Object.entries(catalogue.cases);
  cases.sort(([, a], [, b]) => (order.get(a.module) ?? 1e6) - (order.get(b.module) ?? 1e6));
  return cases.flatMap(([name, of]) =>
    of.items.map((item) => {
      const key = `${name}/${item.id}`;
      const fitting = (kind) => {
        const record = kept[kind].get(key);
        return record?.fingerprint === item.fingerprint ? record : undefined;
      };
      const answer = fitting("answer");
      const first = fitting("first") ?? answer;
      const card = fitting("card");
      const older = kept.answer.has(key) || kept.earlier.has(key) || kept.card.has(key);
      return { key, case: name, of, item, answer, first, card, revised: !first && !card && older };
    }),
  );
}

/** The last that is known of an item: its last answer, or what Review saw later. @param {Line} line */
const latest = ({ answer, card }) => (card && !(answer?.at > card.at) ? card : answer);

/** Whether the last try at an item was right in all its parts. @param {Line} line */
const isRight = (line) => latest(line)?.score === 1;

/** Whether an item was tried and the last try was not right. @param {Line} line */
const isMissed = (line) => !!latest(line) && !isRight(line);

/** Whether the reader was sure of their first answer, and it was wrong. @param {Line} line */
const isSureAndWrong = ({ first }) => first?.confidence === "sure" && !first.right;

export { isMissed, isRight, isSureAndWrong, latest, ledger };
