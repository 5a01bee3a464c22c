// @ts-check
/**
 * What may stand in a reader's browser, and what may come in from a file. Every record is judged here before
 * anything is drawn from it, for anybody can write there. Nothing here touches page or storage.
 *
 * @typedef {{fingerprint: string, answer: any, confidence?: string, score: number, right: boolean, at: number,
 *   seconds?: number}} Attempt
 * @typedef {{fingerprint: string, at: number, due: number, stability: number, difficulty: number, days: number,
 *   steps: number, reps: number, lapses: number, state: number, score: number}} Card
 */

const CONFIDENCE = ["guessing", "think-so", "sure"];
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*\/(~path|[a-z0-9]+(-[a-z0-9]+)*)$/;
const FINGERPRINT = /^[0-9a-f]{12}$/;

const isPlain = (value) => !!value && typeof value === "object" && !Array.isArray(value);
const isMoment = (value) => Number.isFinite(value) && value >= 0 && value < 8.64e15;
const isShare = (value) => Number.isFinite(value) && value >= 0 && value <= 1;
const isCount = (value) => Number.isInteger(value) && value >= 0;

/** Whether a value is an answer as quiz.js keeps it; whether it fits an item, only the item's key can say. */
const isAttempt = (value) =>
  isPlain(value) &&
  FINGERPRINT.test(value.fingerprint) &&
  value.answer !== undefined &&
  isShare(value.score) &&
  typeof value.right === "boolean" &&
  isMoment(value.at) &&
  (value.confidence === undefined || CONFIDENCE.includes(value.confidence)) &&
  (value.seconds === undefined || (Number.isFinite(value.seconds) && value.seconds >= 0));

/** Whether a value is what Review keeps of an item. `at` and `due` are milliseconds, `days` and `stability` days. */
const isCard = (value) =>
  isPlain(value) &&
  FINGERPRINT.test(value.fingerprint) &&
  [value.at, value.due].every(isMoment) &&
  [value.stability, value.difficulty].every((n) => Number.isFinite(n) && n >= 0) &&
  [value.days, value.steps, value.reps, value.lapses].every(isCount) &&
  [0, 1, 2, 3].includes(value.state) &&
  isShare(value.score);

/** Whether a value is a page that was read, or where the reader was last. */
const isVisit = (value) => isPlain(value) && isMoment(value.at);

/** The name of a practice exam: the moment it began (milliseconds since 1970), and its lot. */
const EXAM_NAME = /^(0|[1-9]\d{0,15})-[0-9a-z]{6}$/;
const MODULE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_EXAM = 7 * 24 * 3600e3;

const isText = (value, shape) => typeof value === "string" && value.length <= 200 && shape.test(value);
const holdsOnly = (value, names) => isPlain(value) && Object.keys(value).every((name) => names.includes(name));

/** Whether a value is one question of a practice exam. Its answer is judged by the item's key, as ever. */
const isAsked = (value) =>
  holdsOnly(value, ["key", "fingerprint", "answer", "at", "seconds", "flagged", "score", "right"]) &&
  isText(value.key, NAME) &&
  !value.key.endsWith("~path") &&
  isText(value.fingerprint, FINGERPRINT) &&
  (value.at === undefined ? value.answer === undefined : isMoment(value.at)) &&
  (value.seconds === undefined || isCount(value.seconds)) &&
  (value.flagged === undefined || typeof value.flagged === "boolean") &&
  (value.score === undefined
    ? value.right === undefined
    : isShare(value.score) && value.right === (value.score === 1));

/** Whether a value is a practice exam: `at` is the moment of its last change, `ended` that of handing in,
 * `limit` milliseconds, `here` the place of the question last looked at. Nothing is marked before the end. */
const isExam = (value) =>
  holdsOnly(value, ["at", "ended", "limit", "modules", "here", "items"]) &&
  isMoment(value.at) &&
  (value.ended === null || isMoment(value.ended)) &&
  (value.limit === null || (isCount(value.limit) && value.limit > 0 && value.limit <= LONGEST_EXAM)) &&
  Array.isArray(value.modules) &&
  value.modules.every((name) => isText(name, MODULE)) &&
  Array.isArray(value.items) &&
  value.items.every((item) => isAsked(item) && (value.ended !== null || item.score === undefined)) &&
  new Set(value.items.map(({ key }) => key)).size === value.items.length &&
  isCount(value.here) &&
  value.here < value.items.length;

const STEPS = 1000;
const DEEPEST = 12;
const PAGE = /^[a-z0-9][\w.%-]*(\/[a-z0-9][\w.%-]*)*$/i;
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const UNSAFE = ["__proto__", "constructor", "prototype"];

/** Whether a value is the way taken through a branching case: pairs of a question's id and an option's. */
const isPath = (value) =>
  Array.isArray(value) &&
  value.length <= STEPS &&
  value.every((step) => Array.isArray(step) && step.length === 2 && step.every((id) => typeof id === "string"));

/** Whether a value is the code in a learner's results files; results.py has the same bounds. */
const isLearner = (value) => {
  const code = value?.code;
  return isVisit(value) && typeof code === "string" && CODE.test(code) && code.length >= 4 && code.length <= 40;
};

/** Whether a JSON value can be kept as it is: numbers that JSON can say again, no key that a script could take
 * for something else, no nesting that a script could founder on. */
function isSound(value, deepest = DEEPEST) {
  if (typeof value === "number") return Number.isFinite(value);
  if (!value || typeof value !== "object") return value !== undefined;
  const parts = Object.entries(value);
  return deepest > 0 && parts.every(([key, part]) => !UNSAFE.includes(key) && isSound(part, deepest - 1));
}

const ofItem = (judge) => [(name) => NAME.test(name) && !name.endsWith("/~path"), judge];

/** By kind: what its names look like, and what its values are. Settings are not among them: they belong to the
 * machine. What was set aside or damaged may be anything. */
const KINDS_KEPT = {
  answer: [(name) => NAME.test(name), isAttempt],
  first: ofItem(isAttempt),
  earlier: ofItem(isAttempt),
  aside: ofItem(() => true),
  damaged: [(name) => NAME.test(name), () => true],
  read: [(name) => PAGE.test(name), isVisit],
  place: [(name) => name === "last", isVisit],
  card: ofItem(isCard),
  exam: [(name) => EXAM_NAME.test(name), isExam],
  learner: [(name) => name === "code", isLearner],
};

/** Whether the course keeps records of this kind under this name with this value. */
function isKept(kind, name, value) {
  if (!Object.hasOwn(KINDS_KEPT, kind) || name.length > 200 || !isSound(value)) return false;
  const [fits, judge] = KINDS_KEPT[kind];
  return fits(name) && (kind === "answer" && name.endsWith("/~path") ? isPath(value) : judge(value));
}

export {
  CONFIDENCE, EXAM_NAME, FINGERPRINT, LONGEST_EXAM, NAME, KINDS_KEPT, isAttempt, isCard, isCount, isExam, isKept, isMoment,
  isPlain, isShare, isVisit,
};
