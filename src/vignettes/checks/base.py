"""What a rule is, and what it is given to look at."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from vignettes.checks.facts import Fact
from vignettes.checks.views import CaseView, ItemView, Passage
from vignettes.confidence import MARKS
from vignettes.yaml_reader import Location

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One place where a rule is broken: where, what, how bad; `advice` where the rule's own is too wide."""

    location: Location
    fact: str
    level: Severity = "error"
    advice: str = ""


@dataclass(frozen=True)
class Context:
    """What the rules know besides the vignettes.

    `verified` says of every key of the bibliography how the work was verified; `glossary` holds the terms
    of the glossary; `prose` the text of the book's other files, by path; `today` the day of the check.
    """

    today: datetime.date
    verified: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    glossary: frozenset[str] = frozenset()
    prose: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MARKS)


@dataclass(frozen=True)
class BankView:
    """All cases at once; `excused(rule, item)` says whether an item is allowed to break a rule."""

    cases: tuple[CaseView, ...]
    allowed: frozenset[tuple[str, str, str | None]] = frozenset()

    def items(self) -> Iterator[ItemView]:
        """Yield every item of every case, in order."""
        for case in self.cases:
            yield from case.items

    def singles(self) -> Iterator[ItemView]:
        """Yield every one-best-answer item that has exactly one key and at least one distractor."""
        for item in self.items():
            if item.type == "single" and len(item.keys) == 1 and item.distractors:
                yield item

    def excused(self, rule: str, item: ItemView) -> bool:
        """Return whether `item` is allowed to break `rule`."""
        return not self.allowed.isdisjoint({(rule, item.case.id, item.id), (rule, item.case.id, None)})


Placed = tuple[CaseView, Finding]


class Rule:
    """One thing to look for. A rule overrides `item`, `case` or `bank`, or several of them."""

    code: ClassVar[str]
    name: ClassVar[str]
    level: ClassVar[Severity]
    title: ClassVar[str]
    """What the rule looks for, in a line."""
    advice: ClassVar[str]
    """What the author does next."""
    scope: ClassVar[str] = "one-best-answer items"
    """What it is applied to."""
    sources: ClassVar[tuple[str, ...]] = ()
    """Works behind its thresholds."""
    waivable: ClassVar[bool] = True

    def item(self, item: ItemView, context: Context) -> Iterable[Finding]:
        """Return what is wrong with one item."""
        return ()

    def case(self, case: CaseView, context: Context) -> Iterable[Finding]:
        """Return what is wrong with one case."""
        return ()

    def bank(self, bank: BankView, context: Context) -> Iterable[Placed]:
        """Return what is wrong with the bank as a whole, placed in one of its cases."""
        return ()


def severity(level: Severity, passage: Passage, position: int) -> Severity:
    """Return `level`, or "warning" where somebody is speaking: people may say what an author may not."""
    return "warning" if passage.text.speech_at(position) else level


def overrides(rule: Rule, method: str) -> bool:
    """Return whether `rule` has its own version of `method`."""
    own: Any = getattr(type(rule), method)
    return own is not getattr(Rule, method)
