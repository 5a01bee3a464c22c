// @ts-check
/* Practice exams as this browser keeps them. The same exam may be open in several tabs. */

import { PREFIX, storage } from "../storage.js";
import { joinedSheets, orderlySheet } from "./exam_sheet.js";
import { EXAM_NAME, isExam, isMoment } from "./records.js";

/** @typedef {import("./exam_sheet.js").Sheet} Sheet */

const examKey = (name) => `${PREFIX}exam:${name}`;

/** When an exam of this name began. @param {string} name */
const begunOf = (name) => Number(name.split("-")[0]);

const isExamName = (name) => EXAM_NAME.test(name) && isMoment(begunOf(name));

/** All exams that can be read, the newest first, and how many cannot.
 * @returns {{exams: {name: string, sheet: Sheet}[], broken: number}} */
function keptExams() {
  const names = storage.keys("exam:").map((key) => key.slice(examKey("").length));
  const found = names.map((name) => ({ name, sheet: storage.get(examKey(name)) }));
  const exams = found.filter(({ name, sheet }) => isExamName(name) && isExam(sheet));
  exams.sort((a, b) => begunOf(b.name) - begunOf(a.name));
  return { exams, broken: found.length - exams.length };
}

/** @param {string} name @param {Sheet} sheet */
const keepExam = (name, sheet) => storage.set(examKey(name), sheet);

/** @param {string} name */
const dropExam = (name) => storage.set(examKey(name));

/** Take an exam into the hand: `sheet` is what this tab knows of it, with what other tabs have kept meanwhile;
 * undefined where it is not there, or was thrown away. `heard` is called after another tab's change.
 * @param {string} name @param {() => void} heard */
function holdExam(name, heard) {
  const key = examKey(name);
  /** @type {Sheet | undefined} */
  let sheet;
  const read = () => {
    const found = isExamName(name) ? storage.get(key) : undefined;
    const readable = isExam(found);
    if (found === undefined || !(sheet || readable)) sheet = undefined;
    else if (readable) sheet = joinedSheets(sheet ?? found, found);
    return found;
  };
  const noticed = (/** @type {string | null} */ changed) => {
    if (changed && changed !== key) return;
    const found = read();
    if (sheet && JSON.stringify(found) !== JSON.stringify(sheet)) storage.set(key, sheet, noticed);
    heard();
  };
  read();
  const stop = storage.watch(noticed);
  return {
    name,
    stop,
    get sheet() {
      return sheet;
    },
    /** Change the exam as all tabs know it, and keep it. Nothing happens to one that is gone.
     * @param {(sheet: Sheet) => Sheet} made */
    change(made) {
      read();
      if (!sheet) return;
      sheet = orderlySheet(made(sheet));
      storage.set(key, sheet, noticed);
    },
  };
}

export { begunOf, dropExam, holdExam, isExamName, keepExam, keptExams };
