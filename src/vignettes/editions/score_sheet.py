"""A case that remembers, on paper: a sheet to keep count on, and what each decision changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from vignettes.dealing import LETTERS
from vignettes.render import nodes as v
from vignettes.render.words import changes_line

SHEET = "Score sheet"
HOW = (
    "Write down the section and the letter of each decision, look up below what it changes, and go on "
    "where the section says. A measure at its end goes no further."
)
LEDGER = "What each decision changes"
ROOM = 2
"""Rows to spare, for whoever goes back."""
HAND = "\u2060\n\u2060"
"""Nothing to be seen, two lines high: room for handwriting."""


def add_score_sheets(document: nodes.document) -> None:
    """Put a score sheet before the debrief of every case on a page that keeps count of something."""
    for case in document.findall(v.vignette):
        measures = [*case.findall(v.vignette_measure)]
        debrief = next(case.findall(v.vignette_debrief), None)
        if measures and debrief is not None:
            place = case.index(debrief)
            case[place:place] = _sheet(case, measures)


def _sheet(case: v.vignette, measures: Sequence[v.vignette_measure]) -> list[nodes.Node]:
    names = [measure["name"] for measure in measures]
    choices = [item for item in case.findall(v.vignette_item) if item["kind"] == "choice"]
    first = ["start", "", *(str(measure["start"]) for measure in measures)]
    empty = [[HAND, *[""] * (len(first) - 1)]] * (len(choices) + ROOM)
    tops = [f"{measure['name']} (0 to {measure['top']})" for measure in measures]
    ledger = [row for item in choices for row in _changes(item)]
    return [
        v.vignette_heading("", SHEET),
        nodes.paragraph("", HOW),
        _table(["Section", "Letter", *tops], [first, *empty], classes=["colwidths-given"]),
        v.vignette_heading("", LEDGER),
        _table(["Section", "Letter", ", ".join(names)], ledger),
    ]


def _changes(item: v.vignette_item) -> Iterable[list[str]]:
    """Yield section, letter and what changes, for every option of a choice."""
    section = next(node for node in item.parent.children if isinstance(node, v.vignette_heading)).astext()
    changes = {verdict["for"]: verdict.get("changes", {}) for verdict in item.findall(v.vignette_verdict)}
    for letter, option in zip(LETTERS, item.findall(v.vignette_option), strict=False):
        yield [section.rpartition(" ")[2], letter, changes_line(changes[option["option"]])]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], classes: Sequence[str] = ()) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in head), cols=len(head))
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=list(classes))


def _row(texts: Sequence[str]) -> nodes.row:
    return nodes.row(
        "", *(nodes.entry("", *(nodes.paragraph("", line) for line in text.split("\n"))) for text in texts)
    )
