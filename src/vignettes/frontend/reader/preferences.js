// @ts-check
/* How this reader wants the book: settings by name, judged before use. */

import { PREFIX, storage } from "../storage.js";
import { sizeOf } from "./size.js";

const PREFERENCES = {
  size: sizeOf,
  notes: (value) => (value === "tell" ? "tell" : "ask"),
  confidence: (value) => value !== false,
  titles: (value) => (value === "neutral" ? "neutral" : "plain"),
  shortcuts: (value) => value !== false,
};

/** What a preference is, whatever the storage holds. @param {keyof typeof PREFERENCES} name @returns {any} */
const preference = (name) => PREFERENCES[name](storage.get(`${PREFIX}setting:${name}`));

const prefer = (name, value) => storage.set(`${PREFIX}setting:${name}`, value);

/** Call when a preference changes, here or in another tab, or when the page comes back from the browser's memory. */
function whenPreferred(changed) {
  storage.watch((key) => (!key || key.startsWith(PREFIX + "setting:")) && changed());
  addEventListener("pageshow", ({ persisted }) => persisted && changed());
}

/** Have early.js show the page as its reader wants it now. */
const redress = () =>
  document.dispatchEvent(
    new CustomEvent("reader-dress", { detail: { size: preference("size"), neutral: preference("titles") === "neutral" } }),
  );

export { prefer, preference, redress, whenPreferred };
