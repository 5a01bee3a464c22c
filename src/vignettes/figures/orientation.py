"""The figures of the orientation module: what belongs in which room, and three secrets policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vignettes.figures.svg import LINE, Drawing


def four_places() -> str:
    """A house with three rooms, and outside it what happens in none of them."""
    drawing = Drawing(
        "What belongs in which room",
        "The plan of a house. Left, the therapy room: talk, questions, a plan; everyone dressed, "
        "nothing sexual done or watched. Top right, home: practice in private. Bottom right, the "
        "examination room: a licensed clinician who explains and stops on request. Outside the "
        "house: sexual contact with the therapist, which belongs nowhere.",
        height=590,
    )
    drawing.box(24, 24, 272, 440, "tint", radius=0)
    drawing.box(296, 24, 240, 212, "plain", radius=0)
    drawing.box(296, 236, 240, 228, "plain", radius=0)
    _door(drawing, 296, 100)
    _door(drawing, 296, 320)
    drawing.text(44, 62, "In the therapy room", "ink bold")
    drawing.text(44, 104, ("questions, answers,", "words, a plan"))
    _two_chairs(drawing, 160, 232)
    drawing.text(
        44,
        332,
        ("Everyone is dressed.", "Nothing sexual is", "done, shown or", "watched here."),
    )
    drawing.text(328, 62, "At home", "ink bold")
    drawing.text(328, 104, ("what you agreed", "to try, in private;", "tell as much of it", "as you like"))
    drawing.text(328, 274, "In the clinic", "ink bold")
    drawing.text(
        328,
        316,
        ("if needed, and by", "a licensed", "clinician: explain,", "ask at each step,", "stop on request"),
    )
    drawing.boxed(
        24,
        488,
        512,
        78,
        ("Nowhere, whoever agrees or asks", "sexual contact with the therapist"),
        "flag",
        strong=1,
    )
    return drawing.svg()


def _door(drawing: Drawing, wall: int, top: int) -> None:
    """A doorway of 64 in an upright wall, its leaf open into the left room."""
    drawing.box(wall - 4, top, 8, 64, "panel", radius=0)
    drawing.line(f"M {wall} {top} L {wall - 54} {top + 34}", "path", 4)
    drawing.line(f"M {wall - 54} {top + 34} A 64 64 0 0 0 {wall} {top + 64}", "guide", 2)


def _two_chairs(drawing: Drawing, x: int, y: int) -> None:
    """Two people in chairs, half turned to each other, with a table between them."""
    for side in (-1, 1):
        seat = x + side * 78
        drawing.dot(seat, y - 26, "accent", 13)
        drawing.line(f"M {seat} {y - 10} V {y + 22} H {seat - side * 26} V {y + 50}", "path", 8)
        drawing.line(f"M {seat + side * 14} {y - 14} V {y + 50}", "line", 5)
    drawing.line(f"M {x - 24} {y + 22} H {x + 24} M {x} {y + 22} V {y + 50}", "line", 5)


class _Policy(NamedTuple):
    name: str
    price: tuple[str, str]


_POLICIES = (
    _Policy("No secrets", ("What you tell me may be told.", "Price: people may tell less.")),
    _Policy("Limited secrets", ("What bears on the work, you bring.", "Price: you trust my judgement.")),
    _Policy(
        "Full confidence", ("What you tell me stays with me.", "Price: I may have to stop, unexplained.")
    ),
)
_TELLER, _THERAPIST, _PARTNER = 100, 280, 460
_TOP, _PITCH = 82, 224


def three_policies() -> str:
    """Three times the same three people; what changes is the way past the one in the middle."""
    drawing = Drawing(
        "Three secrets policies",
        "Three panels with the same three people: one who tells something alone, the therapist, "
        "the partner. No secrets: the line runs on to the partner. Limited secrets: it stops at a "
        "half-open gate, and an arc leads from the teller to the partner. Full confidence: it "
        "stops at a closed bar. Under all three safety comes first, and fear of the partner is "
        "not passed on.",
        height=_TOP + 3 * _PITCH + 100,
    )
    for x, words in ((_TELLER, "one, alone"), (_THERAPIST, "therapist"), (_PARTNER, "the other")):
        drawing.text(x, 56, words, "soft", anchor="middle")
    for row, policy in enumerate(_POLICIES):
        _panel(drawing, _TOP + row * _PITCH, row, policy)
    drawing.boxed(
        24,
        _TOP + 3 * _PITCH,
        512,
        76,
        ("Under all three: safety first", "fear of the partner is not passed on"),
        "flag",
        strong=1,
    )
    return drawing.svg()


def _panel(drawing: Drawing, top: int, row: int, policy: _Policy) -> None:
    drawing.box(24, top, 512, _PITCH - 18, "plain")
    people = top + 82
    for x in (_TELLER, _THERAPIST, _PARTNER):
        _person(drawing, x, people)
    drawing.line(f"M {_TELLER + 34} {people} H {_THERAPIST - 42}", "path", 5)
    drawing.head(_THERAPIST - 32, people, "right", "path-head")
    beyond = _THERAPIST + 34
    if row == 0:
        drawing.line(f"M {beyond} {people} H {_PARTNER - 42}", "path", 5)
        drawing.head(_PARTNER - 32, people, "right", "path-head")
    elif row == 1:
        drawing.line(
            f"M {_THERAPIST + 90} {people + 30} V {people - 4} L {_THERAPIST + 68} {people - 34}", "line", 7
        )
        drawing.line(f"M {beyond} {people} H {_THERAPIST + 66}", "guide", 5)
        drawing.line(
            f"M {_TELLER} {people + 36} C {_TELLER + 20} {people + 64} {_PARTNER - 20} {people + 64} "
            f"{_PARTNER} {people + 44}",
            "path",
            5,
        )
        drawing.head(_PARTNER, people + 34, "up", "path-head")
    else:
        drawing.line(f"M {_THERAPIST + 90} {people + 30} V {people - 34}", "line", 9)
        drawing.line(f"M {beyond} {people} H {_THERAPIST + 78}", "guide", 5)
    drawing.text(40, top + 32, policy.name, "ink bold")
    for number, line in enumerate(policy.price):
        drawing.text(40, top + 164 + number * LINE, line, "soft" if number else "ink")


def _person(drawing: Drawing, x: int, y: int) -> None:
    """Head and shoulders, seen from the front."""
    drawing.dot(x, y - 14, "accent", 12)
    drawing.line(f"M {x - 18} {y + 24} C {x - 18} {y + 2} {x + 18} {y + 2} {x + 18} {y + 24}", "path", 7)


FIGURES: Mapping[str, str] = {
    "orientation/figures/four-places.svg": four_places(),
    "orientation/figures/three-policies.svg": three_policies(),
}
