"""The blueprint of an examination: how many items of what, and what the cover says.

`python -m vignettes.exam.blueprint` writes the JSON Schema that completes blueprints in an editor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, ValidationError
from pydantic_core import ErrorDetails

from vignettes.errors import AuthorError, Problem, nearest
from vignettes.exam.network import FREE
from vignettes.loading import shape_problem
from vignettes.model.base import Prose, Shape, json_schema
from vignettes.yaml_reader import Source, read_yaml

SCHEMA = Path("docs/exam/schema.json")
EXAMPLE = "Start from the worked example: docs/exam/blueprint.yml."
LEVELS = ("introductory", "intermediate", "advanced")
MOST = 500
"""Items in one form: more is a slip of the keyboard."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^\s*\S[^\n]*\s*$")]
Count = Annotated[int, Field(ge=0, le=MOST)]


class Range(Shape):
    """At least so many, at most so many; what is left out has no bound."""

    min: Count = 0
    """At least so many items."""
    max: Count | None = None
    """At most so many items."""


def _kind(value: Any) -> str:
    return "range" if isinstance(value, (dict, Range)) else "number"


Share = Annotated[Annotated[Count, Tag("number")] | Annotated[Range, Tag("range")], Discriminator(_kind)]
"""A number of items, or {min: 1, max: 4}."""

ANY: Share = Range()


class Levels(Shape):
    """How many items of each level."""

    introductory: Share = ANY
    """Introductory items: a number, or {min: 1, max: 4}."""
    intermediate: Share = ANY
    """Intermediate items: a number, or {min: 1, max: 4}."""
    advanced: Share = ANY
    """Advanced items: a number, or {min: 1, max: 4}."""


ItemType = Literal["single", "multiple", "order", "match", "number", "reply"]


class Blueprint(Shape):
    """How many items of what an examination holds. What is not named may be drawn in any number."""

    title: Title
    """What the cover and the head of every page say, in up to 120 characters: "Final examination"."""
    items: Annotated[int, Field(ge=1, le=MOST)]
    """How many items each form has."""
    modules: dict[str, Share] = Field(default_factory=dict)
    """How many of a module, by its name: {plissit: 3, trauma: {min: 1, max: 4}}."""
    levels: Levels = Levels()
    """How many of a level: {introductory: 5, intermediate: 9, advanced: 6}."""
    objectives: dict[str, Share] = Field(default_factory=dict)
    """How many for an objective, as module.objective. An item counts for one: the first it names of its
    own module."""
    types: Annotated[tuple[ItemType, ...], Field(strict=False, min_length=1)] | None = None
    """Which types of item may be drawn: [single, multiple] for machine-read sheets. Without it, all."""
    overlap: Literal["all", "none"] | Annotated[int, Field(ge=0, le=MOST)] = "all"
    """What two forms share. all: the same items, shuffled anew for each form. none: no item. A number: so
    many items stand in every form, fewer only where the blueprint allows no more, and no other item
    stands in two."""
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    """Working time in minutes. Without it, the sum of the minutes of the cases drawn."""
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    """The share of the points, in per cent, that passes; printed on the cover and in the key."""
    instructions: Prose | None = None
    """What the cover says to candidates, below the standing rules."""

    def bounds(self, kind: str, name: str) -> tuple[int, int]:
        """Return the least and the most of a row: of kind items, modules, levels or objectives."""
        if kind == "items":
            return self.items, self.items
        if kind == "levels":
            return bounds(getattr(self.levels, name))
        shares = self.modules if kind == "modules" else self.objectives
        return bounds(shares.get(name, ANY))

    @property
    def shared(self) -> int:
        """How many items stand in every form, at most."""
        if isinstance(self.overlap, int):
            return min(self.overlap, self.items)
        return self.items if self.overlap == "all" else 0


def bounds(share: Share) -> tuple[int, int]:
    """Return the least and the most of a share."""
    if isinstance(share, int):
        return share, share
    return share.min, FREE if share.max is None else share.max


def read_blueprint(file: Path, modules: set[str], objectives: set[str]) -> tuple[Blueprint, Source]:
    """Read a blueprint; AuthorError with all its problems.

    `modules` and `objectives` are those of the bank: a name that is not among them is refused.
    """
    source = _read(file)
    try:
        blueprint = Blueprint.model_validate(source.data)
    except ValidationError as error:
        raise AuthorError(_misshapen(source, error)) from None
    problems = [
        *_unknown(source, "modules", blueprint.modules, modules),
        *_unknown(source, "objectives", blueprint.objectives, objectives),
        *_reversed(source, blueprint),
        *_overlap(source, blueprint),
    ]
    if problems:
        raise AuthorError(problems)
    return blueprint, source


def _read(file: Path) -> Source:
    """Read the file; where there is nothing to read, the worked example is the next step."""
    try:
        return read_yaml(file, str(file))
    except AuthorError as error:
        nothing = ("the file is empty", "the file holds nothing but comments")
        problems = [replace(p, advice=EXAMPLE) if p.fact in nothing else p for p in error.problems]
        raise AuthorError(problems) from None


def _misshapen(source: Source, error: ValidationError) -> list[Problem]:
    """Return a problem for each value of the wrong form; `overlap` has two forms, and so two faults."""
    details = [detail for detail in error.errors() if detail["loc"][:1] != ("overlap",)]
    problems = [_of_shape(source, detail) for detail in details]
    if len(details) < error.error_count():
        fact = f"`overlap` cannot be “{source.data['overlap']}”"
        advice = "Write all, none, or the number of items that all forms share."
        problems.append(source.problem(("overlap",), fact, advice, code="V003"))
    return problems


def _of_shape(source: Source, detail: ErrorDetails) -> Problem:
    problem = shape_problem(source, detail, Blueprint)
    of_share = detail["loc"][-1:] == ("number",) and detail["type"] == "int_type"
    return replace(problem, advice="Write a whole number, or {min: 1, max: 4}.") if of_share else problem


def _unknown(source: Source, kind: str, named: dict[str, Share], known: set[str]) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            there = "The bank has: " + ", ".join(sorted(known)) + "." if known else "The bank is empty."
            hint = nearest(name, sorted(known)).strip() or there
            yield source.problem(
                (kind, name), f"the bank has no {kind.removesuffix('s')} “{name}”", hint, code="E001"
            )


def _reversed(source: Source, blueprint: Blueprint) -> Iterator[Problem]:
    shares = [("modules", name, share) for name, share in blueprint.modules.items()]
    shares += [("levels", name, getattr(blueprint.levels, name)) for name in LEVELS]
    shares += [("objectives", name, share) for name, share in blueprint.objectives.items()]
    for kind, name, share in shares:
        least, most = bounds(share)
        if least > most:
            fact = f"“{name}” asks for at least {least} and at most {most}"
            yield source.problem((kind, name), fact, "Exchange the numbers.", code="E002")


def _overlap(source: Source, blueprint: Blueprint) -> Iterator[Problem]:
    if isinstance(blueprint.overlap, int) and blueprint.overlap > blueprint.items:
        fact = f"forms of {blueprint.items} items cannot share {blueprint.overlap}"
        yield source.problem(("overlap",), fact, "Write `overlap: all` for the same items.", code="E002")


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json_schema(Blueprint, "The blueprint of an examination")


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
