// @ts-check
/* What My progress shows, as values: from the catalogue and from what is kept. Nothing here touches page or
   storage, and no record is believed before it is judged. */

import { isRight, isSureAndWrong, latest, ledger } from "./catalogue.js";
import { calibration, strengths } from "./estimates.js";
import { isStillSureAndWrong, standingOf } from "./missed.js";
import { NAME, isAttempt, isMoment, isShare, isVisit } from "./records.js";

/**
 * @typedef {import("./catalogue.js").Catalogue} Catalogue
 * @typedef {import("./catalogue.js").Line} Line
 * @typedef {{id: string, title: string, page: string, level: string, minutes: number, branching: boolean,
 *   items: number, answered: number, decisions: number, revised: number, begun: boolean, done: boolean,
 *   at: number}} CaseRow
 * @typedef {{right: number, partly: number, wrong: number, own: number, open: number}} Tally
 * @typedef {{id: string, title: string, pages: {page: string, title: string, at?: number}[], read: number,
 *   cases: CaseRow[], done: number, items: number, tally: Tally}} ModuleRow
 */

/** All that My progress shows. @param {Catalogue} catalogue @param {Iterable<[string, string, any]>} records */
function survey(catalogue, records) {
  const kept = [...records];
  const lines = ledger(catalogue, kept);
  const modules = moduleRows(catalogue, lines, keptVisits(kept), keptPaths(kept));
  const place = stoppedAt(catalogue, modules, kept);
  const exams = examRows(kept);
  const gone = goneOf(lines, kept);
  const answers = lines.some((line) => line.first || latest(line) || line.revised);
  return {
    lines,
    modules,
    place,
    exams,
    gone,
    begun: answers || gone > 0 || exams.length > 0 || modules.some(({ read }) => read) || place?.at !== undefined,
    next: nextOf(modules, place),
    sure: sureOf(lines),
    objectives: strengths(catalogue, lines),
    calibration: calibration(lines),
  };
}

/** When the end of every page was reached. */
function keptVisits(kept) {
  return new Map(kept.flatMap(([kind, page, value]) => (kind === "read" && isVisit(value) ? [[page, value.at]] : [])));
}

/** The decisions that are kept of every branching case, by its id: [item, option]. */
function keptPaths(kept) {
  const isStep = (step) => Array.isArray(step) && step.length === 2 && step.every((name) => typeof name === "string");
  const found = new Map();
  for (const [kind, name, value] of kept) {
    const isPath = kind === "answer" && name.endsWith("/~path") && Array.isArray(value);
    if (isPath && value.every(isStep)) found.set(name.slice(0, -"/~path".length), value);
  }
  return found;
}

/** One row a module, in the order of the course; cases of no module of it stand behind the others. */
function moduleRows({ modules, cases }, lines, read, paths) {
  const linesOf = new Map(Object.keys(cases).map((id) => [id, /** @type {Line[]} */ ([])]));
  for (const line of lines) linesOf.get(line.case)?.push(line);
  const known = new Set(modules.map(({ id }) => id));
  const rows = new Map([...modules, { id: "", title: "Other cases", pages: [] }].map((each) => [each.id, [each, []]]));
  for (const [id, its] of linesOf) {
    const row = caseRow(id, cases[id], its, paths.get(id) ?? []);
    /** @type {any} */ (rows.get(known.has(cases[id].module) ? cases[id].module : ""))[1].push([row, its]);
  }
  const shown = [...rows.values()].filter(([{ id }, held]) => id || held.length);
  return shown.map(([module, held]) => moduleRow(module, held, read));
}

function moduleRow({ id, title, pages }, held, read) {
  const shown = pages.map((each) => ({ ...each, at: read.get(each.page) }));
  const cases = held.map(([row]) => row);
  const lines = held.flatMap(([, its]) => its);
  return {
    id,
    title,
    pages: shown,
    read: shown.filter(({ at }) => at !== undefined).length,
    cases,
    done: cases.filter(({ done }) => done).length,
    items: lines.length,
    tally: tallyOf(lines),
  };
}

/**
 * How far a case has been worked, as its own page counts it: by answers to its questions as they are now.
 * A case in one line is done when all are answered. A branching case is done when every decision on its path
 * still stands, the last is one behind which the story comes to its end whatever happened before, and the
 * questions that follow it are answered; the catalogue's `ends` says which these are. Where the end depends
 * on what a case remembers, that cannot be known from here, and the case stays begun.
 * @returns {CaseRow}
 */
