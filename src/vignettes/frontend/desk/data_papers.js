// @ts-check
/* What can be given to others: the results file for an instructor, and a record of completion on paper. */

import { focusOn, make } from "../elements.js";
import { PREFIX, storage } from "../storage.js";
import { completion } from "./completion.js";
import { MOST_ANSWERS, answersByModule, drawnCode, resultsOf } from "./handover.js";
import { day } from "./inventory.js";
import { isKept } from "./records.js";
import { buttonRow, counted, dataCard, line, outcomeBox, pushButton, saveFile, watchGently } from "./data_parts.js";

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */

const CODE_KEY = PREFIX + "learner:code";

/** The code that this browser keeps, if it does. */
const keptCode = () => {
  const kept = storage.get(CODE_KEY);
  return isKept("learner", "code", kept) ? kept.code : "";
};

/** The learner's code, made by lot when the first file is made. */
function learnerCode(now) {
  if (!keptCode()) {
    const code = drawnCode(() => crypto.getRandomValues(new Uint8Array(1))[0]);
    storage.set(CODE_KEY, { code, at: now });
  }
  return keptCode();
}

const nameField = (id, text) => {
  const field = make("input", { id, type: "text", autocomplete: "off", maxLength: 200, className: "data-name" });
  return { field, row: make("p", {}, make("label", { htmlFor: id }, text), make("br"), field) };
};

const tickBox = (text, given = {}) => {
  const box = make("input", { type: "checkbox", autocomplete: "off", ...given });
  return { box, label: make("label", { className: "data-tick" }, box, ` ${text}`) };
};

/** What the file will hold, in words. */
const resultsWords = (answers) => {
  const again = answers.filter((entry) => entry.later).length;
  const code = keptCode();
  return [
    `${counted(answers.length, "answer")}, each with the moment, the seconds it took, and how sure you were if you said so.`,
    ...(again ? [`To ${counted(again, "question")} also your last answer beside the first.`] : []),
    code
      ? `Your code: ${code}. It was made by lot and says nothing about you.`
      : "A code, made by lot when you save the file. It says nothing about you, and is the same in all your files.",
    "No words of your replies, no score, no name unless you type one above.",
  ];
};

/** @param {Catalogue} catalogue */
function resultsCard(catalogue) {
  const outcome = outcomeBox();
  const modules = make("fieldset", { className: "data-modules" });
  const holds = make("ul");
  const asked = "Your name, if your instructor asks for it (it goes into the file and is kept nowhere)";
  const { field, row } = nameField("data-results-name", asked);
  let found = /** @type {ReturnType<typeof answersByModule>} */ ([]);
  const chosen = () => {
    const ticked = new Set([...modules.querySelectorAll("input:checked")].map(({ value }) => value));
    return found.filter(({ id }) => ticked.has(id)).flatMap(({ answers }) => answers);
  };
  const describe = () => holds.replaceChildren(...resultsWords(chosen()).map((text) => make("li", {}, text)));
  const save = () => {
    const answers = chosen();
    if (!answers.length) return outcome.say("Tick at least one module first.");
    if (answers.length > MOST_ANSWERS) {
      return outcome.say(`A results file holds ${counted(MOST_ANSWERS, "answer")} at most. Choose fewer modules.`);
    }
    const { course } = catalogue;
    const now = new Date();
    const code = learnerCode(now.getTime());
    const results = resultsOf({ course, code, name: field.value, exported: now.toISOString(), answers });
    const name = `results-${results.learner.code}.json`;
    saveFile(name, JSON.stringify(results, null, 1) + "\n");
    describe();
    const saving = `Your browser is saving ${name}, with ${counted(answers.length, "answer")}.`;
    return outcome.say(`${saving} Nothing was sent: you decide who gets it.`);
  };
  const button = buttonRow(pushButton("Save the results file", save, "desk-main"));
  const form = make("div", {}, modules, row, line("The file will hold:"), holds, button);
  const none = line("There are no answers to hand over yet.");
  let offered = "";
  const draw = () => {
    found = answersByModule(catalogue, storage.records("answer", "first"));
    form.hidden = !found.length;
    none.hidden = !!found.length;
    const ids = found.map(({ id }) => id).join();
    if (ids !== offered) {
      const given = { checked: true, onchange: describe };
      const boxes = found.map(({ id, title }) => tickBox(title, { value: id, ...given }).label);
      modules.replaceChildren(make("legend", {}, "Modules"), ...boxes);
    }
    offered = ids;
    describe();
  };
  watchGently(draw);
  draw();
  return dataCard(
    "results",
    "Results for an instructor",
    line("If you work with an instructor, this file tells them how you answered, so that they see what was not understood."),
    line("Whoever reads it marks the answers anew."),
    none,
    form,
    outcome.box,
  );
}

