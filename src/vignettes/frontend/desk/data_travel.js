// @ts-check
/* Taking the records along as one file, and putting such a file in. */

import { make } from "../elements.js";
import { PREFIX, storage } from "../storage.js";
import { day } from "./inventory.js";
import { LARGEST, REFUSALS, fileName, fileText, planImport, readFile } from "./portable.js";
import { buttonRow, counted, dataCard, line, outcomeBox, pushButton, saveFile, undoButton } from "./data_parts.js";

/** @type {Record<string, [string, string]>} */
const OTHERS = {
  answer: ["way through a branching case", "ways through branching cases"],
  first: ["first answer before a second try", "first answers before a second try"],
  earlier: ["answer to an older wording", "answers to an older wording"],
  aside: ["answer to a question that is gone", "answers to questions that are gone"],
  damaged: ["unreadable record", "unreadable records"],
  read: ["page read", "pages read"],
  place: ["place where you were last", "places where you were last"],
  card: ["date of Review", "dates of Review"],
  exam: ["practice exam", "practice exams"],
  learner: ["code in results files", "codes in results files"],
};


/** All records but settings, by “kind:name”. */
const recordsHere = () => new Map([...storage.records()].map(([kind, name, value]) => [`${kind}:${name}`, value]));

/** @param {import("./catalogue.js").Catalogue} catalogue */
function exportCard({ course }) {
  const outcome = outcomeBox();
  const save = () => {
    const now = new Date();
    const records = [...storage.records()];
    if (!records.length) return outcome.say("There is nothing to take along yet: this browser keeps no records.");
    const name = fileName(now);
    saveFile(name, fileText(course, now.toISOString(), records));
    const saving = `Your browser is saving ${name}, with ${counted(records.length, "record")}.`;
    return outcome.say(`${saving} Anybody who has it can read it, so keep it where you keep private papers.`);
  };
  return dataCard(
    "export",
    "Take it along",
    line("One file holds everything but your settings."),
    line("Put it in on another machine or in another browser, or keep it as a copy."),
    buttonRow(pushButton("Save my data as a file", save, "desk-main")),
    outcome.box,
  );
}

/** What a file would change, in sentences. */
function tallyWords({ come, newer, older, same, other }) {
  const words = [];
  const add = (n, one, many) => n && words.push(`${counted(n, "answer")} ${n === 1 ? one : many}`);
  add(come, "comes in.", "come in.");
  add(newer, "is newer than here and takes its place.", "are newer than here and take their place.");
  add(older, "is older than here: yours stays as it is.", "are older than here: yours stay as they are.");
  add(same, "is here already.", "are here already.");
  const besides = Object.entries(other).map(([kind, n]) => counted(n, ...OTHERS[kind]));
  if (besides.length) words.push(`Besides, this changes: ${besides.join(", ")}.`);
  return words;
}

/** What of a file is left out, in sentences. */
function leftWords({ settings, unknown, broken, examples }) {
  const words = [];
  if (settings) words.push("The settings in it are left out, because they belong to a machine.");
  if (unknown.size) {
    const kinds = [...unknown].slice(0, 5).map(([kind, n]) => `“${kind}” (${n.toLocaleString("en")})`);
    words.push(`This copy of the course does not know some records in it, and leaves them out: ${kinds.join(", ")}.`);
  }
  if (broken) {
    const shown = examples.map((key) => `“${key}”`).join(", ");
    const what = broken === 1 ? "1 entry in it is no record and is" : `${broken.toLocaleString("en")} entries in it are no records and are`;
    words.push(`${what} left out, such as ${shown}.`);
  }
  return words;
}

const exportedWords = ({ exported, course }) => {
  const at = Date.parse(exported);
  const when = Number.isNaN(at) ? "" : `, saved on ${day(at, { dateStyle: "long", timeStyle: "short" })}`;
  return `A file of “${course.name}”${when}.`;
};

const NO_ROOM =
  "Nothing was put in, and what is here is as it was: this browser has no room for it, or does not let this page store anything.";

const FOREIGN = "It is a file of another course. Put it in only if you know that this one went by that name before.";

/** Put a file in, and offer to take it back. */
function putIn(read, outcome) {
  const { changes, tally } = planImport(recordsHere(), read.records);
  const asText = (value) => (value === undefined ? null : JSON.stringify(value));
  const written = new Map([...changes].map(([key, value]) => [PREFIX + key, asText(value)]));
  const before = storage.swap(written);
  if (!before) {
    outcome.say(NO_ROOM);
    return;
  }
  const back = (end, kept) => {
    if (end === "full") outcome.say("It could not be taken back: this browser's storage is full. Make room, then try again.", undo);
    else outcome.say(kept ? "Taken back, but for what was changed since." : "Taken back. Everything is as it was before.");
  };
  const undo = undoButton("Take it back", before, written, back);
  const { come, newer } = tally;
  const done = `${counted(come, "answer")} came in, and ${counted(newer, "newer one")} took the place of what was here.`;
  outcome.say(`Done. ${done} Until you leave this page you can take it back.`, undo);
}

/** Show what a file would change, with one button to do it. */
function preview(read, outcome) {
  const { tally, changes } = planImport(recordsHere(), read.records);
  const words = [exportedWords(read), ...tallyWords(tally), ...leftWords(read.left)];
  if (read.foreign) words.push(FOREIGN);
  if (!changes.size) {
    outcome.say(`${words.join(" ")} There is nothing in it that is not here already. Nothing was changed.`);
    return;
  }
  const list = make("ul", {}, ...words.slice(1).map((text) => make("li", {}, text)));
  const go = pushButton(read.foreign ? "Put it in all the same" : "Put it in", () => putIn(read, outcome), "desk-main");
  const leave = pushButton("Leave it", () => outcome.say("Nothing was put in."));
  outcome.say(`${words[0]} Nothing is written yet.`, list, buttonRow(go, leave));
}

/** Read the file that was chosen. @param {File} file */
async function take(file, courseName, outcome) {
  if (file.size > LARGEST) return outcome.say(`${REFUSALS.large} Nothing was changed.`);
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return outcome.say("The browser could not read this file. Is it still there? Nothing was changed.");
  }
  const read = readFile(bytes, courseName);
  return "problem" in read ? outcome.say(`${read.problem} Nothing was changed.`) : preview(read, outcome);
}

/** @param {import("./catalogue.js").Catalogue} catalogue */
function importCard({ course }) {
  const outcome = outcomeBox();
  const picker = make("input", { type: "file", id: "data-file", className: "data-file" });
  picker.accept = ".json,application/json";
  const label = make("label", { htmlFor: picker.id }, "A file that this page has saved, on this machine or another");
  picker.onchange = () => {
    const [file] = picker.files;
    if (file) take(file, course.name, outcome);
    picker.value = ""; // so that the same file can be chosen again
  };
  return dataCard(
    "import",
    "Put a file in",
    line("Answers from the file are put together with those that are here. Of two answers to a question the newer one stands."),
    line("You see first what would change."),
    make("p", {}, label, make("br"), picker),
    outcome.box,
  );
}

export { exportCard, importCard };
