// @ts-check
/* Where the questions of an exam are answered, one at a time. */

import { focusOn, make, one } from "../elements.js";
import { setting } from "../storage.js";
import { gradeOf } from "./exam_marks.js";
import { deskActions, deskButton, paragraph } from "./exam_parts.js";
import { Renewed, caseText, seat } from "./sitting.js";

const REVISED = "This question has been revised or taken out of the book since you began. It will not be counted.";
const RENEWED = "The book has been renewed since this page was opened. Load the page again: your answers are kept.";
const AWAY = "The text of this question did not come. Your answers are kept, and you can go on with other questions.";

/** `keep` is given every whole answer as soon as it stands, undefined where there is none any more, and the seconds
 * that the question has had; `committed` is called after the reader pressed the button.
 * @param {{lines: import("./exam_parts.js").Known["lines"], keep: (answer: any, seconds: number) => void,
 *   committed: () => void}} given */
function examSeat({ lines, keep, committed }) {
  const box = make("div", { className: "exam-seat" });
  const told = new Set(); // cases whose content note was read
  let turn = 0;
  /** @type {any} */
  let item;
  let answered = false;
  let before = 0;

  /** Put a question here. Resolves when it stands, or says why it does not.
   * @param {import("./exam_sheet.js").Asked} asked */
  async function show(asked) {
    turn += 1;
    const mine = turn;
    item = undefined;
    const line = lines.get(asked.key);
    if (line?.item.fingerprint !== asked.fingerprint) return box.replaceChildren(paragraph(REVISED, "desk-notice"));
    try {
      const html = await caseText(line.case, line.of.mark);
      if (mine === turn) sitDown(html, line, asked);
    } catch (error) {
      if (mine !== turn) return;
      const renewed = error instanceof Renewed;
      const act = renewed ? () => location.reload() : () => show(asked).then(() => focusOn(box));
      const retry = deskButton(renewed ? "Load the page again" : "Try again", act);
      box.replaceChildren(paragraph(renewed ? RENEWED : AWAY, "desk-notice"), deskActions(retry));
    }
  }

  function sitDown(html, line, asked) {
    const open = setting("notes", "ask") === "tell" || told.has(line.case);
    const made = seat({ html, id: line.item.id, asks: false, open, committed: pressed });
    one(made.field, ".vignette-actions .vignette-main").textContent = "Keep this answer";
    item = made.item;
    before = asked.seconds ?? 0;
    answered = false;
    rewrite(asked.answer);
    made.field.addEventListener("input", keepNow);
    made.field.addEventListener("click", ({ target }) => target.closest(".vignette-moves") && keepNow());
    one(made.section, ".vignette-note .vignette-button")?.addEventListener("click", () => told.add(line.case));
    box.replaceChildren(made.section);
  }

  function keepNow() {
    const answer = gradeOf(item.key, item.read()) ? item.read() : undefined;
    if (answer === undefined && !answered) return;
    answered = answer !== undefined;
    keep(answer, before + item.seconds());
  }

  function pressed() {
    keepNow();
    committed();
  }

  /** Show an answer in the controls, as another tab has kept it; one that does not fit is none. */
  function rewrite(answer) {
    if (!item) return;
    const fits = answer !== undefined && !!gradeOf(item.key, answer);
    const same = JSON.stringify(item.read()) === JSON.stringify(answer);
    if (!same && (fits || answered)) item.write(fits ? answer : undefined);
    answered = fits;
  }

  return { box, show, rewrite, stop: () => (turn += 1) };
}

export { examSeat };
