/* Every case of the page, its answers kept by this browser. */

import { PREFIX, storage } from "./storage.js";
import { upgrade } from "./quiz.js";

const LAST = 8.64e15; // milliseconds: no date is later

/** Return an answer with a moment later than that of any other to its item that is known here. A clock that was
 * set back would else let it lose against an older one when two sets are put together. */
function afterOthers(name, id, value) {
  const others = ["answer", "first", "earlier"].map((kind) => storage.get(`${PREFIX}${kind}:${name}/${id}`)?.at);
  const known = others.filter((at) => Number.isFinite(at) && at < LAST - 1);
  return { ...value, at: Math.max(value.at, ...known.map((at) => at + 1)) };
}

/** @returns {Store} */
function caseStore(name) {
  const start = (kind) => `${kind}:${name}/`;
  /** @type {any} */
  let heard;
  return {
    get: (kind, id) => storage.get(PREFIX + start(kind) + id),
    set(kind, id, value) {
      const kept = kind === "answer" && Number.isFinite(value?.at) ? afterOthers(name, id, value) : value;
      return storage.set(PREFIX + start(kind) + id, kept, heard);
    },
    ids: (kind) => storage.keys(start(kind)).map((key) => key.slice((PREFIX + start(kind)).length)),
    watch(changed) {
      heard = (key) => (!key || key.includes(`:${name}/`)) && changed();
      return storage.watch(heard);
    },
    trouble: storage.trouble,
    erase() {
      for (const kind of ["answer", "first", "earlier", "aside", "damaged"]) {
        for (const key of storage.keys(kind + ":")) storage.set(key);
      }
    },
  };
}

const CONFIDENCE = PREFIX + "setting:confidence";

/** @type {Settings} */
const readerSettings = {
  get: () => storage.get(CONFIDENCE) !== false,
  set: (on) => storage.set(CONFIDENCE, on),
  watch: (changed) => storage.watch((key) => (!key || key === CONFIDENCE) && changed()),
};

/** Every case of the page as it came, before anything was done to it: what is printed without answers. */
const untouched = new WeakMap();

const NOTES = PREFIX + "setting:notes";
const isTold = () => storage.get(NOTES) === "tell";

/** Upgrade a case. A content note of which the reader only wants to be told stands above the open case. */
function upgradeCase(section) {
  untouched.set(section, section.cloneNode(true));
  const told = isTold() ? section.querySelector(".vignette-note") : null;
  told?.classList.remove("vignette-note"); // the engine closes a case by this name
  upgrade(section, caseStore(section.getAttribute("data-vignette")), readerSettings);
  told?.classList.add("vignette-note");
}

/** Open the cases that are still closed; the reader, who is in the panel or another tab, is not moved. */
function openTold() {
  const { activeElement } = document;
  const [x, y] = [scrollX, scrollY];
  for (const enter of document.querySelectorAll(".vignette-note .vignette-actions button")) {
    /** @type {HTMLElement} */ (enter).click();
  }
  /** @type {any} */ (activeElement)?.focus?.({ preventScroll: true });
  scrollTo({ left: x, top: y, behavior: "instant" });
}

function upgradePage() {
  for (const section of document.querySelectorAll("section.vignette:not([data-live])")) upgradeCase(section);
  storage.watch((key) => (!key || key === NOTES) && isTold() && openTold());
}

/** Do something once the page is there. */
function whenThere(act) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", act);
  else act();
}

whenThere(upgradePage);

export { untouched, whenThere };
