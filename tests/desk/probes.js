/* What tests/desk calls in Node where a function takes or gives more than JSON can say. */

import { completion } from "./desk/completion.js";
import { everythingIn, inventory, namesIn } from "./desk/inventory.js";
import { answersByModule, answersOf, drawnCode, resultsOf } from "./desk/handover.js";
import { merge } from "./desk/merge.js";
import { planImport, readFile } from "./desk/portable.js";

const entries = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** merge() of two and more sets, each an object of records; the result likewise, in the order of its keys. */
export const merged = (...sets) =>
  Object.fromEntries(entries(sets.map((set) => new Map(Object.entries(set))).reduce((a, b) => merge(a, b))));

/** The laws that merge() keeps on three sets, as the two sides of each. */
export function laws(a, b, c) {
  const [one, two, three] = [a, b, c].map((set) => new Map(Object.entries(set)));
  const sides = (left, right) => [Object.fromEntries(entries(left)), Object.fromEntries(entries(right))];
  const before = JSON.stringify([...one, ...two]);
  const found = {
    commutes: sides(merge(one, two), merge(two, one)),
    idempotent: sides(merge(one, one), one),
    settles: sides(merge(merge(one, two), two), merge(one, two)),
    associates: sides(merge(merge(one, two), three), merge(one, merge(two, three))),
  };
  return { ...found, touched: JSON.stringify([...one, ...two]) !== before };
}

/** readFile() of bytes in base64. */
export function read(base64, courseName = "Sex Therapy in Practice") {
  const said = readFile(new Uint8Array(Buffer.from(base64, "base64")), courseName);
  if ("problem" in said) return said;
  return { ...said, records: Object.fromEntries(said.records), left: { ...said.left, unknown: Object.fromEntries(said.left.unknown) } };
}

/** planImport() of two objects; what goes is null. */
export function plan(here, incoming) {
  const { changes, tally } = planImport(new Map(Object.entries(here)), new Map(Object.entries(incoming)));
  return { changes: Object.fromEntries([...changes].map(([key, value]) => [key, value ?? null])), tally };
}

/** The answers of a case, and the whole file with them, as its text. */
export function handover(vignette, records, name) {
  const answers = answersOf(vignette, new Map(records));
  const course = { name: "Sex Therapy in Practice", version: "1.0" };
  return JSON.stringify(resultsOf({ course, code: "aaaa-bbbb", name, exported: "2026-11-26T12:00:00Z", answers }));
}

export const chosen = (catalogue, records) => answersByModule(catalogue, records);

/** A code from bytes given in turn. */
export const code = (bytes) => drawnCode(() => bytes.shift());

/** All that My data shows of texts by key. */
export function shown(catalogue, texts) {
  const known = namesIn(catalogue);
  const kept = new Map(Object.entries(texts));
  return { rows: inventory(kept, known), lines: everythingIn(kept, known) };
}

export const done = (catalogue, records) => completion(catalogue, records);
