// @ts-check
/* Questions to try again: filters that the reader finds again on coming back, the list, the way to Review. */

import { button, focusOn, make } from "../elements.js";
import { address } from "./addresses.js";
import { STANDINGS, WANTED, judgedWish, retryable, wantedLines } from "./missed.js";
import { longList, questionLine } from "./progress_parts.js";
import { STANDING_WORDS, TYPE_WORDS, capital, countOf } from "./progress_words.js";

/** Where Review finds the keys of the questions to ask: a list of “case/item”. */
const RETRY = "vignettes:retry";
const FILTERS = { state: "Show", module: "Module", level: "Level", type: "Kind of question", objective: "Objective" };

/**
 * The part with the filters; it is made once and told when its lines have changed. What is looked for stands in
 * the state of this page's entry in the browser's history: it outlasts a visit elsewhere, and no address names it.
 * @param {import("./catalogue.js").Catalogue} catalogue @param {import("./progress_parts.js").Memory} memory
 */
function missedPart(catalogue, memory) {
  const offered = filterChoices(catalogue);
  let wish = judgedWish(history.state?.missed, offered);
  /** @type {import("./catalogue.js").Line[]} */
  let lines = [];
  let found = lines;
  const title = make("h2", {}, "Questions to try again");
  const count = make("p", { role: "status" });
  const results = make("div");
  const retry = button("Try these again", () => handOver(retryable(found), count));
  retry.className = "desk-button desk-main";
  const selects = Object.keys(FILTERS).map((name) =>
    filterSelect(name, offered[name], (value) => look({ ...wish, [name]: value })),
  );
  const clear = button("Clear the filters", () => look(WANTED));
  clear.className = "desk-button";

  function show() {
    found = wantedLines(lines, wish);
    for (const made of selects) made.value = wish[made.name];
    const ready = retryable(found).length;
    retry.hidden = !ready;
    count.textContent = countWords(found.length, ready);
    results.replaceChildren(...longList("missed", found, foundLine, memory));
  }

  function look(wanted) {
    wish = judgedWish(wanted, offered);
    memory.unfolded.delete("missed");
    history.replaceState({ ...history.state, missed: wish }, "");
    show();
  }

  const form = make("div", { className: "progress-filters", role: "group", "aria-label": "Which questions" });
  for (const made of selects) {
    form.append(make("div", {}, make("label", { htmlFor: made.id }, FILTERS[made.name]), made));
  }
  return {
    nodes: [title, form, make("div", { className: "desk-actions" }, retry, clear), count, results],
    /** Show what has come of new records. @param {typeof lines} now */
    draw(now) {
      lines = now;
      show();
    },
    /** Lead the reader to what they missed of one objective. */
    lookAt(objective) {
      look({ ...WANTED, objective });
      focusOn(title);
    },
  };
}

/** What can be chosen in every filter; “” where nothing is chosen.
 * @returns {Record<string, {value: string, text: string}[]>} */
function filterChoices({ modules, cases, objectives }) {
  const all = Object.values(cases);
  const items = all.flatMap((of) => of.items);
  const those = (used, text) => [...new Set(used)].map((value) => ({ value, text: text(value) }));
  const any = { value: "", text: "All" };
  const titles = new Map(modules.map(({ id, title }) => [id, title]));
  const textOf = (id) => capital(Object.hasOwn(objectives, id) ? objectives[id] : id);
  const known = Object.keys(objectives);
  const used = new Set(items.flatMap((item) => item.objectives));
  const first = [...titles.keys()].filter((id) => all.some(({ module }) => module === id));
  return {
    state: those(Object.keys(STANDINGS), (name) => STANDING_WORDS[name]),
    module: [any, ...those([...first, ...all.map(({ module }) => module)], (id) => titles.get(id) ?? id)],
    level: [any, ...those(["introductory", "intermediate", "advanced"], capital)],
    type: [any, ...those(items.map(({ type }) => type), (type) => TYPE_WORDS[type] ?? type)],
    objective: [any, ...those([...known.filter((id) => used.has(id)), ...used], textOf)],
  };
}

function filterSelect(name, options, chosen) {
  const onchange = ({ target }) => chosen(target.value);
  const made = options.map(({ value, text }) => make("option", { value }, text));
  return make("select", { name, id: `progress-${name}`, autocomplete: "off", onchange }, ...made);
}

function countWords(all, ready) {
  if (!all) return "No question answers to this.";
  const rest = all - ready;
  const others = rest === 1 ? " 1 needs its case and is linked below." : ` ${rest} need their case and are linked below.`;
  return `${countOf(all, "question")}.${rest ? others : ""}`;
}

const foundLine = (line) => questionLine(line, TYPE_WORDS[line.item.type] ?? line.item.type, line.of.level);

/** Give Review the questions and go there; says so in `told` where the browser does not let it. */
function handOver(keys, told) {
  try {
    sessionStorage.setItem(RETRY, JSON.stringify(keys));
  } catch {
    told.textContent = "Your browser does not let this page hand the questions over. The links below lead to them.";
    return;
  }
  location.assign(address("book/desk/review", "retry"));
}

export { missedPart };
