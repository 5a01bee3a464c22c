"""Five models of sexual response: a small drawing each, what it adds, what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vignettes.figures.svg import LINE, Drawing

_LEFT = 24
_PICTURE = 148
_TEXT_X = 196
_TOP = 24
_GAP = 18
_ROW = 128
_INSIDE = 10


class _Model(NamedTuple):
    name: str
    adds: tuple[str, ...]
    leaves_out: tuple[str, ...]
    picture: Callable[[Drawing, int, int], None]


def five_models() -> str:
    """One row a model: the drawing on the left, its name, what it adds and what it leaves out."""
    drawing = Drawing(
        "Five models of sexual response",
        "Masters and Johnson: a curve of four phases, without wanting. Kaplan: three steps that begin "
        "with desire. Basson: a circle that begins with a reason. Dual control: an accelerator and a "
        "brake. Tipping point: a beam with weights on both sides. Each row says what the model adds "
        "and what it leaves out.",
        height=_TOP + len(_MODELS) * (_ROW + _GAP) + 6,
    )
    for number, model in enumerate(_MODELS):
        _row(drawing, _TOP + number * (_ROW + _GAP), model)
    return drawing.svg()


def _row(drawing: Drawing, top: int, model: _Model) -> None:
    drawing.box(_LEFT, top, _PICTURE, _ROW, "plain")
    model.picture(drawing, _LEFT, top)
    lines = [(model.name, "ink bold")]
    lines += [(line, "ink") for line in _led("+ ", model.adds)]
    lines += [(line, "soft") for line in _led("− ", model.leaves_out)]
    first = top + (_ROW - len(lines) * LINE) // 2 + 20
    for number, (line, style) in enumerate(lines):
        indent = 22 if line.startswith(" ") else 0
        drawing.text(_TEXT_X + indent, first + number * LINE, line.strip(), style)


def _led(mark: str, lines: tuple[str, ...]) -> list[str]:
    """The first line with its mark, the others set in below it."""
    return [mark + lines[0], *(" " + line for line in lines[1:])]


def _curve(drawing: Drawing, x: int, y: int) -> None:
    drawing.line(f"M {x + 14} {y + 108} H {x + 134}", "guide", 2)
    drawing.line(
        f"M {x + 16} {y + 104} C {x + 34} {y + 98} {x + 36} {y + 56} {x + 54} {y + 54} "
        f"H {x + 78} C {x + 88} {y + 54} {x + 88} {y + 22} {x + 96} {y + 22} "
        f"C {x + 104} {y + 22} {x + 104} {y + 100} {x + 132} {y + 104}",
        "path",
        5,
    )


def _steps(drawing: Drawing, x: int, y: int) -> None:
    for number, letter in enumerate("DEO"):
        left, height = x + _INSIDE + number * 44, 40 + number * 32
        drawing.boxed(
            left, y + 118 - height, 40, height, (letter,), "plain" if number else "tint", strong=1
        )


def _circle(drawing: Drawing, x: int, y: int) -> None:
    middle_x, middle_y = x + _PICTURE // 2, y + _ROW // 2
    drawing.line(
        f"M {middle_x - 42} {middle_y - 16} A 46 46 0 0 1 {middle_x + 44} {middle_y - 10}", "path", 5
    )
    drawing.head(middle_x + 45, middle_y + 4, "down", "path-head")
    drawing.line(
        f"M {middle_x + 42} {middle_y + 16} A 46 46 0 0 1 {middle_x - 44} {middle_y + 10}", "path", 5
    )
    drawing.head(middle_x - 45, middle_y - 4, "up", "path-head")
    drawing.dot(middle_x, middle_y, "accent", 9)


def _pedals(drawing: Drawing, x: int, y: int) -> None:
    drawing.box(x + 26, y + 40, 36, 72, "tint", 4)
    drawing.head(x + 44, y + 16, "up", "path-head")
    drawing.line(f"M {x + 44} {y + 36} V {y + 26}", "path", 5)
    drawing.box(x + 86, y + 16, 36, 72, "flag", 4)
    drawing.line(f"M {x + 104} {y + 92} V {y + 102}", "line", 5)
    drawing.head(x + 104, y + 113, "down")


def _beam(drawing: Drawing, x: int, y: int) -> None:
    middle = x + _PICTURE // 2
    drawing.line(f"M {middle} {y + 74} L {middle - 20} {y + 112} H {middle + 20} Z", "line", 4)
    drawing.line(f"M {x + 16} {y + 88} L {x + 132} {y + 58}", "path", 5)
    drawing.dot(x + 32, y + 68, "accent", 14)
    drawing.dot(x + 60, y + 66, "accent", 10)
    drawing.dot(x + 116, y + 50, "head", 9)


_MODELS = (
    _Model(
        "Masters and Johnson, 1966",
        ("four phases of the body",),
        ("wanting",),
        _curve,
    ),
    _Model(
        "Kaplan, 1979",
        ("desire, as a phase",),
        ("reasons other than desire",),
        _steps,
    ),
    _Model(
        "Basson, 2000",
        ("motives, and desire", "that follows"),
        ("men, new relationships",),
        _circle,
    ),
    _Model(
        "Dual control, 2000",
        ("brakes beside the", "accelerator"),
        ("what two people do",),
        _pedals,
    ),
    _Model(
        "Tipping point, 2009",
        ("body and mind on", "one scale"),
        ("what each thing weighs",),
        _beam,
    ),
)
