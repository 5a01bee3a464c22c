"""Document nodes as wrapped plain text: what the book says, in a place that has no pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from docutils import nodes

from vignettes.dealing import LETTERS
from vignettes.render import nodes as v
from vignettes.render.transcript import WIDTH


def plain_nodes(content: Iterable[nodes.Node], indent: str = "", mark: str = "") -> str:
    """Return block nodes as text, every line starting with `indent`, the first one with `mark` too."""
    hang = indent + " " * len(mark)
    text = "\n\n".join(_block(node, hang) for node in content)
    return indent + mark + text[len(hang) :]


def _block(node: nodes.Node, indent: str) -> str:
    if isinstance(node, nodes.block_quote):
        return f"\n{indent}>\n".join(_block(child, indent + "> ") for child in node.children)
    if isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        entries = enumerate(node.children)
        return "\n".join(plain_nodes(entry.children, indent, _mark(node, i)) for i, entry in entries)
    if isinstance(node, nodes.container):
        return "\n\n".join(_block(child, indent) for child in node.children)
    blank = "____ " if isinstance(node, (v.vignette_number, v.vignette_writing)) else ""
    return textwrap.fill(
        (blank + node.astext()).rstrip(),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _mark(node: nodes.Element, position: int) -> str:
    if isinstance(node, nodes.bullet_list):
        return "- "
    if node.get("enumtype") == "upperalpha":
        return f"{LETTERS[position]}. "
    return f"{node.get('start', 1) + position}. "
