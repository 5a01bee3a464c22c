// @ts-check
/* Where practice exams begin: one that is open, the setting up, and those of earlier days. */

import { focusOn, make, one } from "../elements.js";
import { PREFIX, storage } from "../storage.js";
import { isOver, spentOn } from "./exam_clock.js";
import { examinable } from "./exam_draw.js";
import { deskActions, deskAsking, deskButton, paragraph } from "./exam_parts.js";
import { setupForm } from "./exam_setup.js";
import { sheetCounts } from "./exam_sheet.js";
import { begunOf, dropExam, holdExam, keepExam, keptExams } from "./exam_store.js";
import { handInExam, handInQuestion } from "./exam_sitting.js";
import { timeInWords } from "./exam_time.js";
import { modulesInWords, momentInWords, pointsOf, questionsInWords } from "./exam_words.js";

const LEFT_OUT =
  "Questions come from the learning cases of the book. Written replies and branching cases are left out: their worth " +
  "lies in the conversation, which one mark cannot show.";

/** Hand in whatever is open under this name, whatever its tab does. @param {string} name */
function handInByName(name) {
  const exam = holdExam(name, () => {});
  handInExam(exam);
  exam.stop();
}

/** Put the beginning on the page. `go` leads to an exam by its name.
 * @param {any} box @param {{known: () => import("./exam_parts.js").Known, go: (name: string) => void}} given */
function examHome(box, { known, go }) {
  const heading = make("h2", { tabIndex: -1 }, "Set up a practice exam");
  const open = make("section", { ariaLabel: "Open practice exam" });
  const earlier = make("section", { ariaLabel: "Earlier practice exams" });
  const questionsNow = () =>
    examinable([...known().lines.values()], keptExams().exams.flatMap(({ sheet }) => sheet.items));
  const setup = setupForm({
    known: known(),
    questionsNow,
    lotNow: () => Math.random().toString(36).slice(2, 8).padEnd(6, "0"),
    begin(sheet, lot) {
      const name = `${sheet.at}-${lot}`;
      keepExam(name, sheet);
      go(name);
    },
  });
  const begin = make("section", { ariaLabel: "Setting up" }, heading, paragraph(LEFT_OUT), setup.form);

  function draw() {
    for (const { name, sheet } of keptExams().exams) {
      if (sheet.ended === null && isOver(begunOf(name), sheet)) handInByName(name);
    }
    const { exams, broken } = keptExams();
    const opened = exams.filter(({ sheet }) => sheet.ended === null);
    const ended = exams.filter(({ sheet }) => sheet.ended !== null);
    open.replaceChildren(...opened.map((each) => openCard(each, go, lead)));
    begin.hidden = opened.length > 0;
    earlier.replaceChildren(...earlierList(ended, broken, known(), go, () => lead(earlier)));
    setup.refresh();
  }

  const first = () => (begin.hidden ? one(open, "h2") : heading);

  /** Draw again after something here is gone, and lead the focus to what stands in its place. */
  function lead(part = open) {
    draw();
    focusOn(one(part, "h2") ?? first());
  }

  draw();
  box.replaceChildren(open, begin, earlier);
  const stop = storage.watch((key) => (!key || key.startsWith(PREFIX + "exam:") ? draw() : setup.refresh()));
  return { heading: first(), changed() {}, stop };
}

function openCard({ name, sheet }, go, lead) {
  const { answered, flagged } = sheetCounts(sheet);
  const rest = sheet.limit === null ? "" : ` About ${timeInWords(sheet.limit - spentOn(begunOf(name), sheet))} left.`;
  const flags = flagged ? `, ${flagged} flagged` : "";
  return make("div", { className: "desk-card" },
    make("h2", { tabIndex: -1 }, "You have a practice exam open"),
    paragraph(`Begun on ${momentInWords(begunOf(name))}.`),
    paragraph(`${answered} of ${questionsInWords(sheet.items.length)} answered${flags}.${rest}`),
    deskActions(
      deskButton("Go on", () => go(name), "desk-main"),
      deskAsking("Hand in", handInQuestion(sheet), () => {
        handInByName(name);
        go(name);
      }),
      deskAsking("Throw away", "Throw this practice exam away, with its answers? ", () => {
        dropExam(name);
        lead();
      })));
}

function earlierList(exams, broken, { modules }, go, lead) {
  if (!exams.length && !broken) return [];
  const damaged = `${broken === 1 ? "One practice exam" : `${broken} practice exams`} kept here cannot be read.`;
  return [
    make("h2", { tabIndex: -1 }, "Earlier practice exams"),
    make("ul", { className: "exam-earlier", role: "list" },
      ...exams.map((each) => earlierExam(each, modules, go, lead))),
    ...(broken ? [paragraph(damaged, "desk-notice")] : []),
  ];
}

function earlierExam({ name, sheet }, modules, go, lead) {
  const when = momentInWords(begunOf(name));
  const marked = sheet.items.some(({ score }) => score !== undefined);
  const again = deskButton("Open", () => go(name));
  again.ariaLabel = `Open the practice exam of ${when}`;
  return make("li", { className: "desk-card" },
    make("h3", {}, when),
    paragraph(`${questionsInWords(sheet.items.length)} from ${modulesInWords(sheet.modules, modules)}. ` +
      (marked ? `${pointsOf(sheet.items)}.` : "No question is marked.")),
    deskActions(again, deskAsking("Delete", "Delete this practice exam? ", () => {
      dropExam(name);
      lead();
    }, `Delete the practice exam of ${when}`)));
}

export { examHome };
