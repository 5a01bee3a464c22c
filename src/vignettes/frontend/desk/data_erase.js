// @ts-check
/* Erasing everything, with one question before and an undo until the page is left. */

import { make } from "../elements.js";
import { FAMILY, storage } from "../storage.js";
import { buttonRow, counted, dataCard, line, outcomeBox, pushButton, undoButton } from "./data_parts.js";

/** What pages of the course hand to each other within this tab, by key. */
function tabNotes() {
  try {
    const notes = Object.keys(sessionStorage).filter((key) => key.startsWith(FAMILY));
    return new Map(notes.map((key) => [key, sessionStorage.getItem(key) ?? ""]));
  } catch {
    return new Map();
  }
}

/** Ask in a dialog of the browser's; act on yes. */
function askInDialog(title, text, yes, act) {
  const heading = make("h2", { id: "data-ask" }, title);
  const answer = (value) => () => dialog.close(value);
  const keep = pushButton("Keep everything", answer("no"), "desk-main");
  const dialog = make("dialog", { className: "data-dialog", "aria-labelledby": heading.id }, heading, line(text));
  keep.autofocus = true;
  dialog.append(buttonRow(keep, pushButton(yes, answer("yes"), "data-danger")));
  dialog.onclose = () => {
    dialog.remove();
    if (dialog.returnValue === "yes") act();
  };
  return dialog;
}

const FORBIDDEN =
  "Nothing was erased: this browser does not let this page touch what is stored. Clear the data of this site in the browser's own settings.";

const LEFT = "Other tabs of the course show it too. Until you leave or reload this page you can put everything back.";

/** Erase everything, and offer to put it back. */
function eraseAll(outcome) {
  const changes = new Map([...storage.everything().keys()].map((key) => [key, null]));
  const notes = tabNotes();
  const before = storage.swap(changes);
  if (!before) return outcome.say(FORBIDDEN);
  for (const key of notes.keys()) sessionStorage.removeItem(key);
  const back = (end, kept) => {
    if (end === "full") {
      return outcome.say("It could not be put back: this browser's storage is full. Make room, then try again.", undo);
    }
    for (const [key, text] of notes) sessionStorage.setItem(key, text);
    return outcome.say(kept ? "Everything is back, but for what was written anew since." : "Everything is back as it was.");
  };
  const undo = undoButton("Put everything back", before, changes, back);
  return outcome.say(`Erased: ${counted(before.size, "record")}. ${LEFT} After that it is gone.`, undo);
}

function eraseCard() {
  const outcome = outcomeBox();
  const ask = () => {
    const count = storage.everything().size;
    if (!count) return outcome.say("There is nothing to erase: this browser keeps no records of the course.");
    const what = `${counted(count, "record")}, settings included, will be erased from this browser.`;
    const text = `${what} If you want them later, save them as a file first.`;
    const dialog = askInDialog("Erase everything?", text, "Erase everything", () => eraseAll(outcome));
    box.append(dialog);
    return dialog.showModal();
  };
  const box = dataCard(
    "erase",
    "Erase everything",
    line("This takes away all that the table above shows, of this and other versions of the course."),
    line("It does not touch other browsers, or files that you have saved."),
    buttonRow(pushButton("Erase everything …", ask, "data-danger")),
    outcome.box,
  );
  return box;
}

export { eraseCard };
