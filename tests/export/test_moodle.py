"""Moodle XML, read by the rules of Moodle's importer."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from tests.export import moodle_reader
from tests.export.moodle_reader import Read, Refused
from tests.export.texts import missing_in, plain_of_html
from vignettes.export.moodle import moodle
from vignettes.export.question import Question, text
from vignettes.export.said import option_worth
from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single


def by_id(questions: list[Question]) -> dict[str, Read]:
    return {read.idnumber: read for read in moodle_reader.read(moodle(questions))}


@pytest.fixture(scope="module")
def reads(every: list[Question]) -> dict[str, Read]:
    """What Moodle reads of `every`."""
    return by_id(every)


def said_in(read: Read) -> str:
    """Return all that Moodle keeps of a question, as words."""
    answers = (part for answer in read.answers for part in (answer.text, answer.feedback))
    pairs = (part for pair in read.pairs for part in pair)
    return plain_of_html(" ¦ ".join((read.text, *answers, *pairs, read.general, read.graderinfo)))


def test_every_question_arrives_once_with_its_id_name_and_tags(
    every: list[Question], reads: dict[str, Read]
) -> None:
    assert sorted(reads) == sorted(question.id for question in every)
    for question in every:
        assert reads[question.id].tags == list(question.tags)
        assert reads[question.id].category.endswith(
            question.vignette.module + ("/exam" if question.vignette.use == "exam" else "")
        )


def test_every_text_arrives_as_it_was_written(every: list[Question], reads: dict[str, Read]) -> None:
    assert {q.id: lost for q in every if (lost := missing_in(said_in(reads[q.id]), q))} == {}


def test_each_option_keeps_its_worth_and_its_own_feedback(
    every: list[Question], reads: dict[str, Read]
) -> None:
    for question in every:
        if not isinstance(question.item, (Single, Multiple, Choice)):
            continue
        answers = {plain_of_html(a.text): a for a in reads[question.id].answers}
        assert len(answers) == len(question.item.options), question.id
        for option in question.item.options:
            answer = answers[plain_of_html(text(option.text))]
            assert answer.fraction == pytest.approx(option_worth(question, option))
            assert plain_of_html(text(option.feedback)) in plain_of_html(answer.feedback)


def test_numbers_keep_values_tolerances_and_what_is_said_to_near_misses(
    every: list[Question], reads: dict[str, Read]
) -> None:
    for question in every:
        item = question.item
        if isinstance(item, Number):
            due = [(item.answer, item.tolerance, 1), *((m.value, m.tolerance, 0) for m in item.near)]
            *foreseen, last = reads[question.id].answers
            assert [(float(a.text), a.tolerance, a.fraction) for a in foreseen] == due
            assert (last.text, last.fraction) == ("*", 0)


def test_order_becomes_places_and_pairs_keep_what_belongs_to_nothing(
    every: list[Question], reads: dict[str, Read]
) -> None:
    for question in every:
        item, pairs = question.item, reads[question.id].pairs
        if isinstance(item, Order):
            placed = [left for left, _ in sorted(pairs, key=lambda pair: int(pair[1]))]
            assert [plain_of_html(left) for left in placed] == [
                plain_of_html(text(s.text)) for s in item.steps
            ]
            assert placed != [left for left, _ in pairs], "the file itself gives the order away"
        if isinstance(item, Match):
            assert len({right for _, right in pairs}) == len(item.answers)
            assert len([left for left, _ in pairs if left]) == len(item.pairs)


def test_what_can_be_chosen_for_a_pair_survives_format_string(asked: list[Question]) -> None:
    rights = {right for _, right in by_id(asked)["hostile-text/odd-pairs"].pairs}
    assert all("<" not in right for right in rights)
    assert {unescape(right) for right in rights} == {"“<b>” & ‘</option>’", "</select> $40"}


def test_a_reply_has_its_rubric_for_the_grader(asked: list[Question]) -> None:
    read = by_id(asked)["every-type/words"]
    assert (read.kind, read.settings["responseformat"]) == ("essay", "plain")
    assert "Says that there is help" in read.graderinfo


def test_an_id_without_room_becomes_a_uuid_and_a_long_name_is_cut(asked: list[Question]) -> None:
    question = next(q for q in asked if isinstance(q.item, Reply))
    case = question.vignette.model_copy(update={"id": "x" * 80, "title": "A < b, " + "y" * 400})
    item = question.item.model_copy(update={"id": "z" * 80})
    [read] = moodle_reader.read(moodle([replace(question, vignette=case, item=item)]))
    assert len(read.idnumber) == 36 and read.name.endswith("…") and read.name.startswith("A ‹ b")


def test_shares_of_every_size_are_grades_that_moodle_knows(asked: list[Question]) -> None:
    question = next(q for q in asked if isinstance(q.item, Multiple))
    assert isinstance(question.item, Multiple)
    for size in range(3, 9):
        for right in range(1, size + 1):
            options = [
                question.item.options[0].model_copy(update={"id": f"o{n}", "correct": n < right})
                for n in range(size)
            ]
            item = question.item.model_copy(update={"options": tuple(options)})
            moodle_reader.read(moodle([replace(question, item=item)]))


def test_the_reader_refuses_what_moodle_refuses(asked: list[Question]) -> None:
    content = moodle(asked)
    for sound, broken in (
        (b'fraction="50"', b'fraction="47"'),
        (b"<idnumber>every-type/words<", b"<idnumber>every-type/several<"),
        (b"<answernumbering>ABCD<", b"<answernumbering>A-D<"),
    ):
        assert sound in content
        with pytest.raises(Refused):
            moodle_reader.read(content.replace(sound, broken))
