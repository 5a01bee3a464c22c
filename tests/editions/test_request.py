from __future__ import annotations

import pytest

from vignettes.editions.request import Request, long_date, moment
from vignettes.errors import UsageError


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(audience="students"), "Did you mean “student”"),
        (Request(paper="A4"), "There is no paper “A4”"),
        (Request(modules=("plisit",)), "Did you mean “plissit”"),
        (Request(modules=("",)), "There is no module “”"),
        (Request(date="tomorrow"), "is not a date"),
        (Request(date="2026-02-30"), "is not a date"),
    ],
)
def test_what_cannot_be_is_refused_with_the_nearest_thing(request_: Request, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        request_.check(["plissit", "desire"])


def test_a_wish_that_can_be_met_passes() -> None:
    Request("instructor", ("desire",), "letter", "T", "C", "2026-11-23").check(["plissit", "desire"])


def test_the_moment_is_that_of_source_date_epoch() -> None:
    assert moment({"SOURCE_DATE_EPOCH": "86400"}) == 86400


@pytest.mark.parametrize("said", ["", "soon", "-1", "1.5", "²", "9" * 20])
def test_a_moment_that_is_no_number_of_seconds_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        moment({"SOURCE_DATE_EPOCH": said})


def test_the_date_on_the_cover_is_the_one_asked_for_or_that_of_the_moment() -> None:
    assert long_date("2026-03-01", 0) == "1 March 2026"
    assert long_date(None, 0) == "1 January 1970"
