"""In which order a learner sees what an author wrote: shuffled, but the same on every face."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

from vignettes.model import AnyItem, Choice, Match, MatchAnswer, Multiple, Order, Single, Step

T = TypeVar("T", bound=Any)

SORTED_TYPES = ("number", "level")
"""Option types with a natural order, shown as written."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def deal(vignette_id: str, item: AnyItem) -> tuple[Any, ...]:
    """Return the options, steps or answers of `item` in the order in which they are shown.

    The order hangs on the ids and the item's `seed` alone, so that no face differs from another and
    no rebuild moves anything. Options with a natural order stay as written. Steps are never dealt in
    the right order. Where a copy of the item fixes an order (`Item.shown`), that is the order.
    """
    if item.shown:
        return tuple(sorted(_parts(item), key=lambda part: item.shown.index(part.id)))
    if isinstance(item, (Single, Multiple)):
        if item.option_type in SORTED_TYPES:
            return item.options
        return _shuffled(vignette_id, item, item.options)
    if isinstance(item, Choice):
        return _shuffled(vignette_id, item, item.options)
    if isinstance(item, Order):
        return _steps(vignette_id, item)
    if isinstance(item, Match):
        answers: tuple[MatchAnswer, ...] = item.answers
        return answers
    return ()


def letters(vignette_id: str, item: AnyItem) -> dict[str, str]:
    """Return the letter under which each option, step or answer is shown, by id."""
    return {part.id: LETTERS[i] for i, part in enumerate(deal(vignette_id, item))}


def _parts(item: AnyItem) -> tuple[Any, ...]:
    for name in ("options", "steps", "answers"):
        if hasattr(item, name):
            parts: tuple[Any, ...] = getattr(item, name)
            return parts
    return ()


def _steps(vignette_id: str, item: Order) -> tuple[Step, ...]:
    dealt = _shuffled(vignette_id, item, item.steps)
    return dealt if dealt != item.steps else (*dealt[1:], dealt[0])


def _shuffled(vignette_id: str, item: AnyItem, parts: Sequence[T]) -> tuple[T, ...]:
    def rank(part: T) -> str:
        text = f"{vignette_id}/{item.id}/{item.seed}/{part.id}"
        return hashlib.sha256(text.encode()).hexdigest()

    return tuple(sorted(parts, key=rank))
