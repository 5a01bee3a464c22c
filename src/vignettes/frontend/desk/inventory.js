// @ts-check
/* What is kept, in words: one row a kind, one line a record. Made from the texts as they stand, whatever they are. */

import { isKept } from "./records.js";

const THIS_VERSION = "1:";

const WORDS = {
  answer: "Answers to questions",
  path: "Ways taken through branching cases",
  first: "First answers, before a second try",
  earlier: "Answers to an older wording of a question",
  aside: "Answers to questions that are no longer in the book",
  damaged: "Records that could not be read and were set aside",
  read: "Pages read",
  place: "Where you were last",
  card: "When Review asks a question again",
  exam: "Practice exams",
  learner: "Your code in results files",
  setting: "Settings: how you want the book on this machine",
  other: "Records that this page cannot read",
  newer: "Kept by a newer version of the course, and left alone here",
};

/** Take a key, such as “1:answer:case/item”, and its text apart.
 * @returns {{sort: string, name: string, value: any, size: number}} */
function item(key, text) {
  const size = key.length + text.length;
  if (!key.startsWith(THIS_VERSION)) return { sort: "newer", name: key, value: text, size };
  const [kind, ...rest] = key.slice(THIS_VERSION.length).split(":");
  const name = rest.join(":");
  let value = text;
  try {
    value = JSON.parse(text);
  } catch {
    // Shown as the text that it is.
  }
  if (kind === "setting") return { sort: kind, name, value, size };
  if (!isKept(kind, name, value)) return { sort: "other", name: `${kind}:${name}`, value: text, size };
  return { sort: kind === "answer" && name.endsWith("/~path") ? "path" : kind, name, value, size };
}

/** A day, or a moment, as readers know it. @param {number} at @param {Intl.DateTimeFormatOptions} options */
const day = (at, options = { dateStyle: "long" }) => new Intl.DateTimeFormat("en", options).format(at);

const clip = (text, most) => {
  const letters = [...text.slice(0, 2 * most + 2)];
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()}…` : text;
};

/** What a record is about, in the words of the book where it still knows it. `known` from namesIn(). */
function subject({ sort, name, value }, known) {
  if (sort === "exam") return `Practice exam of ${day(value.at)}`;
  if (sort === "place") return String(value.title || known.get(value.page) || value.page || "");
  if (sort === "learner") return value.code;
  if (sort === "setting" || sort === "newer" || sort === "other") return name;
  return known.get(name) ?? known.get(name.split("/")[0]) ?? name;
}

/** Prompts by “case/item”, titles by case and by page. @param {import("./catalogue.js").Catalogue} catalogue */
function namesIn({ cases, modules }) {
  const known = new Map();
  for (const { pages } of modules) for (const { page, title } of pages) known.set(page, title);
  for (const [name, { title, items }] of Object.entries(cases)) {
    known.set(name, title);
    for (const { id, prompt } of items) known.set(`${name}/${id}`, prompt);
  }
  return known;
}

const moment = ({ value }) => (Number.isFinite(value?.at) && Math.abs(value.at) < 8.64e15 ? value.at : undefined);

/** One row a kind that is there, in the order of WORDS. `since` in milliseconds, `size` in characters.
 * @param {Map<string, string>} texts by key, which begins with the version @param {Map<string, string>} known */
function inventory(texts, known) {
  const empty = { count: 0, size: 0, since: Infinity, newest: /** @type {any} */ (undefined) };
  const rows = new Map(Object.entries(WORDS).map(([sort, words]) => [sort, { sort, words, ...empty }]));
  for (const [key, text] of texts) {
    const found = item(key, text);
    const row = /** @type {any} */ (rows.get(found.sort));
    row.count += 1;
    row.size += found.size;
    row.since = Math.min(row.since, moment(found) ?? Infinity);
    if (!row.newest || (moment(found) ?? 0) > (moment(row.newest) ?? 0)) row.newest = found;
  }
  return [...rows.values()].filter(({ count }) => count).map(({ newest, since, ...row }) => ({
    ...row,
    since: since === Infinity ? undefined : since,
    example: clip(subject(newest, known), 90),
  }));
}

/** A record's value as a reader can read it. */
function inWords(value) {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(inWords).join(", ");
  return Object.entries(value).map(([name, part]) => `${name}: ${inWords(part)}`).join(", ");
}

const SURENESS = { guessing: "you were guessing", "think-so": "you thought so", sure: "you were sure" };

function detail({ sort, value }) {
  if (["answer", "first", "earlier"].includes(sort)) {
    const { answer, score, confidence } = value;
    const worth = score === 1 ? "right" : score === 0 ? "not right" : "right in part";
    return [worth, SURENESS[confidence], `answer: ${inWords(answer)}`].filter(Boolean).join("; ");
  }
  if (sort === "path") return value.map(inWords).join(" → ");
  if (sort === "card") return `due on ${day(value.due)}; asked ${value.reps} times`;
  if (["read", "place", "learner"].includes(sort)) return "";
  return clip(inWords(value), 300);
}

/** Every record as {words, subject, when, detail}, the newest first. */
function everythingIn(texts, known) {
  const found = [...texts].map(([key, text]) => item(key, text));
  found.sort((a, b) => (moment(b) ?? -1) - (moment(a) ?? -1));
  return found.map((record) => ({
    words: WORDS[record.sort],
    subject: subject(record, known),
    when: moment(record),
    detail: detail(record),
  }));
}

export { clip, day, everythingIn, inventory, namesIn };
