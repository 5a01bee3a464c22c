"""Vignette files in, a bank of cases out; every mistake of every file in one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vignettes.errors import AuthorError, Problem, UsageError, nearest
from vignettes.integrity import problems_within
from vignettes.model import Vignette
from vignettes.yaml_reader import Location, Source, read_yaml

FOLDER = "exercises"
SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True)
class Case:
    """A vignette together with where its text stands."""

    vignette: Vignette
    source: Source


@dataclass(frozen=True)
class Bank:
    """All cases that were read, by id."""

    cases: dict[str, Case]

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases.values())

    def __len__(self) -> int:
        return len(self.cases)

    def learning(self) -> Iterator[Case]:
        """Yield the cases that learners may meet."""
        return (case for case in self if case.vignette.use == "learning")

    def exam(self) -> Iterator[Case]:
        """Yield the cases kept for examinations."""
        return (case for case in self if case.vignette.use == "exam")

    def vignette(self, vignette_id: str) -> Vignette:
        """Return the vignette of that id; UsageError, naming the nearest, if there is none."""
        if vignette_id not in self.cases:
            hint = nearest(vignette_id, list(self.cases))
            raise UsageError(f"There is no vignette “{vignette_id}”.{hint}")
        return self.cases[vignette_id].vignette


def load_bank(*folders: Path) -> Bank:
    """Read every vignette below `folders`.

    Raises AuthorError with all problems of all files; UsageError where a folder does not exist.
    """
    cases, problems = read_bank(*folders)
    if problems:
        raise AuthorError(problems)
    return Bank(cases)


def read_bank(*folders: Path) -> tuple[dict[str, Case], list[Problem]]:
    """Read every vignette below `folders`: the sound ones, and the problems of the others."""
    cases: dict[str, Case] = {}
    problems: list[Problem] = []
    for folder in folders:
        for file in vignette_files(folder):
            try:
                case = load_case(file, shown_as=_shown(file))
            except AuthorError as error:
                problems += error.problems
                continue
            earlier = cases.get(case.vignette.id)
            if earlier:
                problems.append(
                    case.source.problem(
                        ("id",),
                        f"the id “{case.vignette.id}” is taken by {earlier.source.path}",
                        "Give this case another id: ids are unique over the whole bank.",
                        code="V004",
                    )
                )
            else:
                cases[case.vignette.id] = case
    return dict(sorted(cases.items())), sorted(problems)


def vignette_files(folder: Path) -> list[Path]:
    """Return the vignette files below `folder`, sorted; UsageError if it is no folder."""
    if not folder.is_dir():
        raise UsageError(f"There is no folder “{folder}”.")
    return sorted(file for file in folder.rglob("*") if file.suffix in SUFFIXES and file.is_file())


def load_case(file: Path, shown_as: str | None = None) -> Case:
    """Read one vignette file; AuthorError with all its problems."""
    source = read_yaml(file, shown_as or str(file))
    try:
        vignette = Vignette.model_validate(source.data)
    except ValidationError as error:
        details = (detail for detail in error.errors() if not _only_follows(source.data, detail))
        raise AuthorError([shape_problem(source, detail) for detail in details]) from None
    problems = problems_within(vignette, source, file)
    if problems:
        raise AuthorError(problems)
    return Case(vignette, source)


def _shown(file: Path) -> str:
    """Return the path a person would type: relative to here where that is possible."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(file)


