"""Blocks out as the small Markdown that `render.prose` reads back as the same blocks.

Everything written is read back before it is given away. Where emphasis cannot be written so that it comes
back (inside a word, around a quotation mark), the text is kept without it, and that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vignettes.intake.question import Losses
from vignettes.render.prose import (
    Block,
    Bullets,
    Emphasis,
    Inline,
    Paragraph,
    Quotation,
    Words,
    parse,
    parse_line,
)

WIDTH = 100
"""Characters to a line of a text that stands on several."""
PUNCTUATION = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
BACKSLASH = re.compile(rf"\\(?=[{PUNCTUATION}\s]|$)")
BULLET = re.compile(r"^([-+])(?=\s|$)")
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def line(blocks: Sequence[Block], losses: Losses, where: str) -> str:
    """Return blocks as one line of Markdown; what stood below one another stands side by side."""
    if len(blocks) > 1 or any(not isinstance(block, Paragraph) for block in blocks):
        losses.add(f"paragraphs, quotations or lists in {where} (its text stands on one line)")
    parts: list[Inline] = []
    for paragraph in paragraphs(blocks):
        parts += [Words(" "), *paragraph.children] if parts else paragraph.children
    return inline(tuple(parts), losses, where, alone=False)


def prose(blocks: Sequence[Block], losses: Losses, where: str) -> str:
    """Return blocks as Markdown: one paragraph on one line, several wrapped."""
    width = WIDTH if len(blocks) > 1 or not all(isinstance(b, Paragraph) for b in blocks) else 0
    return "\n".join(_lines(blocks, losses, where, width))


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield every paragraph, also of quotations and lists, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Quotation):
            yield from paragraphs(block.children)
        else:
            for entry in block.entries:
                yield from paragraphs(entry)


def plain_of(parts: Iterable[Inline]) -> str:
    """Return inline parts as plain text."""
    return "".join(part.text if isinstance(part, Words) else plain_of(part.children) for part in parts)


def inline(parts: tuple[Inline, ...], losses: Losses, where: str, *, alone: bool) -> str:
    """Return inline parts as Markdown; `alone` where they make a paragraph, whose start can mean a list."""
    if not parts:
        return ""
    wanted = _same(parts)
    for mark in ("*", "_"):
        for thorough in (False, True):
            said = _written(parts, mark, thorough)
            said = _start(said) if alone else said
            if _read(said, alone) == wanted:
                return said
    losses.add(f"emphasis in {where} that cannot be written here (its text is kept)")
    said = _escaped(plain_of(parts), thorough=True)
    return _start(said) if alone else said


def _read(said: str, alone: bool) -> tuple[Inline, ...] | None:
    if not alone:
        return _same(parse_line(said))
    blocks = parse(said)
    return _same(blocks[0].children) if len(blocks) == 1 and isinstance(blocks[0], Paragraph) else None


def _same(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return parts in the form in which equal texts are equal: words joined, quotes straight."""
    joined: list[Inline] = []
    for part in parts:
        if isinstance(part, Emphasis):
            joined.append(Emphasis(_same(part.children), part.strong))
        elif joined and isinstance(joined[-1], Words):
            joined[-1] = Words(joined[-1].text + part.text.translate(STRAIGHT))
        else:
            joined.append(Words(part.text.translate(STRAIGHT)))
    return tuple(joined)


def _written(parts: tuple[Inline, ...], mark: str, thorough: bool) -> str:
    said = []
    for part in parts:
        if isinstance(part, Words):
            said.append(_escaped(part.text, thorough))
        else:
            around = "**" if part.strong else mark
            said.append(around + _written(part.children, mark, thorough) + around)
    return "".join(said)


def _escaped(text: str, thorough: bool) -> str:
    text = BACKSLASH.sub(r"\\\\", text)
    return re.sub(r"([*_])" if thorough else r"(\*)", r"\\\1", text)


def _start(said: str) -> str:
    """Escape what would begin a quotation or a list at the start of a line."""
    if said.startswith(">"):
        return "\\" + said
    return NUMBERED.sub(r"\1\\\2", BULLET.sub(r"\\\1", said))


def _lines(blocks: Sequence[Block], losses: Losses, where: str, width: int) -> list[str]:
    lines: list[str] = []
    second = False
    for i, block in enumerate(blocks):
        before = blocks[i - 1] if i else None
        second = not second and _alike(before, block)
        if lines:
            lines.append("")
        if isinstance(block, Paragraph):
            lines += _wrapped(inline(block.children, losses, where, alone=True), width)
        elif isinstance(block, Quotation):
            inner = _lines(block.children, losses, where, max(width - 2, 0))
            lines += [f"> {said}".rstrip() for said in inner]
        else:
            lines += _listed(block, second, losses, where, width)
    return lines


def _alike(one: Block | None, other: Block) -> bool:
    """Whether two lists would become one."""
    return (
        isinstance(one, Bullets)
        and isinstance(other, Bullets)
        and (one.start is None) == (other.start is None)
    )


def _listed(block: Bullets, second: bool, losses: Losses, where: str, width: int) -> list[str]:
    lines: list[str] = []
    loose = any(len(entry) > 1 for entry in block.entries)
    for number, entry in enumerate(block.entries, block.start or 0):
        mark = ("+" if second else "-") if block.start is None else f"{number}{')' if second else '.'}"
        inner = _lines(entry, losses, where, max(width - len(mark) - 1, 0))
        if lines and loose:
            lines.append("")
        lines.append(f"{mark} {inner[0]}")
        lines += [f"{' ' * (len(mark) + 1)}{said}".rstrip() for said in inner[1:]]
    return lines


def _wrapped(said: str, width: int) -> list[str]:
    """Break a paragraph into lines none of which begins a quotation or a list."""
    if not width:
        return [said]
    lines = [""]
    for word in said.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > max(width, 20):
            lines.append(_start(word))
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines
