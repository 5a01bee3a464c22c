"""One cut-off, a hundred people each in two clinics, and who of those that reach it has the condition."""

from __future__ import annotations

from typing import NamedTuple

from vignettes.figures.svg import LINE, Drawing

_ROW = 10
_PITCH = 23
_CELL = 18
_TOP = 112
_LEFT = (31, 302)


class _Clinic(NamedTuple):
    name: str
    affected: str
    flagged: tuple[str, str]
    counts: tuple[int, int, int, int]
    """Found, false alarm, missed, clear: sensitivity 82%, specificity 90% (McGahuey 2000), rounded."""


_CLINICS = (
    _Clinic("Clinic A", "10 of 100 have it", ("17 reach the cut,", "8 of them have it"), (8, 9, 2, 81)),
    _Clinic("Clinic B", "50 of 100 have it", ("46 reach the cut,", "41 of them have it"), (41, 5, 9, 45)),
)
_KINDS = ("found", "alarm", "missed", "clear")
_LEGEND = (
    ("found", "reaches the cut and has it"),
    ("alarm", "reaches the cut, does not have it"),
    ("missed", "below the cut, has it all the same"),
    ("clear", "below the cut and does not have it"),
)


def one_cut_two_clinics() -> str:
    """Two grids of a hundred squares, the flagged ones first; a legend below."""
    legend = _TOP + _ROW * _PITCH + 2 * LINE + 68
    drawing = Drawing(
        "One cut-off in two clinics",
        "Two grids of a hundred people. In clinic A ten have the condition; seventeen reach the cut-off "
        "and eight of these have it. In clinic B fifty have it; forty-six reach the cut-off and "
        "forty-one of these have it.",
        height=legend + len(_LEGEND) * 34 + 8,
    )
    for left, clinic in zip(_LEFT, _CLINICS, strict=True):
        _grid(drawing, left, clinic)
    for row, (kind, words) in enumerate(_LEGEND):
        y = legend + row * 34
        _person(drawing, _LEFT[0], y - 16, kind)
        drawing.text(_LEFT[0] + 34, y, words)
    return drawing.svg()


def _grid(drawing: Drawing, left: int, clinic: _Clinic) -> None:
    drawing.text(left, 44, clinic.name, "ink bold")
    drawing.text(left, 44 + LINE + 6, clinic.affected)
    people = [kind for kind, count in zip(_KINDS, clinic.counts, strict=True) for _ in range(count)]
    for number, kind in enumerate(people):
        row, column = divmod(number, _ROW)
        _person(drawing, left + column * _PITCH, _TOP + row * _PITCH, kind)
    first, second = clinic.flagged
    below = _TOP + _ROW * _PITCH + 26
    drawing.text(left, below, first)
    drawing.text(left, below + LINE, second, "ink bold")


def _person(drawing: Drawing, x: int, y: int, kind: str) -> None:
    middle = (x + _CELL // 2, y + _CELL // 2)
    if kind == "found":
        drawing.box(x, y, _CELL, _CELL, "accent", radius=4)
    elif kind == "alarm":
        drawing.box(x, y, _CELL, _CELL, "flag", radius=4)
        drawing.line(f"M {x + 4} {y + _CELL - 4} L {x + _CELL - 4} {y + 4}", "line", 2)
    elif kind == "missed":
        drawing.box(x, y, _CELL, _CELL, "tint", radius=4)
        drawing.dot(*middle, "accent", 4)
    else:
        drawing.box(x, y, _CELL, _CELL, "guide", radius=4)
