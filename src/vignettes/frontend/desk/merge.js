// @ts-check
/**
 * Two sets of records put together: those of this browser and those of a file. Both are Maps from “kind:name” to
 * values that records.js has judged; the result is a new Map. Which set comes first makes no difference, and a
 * set put together with itself stays what it is. docs/decisions/0026 states the rules and their one limit.
 */

/** A value as text, the same for equal values: what decides where moments are equal. */
function canonical(value) {
  if (!value || typeof value !== "object") return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const inside = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${inside.join(",")}}`;
}

const momentOf = (value) => (Number.isFinite(value?.at) ? value.at : -Infinity);

/** Whether `a` is later than `b`; between equal moments the text decides. */
const isLater = (a, b) => {
  const [mine, other] = [momentOf(a), momentOf(b)];
  return mine === other ? canonical(a) > canonical(b) : mine > other;
};

const choose = (values, isBetter) =>
  values.reduce((best, value) => (best === undefined || isBetter(value, best) ? value : best), undefined);
const newest = (values) => choose(values, isLater);
const oldest = (values) => choose(values, (a, b) => isLater(b, a));

const both = (a, b, key) => [a.get(key), b.get(key)].filter((value) => value !== undefined);

/** The answers to one item: the newest is the answer; one that gives way to it may be the first answer, or, if it
 * was to another wording, an earlier one. First is the oldest answer to the newest wording that anybody knows of,
 * or, where only the answer is to that wording, to the newest of the others. */
function mergedItem(a, b, name) {
  const answers = both(a, b, `answer:${name}`);
  const answer = newest(answers);
  const given = answers.filter((other) => canonical(other) !== canonical(answer));
  const isSameWording = (other) => other.fingerprint === answer?.fingerprint;
  const earlier = newest([...both(a, b, `earlier:${name}`), ...given.filter((other) => !isSameWording(other))]);
  const firsts = [...both(a, b, `first:${name}`), ...given];
  const oldestLike = (like) => oldest(firsts.filter(({ fingerprint }) => fingerprint === like?.fingerprint));
  const first = oldestLike(newest([...firsts, ...(answer ? [answer] : [])])) ?? oldestLike(newest(firsts));
  return { answer, first, earlier };
}

/** By case, the moment of the newest answer in it. */
function lastAnswers(records) {
  const found = new Map();
  for (const [key, value] of records) {
    const [, name] = /^answer:([^/]*)\//.exec(key) ?? [];
    if (name !== undefined) found.set(name, Math.max(found.get(name) ?? -Infinity, momentOf(value)));
  }
  return found;
}

/** The way through a branching case of the side that answered in it last, even if that side went back to its
 * beginning; between equals a way rather than none, the longer one, the text. */
function mergedPath(a, b, key, lastOfA, lastOfB) {
  const name = key.slice("answer:".length, -"/~path".length);
  const [hers, his] = [lastOfA.get(name) ?? -Infinity, lastOfB.get(name) ?? -Infinity];
  if (hers !== his) return (hers > his ? a : b).get(key);
  const steps = (way) => (Array.isArray(way) ? way.length : -1);
  return choose(both(a, b, key), (way, other) => {
    const longer = steps(way) - steps(other);
    return longer > 0 || (!longer && canonical(way) > canonical(other));
  });
}

/** Of these the oldest stands: when a page was first read, and the code that a learner had first. */
const OLDEST = ["read", "learner"];
const OF_ANSWERS = ["answer", "first", "earlier"];

/** Put two sets of records together. @param {Map<string, any>} a @param {Map<string, any>} b */
function merge(a, b) {
  const out = new Map();
  const put = (key, value) => value !== undefined && out.set(key, value);
  const [lastOfA, lastOfB] = [lastAnswers(a), lastAnswers(b)];
  const items = new Set();
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [kind, name] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
    if (kind === "answer" && name.endsWith("/~path")) put(key, mergedPath(a, b, key, lastOfA, lastOfB));
    else if (OF_ANSWERS.includes(kind)) items.add(name);
    else put(key, (OLDEST.includes(kind) ? oldest : newest)(both(a, b, key)));
  }
  for (const name of items) {
    for (const [kind, value] of Object.entries(mergedItem(a, b, name))) put(`${kind}:${name}`, value);
  }
  return out;
}

export { canonical, merge };
