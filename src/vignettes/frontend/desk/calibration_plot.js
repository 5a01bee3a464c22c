// @ts-check
/* Confidence against correctness, drawn. The table beside it says the same in figures. */

import { LEVEL_WORDS } from "./progress_words.js";

const SVG_NAMES = "http://www.w3.org/2000/svg";

/** An element of a drawing. */
function svgNode(tag, given = {}, ...inside) {
  const node = document.createElementNS(SVG_NAMES, tag);
  for (const [name, value] of Object.entries(given)) node.setAttribute(name, String(value));
  node.append(...inside);
  return node;
}

/** Shares run over the width of the plot, with room for half a label at both ends. Lengths are in em, so that
 * the plot grows with the reader's text and never shrinks with the screen. */
const plotAlong = (share) => `${5 + 90 * share}%`;
const PLOT_ROW = 3.4;

/** One row a level that is told, in the order given: a line from `low` to `high`, a dot at the share.
 * `label` says it in words. @param {any[]} levels @param {string} label */
function calibrationPlot(levels, label) {
  const rows = levels.filter(({ told }) => told);
  const foot = rows.length * PLOT_ROW + 0.4;
  const plot = svgNode("svg", { class: "progress-plot", role: "img", "aria-label": label, height: `${foot + 1.9}em` });
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const [x, y2] = [plotAlong(share), `${foot}em`];
    plot.append(svgNode("line", { class: "progress-grid", x1: x, x2: x, y1: 0, y2 }));
    if (share * 2 === Math.round(share * 2)) {
      plot.append(svgNode("text", { x, y: `${foot + 1.3}em`, "text-anchor": "middle" }, `${share * 100} %`));
    }
  }
  rows.forEach((level, i) => plot.append(...plotRow(level, i * PLOT_ROW)));
  return plot;
}

function plotRow({ level, n, right, low, high }, top) {
  const y = `${top + 2.3}em`;
  const said = `${LEVEL_WORDS[level]}: ${right} of ${n}`;
  return [
    svgNode("text", { class: "progress-level", x: plotAlong(0), y: `${top + 1.3}em` }, said),
    svgNode("line", { class: "progress-range", x1: plotAlong(low), x2: plotAlong(high), y1: y, y2: y }),
    svgNode("circle", { class: "progress-dot", cx: plotAlong(right / n), cy: y, r: "0.42em" }),
  ];
}

export { calibrationPlot };
