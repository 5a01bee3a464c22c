// @ts-check
/**
 * The file in which a reader takes their records along: how it is written, how one that comes in is judged, and
 * what putting it in would change. Nothing here touches page or storage.
 *
 * @typedef {{problem: string}} Refused
 * @typedef {{records: Map<string, any>, exported: string, course: {name: string, version: string},
 *   foreign: boolean, left: {settings: number, unknown: Map<string, number>, broken: number, examples: string[]}}} Read
 */

import { KINDS_KEPT, isKept, isPlain } from "./records.js";
import { canonical, merge } from "./merge.js";

const FILE_FORMAT = "vignettes-desk";
const FILE_VERSION = 1;
const LARGEST = 20 * 1024 * 1024; // bytes: four times what browsers let a site keep
const DEEPEST_FILE = 40;
const EXAMPLES = 5;

const kindOf = (key) => key.slice(0, Math.max(0, key.indexOf(":")));
const nameOf = (key) => key.slice(key.indexOf(":") + 1);

/** The file's name. @param {Date} day */
const fileName = (day) => {
  const two = (n) => String(n).padStart(2, "0");
  return `sex-therapy-in-practice-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.json`;
};

/** The text of the file. @param {Iterable<[string, string, any]>} records as storage yields them
 * @param {string} exported the moment, as ISO 8601 */
function fileText(course, exported, records) {
  const known = [...records].filter(([kind]) => Object.hasOwn(KINDS_KEPT, kind));
  known.sort(([a, c], [b, d]) => (`${a}:${c}` < `${b}:${d}` ? -1 : 1));
  const kept = Object.fromEntries(known.map(([kind, name, value]) => [`${kind}:${name}`, value]));
  const file = { format: FILE_FORMAT, version: FILE_VERSION, course, exported, records: kept };
  return JSON.stringify(file, null, 1) + "\n";
}

/* Reading: whatever it is, it is understood or refused with words that say what to do. */

const REFUSALS = {
  large: "This file is larger than 20 MB. A file that this page has saved is never so large. Choose another one.",
  empty: "This file is empty. Save it anew on the other device, and choose the new one.",
  encoding:
    "This file is not plain text in UTF-8. If you have opened and saved it with another program, take the file as this page saved it.",
  html: "This is a web page, not a file that this page has saved. Choose the one that ends in “.json”.",
  broken:
    "This file cannot be read: it is no JSON, or only part of it is there. Save it anew on the other device, and choose the new one.",
  results:
    "This is a results file for an instructor. It holds too little to be put back. Choose the one whose name begins with “sex-therapy-in-practice”.",
  other: "This is not a file that this page has saved. Choose the one whose name begins with “sex-therapy-in-practice”.",
  newer: "This file is of a newer version of the course. Open it there, or update this copy.",
  damaged:
    "Something in this file is not as this page writes it: it was damaged, or changed by hand. Save it anew on the other device, and choose the new one.",
  deep: "This file is nested far deeper than this page writes it. It is not used.",
};

/** What a file is refused with. */
class Unfit extends Error {}

/** @returns {never} */
const unfit = (why) => {
  throw new Unfit(REFUSALS[why]);
};

/** The text of a file's bytes, in UTF-8, or in UTF-16 where the file says so. @param {Uint8Array} bytes */
function textOf(bytes) {
  const mark = bytes.length > 1 ? bytes[0] * 256 + bytes[1] : 0;
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return unfit("encoding");
  }
}

/** Go once over text that JSON.parse has understood: how deep it is, and whether an object has a key twice,
 * of which JSON.parse silently drops the first. */
function inspect(text) {
  /** @type {(Set<string> | null)[]} */
  const open = [];
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (sign === "{" || sign === "[") open.push(sign === "{" ? new Set() : null);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === '"') {
      const start = i;
      for (i += 1; text[i] !== '"'; i += 1) if (text[i] === "\\") i += 1;
      const keys = open.at(-1);
      let next = i + 1;
      while (" \t\r\n".includes(text[next])) next += 1;
      if (!keys || text[next] !== ":") continue;
      const key = JSON.parse(text.slice(start, i + 1));
      if (keys.has(key)) unfit("damaged");
      keys.add(key);
    }
    if (open.length > DEEPEST_FILE) unfit("deep");
  }
}

