"""Figures and pictures, each with the words that stand in for it."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from vignettes.editions.markup import block, call, flag, string
from vignettes.editions.pictures import NotAPicture
from vignettes.editions.writer.core import Handler, Writer
from vignettes.editions.writer.tables import numbered_caption

LENGTH = re.compile(r"([\d.]+)\s*(pt|mm|cm|in|em|%)")
PIXELS = re.compile(r"([\d.]+)\s*(?:px)?")
POINTS_IN_PIXEL = 0.75
UNDESCRIBED = "Picture without a description."


def image(writer: Writer, node: nodes.image) -> str:
    """A picture; what cannot be printed is named in the text and warned of, with its place."""
    alt = " ".join(node.get("alt", "").split())
    if not alt:
        writer.edition.warn(f"the picture {node.get('uri', '')} has no alternative text", node)
    try:
        name = writer.edition.pictures.add(_file(writer, node))
    except NotAPicture as error:
        writer.edition.warn(str(error), node)
        return block("absent", string(writer.drawable(alt or UNDESCRIBED, node)))
    inline = isinstance(node.parent, nodes.TextElement) and len(node.parent.children) > 1
    picture = call(
        "picture",
        string(name),
        width=_width(str(node.get("width", ""))),
        alt=string(alt or UNDESCRIBED),
        inline=flag(inline),
        most="most" if _in_figure(node) else "none",
    )
    return writer.anchors(node) + picture


def figure(writer: Writer, node: nodes.figure) -> str:
    aside = [part for part in node.children if isinstance(part, (nodes.caption, nodes.legend))]
    text = "".join(writer.children(part) for part in aside).strip()
    caption = numbered_caption(writer, node, "figure", text)
    body = writer.all(part for part in node.children if part not in aside)
    return writer.anchors(node) + block(
        "figure-of", caption, f"most => [{body.strip()}]", below_heading=flag(_stands_below_heading(node))
    )


def caption(writer: Writer, node: nodes.caption) -> str:
    """A caption that stands with neither a figure nor a table: above a listing."""
    return block("rubric", body=writer.children(node))


def _file(writer: Writer, node: nodes.image) -> Path:
    address = node.get("uri", "")
    if "://" in address or address.startswith("data:"):
        raise NotAPicture("a picture from the web cannot be printed; keep a copy in the book")
    return Path(writer.edition.source, address)


def _stands_below_heading(node: nodes.Element) -> bool:
    before = node.parent.children[: node.parent.index(node)] if node.parent is not None else []
    seen = [part for part in before if not isinstance(part, (nodes.target, nodes.comment, addnodes.index))]
    return bool(seen) and isinstance(seen[-1], nodes.title)


def _in_figure(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.figure):
            return True
    return False


def _width(said: str) -> str:
    if LENGTH.fullmatch(said.strip()):
        return said.replace(" ", "")
    if found := PIXELS.fullmatch(said.strip()):
        return f"{float(found[1]) * POINTS_IN_PIXEL:g}pt"
    return "auto"


HANDLERS: dict[str, Handler] = {"image": image, "figure": figure, "caption": caption, "legend": caption}
