"""A plan follows the smaller wish and the more tired of two people, and leaves air between the evenings."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.planner import Evening, Person, lay_out

MONDAY = date(2027, 1, 4)
AWAKE = (3,) * 7
energies = st.tuples(*[st.integers(0, 3)] * 7)


def someone(energy: tuple[int, ...] = AWAKE, evenings: int = 7, minutes: int = 60) -> Person:
    return Person("Somebody", energy, evenings, minutes)


def plan(one: Person, other: Person, **changed: int) -> list[Evening]:
    asked = {"evenings": 3, "minutes": 20, "review": 3, **changed}
    return lay_out(one, other, MONDAY, **asked)


def touched(evenings: list[Evening]) -> list[date]:
    return [evening.day for evening in evenings if evening.kind == "touch"]


def test_the_smaller_wish_holds() -> None:
    found = plan(someone(evenings=1, minutes=30), someone(minutes=10))
    assert len(touched(found)) == 3
    assert {evening.minutes for evening in found if evening.kind == "touch"} == {10}


def test_whoever_is_more_tired_decides_which_evening_is_best() -> None:
    one, other = someone((3, 0, 1, 0, 0, 2, 0)), someone((1, 3, 3, 3, 3, 2, 3))
    assert touched(plan(one, other, evenings=1)) == [MONDAY + timedelta(days=5 + 7 * n) for n in range(3)]


def test_no_evening_is_lost_because_the_best_one_lies_between_two_others() -> None:
    one = someone((2, 3, 2, 0, 0, 0, 0))
    assert [day.weekday() for day in touched(plan(one, someone(), evenings=2))] == [0, 2] * 3


def test_an_evening_needs_both() -> None:
    one, other = someone((3, 0, 3, 0, 3, 0, 3)), someone((0, 3, 0, 3, 0, 3, 0))
    assert touched(plan(one, other)) == []


def test_the_calendar_of_the_case_two_days_out_holds_two_evenings() -> None:
    ship, shore = someone((0, 2, 2, 2, 0, 2, 0), evenings=3), someone((2, 0, 2, 2, 0, 2, 2), evenings=3)
    found = lay_out(ship, shore, MONDAY, evenings=3, minutes=10, review=6, weeks=1)
    assert [day.weekday() for day in touched(found)] == [2, 5]


@pytest.mark.parametrize("review", range(7))
def test_there_is_a_review_every_week_and_nothing_else_on_that_evening(review: int) -> None:
    found = plan(someone(), someone(), review=review)
    assert [e.day.weekday() for e in found if e.kind == "review"] == [review] * 3
    assert all(day.weekday() != review for day in touched(found))


def test_a_plan_that_begins_in_the_middle_of_a_week_ends_with_the_third_sunday() -> None:
    start = MONDAY + timedelta(days=2)
    found = lay_out(someone(), someone(), start, evenings=2, minutes=10, review=3)
    assert found[0].day == start
    assert found[-1].day == MONDAY + timedelta(days=20)


def test_free_evenings_stay_free() -> None:
    kinds = [evening.kind for evening in plan(someone((3, 3, 0, 0, 0, 0, 0)), someone(), evenings=1)][:4]
    assert kinds == ["touch", "free", "rest", "review"]


def test_a_week_has_seven_evenings() -> None:
    with pytest.raises(ValueError):
        plan(someone((1, 2, 3)), someone())


@given(energies, energies, st.integers(0, 7), st.integers(0, 6))
def test_never_two_evenings_running_and_never_more_than_asked(
    one: tuple[int, ...], other: tuple[int, ...], evenings: int, review: int
) -> None:
    found = plan(someone(one), someone(other), evenings=evenings, review=review)
    days = touched(found)
    assert all((later - earlier).days > 1 for earlier, later in pairwise(days))
    assert all(
        sum(day - MONDAY < timedelta(7 * (w + 1)) for day in days) <= evenings * (w + 1) for w in range(3)
    )
    assert all(min(one[day.weekday()], other[day.weekday()]) > 0 for day in days)
