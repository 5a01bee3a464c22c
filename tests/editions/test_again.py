"""What an earlier run has left behind: it saves time, and never shows in a PDF."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from docutils import nodes

from tests.building import ROOT
from tests.editions.conftest import EPOCH, Printed, make_course
from vignettes.editions import build_editions, made_of, press
from vignettes.editions.desk import Desk
from vignettes.errors import UsageError

pytestmark = pytest.mark.slow

Build = Callable[[], list[bytes]]


@dataclass
class Edited:
    """A course of its own that is changed and printed again and again."""

    course: Path
    out: Path
    said: list[str] = field(default_factory=list)
    last: list[bytes] = field(default_factory=list)
    """What the last run has made."""

    def build(self) -> list[bytes]:
        """Print both editions and return their bytes: student, instructor."""
        files = build_editions(self.course, self.out, audience="both", report=self.said.append)
        assert [file.stem.rpartition("-")[2] for file in files] == ["student", "instructor"]
        self.last = [file.read_bytes() for file in files]
        return self.last

    def source(self, audience: str) -> str:
        """Return the Typst source that an edition was set from."""
        name = f"sex-therapy-in-practice-{audience}.typ"
        return (self.course / "_build" / "editions" / "typst" / name).read_text("utf-8")

    def change(self, name: str, old: str, new: str, *, older: bool = False) -> None:
        """Change a file; an `older` one looks as if it had been put back from long ago."""
        file = self.course / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        if older:
            os.utime(file, (1_000_000_000, 1_000_000_000))


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    folder = tmp_path_factory.mktemp("again")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        edited = Edited(make_course(folder / "course"), folder / "pdf")
        shutil.copy(ROOT / "book" / "favicon.svg", edited.course / "book" / "favicon.svg")
        edited.build()
        yield edited


def test_both_editions_in_one_go_are_those_that_are_made_alone(
    edited: Edited, student: Printed, instructor: Printed
) -> None:
    assert edited.build() == [student.file.read_bytes(), instructor.file.read_bytes()]


def test_what_has_not_changed_is_neither_written_nor_set_again(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edited.last
    written: list[str] = []
    write = Desk.write

    def noted(desk: Desk, page: str, document: nodes.document) -> None:
        written.append(page)
        write(desk, page, document)

    monkeypatch.setattr(Desk, "write", noted)
    monkeypatch.setattr(press, "Press", None)
    edited.said.clear()
    assert edited.build() == before
    warned = ["book/gallery/index", "book/gallery/hostile"]
    assert written == [*warned, "book/references"] * 2
    assert all(any(page in line for line in edited.said) for page in warned)


def test_a_change_on_one_page_leaves_the_others_as_they_were(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write = Desk.write

    def noted(desk: Desk, page: str, document: nodes.document) -> None:
        written.append(page)
        write(desk, page, document)

    monkeypatch.setattr(Desk, "write", noted)
    edited.change("book/how-to-use.md", "reads this sentence.", "reads this sentence. It is new, and long.")
    edited.build()
    pages = {"book/how-to-use", "book/gallery/index", "book/gallery/hostile", "book/references"}
    assert set(written) == pages


CHANGES = {
    "a page": ("book/second/index.md", "It cites", "Here it cites", "Here it cites"),
    "a heading that other pages name": ("book/gallery/cases.md", "# Cases", "# All cases", "All cases"),
    "a case": ("exercises/gallery/every-type.yml", "She looks at the door.", "She sits.", "She sits."),
    "a secret of a case": (
        "exercises/gallery/branching-path.yml",
        "debrief: See each",
        "debrief: A wholly new ending for these two. See each",
        "A wholly new ending for these two.",
    ),
    "a work": ("book/references.bib", "Journal of Sex Education", "Annals of Sex Education", "Annals of"),
    "a picture": ("book/gallery/figures/steps.svg", 'x="10" y="60"', 'x="10" y="50"', ""),
    "a setting": ("_config.yml", "title: Sex Therapy in Practice", "title: Another title", "Another title"),
    "a term": ("book/glossary.md", "# Glossary", "# Words", "Words"),
    "the order of pages": (
        "_toc.yml",
        "          - file: book/gallery/cases\n          - file: book/gallery/hostile\n",
        "          - file: book/gallery/hostile\n          - file: book/gallery/cases\n",
        "",
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_in_the_next_edition(edited: Edited, kind: str) -> None:
    name, old, new, printed = CHANGES[kind]
    before = edited.last, edited.source("instructor")
    edited.change(name, old, new, older=kind in ("a page", "a case", "a work"))
    after = edited.build()
    assert after != before[0]
    assert printed in edited.source("instructor")
    assert edited.source("instructor") != before[1]


def test_after_all_changes_the_editions_are_those_of_a_fresh_course(edited: Edited, tmp_path: Path) -> None:
    again = Edited(tmp_path / "course", tmp_path / "pdf")
    shutil.copytree(edited.course, again.course, ignore=shutil.ignore_patterns("_build"))
    assert edited.last == again.build()


def test_a_text_that_becomes_secret_stops_the_student_edition_of_a_page_that_has_not_changed(
    edited: Edited,
) -> None:
    told = "Only who prints the whole course reads this sentence. It is new, and long."
    secret = "First the question, then the answer."
    case = edited.course / "exercises" / "gallery" / "every-type.yml"
    before = case.read_text("utf-8")
    case.write_text(before.replace(secret, told), "utf-8")
    try:
        with pytest.raises(UsageError, match="how-to-use: the student edition would print"):
            edited.build()
    finally:
        case.write_text(before, "utf-8")


def test_other_code_means_other_sheets(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = Desk.write

    def noted(desk: Desk, page: str, document: nodes.document) -> None:
        written.append(page)
        write(desk, page, document)

    monkeypatch.setattr(Desk, "write", noted)
    monkeypatch.setattr(made_of, "code", lambda: "other code")
    edited.build()
    assert "book/gallery/cases" in written


def test_what_a_crash_has_torn_is_made_again(edited: Edited) -> None:
    before = edited.last
    work = edited.course / "_build" / "editions"
    torn = [file for file in work.rglob("*") if file.suffix in (".sheets", ".pickle", ".pdf", ".stamp")]
    assert len(torn) == 8, torn
    for file in torn:
        file.write_bytes(file.read_bytes()[:100])
    assert edited.build() == before


def test_stopping_leaves_neither_a_pdf_nor_half_of_one(edited: Edited, tmp_path: Path) -> None:
    shutil.rmtree(edited.course / "_build")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "vignettes.cli",
            "--root",
            str(edited.course),
            "edition",
            "-o",
            str(tmp_path),
        ],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("writing pages for students"):
            os.killpg(process.pid, signal.SIGINT)
            break
    rest = process.stderr.read()
    assert process.wait(30) == 130
    assert rest.splitlines()[-1] == "vignettes: stopped; no PDF was written."
    assert "Traceback" not in rest
    assert not [*tmp_path.iterdir()]
    assert not [*edited.course.rglob("*.part")]
