"""How watching feeds itself in performance anxiety, and where each method enters."""

from __future__ import annotations

from typing import NamedTuple

from vignettes.figures.svg import Drawing

_LEFT = 64
_WIDTH = 224
_METHODS = 336
_METHODS_WIDTH = 204
_HEIGHT = 76
_PITCH = 116
_TOP = 88
_RETURN = 26
_CENTRE = _LEFT + _WIDTH // 2


class _Link(NamedTuple):
    name: str
    words: str
    methods: tuple[str, str]


_LINKS = (
    _Link("A demand", "It has to work.", ("Education,", "a ban on goals")),
    _Link("The gaze", "Is it still there?", ("Mindfulness,", "sensate focus")),
    _Link("The body", "It answers less.", ("Medical check", "and treatment")),
    _Link("The verdict", "It’s going again.", ("A prediction,", "put to the test")),
    _Link("What we do", "hurry, stop, avoid", ("A sentence said,", "a smaller task")),
)


def attention_loop() -> str:
    """Five links downwards, a way back up to the first, and a method at the side of each."""
    drawing = Drawing(
        "The attention loop of performance anxiety",
        "Five boxes downwards: a demand, the checking gaze, the body that answers less, the "
        "verdict, and what we do next. A line returns from the last to the first. From the "
        "right a method enters at each: education and a ban on goals; mindfulness and sensate "
        "focus; medical check and treatment; a prediction put to the test; a sentence said and "
        "a smaller task.",
        height=_TOP + len(_LINKS) * _PITCH,
    )
    drawing.text(_CENTRE, 52, "The loop", "ink bold", anchor="middle")
    drawing.text(_METHODS + _METHODS_WIDTH // 2, 52, "Ways in", "ink bold", anchor="middle")
    for number, link in enumerate(_LINKS):
        _link(drawing, _TOP + number * _PITCH, link, last=number == len(_LINKS) - 1)
    first, end = _TOP + _HEIGHT // 2, _TOP + (len(_LINKS) - 1) * _PITCH + _HEIGHT // 2
    drawing.line(f"M {_LEFT} {end} H {_RETURN} V {first} H {_LEFT - 10}", "path", 6)
    drawing.head(_LEFT - 1, first, "right", "path-head")
    return drawing.svg()


def _link(drawing: Drawing, top: int, link: _Link, *, last: bool) -> None:
    middle, bottom = top + _HEIGHT // 2, top + _HEIGHT
    drawing.boxed(_LEFT, top, _WIDTH, _HEIGHT, (link.name, link.words), "flag", strong=1)
    drawing.boxed(_METHODS, top, _METHODS_WIDTH, _HEIGHT, link.methods, "tint")
    drawing.line(f"M {_METHODS} {middle} H {_LEFT + _WIDTH + 12}")
    drawing.head(_LEFT + _WIDTH + 3, middle, "left")
    if not last:
        drawing.line(f"M {_CENTRE} {bottom} V {bottom + _PITCH - _HEIGHT - 10}", "path", 6)
        drawing.head(_CENTRE, bottom + _PITCH - _HEIGHT - 1, "down", "path-head")
