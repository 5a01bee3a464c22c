// @ts-check
/**
 * The interaction of a vignette, the same in notebook and book. It upgrades the HTML of render/html.py;
 * whatever it adds goes in as text.
 *
 * @typedef {{score: number, right: boolean, parts: Record<string, boolean>}} Grade
 * @typedef {{fingerprint: string, answer: any, confidence?: string, score: number, right: boolean,
 *   at: number, seconds?: number}} Answered
 *
 * Where a case keeps its records, of five kinds: answer, first (the answer before any second try), earlier
 * (the item was revised since), aside (the item is gone), damaged. `set` says whether it will last,
 * `trouble` in words why nothing does; `heard` is told whether the learner has come to the end.
 * @typedef {{get(kind: string, id: string): any, set(kind: string, id: string, value?: any): boolean,
 *   ids(kind: string): string[], watch(changed: () => void): () => void, trouble(): string,
 *   erase?(): void, heard?(ended: boolean): void}} Store
 *
 * Whether the reader wants to be asked how sure they are.
 * @typedef {{get(): boolean, set(on: boolean): void, watch(changed: () => void): () => void}} Settings
 */

import { actions, all, askingButton, button, focusOn, make, one } from "./elements.js";

/* Grading: the twin of grading.py; both pass tests/grading.json. */

const NUMERAL = /^[+\-−]?(\d+([.,]\d*)?|[.,]\d+)$/;

/** @returns {never} */
const refuse = (why) => {
  throw new RangeError(why);
};

const member = (name, known) => (known.includes(name) ? name : refuse("Not one of: " + known));

const list = (names, known) => {
  if (!Array.isArray(names) || new Set(names).size < names.length) refuse("Not a list of: " + known);
  return names.map((name) => member(name, known));
};

const isRecord = (value) => !!value && typeof value === "object" && !Array.isArray(value);

const share = (parts, score = parts.filter(([, right]) => right).length / parts.length) => ({
  score,
  right: score === 1,
  parts: Object.fromEntries(parts),
});

/** Read a number as people type it, with a point or a comma; throws where it is none. */
function parseNumber(typed) {
  if (Number.isFinite(typed)) return typed;
  const text = String(typed).trim();
  if (typeof typed !== "string" || !NUMERAL.test(text)) refuse("Not a number.");
  return Number(text.replace(",", ".").replace("−", "-"));
}

/** Judge an answer by the item's key; throws where it is none. @returns {Grade} */
function grade(key, answer) {
  const { type, right } = key;
  if (type === "single") return share([[member(answer, key.options), answer === right]]);
  if (type === "choice") {
    const worth = key.worth[member(answer, Object.keys(key.worth))];
    return share([[answer, worth === 1]], worth);
  }
  if (type === "multiple") {
    if (!list(answer, key.options).length) refuse("Nothing is chosen.");
    return share(key.options.map((name) => [name, answer.includes(name) === right.includes(name)]));
  }
  if (type === "order") {
    if (list(answer, right).length < right.length) refuse("A step is missing.");
    return share(answer.map((name, i) => [name, name === right[i]]));
  }
  if (type === "match") {
    const pairs = Object.keys(right);
    const whole = isRecord(answer) && pairs.every((name) => Object.hasOwn(answer, name));
    if (!whole || Object.keys(answer).length > pairs.length) refuse("A pair is missing.");
    return share(pairs.map((name) => [name, member(answer[name], key.answers) === right[name]]));
  }
  if (type === "number") {
    const value = parseNumber(answer);
    const near = ([target, tolerance]) =>
      Math.abs(value - target) <= tolerance + 1e-9 * Math.max(1, Math.abs(target));
    if (near([right, key.tolerance])) return share([["right", true]]);
    const miss = key.near.findIndex(near);
    return share([[miss < 0 ? "otherwise" : "near-" + miss, false]]);
  }
  if (type === "reply") {
    if (!isRecord(answer) || typeof answer.text !== "string" || !answer.text.trim()) refuse("No reply.");
    const ticked = list(Object.hasOwn(answer, "ticked") ? answer.ticked : [], key.rubric);
    return share(key.rubric.map((name) => [name, ticked.includes(name)]));
  }
  return refuse("There is no item type " + type);
}

