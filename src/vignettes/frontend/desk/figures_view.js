// @ts-check
/* How strong the reader is in what, and how far their confidence can be trusted, as elements. */

import { button, make } from "../elements.js";
import { calibrationPlot } from "./calibration_plot.js";
import { LEAST_OF_LEVEL } from "./estimates.js";
import { foldedPart, longList, plainText } from "./progress_parts.js";
import { LEVEL_WORDS, calibrationSentence, capital, objectiveWords, shareWords } from "./progress_words.js";

/** @typedef {import("./progress_parts.js").Memory} Memory */

/** Objectives, weak ones first. `look` is given an objective whose missed questions are wanted.
 * @param {Memory} memory @param {(id: string) => void} look */
function objectivePart({ objectives: { weak, between, strong, few, untouched } }, memory, look) {
  const draw = (objective) => objectiveLine(objective, look);
  const listed = (name, group) => longList(`all-${name}`, group, draw, memory);
  const folded = (name, title, group, inside = listed) =>
    group.length ? [foldedPart(name, `${title} (${group.length})`, inside(name, group), memory)] : [];
  const none = "Nothing stands out as weak, as far as your answers tell.";
  const about = "From your last try at each question. The fewer the answers, the wider the band of where you may stand.";
  return [
    make("h2", {}, "Objectives"),
    plainText(about),
    make("h3", {}, "Worth another look"),
    ...(weak.length ? listed("weak", weak) : [plainText(none)]),
    ...folded("between", "In between", between),
    ...folded("strong", "Strong", strong),
    ...folded("few", "Too few answers to tell", few),
    ...folded("untouched", "Not touched yet", untouched, byModule),
  ];
}

function objectiveLine(objective, look) {
  const { id, text, low, high, answered, sum, missed } = objective;
  const parts = [make("span", {}, capital(text))];
  if (low !== undefined) parts.push(shareBand(low, high, sum / answered));
  parts.push(make("span", { className: "progress-said" }, objectiveWords(objective)));
  if (!missed) return parts;
  const see = button(`See what I missed (${missed})`, () => look(id));
  see.className = "progress-see";
  see.ariaLabel = `${see.textContent}: ${text}`;
  return [...parts, see];
}

/** A share and where it probably lies, drawn; the words beside it say the same. */
function shareBand(low, high, share) {
  const [range, dot] = ["progress-band-range", "progress-band-dot"].map((className) => make("span", { className }));
  range.style.left = `${100 * low}%`;
  range.style.width = `${100 * (high - low)}%`;
  dot.style.left = `${100 * share}%`;
  return make("span", { className: "progress-band", "aria-hidden": "true" }, range, dot);
}

function byModule(_name, objectives) {
  const modules = [...new Set(objectives.map(({ module }) => module))];
  const linesOf = (module) => objectives.filter((one) => one.module === module).map(({ text }) => capital(text));
  return modules.flatMap((module) => [
    make("h4", {}, module),
    make("ul", {}, ...linesOf(module).map((text) => make("li", {}, text))),
  ]);
}

/** How sure the reader was of first answers, and how often right: one sentence, a plot, the same as a table. */
function calibrationPart({ calibration }) {
  const told = calibration.reduce((sum, { n }) => sum + n, 0);
  const surest = [...calibration].reverse();
  const sentence = calibrationSentence(surest);
  const title = make("h2", {}, "How sure, how right");
  if (!sentence) {
    const when = `From ${LEAST_OF_LEVEL} first answers on at one level of confidence, this shows how many were right.`;
    return [title, plainText(`${when} So far: ${told}.`)];
  }
  return [title, plainText(sentence), calibrationPlot(surest, sentence), levelTable(surest)];
}

function levelTable(levels) {
  const head = ["How sure", "Right", "Share"].map((text) => make("th", { scope: "col" }, text));
  const rows = levels.map(({ level, n, right, told, low, high }) => {
    const share = told ? shareWords(low, high) : "too few to tell";
    const cells = [`${right} of ${n}`, share].map((text) => make("td", {}, text));
    return make("tr", {}, make("th", { scope: "row" }, LEVEL_WORDS[level]), ...cells);
  });
  const caption = make("caption", {}, "First answers, and where the share that is right probably lies");
  const parts = [caption, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)];
  return make("table", { className: "progress-levels" }, ...parts);
}

export { calibrationPart, objectivePart };
