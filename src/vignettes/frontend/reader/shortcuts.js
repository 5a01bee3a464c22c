// @ts-check
/* Keys of the page. They act with no modifier, outside of fields and dialogs, unless the reader turned them off. */

import { SECOND_KEY, keyed, neighbour } from "./keys.js";
import { saidOfPage } from "./page.js";
import { openPanel } from "./panel.js";
import { preference, whenPreferred } from "./preferences.js";

const WRITING = 'input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select, [contenteditable]';
const NAMED_KEYS = [
  [".reader-open", "?"],
  [".right-next", "n"],
  [".left-prev", "p"],
  [".search-button__button", "/"],
];

const goToPage = (address) => address && location.assign(address);
const linked = (rel) => /** @type {any} */ (document.querySelector(`link[rel="${rel}"]`))?.href;

/** Lead the focus to the next or last of some elements that are shown; round at the end where asked. */
function goAmong(selector, by, inside, round = false) {
  const found = [...document.querySelectorAll(selector)].filter((node) => node.getClientRects().length);
  const here = found.findIndex((node) => node.contains(document.activeElement));
  /** @type {any[]} */
  const heads = found.map((node) => node.querySelector(inside));
  const next = neighbour(heads.map((head) => head.getBoundingClientRect().top), here, by);
  const head = heads[next < 0 && round ? 0 : next];
  if (!head) return;
  head.tabIndex = -1;
  head.focus();
}

function search() {
  const open = /** @type {any} */ (document.querySelector(".search-button__button"));
  if (!open) return goToPage(linked("search"));
  open.click();
  /** @type {any} */ (document.querySelector("form.bd-search input")).focus();
}

/** What a key stands for. What this page cannot do is left. */
const ACTS = {
  panel: openPanel,
  next: () => goToPage(linked("next")),
  previous: () => goToPage(linked("prev")),
  question: () => goAmong(".vignette-item", 1, "legend"),
  questionBefore: () => goAmong(".vignette-item", -1, "legend"),
  case: () => goAmong("section.vignette", 1, ".vignette-title", true),
  search,
};
const perform = (act) => (Object.hasOwn(ACTS, act) ? ACTS[act]() : goToPage(saidOfPage()?.dataset[act]));

let waitingKeys = "";
let forgotten = 0;

function pressed(event) {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  const off = event.defaultPrevented || event.isComposing || ctrlKey || altKey || metaKey || !preference("shortcuts");
  if (off || key === "Shift" || target.closest?.(WRITING) || document.querySelector("dialog[open]")) return;
  const few = !!document.querySelector("[data-desk=review], [data-desk=exam]");
  const { act, waiting } = keyed(waitingKeys, key, few);
  clearTimeout(forgotten);
  waitingKeys = waiting;
  if (waiting) forgotten = setTimeout(() => (waitingKeys = ""), SECOND_KEY);
  if (!act) return;
  event.preventDefault();
  perform(act);
}

function nameKeys() {
  for (const [selector, key] of NAMED_KEYS) {
    for (const node of document.querySelectorAll(selector)) {
      if (preference("shortcuts")) node.setAttribute("aria-keyshortcuts", key);
      else node.removeAttribute("aria-keyshortcuts");
    }
  }
}

function startShortcuts() {
  document.addEventListener("keydown", pressed);
  nameKeys();
  whenPreferred(nameKeys);
}

export { startShortcuts };
