"""One person's formulation: time across, four kinds of factors down, and what goes round."""

from __future__ import annotations

from typing import NamedTuple

from vignettes.figures.svg import LINE, Drawing

_COLUMNS = ("Before", "Set it off", "Keeps it going")
_FIRST = 52
_WIDTHS = (144, 144, 158)
_GAP = 8
_PITCH = 122
_TOP = 54
_HEIGHT = 98
_LOOP_X = 532


class _Row(NamedTuple):
    name: str
    cells: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


_ROWS = (
    _Row(
        "Body",
        (
            ("migraine,", "for years"),
            ("new tablet;", "periods", "changing"),
            ("soreness:", "now it hurts"),
        ),
    ),
    _Row(
        "Mind",
        (
            ("wanting", "felt greedy"),
            ("her father", "died"),
            ("she watches:", "still nothing?"),
        ),
    ),
    _Row(
        "Two",
        (
            ("he began,", "she followed"),
            ("his night", "shifts"),
            ("she stays up,", "he stops", "touching her"),
        ),
    ),
    _Row(
        "Culture",
        (
            ("decent", "women", "don’t ask"),
            ("a year of", "mourning"),
            ("the video:", "just begin"),
        ),
    ),
)
_PROTECTIVE = ("They dance in the kitchen. He is kind.", "She spoke.")


def katarzynas_map() -> str:
    """A table filled with one person's words; a line with arrows runs round in its last column."""
    bottom = _TOP + len(_ROWS) * _PITCH
    drawing = Drawing(
        "Katarzyna’s formulation",
        "Columns: before, set it off, keeps it going. Rows: body, mind, two people, culture. In the "
        "last column arrows lead from soreness to watching, from there to staying up and not being "
        "touched, to just beginning, and back to soreness. Below, a band of what protects.",
        height=bottom + 108,
    )
    for column, name in enumerate(_COLUMNS):
        middle = _left(column) + _WIDTHS[column] // 2
        drawing.text(middle, _TOP - 18, name, "ink bold", anchor="middle")
    for number, row in enumerate(_ROWS):
        top = _TOP + number * _PITCH
        drawing.text(36, top + _HEIGHT // 2, row.name, "ink bold", anchor="middle", upright=True)
        for column, lines in enumerate(row.cells):
            style = "flag" if column == len(_COLUMNS) - 1 else "plain"
            drawing.boxed(_left(column), top, _WIDTHS[column], _HEIGHT, lines, style)
    _loop(drawing)
    width = _LOOP_X - _FIRST
    drawing.boxed(_FIRST, bottom, width, 3 * LINE + 10, ("Protects", *_PROTECTIVE), "tint", strong=1)
    return drawing.svg()


def _left(column: int) -> int:
    return _FIRST + sum(_WIDTHS[:column]) + column * _GAP


def _loop(drawing: Drawing) -> None:
    """Down from box to box, and from the last one back to the first along the right edge."""
    edge = _left(2) + _WIDTHS[2]
    middle = _left(2) + _WIDTHS[2] // 2
    for number in range(1, len(_ROWS)):
        top = _TOP + number * _PITCH
        drawing.line(f"M {middle} {top - _PITCH + _HEIGHT} V {top - 10}")
        drawing.head(middle, top - 2, "down")
    first = _TOP + _HEIGHT // 2
    last = _TOP + (len(_ROWS) - 1) * _PITCH + _HEIGHT // 2
    turn = edge + 18
    drawing.line(f"M {edge} {last} H {turn} V {first} H {edge + 10}")
    drawing.head(edge + 2, first, "left")
