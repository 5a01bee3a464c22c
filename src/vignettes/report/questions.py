"""The items of a bank as the report counts them: numbered, with the parts one can choose or get right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vignettes.dealing import letters
from vignettes.errors import UsageError, nearest
from vignettes.fingerprint import fingerprint
from vignettes.grading import answer_key, grade
from vignettes.loading import Bank
from vignettes.model import (
    AnyItem,
    Choice,
    Match,
    Multiple,
    Number,
    Order,
    Reply,
    Single,
    Vignette,
)
from vignettes.render.prose import plain_line
from vignettes.render.words import number_text


@dataclass(frozen=True)
class Part:
    """What is counted within an item.

    `name` is its id; `key` whether choosing it is right, None where it is not chosen but got right (a
    step, a pair) or done (a point of a rubric); `worth` is what a choice of it scores.
    """

    name: str
    text: str
    key: bool | None
    letter: str = ""
    worth: float = 0.0


@dataclass(frozen=True)
class Mark:
    """An answer judged: its score from 0 to 1, and bit i of `parts` for what happened to part i."""

    score: float
    right: bool
    parts: int


@dataclass(frozen=True)
class Question:
    """An item with its place in the bank."""

    number: int
    vignette: Vignette
    item: AnyItem
    key: dict[str, Any]
    fingerprint: str
    parts: tuple[Part, ...]

    @property
    def place(self) -> str:
        """The ids of case and item, as vignettes' files have them."""
        return f"{self.vignette.id}/{self.item.id}"

    @property
    def kind(self) -> str:
        return self.item.type

    @property
    def stem(self) -> str:
        return plain_line(self.item.prompt)

    @property
    def module(self) -> str:
        return self.vignette.module

    @property
    def objectives(self) -> tuple[str, ...]:
        """What the item tests; where it does not say, what its case teaches."""
        return self.item.objectives or self.vignette.objectives

    @property
    def measures(self) -> bool:
        """Whether its score says something of the learner: not where learners tick a rubric themselves."""
        return not isinstance(self.item, Reply)

    @property
    def dichotomous(self) -> bool:
        """Whether an answer is right or wrong and nothing between."""
        return isinstance(self.item, (Single, Number))

    @property
    def chosen(self) -> bool:
        """Whether exactly one part is chosen in every answer."""
        return isinstance(self.item, (Single, Choice, Number))

    def mark(self, answer: Any) -> Mark:
        """Judge an answer; NotAnAnswer where it is none."""
        given = grade(self.key, answer)
        if isinstance(self.item, Multiple):
            happened = set(answer)
        elif self.chosen:
            happened = set(given.parts)
        else:
            happened = {name for name, right in given.parts.items() if right}
        bits = sum(1 << i for i, part in enumerate(self.parts) if part.name in happened)
        return Mark(given.score, given.right, bits)


def questions_of(bank: Bank, modules: Iterable[str] = (), include_exam: bool = False) -> list[Question]:
    """Return the items of the modules (of all, if none is named), in the order of modules and ids.

    Raises UsageError for a module that the bank does not have.
    """
    wanted = set(modules)
    cases = [case.vignette for case in (bank if include_exam else bank.learning())]
    known = sorted({vignette.module for vignette in cases})
    for name in sorted(wanted - set(known)):
        there = ", ".join(known)
        raise UsageError(f"There is no module “{name}”.{nearest(name, known)} There are: {there}.")
    found: list[Question] = []
    for vignette in sorted(cases, key=lambda v: (v.module, v.id)):
        if wanted and vignette.module not in wanted:
            continue
        for stage, item in vignette.items():
            key = answer_key(item)
            parts = _parts(vignette.id, item)
            found.append(Question(len(found), vignette, item, key, fingerprint(stage, item), parts))
    return found


def _parts(vignette_id: str, item: AnyItem) -> tuple[Part, ...]:
    letter = letters(vignette_id, item)
    if isinstance(item, (Single, Multiple)):
        parts = [
            Part(o.id, plain_line(o.text), o.correct, letter[o.id], float(o.correct)) for o in item.options
        ]
    elif isinstance(item, Choice):
        worth = answer_key(item)["worth"]
        parts = [
            Part(o.id, f"{plain_line(o.text)} ({o.quality})", worth[o.id] == 1, letter[o.id], worth[o.id])
            for o in item.options
        ]
    elif isinstance(item, Order):
        parts = [Part(s.id, plain_line(s.text), None, letter[s.id]) for s in item.steps]
    elif isinstance(item, Match):
        goal = {answer.id: plain_line(answer.text) for answer in item.answers}
        parts = [Part(p.id, f"{plain_line(p.text)} → {goal[p.answer]}", None) for p in item.pairs]
    elif isinstance(item, Number):
        return _numbers(item)
    else:
        parts = [Part(point.id, plain_line(point.text), None) for point in item.rubric]
    return tuple(sorted(parts, key=lambda part: part.letter))


def _numbers(item: Number) -> tuple[Part, ...]:
    unit = f" {plain_line(item.unit)}" if item.unit else ""
    right = Part("right", f"{number_text(item.answer)}{unit}", True, worth=1.0)
    near = (
        Part(f"near-{i}", f"{number_text(miss.value)}{unit} (a foreseen mistake)", False)
        for i, miss in enumerate(item.near)
    )
    return (right, *near, Part("otherwise", "any other number", False))
