"""The graph of a branching case: reached, ended, long enough, mended, not circled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.cases import STRAIGHT, Data, branching, problems


def said(data: Data) -> list[str]:
    return [problem.fact for problem in problems(data)]


def with_stage(name: str, ways: Any) -> Data:
    return branching(*[(stage, ways if stage == name else old) for stage, old in STRAIGHT])


def test_a_stage_that_nothing_leads_to_is_found() -> None:
    assert said(branching(*STRAIGHT, ("attic", "three"))) == ["no path leads to the stage “attic”"]


def test_stages_that_lead_only_to_each_other_are_found() -> None:
    facts = said(branching(*STRAIGHT[:2], ("repair", "cellar"), STRAIGHT[3], ("cellar", "repair")))
    assert "no path leads from the stage “repair” to the debrief" in facts
    assert "no path leads from the stage “cellar” to the debrief" in facts


def test_a_shortcut_to_the_debrief_is_found() -> None:
    (fact,) = said(with_stage("two", [("sound", "three"), ("costly", "debrief"), ("harmful", "repair")]))
    assert fact == "a path reaches the debrief after 2 choices; 3 at least are needed"


@pytest.mark.parametrize(("count", "found"), [(8, 0), (9, 1)])
def test_more_than_eight_choices_on_a_path_are_too_many(count: int, found: int) -> None:
    stages = []
    for i in range(count):
        after = f"s{i + 1}" if i + 1 < count else "debrief"
        stages.append((f"s{i}", [("sound", after), ("costly", after)]))
    assert len(said(branching(*stages))) == found


def test_a_harmful_choice_that_ends_the_case_is_found() -> None:
    facts = said(with_stage("three", [("sound", "debrief"), ("harmful", "debrief")]))
    assert facts == ["a harmful choice ends the case: nobody can put it right"]


def test_a_way_back_of_three_steps_is_too_long() -> None:
    stages = (*STRAIGHT[:2], ("repair", "later"), ("later", "three"), STRAIGHT[3])
    assert said(branching(*stages)) == ["a harmful choice does not rejoin a sound path within two steps"]


def test_a_path_of_sound_choices_must_reach_the_end() -> None:
    facts = said(with_stage("three", [("costly", "debrief"), ("sound", "three")]))
    assert "sound choices alone never reach the debrief" in facts


def test_going_back_once_to_a_stage_is_allowed() -> None:
    assert said(with_stage("three", [("sound", "debrief"), ("costly", "two")])) == []


def test_going_back_twice_to_a_stage_is_found() -> None:
    ways = [("sound", "debrief"), ("costly", "two"), ("harmful", "two")]
    assert said(with_stage("three", ways)) == [
        "a second way leads back to “two”, which could be met three times"
    ]


def test_a_thicket_of_loops_is_refused_without_walking_it_for_ever() -> None:
    names = [f"s{i}" for i in range(24)]
    stages = [
        (name, [("sound", names[(i + step) % 24]) for step in (1, 5, 7, 11)] + [("costly", "debrief")])
        for i, name in enumerate(names)
    ]
    assert "there are too many loops for all paths to be followed" in said(branching(*stages))
