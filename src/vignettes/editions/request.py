"""What somebody asks for when they print the course, checked before any work begins."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vignettes.errors import UsageError, nearest

AUDIENCES = ("student", "instructor")
PAPERS = ("a4", "letter")


@dataclass(frozen=True)
class Request:
    """One edition; None means what the course says itself."""

    audience: str = "student"
    modules: tuple[str, ...] = ()
    paper: str = "a4"
    title: str | None = None
    cohort: str | None = None
    date: str | None = None

    def check(self, known: Sequence[str]) -> None:
        """Raise UsageError for anything that cannot be, naming the nearest thing that can."""
        one_of("audience", self.audience, AUDIENCES)
        one_of("paper", self.paper, PAPERS)
        for name in self.modules:
            one_of("module", name, known)
        if self.date is not None:
            day_of(self.date)


def one_of(what: str, said: str, known: Sequence[str]) -> None:
    """Raise UsageError if `said` is not among `known`."""
    if said not in known:
        there = f"There are: {', '.join(known)}." if known else "This course has none."
        raise UsageError(f"There is no {what} “{said}”.{nearest(str(said), list(known))} {there}")


def day_of(said: str) -> datetime.date:
    """Return a date written as 2026-11-23; UsageError if it is not one."""
    try:
        return datetime.date.fromisoformat(said)
    except (TypeError, ValueError):
        raise UsageError(f"“{said}” is not a date: write year-month-day, such as 2026-11-23.") from None


def moment(environment: Mapping[str, str] | None = None) -> int:
    """Return the second that the edition is made in: SOURCE_DATE_EPOCH if it is set, else now."""
    said = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH")
    if said is None:
        return int(datetime.datetime.now(tz=datetime.UTC).timestamp())
    if not said.isascii() or not said.isdigit() or int(said) > 253402300799:
        raise UsageError(f"SOURCE_DATE_EPOCH is “{said}”, which is not a number of seconds since 1970.")
    return int(said)


def long_date(date: str | None, epoch: int) -> str:
    """Return the date for the cover: 23 November 2026."""
    day = day_of(date) if date else datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""In the language of the course, whatever the machine is set to."""