/* What a branching case remembers: the twin of state.py; both pass tests/state.json. */

/** Where a case's measures stand after changes; `tops` are their highest levels. */
const moved = (tops, state, changes = {}) =>
  Object.fromEntries(
    Object.entries(tops).map(([name, top]) => [name, Math.max(0, Math.min(top, state[name] + (changes[name] ?? 0)))]),
  );

/** Where a way leads in a state: the first of `ways` that is open, or `goto`. */
const wayOn = (ways, goto, state) =>
  ways?.find(([when]) => Object.keys(when).every((name) => state[name] >= when[name]))?.[1] ?? goto;

/** Milliseconds, of which those do not count in which the page is out of sight. */
const clock = () => performance.now() - away;
let away = 0;
let left = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = clock();
  else away += clock() - left;
});

/* One item. What differs between the types stands in KINDS:
   read: the controls' answer; write: an answer, or none, into the controls; lacking: what to do first;
   marks: [part, worth, words] beside the controls; verdict: in one line; first: whose feedback is read
   first (default: everyone's). `ui` holds the key, rows by name, controls, and the list of rows. */

const QUALITY = { 1: "Sound", 0.5: "Costly", 0: "Harmful" };
const SYMBOL = { 1: "✓", 0.5: "△", 0: "✗" };
const MARK = { 1: "right", 0.5: "half", 0: "wrong" };
const SURE = [
  ["guessing", "Guessing", " You were guessing."],
  ["think-so", "Think so", " You thought so."],
  ["sure", "Sure", " You were sure."],
];

const checked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value);
const count = ({ parts }) => {
  const judged = Object.values(parts);
  return judged.filter(Boolean).length + " of " + judged.length;
};
const stepsNow = ({ list }) => [...list.children].map((li) => li.dataset.step);

const chosen = {
  part: "option",
  read: (ui) => checked(ui.controls)[0],
  write: (ui, answer) => ui.controls.forEach((box) => (box.checked = [answer].flat().includes(box.value))),
  lacking: () => "Choose one option first.",
  first: (ui, answer) => [answer],
};