/* The record of completion */

const of = ({ done, of: whole }) => (whole ? `${done} of ${whole}` : "–");

const WHAT_IT_IS = [
  "This page was drawn up by the reader's own browser, from what that browser keeps.",
  "Nobody has checked it, and whoever holds that browser can change it.",
  "It is no certificate, carries no credit for continuing education, and says nothing about competence.",
  "The course is not accredited by any body.",
];

function recordTable({ modules }, scores) {
  const heads = ["Module", "Pages read", "Cases with an answer", "Questions answered"];
  if (scores) heads.push("Right at the last try");
  const rows = modules.map(({ title, pages, cases, questions, right }) => {
    const cells = [of(pages), of(cases), of(questions), ...(scores ? [`${right} of ${questions.done}`] : [])];
    return make("tr", {}, make("th", { scope: "row" }, title), ...cells.map((text) => make("td", {}, text)));
  });
  const caption = make("caption", {}, "By module");
  const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text))));
  return make("table", { className: "data-table" }, caption, head, make("tbody", {}, ...rows));
}

/** The facts above the table, as pairs of a term and what it is. */
function recordFacts(found, course, name, now) {
  const days = found.first === undefined ? "nothing is kept yet" : `${day(found.first)} to ${day(found.last)}`;
  const facts = [
    ...(name ? [["Name, as typed by the reader", name]] : []),
    ["Course", `${course.name}, version ${course.version}`],
    ["First and last day", days],
    ["Drawn up on", day(now)],
  ];
  const pairs = facts.flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)]);
  return make("dl", { className: "data-facts" }, ...pairs);
}

/** Show the record in place of the page, so that it alone is printed. Returns when it is closed to `opener`. */
function showRecord(catalogue, { name, scores }, opener) {
  const found = completion(catalogue, [...storage.records()]);
  const heading = make("h1", { id: "data-record-title" }, "What I have done in this course");
  const close = () => {
    sheet.remove();
    delete document.documentElement.dataset.record;
    removeEventListener("keydown", onKey);
    opener.focus();
  };
  const onKey = ({ key }) => key === "Escape" && close();
  const buttons = buttonRow(pushButton("Print", () => print(), "desk-main"), pushButton("Back to My data", close));
  const sheet = make(
    "main",
    { className: "desk data-record", "aria-labelledby": heading.id },
    buttons,
    heading,
    recordFacts(found, catalogue.course, name, Date.now()),
    recordTable(found, scores),
    make("h2", {}, "What this page is, and what it is not"),
    line(WHAT_IT_IS.join(" ")),
    line("A page counts as read when its end was reached or the reader said so."),
    line("An answer counts whether it was right or not, and a case counts with one answer."),
  );
  document.body.append(sheet);
  document.documentElement.dataset.record = "";
  addEventListener("keydown", onKey);
  scrollTo(0, 0);
  focusOn(heading);
}

/** @param {Catalogue} catalogue */
function recordCard(catalogue) {
  const { field, row } = nameField("data-record-name", "Your name, if it is to stand on the page (it is not kept)");
  const { box, label } = tickBox("Say how many answers were right");
  const show = () => showRecord(catalogue, { name: field.value.trim(), scores: box.checked }, open);
  const open = pushButton("Show the record", show, "desk-main");
  return dataCard(
    "record",
    "A record of what you have done",
    line("A page to print or to save as PDF: modules, pages read, cases and questions answered, the first and last day."),
    line(WHAT_IT_IS.join(" "), "desk-small"),
    row,
    make("p", {}, label),
    buttonRow(open),
  );
}

export { recordCard, resultsCard };
