"""Which cases somebody asked for, and what a file with them is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vignettes.errors import UsageError, nearest
from vignettes.loading import Bank, Case

LEVELS = ("introductory", "intermediate", "advanced")
NAMED = 3
"""How many cases a file's name lists; more are counted."""


@dataclass(frozen=True)
class Selection:
    """Cases by module, id and level; an empty tuple means all. Exam cases only where asked for."""

    modules: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    exam: bool = False
    learning: bool = True

    @property
    def name(self) -> str:
        """A name for a file with these cases."""
        many = len(self.cases) > NAMED
        cases = (f"{len(self.cases)}-cases",) if many else self.cases
        exam = () if not self.exam else ("with-exam",) if self.learning else ("exam",)
        return "-".join((*self.modules, *cases, *self.levels, *exam)) or "all"

    def of(self, bank: Bank) -> list[Case]:
        """Return the cases that were asked for, in the order of the bank.

        UsageError for a name that the bank does not know, for an exam case by name where no exam cases
        were asked for, and where nothing is left.
        """
        _known("module", self.modules, {case.vignette.module for case in bank})
        _known("vignette", self.cases, bank.cases)
        _known("level", self.levels, LEVELS)
        for name in self.cases:
            if bank.vignette(name).use == "exam" and not self.exam:
                raise UsageError(f"“{name}” is kept for examinations. To export it, add --include-exam.")
        found = [case for case in bank if self._wants(case)]
        if not found:
            raise UsageError("No case is all of this. Ask for less, or list the cases: vignettes show.")
        return found

    def _wants(self, case: Case) -> bool:
        vignette = case.vignette
        return (
            (self.exam if vignette.use == "exam" else self.learning)
            and (not self.modules or vignette.module in self.modules)
            and (not self.cases or vignette.id in self.cases)
            and (not self.levels or vignette.level in self.levels)
        )


def file_name(course: str, selection: Selection, suffix: str) -> str:
    """Return a file's name from the title of a course, what was selected, and the format's suffix."""
    title = re.sub(r"[^a-z0-9]+", "-", course.lower()).strip("-") or "course"
    return f"{title}-{selection.name}.{suffix.lstrip('.')}"


def _known(kind: str, names: Sequence[str], known: Iterable[str]) -> None:
    there = sorted(known)
    for name in names:
        if name not in there:
            raise UsageError(f"There is no {kind} “{name}”.{nearest(name, there)}")
