"""A clinic day: cases from all over the course, drawn so that nobody knows what comes through the door.

The draw hangs on a number alone, and is the same on every machine as long as the course has the same cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vignettes.model import Vignette
from vignettes.notebook import NotebookError, learning_cases
from vignettes.render.prose import plain_line

FIRST_HOUR = 9
LONGEST = 20
"""Minutes of the longest case that fits between two others."""

COLUMNS = ("Hour", "Who comes", "Where", "Minutes")


@dataclass(frozen=True)
class Day:
    """The appointments of a day, in order. It shows itself as a list that does not tell the module."""

    cases: tuple[Vignette, ...]

    def __len__(self) -> int:
        return len(self.cases)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the cases, for `show` and `load`."""
        return (case.id for case in self.cases)

    def __getitem__(self, place: int) -> str:
        """Return the id of a case by its place in the day, counted from 0."""
        return self.cases[place].id

    @property
    def minutes(self) -> int:
        """How long the cases take together."""
        return sum(case.minutes for case in self.cases)

    def __repr__(self) -> str:
        return "\n".join("  ".join(row) for row in self._rows())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        head = f"| {' | '.join(COLUMNS)} |\n| --- | --- | --- | ---: |\n"
        body = "\n".join(f"| {' | '.join(row)} |" for row in self._rows())
        return {"text/plain": repr(self), "text/markdown": f"{head}{body}\n"}

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for number, case in enumerate(self.cases):
            person, setting = plain_line(case.person), plain_line(case.setting)
            yield f"{FIRST_HOUR + number}:00", person, setting, str(case.minutes)


def clinic_day(number: int, appointments: int = 6, longest: int = LONGEST) -> Day:
    """Draw a day of cases: no module twice before each has come once, none longer than `longest` minutes.

    `number` may be any whole number: the same one gives the same day. Raises NotebookError where the course
    has not enough cases, or a wish makes no sense.
    """
    if appointments < 1:
        raise NotebookError("A clinic day has one appointment or more.")
    waiting: dict[str, list[Vignette]] = {}
    for case in learning_cases():
        if case.minutes <= longest:
            waiting.setdefault(case.module, []).append(case)
    drawn: list[Vignette] = []
    for modules in _rounds(number, waiting):
        for module in modules:
            if len(drawn) == appointments:
                return Day(tuple(drawn))
            drawn.append(waiting[module].pop())
    if len(drawn) < appointments:
        raise NotebookError(
            f"The course has {len(drawn)} cases of {longest} minutes or less; "
            f"{appointments} were asked for."
        )
    return Day(tuple(drawn))


def coverage(days: Iterable[Day]) -> list[tuple[int, int]]:
    """Return, after each day, how many different cases and modules have been met by then."""
    cases: set[str] = set()
    modules: set[str] = set()
    found = []
    for day in days:
        cases |= {case.id for case in day.cases}
        modules |= {case.module for case in day.cases}
        found.append((len(cases), len(modules)))
    return found


def _rounds(number: int, waiting: dict[str, list[Vignette]]) -> Iterator[list[str]]:
    """Shuffle the cases; yield the modules that still have some, shuffled, round after round."""
    for cases in waiting.values():
        cases.sort(key=lambda case: _lot(number, case.id))
    turn = 0
    while any(waiting.values()):
        left = [module for module, cases in waiting.items() if cases]
        yield sorted(left, key=lambda module: _lot(number, f"{turn} {module}"))
        turn += 1


def _lot(number: int, name: str) -> bytes:
    return hashlib.sha256(f"{number} {name}".encode()).digest()
