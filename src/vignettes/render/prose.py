"""The small Markdown of vignette texts, the same on every face.

Paragraphs, quotations, lists, emphasis and nothing else: whatever else Markdown or MyST would make of a
text (links, HTML, math, roles) stays the characters the author typed. Straight quotes become curly.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("zero", {"typographer": True, "html": False}).enable(
    ["blockquote", "list", "emphasis", "escape", "newline", "smartquotes"]
)


@dataclass(frozen=True)
class Words:
    """A run of text."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Text set off: once for emphasis, twice (`strong`) for importance."""

    children: tuple[Inline, ...]
    strong: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Quotation:
    """Somebody's own words."""

    children: tuple[Block, ...]


@dataclass(frozen=True)
class Bullets:
    """A list, numbered from `start` or with bullets where that is None."""

    entries: tuple[tuple[Block, ...], ...]
    start: int | None


Inline = Words | Emphasis
Block = Paragraph | Quotation | Bullets


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a vignette text."""
    return _blocks(PARSER.parse(text.strip()))


def parse_line(text: str) -> tuple[Inline, ...]:
    """Return the inline parts of a one-line text; block markup means nothing there."""
    tokens = PARSER.parseInline(" ".join(text.split()))
    return _inlines(tokens[0].children or [])


def plain_line(text: str) -> str:
    """Return a one-line text without its emphasis marks."""
    return "".join(map(_plain, parse_line(text)))


def plain(text: str, width: int = 88, indent: str = "") -> str:
    """Return a text as wrapped plain text, every line starting with `indent`."""
    return "\n\n".join(_wrapped(block, width, indent) for block in parse(text))


def _plain(part: Inline) -> str:
    return part.text if isinstance(part, Words) else "".join(map(_plain, part.children))


def _wrapped(block: Block, width: int, indent: str) -> str:
    if isinstance(block, Paragraph):
        words = "".join(map(_plain, block.children))
        return textwrap.fill(
            words,
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    if isinstance(block, Quotation):
        return f"\n{indent}>\n".join(_wrapped(child, width, indent + "> ") for child in block.children)
    entries = []
    for number, entry in enumerate(block.entries, block.start or 0):
        mark = f"{number}. " if block.start is not None else "- "
        body = "\n\n".join(_wrapped(child, width, indent + " " * len(mark)) for child in entry)
        entries.append(indent + mark + body[len(indent) + len(mark) :])
    return "\n".join(entries)


def _blocks(tokens: list[Token]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        end = _closing(tokens, position)
        inner = tokens[position + 1 : end]
        if token.type == "paragraph_open":
            blocks.append(Paragraph(_inlines(inner[0].children or [])))
        elif token.type == "blockquote_open":
            blocks.append(Quotation(_blocks(inner)))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
            blocks.append(Bullets(_entries(inner), start))
        position = end + 1
    return tuple(blocks)


def _entries(tokens: list[Token]) -> tuple[tuple[Block, ...], ...]:
    entries = []
    position = 0
    while position < len(tokens):
        end = _closing(tokens, position)
        entries.append(_blocks(tokens[position + 1 : end]))
        position = end + 1
    return tuple(entries)


def _inlines(tokens: list[Token]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type in ("em_open", "strong_open"):
            end = _closing(tokens, position)
            children = _inlines(tokens[position + 1 : end])
            parts.append(Emphasis(children, token.type == "strong_open"))
            position = end
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(Words(" "))
        elif token.content:
            parts.append(Words(token.content))
        position += 1
    return tuple(parts)


def _closing(tokens: list[Token], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens)
