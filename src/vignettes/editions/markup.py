"""The few forms of Typst markup that the writer puts out; whatever an author wrote stays a string."""

from __future__ import annotations

import re

CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def string(text: str) -> str:
    """Return `text` as a Typst string literal, without terminal colours and control characters."""
    return f'"{CONTROL.sub("", text).translate(ESCAPES)}"'


def words(text: str) -> str:
    """Return `text` as Typst content in which no character means anything but itself."""
    return f"#{string(text)};" if text else ""


def call(function: str, *arguments: str, body: str | None = None, **named: str) -> str:
    """Return a call of a Typst function as markup; arguments are Typst code, `body` is markup."""
    pairs = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    content = "" if body is None else f"[{body}]"
    return f"#{function}({', '.join([*arguments, *pairs])}){content};"


def block(function: str, *arguments: str, body: str | None = None, **named: str) -> str:
    """Return a `call` that stands apart from the text around it."""
    return f"\n\n{call(function, *arguments, body=body, **named)}\n\n"


def content(markup: str) -> str:
    """Return markup as a value that can be an argument."""
    return f"[{markup}]"


def flag(value: object) -> str:
    """Return a truth value as Typst writes it."""
    return "true" if value else "false"
