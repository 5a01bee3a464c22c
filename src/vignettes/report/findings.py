"""What the report found, as plain values: of items and their parts, of objectives and modules, of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vignettes.confidence import Level
from vignettes.report.formulas import Interval
from vignettes.report.questions import Part, Question

FEW = 5
"""Below this many learners a figure is about persons, not about a question: it is not shown."""
MIN_LEARNERS = 30
"""Below this many learners no flag is raised and no reliability given. With 30 the interval of a share of
one half still reaches from 0.33 to 0.67, and that of a correlation of 0.20 from −0.17 to 0.52: with fewer,
chance alone would raise most flags."""
LEVELS: tuple[Level, ...] = ("guessing", "think so", "sure")


@dataclass(frozen=True)
class PartFigures:
    """How often a part was chosen, got right or ticked, and by whom.

    `share` is of all who answered, `strong` and `weak` of the strongest and weakest 27 %; `r` is its
    correlation with the learner's score on their other items.
    """

    part: Part
    count: int
    share: float
    strong: float | None
    weak: float | None
    r: float | None


@dataclass(frozen=True)
class Flag:
    """A reason to look at an item: a rule's name, how sure the figures make it, and what it means.

    `weight` is 3 for a likely mistake, 2 for something to look at, 1 for what may well be chance.
    """

    rule: str
    weight: int
    words: str


@dataclass(frozen=True)
class ItemFigures:
    """What first answers say of an item. None stands where there are too few of them."""

    question: Question
    n: int
    difficulty: float | None = None
    interval: Interval | None = None
    right: float | None = None
    r: float | None = None
    r_n: int = 0
    r_interval: Interval | None = None
    seconds: tuple[float, float, float] | None = None
    parts: tuple[PartFigures, ...] = ()
    sureness: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    again: int = 0
    again_first: float | None = None
    again_last: float | None = None
    revised: int = 0
    flags: tuple[Flag, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether enough learners answered for figures to be given."""
        return self.n >= FEW

    @property
    def sure_and_wrong(self) -> int:
        n, right = self.sureness.get("sure", (0, 0))
        return n - right

    @property
    def urgency(self) -> tuple[int, int, int]:
        """By which items to look at come in order: the likeliest mistake first."""
        weights = [flag.weight for flag in self.flags]
        return (max(weights, default=0), sum(weights), self.n)


@dataclass(frozen=True)
class GroupFigures:
    """How a module or an objective was mastered.

    `learners` is the number who answered at least `least` of its `items`; None where they are too few.
    """

    name: str
    title: str
    items: int
    least: int
    learners: int
    mean: float | None = None
    mastered: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True)
class Reliability:
    """How well a set of items agrees: alpha over `k` of its `of` items and the `n` learners who answered
    all of these; or in `refused` why it is not given."""

    title: str
    of: int
    k: int = 0
    n: int = 0
    alpha: float | None = None
    interval: Interval | None = None
    dichotomous: bool = False
    refused: str = ""


@dataclass(frozen=True)
class Reading:
    """What was read: files, archives' members, answers, and what was left out."""

    files: int
    used: int
    twice: int
    learners: int
    merged: int
    answers: int
    kept: int
    revised: int
    revised_items: int
    unknown: int
    unfit: int
    skipped: tuple[tuple[str, str], ...]
    partly: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Findings:
    """Everything that the page and the tables show."""

    reading: Reading
    items: tuple[ItemFigures, ...]
    modules: tuple[GroupFigures, ...]
    objectives: tuple[GroupFigures, ...]
    reliability: tuple[Reliability, ...]
    threshold: float

    @property
    def flagged(self) -> tuple[ItemFigures, ...]:
        """The items to look at, the likeliest mistake first."""
        found = [item for item in self.items if item.flags]
        return tuple(sorted(found, key=lambda item: item.urgency, reverse=True))

    def sureness(self, level: str) -> tuple[int, int]:
        """Return how many answers were given at a level of confidence, and how many of them were right."""
        pairs = [item.sureness.get(level, (0, 0)) for item in self.items]
        return sum(n for n, _ in pairs), sum(right for _, right in pairs)
