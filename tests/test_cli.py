"""The command line: exit codes that mean something, and a sentence for every misuse."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vignettes.cli import _parser, main

GALLERY = Path(__file__).parent / "gallery"
ROOT = Path(__file__).parent.parent
VERBS = sorted(next(action.choices for action in _parser()._actions if action.choices))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(GALLERY, tmp_path, dirs_exist_ok=True)
    return tmp_path


def spoil(course: Path) -> None:
    file = course / "exercises" / "gallery" / "every-type.yml"
    file.write_text(file.read_text("utf-8").replace("minutes: 12", "minuts: 12"), encoding="utf-8")


def run(course: Path, *words: str) -> int:
    return main(["--root", str(course), *words])


def test_show_prints_what_a_learner_meets_and_no_key(course: Path, capsys) -> None:
    assert run(course, "show", "every-type") == 0
    printed = capsys.readouterr().out
    assert "Which reply makes it easiest for her to go on?" in printed
    assert "This gives permission in both directions" not in printed


def test_show_without_an_id_lists_all(course: Path, capsys) -> None:
    assert run(course, "show") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "branching-path",
        "branching-state",
        "every-type",
        "hostile-text",
    ]


def test_show_suggests_the_nearest_id(course: Path, capsys) -> None:
    assert run(course, "show", "evry-type") == 2
    assert "Did you mean “every-type”?" in capsys.readouterr().err


def test_check_explains_a_mistake_and_exits_with_1(course: Path, capsys) -> None:
    spoil(course)
    assert run(course, "check") == 1
    printed = capsys.readouterr().out
    assert "every-type.yml:8:1" in printed
    assert "Did you mean “minutes”?" in printed
    assert "`minutes` is missing" in printed


def test_check_reports_as_json(course: Path, capsys) -> None:
    spoil(course)
    assert run(course, "check", "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    places = [(Path(p["path"]).name, p["line"], p["level"]) for p in report["problems"]]
    assert ("every-type.yml", 8, "error") in places


def test_check_reports_as_annotations(course: Path, capsys) -> None:
    spoil(course)
    assert run(course, "check", "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("::error file=") and ",line=8,col=1,title=" in line for line in lines)


def test_check_of_a_folder_that_is_not_there_exits_with_2(course: Path, capsys) -> None:
    assert run(course, "check", str(course / "nowhere")) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_root_that_is_not_there_exits_with_2(tmp_path: Path, capsys) -> None:
    assert run(tmp_path / "nowhere", "show") == 2
    assert "There is no folder" in capsys.readouterr().err


def test_new_writes_a_case_that_loads_and_has_no_errors(course: Path, capsys) -> None:
    assert run(course, "new", "plissit", "plissit-night-shift") == 0
    assert (course / "exercises" / "plissit" / "plissit-night-shift.yml").is_file()
    assert run(course, "check", str(course / "exercises" / "plissit")) == 0
    assert "1 vignettes read: 0 errors" in capsys.readouterr().out


def test_new_never_overwrites(course: Path, capsys) -> None:
    assert run(course, "new", "gallery", "every-type") == 2
    assert "nothing was changed" in capsys.readouterr().err


def test_new_refuses_a_name_that_is_none(course: Path, capsys) -> None:
    assert run(course, "new", "plissit", "../../etc/passwd") == 2
    assert "is not a name" in capsys.readouterr().err


@pytest.fixture
def elsewhere(course: Path, tmp_path: Path) -> Path:
    """A bank outside the course, with one exam case."""
    folder = tmp_path / "elsewhere"
    assert run(course, "new", "gallery", "kept-apart", "--bank", str(folder)) == 2
    folder.mkdir()
    assert run(course, "new", "gallery", "kept-apart", "--bank", str(folder), "--exam") == 0
    return folder


def test_new_writes_an_exam_case_where_no_learner_meets_it(course: Path, elsewhere: Path) -> None:
    assert "\nuse: exam\n" in (elsewhere / "gallery" / "kept-apart.yml").read_text("utf-8")
    assert run(course, "new", "gallery", "in-the-course", "--exam") == 0
    written = (course / "exercises" / "exam" / "gallery" / "in-the-course.yml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=../../schema.json\n")


def test_show_looks_in_a_bank_kept_elsewhere(course: Path, elsewhere: Path, capsys) -> None:
    assert run(course, "show", "kept-apart") == 2
    capsys.readouterr()
    assert run(course, "show", "--bank", str(elsewhere)) == 0
    assert "kept-apart" in (listed := capsys.readouterr().out) and "(exam)" in listed
    assert run(course, "show", "kept-apart", "--bank", str(elsewhere)) == 0
    assert "CASE" in capsys.readouterr().out


def test_check_reads_every_bank_and_finds_what_is_taken_twice(
    course: Path, elsewhere: Path, capsys
) -> None:
    other = elsewhere.with_name("other")
    shutil.copytree(elsewhere, other)
    file = other / "gallery" / "kept-apart.yml"
    file.write_text(file.read_text("utf-8").replace("level: ", "levle: "), "utf-8")
    assert run(course, "check", "--bank", str(elsewhere), "--bank", str(other)) == 1
    printed = capsys.readouterr().out
    assert "Did you mean “level”?" in printed and "6 vignettes read" in printed
    shutil.copy(elsewhere / "gallery" / "kept-apart.yml", file)
    assert run(course, "check", "--bank", str(elsewhere), "--bank", str(other)) == 1
    assert "is taken by" in capsys.readouterr().out


def test_a_bank_that_is_not_there_is_named(course: Path, capsys) -> None:
    for verb in ("check", "show", "blueprint", "edition"):
        assert run(course, verb, "--bank", "nowhere") == 2, verb
        assert "There is no folder “nowhere”" in capsys.readouterr().err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    command = [sys.executable, "-m", "vignettes.cli", verb, "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Exit codes" in printed


def test_the_documents_name_only_verbs_and_options_that_exist() -> None:
    import re

    known = set()
    for verb in VERBS:
        command = [sys.executable, "-m", "vignettes.cli", verb, "--help"]
        known |= set(
            re.findall(r"--[a-z]+", subprocess.run(command, capture_output=True, text=True).stdout)
        )
    for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if found := re.match(r"\s*(?:\.venv/bin/)?vignettes (\w+)(.*)", line):
                assert found[1] in VERBS, line
                assert set(re.findall(r"--[a-z]+", found[2])) <= known, line
