// @ts-check
/* Quick hide: a page that anybody may see, until the reader wants their own back. */

import { COVER_TITLE, dress, hideTab, isTabHidden } from "./look.js";
import { ownHtml } from "./page.js";

/** Milliseconds: how fast two Escapes must follow each other. */
const TWICE = 800;

const COVER = `<dialog class="reader-cover" aria-label="${COVER_TITLE}"><h1 tabindex="-1" autofocus>${COVER_TITLE}</h1>
<p>Present: everyone except one, who sent apologies. The notes of the last meeting were agreed.</p>
<p>Rooms: the large room is booked on Tuesdays until the end of the month. Please use the small one.</p>
<p>Printer: the new one has come. The old one will be collected on Thursday.</p>
<p>Leave: please enter your dates by the end of next week.</p>
<p>Next meeting: first Monday of the month, half past eight.</p>
<p><button type="button" class="reader-button">Close these notes</button></p></dialog>`;

/** @type {any} */
let cover;
/** Where the page was scrolled to when it was hidden; focus is given back by the dialog itself.
 * @type {[number, number] | undefined} */
let stoodAt;

function makeCover() {
  cover = ownHtml(COVER);
  cover.querySelector("button").onclick = bringBack;
  cover.oncancel = (event) => event.preventDefault();
  cover.onclose = () => isTabHidden() && cover.showModal(); // a phone's back gesture closes dialogs unasked
  document.body.append(cover);
}

/** Show the bland page. Everything else is inert, unseen and unprinted, but keeps its scroll, focus and text. */
function hidePage() {
  if (cover?.open) return;
  stoodAt = [scrollX, scrollY];
  hideTab(true);
  if (document.body) showCover();
  else dress();
}

function showCover() {
  if (!cover) makeCover();
  cover.showModal();
  cover.scrollTop = 0;
  dress();
  document.dispatchEvent(new Event("reader-hidden"));
}

function bringBack() {
  hideTab(false);
  cover?.close();
  dress();
  document.dispatchEvent(new Event("reader-hidden"));
  if (stoodAt) scrollTo({ left: stoodAt[0], top: stoodAt[1], behavior: "instant" });
  stoodAt = undefined;
}

/** Go on hiding a page that comes hidden: by a reload, a link, or from the browser's memory. */
function stayHidden() {
  dress();
  if (isTabHidden() && !cover?.open) showCover();
}

/** The run of Escapes after one at `now`: {last, run}. Only the second of a run hides the page or brings it
 * back, so that whoever presses on in a fright stays hidden. */
const escaped = ({ last, run }, now) => ({ last: now, run: now - last <= TWICE ? run + 1 : 1 });

let escapes = { last: -Infinity, run: 0 };

/** Escape twice hides the page at once, also out of a field or a dialog, and brings it back. */
function heardEscape(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  if (isTabHidden()) event.preventDefault(); // no single Escape closes the bland page
  if (event.repeat) return;
  escapes = escaped(escapes, event.timeStamp);
  if (escapes.run !== 2) return;
  if (isTabHidden()) bringBack();
  else hidePage();
}

export { escaped, heardEscape, hidePage, stayHidden };
