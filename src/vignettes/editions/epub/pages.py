"""What pages are made of: sections, paragraphs, lists, boxes, tables, figures, cells of notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from docutils import nodes

from vignettes.editions.epub.core import Handler, Writer, element, nothing, tag, text_of, transparent
from vignettes.editions.pictures import NotAPicture
from vignettes.editions.writer.boxes import ALARMING, KINDS, LABELS
from vignettes.editions.writer.notebook import HIDDEN, Table, read_html
from vignettes.editions.writer.text import TASK_BOX, target
from vignettes.render import nodes as v

QUIET = {"review-status": "notice", "vignette-onward": "onward"}
ENUMERATION = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
ALIGNED = ("text-left", "text-right", "text-center")


def section(writer: Writer, node: nodes.Element) -> str:
    writer.level += 1
    body = writer.children(node)
    writer.level -= 1
    return writer.block("section", node, body)


def title(writer: Writer, node: nodes.Element) -> str:
    """A heading of a section, with the number that the book gives it."""
    if not isinstance(node.parent, nodes.section):
        return element("p", writer.children(node), class_="rubric")
    numbers = writer.book.section_numbers.get(writer.page, {})
    place = node.parent["ids"][0] if node.parent["ids"] else ""
    number = numbers.get(f"#{place}") or (numbers.get("") if writer.level == 1 else None)
    lead = element("span", ".".join(map(str, number)), class_="number") + " " if number else ""
    return heading(writer, writer.level, lead + writer.children(node))


def heading(writer: Writer, level: int, body: str, class_: str = "") -> str:
    """Return a heading; there are no levels below the sixth."""
    return element(f"h{max(1, min(level, 6))}", body, class_=class_)


def paragraph(writer: Writer, node: nodes.Element) -> str:
    look = next((QUIET[name] for name in node.get("classes", []) if name in QUIET), "")
    return writer.block("p", node, class_=look)


def enumerated_list(writer: Writer, node: nodes.Element) -> str:
    start = str(node.get("start", 1))
    kind = ENUMERATION.get(node.get("enumtype", ""), "")
    return writer.block("ol", node, type=kind, start=start if start != "1" else "")


def definition(writer: Writer, node: nodes.Element) -> str:
    """Terms and what is said of them; classifiers stand beside their terms."""
    parts = [part for part in node.children if isinstance(part, nodes.Element)]
    return "".join(
        writer.block("dd" if isinstance(part, nodes.definition) else "dt", part) for part in parts
    )


def pair(writer: Writer, node: nodes.Element) -> str:
    """A field or an option: its name and what is said of it."""
    first, second = node.children
    assert isinstance(first, nodes.Element) and isinstance(second, nodes.Element)
    return element("dt", text_of(first.astext())) + element("dd", writer.children(second))


def line(writer: Writer, node: nodes.Element) -> str:
    return writer.children(node) + "<br/>"


def transition(writer: Writer, node: nodes.Element) -> str:
    return "" if "footnotes" in node.get("classes", []) else "<hr/>"


def box(writer: Writer, node: nodes.Element) -> str:
    """A box; its kind is the class that the course knows, else the admonition's own name."""
    kind = next((name for name in node.get("classes", []) if name in KINDS), "")
    label = text_of(KINDS.get(kind) or LABELS.get(node.tagname) or node.tagname.capitalize())
    if not kind:
        kind = "red-flag" if node.tagname in ALARMING else "note"
    named = next((child for child in node.children if isinstance(child, nodes.title)), None)
    lead = element("p", writer.children(named) if named is not None else label, class_="label")
    body = writer.all(child for child in node.children if child is not named)
    return writer.block("div", node, lead + body, class_=f"box {kind}", role="note")


def table(writer: Writer, node: nodes.Element) -> str:
    named = next((child for child in node.children if isinstance(child, nodes.title)), None)
    caption = ""
    if named is not None:
        caption = element("caption", numbered(writer, node, "table", writer.children(named)))
    rows = writer.all(child for child in node.children if child is not named)
    texts = [[entry.astext() for entry in row.children] for row in node.findall(nodes.row)]
    return writer.block("table", node, caption + rows, class_=crowded(texts))


