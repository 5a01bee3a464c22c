// @ts-check
/* The panel “Reading”: how the reader wants the book, and the keys. */

import { storage } from "../storage.js";
import { SHORTCUTS } from "./keys.js";
import { ownHtml, saidOfPage } from "./page.js";
import { prefer, preference, whenPreferred } from "./preferences.js";

const TEXT_SIZES = [100, 110, 125, 150, 175, 200];

const radioFor = (name, value, words) =>
  `<label><input type="radio" name="${name}" value="${value}"> ${words}</label>`;
const boxFor = (name, words) =>
  `<label><input type="checkbox" name="${name}"> ${words}</label>`;

const keyRow = ([keys, , words]) =>
  `<tr><th scope="row">${keys.replace(/\S+/g, "<kbd>$&</kbd>").replace(" ", " then ")}</th><td>${words}</td></tr>`;

/** The keys that have something to do in this book, and Escape. */
function keyRows() {
  const leads = saidOfPage()?.dataset ?? {};
  const able = SHORTCUTS.filter(([keys, act]) => !String(keys).startsWith("g ") || String(act) in leads);
  return [...able, ["Esc Esc", "", "Hide this page; bring it back"]].map(keyRow).join("");
}

const panelHtml = () => `<dialog class="reader-panel" aria-labelledby="reader-panel-title"><form method="dialog">
<div class="reader-row"><h2 id="reader-panel-title">Reading</h2><button class="reader-button">Close</button></div>
<p role="status"></p>
<p><button type="button" class="reader-button">Hide this page now</button> or press Escape twice, in fields too. A bland page shows until you close it.</p>
<label>Text size <select name="size">${TEXT_SIZES.map((n) => `<option value="${n}">${n} %</option>`)}</select></label>
<fieldset><legend>Cases with a content note</legend>
${radioFor("notes", "ask", "Ask me before such a case opens")}
${radioFor("notes", "tell", "Show the note, and open the case without asking")}</fieldset>
<fieldset><legend>Name of the browser tab</legend>
${radioFor("titles", "plain", "The title of the page")}
${radioFor("titles", "neutral", "Neutral, such as “Reading 14”")}</fieldset>
${boxFor("confidence", "Ask how sure I am before an answer")}
${boxFor("shortcuts", "Single keys as shortcuts")}
<table><caption>Keys</caption><tbody>${keyRows()}</tbody></table></form></dialog>`;

/** @type {any} */
let panel;

function makePanel() {
  panel = ownHtml(panelHtml());
  panel.onclick = ({ target }) => {
    if (target === panel) panel.close(); // beside it
  };
  panel.querySelector("p button").onclick = () => document.dispatchEvent(new Event("reader-hide"));
  panel.onchange = ({ target: { name, type, value, checked } }) =>
    prefer(name, type === "checkbox" ? checked : name === "size" ? Number(value) : value);
  document.body.append(panel);
}

function showPreferences() {
  for (const control of panel.querySelectorAll("[name]")) {
    const now = preference(control.name);
    if (control.type === "radio") control.checked = now === control.value;
    else if (control.type === "checkbox") control.checked = now;
    else control.value = TEXT_SIZES.findLast((size) => size <= now);
  }
  const why = storage.trouble();
  panel.querySelector("[role]").textContent = why && `What you choose here cannot be kept in this browser: ${why}`;
}

function openPanel() {
  if (!panel) makePanel();
  showPreferences();
  if (!panel.open) panel.showModal();
}

/** Put the panel's button beside the theme's, or behind the page where there is no header. */
function startPanel() {
  const open = ownHtml(
    '<button type="button" class="reader-open" aria-label="Reading" title="Reading">Aa</button>',
  );
  open.onclick = openPanel;
  const header = document.querySelector(".article-header-buttons");
  if (header) header.prepend(open);
  else (document.querySelector("main") ?? document.body).append(open);
  whenPreferred(() => panel?.open && showPreferences());
}

export { openPanel, startPanel };
