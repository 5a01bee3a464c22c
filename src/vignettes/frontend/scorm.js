/* A SCORM 1.2 package: the one case of this page, its answers kept by the learning system around it. */

import { all, one } from "./elements.js";
import { PATH, grade, isRecord, parseNumber, refuse, upgrade } from "./quiz.js";

const LIMIT = 4096; // characters of cmi.suspend_data
const RESPONSE = 255; // characters of a student_response, which has no line breaks
const FRAMES = 500; // windows to look through, as in SCORM's own example
const CUT = " […]";
const SHORTEST = 20;

const INTERACTION = {
  single: "choice",
  multiple: "choice",
  choice: "choice",
  order: "sequencing",
  match: "matching",
  number: "numeric",
  reply: "fill-in",
};
const OVER = ["completed", "passed", "failed"];
const DONE = ["completed", "passed"];

/* The learning system */

/** The API of the nearest window around `frame` that has one. */
function apiAround(frame) {
  for (let n = 0; frame && n < FRAMES; n += 1) {
    try {
      if (frame.API) return frame.API;
    } catch {
      // A page from elsewhere, whose parents may still be the learning system's.
    }
    if (frame.parent === frame) return null;
    frame = frame.parent;
  }
  return null;
}

const learningSystem = (() => {
  const api = apiAround(window) ?? apiAround(window.opener) ?? apiAround(window.top?.opener);
  const ask = (verb, ...given) => {
    try {
      return String(api["LMS" + verb](...given));
    } catch {
      return "false";
    }
  };
  const begun = "101"; // the error of a second LMSInitialize
  let open = !!api && (ask("Initialize", "") === "true" || ask("GetLastError") === begun);
  return {
    isOpen: () => open,
    get: (name) => (open ? ask("GetValue", "cmi." + name) : ""),
    set: (name, value) => open && ask("SetValue", "cmi." + name, String(value)) === "true",
    commit: () => open && ask("Commit", "") === "true",
    /** Nothing may be said to it afterwards, and browsers go on telling of events. */
    finish() {
      if (open) ask("Finish", "");
      open = false;
    },
  };
})();

/** Whole seconds as SCORM's HHHH:MM:SS. */
const timespan = (seconds) => {
  const pad = (n, width = 2) => String(Math.floor(n)).padStart(width, "0");
  return [pad(seconds / 3600, 4), pad((seconds / 60) % 60), pad(seconds % 60)].join(":");
};

/* What an item and its answers are called in reports: the letters and numbers that learners see. */

function describe(field) {
  const key = JSON.parse(field.dataset.key);
  const select = one(field, "select");
  const names = select
    ? [...select.options].map(({ value }) => value).filter(Boolean)
    : all(field, "[data-option], [data-step]").map(({ dataset }) => dataset.option ?? dataset.step);
  const letters = new Map(names.map((name, i) => [name, "abcdefghijklmnopqrstuvwxyz"[i]]));
  const pairs = all(field, "[data-pair]").map(({ dataset }) => dataset.pair);
  return { id: field.dataset.item, fingerprint: field.dataset.fingerprint, key, letters, pairs };
}

function response({ key, letters, pairs }, answer) {
  if (key.type === "number") return String(parseNumber(answer));
  if (key.type === "reply") return [...answer.text.trim().replace(/\s+/g, " ")].slice(0, RESPONSE).join("");
  if (key.type === "match") return pairs.map((pair, i) => `${i + 1}.${letters.get(answer[pair])}`).join();
  if (key.type === "multiple") answer = [...letters.keys()].filter((name) => answer.includes(name));
  return [answer].flat().map((name) => letters.get(name)).join();
}

function patterns(item) {
  const { right, worth, type } = item.key;
  if (type === "reply") return [];
  const best = worth ? Object.keys(worth).filter((name) => worth[name] === 1) : [right];
  return best.map((answer) => response(item, answer));
}

const verdictOf = ({ key }, { score, right }) =>
  key.type === "reply" ? "neutral" : right ? "correct" : score ? score.toFixed(2) : "wrong";

