"""The questions that exports are tried on."""

from __future__ import annotations

from pathlib import Path

import pytest

from vignettes.bibliography import Reference
from vignettes.course import Course
from vignettes.export.question import Question, questions
from vignettes.loading import Bank

TITLES = {"gallery": "PLISSIT & more"}


@pytest.fixture(scope="session")
def gallery_questions(gallery_bank: Bank, gallery_references: dict[str, Reference]) -> list[Question]:
    """Every question of the gallery, whose module has a title."""
    return list(questions(gallery_bank, gallery_references, include_exam=False, titles=TITLES))


@pytest.fixture(scope="session")
def asked(gallery: Course) -> list[Question]:
    """Every question of the gallery."""
    return list(questions(gallery.bank(), gallery.references(), include_exam=True))


@pytest.fixture(scope="session")
def all_asked(bank: Bank, root: Path) -> list[Question]:
    """Every question of this course, exam items included."""
    return list(questions(bank, Course(root).references(), include_exam=True))


@pytest.fixture(scope="session", params=["gallery", "course"])
def every(request: pytest.FixtureRequest) -> list[Question]:
    """The questions of the gallery, and then those of the course."""
    found: list[Question] = request.getfixturevalue("asked" if request.param == "gallery" else "all_asked")
    return found