const KINDS = {
  single: {
    ...chosen,
    marks: ({ key, rows }, answer) =>
      [...rows].map(([name, li]) => {
        const mine = name === answer ? " · your choice" : "";
        return [li, +(name === key.right), (name === key.right ? "Best answer" : "Not the best answer") + mine];
      }),
    verdict: ({ right }) => (right ? "Best answer." : "Not the best answer."),
  },
  choice: {
    ...chosen,
    commit: "Do this",
    marks: ({ rows }, answer, { score }) => [[rows.get(answer), score, QUALITY[score] + " · your choice"]],
    verdict: ({ score }) => QUALITY[score] + ".",
  },
  multiple: {
    ...chosen,
    read: (ui) => checked(ui.controls),
    lacking: () => "Choose at least one option first.",
    marks: ({ key, rows }, answer, { parts }) =>
      [...rows].map(([name, li]) => {
        const mine = answer.includes(name) ? " · you chose it" : " · you left it out";
        return [li, +parts[name], (key.right.includes(name) ? "Belongs" : "Does not belong") + mine];
      }),
    verdict: (result) => count(result) + " judged rightly.",
    first: ({ rows }, answer, { parts }) =>
      [...rows.keys()].filter((name) => answer.includes(name) || !parts[name]),
  },
  order: {
    part: "step",
    read: stepsNow,
    write(ui, answer) {
      ui.list.append(...(answer ? answer.map((name) => ui.rows.get(name)) : ui.rows.values()));
      namePlaces(ui);
    },
    marks: ({ key, rows }, answer, { parts }) =>
      answer.map((name) => {
        const words = parts[name] ? "In its place" : "Belongs in place " + (key.right.indexOf(name) + 1);
        return [rows.get(name), +parts[name], words];
      }),
    verdict: (result) => count(result) + " in their place.",
  },
  match: {
    part: "pair",
    read: ({ rows }) => Object.fromEntries([...rows].map(([name, li]) => [name, one(li, "select").value])),
    write: ({ rows }, answer) => rows.forEach((li, name) => (one(li, "select").value = answer?.[name] ?? "")),
    lacking({ controls }) {
      const empty = controls.flatMap((select, i) => (select.value ? [] : [i + 1]));
      return `Choose an answer for ${empty.join(", ")} first.`;
    },
    marks: ({ key, rows }, answer, { parts }) =>
      [...rows].map(([name, li]) => {
        const right = all(li, "option").find((option) => option.value === key.right[name]);
        return [li, +parts[name], parts[name] ? "Right" : "Goes with " + right.textContent];
      }),
    verdict: (result) => count(result) + " matched rightly.",
  },
  number: {
    read: ({ controls }) => controls[0].value,
    write: ({ controls }, answer = "") => (controls[0].value = answer),
    lacking: () => "Write a number first, such as 12 or 12.5.",
    marks: () => [],
    verdict: ({ right }) => (right ? "Right." : "Not right."),
    first: (ui, answer, { parts }) => [...Object.keys(parts), "right"],
  },
  reply: {
    commit: "Compare with a model reply",
    read: ({ controls, ticks }) => ({ text: controls[0].value, ticked: checked(ticks) }),
    write({ controls, ticks }, answer) {
      controls[0].value = answer?.text ?? "";
      for (const box of ticks) box.checked = !!answer?.ticked?.includes(box.value);
    },
    lacking: () => "Write your reply first.",
    marks: () => [],
    verdict: (result) => `Compare, then tick what your reply does: ${count(result)}.`,
  },
};

/** Give every step its two buttons. Letters stay with their steps, because the feedback names them. */
function makeMovable(ui, say) {
  ui.list = ui.rows.values().next().value.parentNode;
  [...ui.rows.values()].forEach((li, i) => {
    li.value = i + 1;
    const move = (down) => {
      if (down) li.nextElementSibling.after(li);
      else li.previousElementSibling.before(li);
      namePlaces(ui);
      const [up, other] = all(li, "button");
      ((down && !other.disabled) || up.disabled ? other : up).focus();
      say.textContent = place(ui, li);
    };
    const [up, down] = [button("↑", () => move(0)), button("↓", () => move(1))];
    li.append(make("span", { className: "vignette-moves" }, up, down));
  });
  namePlaces(ui);
}

const place = (ui, li) =>
  `${one(li, "span").textContent}: place ${stepsNow(ui).indexOf(li.dataset.step) + 1} of ${ui.rows.size}`;

function namePlaces(ui) {
  for (const li of ui.rows.values()) {
    const [up, down] = all(li, "button");
    up.ariaLabel = "Move up. " + place(ui, li);
    down.ariaLabel = "Move down. " + place(ui, li);
    up.disabled = !li.previousElementSibling;
    down.disabled = !li.nextElementSibling;
  }
}

