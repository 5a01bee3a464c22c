"""The answer sheet of a practice exam: what may be kept, two tabs, the time, the marks and the words."""

from __future__ import annotations

import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.node import Node

SHEET, TIME, MARKS, WORDS = (f"desk/exam_{name}.js" for name in ("sheet", "time", "marks", "words"))
RECORDS = "desk/records.js"
BEGUN = 1_764_000_000_000
MINUTE = 60_000
PRINT = "0123456789ab"
Sheet = dict[str, Any]

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def item(n: int, **other: Any) -> dict[str, Any]:
    return {"key": f"case/q-{n}", "fingerprint": PRINT, **other}


def sheet(*items: dict[str, Any], **other: Any) -> Sheet:
    given = {"at": BEGUN, "ended": None, "limit": None, "modules": ["plissit"], "here": 0}
    return {**given, "items": list(items or (item(0), item(1))), **other}


ANSWERED = item(0, answer="a", at=BEGUN, seconds=4, flagged=True)


@pytest.mark.parametrize(
    "sound",
    [
        sheet(),
        sheet(ANSWERED, item(1), limit=30 * MINUTE, here=1),
        sheet({**ANSWERED, "score": 0.5, "right": False}, item(1), ended=BEGUN + 1),
        sheet(item(0, at=BEGUN), modules=[]),
    ],
)
def test_a_practice_exam_as_the_page_keeps_it_is_a_record(node: Node, sound: Sheet) -> None:
    assert node.call(RECORDS, "isExam", sound) is True


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "x",
        {},
        sheet(at="1764000000000"),
        sheet(at=-1),
        sheet(ended=True),
        sheet(limit=0),
        sheet(limit=8 * 24 * 60 * MINUTE),
        sheet(limit=1.5),
        sheet(modules="plissit"),
        sheet(modules=["<b>"]),
        sheet(items=[]),
        sheet(items="case/q-0"),
        sheet(items=[None]),
        sheet(here=2),
        sheet(here=-1),
        sheet(here="0"),
        sheet(extra=1),
        sheet(item(0), item(0)),
        sheet(item(0, key=["case/q-0"])),
        sheet(item(0, key="case/~path")),
        sheet(item(0, key="__proto__/x")),
        sheet(item(0, fingerprint=[PRINT])),
        sheet(item(0, answer="a")),
        sheet(item(0, at="x")),
        sheet(item(0, seconds=-1)),
        sheet(item(0, flagged="yes")),
        sheet(item(0, score=1, right=True)),
        sheet(item(0, score=1, right=False), ended=BEGUN),
        sheet(item(0, score=2, right=False), ended=BEGUN),
        sheet(item(0, right=True), ended=BEGUN),
        sheet(item(0, html="<img onerror=alert(1)>")),
        {key: value for key, value in sheet().items() if key != "ended"},
    ],
)
def test_what_is_no_practice_exam_is_none(node: Node, broken: Any) -> None:
    assert node.call(RECORDS, "isExam", broken) is False


def test_a_prototype_in_a_record_is_refused(node: Node) -> None:
    hostile = json.dumps(sheet()).replace('"here"', '"__proto__": {"isExam": true}, "here"')
    assert node.call_text(f'{{"file": "{RECORDS}", "name": "isExam", "given": [{hostile}]}}') is False


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@quickly
@given(field=st.sampled_from([*sheet()]), value=values)
def test_whatever_stands_in_a_field_is_judged_without_an_error(node: Node, field: str, value: Any) -> None:
    assert node.call(RECORDS, "isExam", {**sheet(), field: value}) in (True, False)


# Two tabs


moments = st.integers(BEGUN, BEGUN + 3)
states = st.builds(
    lambda first, second, at, ended, here: sheet(first, second, at=at, ended=ended, here=here),
    *(
        st.builds(
            lambda n, at, answer, flagged: item(
                n, **({"at": at, "answer": answer} if at else {}), **flagged
            ),
            st.just(n),
            st.none() | moments,
            st.sampled_from("abc"),
            st.sampled_from([{}, {"flagged": True}]),
        )
        for n in range(2)
    ),
    moments,
    st.none() | moments,
    st.integers(0, 1),
)


@quickly
@given(tabs=st.lists(states, min_size=2, max_size=3), data=st.data())
def test_tabs_are_put_together_in_any_order_with_the_last_change_to_each_question(
    node: Node, tabs: list[Sheet], data: st.DataObject
) -> None:
    def joined(sheets: list[Sheet]) -> Sheet:
        return reduce(lambda a, b: node.call(SHEET, "joinedSheets", a, b), sheets)

    whole = joined(tabs)
    assert whole == joined(data.draw(st.permutations(tabs)))
    assert node.call(SHEET, "joinedSheets", whole, whole) == whole
    assert node.call(RECORDS, "isExam", whole)
    assert whole["at"] == max(tab["at"] for tab in tabs)
    assert whole["ended"] == min((tab["ended"] for tab in tabs if tab["ended"] is not None), default=None)
    for n, kept in enumerate(whole["items"]):
        last = max(tab["items"][n].get("at", -1) for tab in tabs)
        assert kept in [tab["items"][n] for tab in tabs] and kept.get("at", -1) == last


