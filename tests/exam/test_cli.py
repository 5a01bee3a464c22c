"""`vignettes exam`: what it writes, and a sentence for every misuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exam.banks import entry, write_bank
from tests.exam.conftest import ROOT
from vignettes.cli import main
from vignettes.course import Course
from vignettes.errors import UsageError
from vignettes.exam.build import write_all
from vignettes.loading import load_case

GALLERY = ROOT / "tests" / "gallery"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Six exam cases, and three that cannot be drawn: several questions, a branching case, no key."""
    levels = ["introductory", "advanced"] * 3
    folder = write_bank(tmp_path / "bank", [entry(n, ("m", "a", levels[n])).vignette for n in range(6)])
    options = [{"id": name, "text": name, "feedback": "Said."} for name in ("one", "other")]
    write_bank(folder, [entry(7, ("m", "a", "advanced"), options=options).vignette])
    for name in ("every-type", "branching-path"):
        text = (GALLERY / "exercises" / "gallery" / f"{name}.yml").read_text("utf-8")
        text = text.replace(f"id: {name}", f"id: {name}-exam", 1).replace("module: gallery", "module: m")
        text = text.replace("\nuse: learning", "").replace("\nlevel:", "\nuse: exam\nlevel:", 1)
        (folder / "m" / f"{name}-exam.yml").write_text(text, encoding="utf-8")
        assert load_case(folder / "m" / f"{name}-exam.yml").vignette.use == "exam"
    return folder


def run(tmp_path: Path, bank: Path | None, text: str, *words: str) -> int:
    blueprint = tmp_path / "term.yml"
    blueprint.write_text(text, encoding="utf-8")
    more = ["--bank", str(bank)] if bank else []
    out = ["-o", str(tmp_path / "out")]
    return main(["--root", str(GALLERY), "exam", "--blueprint", str(blueprint), *more, *out, *words])


def written(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in tmp_path.glob("out/*"))


def test_a_run_names_its_files_and_tells_what_was_drawn_and_left_out(
    tmp_path: Path, bank: Path, capsys
) -> None:
    assert run(tmp_path, bank, "title: T\nitems: 4\noverlap: 2\n", "--seed", "7", "--to", "gift") == 0
    out, err = capsys.readouterr()
    names = [Path(line).name for line in out.splitlines()]
    assert names == [
        f"term-{form}{end}" for form in "AB" for end in ("-paper.pdf", "-key.pdf", ".gift.txt")
    ]
    assert sorted(names) == written(tmp_path)
    assert "Left out: every-type-exam asks 6 questions" in err
    assert "Left out: branching-path-exam asks" in err
    assert "Left out: case-0007 has no proper key: 0 options are marked `correct: true`" in err
    assert "Forms A and B share 2 items." in err


def test_a_bank_that_is_too_small_exits_with_1_and_nothing_is_written(
    tmp_path: Path, bank: Path, capsys
) -> None:
    assert run(tmp_path, bank, "title: T\nitems: 8\nlevels: {advanced: 5}\n", "--seed", "7") == 1
    err = capsys.readouterr().err
    assert "term.yml:2:1  E003  error: the form: 8 asked for, 6 to be had: 2 short" in err
    assert "term.yml:3:10  E003  error: advanced: 5 asked for, 3 to be had: 2 short" in err
    assert "the nearest form has 6 of 8 items" in err
    assert written(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--forms", "A,a"], "Two forms would be called “A” and “a”"),
        (["--forms", "A,A"], "Two forms would be called “A” and “A”"),
        (["--forms", "../A"], "“../A” is not a name for a form"),
        (["--forms", "A/B"], "“A/B” is not a name for a form"),
        (["--forms", ","], "No form was named"),
        (["--forms", "A" * 13], "is not a name for a form"),
        (["--forms", ",".join("ABCDEFGHIJKLM")], "13 forms were named; 12 are the most."),
        (["--to", "anki"], "There is no format “anki” for forms. There are: moodle, gift, qti3."),
        (["--to", "moddle"], "There is no format “moddle” for forms. Did you mean “moodle”?"),
        (["--bank", "nowhere"], "There is no folder “nowhere”."),
    ],
)
def test_a_wish_that_cannot_be_exits_with_2_and_says_why(
    tmp_path: Path, bank: Path, capsys, words: list[str], said: str
) -> None:
    assert run(tmp_path, bank, "title: T\nitems: 2\n", "--seed", "7", *words) == 2
    assert said in capsys.readouterr().err
    assert written(tmp_path) == []


@pytest.mark.parametrize("seed", ["abc", "1.5", ""])
def test_a_seed_that_is_no_number_is_refused(tmp_path: Path, bank: Path, capsys, seed: str) -> None:
    with pytest.raises(SystemExit) as left:
        run(tmp_path, bank, "title: T\nitems: 2\n", "--seed", seed)
    assert left.value.code == 2
    assert f"“{seed}” is not a whole number" in capsys.readouterr().err


def test_a_bank_without_exam_items_exits_with_2(tmp_path: Path, capsys) -> None:
    assert run(tmp_path, None, "title: T\nitems: 2\n", "--seed", "7") == 2
    assert "There is no exam item to draw from" in capsys.readouterr().err


def test_a_blueprint_that_is_not_there_is_a_sentence(tmp_path: Path, capsys) -> None:
    words = ["--root", str(GALLERY), "exam", "--blueprint", str(tmp_path / "no.yml"), "--seed", "1"]
    assert main(words) == 1
    assert "the file cannot be read: No such file or directory" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="cannot be written"):
        write_all(tmp_path / "out", {"a.pdf": b"new"})
    assert (tmp_path / "out").read_text() == "mine"


def test_files_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_all(out, {"a.pdf": b"old"})
    with pytest.raises(UsageError):
        write_all(out, {"a.pdf": b"new", "no/b.pdf": b"new"})
    assert {file.name: file.read_bytes() for file in out.iterdir()} == {"a.pdf": b"old"}


def test_no_exam_item_of_the_gallery_is_drawn_from_learning_cases(gallery: Course) -> None:
    assert list(gallery.bank().exam()) == []


def test_the_help_shows_a_blueprint_and_what_the_exit_codes_mean(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["exam", "--help"])
    printed = capsys.readouterr().out
    assert "modules: {plissit: 3, trauma: {min: 1, max: 4}}" in printed
    assert "Exit codes: 0 all is well" in printed
