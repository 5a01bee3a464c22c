// @ts-check
/* The address of a question: page.html#case-x--item-q shows it, wherever in its case it stands. */

import { all, button, focusOn, make, one } from "../elements.js";
import { PATH } from "../quiz.js";
import { PREFIX, storage } from "../storage.js";
import { whenThere } from "../host.js";

const OFF_PATH = "You came here by a link. This section is not on the path that you have taken in this case.";
const AHEAD = "You came here by a link. What comes before it in this case may still be unanswered.";

/** The question that an address leads to, if it is one. */
function questionOf(hash) {
  try {
    const found = document.getElementById(decodeURIComponent(hash.slice(1)));
    return found?.matches("section.vignette .vignette-item") ? found : null;
  } catch {
    return null; // no address of ours
  }
}

/** Show the stage of a question, and in a case that is read in order also those before it. No feedback comes
 * with them; what the reader has not come to stays marked by the engine as hidden. */
function showStageOf(question) {
  const section = question.closest("section.vignette");
  const stage = question.closest(".vignette-stage");
  const stages = all(section, ".vignette-stage");
  const branching = "branching" in section.dataset;
  forgetLinks(section);
  for (const shown of branching ? [stage] : stages.slice(0, stages.indexOf(stage) + 1)) shown.dataset.linked = "";
  const said = make("p", { className: "vignette-notice reader-linked" }, branching ? OFF_PATH : AHEAD);
  question.before(said);
}

function forgetLinks(section) {
  for (const stage of all(section, "[data-linked]")) delete stage.dataset.linked;
  for (const said of all(section, ".reader-linked")) said.remove();
}

let awaited = /** @type {any} */ (null);

function arrive(question) {
  showStageOf(question);
  focusOn(one(question, "legend"));
}

/** Go to the question of this page's address; a content note is asked about first. */
function follow() {
  awaited = questionOf(location.hash);
  if (!awaited) return;
  const ask = one(awaited.closest("section.vignette"), ".vignette-note .vignette-actions button");
  if (ask) focusOn(ask);
  else arrive(awaited);
}

/** Once the note is accepted, the engine leads to the beginning, and the address on to its question. */
function followAfterNote(section) {
  one(section, ".vignette-note .vignette-actions button")?.addEventListener("click", () => {
    if (awaited && section.contains(awaited)) arrive(awaited);
  });
}

/** Forget the link when the case is begun anew. */
function forgetOnRestart(section) {
  const key = `${PREFIX}answer:${section.dataset.vignette}/${PATH}`;
  storage.watch((changed) => changed === key && storage.get(key) === undefined && forgetLinks(section));
}

const addressOfQuestion = (question) => {
  const address = new URL(location.href);
  address.search = "";
  address.hash = question.id;
  return address.href;
};

/** Copy the address, or where the browser does not allow it, show it to be copied. */
async function giveAddress(question, say, row) {
  const address = addressOfQuestion(question);
  try {
    await navigator.clipboard.writeText(address);
    say.textContent = "The address of this question is copied.";
  } catch {
    let field = one(row, "input");
    if (!field) row.append((field = make("input", { type: "text", readOnly: true, ariaLabel: "Address of this question" })));
    field.value = address;
    field.select();
    field.focus();
    say.textContent = "Copy the address from the field.";
  }
}

/** Put the control at the end of a question, beside what can be done there once it is answered. */
function offerLink(question) {
  const row = all(question, ".vignette-actions").at(-1);
  const say = make("span", { role: "status" });
  const ask = button("Link to this question", () => giveAddress(question, say, row), "reader-quiet");
  row.classList.add("reader-link");
  row.append(ask, say);
}

whenThere(() => {
  for (const section of all(document, "section.vignette[data-live]")) {
    all(section, ".vignette-item").forEach(offerLink);
    followAfterNote(section);
    forgetOnRestart(section);
  }
  follow();
  addEventListener("hashchange", follow);
  addEventListener("load", () => setTimeout(follow)); // browsers take the focus away when they scroll to an address
});
