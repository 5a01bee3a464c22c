"""`vignettes report`: exit codes and words, tables for other programs, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT
from tests.report.conftest import Cohort, entry, put, results, right_of
from vignettes.cli import main
from vignettes.course import Course
from vignettes.loading import Bank
from vignettes.report import tables
from vignettes.report.questions import Question

EVIL = '=HYPERLINK("http://example.invalid";"x")'


@pytest.fixture
def six(singles: list[Question], tmp_path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of six learners, with names that a spreadsheet would run."""
    monkeypatch.setattr(Course, "bank", lambda self: bank)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764100000")
    for i in range(6):
        answers = [entry(question, right_of(question), seconds=i) for question in singles]
        put(tmp_path / "in", f"{i}.json", results(f"code-{5 - i}", answers, name=EVIL if i else "Ada"))
    return tmp_path / "in"


def run(*arguments: object) -> int:
    return main(["--root", str(ROOT), "report", *map(str, arguments), "--module", "plissit"])


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_files_written_are_named_and_what_was_left_out_is_said(
    six: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (six / "damaged.json").write_text("{", encoding="utf-8")
    assert run(six, "-o", tmp_path / "new" / "report.html", "--data", tmp_path / "data") == 0
    said = capsys.readouterr()
    names = [Path(line).name for line in said.out.split()]
    assert names[0] == "report.html" and len(names) == 9
    assert all(Path(line).is_file() for line in said.out.split())
    assert "6 learners, 48 answers from 6 files; 1 files skipped" in said.err
    assert not list(tmp_path.rglob("*.part"))


def test_learners_are_numbered_and_nameless_unless_names_are_asked_for(six: Path, tmp_path: Path) -> None:
    run(six, "-o", tmp_path / "r.html", "--data", tmp_path / "data")
    rows = read(tmp_path / "data" / "learners.csv")
    assert [row["learner"] for row in rows] == [f"Learner {n}" for n in range(1, 7)]
    raw = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert b"Ada" not in raw and b"code-" not in raw
    assert [float(row["seconds_median"]) for row in rows] == [5, 4, 3, 2, 1, 0]


def test_names_cannot_become_formulas(six: Path, tmp_path: Path) -> None:
    run(six, "-o", tmp_path / "r.html", "--data", tmp_path / "data", "--names")
    rows = read(tmp_path / "data" / "learners.csv")
    assert {row["name"] for row in rows} == {"Ada", "'" + EVIL}
    assert [row["code"] for row in rows] == [f"code-{n}" for n in range(6)]
    assert EVIL not in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    made = io.StringIO(tables.csv_text(["x"], [[text]]), newline="")
    assert list(csv.reader(made)) == [["x"], [f"'{text.strip()}"]]


def test_numbers_stay_numbers_in_csv() -> None:
    assert tables.csv_text(["x", "y", "z"], [[-0.5, 3, None]]) == "x,y,z\n-0.5,3,\n"


def test_csv_and_parquet_say_the_same(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = next(Path(tmp_path_factory.getbasetemp()).glob("cohort*")) / "data"
    for name, least in (("items", 37), ("options", 100), ("objectives", 5), ("learners", 400)):
        rows = read(folder / f"{name}.csv")
        assert len(rows) >= least
        stored = duckdb.execute(f"SELECT * FROM '{folder}/{name}.parquet'")
        assert [column[0] for column in stored.description] == list(rows[0])
        for row, values in zip(rows, stored.fetchall(), strict=True):
            for text, value in zip(row.values(), values, strict=True):
                if isinstance(value, float):
                    assert float(text) == pytest.approx(value)
                else:
                    assert text.removeprefix("'") == ("" if value is None else str(value))
    item = max(cohort.findings.items, key=lambda item: item.r or 0)
    row = next(row for row in read(folder / "items.csv") if row["item"] == item.question.item.id)
    assert float(row["discrimination"]) == pytest.approx(item.r, abs=1e-6)


def test_the_same_files_give_the_same_bytes_whatever_they_are_called(six: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        assert run(six, "-o", tmp_path / name / "report.html", "--data", tmp_path / name) == 0
        made.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
        for place, file in enumerate(sorted(six.iterdir(), reverse=True)):
            file.rename(six / f"renamed-{place}.json")
    assert len(made[0]) == 9
    assert made[0] == made[1]
    assert b"25 November 2025" in made[0]["report.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.json"], "no file or folder"),
        (["{six}", "--names"], "--data DIR"),
        (["{six}", "--mastery", "80"], "0.8"),
        (["{six}", "--module", "plisit"], "plissit"),
        (["{six}", "-o", "{six}"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    six: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(*(argument.format(six=six) for argument in arguments)) == 2
    assert said in capsys.readouterr().err


def test_where_no_file_can_be_used_each_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "in", "a.json", [1])
    assert run(tmp_path / "in", "-o", tmp_path / "r.html") == 2
    err = capsys.readouterr().err
    assert "None of these files can be used" in err and "a.json" in err
    assert not (tmp_path / "r.html").exists()


def test_other_verbs_do_not_wait_for_the_database() -> None:
    code = "import sys, vignettes.cli; print({'duckdb', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
