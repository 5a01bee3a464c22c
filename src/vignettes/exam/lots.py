"""Lots that fall alike on every machine: order by the hash of seed and names, with no random module."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def shuffled(things: Iterable[T], name: Callable[[T], str], *words: object) -> list[T]:
    """Return things in an order that hangs on `words` (seed, purpose, form) and the things' names."""

    def rank(thing: T) -> str:
        text = "\x1f".join([*map(str, words), name(thing)])
        return hashlib.sha256(text.encode()).hexdigest()

    return sorted(things, key=rank)
