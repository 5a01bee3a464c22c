"""Plain values out as YAML 1.2 in the style of the house: texts as blocks, short ones in quotes."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 108
"""Characters to a line, with its indentation."""
QUOTED = 72
"""Characters up to which a text stands in quotes on the line of its key."""
WORD = re.compile(r"^[a-z][a-z0-9_-]*(\.[a-z0-9-]+)?$")
RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def yaml_of(value: Mapping[str, Any], indent: int = 0) -> str:
    """Return a mapping as YAML; what is None, "" or an empty list is left out."""
    lines: list[str] = []
    for key, entry in value.items():
        if entry is None or entry == "" or entry == []:
            continue
        lines.append(" " * indent + f"{key}:{_value(entry, indent)}")
    return "\n".join(lines)


def comment(said: str) -> str:
    """Return a text as one line of comment."""
    return "# " + " ".join(re.sub(r"[^\S ]|[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]", " ", said).split())


def _value(value: Any, indent: int) -> str:
    if isinstance(value, bool):
        return f" {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f" {_number(value)}"
    if isinstance(value, str):
        return _text(value, indent)
    if isinstance(value, Mapping):
        if all(isinstance(entry, str) and WORD.match(entry) for entry in value.values()):
            return " {" + ", ".join(f"{key}: {entry}" for key, entry in value.items()) + "}"
        return "\n" + yaml_of(value, indent + 2)
    assert isinstance(value, Sequence)
    if all(isinstance(entry, str) for entry in value):
        return " [" + ", ".join(_word(entry) for entry in value) + "]"
    return "\n" + "\n".join(_entry(entry, indent + 2) for entry in value)


def _entry(value: Mapping[str, Any], indent: int) -> str:
    written = yaml_of(value, indent + 2)
    return " " * indent + "- " + written[indent + 2 :]


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _word(said: str) -> str:
    return said if WORD.match(said) and said not in RESERVED else json.dumps(said, ensure_ascii=False)


def _text(said: str, indent: int) -> str:
    inner = " " * (indent + 2)
    if "\n" in said:
        return " |\n" + "\n".join((inner + line).rstrip() for line in said.split("\n"))
    if WORD.match(said) and said not in RESERVED:
        return f" {said}"
    if len(said) <= QUOTED or said != " ".join(said.split()):
        return " " + json.dumps(said, ensure_ascii=False)
    folded = textwrap.wrap(said, WIDTH - len(inner), break_long_words=False, break_on_hyphens=False)
    return " >-\n" + "\n".join(inner + line for line in folded)
