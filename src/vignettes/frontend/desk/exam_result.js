// @ts-check
/* A practice exam after its end: what it came to, and every question as it was answered. */

import { all, focusOn, make } from "../elements.js";
import { answeredQuestion } from "./exam_answered.js";
import { markedSheet, missedOf, pointsInWords, talliesBy, tally } from "./exam_marks.js";
import { deskActions, deskButton, paragraph, readCases } from "./exam_parts.js";
import { begunOf } from "./exam_store.js";
import { OUTCOMES, modulesInWords, momentInWords, outcomesOf, resultInWords } from "./exam_words.js";
import { address } from "./sitting.js";

/** @typedef {import("./exam_sheet.js").Sheet} Sheet @typedef {import("./exam_parts.js").Known} Known */

const PRACTICE = "This is practice. It is no certificate, and there is no pass mark.";
const APART =
  "These answers stay in this practice exam. They do not change the answers kept in the book: those show how you " +
  "met each case with its whole story, and a results file for an instructor is made from them.";
const RULE =
  "A question is worth one point, shared equally between its parts as in the book; an open question gets none. This " +
  "is our own rule.";
const WAITING =
  "The text of some questions did not come. Nothing is lost: read them again when you are online, or load the page " +
  "again if the book has been renewed.";

/** Where Review finds the questions that a reader wants to try again. */
const RETRY = "vignettes:retry";

/** A table of groups, the lowest share first. @param {string} title @param {string} of what a group is
 * @param {ReturnType<typeof talliesBy>} rows */
