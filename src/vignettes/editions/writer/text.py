"""Words in a line: emphasis, links, footnotes, code words."""

from __future__ import annotations

from docutils import nodes

from vignettes.editions.markup import call, code, flag
from vignettes.editions.writer.core import Handler, Writer, transparent


def _set(function: str) -> Handler:
    def handler(writer: Writer, node: nodes.Element) -> str:
        return writer.anchors(node) + call(function, body=writer.children(node))

    return handler


def literal(writer: Writer, node: nodes.literal) -> str:
    text = writer.drawable(node.astext(), node)
    return writer.anchors(node) + code(text)


PAGE = "page:"
"""How the builder writes the address of a page; see `TypstBuilder.get_target_uri`."""


def target(node: nodes.reference, page: str) -> tuple[str, str] | None:
    """Return page and place that a link on `page` leads to, or None if it leads out of the course."""
    if "refid" in node:
        return page, node["refid"]
    address = str(node.get("refuri", ""))
    if not (node.get("internal") or address.startswith(PAGE)):
        return None
    there, _, place = address.removeprefix(PAGE).partition("#")
    return there or page, place


def reference(writer: Writer, node: nodes.reference) -> str:
    """A link within the edition, a link to the web, or plain text where the target is not printed."""
    body = writer.children(node)
    address = str(node.get("refuri", ""))
    within = target(node, writer.page)
    if within:
        body = writer.edition.links.link(*within, body)
    elif address.startswith(("http:", "https:", "mailto:")):
        body = writer.edition.links.outside(address, body)
    return writer.anchors(node) + body


def footnote_reference(writer: Writer, node: nodes.footnote_reference) -> str:
    note = writer.footnotes.get(node.get("refid", ""))
    if note is None:
        return writer.children(node)
    body = "".join(writer.of(child) for child in note.children if not isinstance(child, nodes.label))
    return writer.edition.links.footnote(writer.page, note["ids"][0], body)


def footnote(writer: Writer, node: nodes.footnote) -> str:
    """A note stands at the foot of the page that calls it; one that nothing calls stands where it is."""
    if any(name in writer.called for name in node["ids"]):
        return ""
    return writer.all(child for child in node.children if not isinstance(child, nodes.label))


def math(writer: Writer, node: nodes.Element) -> str:
    writer.edition.warn("the edition does not set mathematics; its TeX source is printed", node)
    return code(writer.drawable(node.astext(), node))


def raw(writer: Writer, node: nodes.raw) -> str:
    """HTML has no place on paper: a line break stays one, a table is for `notebook`, the rest is left."""
    if "html" not in node.get("format", "").split():
        return ""
    text = node.astext().strip()
    if text.lower().replace(" ", "").replace("/", "") == "<br>":
        return "#linebreak();"
    if TASK_BOX in text:
        return call("task", flag("checked" in text))
    if text and not text.startswith("<!--"):
        writer.edition.warn(f"raw HTML is not printed: {text[:40]!r}", node)
    return ""


TASK_BOX = "task-list-item-checkbox"
"""What MyST writes for `- [ ]`."""

HANDLERS: dict[str, Handler] = {
    "emphasis": _set("emph"),
    "literal_emphasis": _set("emph"),
    "title_reference": _set("emph"),
    "strong": _set("strong"),
    "literal_strong": _set("strong"),
    "subscript": _set("sub"),
    "superscript": _set("super"),
    "classifier": _set("emph"),
    "literal": literal,
    "reference": reference,
    "number_reference": reference,
    "download_reference": transparent,
    "footnote_reference": footnote_reference,
    "footnote": footnote,
    "math": math,
    "math_block": math,
    "raw": raw,
    "problematic": transparent,
    "inline": transparent,
    "generated": transparent,
    "abbreviation": transparent,
    "acronym": transparent,
    "manpage": transparent,
    "target": lambda writer, node: writer.anchors(node) + writer.children(node),
}
