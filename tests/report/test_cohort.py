"""The report's figures against what is true of simulated learners, and against a second way to count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.learners.files import Habits, write
from tests.learners.world import World
from tests.report.conftest import Cohort, Reporter, figures
from vignettes.grading import answer_key, grade
from vignettes.loading import Bank
from vignettes.report.findings import MIN_LEARNERS, ItemFigures
from vignettes.report.formulas import alpha_interval
from vignettes.report.questions import questions_of

LEARNERS = 400


@pytest.fixture(scope="module")
def scores(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """Learners by items, marked from the files without the report; NaN where nothing was answered."""
    folder = next(Path(tmp_path_factory.getbasetemp()).glob("cohort*")) / "files"
    questions = [truth.question for truth in cohort.world.truths]
    number = {question.place: question.number for question in questions}
    table = np.full((LEARNERS, len(questions)), np.nan)
    for row, file in enumerate(sorted(folder.glob("results-*.json"))):
        for answer in json.loads(file.read_text(encoding="utf-8"))["answers"]:
            i = number[f"{answer['vignette']}/{answer['item']}"]
            given: Any = answer["answer"]
            if isinstance(given, dict) and "ticked" in given:
                given = {"text": "x", **given}
            table[row, i] = grade(answer_key(questions[i].item), given).score
    return table


def measured(cohort: Cohort) -> list[ItemFigures]:
    return [item for item in cohort.findings.items if item.question.measures and item.shown]


def test_difficulty_is_what_the_model_expects_of_these_learners(cohort: Cohort) -> None:
    theta = np.array([cohort.world.ability(learner) for learner in range(LEARNERS)])
    checked = 0
    for item, truth in zip(cohort.findings.items, cohort.world.truths, strict=True):
        if item.n < LEARNERS or not item.question.measures or item.question.kind == "multiple":
            continue
        expected = float(np.mean(truth.expected(theta)))
        assert item.difficulty is not None
        assert abs(item.difficulty - expected) < 4 * 0.5 / LEARNERS**0.5, item.question.place
        checked += 1
    assert checked >= 15


def test_steeper_items_discriminate_better(cohort: Cohort) -> None:
    pairs = [
        (truth.slope, item.r)
        for item, truth in zip(cohort.findings.items, cohort.world.truths, strict=True)
        if item.question.dichotomous and item.r is not None and 0.25 < (item.difficulty or 0) < 0.9
    ]
    slopes, rs = np.array(pairs).T
    ranks = [np.argsort(np.argsort(values)) for values in (slopes, rs)]
    assert len(pairs) >= 8
    assert np.corrcoef(*ranks)[0, 1] > 0.6


def test_wrong_keys_are_found_and_sound_ones_are_not_suspected(cohort: Cohort) -> None:
    suspected = {
        item.question.place
        for item in cohort.findings.items
        if any(flag.rule == "wrong_key" and flag.weight == 3 for flag in item.flags)
    }
    wrong = {
        truth.question.place
        for truth in cohort.world.truths
        if truth.question.chosen
        and not next(part for part in truth.question.parts if part.name == truth.best).key
    }
    assert len(wrong) == 2
    assert suspected == wrong
    assert {item.question.place for item in cohort.findings.flagged[:2]} == wrong


@pytest.mark.parametrize("seed", [1, 2])
def test_forty_learners_raise_no_false_alarm_of_a_likely_wrong_key(
    reported: Reporter, bank: Bank, tmp_path: Path, seed: int
) -> None:
    questions = questions_of(bank, ["plissit"])
    wrong = next(question.place for question in questions if question.kind == "single")
    write(tmp_path / "in", World(questions, seed, [wrong]), 40, Habits(dropout=0.0))
    found, _ = reported(tmp_path / "in")
    likely = {
        item.question.place
        for item in found.items
        for flag in item.flags
        if flag.rule == "wrong_key" and flag.weight == 3
    }
    assert likely <= {wrong}
    assert sum(item.n >= MIN_LEARNERS for item in found.items) > 20


def test_the_dead_option_is_found(cohort: Cohort) -> None:
    truth = next(truth for truth in cohort.world.truths if min(truth.weights, default=1) < 0.01)
    item = figures(cohort.findings, truth.question)
    dead = next(part for part in item.parts if part.part.name == truth.wrong[-1])
    assert dead.share < 0.05
    letter = dead.part.letter
    assert any(flag.rule == "dead_distractor" and f"Answer {letter} " in flag.words for flag in item.flags)


def test_discrimination_equals_a_second_way_to_count(cohort: Cohort, scores: np.ndarray) -> None:
    use = np.array([question.measures for question in (t.question for t in cohort.world.truths)])
    met = ~np.isnan(scores).all(axis=0)
    above = np.full_like(scores, np.nan)
    above[:, met] = scores[:, met] - np.nanmean(scores[:, met], axis=0)
    for item in measured(cohort):
        i = item.question.number
        others = use.copy()
        others[i] = False
        met = ~np.isnan(scores[:, i])
        strength = np.nanmean(above[:, others], axis=1)[met]
        assert item.r == pytest.approx(np.corrcoef(scores[met, i], strength)[0, 1], abs=1e-9)
        assert item.difficulty == pytest.approx(np.nanmean(scores[:, i]))


def test_reliability_equals_a_second_way_to_count(cohort: Cohort, scores: np.ndarray) -> None:
    use = [t.question.number for t in cohort.world.truths if t.question.measures]
    order = sorted(use, key=lambda i: (-np.sum(~np.isnan(scores[:, i])), i))
    complete = {
        k: np.flatnonzero(~np.isnan(scores[:, order[:k]]).any(axis=1)) for k in range(3, len(order) + 1)
    }
    k = max((k for k in complete if len(complete[k]) >= MIN_LEARNERS), key=lambda k: k * len(complete[k]))
    block = scores[np.ix_(complete[k], order[:k])]
    covariance = np.cov(block, rowvar=False)
    expected = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    (found,) = cohort.findings.reliability
    assert (found.k, found.n) == (k, len(block))
    assert found.alpha == pytest.approx(expected, abs=1e-9)
    assert found.interval == alpha_interval(found.alpha, k, len(block))
    assert 0.6 < expected < 0.95


def test_mastery_equals_a_second_way_to_count(cohort: Cohort, scores: np.ndarray) -> None:
    questions = [truth.question for truth in cohort.world.truths]
    for group in (*cohort.findings.objectives, *cohort.findings.modules):
        own = [q.number for q in questions if q.measures and group.name in (*q.objectives, q.module)]
        answered = scores[:, own]
        enough = np.sum(~np.isnan(answered), axis=1) >= group.least
        means = np.nanmean(answered[enough], axis=1)
        assert (group.items, group.learners) == (len(own), len(means))
        assert group.mean == pytest.approx(means.mean())
        assert group.mastered == pytest.approx(np.mean(means >= 0.8 - 1e-9))


def test_the_surer_learners_felt_the_more_often_they_were_right(cohort: Cohort) -> None:
    shares = [right / n for n, right in map(cohort.findings.sureness, ("guessing", "think so", "sure"))]
    assert shares == sorted(shares) and shares[2] - shares[0] > 0.2


def test_times_lie_about_the_median_that_was_drawn(cohort: Cohort) -> None:
    medians = [item.seconds[1] for item in measured(cohort) if item.seconds]
    assert 30 < float(np.median(medians)) < 45


def test_second_tries_are_counted_apart(cohort: Cohort) -> None:
    sound = [item for item in measured(cohort) if item.question.dichotomous and not item.flags]
    tried = [(item.again, item.again_first, item.again_last) for item in sound]
    assert len(tried) >= 5
    assert all(again > 10 and (first, last) == (0.0, 1.0) for again, first, last in tried)


def test_the_order_of_the_files_changes_no_figure_by_the_last_digit(
    reported: Reporter, bank: Bank, tmp_path: Path
) -> None:
    write(tmp_path / "in", World(questions_of(bank, ["plissit"]), 11), 60)
    found, _ = reported(tmp_path / "in")
    for place, file in enumerate(sorted((tmp_path / "in").iterdir(), reverse=True)):
        file.rename(tmp_path / "in" / f"{place:02}.json")
    assert reported(tmp_path / "in")[0] == found


def test_damaged_files_are_named_with_the_reason(cohort: Cohort) -> None:
    reading = cohort.findings.reading
    assert (reading.used, len(reading.skipped)) == (LEARNERS, 8)
    for name, why in reading.skipped:
        assert Path(name).name in cohort.page
        assert len(why) > 10
