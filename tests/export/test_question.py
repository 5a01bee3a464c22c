"""The ground of all formats: story, identity, selection, and bytes that stay."""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from vignettes.course import Course
from vignettes.errors import UsageError
from vignettes.export.path import way_to
from vignettes.export.question import SPACE, Question, questions
from vignettes.export.registry import MODULES, format_named
from vignettes.export.said import decimal, option_feedback, option_worth, whole_feedback
from vignettes.export.selection import Selection, file_name
from vignettes.loading import Bank
from vignettes.model import Choice, Multiple, Single

HERE = ("moodle", "gift", "qti3", "anki", "scorm12", "xapi")


def named(asked: list[Question], name: str) -> Question:
    return next(question for question in asked if question.id == name)


def test_an_identifier_hangs_on_the_two_ids_alone(asked: list[Question]) -> None:
    question = named(asked, "every-type/share")
    assert question.uuid == uuid.uuid5(SPACE, "every-type/share")
    moved = replace(question, number=9, vignette=question.vignette.model_copy(update={"title": "New"}))
    assert moved.uuid == question.uuid


def test_the_story_goes_as_far_as_its_question(asked: list[Question]) -> None:
    first, last = named(asked, "every-type/one-best").story, named(asked, "every-type/words").story
    assert "told nobody" not in first and "told nobody" in last
    assert first.index("Ines, 34") < first.index("Content note.") < first.index("I wanted to ask")
    assert "Not yet reviewed by a clinician." in first


def test_a_branching_story_tells_one_way_that_leads_there(asked: list[Question]) -> None:
    story = named(asked, "branching-path/repair-words").story
    assert "One decision of a branching case" in story
    assert (
        story.index("the desire thing")
        < story.index("You decided: Give them a touching exercise")
        < story.index("they cancel the next session")
        < story.index("telephones alone")
    )
    assert "You decided" not in named(asked, "branching-path/first-move").story


def test_a_way_obeys_the_memory_of_the_case(gallery_bank: Bank) -> None:
    case = gallery_bank.vignette("branching-state")
    to_telling = [option.id for _, option in way_to(case, "telling") if option]
    to_quiet = [option.id for _, option in way_to(case, "quiet") if option]
    assert (to_telling, to_quiet) == (["wait"], ["form"])
    assert way_to(case, case.stages[0].id) == ()


def test_every_stage_of_the_course_that_asks_something_can_be_reached(bank: Bank) -> None:
    for case in bank:
        vignette = case.vignette
        for stage, _ in vignette.items() if vignette.branching else ():
            assert stage is vignette.stages[0] or way_to(vignette, stage.id), f"{vignette.id}/{stage.id}"


def test_the_debrief_comes_with_the_last_question_only(asked: list[Question]) -> None:
    told = {question.id for question in asked if question.debrief}
    assert told == {"every-type/words", "hostile-text/odd-pairs"}
    assert "comes back at every level" in whole_feedback(named(asked, "every-type/words"))


def test_a_choice_says_what_follows_its_verdict_and_what_it_changes(asked: list[Question]) -> None:
    question = named(asked, "branching-state/coat-words")
    assert isinstance(question.item, Choice)
    guess = next(option for option in question.item.options if option.id == "guess")
    assert option_feedback(question, guess) == (
        "<p>She looks for her keys.</p><p><em>Trust falls by 2.</em></p>"
        "<p><strong>Harmful.</strong> You may be right, and she is alone with it.</p>"
    )


def test_options_that_belong_share_one_and_the_others_minus_one(asked: list[Question]) -> None:
    def worth(name: str) -> dict[str, float]:
        question = named(asked, name)
        assert isinstance(question.item, (Single, Multiple, Choice))
        return {option.id: option_worth(question, option) for option in question.item.options}

    assert worth("every-type/several") == {"ask": 0.5, "time": 0.5, "leaflet": -0.5, "refer": -0.5}
    assert worth("every-type/one-best") == {"a": 1, "b": 0, "c": 0}
    assert worth("branching-path/first-move") == {"both": 1, "tom": 0.5, "task": 0}


def test_tags_are_module_level_objectives_populations_areas_and_exam(asked: list[Question]) -> None:
    question = named(asked, "every-type/one-best")
    assert question.tags == ("gallery", "introductory", "plissit.permission")
    more = {"populations": ("couple",), "aasect": ("c",), "use": "exam"}
    item = question.item.model_copy(update={"objectives": ("plissit.review",)})
    other = replace(question, vignette=question.vignette.model_copy(update=more), item=item)
    assert other.tags == ("gallery", "introductory", "plissit.review", "couple", "AASECT c", "exam")


