// @ts-check
/* When a page counts as read, and what is kept of where the reader is. Values in, values out. */

/** Milliseconds that a page of so many words is in sight before reaching its end counts as having read it: a
 * third of the time at 250 words a minute, and never more than a minute. */
const fairTime = (words) => Math.min(60_000, (words / 250) * 20_000);

/** A stopwatch that stands still while the page is out of sight: [milliseconds so far, running since, or null]. */
const stopwatch = ([sum, since], now, running) => [
  since === null ? sum : sum + Math.max(0, now - since),
  running ? now : null,
];

/** The place to keep: this page, and the case begun on it now or, if the reader was here last, before. */
function placeOf(before, now, name) {
  const known = before?.page === now.page && typeof before.case === "string" ? before.case : undefined;
  const begun = name ?? known;
  return begun === undefined ? now : { ...now, case: begun };
}

export { fairTime, placeOf, stopwatch };
