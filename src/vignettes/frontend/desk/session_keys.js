// @ts-check
/* What a key means while questions are put one by one. */

/**
 * @typedef {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, repeat: boolean,
 *   isComposing: boolean}} Press
 * `place` is where it was pressed: in a "field" or a "textarea", on something to "press", or "elsewhere";
 * `phase` what the session waits for: the content "note", an "answer", a "rating", or nothing ("over").
 * @typedef {"field" | "textarea" | "press" | "elsewhere"} Place
 * @typedef {"note" | "answer" | "rating" | "over"} Phase
 */

const ON_ENTER = { note: "open", answer: "commit", rating: "next" };

/** What a key asks for: ["choose", 1…9], ["rate", 1…4], ["open"], ["commit"], ["next"], ["end"];
 * undefined where it stays the browser's. @param {Press} press @param {Place} place @param {Phase} phase
 * @returns {[string, number?] | undefined} */
function meaningOf(press, place, phase) {
  const { key } = press;
  if (press.repeat || press.isComposing || press.altKey) return undefined;
  if (press.ctrlKey || press.metaKey) {
    return place === "textarea" && key === "Enter" && ON_ENTER[phase] ? [ON_ENTER[phase]] : undefined;
  }
  if (place === "field" || place === "textarea") return undefined;
  if (key === "Enter") return place === "elsewhere" && ON_ENTER[phase] ? [ON_ENTER[phase]] : undefined;
  if (phase === "over") return undefined;
  if (key === "s") return ["end"];
  const number = /^[1-9]$/.test(key) ? +key : /^[a-f]$/.test(key) ? key.charCodeAt(0) - 96 : 0;
  if (phase === "answer" && number) return ["choose", number];
  return phase === "rating" && /^[1-4]$/.test(key) ? ["rate", number] : undefined;
}

/** Where a key was pressed. @param {any} node @returns {Place} */
function pressPlace(node) {
  if (node.matches("textarea")) return "textarea";
  const plain = ["radio", "checkbox"];
  if (node.matches("select") || node.isContentEditable) return "field";
  if (node.matches("input")) return plain.includes(node.type) ? "elsewhere" : "field";
  return node.closest("button, a[href], summary") ? "press" : "elsewhere";
}

export { meaningOf, pressPlace };