CROWD = 36
"""Letters that stand side by side in a table on a telephone (390 CSS pixels)."""


def crowded(rows: Sequence[Sequence[str]]) -> str:
    """Return the class of a table whose longest words do not fit side by side; those may be broken."""
    columns = zip_longest(*rows, fillvalue="")
    longest = [
        max((len(word) for text in column for word in text.split()), default=0) for column in columns
    ]
    return "crowded" if sum(longest) + len(longest) > CROWD else ""


def row(writer: Writer, node: nodes.Element) -> str:
    head = isinstance(node.parent, nodes.thead)
    return element("tr", "".join(_cells(writer, node, head)))


def _cells(writer: Writer, row: nodes.Element, head: bool) -> Iterator[str]:
    for entry in row.children:
        assert isinstance(entry, nodes.Element)
        aligned = next((name for name in entry.get("classes", []) if name in ALIGNED), "")
        spans = {"colspan": entry.get("morecols", 0), "rowspan": entry.get("morerows", 0)}
        more = {name: str(count + 1) for name, count in spans.items() if count}
        yield writer.block(
            "th" if head else "td", entry, class_=aligned, scope="col" if head else "", **more
        )


def numbered(writer: Writer, node: nodes.Element, kind: str, text: str) -> str:
    """Return a caption with the number that the book gives the figure or table."""
    numbers = writer.book.figure_numbers.get(writer.page, {}).get(kind, {})
    for place in node.get("ids", []):
        if place in numbers:
            form = writer.book.number_formats.get(kind, "%s")
            number = form % ".".join(map(str, numbers[place]))
            return element("b", text_of(number)) + " " + text
    return text


def figure(writer: Writer, node: nodes.Element) -> str:
    aside = [part for part in node.children if isinstance(part, (nodes.caption, nodes.legend))]
    said = numbered(writer, node, "figure", "".join(map(writer.children, aside)))
    body = writer.all(part for part in node.children if part not in aside)
    return writer.block("figure", node, body + (element("figcaption", said) if said else ""))


def image(writer: Writer, node: nodes.Element) -> str:
    """A picture with its alternative text; one that cannot be in the book is named in words instead."""
    alt = " ".join(node.get("alt", "").split())
    if not alt:
        writer.book.warn(f"the picture {node.get('uri', '')} has no alternative text", node)
        alt = "Picture without a description."
    try:
        source = writer.book.picture(str(node.get("uri", "")))
    except NotAPicture as error:
        writer.book.warn(str(error), node)
        return element("span", text_of(alt), class_="absent")
    return writer.anchors(node) + element("img", "", src=source, alt=alt).replace("></img>", "/>")


def literal_block(writer: Writer, node: nodes.Element) -> str:
    return writer.block("pre", node, element("code", text_of(node.astext())))


def cell(writer: Writer, node: nodes.Element) -> str:
    """A part of a notebook; the line that shows a case is left out where the case itself stands."""
    if node.get("nb_element") != "cell_code":
        return transparent(writer, node)
    hidden = HIDDEN.get(node.get("hide_mode") or "", set())
    if next(iter(node.findall(v.vignette)), None) is not None:
        hidden = hidden | {"cell_code_source"}
    shown = (
        c for c in node.children if not isinstance(c, nodes.Element) or c.get("nb_element") not in hidden
    )
    return writer.anchors(node) + writer.all(shown)


def raw(writer: Writer, node: nodes.Element) -> str:
    """Of HTML only line breaks, boxes to tick and the tables and words of a notebook's output are kept."""
    if "html" not in node.get("format", "").split():
        return ""
    text = node.astext().strip()
    if text.lower().replace(" ", "").replace("/", "") == "<br>":
        return "<br/>"
    if TASK_BOX in text:
        return "☑ " if "checked" in text else "☐ "
    tables, said = read_html(text) if _in_output(node) else ([], "")
    if tables:
        return "".join(map(_html_table, tables))
    if said:
        return element("pre", text_of(said))
    if text and not text.startswith("<!--"):
        writer.book.warn(f"raw HTML is not in the EPUB: {text[:40]!r}", node)
    return ""


