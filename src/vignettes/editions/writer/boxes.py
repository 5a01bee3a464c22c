"""Boxes: words to say, red flags, key points, objectives, notes for facilitators, and Sphinx's own."""

from __future__ import annotations

from docutils import nodes

from vignettes.editions.markup import block, content, string, words
from vignettes.editions.writer.core import Handler, Writer
from vignettes.editions.writer.room import kept

MOST = 60
"""Millimetres of text in a box that stays on one page: the template's own figure, less title and edges."""
KINDS = {
    "say-this": "Say this",
    "red-flag": "Red flag",
    "key-points": "Key points",
    "key-point": "Key point",
    "objectives": "Objectives",
    "facilitator": "Facilitator",
}
ALARMING = ("warning", "danger", "caution", "error", "attention")
LABELS = {"seealso": "See also", "versionadded": "New", "versionchanged": "Changed"}


def box(writer: Writer, node: nodes.Element) -> str:
    """A box; its kind is the class that the course knows, else the admonition's own name."""
    kind = next((name for name in node.get("classes", []) if name in KINDS), "")
    label = KINDS.get(kind) or LABELS.get(node.tagname) or node.tagname.capitalize()
    if not kind:
        kind = "red-flag" if node.tagname in ALARMING else "note"
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    heading = writer.children(title) if title is not None else words(label)
    parts = [child for child in node.children if child is not title]
    body, short = writer.all(parts), kept(writer.edition, parts, MOST)
    return writer.anchors(node) + block("box-of", string(kind), content(heading), body=body, short=short)


HANDLERS: dict[str, Handler] = dict.fromkeys(
    (
        "Admonition",
        "topic",
        "sidebar",
        "seealso",
        "versionmodified",
    ),
    box,
)
