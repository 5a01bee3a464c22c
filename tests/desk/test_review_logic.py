"""What Review makes of what is stored: revised, removed, damaged; second tries; keys; words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.desk.node import Node
from tests.desk.pages import Desk

OTHER = "ffffffffffff"
CARD = {
    "at": 1_763_000_000_000,
    "due": 1_763_200_000_000,
    "stability": 2.3,
    "difficulty": 2.1,
    "days": 3,
    "steps": 0,
    "reps": 1,
    "lapses": 0,
    "state": 2,
    "score": 1,
}


def attempt(fingerprint: str, **other: Any) -> dict[str, Any]:
    return {"fingerprint": fingerprint, "answer": "a", "score": 1, "right": True, "at": 5, **other}


def held(node: Node, desk: Desk, records: list[list[Any]]) -> tuple[list[str], list[str]]:
    """Return the keys of what is due and of what is new."""
    lines = node.call("desk/catalogue.js", "ledger", desk.catalogue, records)
    found = node.call("desk/schedule.js", "agenda", lines, 1_764_000_000_000, 50)
    return [each["key"] for each in found["due"]], [each["key"] for each in found["fresh"]]


def test_revised_comes_as_new_removed_is_not_counted_and_what_comes_back_has_its_card(
    node: Node, desk: Desk
) -> None:
    key = "every-type/one-best"
    mark = desk.catalogue["cases"]["every-type"]["items"][0]["fingerprint"]
    assert held(node, desk, [["card", key, {**CARD, "fingerprint": mark}]]) == ([key], [])
    assert held(node, desk, [["card", key, {**CARD, "fingerprint": OTHER}]]) == ([], [key])
    assert held(node, desk, [["card", "every-type/gone", {**CARD, "fingerprint": mark}]]) == ([], [])
    answered = [["card", key, {**CARD, "fingerprint": OTHER}], ["answer", key, attempt(mark)]]
    reviewed = [["card", key, {**CARD, "fingerprint": mark}], ["earlier", key, attempt(OTHER)]]
    for records, expected in ((answered, ([], [key])), (reviewed, ([key], []))):
        lines = node.call("desk/catalogue.js", "ledger", desk.catalogue, records)
        assert not next(line for line in lines if line["key"] == key)["revised"]
        assert held(node, desk, records) == expected


@pytest.mark.parametrize(
    "broken",
    [None, 7, "card", [], {}, {"stability": "high"}, {"due": None}, {"at": -1}, {"state": 9}, {"score": 2}],
)
def test_a_damaged_card_hides_no_item_that_was_answered(node: Node, desk: Desk, broken: Any) -> None:
    key = "every-type/one-best"
    mark = desk.catalogue["cases"]["every-type"]["items"][0]["fingerprint"]
    if broken and isinstance(broken, dict):
        broken = {**CARD, "fingerprint": mark, **broken}
    assert held(node, desk, [["card", key, broken], ["answer", key, attempt(mark)]]) == ([], [key])


def test_of_what_is_asked_for_again_the_known_is_taken_once_and_what_needs_its_case_is_named(
    node: Node, desk: Desk
) -> None:
    lines = node.call("desk/catalogue.js", "ledger", desk.catalogue, [])
    wish = ["every-type/share", "every-type/one-best", "every-type/share", "every-type/words", "no/such"]
    wish += ["branching-path/first-move", "__proto__", 5, None, ["every-type/pairs"]]  # type: ignore[list-item]
    asked = node.call("desk/retry.js", "askedAgain", json.dumps(wish), lines)
    assert [line["key"] for line in asked["taken"]] == ["every-type/share", "every-type/one-best"]
    assert [line["key"] for line in asked["bound"]] == ["every-type/words", "branching-path/first-move"]
    assert asked["wanted"] == 6
    for text in (None, "", "no list", '"every-type/share"', "{}", "null"):
        asked = node.call("desk/retry.js", "askedAgain", text, lines)
        assert asked == {"wanted": 0, "taken": [], "bound": []}


def test_a_second_try_keeps_the_first_answer_once_and_what_does_not_fit_aside(node: Node) -> None:
    mark, now = "0123456789ab", attempt("0123456789ab", at=9)

    def writes(**kept: Any) -> list[list[Any]]:
        return node.call("desk/retry.js", "secondTry", kept, now)

    old, older, revised = attempt(mark), attempt(mark, at=1), attempt(OTHER)
    assert writes() == [["answer", now]]
    assert writes(answer=old) == [["first", old], ["answer", now]]
    assert writes(answer=old, first=older) == [["answer", now]]
    assert writes(answer=old, first=revised) == [["first", old], ["answer", now]]
    assert writes(answer=revised) == [["earlier", revised], ["answer", now]]
    for broken in ("text", {"fingerprint": mark}, None):
        assert writes(answer=broken) == [["damaged", broken], ["answer", now]]


@pytest.mark.parametrize(
    ("key", "place", "phase", "meaning"),
    [
        ("1", "elsewhere", "answer", ["choose", 1]),
        ("c", "elsewhere", "answer", ["choose", 3]),
        ("9", "press", "answer", ["choose", 9]),
        ("g", "elsewhere", "answer", None),
        ("Enter", "elsewhere", "answer", ["commit"]),
        ("Enter", "press", "answer", None),
        ("Enter", "elsewhere", "note", ["open"]),
        ("1", "elsewhere", "note", None),
        ("2", "elsewhere", "rating", ["rate", 2]),
        ("5", "elsewhere", "rating", None),
        ("Enter", "elsewhere", "rating", ["next"]),
        ("s", "elsewhere", "answer", ["end"]),
        ("s", "elsewhere", "over", None),
        ("Enter", "elsewhere", "over", None),
        ("Escape", "elsewhere", "answer", None),
        ("s", "field", "answer", None),
        ("1", "textarea", "answer", None),
        ("Enter", "textarea", "answer", None),
    ],
)
def test_a_key_means_something_where_the_session_waits_for_it(
    node: Node, key: str, place: str, phase: str, meaning: Any
) -> None:
    press = {"key": key, "ctrlKey": False, "altKey": False, "metaKey": False}
    assert node.call("desk/session_keys.js", "meaningOf", press, place, phase) == meaning
    for held_down in ("ctrlKey", "altKey", "metaKey", "repeat", "isComposing"):
        combined = {**press, held_down: True}
        said = node.call("desk/session_keys.js", "meaningOf", combined, place, phase)
        onward = place == "textarea" and key == "Enter" and held_down in ("ctrlKey", "metaKey")
        assert said == (["commit"] if onward else None)


def test_a_day_is_said_as_people_say_it(node: Node) -> None:
    evening, day = 1_764_190_800_000, 86_400_000

    def said(days: float) -> str:
        return node.call("desk/review_words.js", "daysAway", evening + days * day, evening)

    assert [said(days) for days in (-3, 0, 1, 4, 59)] == [
        "later today",
        "later today",
        "tomorrow",
        "in 4 days",
        "in 59 days",
    ]
    assert [said(days) for days in (60, 200, 365)] == ["in 2 months", "in 7 months", "in a year"]


def test_how_long_it_may_take_is_reckoned_from_the_readers_own_pace(node: Node) -> None:
    def said(count: int, seconds: list[int]) -> str:
        return node.call("desk/review_words.js", "timeFor", count, seconds)

    assert said(1, []) == "about a minute" and said(12, [900] * 4) == "about 12 minutes"
    assert said(12, [30, 20, 3000, 31, 29]) == "about 6 minutes"
    assert said(2000, []) == "more than an hour"
