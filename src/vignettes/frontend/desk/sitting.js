// @ts-check
/* One question out of its case: who comes, what has happened so far, the question. Review, retries and
   practice exams are made of such. */

import { all, button, focusOn, make, one } from "../elements.js";
import { refuse, upgradeItem } from "../quiz.js";
import { address, anchorOf, root } from "./addresses.js";

/** Cases whose text has come, by id. @type {Map<string, Promise<string>>} */
const cases = new Map();

/** The catalogue of this page and the text of a case are not of the same state of the book. */
class Renewed extends Error {}

/** Return the HTML of a case. Rejects with Renewed where the book has changed since this page was opened,
 * with RangeError where the text does not come. @param {string} name @param {string} mark */
function caseText(name, mark) {
  if (!cases.has(name)) {
    const come = new Promise((done, fail) => {
      const script = make("script", { src: new URL(`_static/cases/${name}.js?v=${mark}`, root()).href });
      const came = new Map();
      waiting.set(name, (given, html) => came.set(given, html));
      script.onload = () => {
        if (came.has(mark)) done(came.get(mark));
        else fail(new Renewed(name));
      };
      script.onerror = () => fail(new RangeError(`The text of “${name}” did not come.`));
      document.head.append(script);
    });
    come.catch(() => cases.delete(name));
    cases.set(name, come);
  }
  return /** @type {Promise<string>} */ (cases.get(name));
}

/** @type {Map<string, (mark: string, html: string) => void>} */
const waiting = new Map();
Object.assign(window, { vignettesCase: (name, mark, html) => waiting.get(name)?.(mark, html) });

/** Take a question out of the HTML of its case. The story of earlier stages is folded away; other questions,
 * the debrief and whatever else belongs to the whole case are left out. RangeError where it is not there. */
function excerpt(html, id) {
  const section = one(new DOMParser().parseFromString(html, "text/html"), "section.vignette");
  const field = all(section, ".vignette-item").find(({ dataset }) => dataset.item === id) ?? refuse("No item " + id);
  const stage = field.closest(".vignette-stage");
  const earlier = [];
  for (const other of all(section, ".vignette-stage")) {
    if (other === stage) break;
    if (!("branching" in section.dataset) || !earlier.length) earlier.push(other);
  }
  for (const gone of all(section, ".vignette-onward, .vignette-debrief, .vignette-measures")) gone.remove();
  for (const other of all(section, ".vignette-item")) if (other !== field) other.remove();
  for (const other of all(section, ".vignette-stage")) if (other !== stage) other.remove();
  one(stage, ".vignette-heading")?.remove();
  if (earlier.length) {
    const story = make("details", { className: "sitting-before" }, make("summary", {}, "What has happened before"));
    for (const other of earlier) story.append(...[...other.childNodes].filter((node) => !node.matches?.(".vignette-heading")));
    stage.before(story);
  }
  return { section: document.importNode(section, true), id };
}

let seats = 0;

/** Put a question on the page. Without `committed`'s doing nothing is judged: it is given the answer and how
 * sure the reader is, and may call `reveal` of what is returned, or not.
 * @param {{html: string, id: string, asks: boolean, open: boolean, committed: (answer: any, sure?: string,
 *   seconds?: number) => void, ticked?: (answer: any) => void}} given
 * `open`: a content note is told and not asked about. */
function seat({ html, id, asks, open, committed, ticked }) {
  const { section } = excerpt(html, id);
  const suffix = `-seat-${(seats += 1)}`;
  section.dataset.live = "";
  for (const node of [section, ...all(section, "[id]")]) node.id += suffix;
  section.setAttribute("aria-labelledby", one(section, ".vignette-title").id);
  const field = one(section, ".vignette-item");
  const item = upgradeItem(field, suffix, {
    commit: (it, answer, sure) => committed(answer, asks ? sure : undefined, it.seconds()),
    tick: (it, answer) => ticked?.(answer),
    again() {},
    on() {},
  });
  for (const again of all(field, ".vignette-actions button")) if (again.textContent === "Try again") again.remove();
  item.settle(false, asks, false);
  const note = one(section, ".vignette-note");
  const told = all(section, ".vignette-stage, .sitting-before");
  const focus = () => focusOn(note && told[0].hidden ? one(note, "button") : one(field, "legend"));
  if (note && !open) {
    for (const part of told) part.hidden = true;
    const enter = button("Show this question", () => {
      for (const part of told) part.hidden = false;
      enter.remove();
      focusOn(told[0]);
    });
    note.append(enter);
  }
  /** Show the question as answered, with its feedback. */
  const reveal = (given) => {
    item.show(given);
    item.settle(false, asks, false);
  };
  return { section, field, item, focus, reveal };
}

export { Renewed, address, anchorOf, caseText, seat };