/** The value that a text stands for. */
function parsed(text) {
  const start = text.trimStart();
  if (!start) unfit("empty");
  if (start[0] === "<") unfit("html");
  if (start.includes("\0")) unfit("encoding");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    unfit("broken");
  }
  inspect(text);
  return value;
}

/** Whether the envelope is ours; throws where it is not. */
function envelope(value) {
  if (!isPlain(value)) unfit("other");
  if (value.format === "vignettes-results") unfit("results");
  if (value.format !== FILE_FORMAT) unfit("other");
  if (Number.isInteger(value.version) && value.version > FILE_VERSION) unfit("newer");
  const said = [value.course?.name, value.course?.version, value.exported];
  const whole = value.version === FILE_VERSION && isPlain(value.records) && isPlain(value.course);
  if (!whole || !said.every((part) => typeof part === "string" && part.length <= 300)) unfit("damaged");
}

/** Understand the bytes of a file, or say why not. @param {Uint8Array} bytes @returns {Read | Refused} */
function readFile(bytes, courseName) {
  try {
    if (bytes.length > LARGEST) unfit("large");
    const value = parsed(textOf(bytes));
    envelope(value);
    const left = { settings: 0, unknown: new Map(), broken: 0, examples: /** @type {string[]} */ ([]) };
    const records = new Map();
    for (const [key, record] of Object.entries(value.records)) {
      const kind = kindOf(key);
      if (kind === "setting") left.settings += 1;
      else if (isKept(kind, nameOf(key), record)) records.set(key, record);
      else if (/^[a-z]{1,20}$/.test(kind) && !Object.hasOwn(KINDS_KEPT, kind)) {
        left.unknown.set(kind, (left.unknown.get(kind) ?? 0) + 1);
      } else {
        left.broken += 1;
        if (left.examples.length < EXAMPLES) left.examples.push(shortKey(key));
      }
    }
    const { name, version } = value.course;
    return { records, exported: value.exported, course: { name, version }, foreign: name !== courseName, left };
  } catch (error) {
    if (error instanceof Unfit) return { problem: error.message };
    throw error;
  }
}

const shortKey = (key) => (key.length > 60 ? [...key].slice(0, 60).join("") + "…" : key);

/* Putting in */

const isAnswer = (key) => key.startsWith("answer:") && !key.endsWith("/~path");
const isItems = (kind) => ["answer", "first", "earlier"].includes(kind);

/** What putting `incoming` in would change. `here` is all that this browser keeps but settings, judged or not: a
 * record that could not be read gives way, and is set aside as damaged. `changes` has undefined where a record goes.
 * @param {Map<string, any>} here @param {Map<string, any>} incoming */
function planImport(here, incoming) {
  const sound = new Map([...here].filter(([key, value]) => isKept(kindOf(key), nameOf(key), value)));
  const merged = merge(sound, incoming);
  const changes = new Map();
  for (const [key, value] of merged) {
    if (!here.has(key) || canonical(here.get(key)) !== canonical(value)) changes.set(key, value);
    const displaced = here.has(key) && !sound.has(key) && isItems(kindOf(key));
    const aside = `damaged:${nameOf(key)}`;
    if (displaced && !merged.has(aside) && !changes.has(aside)) changes.set(aside, here.get(key));
  }
  for (const key of sound.keys()) if (!merged.has(key)) changes.set(key, undefined);
  return { changes, tally: tallied(here, incoming, merged, changes) };
}

/** How many answers come in, are newer than here, older, the same; and how much else changes, by kind. */
function tallied(here, incoming, merged, changes) {
  const tally = { come: 0, newer: 0, older: 0, same: 0, other: /** @type {Record<string, number>} */ ({}) };
  for (const [key, value] of incoming) {
    if (!isAnswer(key)) continue;
    if (!here.has(key)) tally.come += 1;
    else if (canonical(here.get(key)) === canonical(value)) tally.same += 1;
    else if (canonical(merged.get(key)) === canonical(value)) tally.newer += 1;
    else tally.older += 1;
  }
  for (const key of changes.keys()) {
    if (!isAnswer(key)) tally.other[kindOf(key)] = (tally.other[kindOf(key)] ?? 0) + 1;
  }
  return tally;
}

export { LARGEST, REFUSALS, fileName, fileText, planImport, readFile };