/** Upgrade one question; `when` is what its case does on commit, tick, on and again. */
function upgradeItem(field, suffix, when) {
  const key = JSON.parse(field.dataset.key);
  const kind = KINDS[key.type];
  const feedback = one(field, ".vignette-feedback");
  const verdicts = one(feedback, ".vignette-verdicts");
  const said = new Map([...verdicts.children].map((li) => [li.dataset.for, li]));
  const controls = all(field, "ol input, select, .vignette-number input, textarea");
  const rows = new Map(kind.part && all(field, `[data-${kind.part}]`).map((li) => [li.dataset[kind.part], li]));
  const ui = { key, rows, controls, ticks: /** @type {any[]} */ ([]) };
  const judged = !kind.commit;
  let shown = "";
  let began = 0;
  new IntersectionObserver((seen) => seen.at(-1).isIntersecting && (began ||= clock())).observe(field);

  const say = make("p", { className: "vignette-say", role: "status" });
  const notice = make("p", { className: "vignette-notice", hidden: true });
  const sure = make("fieldset", { className: "vignette-confidence" });
  sure.append(make("legend", {}, "How sure are you? (optional)"));
  for (const [value, text] of SURE) {
    const radio = make("input", { type: "radio", name: field.id + suffix, value, autocomplete: "off" });
    sure.append(make("label", {}, radio, " " + text));
  }
  const commit = button(kind.commit ?? "Check my answer", check, "vignette-main");
  const verdict = make("p", { className: "vignette-result" });
  const onward = button("Go on", () => when.on(), "vignette-main");
  const again = button("Try again", () => when.again(item));
  const rest = make("ul", { className: "vignette-verdicts" });
  const which = key.near ? "Feedback on other numbers" : "Feedback on the other options";
  const others = make("details", { className: "vignette-others" }, make("summary", {}, which), rest);

  for (const control of controls) {
    control.autocomplete = "off";
    if (control.name) control.name += suffix;
  }
  if (key.rubric) {
    for (const [value, li] of said) {
      const onchange = () => when.tick(item, kind.read(ui));
      ui.ticks.push(make("input", { type: "checkbox", value, autocomplete: "off", onchange }));
      const lead = one(li, "strong");
      const label = make("label");
      lead.replaceWith(label);
      label.append(ui.ticks.at(-1), " ", lead);
    }
  }
  if (kind.part === "step") makeMovable(ui, say);
  if (key.near) {
    controls[0].onkeydown = (press) => {
      if (press.key === "Enter") check();
    };
  }
  verdicts.after(others);
  feedback.before(notice, ...(judged ? [sure] : []), actions(commit), say, verdict);
  feedback.after(actions(onward, again));

  function check() {
    const answer = kind.read(ui);
    try {
      grade(key, answer);
    } catch {
      say.textContent = kind.lacking(ui);
      return;
    }
    when.commit(item, answer, checked(all(sure, "input"))[0]);
  }

  function lock(locked) {
    for (const control of controls) control[key.rubric ? "readOnly" : "disabled"] = locked;
    for (const moves of all(field, ".vignette-moves")) moves.hidden = locked;
    for (const mark of all(field, ".vignette-mark")) {
      delete mark.parentNode.dataset.mark;
      mark.remove();
    }
    commit.hidden = one(feedback, "summary").hidden = feedback.open = locked;
    again.hidden = verdict.hidden = !locked;
    field.dataset.state = locked ? "committed" : "open";
    say.textContent = "";
  }

  const item = {
    id: field.dataset.item,
    fingerprint: field.dataset.fingerprint,
    key,
    verdict,
    read: () => kind.read(ui),
    write: (answer) => kind.write(ui, answer),
    /** Whole seconds since the question came into view or was opened again, an hour at most. */
    seconds: () => Math.min(3600, Math.round((clock() - began) / 1000)),
    /** What the case decides: may the feedback be read without an answer, is the learner asked how sure
     * they are, does the story wait for them to go on. */
    settle(peek, asks, waits) {
      feedback.hidden = !shown && !peek;
      sure.hidden = !asks || !!shown;
      onward.hidden = !waits;
    },
    notify(text) {
      notice.textContent = text;
      notice.hidden = !text;
    },
    /** Show the item as answered. */
    show({ answer, confidence }) {
      const now = JSON.stringify([answer, confidence]);
      if (now === shown) return;
      verdict.ariaLive = shown ? "polite" : "off"; // what is new gets the focus, and is said by that
      shown = now;
      const result = grade(key, answer);
      kind.write(ui, answer);
      lock(true);
      for (const [part, worth, words] of kind.marks(ui, answer, result)) {
        const symbol = make("span", { "aria-hidden": "true" }, SYMBOL[worth]);
        part.dataset.mark = MARK[worth];
        part.append(make("span", { className: "vignette-mark" }, symbol, " " + words));
      }
      const felt = SURE.find(([value]) => value === confidence)?.[2] ?? "";
      verdict.textContent = kind.verdict(result) + felt;
      verdict.dataset.mark = judged || key.worth ? MARK[result.score] ?? "half" : "";
      if (!kind.first) return;
      rest.append(...said.values());
      verdicts.append(...kind.first(ui, answer, result).map((name) => said.get(name)));
      others.hidden = !rest.firstChild;
    },
    /** Show the item as not answered; an answer not yet given stays as it is. */
    open() {
      if (!shown) return;
      shown = "";
      began = clock();
      kind.write(ui);
      for (const radio of all(sure, "input")) radio.checked = false;
      verdicts.append(...said.values());
      others.hidden = true;
      lock(false);
    },
    textOf: (name) => one(rows.get(name), "label span").textContent,
    focus: () => focusOn(one(field, "input:enabled, select, textarea, .vignette-moves button:enabled")),
  };
  others.hidden = true;
  lock(false);
  return item;
}

