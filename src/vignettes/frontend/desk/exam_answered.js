// @ts-check
/* One question of an exam after its end: my answer, the key, the feedback and the sources. */

import { all, make, one } from "../elements.js";
import { deskActions, paragraph } from "./exam_parts.js";
import { gradeOf } from "./exam_marks.js";
import { address, anchorOf, seat } from "./sitting.js";

const OTHER_TEXT =
  "This question has been revised or taken out of the book since, so its text as you met it is not here.";
const NO_TEXT = "The text of this question did not come.";
const LEFT_OPEN = "You left this question open. This is the answer.";

/** Return what is to be shown of a question: where its text is at hand and still the one that was asked, the
 * question as it was answered; else why not. @param {import("./exam_sheet.js").Asked} asked
 * @param {import("./catalogue.js").Line | undefined} line @param {string | undefined} html of its case */
function answeredQuestion(asked, line, html) {
  if (line?.item.fingerprint !== asked.fingerprint) return [paragraph(OTHER_TEXT, "desk-notice")];
  const href = address(line.of.page, anchorOf(line.case, line.item.id));
  const link = make("a", { href, className: "desk-button" }, `Go to “${line.of.title}” in the book`);
  if (html === undefined) return [paragraph(NO_TEXT, "desk-notice"), deskActions(link)];
  const { section, field, item } = seat({ html, id: line.item.id, asks: false, open: true, committed() {} });
  section.removeAttribute("aria-labelledby"); // one landmark a question would be too many
  if (asked.answer === undefined || !gradeOf(item.key, asked.answer)) showKey(field, item);
  else {
    item.show({ answer: asked.answer });
    item.settle(false, false, false);
  }
  return [section, deskActions(link)];
}

/** Show the answer to a question that has none of the reader's. */
function showKey(field, item) {
  item.settle(true, false, false);
  item.notify(LEFT_OPEN);
  one(field, ".vignette-feedback").open = true;
  for (const control of all(field, "input, select, .vignette-moves button")) control.disabled = true;
  for (const gone of all(field, ".vignette-moves, .vignette-actions")) gone.remove();
}

export { answeredQuestion };
