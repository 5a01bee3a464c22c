// @ts-check
/* What must be so before the page is painted: the size of its text, the words in its tab, whether it is hidden. */

import { pageName } from "./page.js";
import { sizeOf } from "./size.js";

const HIDDEN = "vignettes:hidden";
const COVER_TITLE = "Meeting notes";
const BLAND_ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Cpath fill='%23888' d='M3 1h7l3 3v11H3z'/%3E%3C/svg%3E";

/** What the tab is called: nothing of ours, or words that say nothing. “Reading 14” stays with its page. */
function tabTitle(page, hidden, neutral) {
  if (hidden) return COVER_TITLE;
  if (!neutral) return "";
  const sum = [...page].reduce((so, letter) => (so * 31 + letter.charCodeAt(0)) % 97, 7);
  return `Reading ${sum + 1}`;
}

/** Put a title before the page's own, which then counts no more; without text, take it away again. */
function nameTab(text) {
  const title = document.querySelector("title[data-reader]") ?? document.createElement("title");
  title.setAttribute("data-reader", "");
  title.textContent = text;
  if (text) document.head.prepend(title);
  else title.remove();
}

/** Give the tab an icon that says nothing, or the page's own again. */
function iconOfTab(bland) {
  for (const link of document.querySelectorAll('link[rel~="icon"]')) {
    const own = link.getAttribute("data-own") ?? link.getAttribute("href");
    const icon = bland ? BLAND_ICON : own;
    if (icon === link.getAttribute("href")) continue;
    link.setAttribute("data-own", String(own));
    link.setAttribute("href", String(icon));
  }
}

/** How the reader wants this page: {size, neutral}. */
let wanted = { size: /** @type {unknown} */ (100), neutral: false };

/** Show the page as its reader wants it, or as before but for what was hidden since. */
function dress(given = wanted) {
  wanted = given;
  const hidden = isTabHidden();
  document.documentElement.style.setProperty("--reader-size", String(sizeOf(wanted.size) / 100));
  document.documentElement.toggleAttribute("data-reader-hidden", hidden);
  nameTab(tabTitle(pageName, hidden, wanted.neutral));
  iconOfTab(wanted.neutral || hidden);
}

const onTabStore = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null; // forbidden: hidden until the page is loaded again
  }
};

/** Whether this tab is hidden; a reload, or another page in it, does not bring it back. */
const isTabHidden = () =>
  document.documentElement.hasAttribute("data-reader-hidden") ||
  onTabStore((store) => store.getItem(HIDDEN)) === "yes";

function hideTab(hidden) {
  document.documentElement.toggleAttribute("data-reader-hidden", hidden);
  onTabStore((store) => (hidden ? store.setItem(HIDDEN, "yes") : store.removeItem(HIDDEN)));
}

export { COVER_TITLE, dress, hideTab, isTabHidden, tabTitle };
