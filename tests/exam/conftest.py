"""An examination drawn from the real bank, and one with every type and hostile text, each made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.exam.banks import split, write_bank
from vignettes.course import Course
from vignettes.exam.build import Request, build_exam, draw
from vignettes.exam.forms import Form
from vignettes.exam.key import Drawn
from vignettes.loading import Bank

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "exam" / "blueprint.yml"
HOSTILE = """\
title: "“Final” <b>& $40 🙂 #exam */ \\\\ [x"
items: 9
pass_mark: 55
instructions: |
  Use $40 or $60, `code` & <b>bold</b> #set *well*.
"""


@dataclass
class Made:
    """What one run wrote and said."""

    folder: Path
    drawn: Drawn
    said: list[str]
    read: dict[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[Form, ...]:
        return self.drawn.forms

    def text(self, name: str) -> str:
        """Return the text of a PDF, read once."""
        if name not in self.read:
            pages = PdfReader(self.folder / f"{name}.pdf").pages
            self.read[name] = "\n".join(page.extract_text() for page in pages)
        return self.read[name]


def make(course: Course, request: Request, out: Path) -> Made:
    said: list[str] = []
    build_exam(course, request, out, said.append)
    return Made(out, draw(course, request, lambda line: None), said)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The worked example, two forms, from the real bank."""
    request = Request(EXAMPLE, ("A", "B"), 2026, to=("moodle", "gift", "qti3"))
    return make(Course(ROOT), request, tmp_path_factory.mktemp("exam"))


@pytest.fixture(scope="session")
def hostile_course(gallery_bank: Bank, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The gallery, with an exam case for each of its questions."""
    cases = [exam for case in gallery_bank for exam in split(case.vignette)]
    bank = write_bank(tmp_path_factory.mktemp("bank"), cases)
    return Course(ROOT / "tests" / "gallery", (bank,))


@pytest.fixture(scope="session")
def hostile(hostile_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Every type of item and hostile text, in one form, in large print on letter paper."""
    folder = tmp_path_factory.mktemp("hostile")
    blueprint = folder / "hostile.yml"
    blueprint.write_text(HOSTILE, encoding="utf-8")
    request = Request(blueprint, ("A",), 1, paper="letter", print="large", to=("moodle", "gift", "qti3"))
    return make(hostile_course, request, folder / "out")
