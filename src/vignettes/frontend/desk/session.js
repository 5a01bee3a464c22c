// @ts-check
/* Questions out of their cases, one by one: the way through a review and through a retry. */

import { all, focusOn, make, one } from "../elements.js";
import { clock, grade } from "../quiz.js";
import { meaningOf, pressPlace } from "./session_keys.js";
import { Renewed, address, anchorOf, caseText, seat } from "./sitting.js";

/** @typedef {import("./catalogue.js").Line} Line */

const KEYS = [
  ["1 to 9, or A to F", "choose an option, tick a box, or go to a step or a pair"],
  ["Enter", "check your answer; then go on to the next question"],
  ["Ctrl and Enter", "the same from inside a field of several lines"],
  ["1 to 4", "after the answer: when it should come back"],
  ["S", "go to the end of the session; what is done is kept"],
];
const KEYS_OFF =
  "Single keys are switched off in your settings. Tab, Space, Enter and the arrows work as everywhere.";
const RENEWED =
  "The book has been renewed since this page was opened, so this question cannot be put as the page knows it. " +
  "Load the page again to go on with the new state. What you have done is kept.";
const NOT_COME =
  "The text of this case did not come. You may be without network. What you have done is kept, and this " +
  "question stays where it is.";
const PATIENCE = 400; // milliseconds before the page says that a text is on its way

const sessionButton = (text, onclick, main = false) =>
  make("button", { type: "button", className: "desk-button" + (main ? " desk-main" : ""), onclick }, text);

const sessionActions = (...buttons) => make("div", { className: "desk-actions" }, ...buttons);

/** The keys of a session, folded away. @param {boolean} on @param {boolean} rates */
function keysHelp(on, rates) {
  const box = make("details", { className: "session-keys desk-small" }, make("summary", {}, "Keys"));
  if (!on) {
    box.append(make("p", {}, KEYS_OFF));
    return box;
  }
  const list = make("dl");
  for (const [key, does] of KEYS.filter(([key]) => rates || key !== "1 to 4")) {
    list.append(make("div", {}, make("dt", {}, key), make("dd", {}, does)));
  }
  box.append(list);
  return box;
}

/**
 * Put questions one by one until they are done, the time is over, or the reader ends it.
 * @param {{box: any, lines: Line[], span: number, asks: boolean, open: boolean, keys: boolean, rates: boolean,
 *   wanted(line: Line): boolean, trouble(): string,
 *   answered(line: Line, given: {answer: any, confidence?: string, seconds: number, score: number,
 *     right: boolean}): {node?: any, rate?(rating: number): void, ticked?(answer: any, score: number): void,
 *     lacking?(): string} | undefined,
 *   ended(): void}} given
 * `span`: visible milliseconds after which no further question is put unasked; `wanted`: whether a question is
 * still to be put when its turn comes; `answered` is told of each answer: what it returns is shown below, is
 * rated by number, and says in words what is lacking before one may go on.
 * @returns {() => void} what ends it without a word, and lets go of the keys
 */