def test_of_an_exam_that_does_not_ask_the_same_under_its_name_the_later_one_counts(node: Node) -> None:
    mine, other = sheet(item(0), at=BEGUN + 1), sheet(item(7), at=BEGUN)
    assert node.call(SHEET, "joinedSheets", mine, other) == mine
    assert node.call(SHEET, "joinedSheets", other, mine) == mine


def test_a_mark_is_not_lost_to_the_same_answer_without_one(node: Node) -> None:
    marked = sheet({**ANSWERED, "score": 0, "right": False}, ended=BEGUN)
    plain = sheet(ANSWERED, ended=BEGUN)
    assert node.call(SHEET, "joinedSheets", plain, marked) == marked
    assert node.call(SHEET, "joinedSheets", marked, plain) == marked


def test_a_change_is_later_than_the_one_before_even_where_the_clock_was_set_back(node: Node) -> None:
    first = node.call(SHEET, "withAnswer", sheet(), 0, "a", 3, BEGUN + 5000)
    second = node.call(SHEET, "withAnswer", first, 0, "b", 4, BEGUN - 10**9)
    assert second["items"][0] == item(0, answer="b", at=BEGUN + 5001, seconds=4)
    assert node.call(SHEET, "joinedSheets", first, second)["items"][0]["answer"] == "b"
    edge = sheet(at=8.64e15 - 1)
    assert node.call(RECORDS, "isExam", node.call(SHEET, "withFlag", edge, 1, True, BEGUN))


def test_an_answer_can_be_taken_back_and_is_counted_as_open(node: Node) -> None:
    full = node.call(SHEET, "withAnswer", sheet(), 1, ["x"], 3, BEGUN + 1)
    flagged = node.call(SHEET, "withFlag", full, 0, True, BEGUN + 2)
    assert node.call(SHEET, "sheetCounts", flagged) == {"answered": 1, "open": 1, "flagged": 1}
    taken = json.dumps({"file": SHEET, "name": "withAnswer", "given": [flagged, 1]})
    empty = node.call_text(taken)
    assert node.call(SHEET, "sheetCounts", empty) == {"answered": 0, "open": 2, "flagged": 1}


# The time


@pytest.mark.parametrize(
    ("kind", "minutes", "factor", "questions", "limit"),
    [
        ("none", 30, 1.5, 20, None),
        ("each", 30, 1, 20, 30 * MINUTE),
        ("each", 30, 1.25, 10, 1_125_000),
        ("own", 45, 1, 20, 45 * MINUTE),
        ("own", 45, 1.5, 20, 4_050_000),
    ],
)
def test_the_limit_is_that_of_the_wish_with_its_extra_time(
    node: Node, kind: str, minutes: int, factor: float, questions: int, limit: int | None
) -> None:
    time = {"kind": kind, "minutes": minutes, "factor": factor}
    assert node.call(TIME, "timeLimit", time, questions) == limit


@quickly
@given(
    limit=st.integers(1, 10**9),
    moments=st.lists(st.integers(0, 8 * 10**15), min_size=1, max_size=4),
    back=st.integers(0, 10**15),
)
def test_a_clock_set_back_gives_no_time_and_never_more_than_the_whole(
    node: Node, limit: int, moments: list[int], back: int
) -> None:
    spent = node.call(TIME, "timeSpent", BEGUN, limit, moments)
    assert 0 <= spent <= limit
    assert node.call(TIME, "timeSpent", BEGUN, limit, [*moments, max(moments) - back]) == spent


def test_a_reader_is_told_of_ten_five_and_one_minutes_once_each(node: Node) -> None:
    told = [
        node.call(TIME, "milestone", (second + 1) * 1000, second * 1000) for second in range(900, -1, -1)
    ]
    assert [minutes for minutes in told if minutes] == [10, 5, 1]
    assert node.call(TIME, "milestone", 20 * MINUTE, 4 * MINUTE) == 5  # the page slept meanwhile
    assert node.call(TIME, "milestone", 10 * MINUTE, 9.5 * MINUTE) == 0  # an exam of ten minutes begins


