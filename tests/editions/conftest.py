"""The test course as PDFs, each built once a session."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.editions.clinic import write_clinic
from vignettes.editions import build_editions

HERE = Path(__file__).parent
TESTS = HERE.parent
EPOCH = "1795392000"
"""23 November 2026, 08:00 UTC."""


@dataclass
class Printed:
    """One edition: the file, its text, and what the build said."""

    file: Path
    said: list[str] = field(default_factory=list)

    @property
    def reader(self) -> PdfReader:
        return PdfReader(self.file)

    @property
    def text(self) -> str:
        return "\n".join(page.extract_text() for page in self.reader.pages)


def make_course(folder: Path) -> Path:
    """Put the test course together in `folder`, with the settings of the real one."""
    shutil.copytree(HERE / "course", folder, dirs_exist_ok=True)
    shutil.copytree(TESTS / "gallery" / "exercises", folder / "exercises", dirs_exist_ok=True)
    shutil.copy(TESTS / "gallery" / "book" / "references.bib", folder / "book" / "references.bib")
    shutil.copy(TESTS.parent / "_config.yml", folder / "_config.yml")
    write_clinic(folder / "notebooks")
    return folder


Print = Callable[..., Printed]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("editions") / "course")


@pytest.fixture(scope="session")
def print_edition(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Build an edition of the test course; the same wish is built once."""
    done: dict[tuple[object, ...], Printed] = {}
    out = tmp_path_factory.mktemp("pdf")

    def build(audience: str, *modules: str, **more: str) -> Printed:
        wish = (audience, modules, *sorted(more.items()))
        if wish not in done:
            said: list[str] = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
                folder = out / str(len(done))
                (file,) = build_editions(
                    course, folder, audience=audience, modules=modules, report=said.append, **more
                )
            done[wish] = Printed(file, said)
        return done[wish]

    return build


@pytest.fixture(scope="session")
def student(print_edition: Print) -> Printed:
    return print_edition("student")


@pytest.fixture(scope="session")
def instructor(print_edition: Print) -> Printed:
    return print_edition("instructor")
