"""The Python grader, by the table that quiz.js passes too (tests/browser/test_grading.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vignettes.grading import NotAnAnswer, answer_key, grade
from vignettes.loading import Bank

TABLE: list[dict[str, Any]] = json.loads(Path(__file__).with_name("grading.json").read_text("utf-8"))
TYPES = {"single", "multiple", "order", "match", "number", "reply", "choice"}


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_the_python_grader_judges_as_the_table_says(row: dict[str, Any]) -> None:
    if row.get("refused"):
        with pytest.raises(NotAnAnswer):
            grade(row["key"], row["answer"])
    else:
        result = grade(row["key"], row["answer"])
        assert (result.score, result.right, result.parts) == (row["score"], row["right"], row["parts"])


def test_the_table_holds_judged_and_refused_answers_of_every_type() -> None:
    assert {row["key"]["type"] for row in TABLE if "score" in row} == TYPES
    assert {row["key"]["type"] for row in TABLE if row.get("refused")} >= TYPES
    assert len({row["name"] for row in TABLE}) == len(TABLE) >= 60


REMEMBERED = {"changes", "ways", "expert"}
"""What the key of a choice holds beside its worth; the score does not hang on it."""


def test_the_table_has_a_key_shaped_like_that_of_every_item_in_the_gallery(gallery_bank: Bank) -> None:
    shapes = {row["key"]["type"]: set(row["key"]) for row in TABLE if "score" in row}
    for case in gallery_bank:
        for _, item in case.vignette.items():
            assert set(answer_key(item)) - REMEMBERED == shapes[item.type]
