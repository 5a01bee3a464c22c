"""The few forms of Typst markup that the writer puts out; whatever an author wrote stays a string."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import category

CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})

LONG_WORD = 28
"""Characters: longer words than people write, which no line can be sure to hold."""
LONG_CODE = 16
"""Characters: a name in a program, which is not divided by its syllables."""
STEP = 12
"""Characters after which a word that is too long may go on in the next line."""
BREAK = "#may-break;"
AFTER = "/._-?&=#,;:|"
JOINER = "\u200d"


def string(text: str) -> str:
    """Return `text` as a Typst string literal, without terminal colours and control characters."""
    return f'"{CONTROL.sub("", text).translate(ESCAPES)}"'


def words(text: str) -> str:
    """Return `text` as Typst content in which no character means anything but itself."""
    return BREAK.join(f"#{string(piece)};" for piece in pieces(text, LONG_WORD))


def code(text: str) -> str:
    """Return `text` as words of a program in a line."""
    return BREAK.join(call("raw", string(piece)) for piece in pieces(text, LONG_CODE))


def pieces(text: str, longest: int) -> list[str]:
    """Return `text` cut where a line may end in a word of more than `longest` characters.

    Addresses on the web are left whole, since Typst knows where these may break.
    """
    found: list[str] = []
    start = 0
    for word in re.finditer(rf"\S{{{longest + 1},}}", text):
        for place in _cuts(word[0]) if "://" not in word[0] else ():
            found.append(text[start : word.start() + place])
            start = word.start() + place
    return [*found, text[start:]] if text else []


def _cuts(word: str) -> Iterator[int]:
    """Yield places in a word, never between a letter and its accent or inside a joined sign."""
    last = 0
    for place in range(1, len(word)):
        before, after = word[place - 1], word[place]
        if after == JOINER or before == JOINER or category(after).startswith("M"):
            continue
        if place - last >= STEP or (before in AFTER and place - last > 3):
            yield place
            last = place


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


def head(printed: Iterable[str], large: bool) -> str:
    """Return what stands before the template: the quoted names that links may lead to, the print."""
    names = "".join(f"{name}: none, " for name in printed)
    return f"#let printed = ({names or ':'})\n#let large = {flag(large)}\n"
