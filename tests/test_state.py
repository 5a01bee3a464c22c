"""What a branching case remembers, and where that leads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vignettes.loading import Bank
from vignettes.model import Measure, Stage, Vignette
from vignettes.state import beginning, expert_steps, moved, way_on

TABLE: list[dict[str, Any]] = json.loads(Path(__file__).with_name("state.json").read_text("utf-8"))


def measures(tops: dict[str, int]) -> list[Measure]:
    return [
        Measure(id=name, name=name, levels=tuple("level" for _ in range(top + 1)), start=0)
        for name, top in tops.items()
    ]


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_a_choice_moves_the_measures_as_the_table_says(row: dict[str, Any]) -> None:
    assert moved(measures(row["tops"]), row["state"], row["changes"]) == row["after"]


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_the_way_on_is_the_one_of_the_table(row: dict[str, Any]) -> None:
    ways = [{"when": when, "goto": goto} for when, goto in row["ways"]]
    stage = Stage.model_validate({"id": "here", "text": "Here.", "goto": row["goto"], "ways": ways})
    assert way_on(stage, row["after"]) == row["leads"]


@pytest.fixture
def remembering(gallery_bank: Bank) -> Vignette:
    return gallery_bank.vignette("branching-state")


def test_a_case_begins_where_its_measures_say(remembering: Vignette) -> None:
    assert beginning(remembering) == {"trust": 1, "told": 0}


def test_an_expert_decides_by_the_state_that_they_have_brought_about(remembering: Vignette) -> None:
    steps = list(expert_steps(remembering))
    assert [step.stage.id for step in steps] == ["coat", "telling", "plan"]
    assert [dict(step.after) for step in steps] == [
        {"trust": 2, "told": 0},
        {"trust": 2, "told": 1},
        {"trust": 2, "told": 1},
    ]


def test_a_case_without_an_expert_has_no_expert_steps(gallery_bank: Bank) -> None:
    assert list(expert_steps(gallery_bank.vignette("branching-path"))) == []
