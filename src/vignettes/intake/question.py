"""A question as it was found in a foreign file, with everything that could not be carried."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vignettes.errors import UsageError
from vignettes.render.prose import Block

LONGEST_TEXT = 50_000
"""Characters of one text, without its markup; a text of a vignette has at most 6,000."""
MOST_PARAGRAPHS = 1_000
"""Paragraphs, quotations and entries of lists in one text."""
MOST_ANSWERS = 100
"""Answers to one question; an item of a vignette has at most 8."""
LARGEST_NUMBER = 1e15
"""Beyond this, a number in a question is a slip of the keyboard."""


class Refused(UsageError):
    """A file that cannot be read as questions, or must not be."""


class TooLong(Exception):
    """More text or more answers than a question has."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a file, the member of an archive, line and column counted from 1."""

    file: str
    line: int = 0
    column: int = 0
    member: str = ""

    def __str__(self) -> str:
        where = f"{self.file} › {self.member}" if self.member else self.file
        if self.line:
            where += f":{self.line}"
        return f"{where}:{self.column}" if self.line and self.column else where


@dataclass(frozen=True)
class Content:
    """What a draft can hold.

    `stem` is the question's text; `prompt` the part of it that asks, where the format says which that is;
    `item` the item in the keys of the house, without what the question does not give.
    """

    stem: tuple[Block, ...]
    item: Mapping[str, Any]
    rationale: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Foreign:
    """One question of a foreign file.

    `names` are what an id can be made of, best first; `number` the identifier that the file gives it.
    Without `content` it is not carried, and `reason` says why and what is nearest. `lost` names every part
    of a carried question that is not.
    """

    place: Place
    kind: str
    name: str = ""
    number: str = ""
    names: tuple[str, ...] = ()
    content: Content | None = None
    reason: str = ""
    lost: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    category: str = ""
    comments: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stay as long as the question says the same."""
        assert self.content is not None
        said = [self.name, self.number, repr(self.content.stem), self.content.prompt]
        said += [json.dumps(dict(self.content.item), ensure_ascii=False), self.content.rationale]
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Batch:
    """The questions of one file, and what the file as a whole loses."""

    file: str
    format: str
    questions: Sequence[Foreign]
    notes: Sequence[str] = field(default_factory=tuple)


class Losses:
    """What of one question cannot be carried, each thing once, in the order of finding."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def add(self, what: str) -> None:
        self._found.setdefault(" ".join(what.split()))

    @property
    def found(self) -> tuple[str, ...]:
        return tuple(self._found)


NEAREST = {
    "essay": "a text that a teacher reads has no key to carry; nearest is an item of type `reply`, "
    "for which you write a model answer and a rubric",
    "short": "an answer typed as words has no equal here; nearest is an item of type `reply`, or a "
    "`single` with wrong answers of your own",
    "description": "it asks nothing; put its text into the story of a case (`text` of a stage)",
    "gaps": "several gaps in one text have no equal here; nearest is one item a gap: `single`, or `number` "
    "where a number goes in",
    "picture": "answers given on a picture have no equal here; nearest is a `single` that puts the places "
    "into words",
    "drawn": "its values are drawn anew for each learner; nearest is an item of type `number` with fixed "
    "values",
    "unknown": "this type has no equal here; the types are single, multiple, order, match, number, reply, "
    "choice",
}
"""Why a kind of question is not carried, and what to use instead."""


def finite(said: str) -> float | None:
    """Return a decimal number, or None where a text is none, or one too large to reckon with."""
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", said.strip(), re.ASCII):
        return None
    value = float(said)
    return value if abs(value) <= LARGEST_NUMBER else None


def shortened(text: str, length: int = 60) -> str:
    """Return a text on one line, cut at `length` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def letters(count: int) -> list[str]:
    """Return names for `count` options: a, b, … z, then o27, o28, …; TooLong beyond `MOST_ANSWERS`."""
    if count > MOST_ANSWERS:
        raise TooLong(f"it has {count:,} answers, more than {MOST_ANSWERS}")
    return [chr(ord("a") + n) if n < 26 else f"o{n + 1}" for n in range(count)]
