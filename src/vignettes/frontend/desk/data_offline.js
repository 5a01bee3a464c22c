// @ts-check
/* The copy of the course for reading without a network: whether this browser holds one, and its removal. */

import { keepOffline, offlineState, removeOffline } from "../offline/client.js";
import { buttonRow, dataCard, line, outcomeBox, pushButton } from "./data_parts.js";

const APART =
  "It lies apart from your answers and says nothing about you. Erasing your data does not remove it.";

const megabytes = (bytes) => `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;

async function removed() {
  await removeOffline();
  return "The copy is removed. It does not come back until you ask for it here. To ask for it, reload this page first.";
}

async function brought() {
  await keepOffline();
  await navigator.serviceWorker.ready; // until then there is nobody to say how it stands
  const { installed } = await offlineState();
  if (installed) return "The copy is here. The course can now be read without a network.";
  return "The copy has not come. Close other tabs of the course, reload this page, and ask again.";
}

/** The section, hidden where the browser or the address allows no copy. */
function offlineCard() {
  const outcome = outcomeBox();
  const told = line("");
  const remove = pushButton("Remove the offline copy from this browser", () => take(removed));
  const keep = pushButton("Keep a copy for reading offline", () => take(brought));
  const card = dataCard("offline", "The copy for reading offline", told, buttonRow(remove, keep), outcome.box);
  card.hidden = true;

  async function draw() {
    const { supported, installed, edition, bytes } = await offlineState();
    card.hidden = !supported;
    remove.hidden = !installed;
    // A worker that was removed lives on as long as its pages, and cannot be had anew until then.
    keep.hidden = installed || !!navigator.serviceWorker?.controller;
    told.textContent = installed
      ? `This browser holds a copy of the course, ${megabytes(bytes)}, edition ${edition}. ${APART}`
      : "This browser holds no copy of the course: without a network it cannot be read here.";
  }

  /** Do what returns its outcome in words. */
  async function take(act) {
    for (const button of [remove, keep]) button.disabled = true;
    const words = await act().catch((error) => error.message);
    for (const button of [remove, keep]) button.disabled = false;
    await draw();
    outcome.say(words);
  }

  draw();
  navigator.serviceWorker?.ready.then(draw); // where the copy is only now being made
  return card;
}

export { offlineCard };
