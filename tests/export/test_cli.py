"""`vignettes export`: what an instructor types, and what is said."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from vignettes.cli import main
from vignettes.export import gift, registry

GALLERY = Path(__file__).parent.parent / "gallery"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the gallery with one exam case, and the working folder in it."""
    shutil.copytree(GALLERY, tmp_path, dirs_exist_ok=True)
    exam = tmp_path / "exercises" / "exam" / "gallery"
    exam.mkdir(parents=True)
    written = (GALLERY / "exercises" / "gallery" / "hostile-text.yml").read_text("utf-8")
    written = written.replace("id: hostile-text", "id: kept-apart\nuse: exam", 1)
    (exam / "kept-apart.yml").write_text(written, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*words: str) -> int:
    return main(["export", *words])


def test_it_writes_a_file_and_says_what_is_in_it(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--to", "moodle") == 0
    said = capsys.readouterr().out
    file = course / "_build" / "export" / "sex-therapy-in-practice-all.moodle.xml"
    assert file.is_file() and file.name in said
    assert "15 questions of 4 cases" in said
    assert "order (1): becomes matching of steps with their places." in said
    assert "4 cases not yet reviewed by a clinician" in said
    assert said.endswith("take the old category out of the way first.\n")
    assert "exam" not in said and "kept-apart" not in file.read_text("utf-8")
    assert [path.name for path in file.parent.iterdir()] == [file.name], "nothing half written is left"


def test_exam_items_come_only_when_asked_for_and_it_says_so(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("--to", "gift", "--include-exam", "-o", "with.txt") == 0
    said = capsys.readouterr().out
    assert "17 questions of 5 cases" in said and "It holds 2 exam questions" in said
    assert export("--to", "gift", "--only-exam", "-o", "only.txt") == 0
    assert "2 questions of 1 case\n" in capsys.readouterr().out
    only = Path("only.txt").read_text("utf-8")
    assert "[id:kept-apart/odd]" in only and "[tag:exam]" in only and "every-type" not in only


def test_a_selection_is_obeyed(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--to", "gift", "--module", "gallery", "--level", "introductory") == 0
    assert "gallery-introductory.gift.txt: 6 questions of 1 case" in capsys.readouterr().out


def test_cases_of_a_bank_kept_elsewhere_come_along(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(course / "exercises" / "exam", course / "private" / "exam")
    shutil.rmtree(course / "exercises" / "exam")
    assert export("--to", "gift", "--case", "kept-apart", "--include-exam", "-o", "a.txt") == 2
    assert export("--to", "gift", "--case", "kept-apart", "--only-exam", "--bank", "private") == 0
    assert "kept-apart-exam.gift.txt" in capsys.readouterr().out


def test_what_a_format_cannot_carry_is_named_and_the_rest_is_written(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = replace(gift.FORMAT, refused={"order": "It knows no order. Export it to qti3."})
    monkeypatch.setattr(gift, "FORMAT", narrow)
    assert export("--to", "gift", "-o", "narrow.txt") == 1
    said = capsys.readouterr().out
    assert "Not written: every-type/sequence. It knows no order. Export it to qti3." in said
    assert "14 questions" in said and "sequence" not in Path("narrow.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        (', correct: true, feedback: "This gives', ', feedback: "This gives', "one-best. 0 options are"),
        ('door that she had just opened."', 'door.", correct: true', "one-best. 2 options are"),
    ],
)
def test_a_question_without_a_proper_key_is_named_and_the_rest_is_written(
    course: Path, capsys: pytest.CaptureFixture[str], sound: str, broken: str, said: str
) -> None:
    file = course / "exercises" / "gallery" / "every-type.yml"
    assert sound in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(sound, broken), "utf-8")
    assert export("--to", "moodle", "-o", "flawed.xml") == 1
    printed = capsys.readouterr().out
    assert f"Not written: every-type/{said}" in printed and "14 questions" in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "To which format?"),
        (("--to", "moodel"), "Did you mean “moodle”?"),
        (("--to", "gift", "--module", "galery"), "Did you mean “gallery”?"),
        (("--to", "gift", "--case", "evry-type"), "Did you mean “every-type”?"),
        (("--to", "gift", "--level", "advancd"), "Did you mean “advanced”?"),
        (("--to", "gift", "--case", "kept-apart"), "--include-exam"),
        (("--to", "gift", "--case", "every-type", "--level", "advanced"), "No case is all of this"),
        (("--to", "gift", "-o", "exercises"), "cannot be written"),
        (("--to", "gift", "--bank", "nowhere"), "There is no folder"),
    ],
)
def test_misuse_is_explained(
    course: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert export(*words) == 2
    assert said in capsys.readouterr().err


def test_a_mistake_in_a_case_is_placed_and_nothing_is_written(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = course / "exercises" / "gallery" / "every-type.yml"
    file.write_text(file.read_text("utf-8").replace("minutes: 12", "minuts: 12"), "utf-8")
    assert export("--to", "gift") == 1
    assert "every-type.yml:8:1" in capsys.readouterr().err and not Path("_build").exists()


def test_the_list_of_formats_says_what_each_is_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = {name: registry.MODULES[name] for name in ("moodle", "gift", "qti3")}
    monkeypatch.setattr(registry, "MODULES", {**modules, "lacking": "no_such_package.here"})
    assert export("--formats") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["moodle", "gift", "qti3", "lacking"]
    assert "question bank of Moodle" in lines[0] and "pip install 'vignettes[export]'" in lines[3]


def test_study_packages_carry_the_titles_of_modules_and_mastery_only_where_it_is_asked_for(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = course / "book" / "gallery" / "index.md"
    index.parent.mkdir()
    index.write_text("# The gallery of cases\n", "utf-8")
    (course / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n- file: book/gallery/index\n", "utf-8"
    )
    assert export("--to", "scorm12", "--mastery", "80", "-o", "a.zip") == 0
    with zipfile.ZipFile("a.zip") as package:
        manifest = package.read("imsmanifest.xml").decode()
    assert "<title>The gallery of cases</title>" in manifest
    assert "masteryscore>80<" in manifest
    assert export("--to", "anki", "--mastery", "80") == 2
    assert "--mastery is for --to scorm12" in capsys.readouterr().err
    for name in ("anki", "xapi"):
        assert export("--to", name, "-o", name) == 0
        before = Path(name).read_bytes()
        assert export("--to", name, "-o", name) == 0
        assert Path(name).read_bytes() == before
