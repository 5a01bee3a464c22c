"""A clinic day: by lot, the same for the same number, and never an exam case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from vignettes.clinic_day import clinic_day, coverage
from vignettes.loading import Bank
from vignettes.notebook import NotebookError

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_same_number_gives_the_same_day_and_another_number_another() -> None:
    days = [list(clinic_day(number)) for number in range(20)]
    assert days == [list(clinic_day(number)) for number in range(20)]
    assert len({tuple(day) for day in days}) == 20


def test_no_module_comes_twice_before_each_has_come_once(bank: Bank) -> None:
    modules = {c.vignette.module for c in bank.learning() if c.vignette.minutes <= 20}
    for number in range(10):
        day = clinic_day(number, appointments=2 * len(modules))
        met = [case.module for case in day.cases]
        assert set(met[: len(modules)]) == modules
        assert max(Counter(met).values()) <= 2


def test_no_case_is_too_long_and_none_is_for_examinations() -> None:
    for number in range(10):
        day = clinic_day(number, longest=12)
        assert all(case.minutes <= 12 and case.use == "learning" for case in day.cases)
        assert day.minutes == sum(case.minutes for case in day.cases)


def test_a_day_lists_who_comes_and_not_what_for() -> None:
    day = clinic_day(3, appointments=2)
    first, second = repr(day).splitlines()
    assert first.startswith("9:00  ") and second.startswith("10:00  ")
    assert day.cases[0].module not in first and day.cases[0].title not in first
    markdown = day._repr_mimebundle_()["text/markdown"]
    assert markdown.splitlines()[0] == "| Hour | Who comes | Where | Minutes |"
    assert day.cases[1].person.strip("*") in markdown


def test_coverage_counts_what_has_been_met_by_then() -> None:
    days = [clinic_day(number, appointments=3) for number in (1, 1, 2)]
    first, again, third = coverage(days)
    assert first == again == (3, 3)
    assert 3 <= third[0] <= 6 and third[1] >= 3


@pytest.mark.parametrize(("wish", "said"), [({"appointments": 0}, "one appointment"),
                                            ({"appointments": 10_000}, "were asked for"),
                                            ({"longest": 0}, "has 0 cases")])  # fmt: skip
def test_a_day_that_cannot_be_is_refused(wish: dict[str, int], said: str) -> None:
    with pytest.raises(NotebookError, match=said):
        clinic_day(1, **wish)
