"""How much room a piece needs, so that Typst need not try it out.

Typst lays a piece out twice where it has to measure it first. A count of letters tells well enough whether
a piece stays on one page or may run on: what is kept together although it is a little taller than was
meant does no harm, as long as it surely fits on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf

from docutils import nodes

from vignettes.editions.markup import flag
from vignettes.editions.writer.core import Edition
from vignettes.render import nodes as v


@dataclass(frozen=True)
class Setting:
    """How text is set: millimetres from line to line, and letters in a line."""

    line: float
    letters: int


COMMON = Setting(5.3, 84)
"""What the template's lines hold on average."""
WIDEST = Setting(6.0, 60)
"""Lines with half the space to the next, and the narrowest column: nothing needs more room."""
PAGE = 200.0
"""Millimetres that are free on every page."""
APART = 1.6
"""Lines: the space around a paragraph."""
RULED = 1.5
"""Lines: the height of a line for handwriting."""
PLAIN = (
    nodes.admonition,
    nodes.block_quote,
    nodes.bullet_list,
    nodes.container,
    nodes.enumerated_list,
    nodes.list_item,
)
"""What stands around paragraphs without needing room that is not counted."""


def kept(edition: Edition, parts: Sequence[nodes.Node], most: float) -> str:
    """Return for the template whether these parts stay on one page: true, false, or none to measure them.

    They do if they need no more than `most` millimetres. In large print nothing is known beforehand.
    """
    needed = inf if edition.large else height(parts, COMMON)
    if needed == inf or (needed <= most and height(parts, WIDEST) > PAGE):
        return "none"
    return flag(needed <= most)


def height(parts: Iterable[nodes.Node], setting: Setting) -> float:
    """Return how many millimetres these parts need; infinitely many where a count cannot tell."""
    return sum(_lines(part, setting.letters) for part in parts) * setting.line


def _lines(node: nodes.Node, letters: int) -> float:
    if isinstance(node, v.vignette_writing):
        return APART + RULED * (node.get("rows", 4) + 2)
    if isinstance(node, v.vignette_number):
        return 2 * APART + RULED
    if isinstance(node, (nodes.paragraph, nodes.rubric)):
        if not all(_is_run(part) for part in node.findall() if part is not node):
            return inf
        text = node.astext()
        return APART + ceil(len(text) / letters) + text.count("\n")
    if isinstance(node, PLAIN):
        return sum(_lines(part, letters) for part in node.children)
    return inf


def _is_run(node: nodes.Node) -> bool:
    """Tell whether a node is nothing but words in a line."""
    return isinstance(node, nodes.Text) or (
        isinstance(node, nodes.Inline) and not isinstance(node, (nodes.image, nodes.raw))
    )
