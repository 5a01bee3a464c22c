"""What the course exports comes back as what it was: texts, options, keys, feedback and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.intake.reading import Read, read
from tests.intake.test_markdown import shape
from vignettes.bibliography import Reference
from vignettes.course import Course
from vignettes.export.gift import gift
from vignettes.export.moodle import moodle
from vignettes.export.qti3 import qti3
from vignettes.export.qti3_item import identifier
from vignettes.export.question import Question, questions
from vignettes.intake import markdown
from vignettes.loading import Bank
from vignettes.model import Multiple, Single
from vignettes.render.prose import Paragraph, Words, parse, parse_line

Writer = Callable[[Sequence[Question]], bytes]
FORMATS = pytest.mark.parametrize("write", [moodle, gift, qti3])


NAMED = (
    "the tag “",
    "the penalty",
    "that its answers keep their order",
    "combined feedback",
    "one feedback for several",
)
"""What a draft has no place for, and the report names."""


BRACKETS = str.maketrans("<>", "‹›")
"""Moodle takes no tags in a name."""


def carried(bank: Bank, references: dict[str, Reference]) -> list[Question]:
    """Return the questions with options of one key or several."""
    every = questions(bank, references, include_exam=True)
    return [question for question in every if isinstance(question.item, (Single, Multiple))]


def prose(text: str) -> list[object]:
    return shape(parse(text), emphasis=True)


def line(text: str) -> list[object]:
    return shape((Paragraph(parse_line(text)),), emphasis=True)


def flat(text: str) -> str:
    """Return a text's words alone, for looking one up in another."""
    said = "".join(markdown.plain_of(p.children) + " " for p in markdown.paragraphs(parse(text)))
    return " ".join(said.translate(str.maketrans("“”‘’", "\"\"''")).split())


def differences(question: Question, found: Read) -> list[str]:
    """Return what of a question did not come back as it was."""
    item = question.item
    assert isinstance(item, (Single, Multiple))
    wanted = Counter(
        str((line(option.text), option.correct, prose(option.feedback))) for option in item.options
    )
    options = found.item["options"]
    came = Counter(
        str((line(option["text"]), option.get("correct", False), prose(option["feedback"])))
        for option in options
    )
    rationale = prose(found.item["rationale"])[: len(prose(item.rationale))]
    told = flat(found.story)
    checks = {
        "type": found.item["type"] == item.type,
        "options": came == wanted,
        "rationale": rationale == prose(item.rationale),
        "prompt": flat(item.prompt) in flat(found.item["prompt"]),
        "story": flat(question.stage.text) in told,
        "person": flat(question.vignette.person) in told,
        "module": found.case["module"] == "plissit",
        "title": flat(found.case["title"]).translate(BRACKETS)
        == flat(title_of(question)).translate(BRACKETS),
        "lost": not [what for what in found.lost if not what.startswith(NAMED)],
    }
    return [name for name, right in checks.items() if not right]


def title_of(question: Question) -> str:
    from vignettes.intake.question import Losses

    return markdown.inline((Words(question.name),), Losses(), "x", alone=False)


def came_back(write: Writer, asked: list[Question]) -> dict[str, list[str]]:
    """Return by id what did not come back as it was; every question must have come back once."""
    found = {one.outcome.question.number: one for one in read(write(asked))}
    pairs = [(question, found.get(question.id) or found[identifier(question)]) for question in asked]
    assert len(found) == len(asked)
    return {question.id: wrong for question, one in pairs if (wrong := differences(question, one))}


@FORMATS
def test_hostile_text_comes_back_unharmed(
    write: Writer, gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    asked = carried(gallery_bank, gallery_references)
    assert "hostile-text/odd" in [question.id for question in asked]
    assert came_back(write, asked) == {}


@pytest.mark.parametrize(("write", "step"), [(moodle, 3), (gift, 3), (qti3, 3)])
def test_every_question_of_the_course_comes_back_as_it_was(
    write: Writer, step: int, root: Path, bank: Bank
) -> None:
    asked = carried(bank, Course(root).references())[::step]
    assert len(asked) > 200 // step
    assert came_back(write, asked) == {}


def test_the_comparison_sees_a_key_that_moved_and_a_feedback_that_changed(
    gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    question = next(q for q in carried(gallery_bank, gallery_references) if isinstance(q.item, Single))
    (found,) = read(gift([question]))
    assert differences(question, found) == []
    found.item["options"][0]["feedback"] += " More."
    assert differences(question, found) == ["options"]
