"""Which items to look at, and why: the rules of item analysis, in the words of a colleague."""

from __future__ import annotations

from dataclasses import replace

from vignettes.model import Choice, Multiple, Number, Single
from vignettes.report.findings import MIN_LEARNERS, Flag, ItemFigures, PartFigures
from vignettes.report.formulas import correlation_interval
from vignettes.report.words import percent, signed

TOO_HARD, TOO_EASY = 0.30, 0.95
WEAK = 0.20
"""A discrimination below this is weak (as in B. R. Rush et al., BMC Med. Educ. 2016;16:250)."""
DEAD = 0.05
"""A distractor chosen by fewer does no work: three good options are enough (M. C. Rodriguez, Educ. Meas.
Issues Pract. 2005;24(2):3–13)."""
CLEAR = 0.10
"""By so much a distractor's correlation must be above the key's for a likely wrong key."""
FEW_CHOSE = 5
"""What fewer learners chose has no correlation worth a word."""
LEAN = 0.10
"""By so much more of the strong must choose a distractor for it to tempt them."""


def flagged(item: ItemFigures) -> ItemFigures:
    """Return the item with its flags; none where fewer than MIN_LEARNERS answered."""
    if item.n < MIN_LEARNERS or not item.question.measures:
        return item
    key = _wrong_key(item)
    found = [*key, *_parts_against_the_key(item), *_difficulty(item)]
    found += [*_discrimination(item), *_dead(item), *([] if key else _tempting(item))]
    return replace(item, flags=tuple(sorted(found, key=lambda flag: -flag.weight)))


def _difficulty(item: ItemFigures) -> list[Flag]:
    if item.difficulty is None or isinstance(item.question.item, Choice):
        return []
    got = percent(item.difficulty)
    what = "answered rightly" if item.question.dichotomous else "of the points were scored"
    if item.difficulty < TOO_HARD:
        words = f"Hard: {got} {what}. Is it taught, is it clear, is the key right?"
        return [Flag("difficulty", 2, words)]
    if item.difficulty > TOO_EASY:
        return [Flag("difficulty", 1, f"Easy: {got} {what}. It tells nobody apart; that may be meant.")]
    return []


def _discrimination(item: ItemFigures) -> list[Flag]:
    if item.r is None or item.r_interval is None or item.r_n < MIN_LEARNERS or item.r >= WEAK:
        return []
    if item.r_interval.high < 0:
        words = "Those who do well elsewhere do worse here: something in it misleads people who know"
        return [Flag("discrimination", 3, f"{words} ({signed(item.r)}).")]
    said = f"It hardly tells those who do well elsewhere from those who do not ({signed(item.r)})."
    if item.r_interval.high < WEAK:
        return [Flag("discrimination", 2, said)]
    return [Flag("discrimination", 1, f"{said} With {item.r_n} learners this may be chance.")]


def _distractors(item: ItemFigures) -> list[PartFigures]:
    return [part for part in item.parts if part.part.key is False]


def _named(part: PartFigures) -> str:
    """Return what the table below calls it; a number or a pair has no letter."""
    return f"Answer {part.part.letter}" if part.part.letter else f"“{part.part.text}”"


def _inside(part: PartFigures) -> str:
    return _named(part).replace("Answer", "answer")


def _dead(item: ItemFigures) -> list[Flag]:
    if not isinstance(item.question.item, (Single, Multiple)):
        return []
    return [
        Flag(
            "dead_distractor",
            1,
            f"{_named(part)} was chosen by {percent(part.share)}: mend it or drop it; three will do.",
        )
        for part in _distractors(item)
        if part.share < DEAD
    ]


def _wrong_key(item: ItemFigures) -> list[Flag]:
    """Rule: a distractor's correlation is positive and above the key's; likely if by CLEAR or more, and if
    it is also above what chance makes of none."""
    if not item.question.chosen:
        return []
    keys = [part.r for part in item.parts if part.part.key and part.r is not None]
    if not keys:
        return []
    best = max(keys)
    found = []
    for part in _distractors(item):
        if part.r is None or part.count < FEW_CHOSE or part.r <= max(0.0, best):
            continue
        interval = correlation_interval(part.r, item.r_n)
        sure = part.r - best >= CLEAR and interval is not None and interval.low > 0
        who = "Those who do well elsewhere choose"
        words = f"{who} {_inside(part)} ({signed(part.r)}) rather than the key ({signed(best)})."
        tail = " Is the key right?" if sure else " This may be chance; read both again."
        found.append(Flag("wrong_key", 3 if sure else 2, words + tail))
    return found


def _parts_against_the_key(item: ItemFigures) -> list[Flag]:
    """The same where parts are judged one by one: the strong judge a part otherwise than the key."""
    if item.question.chosen:
        return []
    found = []
    for part in item.parts:
        if part.r is None or not FEW_CHOSE <= part.count <= item.n - FEW_CHOSE:
            continue
        r = -part.r if part.part.key is False else part.r
        interval = correlation_interval(r, item.r_n)
        if r <= -CLEAR and interval is not None and interval.high < 0:
            words = "those who do well elsewhere judge it otherwise than the key"
            found.append(Flag("wrong_key", 3, f"{_named(part)}: {words} ({signed(r)}). Is the key right?"))
    return found


def _tempting(item: ItemFigures) -> list[Flag]:
    if not isinstance(item.question.item, (Single, Choice, Number)):
        return []
    return [
        Flag(
            "strong_pick",
            1,
            f"{_named(part)} tempts the strong: {percent(part.strong)} of them chose it, "
            f"{percent(part.weak)} of the weak.",
        )
        for part in _distractors(item)
        if part.strong is not None and part.weak is not None and part.strong - part.weak >= LEAN
    ]
