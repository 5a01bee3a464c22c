"""A plan of home practice for two people: evenings that suit both, with rest between and review dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

WEEK = 7


@dataclass(frozen=True)
class Person:
    """What one of two people has to give, in an ordinary week."""

    name: str
    energy: tuple[int, ...]
    """Seven evenings from Monday: 0 not free, 1 tired, 2 so-so, 3 awake."""
    evenings: int
    """The most evenings a week that this person would like."""
    minutes: int
    """The longest turn that this person would like."""


class Evening(NamedTuple):
    """One evening of the plan."""

    day: date
    kind: Literal["touch", "review", "free", "rest"]
    """free: both could, and nothing is planned; rest: at least one of them is not free."""
    energy: int
    """That of the more tired of the two."""
    minutes: int
    """Of each turn; 0 if nothing is planned."""


def lay_out(
    one: Person, other: Person, start: date, *, evenings: int, minutes: int, review: int, weeks: int = 3
) -> list[Evening]:
    """Return every evening of the plan from `start`; on weekday `review` (0 Monday) the three talk.

    The smaller wish holds, for evenings and for minutes. Each week gets as many evenings as fit, at most
    what was wished, and of those that fit the ones on which whoever has less energy has most of it; never
    two evenings running, and never the evening of a review.
    """
    both = [min(pair) for pair in zip(one.energy, other.energy, strict=True)]
    at_most = min(evenings, one.evenings, other.evenings)
    turn = min(minutes, one.minutes, other.minutes)
    span = weeks * WEEK - start.weekday()
    days = [start + timedelta(days=number) for number in range(span)]
    taken: set[date] = set()
    for week in range(weeks):
        first = start + timedelta(days=week * WEEK - start.weekday())
        usable = [
            day
            for day in days
            if first <= day < first + timedelta(days=WEEK)
            and both[day.weekday()] > 0
            and day.weekday() != review
            and day - timedelta(days=1) not in taken
        ]
        taken.update(_best(usable, both, at_most))
    return [_evening(day, taken, both, review, turn) for day in days]


def _best(days: list[date], both: list[int], at_most: int) -> tuple[date, ...]:
    """Return up to `at_most` of `days`, none beside another: as many as fit, with the most energy."""
    for count in range(min(at_most, len(days)), 0, -1):
        apart = [
            chosen
            for chosen in combinations(days, count)
            if all(after - before > timedelta(days=1) for before, after in pairwise(chosen))
        ]
        if apart:
            return max(apart, key=lambda chosen: sum(both[day.weekday()] for day in chosen))
    return ()


def _evening(day: date, taken: set[date], both: list[int], review: int, turn: int) -> Evening:
    energy = both[day.weekday()]
    if day in taken:
        return Evening(day, "touch", energy, turn)
    if day.weekday() == review:
        return Evening(day, "review", energy, 0)
    return Evening(day, "free" if energy else "rest", energy, 0)
