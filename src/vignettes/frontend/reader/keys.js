// @ts-check
/* Which key does what. Values in, values out; shortcuts.js acts. */

/** Keys, what they do, and words for it. */
const SHORTCUTS = [
  ["?", "panel", "This panel"],
  ["n", "next", "Next page"],
  ["p", "previous", "Page before"],
  ["j", "question", "Next question"],
  ["k", "questionBefore", "Question before"],
  ["c", "case", "To the case"],
  ["/", "search", "Search the course"],
  ["g p", "progress", "My progress"],
  ["g r", "review", "Review"],
  ["g e", "exam", "Practice exam"],
  ["g d", "data", "My data"],
  ["g h", "home", "First page of the book"],
];

/** Milliseconds: how long a first key waits for its second. */
const SECOND_KEY = 1500;

/** What a key does after one that waits: {act, waiting}. `few`: the page has keys of its own, beside which
 * only “?” and those behind “g” act. */
function keyed(waiting, key, few) {
  const keys = waiting ? `${waiting} ${key}` : key;
  const act = SHORTCUTS.find(([on]) => on === keys)?.[1] ?? "";
  return { act: few && !/^(\?|g .)$/.test(keys) ? "" : act, waiting: keys === "g" ? keys : "" };
}

/** Which of some places follows or comes before: by the one the reader is in, or -1 and where the places
 * stand against the top of the window. Returns -1 where there is none. */
function neighbour(tops, here, by) {
  const from = here >= 0 ? here + by : by > 0 ? tops.findIndex((top) => top > 1) : tops.findLastIndex((top) => top < -1);
  return from < tops.length ? from : -1;
}

export { SECOND_KEY, SHORTCUTS, keyed, neighbour };