function caseRow(id, { title, page, level, minutes, branching, ends }, lines, path) {
  const answers = new Map(lines.flatMap(({ item, answer }) => (answer ? [[item.id, answer]] : [])));
  const lost = path.findIndex(([item]) => !answers.has(item));
  const walked = lost < 0 ? path : path.slice(0, lost);
  const behind = path.length && lost < 0 ? ends?.[path.at(-1).join("/")] : undefined;
  const ended = !!behind && behind.every((item) => answers.has(item));
  const revised = lines.filter((line) => standingOf(line) === "revised").length;
  return {
    id,
    title,
    page,
    level,
    minutes,
    branching,
    items: lines.length,
    answered: answers.size,
    decisions: branching ? walked.length : 0,
    revised,
    begun: answers.size > 0,
    done: branching ? ended : lines.length > 0 && answers.size === lines.length,
    at: Math.max(0, ...[...answers.values()].map(({ at }) => at)),
  };
}

/** How the last tries went; the five figures add up to the number of lines. @param {Line[]} lines */
function tallyOf(lines) {
  const tally = { right: 0, partly: 0, wrong: 0, own: 0, open: 0 };
  for (const line of lines) tally[tryMark(line)] += 1;
  return tally;
}

/** How the last try at a question went; “own”: a reply, which its writer compared. @param {Line} line */
function tryMark(line) {
  const last = latest(line);
  if (!last) return "open";
  if (line.item.type === "reply") return "own";
  return last.score === 1 ? "right" : last.score > 0 ? "partly" : "wrong";
}

/** What the reader was sure of and wrong in, the latest first: what still is, and what has been put right. */
function sureOf(lines) {
  const all = lines.filter(isSureAndWrong).sort((a, b) => b.first.at - a.first.at);
  return { open: all.filter(isStillSureAndWrong), mended: all.filter(isRight) };
}

/** Where one button leads. `lost`: the reader was last on a page that is none of the course's.
 * @returns {{page: string, title: string, begin: boolean, lost: boolean, at?: number, case?: string} | undefined} */
function stoppedAt(catalogue, modules, kept) {
  const pages = modules.flatMap((module) => module.pages);
  const last = kept.find(([kind, name, value]) => kind === "place" && name === "last" && isVisit(value))?.[2];
  const there = last && pages.find(({ page }) => page === last.page);
  if (there) {
    const inside = catalogue.cases[String(last.case)]?.page === there.page ? { case: String(last.case) } : {};
    return { page: there.page, title: there.title, begin: false, lost: false, at: last.at, ...inside };
  }
  const onward = pages.find(({ at }) => at === undefined) ?? unfinishedCase(modules, pages) ?? pages[0];
  const begin = !pages.some(({ at }) => at !== undefined);
  return onward && { page: onward.page, title: onward.title, begin: begin && !last, lost: !!last, at: last?.at };
}

/** The page of the first case that is not done. */
function unfinishedCase(modules, pages) {
  const open = modules.flatMap(({ cases }) => cases).find(({ done }) => !done);
  return open && pages.find(({ page }) => page === open.page);
}

/** The first module with something left: its first page that is not read, apart from where the button leads
 * already, and its first case that is not done. Nothing where all is done. @param {ModuleRow[]} modules */
function nextOf(modules, place) {
  const left = modules.find(({ pages, read, cases, done }) => read < pages.length || done < cases.length);
  if (!left) return undefined;
  const page = left.pages.find((each) => each.at === undefined && each.page !== place?.page);
  return { module: left, page, case: left.cases.find(({ done }) => !done) };
}

/** Practice exams, the latest first; `sum` counts parts, `marked` says how many questions have a score. */
function examRows(kept) {
  const sound = kept.filter(([kind, , value]) => kind === "exam" && isVisit(value) && Array.isArray(value.items));
  const rows = sound.map(([, name, { at, ended, items }]) => {
    const given = items.map((item) => item?.score).filter(isShare);
    const sum = given.reduce((total, score) => total + score, 0);
    const over = isMoment(ended);
    return { name, at: over ? ended : at, over, asked: items.length, marked: given.length, sum };
  });
  return rows.sort((a, b) => b.at - a.at);
}

/** How many answers belong to questions that the book no longer has. */
function goneOf(lines, kept) {
  const known = new Set(lines.map(({ key }) => key));
  const others = kept.filter(([kind, name]) => (kind === "answer" || kind === "aside") && !known.has(name));
  const gone = others.filter(([, name, value]) => NAME.test(name) && !name.endsWith("/~path") && isAttempt(value));
  return new Set(gone.map(([, name]) => name)).size;
}

export { survey };
