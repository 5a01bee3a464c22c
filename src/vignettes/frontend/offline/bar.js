// @ts-check
/* A quiet bar at the foot of the page. It has its own small style sheet, which most readers never load. */

/** @typedef {[text: string, act: () => void]} Labelled */

/** @type {HTMLElement | undefined} */
let offlineBar;

/** What was focused before the bar. @type {any} */
let focusedBeforeBar;

/** Show the bar, or say something else in it: a sentence, what can be done, and what leads out of it.
 * `look` is the address of the style sheet.
 * @param {{text: string, act: Labelled, leave: Labelled, look: string}} given */
function showOfflineBar({ text, act, leave, look }) {
  const bar = (offlineBar ??= newOfflineBar(look));
  const wasFocused = bar.contains(document.activeElement);
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  const buttons = [offlineBarButton(act), offlineBarButton([leave[0], () => closeOfflineBar(leave[1])], "offline-quiet")];
  bar.replaceChildren(line, ...buttons);
  bar.hidden = false;
  requestAnimationFrame(() => {
    line.textContent = text; // a live region is read out when its text changes
    keepClearOfBar();
  });
  if (wasFocused) buttons[0].focus();
}

function newOfflineBar(look) {
  const bar = document.createElement("aside");
  bar.className = "offline-bar";
  bar.setAttribute("aria-label", "The edition of the course");
  bar.addEventListener("focusin", ({ relatedTarget }) => {
    if (!bar.contains(/** @type {Node | null} */ (relatedTarget))) focusedBeforeBar = relatedTarget;
  });
  const style = document.createElement("link");
  style.onload = keepClearOfBar;
  Object.assign(style, { rel: "stylesheet", href: look });
  document.head.append(style);
  document.body.append(bar);
  return bar;
}

/** What is focused by the keyboard must not end up behind the bar. */
function keepClearOfBar() {
  document.documentElement.style.scrollPaddingBottom = offlineBar?.offsetHeight ? offlineBar.offsetHeight + 8 + "px" : "";
}

/** @param {Labelled} labelled */
function offlineBarButton([text, act], className = "") {
  return Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick: act, className });
}

/** Take the bar away and give the focus back. */
function closeOfflineBar(then) {
  if (offlineBar) offlineBar.hidden = true;
  keepClearOfBar();
  focusedBeforeBar?.focus({ preventScroll: true });
  then();
}

export { showOfflineBar };
