// @ts-check
/* The time left, as it is seen and said. */

import { make } from "../elements.js";
import { deskButton } from "./exam_parts.js";
import { clockFace, milestone, timeInWords, timeSpent, MINUTE } from "./exam_time.js";

/** The clock of this machine, but one that goes on evenly while the page is open. */
const steadyNow = (() => {
  const opened = Date.now() - performance.now();
  return () => Math.round(opened + performance.now());
})();

/** How long an exam has been going on, in milliseconds. @param {number} begun
 * @param {import("./exam_sheet.js").Sheet} sheet */
const spentOn = (begun, { at, limit }) => timeSpent(begun, limit, [Date.now(), steadyNow(), at]);

/** Whether the time of an exam is over. An exam without limit is never over. */
const isOver = (begun, sheet) => sheet.limit !== null && spentOn(begun, sheet) >= sheet.limit;

/** Shows the time left, which can be hidden; says it at few moments; calls `over` once at the end.
 * @param {{rest: () => number, over: () => void}} given `rest`: milliseconds left */
function examClock({ rest, over }) {
  let before = rest();
  const face = make("span", { className: "exam-rest", role: "timer" });
  const say = make("p", { className: "exam-say", role: "status" });
  const hide = deskButton("Hide the time", () => {
    face.hidden = !face.hidden;
    hide.textContent = face.hidden ? "Show the time" : "Hide the time";
  });
  const tick = () => {
    const now = rest();
    const told = milestone(before, now);
    before = now;
    face.textContent = `${clockFace(now)} left`;
    if (told) say.textContent = `${timeInWords(told * MINUTE)} left.`;
    if (now > 0) return;
    stop();
    over();
  };
  const beat = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  const stop = () => {
    clearInterval(beat);
    document.removeEventListener("visibilitychange", tick);
  };
  face.textContent = `${clockFace(before)} left`;
  return { bar: make("div", { className: "exam-clock" }, face, hide, say), stop };
}

export { examClock, isOver, spentOn };
