// @ts-check
/* The page My progress: drawn from the catalogue and from what this browser keeps, and again when that changes. */

import { all, make, one } from "../elements.js";
import "../reader.js";
import { storage } from "../storage.js";
import { calibrationPart, objectivePart } from "./figures_view.js";
import { missedPart } from "./missed_view.js";
import { survey } from "./progress_model.js";
import { examPart, modulePart, noticePart, placePart, surePart } from "./progress_view.js";

/** Milliseconds of quiet after a change elsewhere before the page is drawn again. */
const REDRAW_AFTER = 200;
const PROGRESS_PARTS = ["place", "notices", "sure", "modules", "objectives", "calibration", "missed", "exams"];

function progressPage(desk, catalogue) {
  const memory = { unfolded: new Set(), now: Date.now() };
  const missed = missedPart(catalogue, memory);
  const card = () => make("section", { className: "desk-card", hidden: true });
  const parts = Object.fromEntries(PROGRESS_PARTS.map((name) => [name, card()]));
  parts.notices.className = "";
  parts.missed.append(...missed.nodes);

  function put(name, nodes) {
    parts[name].replaceChildren(...nodes);
    parts[name].hidden = !nodes.length;
  }

  function draw() {
    memory.now = Date.now();
    const known = survey(catalogue, storage.records());
    put("place", placePart(known, catalogue, memory));
    put("notices", noticePart(known, storage.trouble()));
    put("sure", surePart(known, memory));
    put("modules", modulePart(known, memory));
    put("objectives", known.begun ? objectivePart(known, memory, missed.lookAt) : []);
    put("calibration", known.begun ? calibrationPart(known) : []);
    put("exams", examPart(known, memory));
    parts.missed.hidden = !known.begun;
    if (known.begun) missed.draw(known.lines);
  }

  draw();
  desk.replaceChildren(...Object.values(parts));
  let waiting = 0;
  const again = () => keepingFocus(desk, draw);
  storage.watch(() => {
    clearTimeout(waiting);
    waiting = setTimeout(again, REDRAW_AFTER);
  });
  addEventListener("pageshow", ({ persisted }) => persisted && again());
}

/** Draw anew; the focus stays on what stands for the same as before. */
function keepingFocus(desk, draw) {
  const likeness = (node) => [node.tagName, node.href ?? node.textContent, node.name].join(" ");
  const held = document.activeElement;
  const part = held?.closest?.("[data-desk] > section");
  const like = part && likeness(held);
  draw();
  if (!part || held?.isConnected) return;
  all(part, "a, button, summary").find((node) => likeness(node) === like)?.focus({ preventScroll: true });
}

const deskPlace = one(document, "[data-desk=progress]");
const course = /** @type {any} */ (window).vignettesCatalogue;
if (course) progressPage(deskPlace, course);
else deskPlace.replaceChildren("What this page knows of the course has not arrived. Please load the page again.");
