"""Tables with columns as wide as what stands in them needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from vignettes.editions.markup import block, content, flag, string
from vignettes.editions.writer.core import Handler, Writer

ALIGNMENT = {"text-left": "left", "text-right": "right", "text-center": "center"}


@dataclass(frozen=True)
class Cell:
    """One cell as markup; `text` is what its width is judged by."""

    markup: str
    text: str
    across: int = 1
    down: int = 1
    align: str = "left"

    def code(self) -> str:
        """Return the cell as Typst code."""
        span = f"colspan: {self.across}, rowspan: {self.down}, " if self.across + self.down > 2 else ""
        return f"table.cell({span}align: {self.align})[{self.markup}]"


Rows = Sequence[Sequence[Cell]]


def table(writer: Writer, node: nodes.table) -> str:
    group = next(iter(node.findall(nodes.tgroup)))
    given = [spec.get("colwidth", 1) for spec in group.children if isinstance(spec, nodes.colspec)]
    head = [*_rows(writer, group, nodes.thead)]
    body = [*_rows(writer, group, nodes.tbody)]
    fixed = "colwidths-given" in node.get("classes", [])
    widths = given if fixed else column_weights(len(given), head, body)
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    caption = numbered_caption(writer, node, "table", writer.children(title) if title is not None else "")
    natural = not fixed and fits_as_it_is(head, body)
    return writer.anchors(node) + set_table(widths, head, body, caption, natural)


def set_table(
    widths: Sequence[float], head: Rows, body: Rows, caption: str = "none", natural: bool = False
) -> str:
    """Return a table; its head is repeated on every page that it runs on to.

    A `natural` table is as wide as its text; any other is as wide as the page.
    """
    rows = (*head, *body)
    return block(
        "grid-of",
        _list(f"{width:g}" for width in widths),
        caption,
        *(cell.code() for row in body for cell in row),
        headed=str(len(head)),
        natural=flag(natural),
        plain=flag(len(head) < 2 and all(cell.across == cell.down == 1 for row in rows for cell in row)),
        longest=_list(map(string, longest_words(len(widths), rows))),
        head=_list(cell.code() for row in head for cell in row),
    )


def longest_words(count: int, rows: Rows) -> list[str]:
    """Return what each column has to be wide enough for: its longest word, or a short entry whole."""
    found = [""] * count
    for row in rows:
        place = 0
        for cell in row:
            if cell.across == 1 and place < count:
                whole = [cell.text] if len(cell.text) <= UNDIVIDED else cell.text.split()
                found[place] = max([found[place], *whole], key=len)
            place += cell.across
    return found


UNDIVIDED = 10
"""Characters of an entry that looks broken on two lines: “Week 12”."""


def _list(values: Iterable[str]) -> str:
    """Return Typst's form of a list, which needs a comma behind the last value too."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def fits_as_it_is(head: Rows, body: Rows) -> bool:
    """Tell whether every row is short enough to be set in one line."""
    return all(sum(len(cell.text) + 3 for cell in row) <= SHORT for row in (*head, *body))


SHORT = 60
"""Characters in a row that leave room to spare on the narrowest page."""


def column_weights(count: int, head: Rows, body: Rows) -> list[float]:
    """Return how wide each column should be: at least its longest word, more for more text."""
    words, texts = [3.0] * count, [1.0] * count
    for row in (*head, *body):
        place = 0
        for cell in row:
            if cell.across == 1 and place < count:
                longest = max(map(len, cell.text.split()), default=0)
                words[place] = max(words[place], min(longest, 18))
                texts[place] = max(texts[place], len(cell.text))
            place += cell.across
    return [
        round(max(word, min(text, 40) ** 0.8, text**0.5), 2)
        for word, text in zip(words, texts, strict=True)
    ]


def numbered_caption(writer: Writer, node: nodes.Element, kind: str, text: str) -> str:
    """Return a caption with the number that the book gives the figure or table, or `none`."""
    if not text:
        return "none"
    numbers = writer.edition.figure_numbers.get(writer.page, {}).get(kind, {})
    for place in node.get("ids", []):
        if place in numbers:
            form = writer.edition.number_formats.get(kind, "%s")
            number = form % ".".join(map(str, numbers[place]))
            return f"captioned({string(number)}, {content(text)})"
    return content(text)


def _rows(writer: Writer, group: nodes.Element, part: type[nodes.Element]) -> Iterator[list[Cell]]:
    for found in group.children:
        if isinstance(found, part):
            yield from ([_cell(writer, entry) for entry in row.children] for row in found.children)


def _cell(writer: Writer, entry: nodes.Element) -> Cell:
    classes = entry.get("classes", [])
    align = next((ALIGNMENT[name] for name in classes if name in ALIGNMENT), "left")
    across, down = 1 + entry.get("morecols", 0), 1 + entry.get("morerows", 0)
    return Cell(writer.children(entry).strip(), entry.astext(), across, down, align)


HANDLERS: dict[str, Handler] = {"table": table}
