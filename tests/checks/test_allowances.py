"""An allowance silences one rule where it says so, and is judged itself."""

from __future__ import annotations

from tests.checks.cases import Data, case, found, problems, single

ODD = {"prompt": "What comes next?"}
REASON = "The short question is the person's own."


def allowing(*allowances: dict[str, str], item: Data | None = None) -> Data:
    entries = [{"reason": REASON} | allowance for allowance in allowances]
    return case(item or single(**ODD)) | {"allow": entries}


def test_a_rule_is_silenced_for_the_whole_vignette() -> None:
    assert found(case(single(**ODD))) == [("Q003", "warning")]
    assert found(allowing({"rule": "closed_lead_in"})) == []


def test_a_rule_is_silenced_for_one_item_alone() -> None:
    assert found(allowing({"rule": "closed_lead_in", "item": "first"})) == []
    data = allowing({"rule": "closed_lead_in", "item": "first"})
    data["stages"][0]["items"].append(single(**ODD) | {"id": "second"})
    assert [p.trail for p in problems(data)] == [("stages", "opening", "items", "second", "prompt")]


def test_an_allowance_that_silences_nothing_is_a_warning() -> None:
    (problem,) = problems(allowing({"rule": "stem_echo"}, item=single()))
    assert (problem.code, problem.level) == ("Q000", "warning")
    assert problem.trail == ("allow", "entry 1")


def test_an_unknown_rule_is_an_error_and_the_nearest_is_suggested() -> None:
    (problem,) = problems(allowing({"rule": "stem_ecko"}, item=single()))
    assert (problem.code, problem.level) == ("Q000", "error")
    assert "Did you mean “stem_echo”?" in problem.advice


def test_an_unknown_item_is_an_error_and_the_nearest_is_suggested() -> None:
    report = problems(allowing({"rule": "closed_lead_in", "item": "frist"}))
    assert [(p.code, p.level) for p in report] == [("Q000", "error"), ("Q003", "warning")]
    assert "Did you mean “first”?" in report[0].advice


def test_a_rule_that_cannot_be_silenced_is_not() -> None:
    report = problems(allowing({"rule": "refs_resolve"}, item=single(references=[])))
    assert [p.code for p in report] == ["Q000", "Q036"]
    assert "cannot be silenced" in report[0].fact