@pytest.mark.parametrize(
    ("time", "face", "words"),
    [
        (0, "0:00", "less than a minute"),
        (1, "0:01", "less than a minute"),
        (61_000, "1:01", "1 minute"),
        (3_599_001, "1:00:00", "1 hour"),
        (3_900_000, "1:05:00", "1 hour 5 minutes"),
        (7_200_000, "2:00:00", "2 hours"),
    ],
)
def test_a_time_is_shown_as_a_clock_and_said_in_minutes(
    node: Node, time: int, face: str, words: str
) -> None:
    assert node.call(TIME, "clockFace", time) == face
    assert node.call(TIME, "timeInWords", time) == words


# Marks


SINGLE = {"type": "single", "options": ["a", "b"], "right": "a"}
SEVERAL = {"type": "multiple", "options": ["a", "b", "c"], "right": ["a", "b"]}
TEXTS = {f"case/q-{n}": {"fingerprint": PRINT, "key": SEVERAL if n == 2 else SINGLE} for n in range(6)}
ENDED = sheet(
    item(0, answer="a", at=1),
    item(1, answer="b", at=1),
    item(2, answer=["a"], at=1),
    item(3),
    item(4, answer={"a": 1}, at=1),
    {**item(5, answer="a", at=1), "fingerprint": "f" * 12},
    item(6, answer="a", at=1),
    ended=BEGUN + 7 * MINUTE,
    limit=10 * MINUTE,
)


def test_marks_are_shares_of_a_point_and_what_cannot_be_marked_is_not_counted(node: Node) -> None:
    marked = node.call(MARKS, "markedSheet", ENDED, TEXTS)
    assert [each.get("score") for each in marked["items"]] == [1, 0, pytest.approx(2 / 3), 0, *[None] * 3]
    assert node.call(RECORDS, "isExam", marked)
    assert node.call(MARKS, "markedSheet", marked, TEXTS) == marked
    tally = node.call(MARKS, "tally", marked["items"])
    assert tally.pop("points") == pytest.approx(5 / 3)
    assert tally == {"asked": 7, "counted": 4, "right": 1, "partly": 1, "wrong": 1, "open": 1}
    missed = node.call(MARKS, "missedOf", marked["items"])
    assert [each["key"] for each in missed] == ["case/q-1", "case/q-2", "case/q-3"]


def test_marks_once_given_stay_whatever_the_key_says_later(node: Node) -> None:
    marked = node.call(MARKS, "markedSheet", ENDED, TEXTS)
    other = {key: {**text, "key": {**SINGLE, "right": "b"}} for key, text in TEXTS.items()}
    assert node.call(MARKS, "markedSheet", marked, other)["items"][:4] == marked["items"][:4]


@pytest.mark.parametrize(
    ("asked", "now", "came", "expected"),
    [
        (item(0, answer="a", at=1, score=1, right=True), None, False, "right"),
        (item(0, answer="a", at=1, score=0.5, right=False), PRINT, True, "partly"),
        (item(0, answer="a", at=1, score=0, right=False), PRINT, True, "wrong"),
        (item(0, score=0, right=False), PRINT, True, "open"),
        (item(0, answer="a", at=1), None, False, "gone"),
        (item(0, answer="a", at=1), "f" * 12, True, "revised"),
        (item(0, answer="a", at=1), PRINT, True, "unreadable"),
        (item(0, answer="a", at=1), PRINT, False, "waiting"),
    ],
)
def test_every_question_has_one_outcome(
    node: Node, asked: dict[str, Any], now: str | None, came: bool, expected: str
) -> None:
    assert node.call(MARKS, "outcome", asked, now, came) == expected


def test_a_result_is_said_in_counts_points_and_time(node: Node) -> None:
    marked = node.call(MARKS, "markedSheet", ENDED, TEXTS)
    outcomes = ["right", "wrong", "partly", "open", "unreadable", "revised", "waiting"]
    assert node.call(WORDS, "resultInWords", marked, BEGUN, outcomes) == [
        "1.67 of 4 points.",
        "1 right, 1 partly right, 1 not right, 1 left open.",
        "1 question not counted: it was revised after the exam began.",
        "1 question not counted: it has an answer here that could not be read.",
        "1 question not counted: it is not marked yet.",
        "Time used: 7 minutes of 10 minutes.",
    ]
    late = {**marked, "ended": BEGUN + 10 * MINUTE}
    up = "Time used: 10 minutes of 10 minutes. The time was up, so the exam handed itself in."
    assert node.call(WORDS, "resultInWords", late, BEGUN, [])[-1] == up
    untimed = sheet(item(0, answer="a", at=1, seconds=90), item(1, seconds=45), ended=BEGUN)
    assert node.call(WORDS, "resultInWords", untimed, BEGUN, []) == [
        "Time on the questions, up to your last change to each: 2 minutes."
    ]
