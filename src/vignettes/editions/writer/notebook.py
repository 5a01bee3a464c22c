"""Cells of a notebook: code and what came out of it."""

from __future__ import annotations

from html.parser import HTMLParser

from docutils import nodes

from vignettes.editions.markup import block, flag, string, words
from vignettes.editions.writer.blocks import TAB
from vignettes.editions.writer.core import Handler, Writer, transparent
from vignettes.editions.writer.tables import Cell, column_weights, fits_as_it_is, set_table
from vignettes.editions.writer.text import raw as raw_elsewhere
from vignettes.render.nodes import vignette

HIDDEN = {
    "input": {"cell_code_source"},
    "output": {"cell_code_output"},
    "input+output": {"cell_code_source", "cell_code_output"},
    "all": {"cell_code_source", "cell_code_output"},
}
"""What MyST-NB's `hide_mode` folds away on a web page; on paper it is left out."""


def cell(writer: Writer, node: nodes.container) -> str:
    """A part of a notebook; the line that shows a case is left out where the case itself stands."""
    if node.get("nb_element") != "cell_code":
        return transparent(writer, node)
    hidden = HIDDEN.get(node.get("hide_mode") or "", set())
    if next(iter(node.findall(vignette)), None) is not None:
        hidden = hidden | {"cell_code_source"}
    shown = [
        c for c in node.children if not (isinstance(c, nodes.Element) and c.get("nb_element") in hidden)
    ]
    return writer.anchors(node) + writer.all(shown)


def literal_block(writer: Writer, node: nodes.literal_block) -> str:
    text = writer.drawable(node.astext(), node)
    return writer.anchors(node) + block(
        "listing", string(text.expandtabs(TAB)), output=flag(_in_output(node))
    )


def raw(writer: Writer, node: nodes.raw) -> str:
    """HTML that a cell put out: its tables are printed as tables, anything else as its text."""
    if not _in_output(node) or "html" not in node.get("format", "").split():
        return raw_elsewhere(writer, node)
    tables, text = read_html(node.astext())
    if tables:
        return "".join(_printed(writer, node, found) for found in tables)
    shown = writer.drawable(text, node).expandtabs(TAB)
    return block("listing", string(shown), output="true") if text else ""


def _in_output(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output":
            return True
    return False


def _printed(writer: Writer, node: nodes.Node, table: Table) -> str:
    rows = [
        [
            Cell(words(writer.drawable(text, node)), text, across, down, align)
            for text, across, down, align in row
        ]
        for row in table.rows
    ]
    head, body = rows[: table.head], rows[table.head :]
    count = max(sum(cell.across for cell in row) for row in rows)
    return set_table(column_weights(count, head, body), head, body, natural=fits_as_it_is(head, body))


class Table:
    """A table in HTML: rows of (text, columns, rows, alignment), the first `head` of them heads."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, int, int, str]]] = []
        self.head = 0


def read_html(html: str) -> tuple[list[Table], str]:
    """Return the tables in a piece of HTML that have at least one cell, and all of its text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for table in reader.tables:
        table.rows = [row for row in table.rows if row]
        table.head = min(table.head, len(table.rows))
    return [table for table in reader.tables if table.rows], "".join(reader.said).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.in_head = False
        self.text: list[str] | None = None
        self.said: list[str] = []
        self.silent = False
        self.span = (1, 1, "left")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("style", "script")
        if tag == "table":
            self.tables.append(Table())
        elif tag == "thead":
            self.in_head = True
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
            self.tables[-1].head += self.in_head
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            said = dict(attrs)
            names_row = tag == "th" and not self.in_head
            span = _count(said.get("colspan")), _count(said.get("rowspan"))
            self.span = (*span, "left" if names_row else "right")
            self.text = []

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        if tag == "thead":
            self.in_head = False
        elif tag in ("td", "th") and self.text is not None:
            self.tables[-1].rows[-1].append((" ".join("".join(self.text).split()), *self.span))
            self.text = None

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)
        if self.text is not None:
            self.text.append(data)


def _count(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdigit() else 1


HANDLERS: dict[str, Handler] = {
    "container": cell,
    "literal_block": literal_block,
    "raw": raw,
}