def _in_output(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output":
            return True
    return False


def _html_table(found: Table) -> str:
    rows = []
    for place, cells in enumerate(found.rows):
        name = "th" if place < found.head else "td"
        rows.append(
            element(
                "tr",
                "".join(
                    element(
                        name,
                        text_of(text),
                        class_=f"text-{align}",
                        colspan=str(across) if across > 1 else "",
                        rowspan=str(down) if down > 1 else "",
                    )
                    for text, across, down, align in cells
                ),
            )
        )
    head, body = "".join(rows[: found.head]), "".join(rows[found.head :])
    parts = (element("thead", head) if head else "") + (element("tbody", body) if body else "")
    return element("table", parts, class_=crowded([[text for text, *_ in cells] for cells in found.rows]))


def reference(writer: Writer, node: nodes.Element) -> str:
    """A link within the book, a link to the web, or plain text where the target is not in the book."""
    body = writer.children(node)
    address = str(node.get("refuri", ""))
    within = target(node, writer.page)
    if within:
        address = writer.book.address(*within)
    elif not address.startswith(("http:", "https:", "mailto:")):
        address = ""
    return writer.anchors(node) + (element("a", body, href=address) if address else body)


def footnote_reference(writer: Writer, node: nodes.Element) -> str:
    address = writer.book.address(writer.page, node.get("refid", ""))
    link = element("a", writer.children(node), href=address, epub__type="noteref", role="doc-noteref")
    return writer.anchors(node) + element("sup", link)


def footnote(writer: Writer, node: nodes.Element) -> str:
    mark = element("b", text_of(node.children[0].astext())) + " "
    rest = writer.all(node.children[1:])
    body = rest.replace("<p>", "<p>" + mark, 1) if rest.startswith("<p>") else mark + rest
    return writer.block("aside", node, body, epub__type="footnote", role="doc-footnote")


def citation(writer: Writer, node: nodes.Element) -> str:
    """A work in the list of references."""
    body = writer.all(child for child in node.children if not isinstance(child, nodes.label))
    return writer.block("div", node, body, class_="work")


def math(writer: Writer, node: nodes.Element) -> str:
    writer.book.warn("the EPUB does not set mathematics; its TeX source is in it", node)
    return element("code", text_of(node.astext()))


NOTHING = (
    "docinfo header footer decoration comment index substitution_definition toctree tabular_col_spec "
    "system_message meta label pending colspec"
)
TRANSPARENT = (
    "document tgroup glossary compact_paragraph compound start_of_file inline generated "
    "abbreviation acronym manpage problematic target download_reference"
)
TAGS = {
    "emphasis": "em",
    "literal_emphasis": "em",
    "title_reference": "em",
    "classifier": "em",
    "strong": "strong",
    "literal_strong": "strong",
    "subscript": "sub",
    "superscript": "sup",
    "literal": "code",
    "block_quote": "blockquote",
    "bullet_list": "ul",
    "list_item": "li",
    "definition_list": "dl",
    "field_list": "dl",
    "option_list": "dl",
    "thead": "thead",
    "tbody": "tbody",
    "line_block": "p",
}

HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(NOTHING.split(), nothing),
    **dict.fromkeys(TRANSPARENT.split(), transparent),
    **{kind: tag(name) for kind, name in TAGS.items()},
    **dict.fromkeys(("Admonition", "topic", "sidebar", "seealso", "versionmodified"), box),
    **dict.fromkeys(("literal_block", "doctest_block"), literal_block),
    **dict.fromkeys(("math", "math_block"), math),
    **dict.fromkeys(("rubric", "subtitle", "caption", "legend"), tag("p", "rubric")),
    **dict.fromkeys(("field", "option_list_item"), pair),
    "section": section,
    "title": title,
    "paragraph": paragraph,
    "attribution": tag("p", "attribution"),
    "enumerated_list": enumerated_list,
    "definition_list_item": definition,
    "line": line,
    "transition": transition,
    "table": table,
    "row": row,
    "figure": figure,
    "image": image,
    "container": cell,
    "raw": raw,
    "reference": reference,
    "number_reference": reference,
    "footnote_reference": footnote_reference,
    "footnote": footnote,
    "citation": citation,
}
