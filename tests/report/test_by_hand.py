"""A table of five learners and six items, every figure of which can be worked out on paper."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.report.conftest import (
    Reporter,
    entry,
    figures,
    put,
    results,
    right_of,
    wrong_of,
)
from vignettes.report.findings import Findings
from vignettes.report.questions import Question

TABLE = {
    "aaaa-aaaa-aaaa": "111111",
    "bbbb-bbbb-bbbb": "111110",
    "cccc-cccc-cccc": "111000",
    "dddd-dddd-dddd": "100100",
    "eeee-eeee-eeee": "000001",
}
"""By learner, which of six items were right."""


@pytest.fixture
def found(reported: Reporter, singles: list[Question], tmp_path: Path) -> Findings:
    for code, row in TABLE.items():
        answers = [
            entry(question, right_of(question) if hit == "1" else wrong_of(question), seconds=10 * i + 10,
                  confidence="sure")
            for i, (question, hit) in enumerate(zip(singles, row, strict=False))
        ]  # fmt: skip
        put(tmp_path / "five", f"{code}.json", results(code, answers))
    return reported(tmp_path / "five")[0]


def test_difficulty_is_the_share_who_were_right(found: Findings, singles: list[Question]) -> None:
    shares = [figures(found, question).difficulty for question in singles[:6]]
    assert shares == pytest.approx([4 / 5, 3 / 5, 3 / 5, 3 / 5, 2 / 5, 2 / 5])


def test_discrimination_is_the_correlation_with_the_sum_of_the_others(
    found: Findings, singles: list[Question]
) -> None:
    """The first item, 1 1 1 1 0, against the sums of the others, 5 4 2 1 1, with means 0.8 and 2.6:
    Σxy − 5·0.8·2.6 = 1.6, Σx² − 5·0.8² = 0.8, Σy² − 5·2.6² = 13.2. The last, 1 0 0 0 1, against 5 5 3 2 0,
    with means 0.4 and 3: −1, 1.2 and 18.
    """
    first = figures(found, singles[0])
    assert first.r == pytest.approx(1.6 / math.sqrt(0.8 * 13.2))
    last = figures(found, singles[5])
    assert last.r == pytest.approx(-1 / math.sqrt(1.2 * 18))


def test_times_confidence_and_choices_are_counted(found: Findings, singles: list[Question]) -> None:
    second = figures(found, singles[1])
    assert second.seconds == (20.0, 20.0, 20.0)
    assert second.sureness == {"sure": (5, 3)} and second.sure_and_wrong == 2
    counts = {part.part.name: part.count for part in second.parts}
    assert counts[right_of(singles[1])] == 3 and counts[wrong_of(singles[1])] == 2
    assert sum(counts.values()) == 5


def test_strong_and_weak_are_27_percent_at_each_end(found: Findings, singles: list[Question]) -> None:
    """27 % of five learners are two: of the first item a, b are the strong, d, e the weak."""
    key = next(part for part in figures(found, singles[0]).parts if part.part.key)
    assert (key.strong, key.weak) == (1.0, 0.5)


def test_mastery_counts_learners_with_a_mean_score_of_80_percent(found: Findings) -> None:
    """Six answers are fewer than the ten that a module needs, so the module counts nobody."""
    assert found.modules[0].learners == 0 and found.modules[0].mastered is None


def test_five_learners_are_too_few_for_flags_and_reliability(found: Findings) -> None:
    assert found.flagged == ()
    assert "it needs 30" in found.reliability[0].refused
    assert found.sureness("sure") == (30, 17)
