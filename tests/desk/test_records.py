"""What the desk takes for a record, and what it draws from records."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk.node import Node
from tests.desk.pages import Desk

ATTEMPT = {"fingerprint": "0123456789ab", "answer": "a", "score": 1, "right": True, "at": 1_764_000_000_000}


def attempt(**other: Any) -> dict[str, Any]:
    return {**ATTEMPT, **other}


def test_an_answer_as_the_script_keeps_it_is_a_record(node: Node) -> None:
    assert node.call("desk/records.js", "isAttempt", attempt(confidence="sure", seconds=12))


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "x",
        attempt(fingerprint="no"),
        attempt(score=2),
        attempt(score="1"),
        attempt(right="yes"),
        attempt(at=-1),
        attempt(confidence="certain"),
        {key: value for key, value in ATTEMPT.items() if key != "answer"},
    ],
)
def test_what_is_no_answer_is_none(node: Node, broken: Any) -> None:
    assert not node.call("desk/records.js", "isAttempt", broken)


def test_the_ledger_knows_answers_to_an_item_as_it_is_now_and_says_which_are_to_an_older_wording(
    node: Node, desk: Desk
) -> None:
    case, of = next(iter(desk.catalogue["cases"].items()))
    first, second = of["items"][:2]
    records = [
        ["answer", f"{case}/{first['id']}", attempt(fingerprint=first["fingerprint"], confidence="sure")],
        ["answer", f"{case}/{second['id']}", attempt(fingerprint="000000000000")],
        ["answer", f"{case}/~path", []],
        ["answer", "gone/item", attempt()],
        ["damaged", f"{case}/{first['id']}", "x"],
    ]
    lines = {
        line["key"]: line for line in node.call("desk/catalogue.js", "ledger", desk.catalogue, records)
    }
    known, older = lines[f"{case}/{first['id']}"], lines[f"{case}/{second['id']}"]
    assert known["answer"]["confidence"] == "sure" and known["first"] == known["answer"]
    assert "answer" not in older and older["revised"] and not known["revised"]
    assert len(lines) == sum(len(of["items"]) for of in desk.catalogue["cases"].values())
