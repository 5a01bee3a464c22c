"""A question bank of Moodle is carried, and every setting that cannot be is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.reading import Read, read

BANK = Path(__file__).with_name("bank.xml").read_text("utf-8")


@pytest.fixture(scope="module")
def found() -> dict[str, Read]:
    return {one.outcome.question.name: one for one in read(BANK)}


def test_text_options_key_and_feedback_are_carried(found: dict[str, Read]) -> None:
    one = found["After the scan"]
    assert one.case["id"] == "couns-017"
    assert one.case["title"] == "After the scan"
    assert one.case["level"] == "intermediate" and one.case["populations"] == ["oncology"]
    assert one.story == "Ines, 41, comes after her scan.\n\n> “I do not know what to ask.”"
    assert one.item["prompt"] == "Which reply *opens* the subject?"
    assert one.texts[1] == "“It is < 5 mm & benign.”"
    assert one.keys == ["“What would you like to know?”"]
    assert one.feedback == ["It asks, and waits.", "", "Near, but it can be answered with yes."]
    assert one.item["rationale"] == "An open question leaves the subject to her."


def test_every_part_that_has_no_place_is_named(found: dict[str, Read]) -> None:
    assert found["After the scan"].lost == (
        "partial credit (the answers are worth 100, 0, 50 %)",
        "the file scale one.png of the question",
        "picture “a scale from 0 to 10” (scale%20one.png) in the question",
        "marks: 2",
        "the penalty for another try: 0.333333",
        "combined feedback (right): Your answer is correct.",
        "a hint: Count the words.",
        "the tag “First Meetings” (it is no id)",
    )


def test_several_answers_with_equal_shares_lose_no_weights(found: dict[str, Read]) -> None:
    one = found["Which belong?"]
    assert one.item["type"] == "multiple"
    assert one.keys == ["Naming it", "Asking", "Waiting"]
    assert one.story == "She is **not** sure."
    assert one.lost == (
        "that its answers keep their order: false",
        "the numbering of its answers: none",
    )


def test_true_and_false_become_two_options(found: dict[str, Read]) -> None:
    one = found["Desire comes first"]
    assert (one.texts, one.keys) == (["True", "False"], ["False"])
    assert one.feedback == ["Not always.", "It can follow."]
    assert one.case["id"] == "desire-comes-first"


def test_a_number_keeps_its_tolerance_its_unit_and_what_is_said_to_wrong_ones(
    found: dict[str, Read],
) -> None:
    one = found["Score"]
    wanted = {"answer": 26.5, "tolerance": 0.5, "unit": "points", "otherwise": "Add all six."}
    assert {key: one.item[key] for key in wanted} == wanted
    assert one.item["near"] == [{"value": 20, "feedback": "One is left out."}]
    assert one.lost == (
        "the unit “tens” (times 0.1)",
        "partial credit (20 is worth 50 %)",
        "that it is hidden: 1",
        "<unitgradingtype>: 1",
    )


def test_pairs_keep_the_answer_that_belongs_to_none(found: dict[str, Read]) -> None:
    item = found["Levels"].item
    answers = {answer["id"]: answer["text"] for answer in item["answers"]}
    assert list(answers.values()) == ["Permission", "Limited information", "Intensive therapy & referral"]
    assert [(p["text"], answers[p["answer"]]) for p in item["pairs"]] == [
        ("“Many people ask.”", "Permission"),
        ("“Dryness is common.”", "Limited information"),
    ]


def test_steps_keep_their_order(found: dict[str, Read]) -> None:
    one = found["Steps"]
    assert [step["text"] for step in one.item["steps"]] == ["Ask", "Listen", "Answer"]
    assert one.lost == ("<gradingtype>: RELATIVE_TO_CORRECT",)


@pytest.mark.parametrize(
    ("name", "kind", "nearest"),
    [
        ("Write to her", "essay", "`reply`"),
        ("Gaps", "cloze", "one item a gap"),
        ("Drawn", "calculated", "`number` with fixed values"),
        ("Code", "coderunner", "the types are single, multiple"),
    ],
)
def test_other_types_are_named_with_what_is_nearest(
    found: dict[str, Read], name: str, kind: str, nearest: str
) -> None:
    assert found[name].outcome.question.kind == kind
    assert not found[name].case and nearest in found[name].reason


def test_a_single_without_one_whole_answer_says_so() -> None:
    answers = '<answer fraction="{}"><text>a</text></answer><answer fraction="{}"><text>b</text></answer>'
    for worths, count in (((50, 25), 0), ((100, 100), 2)):
        text = f'<quiz><question type="multichoice">{answers.format(*worths)}</question></quiz>'
        (one,) = read(text)
        assert any(f"{count} answers are worth 100 %" in what for what in one.lost)
        assert len(one.keys) == count


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('type="multichoice">', "it has no answers"),
        ('type="multichoice"><answer fraction="x"><text>a</text></answer>', "is no number"),
        ('type="numerical"><answer fraction="100"><text>four</text></answer>', "is no number"),
        ('type="truefalse"><answer fraction="100"><text>yes</text></answer>', "true and false"),
        ('type="matching">', "it has no pairs"),
        (">", "has no equal here"),
    ],
)
def test_a_question_that_holds_nonsense_is_named_and_loses_no_other(body: str, why: str) -> None:
    sound = '<question type="truefalse"><answer fraction="100"><text>true</text></answer>'
    sound += '<answer fraction="0"><text>false</text></answer></question>'
    bad, good = read(f"<quiz>\n<question {body}</question>\n{sound}</quiz>")
    assert why in bad.reason and bad.outcome.question.place.line == 2
    assert good.keys == ["True"]
