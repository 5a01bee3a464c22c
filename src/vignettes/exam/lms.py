"""A form as a file for a learning management system: the same questions, order and letters as on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vignettes.bibliography import Reference
from vignettes.errors import UsageError, nearest
from vignettes.exam.forms import Form
from vignettes.export.formats import Format
from vignettes.export.question import Question
from vignettes.export.registry import format_named

FORMATS = ("moodle", "gift", "qti3")
"""The formats of `vignettes export` that can hold a form; the others are for study, not examination."""


@dataclass(frozen=True)
class FormQuestion(Question):
    """A question of a form; its identifier is that of the item, on every form."""

    place: int = 0

    @property
    def name(self) -> str:
        """A name that keeps the order of the form where lists are sorted: “07 The second landing”."""
        return f"{self.place:02} {super().name}"

    @property
    def category(self) -> str:
        """One place for the whole form: question banks sort within a category."""
        return "exam"


def questions_of(form: Form, title: str, references: Mapping[str, Reference]) -> list[Question]:
    """Return the questions of a form, in its order; no system may shuffle their options."""
    return [
        FormQuestion(
            vignette=q.entry.vignette,
            stage=q.entry.stage,
            item=q.entry.item,
            number=1,
            references=references,
            course=f"{title.strip()}, form {form.name}",
            place=q.number,
        )
        for q in form.questions
    ]


def form_format(name: str) -> Format:
    """Return a format that can hold a form; UsageError, naming the nearest, for any other."""
    if name not in FORMATS:
        hint = nearest(name, list(FORMATS))
        raise UsageError(f"There is no format “{name}” for forms.{hint} There are: {', '.join(FORMATS)}.")
    return format_named(name)


def written_as(target: Format, questions: Sequence[Question]) -> bytes:
    """Return a form in a format; UsageError for a question that it cannot carry: none may be missing."""
    for question in questions:
        if question.item.type in target.refused:
            why = target.refused[question.item.type]
            raise UsageError(
                f"{target.name} cannot carry {question.id}, and a form is written whole. {why}"
            )
    return target.write(questions)
