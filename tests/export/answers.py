"""Answers to every item, in the course's own form, for readers that grade by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, permutations, product
from typing import Any

from vignettes.grading import answer_key, grade
from vignettes.model import AnyItem, Choice, Match, Multiple, Number, Order, Single

MANY = 24
"""How many answers to one item are tried at most."""


def answers_to(item: AnyItem) -> list[Any]:
    """Return answers to an item that a machine can grade: all of them, or the first of very many."""
    return list(islice(_all(item), MANY))


def score_of(item: AnyItem, answer: Any) -> float:
    """Return the course's own grade."""
    return grade(answer_key(item), answer).score


def _all(item: AnyItem) -> Iterator[Any]:
    if isinstance(item, (Single, Choice)):
        yield from (option.id for option in item.options)
    elif isinstance(item, Multiple):
        names = [option.id for option in item.options]
        for size in range(1, len(names) + 1):
            yield from map(list, combinations(names, size))
    elif isinstance(item, Order):
        yield from map(list, permutations(step.id for step in item.steps))
    elif isinstance(item, Match):
        pairs = [pair.id for pair in item.pairs]
        yield {pair.id: pair.answer for pair in item.pairs}
        for chosen in product([answer.id for answer in item.answers], repeat=len(pairs)):
            yield dict(zip(pairs, chosen, strict=True))
    elif isinstance(item, Number):
        for target, tolerance in (
            (item.answer, item.tolerance),
            *((m.value, m.tolerance) for m in item.near),
        ):
            yield from (target, target + tolerance, target - tolerance)
        yield item.answer + 3 * item.tolerance + 1000
