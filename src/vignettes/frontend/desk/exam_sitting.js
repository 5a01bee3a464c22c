// @ts-check
/* A practice exam while it is written: where the reader is in it, and what they can do. */

import { focusOn, make, one } from "../elements.js";
import { setting, storage } from "../storage.js";
import { examClock, isOver, spentOn } from "./exam_clock.js";
import { numberList } from "./exam_numbers.js";
import { deskActions, deskAsking, deskButton, paragraph } from "./exam_parts.js";
import { examSeat } from "./exam_seat.js";
import { handedIn, sheetCounts, withAnswer, withFlag, withPlace } from "./exam_sheet.js";
import { begunOf } from "./exam_store.js";

const KEYS = "Keys, if you like: n next question, p previous question, f flag.";

/** What is asked before handing in. @param {import("./exam_sheet.js").Sheet} sheet */
function handInQuestion(sheet) {
  const { open } = sheetCounts(sheet);
  const still = open === 1 ? "1 question is still open." : `${open} questions are still open.`;
  return `${open ? still : "All questions are answered."} Hand in now? `;
}

/** Hand an exam in at the moment it has come to, which may lie behind. It can be done once.
 * @param {ReturnType<typeof import("./exam_store.js").holdExam>} exam */
function handInExam(exam) {
  const begun = begunOf(exam.name);
  exam.change((sheet) =>
    sheet.ended === null ? handedIn(sheet, begun + spentOn(begun, sheet), Date.now()) : sheet);
}

const shortcutsOn = () => setting("shortcuts", true) !== false;

/** Whether somebody is writing or choosing from a list, where a letter is a letter. */
const isWriting = (node) =>
  node.isContentEditable || (node.matches?.("input, select, textarea") && !/^(radio|checkbox)$/.test(node.type));

/** What a reader sees of an exam beside the question itself.
 * @param {{length: number, goBy: (steps: number) => void, goTo: (place: number) => void,
 *   toggleFlag: () => void}} given */
function sittingControls({ length, goBy, goTo, toggleFlag }) {
  const heading = make("h2", { tabIndex: -1 });
  const state = paragraph("", "desk-small");
  const trouble = paragraph("", "desk-notice");
  const previous = deskButton("Previous question", () => goBy(-1));
  const next = deskButton("Next question", () => goBy(1), "desk-main");
  const flag = deskButton("Flag for later", toggleFlag, "exam-flag");
  const numbers = numberList(length, goTo);
  /** @param {import("./exam_sheet.js").Sheet} sheet @param {number} here */
  function settle(sheet, here) {
    const { answer, flagged } = sheet.items[here];
    heading.textContent = `Question ${here + 1} of ${length}`;
    state.textContent = (answer === undefined ? "Not answered yet." : "Answered.") +
      (flagged ? " Flagged for later." : "");
    flag.ariaPressed = String(!!flagged);
    previous.disabled = here === 0;
    next.disabled = here === length - 1;
    numbers.show(sheet.items, here);
    trouble.textContent = storage.trouble() && `Your answers cannot be kept in this browser: ${storage.trouble()}`;
    trouble.hidden = !trouble.textContent;
  }
  return { heading, state, trouble, moves: deskActions(previous, next, flag), next, nav: numbers.nav, settle };
}

/** Put an exam on the page. `ended` is called when it was handed in, here or in another tab, `gone` when it was
 * thrown away in another, `leave` when the reader wants to go on later.
 * @param {any} box
 * @param {{exam: ReturnType<typeof import("./exam_store.js").holdExam>, known: import("./exam_parts.js").Known,
 *   ended: () => void, gone: () => void, leave: () => void}} given */
function sitExam(box, { exam, known, ended, gone, leave }) {
  const begun = begunOf(exam.name);
  const sheetNow = () => /** @type {import("./exam_sheet.js").Sheet} */ (exam.sheet);
  let { here } = sheetNow();
  const { length } = sheetNow().items;
  const parts = sittingControls({ length, goTo, goBy: (steps) => goTo(here + steps), toggleFlag });
  const say = make("p", { className: "exam-say", role: "status" });
  const seat = examSeat({ lines: known.lines, keep, committed });
  const question = document.createTextNode("");
  const hand = deskAsking("Hand in", question, finish);
  const rest = () => (exam.sheet?.limit ?? 0) - (exam.sheet ? spentOn(begun, exam.sheet) : 0);
  const clock = sheetNow().limit === null ? undefined : examClock({ rest, over: finish });

  function settle() {
    if (!exam.sheet) return gone();
    if (exam.sheet.ended !== null) return ended();
    parts.settle(exam.sheet, here);
    question.data = handInQuestion(exam.sheet);
  }

  /** Change the sheet, unless its time is over. Returns whether the exam goes on. */
  function write(change) {
    if (exam.sheet && isOver(begun, exam.sheet)) handInExam(exam);
    exam.change((sheet) => (sheet.ended === null ? change(sheet) : sheet));
    const goesOn = exam.sheet?.ended === null;
    settle();
    return goesOn;
  }

  function goTo(place) {
    here = Math.max(0, Math.min(length - 1, place));
    say.textContent = "";
    if (!write((sheet) => withPlace(sheet, here, Date.now()))) return;
    focusOn(parts.heading);
    seat.show(sheetNow().items[here]);
  }

  function keep(answer, seconds) {
    write((sheet) => withAnswer(sheet, here, answer, seconds, Date.now()));
  }

  function committed() {
    if (exam.sheet?.ended !== null) return;
    say.textContent = `Question ${here + 1} is answered. You can change it until you hand in.`;
    focusOn(parts.next.disabled ? one(hand, "button") : parts.next);
  }

  function toggleFlag() {
    write((sheet) => withFlag(sheet, here, !sheet.items[here].flagged, Date.now()));
  }

  function finish() {
    handInExam(exam);
    settle();
  }

  function pressed(event) {
    const act = { n: () => goTo(here + 1), p: () => goTo(here - 1), f: toggleFlag }[event.key];
    const taken = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey;
    const elsewhere = isWriting(event.target) || document.querySelector("dialog[open]");
    if (!act || taken || elsewhere || !shortcutsOn()) return;
    event.preventDefault();
    act();
  }

  box.replaceChildren(
    parts.heading, ...(clock ? [clock.bar] : []), parts.trouble, parts.state, seat.box, say, parts.moves, parts.nav,
    deskActions(hand, deskButton("Leave it for now", leave)), ...(shortcutsOn() ? [paragraph(KEYS, "desk-small")] : []),
  );
  document.addEventListener("keydown", pressed);
  settle();
  seat.show(sheetNow().items[here]);
  return {
    heading: parts.heading,
    /** Another tab has changed the exam. */
    changed() {
      settle();
      if (exam.sheet?.ended === null) seat.rewrite(exam.sheet.items[here].answer);
    },
    stop() {
      seat.stop();
      clock?.stop();
      document.removeEventListener("keydown", pressed);
    },
  };
}

export { handInExam, handInQuestion, sitExam };
