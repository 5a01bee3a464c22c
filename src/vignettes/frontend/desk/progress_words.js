// @ts-check
/* My progress in words. Moments are milliseconds since 1970; `now` is one of them. */

const LEVEL_WORDS = { guessing: "Guessing", "think-so": "Think so", sure: "Sure" };
const WHEN_WORDS = {
  guessing: "when you were guessing",
  "think-so": "when you thought so",
  sure: "when you were sure",
};

const TYPE_WORDS = {
  single: "One best answer",
  multiple: "Several answers",
  order: "Steps in order",
  match: "Matching",
  number: "A number",
  choice: "A decision in a case",
  reply: "A reply in your words",
};

const STANDING_WORDS = {
  missed: "Not right at the last try",
  sure: "Sure and wrong",
  revised: "Revised since I answered",
  open: "Not answered",
  right: "Right at the last try",
};

const dayAndMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** “3 Nov”, with the year where it is another than now's. */
function dayOf(at, now) {
  const same = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (same ? dayAndMonth : dayAndYear).format(at);
}

const countOf = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A sum of scores, to a tenth. */
const pointsOf = (sum) => String(Math.round(sum * 10) / 10);

/** Where a share probably lies. */
const shareWords = (low, high) => `${Math.round(low * 100)} to ${Math.round(high * 100)} %`;

/** How far a case has been worked. @param {import("./progress_model.js").CaseRow} row @param {number} now */
function caseWords({ branching, items, answered, decisions, revised, begun, done, at }, now) {
  const far = branching ? decisions && ", " + countOf(decisions, "decision") : `, ${answered} of ${items} answered`;
  const mended = revised ? `${revised} revised since you answered` : "";
  const standing = done ? "done on " + dayOf(at, now) : begun ? "begun" + (far || "") : mended ? "" : "not begun";
  return [standing, mended].filter(Boolean).join("; ");
}

const pageWords = ({ at }, now) => (at === undefined ? "not read yet" : "read on " + dayOf(at, now));

/** How the last tries of a module went. @param {import("./progress_model.js").Tally} tally */
function tallyWords({ right, partly, wrong, own, open }) {
  const all = right + partly + wrong + own + open;
  if (!all) return "no questions";
  if (open === all) return `none of ${countOf(all, "question")} answered`;
  const parts = [
    [right, "right"],
    [partly, "partly right"],
    [wrong, "not right"],
    [own, own === 1 ? "reply of your own" : "replies of your own"],
    [open, "not answered"],
  ];
  return parts.flatMap(([n, what]) => (n ? [`${n} ${what}`] : [])).join(", ");
}

/** What is known of an objective, in figures. */
function objectiveWords({ answered, sum, low, high }) {
  const so = answered ? `${pointsOf(sum)} of ${answered} right` : "only replies";
  return low === undefined ? so + ": too few to tell" : `${so}, probably ${shareWords(low, high)}`;
}

/** One sentence on confidence, level by level; "" where there are too few answers at every level.
 * @param {{level: string, n: number, right: number, told: boolean}[]} levels */
function calibrationSentence(levels) {
  const told = levels.filter((level) => level.told);
  const parts = told.map(({ level, n, right }) => `${WHEN_WORDS[level]}, in ${right} of ${n}`);
  const text = parts.join("; ").replace(", in", ", you were right in");
  return text && capital(text) + ".";
}

export {
  LEVEL_WORDS, STANDING_WORDS, TYPE_WORDS, calibrationSentence, capital, caseWords, countOf, dayOf, objectiveWords,
  pageWords, pointsOf, shareWords, tallyWords,
};
