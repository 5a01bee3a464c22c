"""YAML 1.2 text in, plain values with positions out. Everything unusual is refused with a place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from vignettes.errors import AuthorError, Problem

LARGEST = 512 * 1024
"""A vignette of more bytes than this is a mistake, not a case."""

Location = tuple[str | int, ...]
PLAIN = {"null", "bool", "int", "float", "str", "timestamp"}


@dataclass(frozen=True)
class Source:
    """Where every value of one file stands."""

    path: str
    data: Any
    positions: dict[Location, tuple[int, int]] = field(repr=False)

    def at(self, location: Location) -> tuple[int, int]:
        """Return line and column, from 1, of the value at `location`, or of what encloses it."""
        while location and location not in self.positions:
            location = location[:-1]
        return self.positions.get(location, (1, 1))

    def trail(self, location: Location) -> tuple[str, ...]:
        """Return `location` in an author's words: ids stand for the numbers of list entries."""
        words: list[str] = []
        value = self.data
        for step in location:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
            if isinstance(step, int):
                name = value.get("id") if isinstance(value, dict) else None
                words.append(str(name) if isinstance(name, str) else f"entry {step + 1}")
            else:
                words.append(step)
        return tuple(words)

    def problem(
        self,
        location: Location,
        fact: str,
        advice: str = "",
        *,
        code: str = "V000",
        level: str = "error",
    ) -> Problem:
        """Return a Problem at `location`."""
        line, column = self.at(location)
        return Problem(self.path, line, column, self.trail(location), fact, advice, code, level)


class _Reader:
    """Turns one composed node tree into plain values, noting positions and problems."""

    def __init__(self, path: str, constructor: Any) -> None:
        self.path = path
        self.constructor = constructor
        self.positions: dict[Location, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def refuse(self, node: Node, fact: str, advice: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, (), fact, advice, "V002"))

    def value(self, node: Node, location: Location) -> Any:
        self.positions[location] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, MappingNode):
            return self.mapping(node, location)
        if isinstance(node, SequenceNode):
            return [self.value(child, (*location, i)) for i, child in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: MappingNode, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.refuse(key_node, "a key must be a word", "Write `key: value`.")
                continue
            key = key_node.value
            if key in result:
                self.refuse(key_node, f"`{key}` stands here twice", "Keep one of them; nothing is merged.")
                continue
            result[key] = self.value(value_node, (*location, key))
            mark = key_node.start_mark
            self.positions[(*location, key)] = (mark.line + 1, mark.column + 1)
        return result

    def scalar(self, node: Node) -> Any:
        kind = str(node.tag).rpartition(":")[2]
        if not str(node.tag).startswith("tag:yaml.org,2002:") or kind not in PLAIN:
            self.refuse(node, f"the tag “{node.tag}” has no meaning here", "Remove it.")
            return None
        try:
            return self.constructor.construct_object(node)
        except (ValueError, YAMLError):
            self.refuse(node, f"“{node.value}” cannot be read", "Put it in quotes if it is text.")
            return None


def _decode(path: str, raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise _at(
            path,
            f"the file has {len(raw):,} bytes; a vignette has at most {LARGEST:,}",
            "Split it into several cases.",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _at(path, "this is not UTF-8 text", "Save the file as UTF-8 in your editor.", line) from None
    if not text.strip():
        raise _at(path, "the file is empty", "Run `vignettes new` for a template to start from.")
    return unicodedata.normalize("NFC", text)


def _at(path: str, fact: str, advice: str, line: int = 1, column: int = 1) -> AuthorError:
    return AuthorError([Problem(path, line, column, (), fact, advice, "V001")])


def _syntax(path: str, text: str, error: YAMLError) -> AuthorError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    if isinstance(error, ReaderError):
        at = getattr(error, "position", 0) or 0
        return _at(
            path,
            "the file holds a character that is not text",
            "Remove it: it is often left by copying from a PDF or a word processor.",
            text.count("\n", 0, at) + 1,
        )
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return _at(path, "a tab stands in the indentation", "Use spaces.", line, 1)
    said = getattr(error, "problem", None) or "the structure breaks here"
    return _at(
        path,
        f"this is not valid YAML: {said}",
        "Look at the indentation, at quotes that are not closed, and at `: ` inside unquoted text.",
        line,
        column,
    )


def _first_alias(yaml: YAML, text: str) -> tuple[int, int] | None:
    from ruamel.yaml.events import AliasEvent

    if "*" not in text or "&" not in text:
        return None
    for event in yaml.parse(text):
        if isinstance(event, AliasEvent):
            return event.start_mark.line + 1, event.start_mark.column + 1
    return None


def read_yaml(file: Path, shown_as: str) -> Source:
    """Read one YAML file into plain values with positions.

    `shown_as` is the path that problems name.
    Raises AuthorError with every problem found: unreadable, not UTF-8, empty, larger than `LARGEST`,
    broken syntax, aliases, doubled keys, tags.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise _at(shown_as, f"the file cannot be read: {error.strerror}", "") from None
    text = _decode(shown_as, raw)
    yaml = YAML(typ="safe")
    try:
        alias = _first_alias(YAML(typ="safe"), text)
        if alias:
            raise _at(shown_as, "aliases (`*name`) are not used here", "Write it out.", *alias)
        node = yaml.compose(text)
        if node is None:
            raise _at(shown_as, "the file holds nothing but comments", "Write a case.")
        reader = _Reader(shown_as, yaml.constructor)
        data = reader.value(node, ())
    except (MarkedYAMLError, YAMLError) as error:
        raise _syntax(shown_as, text, error) from None
    except RecursionError:
        raise _at(shown_as, "the file is nested too deeply", "A case needs ten levels.") from None
    if reader.problems:
        raise AuthorError(reader.problems)
    return Source(shown_as, data, reader.positions)