def test_a_source_that_is_not_in_the_bibliography_is_named_by_its_key(asked: list[Question]) -> None:
    question = replace(named(asked, "every-type/share"), references={})
    assert "<li>annon1976plissit</li>" in question.sources


def test_all_html_is_xml(every: list[Question]) -> None:
    for question in every:
        for part in (question.stem, whole_feedback(question)):
            ET.fromstring(f"<div>{part}</div>")


def test_characters_that_xml_cannot_hold_are_left_out(asked: list[Question]) -> None:
    question = named(asked, "every-type/share")
    item = question.item.model_copy(update={"prompt": "What\x00 \x07share\ufffe?"})
    for name in HERE:
        format_named(name).write([replace(question, item=item)])
    assert "What share?" in replace(question, item=item).stem


@pytest.mark.parametrize(
    ("value", "written"),
    [(30, "30"), (42.9, "42.9"), (1e-05, "0.00001"), (1e20, "100000000000000000000"), (-2.50, "-2.5")],
)
def test_a_number_is_written_in_digits(value: float, written: str) -> None:
    assert decimal(value) == written


def test_a_selection_is_all_of_what_was_asked_for(gallery_bank: Bank) -> None:
    def ids(**asked: tuple[str, ...]) -> list[str]:
        return [case.vignette.id for case in Selection(**asked).of(gallery_bank)]

    assert len(ids()) == 4
    assert ids(levels=("advanced",)) == ["branching-state", "hostile-text"]
    assert ids(levels=("advanced", "introductory"), cases=("every-type", "hostile-text")) == [
        "every-type",
        "hostile-text",
    ]
    with pytest.raises(UsageError, match="No case is all of this"):
        ids(levels=("advanced",), cases=("every-type",))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"modules": ("galery",)}, "Did you mean “gallery”"),
        ({"cases": ("evry-type",)}, "Did you mean “every-type”"),
        ({"levels": ("advancd",)}, "Did you mean “advanced”"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    gallery_bank: Bank, asked: dict[str, tuple[str, ...]], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        Selection(**asked).of(gallery_bank)


def test_an_exam_case_is_given_out_only_where_it_was_asked_for(bank: Bank) -> None:
    exam = next(bank.exam()).vignette.id
    assert not any(case.vignette.use == "exam" for case in Selection().of(bank))
    assert all(case.vignette.use == "exam" for case in Selection(exam=True, learning=False).of(bank))
    assert len(Selection(exam=True).of(bank)) == len(bank)
    with pytest.raises(UsageError, match="--include-exam"):
        Selection(cases=(exam,)).of(bank)
    assert [case.vignette.id for case in Selection(cases=(exam,), exam=True).of(bank)] == [exam]


def test_a_file_is_named_after_course_and_selection() -> None:
    assert file_name("Sex Therapy in Practice", Selection(), "xml") == "sex-therapy-in-practice-all.xml"
    many = Selection(modules=("plissit",), levels=("advanced",), exam=True)
    assert file_name("A & B", many, ".zip") == "a-b-plissit-advanced-with-exam.zip"
    assert Selection(cases=("a", "b", "c", "d"), exam=True, learning=False).name == "4-cases-exam"


def test_a_course_without_settings_has_a_title(tmp_path: Path, root: Path) -> None:
    assert Course(root).title == "Sex Therapy in Practice"
    (tmp_path / "_config.yml").write_text("title: [unclosed", "utf-8")
    assert Course(tmp_path).title == "Sex Therapy in Practice"
    (tmp_path / "_config.yml").write_text("title: Häusliche Pflege\n", "utf-8")
    assert Course(tmp_path).title == "Häusliche Pflege"


def test_an_unknown_format_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean “moodle”"):
        format_named("moodel")
    assert set(HERE) <= set(MODULES)


@pytest.mark.parametrize("name", HERE)
def test_the_same_course_elsewhere_makes_the_same_bytes(name: str, gallery: Course, tmp_path: Path) -> None:
    other = Course(tmp_path / "elsewhere")
    shutil.copytree(gallery.root, other.root)
    for file in other.root.rglob("*"):
        os.utime(file, (1, 1))
    write = format_named(name).write
    first, second = (
        write(list(questions(course.bank(), course.references(), True))) for course in (gallery, other)
    )
    assert first == second


@pytest.mark.parametrize("name", HERE)
def test_a_format_says_what_becomes_of_types_and_refuses_none_silently(
    name: str, asked: list[Question]
) -> None:
    target = format_named(name)
    types = {question.item.type for question in asked}
    assert target.name == name and set(target.becomes) <= types and not target.refused
    assert target.carried(asked) == asked