function tallyTable(title, of, rows) {
  const share = ([, { points, counted }]) => points / counted;
  const cell = (text, scope = "") => (scope ? make("th", { scope }, text) : make("td", {}, text));
  const head = [of, "Wholly right", "Points"].map((text) => cell(text, "col"));
  const body = [...rows].sort((a, b) => share(a) - share(b)).map(([name, { right, counted, points }]) =>
    make("tr", {}, cell(name, "row"), cell(`${right} of ${counted}`), cell(`${pointsInWords(points)} of ${counted}`)));
  return make("table", { className: "exam-table" },
    make("caption", {}, title), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
}

/** @param {Sheet} sheet @param {Known} known */
function tallyTables({ items }, { lines, modules, objectives }) {
  const moduleOf = (key) => [modules.get(lines.get(key)?.of.module ?? "") ?? "No longer in the book"];
  const objectivesOf = (key) => (lines.get(key)?.item.objectives ?? []).map((name) => objectives[name] ?? name);
  const byObjective = talliesBy(items, objectivesOf);
  const objectiveTable = () => [
    paragraph("A question that serves several objectives stands under each of them.", "desk-small"),
    tallyTable("Objectives, the lowest share of points first", "Objective", byObjective)];
  return [
    tallyTable("Modules, the lowest share of points first", "Module", talliesBy(items, moduleOf)),
    ...(byObjective.length ? [
      make("details", { className: "exam-fold" }, make("summary", {}, "By objective"), ...objectiveTable())] : []),
  ];
}

/** The questions, folded; what is in them is made when they are opened or printed.
 * @param {Sheet} sheet @param {Known["lines"]} lines @param {string[]} outcomes
 * @param {(place: number) => any[]} contents */
function questionFolds(sheet, lines, outcomes, contents) {
  const folds = sheet.items.map(({ key, fingerprint }, place) => {
    const item = lines.get(key)?.item;
    const prompt = item?.fingerprint === fingerprint ? item.prompt : "";
    const summary = make("summary", {}, `Question ${place + 1}: ${OUTCOMES[outcomes[place]]}`);
    if (prompt) summary.append(make("span", { className: "exam-prompt" }, prompt));
    const fold = make("details", { className: "exam-fold" }, summary);
    fold.ontoggle = () => fold.open && fill(place);
    return fold;
  });
  const filled = new Set();
  function fill(place) {
    if (!filled.has(place)) folds[place].append(...contents(place));
    filled.add(place);
  }
  return {
    folds,
    openAll() {
      folds.forEach((fold, place) => {
        if (fold.hidden) return;
        fill(place);
        fold.open = true;
      });
    },
    /** @param {boolean} alone show those alone that were missed */
    showMissed(alone) {
      folds.forEach((fold, place) => (fold.hidden = alone && !missedOf([sheet.items[place]]).length));
    },
  };
}

/** What the book still has in the wording that was asked. @param {Sheet["items"]} items @param {Known} known */
const linesAsAsked = (items, { lines }) =>
  items.flatMap(({ key, fingerprint }) => {
    const line = lines.get(key);
    return line?.item.fingerprint === fingerprint ? [line] : [];
  });

/** Ask Review for the questions again that were not right. @param {string[]} keys */
function tryAgain(keys) {
  sessionStorage.setItem(RETRY, JSON.stringify(keys));
  location.href = address("book/desk/review", "retry");
}

/** Put the result of an exam on the page; what is not marked yet is marked first.
 * @param {any} box
 * @param {{exam: ReturnType<typeof import("./exam_store.js").holdExam>, known: Known, back: () => void}} given */
function showResult(box, { exam, known, back }) {
  const begun = begunOf(exam.name);
  const heading = make("h2", { tabIndex: -1 }, `Practice exam of ${momentInWords(begun)}`);
  const place = make("div", { className: "exam-result" }, make("p", { role: "status" }, "Marking…"));
  /** @type {Awaited<ReturnType<typeof readCases>>} */
  let texts = { html: new Map(), keys: {} };
  let stopped = false;
  let openAll = () => {};

  /** Read the texts, mark, and draw; questions without text can be asked for again. */
  async function markAndDraw() {
    texts = await readCases(linesAsAsked(exam.sheet?.items ?? [], known));
    if (stopped || !exam.sheet) return;
    const mark = (sheet) => markedSheet(sheet, texts.keys);
    if (tally(mark(exam.sheet).items).counted > tally(exam.sheet.items).counted) exam.change(mark);
    draw(exam.sheet);
  }

  /** @param {Sheet} sheet */
  function draw(sheet) {
    const fingerprintOf = (key) => known.lines.get(key)?.item.fingerprint;
    const outcomes = outcomesOf(sheet, fingerprintOf, (key) => Object.hasOwn(texts.keys, key));
    const list = questionFolds(sheet, known.lines, outcomes, (i) => {
      const line = known.lines.get(sheet.items[i].key);
      return answeredQuestion(sheet.items[i], line, line && texts.html.get(line.case));
    });
    openAll = list.openAll;
    const lacking = linesAsAsked(sheet.items, known).some(({ key }) => !Object.hasOwn(texts.keys, key));
    const waiting = lacking
      ? [paragraph(WAITING, "desk-notice"), deskActions(deskButton("Try to read them again", () => markAndDraw().then(() => focusOn(heading))))] : [];
    const missed = missedOf(sheet.items).map(({ key }) => key).filter((key) => known.lines.has(key));
    place.replaceChildren(
      paragraph(`From ${modulesInWords(sheet.modules, known.modules)}.`, "desk-small"),
      make("div", { className: "desk-card exam-sums" },
        ...resultInWords(sheet, begun, outcomes).map((text) => paragraph(text)),
        paragraph(PRACTICE), paragraph(RULE, "desk-small")),
      ...waiting,
      deskActions(
        ...(missed.length ? [deskButton("Try what I missed again", () => tryAgain(missed), "desk-main")] : []),
        deskButton("Print this result", () => print()), deskButton("Back to practice exams", back)),
      ...tallyTables(sheet, known),
      make("h3", {}, "The questions"), paragraph(APART),
      listTools(list), ...list.folds,
    );
  }

  const printing = () => {
    openAll();
    for (const fold of all(place, ".exam-fold:not([hidden])")) fold.open = true;
  };
  addEventListener("beforeprint", printing);
  box.replaceChildren(heading, place);
  markAndDraw();
  return {
    heading,
    changed: markAndDraw,
    stop() {
      stopped = true;
      removeEventListener("beforeprint", printing);
    },
  };
}

/** @param {ReturnType<typeof questionFolds>} list */
function listTools(list) {
  const only = make("input", { type: "checkbox", autocomplete: "off", onchange: () => list.showMissed(only.checked) });
  const label = make("label", { className: "exam-choice" }, only, make("span", {}, "Only what I missed"));
  return make("div", { className: "desk-actions exam-tools" }, label, deskButton("Open all", list.openAll));
}

export { showResult };
