"""The test course as PDFs, each built once a session."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, EncodedStreamObject

from tests.editions.clinic import write_clinic
from tests.editions.ink import Ink, ink_of
from vignettes.editions import build_editions

HERE = Path(__file__).parent
TESTS = HERE.parent
EPOCH = "1795392000"
"""23 November 2026, 08:00 UTC."""


@dataclass
class Printed:
    """One edition: the file, its text, and what the build said. What is read of it is read once."""

    file: Path
    said: list[str] = field(default_factory=list)

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(self.file)

    @cached_property
    def page_texts(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "\n".join(self.page_texts)

    @property
    def pages(self) -> list[str]:
        """The text of every page, white space made one space each, without word joiners."""
        return [" ".join(text.replace("\u2060", "").split()) for text in self.page_texts]

    @cached_property
    def bookmarks(self) -> dict[str, int]:
        """Every bookmark with the place of its page in the file, which counts from 1; in order."""
        found: dict[str, int] = {}
        pending: list[Any] = [self.reader.outline]
        while pending:
            entry = pending.pop(0)
            if isinstance(entry, list):
                pending = [*entry, *pending]
            else:
                found[str(entry.title)] = (self.reader.get_destination_page_number(entry) or 0) + 1
        return found

    @cached_property
    def ink(self) -> list[Ink]:
        return [*ink_of(self.reader)]

    @cached_property
    def everything(self) -> str:
        """All that stands in the file: page text, strings of every object, decompressed streams."""
        reader, parts = self.reader, [self.text]
        for number in range(
            1, len(reader.xref_objStm) + max(map(len, reader.xref.values()), default=0) + 1
        ):
            found = reader.get_object(number)
            if isinstance(found, (DecodedStreamObject, EncodedStreamObject)):
                parts.append(found.get_data().decode("latin-1"))
            parts.append(strings_in(found))
        return "\n".join(parts)


def strings_in(found: object) -> str:
    """Return every string in an object of a PDF."""
    if isinstance(found, dict):
        return "\n".join(map(strings_in, [*found.keys(), *found.values()]))
    if isinstance(found, list):
        return "\n".join(map(strings_in, found))
    return found if isinstance(found, str) else ""


def make_course(folder: Path) -> Path:
    """Put the test course together in `folder`, with the settings of the real one."""
    shutil.copytree(HERE / "course", folder, dirs_exist_ok=True)
    shutil.copytree(TESTS / "gallery" / "exercises", folder / "exercises", dirs_exist_ok=True)
    shutil.copy(TESTS / "gallery" / "book" / "references.bib", folder / "book" / "references.bib")
    for name in ("_config.yml", "LICENSE-CONTENT.md"):
        shutil.copy(TESTS.parent / name, folder / name)
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

    def build(audience: str, *modules: str, **more: Any) -> Printed:
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
