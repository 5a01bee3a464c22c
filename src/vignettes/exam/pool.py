"""What an examination can be drawn from: exam cases that ask one question."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vignettes.export.question import Question
from vignettes.loading import Bank, Case
from vignettes.model import AnyItem, Choice, Stage, Vignette


@dataclass(frozen=True)
class Entry:
    """One item that can be drawn, with its case."""

    vignette: Vignette
    stage: Stage
    item: AnyItem

    @property
    def id(self) -> str:
        """The name that stays: vignette/item."""
        return f"{self.vignette.id}/{self.item.id}"

    @property
    def objectives(self) -> tuple[str, ...]:
        """What the item tests; where it says nothing, what its case teaches."""
        return self.item.objectives or self.vignette.objectives

    @property
    def objective(self) -> str:
        """The objective that it counts for: the first of its own module, or empty."""
        own = self.vignette.module + "."
        return next((name for name in self.objectives if name.startswith(own)), "")


@dataclass(frozen=True)
class Pool:
    """All items that can be drawn, in the order of their ids, and why others cannot."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]


def pool_of(bank: Bank, types: Collection[str] | None = None) -> Pool:
    """Return the exam items of a bank that can be drawn, of some types only if these are given.

    A case of several questions is left out, since its questions lean on each other; so is a decision of a
    branching case, which paper cannot follow.
    """
    entries, left_out = [], []
    for case in sorted(bank.exam(), key=lambda case: case.vignette.id):
        found = [Entry(case.vignette, stage, item) for stage, item in case.vignette.items()]
        reason = _reason(case, found)
        if reason:
            left_out.append(f"{case.vignette.id} {reason}")
        elif types is None or found[0].item.type in types:
            entries += found
    return Pool(tuple(entries), tuple(left_out))


def _reason(case: Case, found: list[Entry]) -> str:
    if len(found) != 1:
        return f"asks {len(found)} questions; an examination is drawn from cases that ask one"
    if isinstance(found[0].item, Choice):
        return "is a branching case, which a question paper cannot follow"
    flaw = Question(case.vignette, found[0].stage, found[0].item, 1, {}).flaw
    return f"has no proper key: {flaw.rstrip('.')}" if flaw else ""


def known_names(bank: Bank) -> tuple[set[str], set[str]]:
    """Return all modules and objectives that the bank names, in learning cases as well."""
    modules: set[str] = set()
    objectives: set[str] = set()
    for case in bank:
        modules.add(case.vignette.module)
        objectives |= {*case.vignette.objectives, *_named(item for _, item in case.vignette.items())}
    return modules, objectives


def _named(items: Iterable[AnyItem]) -> set[str]:
    return {name for item in items for name in item.objectives}
