"""How much fits on a slide: the height of document nodes, judged without a browser.

Slides use the fonts of the machine that shows them, which nobody knows here. Letters are therefore as wide
as in Helvetica (Adobe's font metrics, rounded) and a ninth wider, which covers Verdana and DejaVu Sans.
All lengths are CSS pixels on a slide of `WIDTH` by `HEIGHT`; the browser scales the whole slide.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from docutils import nodes

WIDTH, HEIGHT = 1280, 720
SIDE = 64
"""Left and right of the text."""
TOP = 118
"""Where the text begins, below the headings."""
BOTTOM = 44
"""Kept free for the slide's number."""
ROOM = HEIGHT - TOP - BOTTOM
COLUMN = WIDTH - 2 * SIDE

TEXT = 32
"""Of stories, stems and feedback: 1/22 of the slide's height, to be read from the back row."""
SMALL = 28
"""Of lists of works, and of stems that would not fit otherwise: 1/26 of the slide's height."""
SMALLEST = 24
"""Of stems whose options would be parted otherwise: 1/30 of the slide's height, 18 pt on a common slide."""
BETWEEN = 40
"""Between the two columns of a match."""
LINE = 1.34
"""From line to line, as a share of the size."""
GAP = 14
"""Between two blocks."""
INDENT = 52
"""Of lists, quotations and feedback."""

WIDER = 1.11
NARROW, SLIM, WIDE, WIDEST = "ijl'’‘|!.,;:", "frt ()-“”[]/", "mwMW@%…—", "ABCDEGHKNOPQRSUVXYZ&"
WIDTHS = {
    **dict.fromkeys(NARROW, 0.26),
    **dict.fromkeys(SLIM, 0.33),
    **dict.fromkeys(WIDEST, 0.72),
    **dict.fromkeys(WIDE, 0.89),
}
USUAL, FULL = 0.556, 1.2


def text_width(text: str, size: float) -> float:
    """Return how wide a text is on one line."""
    return _width(text) * size * WIDER


@lru_cache(maxsize=50_000)
def _width(text: str) -> float:
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in WIDTHS:
        return WIDTHS[letter]
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF:
        return FULL
    return USUAL


@lru_cache(maxsize=10_000)
def line_count(text: str, size: float, width: float) -> int:
    """Return on how many lines a text stands; a word wider than the column is broken."""
    lines, used = 1, 0.0
    space = text_width(" ", size)
    for word in text.split():
        wide = text_width(word, size)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        used += (space if used else 0) + wide
        if used > width:
            more = math.ceil(used / width) - 1
            lines, used = lines + more, used - more * width
    return lines


def text_height(text: str, size: float, width: float) -> float:
    """Return the height of a paragraph without the gap below it."""
    return line_count(text, size, width) * math.ceil(size * LINE)


def height(node: nodes.Node, size: float = TEXT, width: float = COLUMN) -> float:
    """Return the height of a block with the gap below it."""
    if isinstance(node, nodes.block_quote):
        return stack_height(node.children, size, width - INDENT)
    if isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        return stack_height(node.children, size, width - INDENT)
    if isinstance(node, (nodes.list_item, nodes.container)):
        inset = INDENT if isinstance(node, nodes.container) else 0
        return stack_height(node.children, size, width - inset)
    return text_height(node.astext(), size, width) + GAP


def stack_height(found: Sequence[nodes.Node], size: float = TEXT, width: float = COLUMN) -> float:
    """Return the height of blocks that stand below each other."""
    return sum(height(node, size, width) for node in found)
