"""A homework that shrinks until it gets done."""

from __future__ import annotations

from typing import NamedTuple

from vignettes.figures.svg import LINE, Drawing

_LEFT = 40
_PITCH = 128
_PER_MINUTE = 5.3


class _Week(NamedTuple):
    name: str
    task: str
    minutes: int
    done: str


_WEEKS = (
    _Week("Week 1", "touch by turns, 30 min", 90, "done 0 of 3"),
    _Week("Week 2", "touch by turns, 15 min", 30, "done 0 of 2"),
    _Week("Week 3", "hands, clothed, 5 min", 10, "done 1 of 2"),
    _Week("Week 4", "a sentence at the kettle", 7, "done 5 of 7"),
)
"""Minutes asked for in the week, by which the bars are drawn: three times 30, twice 15, twice 5, 7 ones."""


def shrinking_homework() -> str:
    """Four weeks downwards, a bar for what was asked, and what was done."""
    drawing = Drawing(
        "A homework that shrinks until it gets done",
        "Four bars, each shorter than the one above, for the minutes asked for in a week: 90, "
        "30, 10 and 7. Done: none of three, none of two, one of two, and five of seven. The "
        "last and smallest bar is the one that gets done.",
        height=40 + len(_WEEKS) * _PITCH + 34,
    )
    for number, week in enumerate(_WEEKS):
        _week(drawing, 50 + number * _PITCH, week, last=number == len(_WEEKS) - 1)
    drawing.text(_LEFT, 50 + len(_WEEKS) * _PITCH, "Bar: the minutes asked for in that week.", "soft")
    return drawing.svg()


def _week(drawing: Drawing, y: int, week: _Week, *, last: bool) -> None:
    drawing.text(_LEFT, y, week.name, "ink bold")
    drawing.text(_LEFT, y + LINE, week.task, "soft")
    drawing.text(456, y + LINE, week.done, "ink bold" if last else "ink", anchor="middle")
    length = round(week.minutes * _PER_MINUTE)
    drawing.box(_LEFT, y + LINE + 16, length, 34, "accent" if last else "tint", radius=6)
