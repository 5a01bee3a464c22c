"""GIFT, read by gift-pegjs and by the rules of Moodle's importer."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from tests.export import gift_reader
from tests.export.texts import missing_in, plain_of_html
from vignettes.export.gift import gift
from vignettes.export.question import Question
from vignettes.export.said import option_worth
from vignettes.model import Choice, Match, Multiple, Number, Single

KINDS = {
    "single": ("MC", "multichoice"),
    "multiple": ("MC", "multichoice"),
    "choice": ("MC", "multichoice"),
    "order": ("Matching", "matching"),
    "match": ("Matching", "matching"),
    "number": ("Numerical", "numerical"),
    "reply": ("Essay", "essay"),
}


@pytest.fixture(scope="module")
def by_pegjs(asked: list[Question], all_asked: list[Question]) -> dict[str, dict[str, Any]]:
    """What gift-pegjs reads of the gallery and the course, in one run."""
    read = gift_reader.parsed(gift(asked) + b"\n" + gift(all_asked))
    return {question["id"]: question for question in read if question["type"] != "Category"}


def texts_in(value: Any) -> list[str]:
    """Return every text that gift-pegjs found."""
    if isinstance(value, dict):
        return [text for entry in value.values() for text in texts_in(entry)]
    if isinstance(value, list):
        return [text for entry in value for text in texts_in(entry)]
    return [value] if isinstance(value, str) else []


def test_gift_pegjs_reads_every_question_with_all_its_texts(
    by_pegjs: dict[str, dict[str, Any]], every: list[Question]
) -> None:
    for question in every:
        read = by_pegjs[question.id]
        assert read["type"] == KINDS[question.item.type][0], question.id
        assert read["tags"] == list(question.tags)
        assert missing_in(plain_of_html(" ¦ ".join(texts_in(read))), question) == [], question.id


def test_gift_pegjs_reads_worth_and_feedback_of_every_option(
    by_pegjs: dict[str, dict[str, Any]], every: list[Question]
) -> None:
    for question in every:
        if not isinstance(question.item, (Single, Multiple, Choice)):
            continue
        due = {round(100 * option_worth(question, option), 3) for option in question.item.options}
        choices = by_pegjs[question.id]["choices"]
        worth = {round(100.0 if c["isCorrect"] else c["weight"] or 0, 3) for c in choices}
        assert worth == due and all(c["feedback"]["format"] == "html" for c in choices), question.id


def test_moodle_reads_every_question_with_all_its_texts(every: list[Question]) -> None:
    reads = {read.idnumber: read for read in gift_reader.read(gift(every))}
    assert len(reads) == len(every)
    for question in every:
        read = reads[question.id]
        assert (read.kind, read.tags) == (KINDS[question.item.type][1], list(question.tags)), question.id
        answers = (part for answer in read.answers for part in (answer[0], answer[2]))
        pairs = (part for pair in read.pairs for part in pair)
        there = plain_of_html(" ¦ ".join((read.text, *answers, *pairs, read.general)))
        assert missing_in(there, question) == [], question.id
        if isinstance(question.item, (Single, Multiple, Choice)):
            due = sorted(option_worth(question, option) for option in question.item.options)
            assert sorted(worth for _, worth, _ in read.answers) == pytest.approx(due)


def test_numbers_are_written_without_exponents(asked: list[Question]) -> None:
    question = next(q for q in asked if isinstance(q.item, Number))
    item = question.item.model_copy(update={"answer": 0.00001, "tolerance": 0.000002, "near": ()})
    [_, read] = gift_reader.parsed(gift([replace(question, item=item)]))
    number = read["choices"][0]["text"]
    assert (number["number"], number["range"]) == (0.00001, 0.000002)


def test_a_pair_may_hold_any_character(asked: list[Question]) -> None:
    question = next(q for q in asked if isinstance(q.item, Match))
    assert isinstance(question.item, Match)
    hostile = "a: b = c # {d} \\ -> <i> & [[e]]"
    answers = tuple(a.model_copy(update={"text": f"{a.id} {hostile}"}) for a in question.item.answers)
    item = question.item.model_copy(update={"answers": answers})
    content = gift([replace(question, item=item)])
    due = {f"{answer.id} {hostile}" for answer in answers}
    [_, pegjs] = gift_reader.parsed(content)
    [moodle] = gift_reader.read(content)
    assert {unescape(pair["subanswer"]) for pair in pegjs["matchPairs"]} == due
    assert {unescape(right) for _, right in moodle.pairs} == due


def test_a_no_break_space_stays_one_and_a_line_break_ends_nothing(asked: list[Question]) -> None:
    question = next(q for q in asked if isinstance(q.item, Number))
    item = question.item.model_copy(update={"rationale": "30\u00a0% here.\n\n\n- one\n\n- two\n"})
    content = gift([replace(question, item=item)])
    [_, pegjs] = gift_reader.parsed(content)
    [moodle] = gift_reader.read(content)
    for general in (pegjs["globalFeedback"]["text"], moodle.general):
        assert "30\u00a0% here.</p><ul><li><p>one</p></li><li><p>two</p></li></ul>" in general


def test_a_choice_whose_ways_are_all_sound_stays_a_choice(asked: list[Question]) -> None:
    question = next(q for q in asked if isinstance(q.item, Choice))
    assert isinstance(question.item, Choice)
    options = tuple(o.model_copy(update={"quality": "sound"}) for o in question.item.options)
    content = gift([replace(question, item=question.item.model_copy(update={"options": options}))])
    [_, read] = gift_reader.parsed(content)
    assert read["type"] == "MC" and sum(c["isCorrect"] for c in read["choices"]) == 1
    assert [worth for _, worth, _ in gift_reader.read(content)[0].answers] == [1.0] * len(options)
