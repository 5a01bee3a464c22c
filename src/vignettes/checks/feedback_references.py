"""Rules 34 to 39: what learners are told afterwards, and what it rests on."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from vignettes.checks.base import BankView, Context, Finding, Placed, Rule, severity
from vignettes.checks.facts import bare_figure, figures
from vignettes.checks.text import Text, jaccard, shortened, tokens
from vignettes.checks.views import CaseView, ItemView, Passage
from vignettes.errors import nearest

FEEDBACK_WORDS = {
    "single": 15,
    "multiple": 15,
    "choice": 15,
    "number": 15,
    "order": 10,
    "match": 10,
    "reply": 8,
}
"""Feedback on options and numbers argues; on steps and pairs it places; on rubric points it says why."""
REASONED = frozenset({"single", "multiple", "choice"})
REASON = re.compile(r"\b(because|since|so that|whereas|but|therefore)\b", re.IGNORECASE)
ALIKE = 0.8

PRAISE = re.compile(
    r"\b(good job|well done|excellent work|careless(?:ly|ness)?|you should have known)\b", re.IGNORECASE
)
TALKING_DOWN = re.compile(r"\b(obviously|simply|of course)\b", re.IGNORECASE)
PRAISE_HINTS = frozenset(
    "job done work careless carelessly carelessness known obviously simply course".split()
)

CLAIMED = re.compile(r"\b(proved|proven|shown|evidence)\b", re.IGNORECASE)

DIGIT = re.compile(r"\d")
_NUMERAL = r"-?(?:\d+(?:[.,]\d+)*|\.\d+)"
PERCENTAGE = re.compile(rf"(?<![\w.,])({_NUMERAL})\s?(?:%|per ?cent\b)", re.IGNORECASE)
EFFECT = re.compile(
    rf"\b(?:SMD|WMD|RR|OR|HR|AUC|NNT|alpha|[dgr])\s?(?:=|of|was|is)?\s?({_NUMERAL})(?![\w])"
    rf"|\bCI\s?({_NUMERAL})(?: to |-|, ?)({_NUMERAL})"
)
SAMPLE = re.compile(
    r"\bn\s?=\s?(\d+(?:,\d{3})*)|(?<![\w.,])(\d+(?:,\d{3})*) (?:\w+ ){0,2}?"
    r"(?:women|men|people|patients|participants|adults|couples|clinicians|therapists|students|learners|"
    r"trials|studies|RCTs|papers)\b",
    re.IGNORECASE,
)

DATED_TAGS = frozenset({"law", "certification", "code", "insurance"})
MONTHS = 12

RUN = 12
SAFETY_TEXTS = (
    "If you or somebody else is in danger now, call the emergency number of the country you are in.",
    "If you are thinking of ending your life, tell someone today: a crisis line, an emergency department, "
    "a doctor, a person you trust.",
    "If you are being hurt or frightened by a partner, a domestic violence service will listen in "
    "confidence; call from a telephone and a place that are safe.",
)
"""What is said in the same words everywhere, because it must be."""


class FeedbackEach(Rule):
    code, name, level = "Q034", "feedback_each", "error"
    title = "Everything that can be answered has its own feedback: long enough, different, with a reason."
    advice = (
        "Say why it tempts and what it costs, as a supervisor would, with because, since, but, therefore."
    )
    scope = (
        "all items; at least 15 words on options and numbers, 10 on steps and pairs, 8 on rubric points; "
        "the reason (a warning) on options"
    )
    sources = ("butler2008feedback", "roediger2005marsh")

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        given = [passage for passage in item.passages if passage.role == "feedback"]
        least = FEEDBACK_WORDS[item.type]
        for i, passage in enumerate(given):
            if passage.text.count < least:
                fact = f"the feedback has {passage.text.count} words; {least} are needed"
                yield Finding(passage.location, fact)
            elif item.type in REASONED and not REASON.search(passage.text.flat):
                yield Finding(passage.location, "the feedback gives no reason", "warning")
            if any(jaccard(passage.text.words, other.text.words) >= ALIKE for other in given[:i]):
                fact = "the feedback says the same as that of another answer"
                yield Finding(passage.location, fact, advice="Say what is particular to this answer.")


class NoPersonPraise(Rule):
    code, name, level = "Q035", "no_person_praise", "error"
    title = "Feedback speaks of the answer, not of the person, and does not talk down."
    advice = "Say what the answer does; leave out praise, blame, “obviously”, “simply” and “of course”."
    scope = "feedback and rationales"
    sources = ("hattie2007feedback",)

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        for passage in item.passages:
            if passage.role not in ("feedback", "rationale"):
                continue
            if passage.text.words.isdisjoint(PRAISE_HINTS):
                continue
            match = PRAISE.search(passage.text.flat)
            if match:
                level = severity("error", passage, match.start())
                yield Finding(passage.location, f"“{match.group()}” judges the person", level)
                continue
            match = TALKING_DOWN.search(passage.text.flat)
            if match:
                yield Finding(passage.location, f"“{match.group()}” talks down", "warning")


@lru_cache(maxsize=256)
def _nearest_key(key: str, known: frozenset[str]) -> str:
    return nearest(key, sorted(known)).strip()


class ReferencesResolve(Rule):
    code, name, level = "Q036", "refs_resolve", "error"
    title = "Every item names at least one work, every work is in the bibliography, not all are recalled."
    advice = "Add `references: [key]` with a key from book/references.bib that supports the answer."
    scope = "all items; the references of the vignette"
    waivable = False

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for i, key in enumerate(case.vignette.references):
            if key not in context.verified:
                yield self.unknown(("references", i), key, context)

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        keys = item.model.references
        if not keys:
            yield Finding(item.location, "the item names no work")
        for i, key in enumerate(keys):
            if key not in context.verified:
                yield self.unknown(item.at("references", i), key, context)
        how = [context.verified[key] for key in keys if key in context.verified]
        if how and all(word.startswith("recalled") for word in how):
            yield Finding(
                item.at("references"),
                "all its works are recalled, none was seen",
                "warning",
                "Add a work that was seen, or hang no figure on these.",
            )
        if "expert-opinion" in item.tags:
            yield from self.claims(item)

    def unknown(self, location: tuple[str | int, ...], key: str, context: Context) -> Finding:
        hint = _nearest_key(key, frozenset(context.verified)) or "Add the work to book/references.bib."
        return Finding(location, f"“{key}” is not in the bibliography", "error", hint)

    def claims(self, item: ItemView) -> Iterator[Finding]:
        for passage in item.passages:
            for match in CLAIMED.finditer(passage.text.flat):
                if not passage.text.negated_at(match.start()):
                    yield Finding(
                        passage.location,
                        f"tagged expert-opinion, but says “{match.group()}”",
                        "warning",
                        "Say what is thought or taught, or cite the study and remove the tag.",
                    )
                    break


class NumberSourced(Rule):
    code, name, level = "Q037", "number_sourced", "warning"
    title = "Percentages, effect and sample sizes stand digit for digit in a fact line of one of the keys."
    advice = "Correct the figure, cite the work whose line in book/facts/ has it, or leave it out."
    scope = "options, feedback, rationales, debriefs; figures told in the story are free"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for item in case.items:
            keys = set(item.model.references)
            for passage in item.passages:
                if passage.role in ("option", "feedback", "rationale", "model"):
                    yield from self.passage(case, passage, keys, context)
        every = {*case.vignette.references}.union(*(item.model.references for item in case.items))
        for passage in case.passages:
            if passage.role == "debrief":
                yield from self.passage(case, passage, every, context)

    def passage(
        self, case: CaseView, passage: Passage, keys: set[str], context: Context
    ) -> Iterator[Finding]:
        claimed = claimed_figures(passage.text)
        if not claimed:
            return
        claimed -= figures(" ".join(story.flat for story in case.stories))
        lines = [fact for fact in context.facts if not keys.isdisjoint(fact.keys)]
        sourced = {figure for fact in lines for figure in fact.figures}
        firm = {figure for fact in lines if fact.confirmed for figure in fact.figures}
        for figure in sorted(claimed - sourced):
            yield Finding(passage.location, f"{figure} stands in no fact line of its keys", "warning")
        if passage.right:
            for figure in sorted((claimed & sourced) - firm):
                yield Finding(
                    passage.location,
                    f"the key hangs on {figure}, which was seen only once",
                    "warning",
                    "Ask without this figure, or check it against the work and set `confirmed: true`.",
                )


def claimed_figures(text: Text) -> set[str]:
    """Return the percentages, effect sizes and sample sizes of a text."""
    if not DIGIT.search(text.flat):
        return set()
    found: set[str] = set()
    for pattern in (PERCENTAGE, EFFECT, SAMPLE):
        for match in pattern.finditer(text.flat):
            found.update(bare_figure(figure) for figure in match.groups() if figure)
    return found


class DatedFact(Rule):
    code, name, level = "Q038", "dated_fact", "error"
    title = "Law, code, certification and insurance are dated, and not older than twelve months."
    advice = "Look the fact up and write the day or month: `as_of: 2026-11`."
    scope = "items tagged law, certification, code or insurance"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.tags.isdisjoint(DATED_TAGS):
            return
        written = item.model.as_of
        if written is None:
            tag = min(item.tags & DATED_TAGS)
            yield Finding(item.location, f"tagged {tag}, but without `as_of`")
            return
        last = last_day(written)
        if last is None:
            yield Finding(item.at("as_of"), f"“{written}” is not a date")
        elif last < months_before(context.today, MONTHS):
            yield Finding(item.at("as_of"), f"“{written}” is more than twelve months ago", "warning")


def last_day(written: str) -> datetime.date | None:
    """Return the last day that a year, month or day covers; None if it is not one."""
    year, month, day = (int(part) for part in (f"{written}-0-0").split("-")[:3])
    try:
        if not month:
            return datetime.date(year, 12, 31)
        return datetime.date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the day that lies some months before `day`, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class CopiedText(Rule):
    code, name, level = "Q039", "copied_text", "warning"
    title = "No run of twelve words stands in another file of the book as well."
    advice = "Say it anew, or say it in one place; prompts and the listed safety texts are free."
    scope = "every text except prompts, against all other vignettes and pages"

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        seen: dict[int, str] = {}
        for path, prose in context.prose.items():
            for run in runs(tokens(Text.of(prose).flat)):
                seen.setdefault(run, path)
        safe = set(chain.from_iterable(runs(tokens(text)) for text in SAFETY_TEXTS))
        for case in bank.cases:
            reported: set[str] = set()
            for passage in case.passages:
                if passage.role == "prompt":
                    continue
                for i, run in enumerate(runs(passage.text.tokens)):
                    other = seen.setdefault(run, case.source.path)
                    if other == case.source.path or other in reported or run in safe:
                        continue
                    reported.add(other)
                    words = shortened(" ".join(passage.text.tokens[i : i + RUN]))
                    fact = f"“{words}” stands in {other} as well"
                    yield case, Finding(passage.location, fact, "warning")


def runs(words: list[str]) -> list[int]:
    """Return a number for every run of twelve words, in order."""
    return list(map(hash, zip(*(words[i:] for i in range(RUN)), strict=False)))


RULES = (
    FeedbackEach(),
    NoPersonPraise(),
    ReferencesResolve(),
    NumberSourced(),
    DatedFact(),
    CopiedText(),
)
