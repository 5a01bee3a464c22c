// @ts-check
/* Setting up a practice exam: what from, how much, how long; what that comes to is said before it begins. */

import { all, make, one } from "../elements.js";
import { drawExam, ofWish } from "./exam_draw.js";
import { deskActions, deskButton, paragraph } from "./exam_parts.js";
import { LONGEST_MINUTES, planInWords, planOf } from "./exam_plan.js";
import { newSheet } from "./exam_sheet.js";
import { SECONDS_A_QUESTION } from "./exam_time.js";
import { questionsInWords } from "./exam_words.js";

/** @typedef {import("./exam_draw.js").Question} Question */

const LEVELS = ["introductory", "intermediate", "advanced"];
const LENGTHS = [10, 20, 30, 40];

const FRESH = "Only those I have not answered yet, in the book or in a practice exam";
const BEFORE =
  "You may go back and change answers until you hand in. Every answer is kept at once in this browser, so you can " +
  "close the page and go on later.";
const BEFORE_TIMED =
  "The time runs by the clock from the moment you begin: closing the page does not stop it. When it is over, the " +
  "exam hands itself in with what you have answered.";

/** A control with its label, in a line of its own. */
const choice = (type, name, value, text, checked = false) =>
  make("label", { className: "exam-choice" }, make("input", { type, name, value, checked, autocomplete: "off" }), text);

const group = (legend, className, ...parts) =>
  make("fieldset", { className: "exam-group " + className }, make("legend", {}, legend), ...parts);

const textSpan = (text) => make("span", {}, text);

function moduleGroup(modules, changed) {
  const boxes = modules.map(([id, title]) => {
    const offers = make("span", { className: "desk-small exam-offers" });
    return choice("checkbox", "module", id, make("span", {}, title, " ", offers), true);
  });
  const tick = (on) => () => {
    for (const label of boxes) one(label, "input").checked = on;
    changed();
  };
  const both = deskActions(deskButton("All modules", tick(true)), deskButton("No module", tick(false)));
  return group("Modules", "exam-modules", both, ...boxes);
}

function timeGroup() {
  const each = `${SECONDS_A_QUESTION} seconds a question (our own setting, not that of any examination)`;
  const minutes = make("input", {
    type: "number", name: "minutes", min: 1, max: LONGEST_MINUTES, step: 1, value: 30, autocomplete: "off",
    ariaLabel: "Minutes of my own",
  });
  const own = make("div", { className: "exam-own" },
    choice("radio", "time", "own", textSpan("My own minutes:")), minutes);
  const factor = make("select", { name: "factor", autocomplete: "off" },
    make("option", { value: "1" }, "No extra time"),
    make("option", { value: "1.25" }, "A quarter more (× 1.25)"),
    make("option", { value: "1.5" }, "Half as much again (× 1.5)"),
  );
  const extra = make("label", { className: "exam-extra" },
    "Extra time, as examinations give it to people with accommodations ", factor);
  minutes.oninput = () => (one(own, "[type=radio]").checked = true);
  return group("Time", "exam-time-choice",
    choice("radio", "time", "none", textSpan("No time limit"), true),
    choice("radio", "time", "each", textSpan(each)), own, extra);
}

function readWish(form) {
  const ticked = (name) => all(form, `[name=${name}]:checked`).map(({ value }) => value);
  const [count] = ticked("count");
  const time = { kind: ticked("time")[0], minutes: Number(form.minutes.value), factor: Number(form.factor.value) };
  return {
    modules: ticked("module"), levels: ticked("level"), fresh: ticked("fresh")[0] === "yes",
    count: count === "all" ? Infinity : Number(count), time,
  };
}

/** The form. `questionsNow` returns what there is to draw from; `begin` is given a new sheet and its lot.
 * @param {{known: import("./exam_parts.js").Known, questionsNow: () => Question[], lotNow: () => string,
 *   begin: (sheet: import("./exam_sheet.js").Sheet, lot: string) => void}} given */
function setupForm({ known, questionsNow, lotNow, begin }) {
  let questions = questionsNow();
  const sum = make("p", { className: "exam-sum", role: "status" });
  const timed = paragraph(BEFORE_TIMED, "exam-timed");
  const form = make("form", { className: "exam-form", noValidate: true },
    moduleGroup([...known.modules], changed),
    group("Levels", "exam-row", ...LEVELS.map((level) => choice("checkbox", "level", level, textSpan(level), true))),
    group("How many questions", "exam-row",
      ...LENGTHS.map((n) => choice("radio", "count", n, textSpan(String(n)), n === 20)),
      choice("radio", "count", "all", textSpan("As many as there are"))),
    group("Which questions", "exam-which",
      choice("radio", "fresh", "no", textSpan("All"), true),
      choice("radio", "fresh", "yes", textSpan(FRESH))),
    timeGroup(),
    sum, paragraph(BEFORE), timed,
    deskActions(make("button", { type: "submit", className: "desk-button desk-main" }, "Begin the exam")),
  );
  form.onchange = changed;
  form.oninput = changed;
  form.onsubmit = (event) => {
    event.preventDefault();
    questions = questionsNow();
    const wish = readWish(form);
    const plan = changed();
    if (plan.wrong) return void (sum.textContent = plan.wrong);
    const lot = lotNow();
    const drawn = drawExam(plan.pool, plan.asked, lot);
    begin(newSheet(drawn, { modules: wish.modules, limit: plan.limit }, Date.now()), lot);
  };

  /** Say anew what the wish comes to. */
  function changed() {
    const wish = readWish(form);
    const fitting = ofWish(questions, wish);
    for (const box of all(form, "[name=module]")) {
      const own = fitting.filter(({ module }) => module === box.value).length;
      one(box.parentNode, ".exam-offers").textContent = `(${questionsInWords(own)})`;
    }
    const plan = planOf(questions, wish);
    const words = planInWords(plan, wish.count);
    if (sum.textContent !== words) sum.textContent = words;
    timed.hidden = wish.time.kind === "none";
    return plan;
  }

  changed();
  return {
    form,
    refresh() {
      questions = questionsNow();
      changed();
    },
  };
}

export { setupForm };
