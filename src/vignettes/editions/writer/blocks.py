"""Sections, paragraphs, lists, quotations, definitions."""

from __future__ import annotations

from docutils import nodes

from vignettes.editions.markup import block, call, code, content, flag, string, words
from vignettes.editions.writer.core import Handler, Writer, nothing, transparent
from vignettes.render.words import NOTICE

ENUMERATION = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
TAB = 4
QUIET = {"vignette-onward": "onward", "vignette-elsewhere": "elsewhere"}
"""Classes of paragraphs with a look of their own, and the template's name for it."""
STATUS = "review-status"
"""The class of the paragraph that every page of the book says once; the cover says most of it."""
LICENCES = "licences"
"""The attribute of a page with the licences of what stands on it; an empty one is the course's own."""


def section(writer: Writer, node: nodes.section) -> str:
    writer.level += 1
    body = writer.children(node)
    writer.level -= 1
    return body


def title(writer: Writer, node: nodes.title) -> str:
    """A heading: of the page, or of a section on it. Titles of boxes and tables are set with those."""
    if not isinstance(node.parent, nodes.section):
        return block("rubric", body=writer.children(node))
    opens_page = isinstance(node.parent.parent, nodes.document)
    numbers = writer.edition.section_numbers.get(writer.page, {})
    place = node.parent["ids"][0] if node.parent["ids"] else ""
    number = numbers.get(f"#{place}") or (numbers.get("") if opens_page else None)
    text = writer.children(node)
    if number:
        text = call("number", string(".".join(map(str, number)))) + text
    anchors = writer.anchors(node.parent)
    if opens_page:
        return block("chapter", str(writer.level), body=text) + anchors + _terms_line(writer, node)
    return block("section", str(writer.level), body=text, listed=flag(writer.listed)) + anchors


def _terms_line(writer: Writer, title: nodes.title) -> str:
    """The line below the title of a chapter: “CC BY 4.0 · Not yet reviewed by a clinician”."""
    document = title.parent.parent
    status = status_of(document).rstrip(".")
    licences = document.get(LICENCES) or ([""] if status else [])
    said = dict.fromkeys([*(own or writer.edition.licence for own in licences), status])
    line = " · ".join(filter(None, said))
    return block("notice", body=words(writer.drawable(line, title))) if line else ""


def status_of(document: nodes.document) -> str:
    """Return whether a clinician has reviewed a page, in one sentence; nothing where it does not say."""
    return next((found.astext().removeprefix(NOTICE).strip() for found in document.findall(is_status)), "")


def is_status(node: nodes.Node) -> bool:
    """Tell whether a node is the line of a page that says whether a clinician has reviewed it."""
    return isinstance(node, nodes.paragraph) and STATUS in node.get("classes", [])


def paragraph(writer: Writer, node: nodes.paragraph) -> str:
    body = writer.anchors(node) + writer.children(node)
    for name in node.get("classes", []):
        if name == STATUS:
            return ""
        if name in QUIET:
            return block(QUIET[name], body=body)
    return f"\n\n{body}\n\n"


def rubric(writer: Writer, node: nodes.rubric) -> str:
    return writer.anchors(node) + block("rubric", body=writer.children(node))


def block_quote(writer: Writer, node: nodes.block_quote) -> str:
    return writer.anchors(node) + block("said", body=writer.children(node))


def attribution(writer: Writer, node: nodes.attribution) -> str:
    return block("attribution", body=writer.children(node))


def bullet_list(writer: Writer, node: nodes.bullet_list) -> str:
    return writer.anchors(node) + block("list", *map(content, entries(writer, node)))


def enumerated_list(writer: Writer, node: nodes.enumerated_list) -> str:
    mark = ENUMERATION.get(node.get("enumtype", ""), "1")
    numbering = string(node.get("prefix", "") + mark + node.get("suffix", "."))
    start = str(node.get("start", 1))
    items = map(content, entries(writer, node))
    return writer.anchors(node) + block("enum", *items, numbering=numbering, start=start)


def entries(writer: Writer, node: nodes.Element) -> list[str]:
    """Return the entries of a list, each as markup with its anchors."""
    return [writer.anchors(entry) + writer.children(entry).strip() for entry in node.children]


def definition_list(writer: Writer, node: nodes.Element) -> str:
    items = [_definition(writer, item) for item in node.children if isinstance(item, nodes.Element)]
    return writer.anchors(node) + block("terms", *items)


def _definition(writer: Writer, item: nodes.Element) -> str:
    terms = [part for part in item.children if isinstance(part, (nodes.term, nodes.classifier))]
    rest = [part for part in item.children if not isinstance(part, (nodes.term, nodes.classifier))]
    name = "#linebreak();".join(writer.anchors(t) + writer.children(t) for t in terms)
    said = "".join(writer.children(part) for part in rest if isinstance(part, nodes.Element))
    return f"terms.item([{name}], [{said.strip()}])"


def field_list(writer: Writer, node: nodes.field_list) -> str:
    items = [
        f"terms.item([{writer.children(field[0])}], [{writer.children(field[1]).strip()}])"
        for field in node.children
    ]
    return block("terms", *items)


def option_list(writer: Writer, node: nodes.option_list) -> str:
    items = [
        f"terms.item([{code(entry[0].astext())}], [{writer.children(entry[1]).strip()}])"
        for entry in node.children
    ]
    return block("terms", *items)


def line(writer: Writer, node: nodes.line) -> str:
    return writer.children(node) + "#linebreak();"


def line_block(writer: Writer, node: nodes.line_block) -> str:
    return f"\n\n{writer.anchors(node)}{writer.children(node)}\n\n"


def transition(writer: Writer, node: nodes.transition) -> str:
    return "" if "footnotes" in node.get("classes", []) else block("ornament")


def literal_block(writer: Writer, node: nodes.literal_block) -> str:
    text = writer.drawable(node.astext(), node)
    return writer.anchors(node) + block("listing", string(text.expandtabs(TAB)))


def citation(writer: Writer, node: nodes.citation) -> str:
    """A work in the list of references."""
    body = writer.all(child for child in node.children if not isinstance(child, nodes.label))
    return block("work", body=writer.anchors(node) + body.strip())


HANDLERS: dict[str, Handler] = {
    "section": section,
    "title": title,
    "subtitle": rubric,
    "paragraph": paragraph,
    "compact_paragraph": transparent,
    "rubric": rubric,
    "block_quote": block_quote,
    "attribution": attribution,
    "bullet_list": bullet_list,
    "enumerated_list": enumerated_list,
    "definition_list": definition_list,
    "glossary": transparent,
    "field_list": field_list,
    "docinfo": nothing,
    "option_list": option_list,
    "line": line,
    "line_block": line_block,
    "transition": transition,
    "literal_block": literal_block,
    "doctest_block": literal_block,
    "citation": citation,
    "container": transparent,
    "compound": transparent,
    "document": transparent,
    "start_of_file": transparent,
    "header": nothing,
    "footer": nothing,
    "decoration": nothing,
    "comment": nothing,
    "index": nothing,
    "substitution_definition": nothing,
    "toctree": nothing,
    "tabular_col_spec": nothing,
    "system_message": nothing,
    "meta": nothing,
    "label": nothing,
    "pending": nothing,
}