/* One case */

const PATH = "~path";

/** Where the host has none: one setting for all cases of the document, forgotten with it. @type {Settings} */
const pageSettings = {
  get: () => document.documentElement.dataset.vignettesConfidence !== "off",
  set(on) {
    document.documentElement.dataset.vignettesConfidence = on ? "on" : "off";
    document.dispatchEvent(new Event("vignettes-setting"));
  },
  watch(changed) {
    document.addEventListener("vignettes-setting", changed);
    return () => document.removeEventListener("vignettes-setting", changed);
  },
};

/** Give ids that the document already holds, as where a case is shown twice, an ending of their own. */
function makeUnique(section, suffix) {
  for (const node of [section, ...all(section, "[id]")]) {
    if (document.getElementById(node.id) === node) continue;
    for (const link of all(section, `[href="#${node.id}"]`)) link.hash += suffix;
    node.id += suffix;
  }
  section.setAttribute("aria-labelledby", one(section, ".vignette-title").id);
}

/** Upgrade a case in place. Returns what makes it stop listening.
 * @param {any} section @param {Store} store @param {Settings} settings */
function upgrade(section, store, settings = pageSettings) {
  const suffix = "-" + Math.random().toString(36).slice(2, 8);
  makeUnique(section, suffix);
  section.dataset.live = "";
  const branching = "branching" in section.dataset;
  const debrief = one(section, ".vignette-debrief");
  const note = one(section, ".vignette-note");
  /** @type {Map<string, Answered>} */
  const saved = new Map();
  const passed = new Set(); // names of stages without a question that the learner has read
  let path = [];
  let waiting = false; // a choice is made, and its consequence is being read
  let standing = null; // the choice the learner stands before
  let states = []; // where the measures stand after each decision
  let furthest = 0;
  let whole = false;
  let closed = !!note;

  const when = { commit, tick, again, on };
  /** @type {any[]} */
  const stages = all(section, ".vignette-stage").map((el) => {
    const items = all(el, ".vignette-item").map((field) => upgradeItem(field, suffix, when));
    const { stage: name, goto } = el.dataset;
    const ways = JSON.parse(el.dataset.ways ?? "[]");
    if (items.length) return { el, name, goto, ways, items, choice: items.find(({ key }) => key.goto) };
    const pass = () => {
      passed.add(name);
      goTo(unfold());
    };
    const next = actions(button("Continue", pass, "vignette-main"));
    el.append(next);
    return { el, name, goto, ways, items, next };
  });
  const items = stages.flatMap((stage) => stage.items);
  const named = new Map(items.map((item) => [item.id, item]));
  for (const link of all(section, ".vignette-onward")) link.hidden = true;

  const notices = make("p", { className: "vignette-notice", role: "status", hidden: true });
  const trailTitle = make(one(debrief, ".vignette-heading").tagName, { className: "vignette-heading" });
  const tally = make("p");
  const trail = make("ol");
  const counts = all(section, "[data-measure]").map((el) => ({ el, levels: all(el, "li") }));
  const perMeasure = (of) => Object.fromEntries(counts.map((one) => [one.el.dataset.measure, of(one)]));
  const tops = perMeasure(({ levels }) => levels.length - 1);
  const trailBox = make("div", { className: "vignette-path" }, ...all(section, ".vignette-measures"));
  trailBox.append(trailTitle, tally, trail);
  const progress = make("p", { className: "vignette-progress" });
  const reveal = button("", () => {
    whole = !whole;
    unfold();
  });
  const ask = () => settings.set(asks.checked);
  const asks = make("input", { type: "checkbox", autocomplete: "off", onchange: ask });
  const preferences = make(
    "details",
    { className: "vignette-settings" },
    make("summary", {}, "Settings"),
    make("label", {}, asks, " Ask how sure I am"),
  );
  if (store.erase) {
    const question = "Erase my answers to all cases in this browser?";
    preferences.append(askingButton("Erase my answers", question, erase));
  }
  const restarting = askingButton("Restart this case", "Forget my answers to this case?", restart);
  const footer = make(
    "div",
    { className: "vignette-footer", role: "group", "aria-label": "This case" },
    progress,
    actions(restarting, reveal),
    preferences,
  );
  one(section, ".vignette-status").after(notices);
  debrief.before(trailBox);
  section.append(footer);
  if (note) {
    const enter = actions(
      button("Show this case", () => {
        closed = false;
        enter.remove();
        unfold();
        goTo(stages[0]);
      }),
    );
    note.append(enter);
  }

  /** Lead the reader's focus to a stage, or to the debrief. */
  function goTo(stage) {
    const el = stage?.el ?? debrief;
    focusOn(one(el, ".vignette-heading") ?? el);
  }

  function notify(text = "") {
    const trouble = store.trouble();
    notices.textContent = text + (trouble && `Your answers cannot be kept in this browser: ${trouble}`);
    notices.hidden = !notices.textContent;
  }

  function keep(id, value) {
    store.set("answer", id, value);
    notify();
  }

  /** Before a second try: the first answer stays known, for whoever wants to mend the question. */
  function keepFirst({ id, fingerprint }) {
    const record = saved.get(id);
    if (record && store.get("first", id)?.fingerprint !== fingerprint) store.set("first", id, record);
  }

  function tick(item, answer, confidence, seconds = saved.get(item.id)?.seconds) {
    const { score, right } = grade(item.key, answer);
    const made = { fingerprint: item.fingerprint, answer, score, right, at: Date.now(), seconds };
    saved.set(item.id, confidence ? { ...made, confidence } : made);
    keep(item.id, saved.get(item.id));
    item.show(saved.get(item.id));
  }

  function commit(item, answer, confidence) {
    item.notify("");
    keepFirst(item);
    tick(item, answer, settings.get() && confidence, item.seconds());
    if (item === standing) {
      walk([...path, [item.id, answer]], true);
    }
    unfold();
    focusOn(item.verdict);
  }

  function again(item) {
    const last = path.findLastIndex(([id]) => id === item.id);
    if (last >= 0) goBack(last);
    else {
      keepFirst(item);
      saved.delete(item.id);
      keep(item.id);
      item.open();
      unfold();
    }
    item.focus();
  }

  function on() {
    waiting = false;
    goTo(unfold());
  }

  function walk(decisions, pause = false) {
    path = decisions;
    waiting = pause;
    keep(PATH, path.length ? path : undefined);
  }

  /** Take back decision number `n` and all after it; what was answered beyond stays stored. */
  function goBack(n) {
    walk(path.slice(0, n));
    return unfold();
  }

  function restart() {
    for (const { id } of items) for (const kind of ["answer", "first"]) store.set(kind, id);
    walk([]);
    load();
    goTo(stages[0]);
  }

  function erase() {
    store.erase?.();
    load();
  }

  /** Show as much as the learner has come to. Returns the stage they stand in; nothing at the debrief. */
  function unfold() {
    const seen = branching ? travel() : readOn();
    const here = seen.at(-1);
    const order = whole ? stages : [...new Set(seen.filter(Boolean).reverse())].reverse();
    const wanted = order.map(({ el }) => el);
    const found = all(section, ".vignette-stage").filter((el) => wanted.includes(el));
    if (wanted.some((el, i) => el !== found[i])) trailBox.before(...wanted);
    for (const stage of stages) {
      stage.el.hidden = closed || !order.includes(stage);
      if (stage.next) stage.next.hidden = stage !== here;
    }
    debrief.hidden = closed || !(whole || !here);
    footer.hidden = closed;
    asks.checked = settings.get();
    for (const item of items) item.settle(whole, asks.checked, waiting && path.at(-1)?.[0] === item.id);
    reveal.textContent = whole ? "Back to one step at a time" : "Show the whole case";
    showTrail(!here);
    store.heard?.(!here);
    progress.textContent = branching
      ? `${path.length} ${path.length === 1 ? "decision" : "decisions"} so far`
      : `${saved.size} of ${items.length} answered`;
    return here;
  }

  const answered = (stage) => stage.items.every(({ id }) => saved.has(id));

  /** The stages to be seen by one who reads in the order of the file, and nothing behind the last. */
  function readOn() {
    stages.forEach((stage, i) => {
      if (stage.items.some(({ id }) => saved.has(id))) furthest = Math.max(furthest, i);
    });
    const done = (stage) => stage && (stage.next ? passed.has(stage.name) : answered(stage));
    while (done(stages[furthest])) furthest += 1;
    return [...stages, undefined].slice(0, furthest + 1);
  }

  /** The stages on the path in the order of the visits; the choices on it are shown as they were made. */
  function travel() {
    const byName = new Map(stages.map((stage) => [stage.name, stage]));
    const seen = [stages[0]];
    let taken = 0;
    let state = perMeasure(({ el }) => +el.dataset.start);
    states = [state];
    standing = null;
    while (seen.at(-1) && seen.length <= (path.length + 1) * stages.length) {
      const { name: here, choice, goto, ways, next } = seen.at(-1);
      let name = wayOn(ways, goto, state);
      if (choice) {
        const [id, option] = path[taken] ?? [];
        if (id !== choice.id || !Object.hasOwn(choice.key.goto, option) || !saved.has(id)) {
          path = path.slice(0, taken);
          standing = choice;
          break;
        }
        taken += 1;
        states.push((state = moved(tops, state, choice.key.changes?.[option])));
        if (waiting && taken === path.length) break;
        name = wayOn(choice.key.ways?.[option], choice.key.goto[option], state);
      } else if (next ? taken === path.length && !passed.has(here) : !answered(seen.at(-1))) break;
      seen.push(byName.get(name));
    }
    for (const [id, answer] of path) named.get(id).show({ ...saved.get(id), answer });
    standing?.open();
    return seen;
  }

  function showTrail(ended) {
    const made = path.map(([id, option]) => [named.get(id), option]);
    trailBox.hidden = closed || !(made.length || counts[0]);
    trailTitle.hidden = !made.length;
    for (const { el, levels } of counts) {
      const level = states.at(-1)[el.dataset.measure];
      levels.forEach((li, i) => Object.assign(li, { value: i, ariaCurrent: i === level ? "true" : null }));
      el.style.setProperty("--vignettes-level", level / (levels.length - 1));
    }
    trailTitle.textContent = ended ? "Your path" : "Your path so far";
    const worths = made.map(([{ key }, option]) => key.worth[option]);
    const sums = [1, 0.5, 0].filter((worth) => worths.includes(worth)).map((worth) => {
      const times = worths.filter((other) => other === worth).length;
      return `${times} ${QUALITY[worth].toLowerCase()}`;
    });
    tally.textContent = sums.join(", ");
    trail.replaceChildren(
      ...made.map(([item, option], n) => {
        const back = button("Go back to here and try otherwise", () => goTo(goBack(n)));
        back.ariaLabel = `${back.textContent}: decision ${n + 1}`;
        const { worth, expert } = item.key;
        const li = make("li", {}, item.textOf(option), ` (${QUALITY[worth[option]]}) `);
        const stand = counts.map(({ el }) => `${one(el, "strong").textContent} ${states[n + 1][el.dataset.measure]}`);
        if (stand[0]) li.append(make("span", { className: "vignette-stand" }, stand.join(", ") + ". "));
        if (expert && expert !== option) {
          li.append(make("span", { className: "vignette-other" }, "An expert: " + item.textOf(expert)), " ");
        }
        li.append(back);
        return li;
      }),
    );
  }

  /** Read the store again, and show what has changed. `first` also sets aside what does not fit. */
  function load(first = false) {
    let text = "";
    const move = (id, from, to) => store.set(to, id, store.get(from, id)) && store.set(from, id);
    if (first) {
      for (const id of store.ids("aside")) {
        const fits = named.get(id)?.fingerprint === store.get("aside", id)?.fingerprint;
        if (named.has(id) && fits && !store.get("answer", id)) move(id, "aside", "answer");
      }
      for (const id of store.ids("answer")) if (id !== PATH && !named.has(id)) move(id, "answer", "aside");
    }
    const damaged = (id) => {
      text = "An answer kept here could not be read. It has been set aside. ";
      move(id, "answer", "damaged");
    };
    for (const item of items) {
      const record = store.get("answer", item.id);
      const shaped = isRecord(record) && typeof record.fingerprint === "string";
      saved.delete(item.id);
      if (shaped && record.fingerprint !== item.fingerprint) {
        if (first) {
          move(item.id, "answer", "earlier");
          item.notify("Revised since you answered.");
        }
      } else if (record !== undefined) {
        try {
          grade(item.key, shaped && record.answer);
          saved.set(item.id, record);
        } catch {
          if (first) damaged(item.id);
        }
      }
      if (saved.has(item.id)) item.show(record);
      else item.open();
    }
    const kept = store.get("answer", PATH) ?? [];
    const isStep = (step) => step?.every?.((name) => typeof name === "string");
    const shaped = Array.isArray(kept) && kept.every(isStep);
    if (!shaped && first) damaged(PATH);
    if (JSON.stringify(kept) !== JSON.stringify(path)) waiting = false;
    path = shaped ? kept : [];
    if (!saved.size) {
      passed.clear();
      furthest = 0;
    }
    unfold();
    notify(text);
  }

  load(true);
  const stops = [store.watch(() => load()), settings.watch(() => unfold())];
  return () => stops.forEach((stop) => stop());
}

