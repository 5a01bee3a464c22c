// @ts-check
/* What the views of the practice exam are made of. */

import { all, askingButton, make, one } from "../elements.js";
import { caseText } from "./sitting.js";

/**
 * What the practice exam knows of the course: its items by key, and the titles of the modules that it
 * may ask about, in their order.
 * @typedef {{lines: Map<string, import("./catalogue.js").Line>, modules: Map<string, string>,
 *   objectives: Record<string, string>}} Known
 */

const deskButton = (text, onclick, className = "") =>
  make("button", { type: "button", className: "desk-button " + className, onclick }, text);

const deskActions = (...parts) => make("div", { className: "desk-actions" }, ...parts);

const paragraph = (text, className = "") => make("p", { className }, text);

/** A button that asks once more; `name` tells a screen reader what it would act on. */
function deskAsking(text, question, act, name = text) {
  const box = askingButton(text, question, act);
  one(box, "button").ariaLabel = name;
  box.ariaLabel = name;
  return box;
}

/** Read the cases of these lines. Returns the HTML by case, and the keys by line; what does not come is in
 * neither. @param {import("./catalogue.js").Line[]} lines */
async function readCases(lines) {
  const wanted = [...new Map(lines.map((line) => [line.case, line.of]))];
  const ours = new Set(lines.map(({ key }) => key));
  const come = await Promise.allSettled(wanted.map(([name, of]) => caseText(name, of.mark)));
  /** @type {Map<string, string>} */
  const html = new Map();
  /** @type {Record<string, {fingerprint: string, key: any}>} */
  const keys = {};
  wanted.forEach(([name], i) => {
    const came = come[i];
    if (came.status === "rejected") return;
    html.set(name, came.value);
    for (const [key, text] of keysIn(name, came.value)) if (ours.has(key)) keys[key] = text;
  });
  return { html, keys };
}

function keysIn(name, html) {
  const fields = all(new DOMParser().parseFromString(html, "text/html"), ".vignette-item");
  return fields.map(({ dataset: { item, fingerprint, key } }) =>
    /** @type {const} */ ([`${name}/${item}`, { fingerprint, key: JSON.parse(key) }]));
}

export { deskActions, deskAsking, deskButton, paragraph, readCases };
