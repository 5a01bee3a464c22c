"""The course's fact lines, read from book/facts/*.yml: which figure rests on which work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from vignettes.errors import AuthorError, Problem
from vignettes.model.base import Keys, Line, Shape
from vignettes.yaml_reader import Source, read_yaml

FOLDER = "book/facts"
NUMERAL = re.compile(r"(?<![\w.,])[-]?\d+(?:[.,]\d+)*|(?<![\w.,])[-]?\.\d+")


class Fact(Shape):
    """One claim with its figures, the works that carry it and how strong they are."""

    claim: Line
    keys: Annotated[Keys, Field(min_length=1)]
    strength: Literal["guideline", "systematic review", "RCT", "cohort", "expert opinion", "code of ethics"]
    confirmed: bool = True
    """False where the figure could not be seen a second time: no answer may hang on it."""

    @property
    def figures(self) -> frozenset[str]:
        """Every number of the claim, digit for digit."""
        return figures(self.claim)


def figures(text: str) -> frozenset[str]:
    """Return every number in `text` as it is written, without signs of thousands."""
    return frozenset(bare_figure(match.group()) for match in NUMERAL.finditer(text.replace("−", "-")))


def bare_figure(numeral: str) -> str:
    """Return `numeral` without thousands commas, a sign or a missing nought: 1,660 is 1660, .48 is 0.48."""
    bare = re.sub(r",(?=\d{3}\b)", "", numeral).lstrip("+-−")
    return "0" + bare if bare.startswith(".") else bare


def load_facts(root: Path) -> tuple[tuple[Fact, ...], list[Problem]]:
    """Read the fact lines of the course at `root`, one file a module: the facts, and every problem."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*.yml")):
        try:
            facts += _facts_of(read_yaml(file, file.relative_to(root).as_posix()))
        except AuthorError as error:
            problems += error.problems
    return tuple(facts), problems


def _facts_of(source: Source) -> list[Fact]:
    if not isinstance(source.data, list):
        raise AuthorError([source.problem((), "a list of facts is expected here", "Write `- claim: …`.")])
    facts: list[Fact] = []
    problems: list[Problem] = []
    for index in range(len(source.data)):
        try:
            facts.append(_fact(source, index))
        except AuthorError as error:
            problems += error.problems
    if problems:
        raise AuthorError(problems)
    return facts


def _fact(source: Source, index: int) -> Fact:
    try:
        return Fact.model_validate(source.data[index])
    except ValidationError as error:
        detail = error.errors()[0]
        name = ".".join(map(str, detail["loc"])) or "the fact"
        problem = source.problem(
            (index, *detail["loc"]),
            f"`{name}`: {detail['msg']}",
            "A fact has `claim`, `keys`, `strength`, and `confirmed: false` where it was seen only once.",
        )
        raise AuthorError([problem]) from None