/* The notebook: records live in the model's `responses`, where Python reads them. */

/** @returns {Store} */
function modelStore(model) {
  const name = (kind, id) => (kind === "answer" ? id : `~${kind}/${id}`);
  const responses = () => new Map(Object.entries(model.get("responses") ?? {}));
  let writing = false;
  return {
    get: (kind, id) => responses().get(name(kind, id)),
    set(kind, id, value) {
      const next = responses();
      next.set(name(kind, id), value);
      if (value === undefined) next.delete(name(kind, id));
      writing = true;
      model.set("responses", Object.fromEntries(next));
      model.save_changes();
      writing = false;
      return true;
    },
    ids: (kind) => {
      const start = name(kind, "");
      const held = [...responses().keys()].filter((id) => (start ? id.startsWith(start) : id[0] !== "~"));
      return held.map((id) => id.slice(start.length));
    },
    watch(changed) {
      const heard = () => writing || changed();
      model.on("change:responses", heard);
      return () => model.off("change:responses", heard);
    },
    trouble: () => "",
  };
}

/** Show the model's case in a notebook; keys pressed in it are no shortcuts of the notebook's. */
function render({ model, el }) {
  el.innerHTML = model.get("html");
  el.dataset.lmSuppressShortcuts = "true";
  return upgrade(one(el, "section.vignette"), modelStore(model));
}

export { clock, grade, isRecord, moved, parseNumber, PATH, refuse, upgrade, upgradeItem, wayOn };
export default { render };
