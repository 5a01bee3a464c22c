"""The figures of the module on the course of therapy: one therapy as a river, and what a review decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vignettes.figures.svg import Drawing

_RIVER = 92
_WEEK = 23
_SOURCE = 96
_WORDS = 206


class _Event(NamedTuple):
    week: int
    title: str
    lines: tuple[str, ...]


_EVENTS = (
    _Event(8, "Week 8: review", ("Calm. The plan goes on.",)),
    _Event(11, "Week 11: Saturday", ("It goes wrong. They say so.",)),
    _Event(14, "Week 14: review", ("Same plan, one step back.",)),
    _Event(20, "Weeks 16, 20, 24", ("The gaps do the work.",)),
    _Event(24, "The last session", ("and a page for bad times",)),
    _Event(30, "Twelve weeks", ("without Kirsten",)),
    _Event(36, "Week 36: the call", ("“Stairs” was said twice.",)),
)
_DOTS = (0, 2, 4, 6, 12, 16, 20, 24)
_REVIEWS = (8, 14)
_SETBACK = 11


def the_course_of_a_therapy() -> str:
    """A river from the first hour to the follow-up: reviews across it, a setback as a loop."""
    drawing = Drawing(
        "The course of one therapy",
        "A river from top to bottom with a dot for each session: it parts for the individual hours "
        "and joins again, passes a review in week 8, makes a loop at a setback in week 11, runs on "
        "broader to a review in week 14, to sessions further and further apart, and as a thin line "
        "to a call in week 36.",
        height=_at(36) + 68,
    )
    _river(drawing)
    drawing.text(_WORDS, _SOURCE - 20, "Weeks 0, 1 and 2", "ink bold")
    drawing.text(_WORDS, _SOURCE + 6, ("Together, each alone,", "together again: the plan"), "soft")
    for event in _EVENTS:
        y = _at(event.week)
        style = "soft" if event.week == 30 else "ink bold"
        drawing.text(_WORDS, y, event.title, style)
        drawing.text(_WORDS, y + 26, event.lines, "soft")
    return drawing.svg()


def _at(week: int) -> int:
    return _SOURCE + week * _WEEK


def _river(drawing: Drawing) -> None:
    alone, joined, loop, after = _at(1), _at(2), _at(_SETBACK), _at(_SETBACK) + 44
    for side in (-30, 30):
        x = _RIVER + side
        drawing.line(
            f"M {_RIVER} {_SOURCE} C {x} {_SOURCE + 6} {x} {joined - 6} {_RIVER} {joined}", "path", 5
        )
        drawing.dot(_RIVER + (side * 3) // 4, alone, "accent", 9)
    drawing.line(
        f"M {_RIVER} {joined} V {loop - 34} C {_RIVER} {loop + 34} {_RIVER + 84} {loop + 34} "
        f"{_RIVER + 84} {loop - 4} C {_RIVER + 84} {loop - 46} {_RIVER} {loop - 30} {_RIVER} {after}",
        "path",
        6,
    )
    drawing.line(f"M {_RIVER} {after} V {_at(24)}", "path", 12)
    drawing.line(f"M {_RIVER} {_at(24)} V {_at(36) - 14}", "path", 3)
    for week in _DOTS:
        drawing.dot(_RIVER, _at(week), "accent", 11)
    for week in _REVIEWS:
        drawing.box(_RIVER - 44, _at(week) - 9, 88, 18, "tint", 6)
        drawing.dot(_RIVER, _at(week), "accent", 11)
    drawing.box(_RIVER + 72, loop - 16, 24, 24, "flag", 12)
    drawing.box(_RIVER - 14, _at(36) - 14, 28, 28, "plain", 14)


_LEFT = 40
_QUESTION = 250
_EXIT = 344
_EXIT_WIDTH = 192
_EDGE = _EXIT + _EXIT_WIDTH
_MIDDLE = _LEFT + _QUESTION // 2
_GAP = 40


class _Step(NamedTuple):
    question: tuple[str, ...]
    leave_on: str
    exit: tuple[str, ...]
    style: str


_STEPS = (
    _Step(
        ("Anything new?", "Pain, illness, fear,", "a different wish"),
        "yes",
        ("Back to", "assessment,", "or refer"),
        "flag",
    ),
    _Step(
        ("Tried?", "Was the plan really", "carried out?"),
        "no",
        ("What was in the", "way? Change", "the task"),
        "plain",
    ),
    _Step(
        ("Nearer?", "By the goal, and", "outside the noise"),
        "yes",
        ("Go on, or", "begin to end"),
        "plain",
    ),
)


def what_a_review_decides() -> str:
    """Three questions from top to bottom, an answer beside each, and a date at the end."""
    drawing = Drawing(
        "What a review decides",
        "Three questions in order: is there anything new, was the plan really tried, is it nearer. "
        "New facts lead back to assessment or to a referral; an untried plan to a change of task; "
        "a nearer goal to going on or ending; otherwise plan, method or therapist change. All lead "
        "to the next review and its date, from where a line returns to the first question.",
        height=682,
    )
    top, height = 24, 100
    first = top + height // 2
    for step in _STEPS:
        _question(drawing, top, height, step)
        top += height + _GAP
    drawing.boxed(
        _LEFT,
        top,
        _EDGE - _LEFT,
        76,
        ("Tried, and not nearer", "change plan, method or therapist"),
        strong=1,
    )
    drawing.line(f"M {_MIDDLE} {top + 76} V {top + 76 + _GAP - 10}")
    drawing.head(_MIDDLE, top + 76 + _GAP - 2, "down")
    last = top + 76 + _GAP
    drawing.boxed(_LEFT, last, _EDGE - _LEFT, 76, ("The next review", "has a date"), "tint", strong=1)
    end = last + 38
    drawing.line(f"M {_EDGE + 12} {first} V {end} H {_EDGE + 10}", "path")
    drawing.head(_EDGE + 2, end, "left", "path-head")
    drawing.line(f"M {_LEFT} {end} H 20 V {first} H {_LEFT - 10}", "path")
    drawing.head(_LEFT - 2, first, "right", "path-head")
    return drawing.svg()


def _question(drawing: Drawing, top: int, height: int, step: _Step) -> None:
    middle, bottom = top + height // 2, top + height
    drawing.boxed(_LEFT, top, _QUESTION, height, step.question, "tint", strong=1)
    drawing.boxed(_EXIT, top, _EXIT_WIDTH, height, step.exit, step.style)
    drawing.line(f"M {_LEFT + _QUESTION} {middle} H {_EXIT - 10}")
    drawing.head(_EXIT - 2, middle, "right")
    drawing.text((_LEFT + _QUESTION + _EXIT) // 2, middle - 12, step.leave_on, anchor="middle")
    drawing.line(f"M {_EDGE} {middle} H {_EDGE + 12}", "path")
    drawing.line(f"M {_MIDDLE} {bottom} V {bottom + _GAP - 10}")
    drawing.head(_MIDDLE, bottom + _GAP - 2, "down")
    drawing.text(_MIDDLE + 16, bottom + 26, "yes" if step.leave_on == "no" else "no")


FIGURES: Mapping[str, str] = {
    "course-of-therapy/figures/the-course-of-a-therapy.svg": the_course_of_a_therapy(),
    "course-of-therapy/figures/what-a-review-decides.svg": what_a_review_decides(),
}
