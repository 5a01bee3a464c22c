"""Results to report on: a small table whose figures can be worked out by hand, and simulated cohorts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.learners.files import Habits, write
from tests.learners.world import World
from vignettes.course import Course
from vignettes.grading import answer_key
from vignettes.loading import Bank
from vignettes.report import Request, write_report
from vignettes.report.findings import Findings, ItemFigures
from vignettes.report.questions import Question, questions_of

FORMAT = {"format": "vignettes-results", "version": 1, "course": {"name": "x", "version": "1"}}

Reporter = Callable[..., tuple[Findings, str]]


def results(code: str, answers: Sequence[dict[str, Any]], day: int = 2, **learner: Any) -> dict[str, Any]:
    """Return a results file as plain values; `day` is the day of its export."""
    exported = f"2026-10-{day:02}T12:00:00Z"
    return {**FORMAT, "learner": {"code": code, **learner}, "exported": exported, "answers": list(answers)}


def entry(question: Question, given: Any, **more: Any) -> dict[str, Any]:
    """Return an answer to a question."""
    return {
        "vignette": question.vignette.id,
        "item": question.item.id,
        "fingerprint": question.fingerprint,
        "answer": given,
        "at": "2026-10-01T08:00:00Z",
        **more,
    }


def put(folder: Path, name: str, value: Any) -> Path:
    """Write a value as a JSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def course() -> Course:
    return Course(ROOT)


@pytest.fixture(scope="session")
def singles(bank: Bank) -> list[Question]:
    """Eight items with one best answer, of the real bank."""
    return [q for q in questions_of(bank, ["plissit"]) if q.kind == "single"][:8]


@pytest.fixture
def reported(course: Course, bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reporter:
    """Reports on paths: returns what was found, and the page."""
    monkeypatch.setattr(Course, "bank", lambda self: bank)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764100000")

    def run(*paths: Path, **wanted: Any) -> tuple[Findings, str]:
        request = Request(**{"modules": ("plissit",), **wanted})
        findings, written = write_report(course, paths, tmp_path / "report.html", request)
        return findings, written[0].read_text(encoding="utf-8")

    return run


def figures(findings: Findings, question: Question) -> ItemFigures:
    """Return the figures of a question."""
    return next(item for item in findings.items if item.question.place == question.place)


def wrong_of(question: Question) -> str:
    """Return a wrong answer to an item with one best answer."""
    key = answer_key(question.item)
    return next(option for option in key["options"] if option != key["right"])


def right_of(question: Question) -> str:
    return answer_key(question.item)["right"]


WRONG_KEYS = 2
"""Items in the flawed cohort whose key is wrong."""


class Cohort:
    """Simulated learners with what is true of them, and what the report found."""

    def __init__(self, world: World, findings: Findings, page: str) -> None:
        self.world = world
        self.findings = findings
        self.page = page


@pytest.fixture(scope="session")
def cohort(bank: Bank, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Four hundred learners of one module, all of whom finish; two keys are wrong, one option is dead."""
    folder = tmp_path_factory.mktemp("cohort")
    questions = questions_of(bank, ["plissit"])
    chosen = [question.place for question in questions if question.kind == "single"]
    world = World(questions, seed=7, wrong_keys=chosen[:WRONG_KEYS], dead=chosen[3:4])
    write(folder / "files", world, 400, Habits(dropout=0.0), damaged=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Course, "bank", lambda self: bank)
        request = Request(modules=("plissit",), data=folder / "data")
        found, written = write_report(Course(ROOT), [folder / "files"], folder / "report.html", request)
    return Cohort(world, found, written[0].read_text(encoding="utf-8"))
