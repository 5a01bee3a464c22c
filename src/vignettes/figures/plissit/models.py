"""PLISSIT and Ex-PLISSIT, the same four levels drawn twice."""

from __future__ import annotations

from vignettes.figures.svg import LINE, Drawing

_LEVELS = (
    ("Permission", 236),
    ("Limited information", 160),
    ("Specific suggestions", 88),
    ("Intensive therapy", 34),
)
"""Level and length of its bar; the lengths picture a claim, they measure nothing."""

_LEFT = 24
_SPINE = 296
_BOXES = 384
_EDGE = 524
_LOOP = 542


def plissit_and_ex_plissit() -> str:
    """Left, four shrinking bars; right, permission as a spine that every level returns to."""
    drawing = Drawing(
        "PLISSIT and Ex-PLISSIT side by side",
        "Left: four bars, each shorter than the one above, for permission, limited information, "
        "specific suggestions and intensive therapy. Right: a bar called permission runs past "
        "the other three levels, with arrows to each and back; review with the person and "
        "reflection on one's own assumptions lead back to the beginning.",
        height=600,
    )
    _annon(drawing)
    _davis_and_taylor(drawing)
    return drawing.svg()


def _annon(drawing: Drawing) -> None:
    drawing.text(_LEFT, 48, "PLISSIT", "ink bold")
    drawing.text(_LEFT, 48 + LINE, "Annon 1976", "soft")
    for row, (level, length) in enumerate(_LEVELS):
        top = 112 + row * 86
        drawing.text(_LEFT, top + 14, level)
        drawing.box(_LEFT, top + 26, length, 30, "accent", radius=6)
    drawing.text(
        _LEFT,
        480,
        ("Shorter bar: fewer", "people need it. This", "is Annon’s claim,", "not data."),
        "soft",
    )


def _davis_and_taylor(drawing: Drawing) -> None:
    drawing.text(_SPINE, 48, "Ex-PLISSIT", "ink bold")
    drawing.text(_SPINE, 48 + LINE, "Davis & Taylor 2006", "soft")
    drawing.box(_SPINE, 112, 52, 316, "accent")
    drawing.text(_SPINE + 33, 270, "Permission", "on-accent bold", anchor="middle", upright=True)
    levels = (("Limited", "information"), ("Specific", "suggestions"), ("Intensive", "therapy"))
    for row, lines in enumerate(levels):
        _level(drawing, 112 + row * 112, lines)
    drawing.boxed(_SPINE, 448, _EDGE - _SPINE, 62, ("Review", "with the person"), "tint", strong=1)
    drawing.boxed(_SPINE, 520, _EDGE - _SPINE, 62, ("Reflect", "on yourself"), "tint", strong=1)
    start = _SPINE + 26
    drawing.line(f"M {_EDGE} 551 H {_LOOP} V 94 H {start} V 104")
    drawing.line(f"M {_EDGE} 479 H {_LOOP}")
    drawing.head(start, 111, "down")


def _level(drawing: Drawing, top: int, lines: tuple[str, str]) -> None:
    drawing.boxed(_BOXES, top, _EDGE - _BOXES, 92, lines)
    spine = _SPINE + 52
    drawing.line(f"M {spine} {top + 30} H {_BOXES - 10}")
    drawing.head(_BOXES - 2, top + 30, "right")
    drawing.line(f"M {_BOXES} {top + 62} H {spine + 10}")
    drawing.head(spine + 2, top + 62, "left")
