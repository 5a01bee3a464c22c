// @ts-check
/* What was read, and where the reader stopped: read:<page> and place:last. */

import { PREFIX, storage } from "../storage.js";
import { fairTime, placeOf, stopwatch } from "./kept.js";
import { ownHtml, pageName, saidOfPage } from "./page.js";

/** Milliseconds: whoever stays so long has not opened the page by mistake. */
const STAY = 5000;

const wordsIn = (node) => node.textContent.split(/\s+/).length;

const inSight = () => !document.hidden && !document.documentElement.hasAttribute("data-reader-hidden");

/** Keep where the reader is, once they have stayed or done something in the text. */
function keepPlace(article) {
  const key = PREFIX + "place:last";
  const title = document.querySelector("h1")?.firstChild?.textContent ?? "";
  /** @type {string | undefined} */
  let begun;
  let kept = false;
  const keep = () => {
    kept = true;
    storage.set(key, placeOf(storage.get(key), { page: pageName, title, at: Date.now() }, begun));
  };
  const heard = ({ target }) => {
    const name = target.closest?.("section.vignette")?.getAttribute("data-vignette");
    if (kept && (!name || name === begun)) return;
    if (name) begun = name;
    keep();
  };
  for (const done of ["click", "change"]) article.addEventListener(done, heard);
  setTimeout(function stayed() {
    if (inSight()) kept || keep();
    else setTimeout(stayed, STAY);
  }, STAY);
}

/** Offer the toggle at the end of a page, and keep that it was read when its end is reached in fair time. */
function keepRead(article, now = () => performance.now()) {
  const key = PREFIX + "read:" + pageName;
  const isRead = () => Number.isFinite(storage.get(key)?.at);
  const cases = [...article.querySelectorAll("section.vignette")];
  const fair = fairTime(cases.reduce((words, of) => words - wordsIn(of), wordsIn(article)));
  const end = ownHtml('<p class="reader-end"><span>Read ✓</span><button type="button" class="reader-button"></button></p>');
  const [mark, toggle] = end.children;
  toggle.onclick = () => {
    decided = true;
    if (now() - marked < 1000) return; // it was pressed while it still said “Mark as read”
    storage.set(key, isRead() ? undefined : { at: Date.now() });
  };
  let decided = false; // the reader said so, and is not contradicted
  let marked = -Infinity;
  let atEnd = false;
  let watch = stopwatch([0, null], now(), inSight());
  let wait = 0;

  const show = () => {
    mark.hidden = !isRead();
    toggle.textContent = isRead() ? "Mark as not read" : "Mark as read";
  };
  const look = () => {
    watch = stopwatch(watch, now(), inSight());
    clearTimeout(wait);
    if (decided || isRead() || !atEnd || !inSight()) return;
    if (watch[0] >= fair) {
      marked = now();
      storage.set(key, { at: Date.now() });
    } else wait = setTimeout(look, fair - watch[0] + 1);
  };
  show();
  article.append(end);
  storage.watch((changed) => (!changed || changed === key) && show());
  for (const seen of ["visibilitychange", "reader-hidden"]) document.addEventListener(seen, look);
  new IntersectionObserver((seen) => {
    atEnd = !!seen.at(-1)?.isIntersecting;
    look();
  }).observe(end);
}

/** Begin to keep, as far as this page is one to be kept. */
function startReading() {
  const article = document.querySelector("article");
  const kind = saidOfPage()?.content;
  if (!article || !pageName || kind === "aside" || document.querySelector("[data-desk]")) return;
  keepPlace(article);
  if (kind === "module") keepRead(article);
}

export { startReading };
