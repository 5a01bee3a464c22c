// @ts-check
/* Where the reader stopped, what they were sure of and wrong in, modules and exams, as elements. */

import { button, make } from "../elements.js";
import { foldedPart, longList, pageLink, plainText, questionLine, shareBar } from "./progress_parts.js";
import { caseWords, countOf, dayOf, pageWords, pointsOf, tallyWords } from "./progress_words.js";

/** How many of the questions that somebody was sure of and wrong in are shown at first. */
const SURE_SHOWN = 10;

/** @typedef {import("./progress_parts.js").Memory} Memory */

/** Where one button leads, and what comes next. @param {Memory} memory */
function placePart({ place, next, begun }, catalogue, { now }) {
  const parts = [make("h2", {}, begun ? "Where I stopped" : "Where to begin")];
  if (place) parts.push(...goOn(place, catalogue, now));
  if (!next) parts.push(courseDone());
  else if (begun) parts.push(nextWords(next));
  return parts.filter(Boolean);
}

function goOn({ page, title, begin, lost, at, case: name }, catalogue, now) {
  const go = pageLink((begin ? "Begin with " : "Go on: ") + title, page, name && `case-${name}`);
  go.className = "desk-button desk-main progress-on";
  const inside = name ? `, in the case “${catalogue.cases[name].title}”` : "";
  const said = lost
    ? "Where you were last is no page of a module, or no longer one. This is the next page that you have not read."
    : at !== undefined && `You were there on ${dayOf(at, now)}${inside}.`;
  return [make("div", { className: "desk-actions" }, go), ...(said ? [plainText(said, "desk-small")] : [])];
}

function nextWords({ module, page, case: open }) {
  const links = [page && pageLink(page.title, page.page), open && pageLink(open.title, open.page, `case-${open.id}`)];
  const [first, second] = links.filter(Boolean);
  const then = second ? [" and the case ", second] : [];
  return first && make("p", {}, `Next in “${module.title}”: `, first, ...then, ".");
}

function courseDone() {
  const review = pageLink("Review", "book/desk/review");
  const fades = "You have read every page and done every case. What one knows fades all the same: ";
  return make("p", {}, fades, review, " brings it back in time.");
}

/** Why nothing is kept, or what is kept of questions that the book no longer has; `trouble` is storage's. */
function noticePart({ begun, gone }, trouble) {
  const notices = [];
  if (trouble) notices.push(`What you do cannot be kept in this browser: ${trouble} This page can only show what is kept.`);
  else if (!begun) {
    const later = "where you stopped, what went well and what is worth another look.";
    notices.push(`Nothing is kept here yet. As you read and answer in this browser, this page will show ${later}`);
  }
  if (gone) {
    const [answers, they] = gone === 1 ? ["1 answer belongs", "It is"] : [`${gone} answers belong`, "They are"];
    notices.push(`${answers} to what the book no longer asks. ${they} kept, and not counted here.`);
  }
  return notices.map((text) => plainText(text, "desk-notice"));
}

/** What the reader was sure of and wrong in. Nothing where they never said that they were sure.
 * @param {Memory} memory */
function surePart({ sure: { open, mended }, calibration }, memory) {
  if (!calibration.some(({ level, n }) => level === "sure" && n)) return [];
  const draw = (line) => questionLine(line, `You were sure on ${dayOf(line.first.at, memory.now)}.`);
  const text = open.length
    ? "You were sure of these first answers, and they were not right. Nothing else would have told you."
    : "Nothing is left that you were sure of and wrong in.";
  const parts = [make("h2", {}, "Sure and wrong"), plainText(text)];
  if (open.length) parts.push(...longList("sure", open, draw, memory, SURE_SHOWN));
  if (!mended.length) return parts;
  const inside = longList("mended", mended, draw, memory);
  return [...parts, foldedPart("since", `Since put right (${mended.length})`, inside, memory)];
}

/** The modules as a table; the name of each unfolds its pages and cases. Roles are said aloud, because on
 * narrow screens cells stand under each other, and some browsers then forget that it is a table.
 * @param {Memory} memory */
function modulePart({ modules }, memory) {
  const columns = ["Module", "Pages read", "Cases done", "Answers at the last try"];
  const head = columns.map((text) => make("th", { scope: "col", role: "columnheader" }, text));
  const table = make(
    "table",
    { className: "progress-modules", role: "table" },
    make("caption", {}, "The name of a module shows and hides its pages and cases."),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)),
    ...modules.map((module, i) => moduleBody(module, `progress-module-${i}`, memory)),
  );
  return [make("h2", {}, "Modules"), table];
}

function moduleBody(module, id, memory) {
  const { title, pages, read, cases, done, items, tally } = module;
  const name = `module:${module.id}`;
  const inside = make("td", { colSpan: 4, role: "cell" });
  const under = make("tr", { id, role: "row", className: "progress-under" }, inside);
  const show = (open) => {
    if (open && !inside.firstChild) inside.append(...moduleInside(module, memory));
    under.hidden = !open;
    toggle.ariaExpanded = String(open);
  };
  const toggle = button(title, () => {
    memory.unfolded[under.hidden ? "add" : "delete"](name);
    show(under.hidden);
  });
  toggle.className = "progress-toggle";
  toggle.setAttribute("aria-controls", id);
  show(memory.unfolded.has(name));
  const { open, ...given } = tally;
  const cells = [
    [`${read} of ${countOf(pages.length, "page")}`, shareBar({ read }, pages.length)],
    [`${done} of ${countOf(cases.length, "case")}`, shareBar({ read: done }, cases.length)],
    [tallyWords(tally), shareBar(given, items)],
  ].map((cell) => make("td", { role: "cell" }, ...cell));
  const row = make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, toggle), ...cells);
  return make("tbody", { role: "rowgroup" }, row, under);
}

function moduleInside({ id, pages, cases }, memory) {
  const said = (words) => make("span", { className: "progress-said" }, words);
  const page = (each) => [pageLink(each.title, each.page), said(pageWords(each, memory.now))];
  const one = (row) => [
    pageLink(row.title, row.page, `case-${row.id}`),
    said(`${row.level}, ${countOf(row.minutes, "minute")} · ${caseWords(row, memory.now)}`),
  ];
  const lists = [["Pages", pages, page], ["Cases", cases, one]].filter(([, rows]) => rows.length);
  return lists.flatMap(([title, rows, draw]) => [
    make("h3", {}, title),
    ...longList(`${title} of ${id}`, rows, draw, memory),
  ]);
}

/** The practice exams that were taken. @param {Memory} memory */
function examPart({ exams }, memory) {
  if (!exams.length) return [];
  const draw = ({ at, over, asked, marked, sum }) => {
    const rest = asked - marked ? `, ${asked - marked} not marked` : "";
    const score = over ? `${pointsOf(sum)} of ${countOf(marked, "point")}${rest}` : "not handed in yet";
    return [`${dayOf(at, memory.now)}: ${score}`];
  };
  const again = make("p", {}, pageLink("Take a practice exam", "book/desk/practice-exam"));
  return [make("h2", {}, "Practice exams"), ...longList("exams", exams, draw, memory), again];
}

export { examPart, modulePart, noticePart, placePart, surePart };
