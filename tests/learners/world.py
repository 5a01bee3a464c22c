"""What is true of items and learners: a model of item response theory, drawn from a seed.

A learner of ability θ, drawn from a standard normal distribution, is right with probability
P = c + (1 − c) / (1 + exp(−a(θ − b))): a is the slope of the item, b its difficulty, c the chance to guess
(A. Birnbaum, in F. M. Lord and M. R. Novick, Statistical Theories of Mental Test Scores, 1968). In items
whose parts are judged one by one P holds for every part. Who is wrong chooses by how attractive the wrong
options are. Nothing here reads a clock or the order of other items.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single
from vignettes.render.words import number_text
from vignettes.report.questions import Question

WRONG_KEY = (1.6, -0.3)
"""Slope and difficulty of an item whose key is wrong: its true answer is clear to those who know."""
UNATTRACTIVE = 0.004
"""The weight of a dead distractor, where the weights of all wrong options sum to about 1."""


@dataclass(frozen=True)
class Truth:
    """What is true of one item: `best` is what those who know choose, `wrong` what draws the others."""

    question: Question
    slope: float
    difficulty: float
    guess: float
    best: str
    wrong: tuple[str, ...]
    weights: tuple[float, ...]

    def chance(self, theta: np.ndarray | float) -> Any:
        """Return the probability of the best answer, or of every part of it."""
        return self.guess + (1 - self.guess) / (1 + np.exp(-self.slope * (theta - self.difficulty)))

    def expected(self, theta: np.ndarray) -> Any:
        """Return the score to expect from learners of these abilities, by the key of the bank."""
        p = self.chance(theta)
        item = self.question.item
        if isinstance(item, Order):
            return p + (1 - p) * (len(item.steps) - 2) / len(item.steps)
        if isinstance(item, (Single, Choice)):
            worth = {part.name: part.worth for part in self.question.parts}
            drawn = sum(w * worth[name] for name, w in zip(self.wrong, self.weights, strict=True))
            return p * worth[self.best] + (1 - p) * drawn
        return p


class World:
    """The truth about every item, drawn from a seed; the same for an item whatever others there are."""

    def __init__(
        self,
        questions: Sequence[Question],
        seed: int,
        wrong_keys: Sequence[str] = (),
        dead: Sequence[str] = (),
    ) -> None:
        self.seed = seed
        self.truths = [self._truth(question, question.place in wrong_keys, question.place in dead)
                       for question in questions]  # fmt: skip

    def ability(self, learner: int) -> float:
        """Return θ of a learner."""
        return float(self.draw(learner).standard_normal())

    def draw(self, learner: int) -> np.random.Generator:
        """Return the lot of a learner; the first number drawn from it is the ability."""
        return np.random.default_rng([self.seed, learner])

    def _truth(self, question: Question, wrong_key: bool, dead: bool) -> Truth:
        name = int.from_bytes(hashlib.sha256(question.place.encode()).digest()[:8], "big")
        lot = np.random.default_rng([self.seed, name])
        slope, difficulty = float(lot.uniform(0.7, 2.0)), float(lot.normal(-0.7, 0.8))
        if wrong_key:
            slope, difficulty = WRONG_KEY
        best, others = _best(question)
        if wrong_key:
            best, others = others[0], (best, *others[1:])
        weights = lot.dirichlet(np.full(len(others), 6.0)) if others else np.array([])
        if dead:
            weights[-1] = UNATTRACTIVE
            weights /= weights.sum()
        guess = 0.5 / len(question.parts) if isinstance(question.item, (Single, Choice)) else 0.0
        return Truth(question, slope, difficulty, guess, best, others, tuple(weights.tolist()))


def _best(question: Question) -> tuple[str, tuple[str, ...]]:
    """Return what the bank calls best, and what can be chosen instead."""
    if not question.chosen:
        return "", ()
    names = [part.name for part in question.parts]
    best = next(part.name for part in question.parts if part.key)
    return best, tuple(name for name in names if name != best)


def answer_of(truth: Truth, right: bool, theta: float, lot: np.random.Generator) -> Any:
    """Return an answer to an item in the form that the script stores; `right` was drawn by its chance."""
    item = truth.question.item
    if isinstance(item, (Single, Choice)):
        return truth.best if right else _drawn(truth, lot)
    if isinstance(item, Number):
        return _number(item, truth.best if right else _drawn(truth, lot))
    if isinstance(item, Order):
        steps = [step.id for step in item.steps]
        if not right:
            i = int(lot.integers(len(steps) - 1))
            steps[i], steps[i + 1] = steps[i + 1], steps[i]
        return steps
    p = truth.chance(theta)
    if isinstance(item, Multiple):
        chosen = [option.id for option in item.options if option.correct == (lot.random() < p)]
        return chosen or [item.options[int(lot.integers(len(item.options)))].id]
    if isinstance(item, Match):
        answers = [answer.id for answer in item.answers]
        return {
            pair.id: pair.answer
            if lot.random() < p
            else str(lot.choice([name for name in answers if name != pair.answer]))
            for pair in item.pairs
        }
    assert isinstance(item, Reply)
    return {"ticked": [point.id for point in item.rubric if lot.random() < 0.4 + 0.5 * p]}


def _drawn(truth: Truth, lot: np.random.Generator) -> str:
    return truth.wrong[int(np.searchsorted(np.cumsum(truth.weights), lot.random(), "right").clip(
        0, len(truth.wrong) - 1))]  # fmt: skip


def _number(item: Number, part: str) -> str:
    if part == "right":
        return number_text(item.answer)
    if part.startswith("near-"):
        return number_text(item.near[int(part.removeprefix("near-"))].value)
    return number_text(item.answer * 3 + 1000)
