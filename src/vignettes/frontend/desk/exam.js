// @ts-check
/* Practice exam: the address names the exam that is open, so that loading the page again goes on with it. */

import { focusOn, one } from "../elements.js";
import "../reader.js";
import { storage } from "../storage.js";
import { ledger } from "./catalogue.js";
import { isOver } from "./exam_clock.js";
import { examinable } from "./exam_draw.js";
import { examHome } from "./exam_home.js";
import { paragraph } from "./exam_parts.js";
import { showResult } from "./exam_result.js";
import { handInExam, sitExam } from "./exam_sitting.js";
import { begunOf, holdExam, isExamName } from "./exam_store.js";

const NOTHING = "What this page knows of the course has not come. Load the page again.";

const examDesk = one(document, "[data-desk=exam]");
const { vignettesCatalogue: courseKnown } = /** @type {any} */ (window);

/** @returns {import("./exam_parts.js").Known} */
function knownNow() {
  const lines = ledger(courseKnown, storage.records());
  const asked = new Set(examinable(lines).map(({ module }) => module));
  const modules = courseKnown.modules.filter(({ id }) => asked.has(id));
  return {
    lines: new Map(lines.map((line) => [line.key, line])),
    modules: new Map(modules.map(({ id, title }) => [id, title])),
    objectives: courseKnown.objectives,
  };
}

/** What stands on the page now. @type {{heading: any, changed: () => void, stop: () => void}} */
let view = { heading: examDesk, changed() {}, stop() {} };
/** @type {ReturnType<typeof holdExam> | undefined} */
let exam;
let shownName = location.hash.slice(1);

/** Show what the name leads to: an exam that is open or ended, or the beginning. */
function showExam() {
  view.stop();
  exam?.stop();
  exam = holdExam(shownName, () => view.changed());
  if (exam.sheet?.ended === null && isOver(begunOf(exam.name), exam.sheet)) handInExam(exam);
  if (!exam.sheet) view = examHome(examDesk, { known: knownNow, go: goToExam });
  else if (exam.sheet.ended === null) {
    const home = () => goToExam("");
    view = sitExam(examDesk, { exam, known: knownNow(), ended: showAndLead, gone: home, leave: home });
  } else view = showResult(examDesk, { exam, known: knownNow(), back: () => goToExam("") });
}

function showAndLead() {
  showExam();
  focusOn(view.heading);
}

/** @param {string} name or nothing for the beginning */
function goToExam(name) {
  shownName = name;
  if (location.hash.slice(1) === name) showAndLead();
  else location.hash = name;
}

/** Follow the address, but not to an anchor of the page, such as its main part: what stands here stays. */
function followAddress() {
  const name = location.hash.slice(1);
  if (name && !isExamName(name)) return;
  shownName = name;
  showAndLead();
}

if (courseKnown) {
  addEventListener("hashchange", followAddress);
  showExam();
} else examDesk.replaceChildren(paragraph(NOTHING, "desk-notice"));
