"""The figure of the capstone: what holds what, and in which order a complex case is asked about."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.svg import Drawing

_QUESTIONS = (
    ("1  Can it wait?", "chest, blood, fear, despair"),
    ("2  Who can speak freely?", "the rule first, then each alone"),
    ("3  What has not been said?", "left out, bought, hidden, done"),
    ("4  What keeps it going?", "in body, mind, couple, world"),
    ("5  What do they want first?", "one small step, one name for each"),
)
_BOX, _TALL = 188, 64
_TOP, _LOW = 64, 252
_LEFT, _RIGHT = 28, 344
_ASK, _ASK_WIDTH, _ASK_TALL, _GAP = 28, 440, 80, 26
_FIRST = 464


def order_of_questions() -> str:
    """A triangle of safety, telling and trust; under it five questions that begin again with each fact."""
    ends = _FIRST + len(_QUESTIONS) * (_ASK_TALL + _GAP) - _GAP
    drawing = Drawing(
        "What holds what, and what is asked first",
        "Above, a triangle: who is safe can tell, what is told and kept well makes trust, who trusts can "
        "say no, and that is safety. Below, five questions in order: can it wait, who can speak freely, "
        "what has not been said, what keeps it going, what do they want first. From the last, and from "
        "every new fact, a line leads back to the first.",
        height=ends + 70,
    )
    _triangle(drawing)
    drawing.text(_ASK, _FIRST - 22, "So this is the order of the questions", "ink bold")
    for number, lines in enumerate(_QUESTIONS):
        top = _FIRST + number * (_ASK_TALL + _GAP)
        drawing.boxed(_ASK, top, _ASK_WIDTH, _ASK_TALL, lines, "plain" if number else "flag", strong=1)
        if number:
            centre = _ASK + _ASK_WIDTH // 2
            drawing.line(f"M {centre} {top - _GAP} V {top - 9}")
            drawing.head(centre, top - 1, "down")
    _back(drawing, ends)
    return drawing.svg()


def _triangle(drawing: Drawing) -> None:
    """Three boxes, three arrows, and on each arrow what it carries."""
    middle = (_LEFT + _RIGHT) // 2
    drawing.text(_LEFT, 40, "Three things that hold each other", "ink bold")
    for x, y, word in ((middle, _TOP, "Safety"), (_RIGHT, _LOW, "What is told"), (_LEFT, _LOW, "Trust")):
        drawing.boxed(x, y, _BOX, _TALL, (word,), "tint", strong=1)
    level, down, up = _TOP + _TALL // 2, _RIGHT + _BOX // 2, _LEFT + _BOX // 2
    drawing.line(f"M {middle + _BOX} {level} H {down} V {_LOW - 10}", "path", 4)
    drawing.head(down, _LOW - 2, "down", "path-head")
    drawing.text(down - 76, _LOW - 76, ("Who is safe", "can tell."), anchor="middle")
    drawing.line(f"M {_RIGHT} {_LOW + _TALL // 2} H {_LEFT + _BOX + 10}", "path", 4)
    drawing.head(_LEFT + _BOX + 2, _LOW + _TALL // 2, "left", "path-head")
    drawing.text(
        middle + _BOX // 2,
        _LOW + _TALL + 32,
        ("What is told, and well kept,", "makes trust."),
        anchor="middle",
    )
    drawing.line(f"M {up} {_LOW} V {level} H {middle - 10}", "path", 4)
    drawing.head(middle - 2, level, "right", "path-head")
    drawing.text(up + 14, _LOW - 76, ("Who trusts", "can say no."))


def _back(drawing: Drawing, ends: int) -> None:
    """The line from the last question to the first."""
    edge, out = _ASK + _ASK_WIDTH, 500
    last, first = ends - _ASK_TALL // 2, _FIRST + _ASK_TALL // 2
    drawing.line(f"M {edge} {last} H {out} V {first} H {edge + 10}", "path", 4)
    drawing.head(edge + 2, first, "left", "path-head")
    drawing.text(
        out + 32,
        (_FIRST + ends) // 2,
        "New fact? Begin at the top",
        "ink bold",
        anchor="middle",
        upright=True,
    )
    drawing.text(_ASK, ends + 40, "Mend what you broke before you go on.", "soft")


FIGURES: Mapping[str, str] = {"capstone/figures/order-of-questions.svg": order_of_questions()}