function putQuestions(given) {
  const { box, lines } = given;
  let place = -1;
  let until = clock() + given.span;
  let turn = 0; // tells a text that comes too late from the one that is waited for
  /** @type {import("./session_keys.js").Phase} */
  let phase = "over";
  let wasG = false; // the last key was the first of two that lead to another page
  /** @type {any} */
  let seated;
  /** @type {any} */
  let after;

  const heading = make("h2", { tabIndex: -1 });
  const trouble = make("p", { className: "desk-notice", role: "status", hidden: true });
  const body = make("div");
  const foot = make("div", { className: "session-foot" });
  const bar = make("div", { className: "session-bar" }, heading, sessionButton("End the session", finish));
  const help = keysHelp(given.keys, given.rates);
  box.replaceChildren(make("div", { className: "session" }, bar, trouble, body, foot, help));
  if (given.keys) document.addEventListener("keydown", heard, true);

  function stop() {
    turn += 1;
    document.removeEventListener("keydown", heard, true);
  }

  function finish() {
    turn += 1;
    phase = "over";
    given.ended();
  }

  function show(...nodes) {
    phase = "over";
    seated = after = undefined;
    body.replaceChildren(...nodes);
    foot.replaceChildren();
  }

  function next() {
    do place += 1;
    while (place < lines.length && !given.wanted(lines[place]));
    if (place >= lines.length) finish();
    else if (clock() > until) pause();
    else put();
  }

  function pause() {
    const left = lines.slice(place).filter(given.wanted).length;
    heading.textContent = "Ten minutes are over";
    show(
      make("p", {}, `${left === 1 ? "One question is" : `${left} questions are`} left. They keep until you have time.`),
      sessionActions(
        sessionButton("Finish here", finish, true),
        sessionButton("Go on for ten minutes more", () => {
          until = clock() + given.span;
          put();
        }),
      ),
    );
    focusOn(heading);
  }

  async function put() {
    const line = lines[place];
    const mine = (turn += 1);
    heading.textContent = `Question ${place + 1} of ${lines.length}`;
    const waiting = setTimeout(() => mine === turn && show(...onItsWay()), PATIENCE);
    try {
      const html = await caseText(line.case, line.of.mark);
      if (mine === turn) seatQuestion(line, html);
    } catch (error) {
      if (mine === turn) show(...failed(error));
    }
    clearTimeout(waiting);
    if (mine !== turn) return;
    focusOn(heading);
    const following = lines[place + 1];
    if (following) caseText(following.case, following.of.mark).catch(() => {});
  }

  const skip = () => sessionButton("Skip this question", next);

  const onItsWay = () => [make("p", {}, "The text of the case is on its way."), sessionActions(skip())];

  function failed(error) {
    const renewed = error instanceof Renewed;
    const way = renewed
      ? sessionButton("Load the page again", () => location.reload(), true)
      : sessionButton("Try once more", put, true);
    const words = renewed ? RENEWED : NOT_COME;
    return [make("p", { className: "desk-notice", role: "alert" }, words), sessionActions(way, skip())];
  }

  function seatQuestion(line, html) {
    seated = seat({
      html,
      id: line.item.id,
      asks: given.asks,
      open: given.open,
      committed: (answer, confidence, seconds) => committed(line, answer, confidence, seconds),
      ticked: (answer) => {
        seated.reveal({ answer });
        after?.ticked?.(answer, grade(seated.item.key, answer).score);
      },
    });
    const { section, item } = seated;
    const href = address(line.of.page, anchorOf(line.case, item.id));
    const inBook = make("a", { href }, "Open the case in the book");
    body.replaceChildren(section);
    foot.replaceChildren(make("p", { className: "desk-small" }, inBook));
    if (item.key.type === "order") seated.untouched = JSON.stringify(item.read());
    if (line.revised) item.notify("Revised since you last saw it.");
    phase = "answer";
  }

  function committed(line, answer, confidence, seconds) {
    const { item } = seated;
    const { score, right } = grade(item.key, answer);
    item.notify("");
    seated.reveal({ answer, confidence });
    after = given.answered(line, { answer, confidence, seconds, score, right });
    phase = "rating";
    const say = make("p", { className: "session-say", role: "status" });
    const last = place + 1 >= lines.length;
    const onward = sessionButton(last ? "Finish" : "Next", () => goOn(say), true);
    foot.prepend(...(after?.node ? [after.node] : []), sessionActions(onward), say);
    trouble.textContent = given.trouble();
    trouble.hidden = !trouble.textContent;
    focusOn(item.verdict);
  }

  function goOn(say) {
    const lacking = after?.lacking?.();
    if (lacking) say.textContent = lacking;
    else next();
  }

  const enterNote = () => all(seated.section, ".vignette-note button")[0];

  function heard(event) {
    const isSecond = wasG; // “g d” leads to My data, and chooses nothing
    wasG = event.key === "g" && !event.repeat;
    if (isSecond || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const now = phase === "answer" && enterNote() ? "note" : phase;
    const [act, number = 0] = meaningOf(event, pressPlace(event.target), now) ?? [];
    if (!act || (act === "choose" && !choose(number, event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === "open") enterNote().click();
    else if (act === "commit") commit();
    else if (act === "next") one(foot, ".desk-main").click();
    else if (act === "rate") after?.rate?.(number);
    else if (act === "end") finish();
  }

  /** Check the answer; where nothing was moved yet, only lead to the button that does. */
  function commit() {
    const check = one(seated.field, ".vignette-main");
    if (seated.untouched && seated.untouched === JSON.stringify(seated.item.read())) check.focus();
    else check.click();
  }

  /** Choose the option of that number, or go to the control of that number. False where there is none, and
   * where a figure is to be typed into the field that has the focus now. */
  function choose(number, key) {
    const { item, field } = seated;
    const { type } = item.key;
    if (type === "number" || type === "reply") {
      one(field, ".vignette-number input, textarea").focus();
      return type === "reply" || !/\d/.test(key);
    }
    const row = all(field, ".vignette-options input, .vignette-steps li, select")[number - 1];
    if (!row) return false;
    (row.matches("li") ? one(row, "button:enabled") : row).focus();
    if (row.matches("input")) row.click();
    return true;
  }

  next();
  return stop;
}

export { putQuestions, sessionActions, sessionButton };
