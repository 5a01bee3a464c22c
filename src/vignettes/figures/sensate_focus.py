"""The figures of the module on sensate focus: the ladder, and the path start, adapt or hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vignettes.figures.svg import Drawing

_RUNGS = (
    ("The same,", "with movement"),
    ("Insertion or containment,", "no movement"),
    ("Genitals touching,", "nothing inserted"),
    ("Both touch", "at the same time"),
    ("Taking turns: breasts and", "genitals may be included"),
    ("Taking turns: no breasts,", "no genitals"),
)
"""From the top down; the last two are the ones seen in print."""

_TAUGHT = 4
_LEFT, _RIGHT = 116, 432
_RUNG, _GAP = 70, 22
_TOP = 122
_BAND = 66
_DOWN = 476


def _rung_top(number: int) -> int:
    return _TOP + number * (_RUNG + _GAP) + (_BAND if number >= _TAUGHT else 0)


def ladder() -> str:
    """Six rungs between a ban on goals and an open way back down."""
    end = _rung_top(len(_RUNGS) - 1) + _RUNG
    drawing = Drawing(
        "The sensate focus ladder",
        "Six rungs read from the bottom. Two rungs of taking turns, then, above a dashed line and "
        "marked as common teaching, four more that are optional. Along the left side a bar says "
        "that there is no goal on any rung; along the right side an arrow leads down past all of them.",
        height=end + 96,
    )
    middle = (_LEFT + _RIGHT) // 2
    drawing.text(middle, 50, ("No top to reach:", "any rung may be the last."), "ink bold", anchor="middle")
    for x in (_LEFT + 22, _RIGHT - 22):
        drawing.line(f"M {x} {_TOP - 22} V {end + 16}", "line", 6)
    for number, lines in enumerate(_RUNGS):
        style = "plain" if number < _TAUGHT else "tint"
        drawing.boxed(_LEFT, _rung_top(number), _RIGHT - _LEFT, _RUNG, lines, style)
    _band(drawing)
    drawing.box(32, _TOP, 52, end - _TOP, "accent")
    drawing.text(
        65, (_TOP + end) // 2, "No goal on any rung", "on-accent bold", anchor="middle", upright=True
    )
    drawing.line(f"M {_DOWN} {_TOP} V {end - 8}", "path", 6)
    drawing.head(_DOWN, end, "down", "path-head")
    words = "The way back down is always open"
    drawing.text(_DOWN + 40, (_TOP + end) // 2, words, "ink bold", anchor="middle", upright=True)
    drawing.text(
        middle, end + 50, ("Begin here, when each has", "been seen alone."), "soft", anchor="middle"
    )
    return drawing.svg()


def _band(drawing: Drawing) -> None:
    """Between what was seen in print and what is only commonly taught."""
    y = _rung_top(_TAUGHT) - _BAND - _GAP
    drawing.box(_LEFT - 12, y + 10, _RIGHT - _LEFT + 24, _BAND, "panel", radius=4)
    drawing.line(
        " ".join(f"M {x} {y + _BAND + 10} h 10" for x in range(_LEFT - 12, _RIGHT + 12, 20)), "line", 2
    )
    drawing.text(
        (_LEFT + _RIGHT) // 2,
        y + 35,
        ("Above: common teaching.", "Adapt it or leave it out."),
        "soft",
        anchor="middle",
    )


class _Question(NamedTuple):
    lines: tuple[str, ...]
    leave_on: str
    exit: tuple[str, ...]


_QUESTIONS = (
    _Question(("Each seen alone", "and asked about", "fear and force?"), "no", ("Do that first.",)),
    _Question(
        ("Fear, force, or", "a no that is", "not free?"), "yes", ("Safety first;", "no joint tasks.")
    ),
    _Question(
        ("Pain, bleeding, other", "red flag that nobody", "has examined?"), "yes", ("A doctor first.",)
    ),
    _Question(
        ("Trauma symptoms that", "do not settle, crisis,", "drink, open hostility?"),
        "yes",
        ("Treat or settle", "that first."),
    ),
    _Question(("A body, a history or", "a life that the usual", "task does not fit?"), "", ()),
)
_MAIN, _MAIN_WIDTH = 44, 264
_SIDE, _SIDE_WIDTH = 366, 166
_STEP, _BETWEEN, _FIRST = 100, 40, 24
_CENTRE = _MAIN + _MAIN_WIDTH // 2


def start_adapt_hold() -> str:
    """Five questions; three of them lead to one tall box that says hold, and is not the end."""
    tops = [_FIRST + number * (_STEP + _BETWEEN) for number in range(len(_QUESTIONS))]
    ends = tops[-1] + _STEP + 52
    last = ends + 76 + _BETWEEN
    drawing = Drawing(
        "Start, adapt or hold",
        "Five questions from top to bottom: seen alone and asked, fear or force, unexamined pain or "
        "bleeding, symptoms or crisis or hostility, and a task that does not fit. The second, third and "
        "fourth lead to hold, the fifth to adapt or start. A line returns from the last box to the first.",
        height=last + 76 + 24,
    )
    hold_top, hold_end = tops[1] - 20, tops[3] + _STEP + 34
    drawing.box(_SIDE, hold_top, _SIDE_WIDTH, hold_end - hold_top, "flag")
    drawing.text(_SIDE + _SIDE_WIDTH // 2, hold_top + 28, "HOLD", "ink bold", anchor="middle")
    drawing.text(_SIDE + _SIDE_WIDTH // 2, hold_end - 16, "not “never”", "ink bold", anchor="middle")
    drawing.boxed(_SIDE, tops[0], _SIDE_WIDTH, _STEP, _QUESTIONS[0].exit)
    for number, (top, question) in enumerate(zip(tops, _QUESTIONS, strict=True)):
        drawing.boxed(_MAIN, top, _MAIN_WIDTH, _STEP, question.lines, "tint")
        if question.exit:
            _way_out(drawing, top, question, inside=number > 0)
    _outcomes(drawing, tops[-1] + _STEP, ends, last)
    drawing.boxed(
        _MAIN,
        last,
        _SIDE + _SIDE_WIDTH - _MAIN,
        76,
        ("At every review", "ask again, from the top"),
        "tint",
        strong=1,
    )
    first = tops[0] + _STEP // 2
    drawing.line(f"M {_MAIN} {last + 38} H 22 V {first} H {_MAIN - 10}", "path")
    drawing.head(_MAIN - 2, first, "right", "path-head")
    edge = _SIDE + _SIDE_WIDTH
    drawing.line(f"M {edge} {hold_end - 50} H {edge + 12} V {last + 38} H {edge + 10}", "path")
    drawing.head(edge + 2, last + 38, "left", "path-head")
    return drawing.svg()


def _way_out(drawing: Drawing, top: int, question: _Question, *, inside: bool) -> None:
    middle = top + _STEP // 2
    drawing.line(f"M {_MAIN + _MAIN_WIDTH} {middle} H {_SIDE - 10}")
    drawing.head(_SIDE - 2, middle, "right")
    drawing.text((_MAIN + _MAIN_WIDTH + _SIDE) // 2, middle - 12, question.leave_on, anchor="middle")
    if inside:
        first = middle + 7 - 13 * (len(question.exit) - 1)
        drawing.text(_SIDE + _SIDE_WIDTH // 2, first, question.exit, anchor="middle")
    down = top + _STEP
    drawing.line(f"M {_CENTRE} {down} V {down + _BETWEEN - 10}")
    drawing.head(_CENTRE, down + _BETWEEN - 2, "down")
    drawing.text(_CENTRE + 16, down + 26, "yes" if question.leave_on == "no" else "no")


def _outcomes(drawing: Drawing, fork: int, top: int, last: int) -> None:
    """Start on the left, adapt on the right, and both on to the review."""
    wide = 210
    for x, answer, lines in (
        (_MAIN, "no", ("Start", "lowest rung, short")),
        (_MAIN + wide + 30, "yes", ("Adapt", "then start, smaller")),
    ):
        centre = x + wide // 2
        drawing.line(f"M {_CENTRE} {fork} V {fork + 16} H {centre} V {top - 10}")
        drawing.head(centre, top - 2, "down")
        drawing.text(centre + 14, top - 10, answer)
        drawing.boxed(x, top, wide, 76, lines, "plain", strong=1)
        drawing.line(f"M {centre} {top + 76} V {last - 10}")
        drawing.head(centre, last - 2, "down")


FIGURES: Mapping[str, str] = {
    "sensate-focus/figures/sensate-focus-ladder.svg": ladder(),
    "sensate-focus/figures/start-adapt-hold.svg": start_adapt_hold(),
}