def _located(data: Any, loc: tuple[str | int, ...]) -> tuple[Location, Any, str | int | None]:
    """Follow pydantic's `loc` through `data`, leaving out the tags of unions.

    Returns the location that exists, the value there, and the last step where it does not exist.
    """
    location: list[str | int] = []
    missing: str | int | None = None
    for step in loc:
        if isinstance(data, dict) and isinstance(step, str) and step in data:
            data = data[step]
            location.append(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            location.append(step)
        else:
            missing = step
    return tuple(location), data, missing


def _only_follows(data: Any, detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because its entries have mistakes, which are named anyway."""
    _, value, _ = _located(data, detail["loc"])
    wanted = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and isinstance(value, list) and len(value) >= wanted


def shape_problem(source: Source, detail: ErrorDetails, shape: type[BaseModel] = Vignette) -> Problem:
    """Return what pydantic found wrong with a file of that shape, in an author's words."""
    location, value, missing = _located(source.data, detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    name = next((step for step in reversed(location) if isinstance(step, str)), "the file")
    if kind == "missing":
        meaning = _properties(shape, detail["loc"][:-1]).get(str(missing), {}).get("description", "")
        fact = f"`{missing}` is missing"
        advice = f"Add `{missing}:` {' '.join(meaning.split())}".strip()
    elif kind == "extra_forbidden":
        known = sorted(_properties(shape, detail["loc"][:-1]))
        fact = f"the key `{name}` is not known here"
        advice = (nearest(name, known) or " Known are: " + ", ".join(known) + ".").strip()
    elif kind in ("model_type", "dict_type", "model_attributes_type"):
        fact = f"keys and values are expected here, not {_called(value)}"
        advice = "Write `key: value` lines, each starting in the same column."
    elif kind == "string_type":
        fact = f"`{name}` must be text, not {_called(value)}"
        advice = "Put it in quotes."
    elif kind in ("tuple_type", "list_type"):
        fact = f"`{name}` must be a list, not {_called(value)}"
        advice = "Write `- entry` lines, or `[one, two]`."
    elif kind == "literal_error":
        fact = f"`{name}` cannot be “{value}”"
        advice = f"It is {context.get('expected', 'one of the known words')}."
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        given = str(value.get("type", "")) if isinstance(value, dict) else ""
        known = ["single", "multiple", "order", "match", "number", "reply", "choice"]
        fact = f"there is no item type “{given}”" if given else "the item has no `type`"
        advice = f"{nearest(given, known).strip()} Types are: {', '.join(known)}.".strip()
    elif kind in ("too_short", "too_long"):
        wanted = context.get("min_length", context.get("max_length"))
        side = "at least" if kind == "too_short" else "at most"
        count = len(value) if isinstance(value, list) else context.get("actual_length")
        fact = f"`{name}` has {count} entries; {side} {wanted} are needed"
        advice = "Add some." if kind == "too_short" else "Remove some, or make a second item."
    elif kind in ("string_too_short", "string_too_long"):
        wanted = context.get("min_length", context.get("max_length"))
        side = "at least" if kind == "string_too_short" else "at most"
        fact, advice = f"`{name}` needs {side} {wanted} characters", "Rewrite it."
    elif kind in ("greater_than_equal", "less_than_equal"):
        side, limit = ("at least", "ge") if kind == "greater_than_equal" else ("at most", "le")
        fact, advice = f"`{name}` is {value}; it must be {side} {context.get(limit)}", "Change the number."
    elif kind == "string_pattern_mismatch":
        fact, advice = _pattern(name, value, str(context.get("pattern", "")))
    elif kind.startswith(("int", "float", "bool", "date")):
        wanted = {"int": "a whole number", "floa": "a number", "bool": "true or false"}
        word = next((w for k, w in wanted.items() if kind.startswith(k)), "a date like 2026-11-22")
        fact, advice = f"`{name}` must be {word}, not {_called(value)}", "Write it without quotes."
    else:
        fact, advice = f"`{name}`: {detail['msg']}", "See exercises/schema.json for the format."
    return source.problem(location, fact, advice, code="V003")


def _pattern(name: str, value: Any, pattern: str) -> tuple[str, str]:
    if not str(value).strip():
        return f"`{name}` is blank", "Write something, or remove the key if it may be left out."
    if "\n" in str(value).strip() and "\\n" in pattern:
        return f"`{name}` must stand on one line", "Use `>-` instead of `|`, or shorten it."
    if r"\." in pattern:
        return (
            f"“{value}” is not an objective",
            "Write module.objective in small letters: plissit.permission.",
        )
    if pattern.startswith("^[a-z0-9]"):
        return f"“{value}” is not an id", "Use small letters, digits and single hyphens: first-words."
    if "a-q" in pattern:
        return f"“{value}” is not an AASECT knowledge area", "Use one letter from a to q."
    return f"“{value}” does not have the form of `{name}`", "See its description in the schema."


def _called(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return f"“{value}”"


@lru_cache(maxsize=4)
def _schema(shape: type[BaseModel]) -> dict[str, Any]:
    return shape.model_json_schema()


def _properties(shape: type[BaseModel], loc: tuple[str | int, ...]) -> dict[str, Any]:
    """Return what the schema says of the keys at `loc`, by name."""
    schema = _schema(shape)
    node: Any = schema
    for step in loc:
        node = _inner(schema, _resolved(schema, node), step)
    properties: dict[str, Any] = _with_keys(schema, _resolved(schema, node)).get("properties", {})
    return properties


def _inner(schema: dict[str, Any], node: dict[str, Any], step: str | int) -> Any:
    """Return what the schema says of one step further: an entry, a key, or the tag of a union."""
    if isinstance(step, int):
        return node.get("items", {})
    if "discriminator" in node:
        return {"$ref": node["discriminator"]["mapping"].get(step, "")}
    properties = _with_keys(schema, node)
    if step in properties.get("properties", {}):
        return properties["properties"][step]
    return node.get("additionalProperties") or properties


def _with_keys(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return that of several kinds of value which has keys; a node that is no choice, as it is."""
    kinds = [_resolved(schema, kind) for kind in node.get("anyOf", node.get("oneOf", []))]
    return next((kind for kind in kinds if "properties" in kind), node)


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["$defs"].get(node["$ref"].rpartition("/")[2], {})
    return node