/* What is kept of a case, in 4,096 characters of ASCII: by item the beginning of its fingerprint, the
   answer, when it was given, how sure the learner was. Of replies that are too long, the beginning is. */

const ascii = (value) =>
  JSON.stringify(value).replace(/[^ -~]/g, (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"));

/** The answers as text, and in words what of them has no room. */
function pack(answers) {
  const records = new Map([...answers].filter(([id]) => id !== PATH));
  const points = new Map(); // by reply, its text as a list, so that no sign is cut in two
  for (const [id, { answer }] of records) if (typeof answer?.text === "string") points.set(id, [...answer.text]);
  const room = new Map([...points].map(([id, { length }]) => [id, length]));
  let path = answers.get(PATH);
  let dropped = false;
  let cut = false;
  const shortened = (id, answer) =>
    room.get(id) < points.get(id)?.length
      ? { ...answer, text: points.get(id).slice(0, room.get(id)).join("") + CUT }
      : answer;
  const entry = ([id, { fingerprint, answer, at, confidence }]) => [
    id,
    [fingerprint.slice(0, 8), shortened(id, answer), Math.round(at / 1000), ...(confidence ? [confidence] : [])],
  ];
  const write = () => ascii({ v: 1, path, answers: Object.fromEntries([...records].map(entry)) });
  let text = write();
  for (; text.length > LIMIT; text = write()) {
    const [longest, length] = [...room].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (length > SHORTEST) {
      room.set(longest, Math.floor(length * 0.9));
      cut = true;
    } else if (records.size) {
      const [oldest] = [...records].sort(([, a], [, b]) => a.at - b.at)[0];
      records.delete(oldest);
      room.delete(oldest);
      dropped = true;
    } else path = undefined;
  }
  const lost = [
    cut && "Of your longest replies it keeps the beginning only.",
    dropped && "It has no room for your earliest answers.",
  ].filter(Boolean);
  return { text, lost: lost[0] ? ["The learning system keeps 4,096 characters of a case.", ...lost].join(" ") : "" };
}

/** Read what `pack` wrote. An item's record is that of another version where fingerprints differ. */
function unpack(text, items) {
  const { v, path, answers } = JSON.parse(text);
  if (v !== 1 || !isRecord(answers)) refuse("Another version.");
  const records = new Map(path ? [[PATH, path]] : []);
  for (const [id, [start, answer, at, confidence]] of Object.entries(answers)) {
    const item = items.get(id);
    const same = typeof start === "string" && item?.fingerprint.startsWith(start);
    const record = { fingerprint: same ? item.fingerprint : start, answer, at: at * 1000 };
    if (same) Object.assign(record, judged(item, answer));
    records.set(id, confidence ? { ...record, confidence } : record);
  }
  return records;
}

const judged = ({ key }, answer) => {
  try {
    const { score, right } = grade(key, answer);
    return { score, right };
  } catch {
    return {}; // upgrade() sets it aside
  }
};

/* One case */

function play(section, notice) {
  const items = new Map(all(section, ".vignette-item").map(describe).map((item) => [item.id, item]));
  const branching = "branching" in section.dataset;
  const begun = Date.now();
  const trouble = { kept: "", said: "" };
  const shelves = { answer: new Map() };
  const shelf = (kind) => (shelves[kind] ??= new Map());
  const replies = new Map(); // the number of the interaction of each
  let interactions = Number(learningSystem.get("interactions._count")) || 0;
  let status = learningSystem.get("core.lesson_status");
  let best = parseFloat(learningSystem.get("core.score.raw"));
  let ended = false;
  let lately = begun;
  let waiting = false;

  function tell() {
    const open = learningSystem.isOpen()
      ? ""
      : "No learning system has opened this page. Your answers last until you close it.";
    notice.textContent = [open, trouble.kept, trouble.said].filter(Boolean).join(" ");
    notice.hidden = !notice.textContent;
  }

  /** From 0 to 100: the questions of the case, or the decisions and questions on the way taken; null where
   * only replies were asked for, which learners judge themselves. */
  function score() {
    const path = shelves.answer.get(PATH) ?? [];
    const decisions = path.map(([id, option]) => items.get(id)?.key.worth?.[option]);
    const asked = [...items.values()].filter(({ key }) => key.type !== "reply" && !key.worth);
    const marks = asked.map(({ id }) => shelves.answer.get(id)?.score ?? (branching ? undefined : 0));
    const counted = [...decisions, ...marks].filter((mark) => mark !== undefined);
    if (!counted.length) return null;
    return Math.round((10000 * counted.reduce((sum, mark) => sum + mark, 0)) / counted.length) / 100;
  }

  /** Tell score and status; after the end, neither gets worse. */
  function report() {
    const now = score();
    if (now !== null && shelves.answer.size) {
      best = OVER.includes(status) && best > now ? best : now;
      learningSystem.set("core.score.min", 0);
      learningSystem.set("core.score.max", 100);
      learningSystem.set("core.score.raw", best);
    }
    if (ended && !DONE.includes(status)) {
      const asked = parseFloat(learningSystem.get("student_data.mastery_score"));
      status = isNaN(asked) || now === null ? "completed" : best >= asked ? "passed" : "failed";
    } else if (!OVER.includes(status)) status = "incomplete";
    learningSystem.set("core.lesson_status", status);
  }

  /** Save once, after all that an answer brings with it. */
  function saveSoon() {
    if (!waiting) queueMicrotask(save);
    waiting = true;
  }

  function save() {
    waiting = false;
    const { text, lost } = pack(shelves.answer);
    const held = learningSystem.set("suspend_data", text);
    report();
    const sent = leave();
    trouble.kept = lost;
    trouble.said = held && sent ? "" : "The learning system did not keep your last answer.";
    if (!learningSystem.isOpen()) trouble.kept = trouble.said = "";
    tell();
  }

  /** Say how long the learner was here, and that they may come back. */
  function leave() {
    learningSystem.set("core.session_time", timespan((Date.now() - begun) / 1000));
    learningSystem.set("core.exit", "suspend");
    return learningSystem.commit();
  }

  /** Note an answer for the learning system's report. Ticks under a reply belong to the same answer. */
  function log(id, record) {
    const item = items.get(id);
    if (!record || !item) {
      replies.delete(id);
      return;
    }
    const ticked = replies.has(id);
    const n = ticked ? replies.get(id) : interactions++;
    if (item.key.type === "reply") replies.set(id, n);
    const set = (name, value) => learningSystem.set(`interactions.${n}.${name}`, value);
    set("id", `${section.dataset.vignette}_${id}`);
    set("type", INTERACTION[item.key.type]);
    set("student_response", response(item, record.answer));
    set("result", verdictOf(item, record));
    if (ticked) return;
    patterns(item).forEach((pattern, i) => set(`correct_responses.${i}.pattern`, pattern));
    set("weighting", item.key.type === "reply" ? 0 : 1);
    set("time", new Date(record.at).toTimeString().slice(0, 8));
    set("latency", timespan(record.seconds ?? (record.at - lately) / 1000));
    lately = record.at;
  }

  /** @type {Store} */
  const store = {
    get: (kind, id) => shelf(kind).get(id),
    set(kind, id, value) {
      if (value === undefined) shelf(kind).delete(id);
      else shelf(kind).set(id, value);
      if (kind === "answer" && id !== PATH) log(id, value);
      saveSoon();
      return true;
    },
    ids: (kind) => [...shelf(kind).keys()],
    watch: () => () => {},
    trouble: () => "",
    heard(now) {
      if (now !== ended) saveSoon();
      ended = now;
    },
  };

  const kept = learningSystem.get("suspend_data");
  if (kept) {
    try {
      shelves.answer = unpack(kept, items);
    } catch {
      trouble.said = "What the learning system kept of your answers could not be read.";
    }
  }
  upgrade(section, store);
  if (learningSystem.isOpen()) {
    report();
    leave();
    addEventListener("visibilitychange", () => document.hidden && leave());
    addEventListener("pagehide", () => {
      leave();
      learningSystem.finish();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  }
  tell();
}

for (const link of all(document, 'a[href^="http"]')) Object.assign(link, { target: "_blank", rel: "noopener" });
play(one(document, "section.vignette"), one(document, ".package-notice"));
