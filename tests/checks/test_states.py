"""What a branching case remembers must matter, and leave nobody stranded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.checks.cases import Data, branching, found, problems

MEASURES = [
    {"id": "trust", "name": "Trust", "levels": ["She leaves", "She answers", "She tells"], "start": 1},
    {"id": "told", "name": "Told", "levels": ["Nothing", "It"], "start": 0},
]


def remembering() -> Data:
    """Return a sound case of eight decisions: trust opens a stage, what is told another."""
    names = [f"s{i}" for i in range(8)]
    after = [*names[1:], "debrief"]
    stages: list[tuple[str, Any]] = [
        (name, [("sound", goto), ("costly", goto)]) for name, goto in zip(names, after, strict=True)
    ]
    data = branching(*stages, ("aside", "s3"), ("telling", "debrief")) | {"state": MEASURES}
    for stage in data["stages"][:8]:
        sound(stage)["expert"] = True
    first, third, last = (option(data, name) for name in ("s0", "s2", "s7"))
    first["changes"] = {"trust": 1}
    option(data, "s0", 1)["changes"] = {"trust": -1}
    third["ways"] = [{"when": {"trust": 2}, "goto": "aside"}]
    option(data, "s3")["changes"] = {"told": 1}
    last["ways"] = [{"when": {"told": 1}, "goto": "telling"}]
    return data


def stage(data: Data, name: str) -> Data:
    return next(stage for stage in data["stages"] if stage["id"] == name)


def sound(stage: Data) -> Data:
    return stage["items"][0]["options"][0]


def option(data: Data, name: str, n: int = 0) -> Data:
    return stage(data, name)["items"][0]["options"][n]


def test_a_case_in_which_the_state_matters_is_sound() -> None:
    assert [p.fact for p in problems(remembering()) if p.code in ("Q042", "Q043")] == []


def unreached(data: Data) -> None:
    option(data, "s2")["ways"] = [{"when": {"trust": 2, "told": 1}, "goto": "aside"}]


def never_otherwise(data: Data) -> None:
    option(data, "s2")["ways"] = [{"when": {"told": 0 + 1}, "goto": "aside"}]
    option(data, "s0")["changes"]["told"] = 1
    option(data, "s0", 1)["changes"]["told"] = 1


def circling(data: Data) -> None:
    stage(data, "aside")["goto"] = "s2"
    option(data, "s2", 1)["ways"] = [{"when": {"trust": 2}, "goto": "aside"}]


def never_raised(data: Data) -> None:
    del option(data, "s0")["changes"]["trust"]


def never_lowered(data: Data) -> None:
    del option(data, "s0", 1)["changes"]


def never_asked(data: Data) -> None:
    option(data, "s7").pop("ways")
    option(data, "s6")["ways"] = [{"when": {"trust": 2}, "goto": "telling"}]


def short(data: Data) -> None:
    option(data, "s0")["goto"] = "s2"


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (unreached, "the stage “aside” is met in no state"),
        (unreached, "this way is taken in no state that a learner can bring here"),
        (never_otherwise, "this `goto` is taken in no state that a learner can bring here"),
        (circling, "in some state “s2” never leads to the debrief"),
        (never_raised, "no choice raises “trust”"),
        (never_lowered, "no choice lowers “trust”"),
        (never_asked, "nothing depends on “told”"),
        (short, "the expert decides 7 times; 8 at least are needed"),
    ],
)
def test_a_state_that_does_not_work_is_found(change: Callable[[Data], None], fact: str) -> None:
    data = remembering()
    change(data)
    assert fact in [problem.fact for problem in problems(data) if problem.code == "Q043"]


def test_an_expert_who_never_arrives_is_found() -> None:
    data = remembering()
    option(data, "s7").update(goto="s6", ways=[])
    facts = [problem.fact for problem in problems(data) if problem.code == "Q043"]
    assert "the expert's way does not reach the debrief" in facts


def test_a_long_case_may_hold_more_choices_than_a_short_one() -> None:
    assert ("Q042", "error") not in found(remembering())
    plain = branching(*[(f"s{i}", [("sound", f"s{i + 1}"), ("costly", f"s{i + 1}")]) for i in range(8)],
                      ("s8", [("sound", "debrief"), ("costly", "debrief")]))  # fmt: skip
    assert ("Q042", "error") in found(plain)
