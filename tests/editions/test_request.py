from __future__ import annotations

import pytest

from vignettes.editions.request import Request, long_date, moment
from vignettes.errors import UsageError


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(audience="students"), "Did you mean “student”"),
        (Request(paper="A4"), "There is no paper “A4”"),
        (Request(print_size="larger"), "Did you mean “large”"),
        (Request(only="case"), "Did you mean “cases”"),
        (Request(only="reading", cases=("a",)), "leaves every case out"),
        (Request(cases=("a", "b", "a")), "“a” is asked for twice"),
        (Request(title=""), "--title is empty"),
        (Request(institution=" \t"), "--institution is empty"),
        (Request(cohort="two\nlines"), "--cohort holds a line break"),
        (Request(title="x" * 201), "201 characters long"),
        (Request(logo="a.svg"), "--logo-alt"),
        (Request(logo_alt="A tree"), "none is given"),
        (Request(date="tomorrow"), "is not a date"),
        (Request(date="2026-02-30"), "is not a date"),
    ],
)
def test_what_cannot_be_is_refused_with_the_nearest_thing(request_: Request, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        request_.check()


def test_a_wish_that_can_be_met_passes() -> None:
    Request("instructor", ("desire",), "letter", "T", "C", "2026-11-23", "cases").check()
    Request(logo="a.svg", institution="Hillside").check()
    Request(logo="a.svg", logo_alt="A tree").check()


def test_a_request_survives_the_settings_of_sphinx() -> None:
    wish = Request("instructor", ("b", "a"), only="cases", cases=("y", "x"), logo="a.svg")
    assert Request.of(wish.settings()) == wish


@pytest.mark.parametrize(
    ("request_", "stem"),
    [
        (Request(), "student"),
        (Request("instructor", ("b", "a"), "letter"), "b-a-letter-instructor"),
        (Request(modules=("plissit",), only="cases", print_size="large"), "plissit-cases-large-student"),
        (Request(only="reading"), "reading-student"),
        (Request(modules=("book/plissit/levels.md",)), "plissit-levels-student"),
        (Request(modules=("plissit",), cases=("one-case", "b")), "one-case-b-cases-student"),
    ],
)
def test_the_file_is_named_by_what_it_holds(request_: Request, stem: str) -> None:
    assert request_.file_stem() == f"sex-therapy-in-practice-{stem}"


@pytest.mark.parametrize("count", [5, 40, 1500])
def test_a_name_that_would_be_too_long_says_how_many_more_there_are(count: int) -> None:
    cases = tuple(f"a-case-with-a-rather-long-name-{place}" for place in range(count))
    stem = Request(cases=cases, print_size="large").file_stem()
    assert len(stem) <= 150
    assert stem.startswith(
        f"sex-therapy-in-practice-{cases[0]}-{cases[1]}-and-{count - 2}-more-cases-large"
    )
    assert len(Request(cases=("x" * 300, "y")).file_stem()) <= 150


def test_the_moment_is_that_of_source_date_epoch() -> None:
    assert moment({"SOURCE_DATE_EPOCH": "86400"}) == 86400


@pytest.mark.parametrize("said", ["", "soon", "-1", "1.5", "²", "9" * 20])
def test_a_moment_that_is_no_number_of_seconds_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        moment({"SOURCE_DATE_EPOCH": said})


def test_the_date_on_the_cover_is_the_one_asked_for_or_that_of_the_moment() -> None:
    assert long_date("2026-03-01", 0) == "1 March 2026"
    assert long_date(None, 0) == "1 January 1970"
