"""The exam bank: balanced, unseen by learners, and unchanged unless somebody meant it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vignettes.editions.audience import letters
from vignettes.editions.contents import contents
from vignettes.fingerprint import fingerprint
from vignettes.loading import Bank
from vignettes.model import AnyItem, Vignette
from vignettes.render.prose import plain_line

ROOT = Path(__file__).parents[2]
TAUGHT = [name for name in contents(ROOT).names() if name != "capstone"]
"""Modules with exam items; the capstone is a seminar and not an examination."""


@pytest.fixture(scope="module")
def exam(bank: Bank) -> list[Vignette]:
    return [case.vignette for case in bank.exam()]


def items(exam: list[Vignette]) -> Iterator[tuple[Vignette, AnyItem]]:
    for vignette in exam:
        for _, item in vignette.items():
            yield vignette, item


def test_forty_exam_cases_ask_one_question_each(exam: list[Vignette]) -> None:
    assert len(exam) == 40
    assert all(len([*vignette.items()]) == 1 for vignette in exam)


def test_exam_items_are_spread_over_modules_objectives_and_levels(exam: list[Vignette]) -> None:
    by_module = Counter(vignette.module for vignette in exam)
    assert set(by_module) == set(TAUGHT)
    assert max(by_module.values()) - min(by_module.values()) <= 1
    by_level = Counter(vignette.level for vignette in exam)
    assert min(by_level[level] for level in ("introductory", "intermediate", "advanced")) >= 8
    objectives = Counter(name for _, item in items(exam) for name in item.objectives)
    assert len(objectives) == sum(objectives.values())
    assert {name.partition(".")[0] for name in objectives} == set(TAUGHT)


def test_no_page_and_no_notebook_knows_an_exam_item(exam: list[Vignette]) -> None:
    files = [*(ROOT / "book").rglob("*.md"), *(ROOT / "notebooks").rglob("*.ipynb")]
    known = {file: file.read_text("utf-8") for file in files}
    plain = {file: letters(text) for file, text in known.items()}
    for vignette, item in items(exam):
        for file in files:
            assert vignette.id not in known[file], file
            if len(letters(item.prompt)) > 60:
                assert letters(plain_line(item.prompt)) not in plain[file], file
            for option in getattr(item, "options", ()):
                if len(letters(option.text)) > 30:
                    assert letters(plain_line(option.text)) not in plain[file], (file, option.text)


def test_a_changed_exam_item_is_noticed(
    bank: Bank, golden: Callable[[str, str], None], exam: list[Vignette]
) -> None:
    lines = [
        f"{vignette.id}/{item.id} {fingerprint(stage, item)}"
        for vignette in exam
        for stage, item in vignette.items()
    ]
    golden("exam-fingerprints.txt", "\n".join(sorted(lines)) + "\n")
