// @ts-check
/* What is due, what is new, how long it may take; what was asked for again. */

import { make } from "../elements.js";
import { countOf, dayName, timeFor } from "./review_words.js";
import { MOST_NEW } from "./schedule.js";
import { sessionActions, sessionButton } from "./session.js";
import { address, anchorOf } from "./sitting.js";

/** @typedef {import("./catalogue.js").Line} Line */

const NOTHING_YET =
  "There is nothing to review yet. What you answer in the book comes here, and then back when it is about to be " +
  "forgotten.";
const SOFT_END = "After ten minutes you are asked whether to go on.";
const NONE_TO_RETRY = "No question was asked for again, or none that can be put here.";
const BOUND = "Replies and decisions need their case. They are repeated there:";
const HOW_RETRIED =
  "as they are in the book, without a schedule. Your answer replaces the last one; the first one stays known.";
const NEW_STEPS = [0, 5, 10, 15, 20, 30, MOST_NEW];

/** How many of something there are in each module, in words. @param {Line[]} lines */
function byModule(lines, modules) {
  const counts = new Map();
  for (const { of } of lines) counts.set(of.module, (counts.get(of.module) ?? 0) + 1);
  return modules.filter(({ id }) => counts.has(id)).map(({ id, title }) => `${title}: ${counts.get(id)}`);
}

/** What comes, in one line. @param {Line[]} due @param {Line[]} fresh */
function sumOf(due, fresh) {
  if (!due.length) return `${countOf(fresh.length, "new question")} for today.`;
  const more = fresh.length ? `; ${fresh.length} more ${fresh.length === 1 ? "is" : "are"} new` : "";
  return `${countOf(due.length, "question is", "questions are")} due${more}.`;
}

/** Why the first of the new ones come first, in words; nothing where there is no reason. @param {Line[]} fresh */
function reasonsOf(fresh) {
  const revised = fresh.filter((line) => line.revised).length;
  const missed = fresh.filter(({ first }) => first && !first.right).length;
  const reasons = [];
  if (revised) reasons.push(`${revised} revised since you last saw ${revised === 1 ? "it" : "them"}`);
  if (missed) reasons.push(`${missed} not right when you first answered`);
  return reasons.length ? `Among the new: ${reasons.join(", ")}. ` : "";
}

/** @param {{due: Line[], fresh: Line[], waiting: number, next?: number}} held @param {number} now
 * @param {boolean} known whether anything was ever answered */
function nothingNow({ waiting, next }, now, known) {
  if (!known) return NOTHING_YET;
  if (next !== undefined) return `Nothing is due now. The next question comes back on ${dayName(next, now)}.`;
  if (!waiting) return "Nothing is due now.";
  const kept = countOf(waiting, "new question waits", "new questions wait");
  return `Nothing is due now. ${kept}: new ones are switched off below.`;
}

/** What a session would hold, and the way into it. `seconds`: what this reader took for questions so far.
 * @param {{held: {due: Line[], fresh: Line[], waiting: number, next?: number}, now: number, known: boolean,
 *   seconds: number[], modules: {id: string, title: string}[], begin(): void}} given */
function todayPart({ held, now, known, seconds, modules, begin }) {
  const { due, fresh, waiting } = held;
  const all = [...due, ...fresh];
  const part = make("div", {}, make("h2", {}, "Today"));
  if (!all.length) {
    part.append(make("p", {}, nothingNow(held, now, known)));
    const page = modules[0]?.pages[0]?.page;
    if (!known && page) {
      const first = make("a", { className: "desk-button", href: address(page) }, "Open the first chapter");
      part.append(sessionActions(first));
    }
    return part;
  }
  part.append(
    make("p", { className: "review-sum" }, sumOf(due, fresh)),
    make("p", {}, `${reasonsOf(fresh)}All of it may take ${timeFor(all.length, seconds)}. ${SOFT_END}`),
    sessionActions(sessionButton("Begin", begin, true)),
  );
  if (waiting) {
    const more = countOf(waiting, "more new question waits", "more new questions wait");
    part.append(make("p", { className: "desk-small" }, `${more} for later days.`));
  }
  const list = make("ul", {}, ...byModule(all, modules).map((text) => make("li", {}, text)));
  const summary = make("summary", {}, "Which modules they are from");
  part.append(make("details", { className: "desk-small" }, summary, list));
  return part;
}

/** How many new ones a day. @param {number} perDay @param {(perDay: number) => void} chosen */
function newChoice(perDay, chosen) {
  const steps = [...new Set([...NEW_STEPS, perDay])].sort((a, b) => a - b);
  const select = make("select", { onchange: () => chosen(+select.value) });
  for (const step of steps) {
    const text = step ? String(step) : "none";
    select.append(make("option", { value: String(step), selected: step === perDay }, text));
  }
  return make("p", { className: "review-setting" }, make("label", {}, "New questions a day ", select));
}

/** What was asked for again, what of it is taken, and the way into it.
 * @param {{wanted: number, taken: Line[], bound: Line[], begin(): void, instead(): void}} given */
function againPart({ wanted, taken, bound, begin, instead }) {
  const part = make("div", {}, make("h2", {}, "Once more"));
  const gone = wanted - taken.length - bound.length;
  const words = `${countOf(taken.length, "question")} of ${wanted} that you asked for: ${HOW_RETRIED}`;
  part.append(make("p", {}, taken.length ? words : NONE_TO_RETRY));
  const lost = `${countOf(gone, "question is", "questions are")} not in the book any more.`;
  if (gone > 0) part.append(make("p", {}, lost));
  if (bound.length) {
    const links = bound.map(({ of, case: name, item }) =>
      make("li", {}, make("a", { href: address(of.page, anchorOf(name, item.id)) }, item.prompt)),
    );
    part.append(make("p", {}, BOUND), make("ul", {}, ...links));
  }
  const other = sessionButton("Review what is due", instead, !taken.length);
  part.append(sessionActions(...(taken.length ? [sessionButton("Begin", begin, true)] : []), other));
  return part;
}

export { againPart, newChoice, todayPart };
