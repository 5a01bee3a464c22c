"""The figures of the module on erectile dysfunction: heart, two lists, two silences, the drawer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vignettes.figures.svg import LINE, WIDTH, Drawing


class _Question(NamedTuple):
    head: str
    lines: tuple[str, ...]
    leave_on: str
    ways_out: tuple[tuple[str, ...], ...]


_QUESTIONS = (
    _Question(
        "Unwell at present?",
        ("Chest, breath, collapse", "on stairs or during sex"),
        "yes",
        (
            ("At rest, stays, new or", "worse: emergency"),
            ("Steady: doctor this", "week; sex waits"),
        ),
    ),
    _Question(
        "Is anything known?",
        ("Heart, stroke; spray,", "patch, nitrate, poppers"),
        "yes",
        (("Cardiologist or", "prescriber first"),),
    ),
    _Question(
        "Not measured yet?",
        ("Pressure, sugar, lipids,", "smoking, family"),
        "all",
        (("Risk check with a", "doctor: every man"),),
    ),
)
_MAIN, _MAIN_WIDTH = 16, 262
_SIDE, _SIDE_WIDTH = 304, 240
_OUT = 66
_GAP = 34


def before_the_tablet() -> str:
    """Three questions, each with its way out, before the erection is treated."""
    heights = [max(112, len(q.ways_out) * (_OUT + 12) - 12) for q in _QUESTIONS]
    tops = [24 + sum(heights[:n]) + n * _GAP for n in range(len(heights))]
    last = tops[-1] + heights[-1] + _GAP + 8
    drawing = Drawing(
        "Three questions before the tablet",
        "Three questions from top to bottom: is anything wrong now, is anything known, what is not "
        "measured yet. The first two lead out to the emergency number, a doctor or the cardiologist; the "
        "third leads every man to a risk check. Below them stands the treatment of the erection.",
        height=last + 104,
    )
    centre = _MAIN + _MAIN_WIDTH // 2
    for top, height, question in zip(tops, heights, _QUESTIONS, strict=True):
        drawing.boxed(_MAIN, top, _MAIN_WIDTH, height, (question.head, *question.lines), "tint", strong=1)
        flag = question.leave_on == "yes"
        out = top + (height - len(question.ways_out) * (_OUT + 12) + 12) // 2
        for way in question.ways_out:
            drawing.boxed(_SIDE, out, _SIDE_WIDTH, _OUT, way, "flag" if flag else "plain")
            drawing.line(f"M {_MAIN + _MAIN_WIDTH} {out + _OUT // 2} H {_SIDE - 10}")
            drawing.head(_SIDE - 2, out + _OUT // 2, "right")
            out += _OUT + 12
        drawing.line(f"M {centre} {top + height} V {top + height + _GAP - 10}")
        drawing.head(centre, top + height + _GAP - 2, "down")
        if flag:
            drawing.text(centre + 14, top + height + 23, "no, or seen to", "soft")
    drawing.boxed(
        _MAIN,
        last - 8,
        WIDTH - 2 * _MAIN,
        88,
        ("Now the erection:", "talking, treatment, or both"),
        "plain",
        strong=1,
    )
    return drawing.svg()


_NITRATES = (
    ("Spray under", "the tongue"),
    ("Patch on", "the chest"),
    ("Tablets for", "angina"),
    ("Poppers, in the", "fridge door"),
    ("Riociguat,", "vericiguat"),
)
_PDE5 = (
    ("The prescribed", "tablet"),
    ("The small one,", "taken daily"),
    ("A friend’s, or", "the internet’s"),
    ("“Herbal” capsule,", "honey, coffee:", "may hold one"),
)


def two_lists() -> str:
    """What holds a nitrate, what holds a PDE5 inhibitor, and a wall between them."""
    top, wide, step = 92, 216, 86
    end = top + len(_NITRATES) * step - 14
    drawing = Drawing(
        "Two lists that must not meet",
        "Two columns with a wall between them that says never. On the left, nitrates and what acts like "
        "them: spray, patch, tablets for angina, poppers, riociguat and vericiguat. On the right, PDE5 "
        "inhibitors: prescribed, daily, from a friend or the internet, and possibly herbal products.",
        height=end + 196,
    )
    left, right = 22, WIDTH - 22 - wide
    for x, lines in (
        (left, ("Nitrates, and what", "acts with them")),
        (right, ("PDE5 inhibitors,", "from any source")),
    ):
        drawing.text(x + wide // 2, 40, lines, "ink bold", anchor="middle")
    for number, lines in enumerate(_NITRATES):
        drawing.boxed(left, top + number * step, wide, step - 14, lines, "flag")
    room = (end - top + 14) // len(_PDE5)
    for number, product in enumerate(_PDE5):
        drawing.boxed(right, top + number * room, wide, room - 14, product, "tint")
    wall = left + wide + 18
    drawing.box(wall, top, right - 18 - wall, end - top, "accent")
    drawing.text(
        WIDTH // 2 + 7,
        (top + end) // 2,
        "NEVER IN ONE BODY",
        "on-accent bold",
        anchor="middle",
        upright=True,
    )
    drawing.boxed(
        22,
        end + 20,
        WIDTH - 44,
        72,
        ("No number of hours between them", "makes it safe to try at home."),
        "plain",
        strong=2,
    )
    drawing.text(
        WIDTH // 2,
        end + 128,
        ("It goes for everyone in the bed:", "tablets and sprays wander."),
        "soft",
        anchor="middle",
    )
    return drawing.svg()


_STEPS = (
    (0, ("“If I begin, I must", "finish.” He goes", "to bed late.")),
    (1, ("“He doesn’t want", "me.” The partner", "stops reaching out.")),
    (0, ("“I’m a disappoint-", "ment.” He goes to", "bed later still.")),
    (1, ("“It’s over, then.”", "The partner says:", "never mind.")),
)


def two_silences() -> str:
    """His column and the partner's, arrows that cross, and one way out."""
    wide, high, step, top = 236, 102, 126, 66
    xs = (22, WIDTH - 22 - wide)
    end = top + len(_STEPS) * step
    drawing = Drawing(
        "Two silences",
        "Two columns, his and the partner's, with arrows that cross from step to step: each reads the "
        "other's silence. Both end in a box in which nobody touches and nobody has spoken; from it an "
        "arrow leads to one sentence said aloud.",
        height=end + 232,
    )
    for x, word in zip(xs, ("He", "The partner"), strict=True):
        drawing.text(x + wide // 2, 44, word, "ink bold", anchor="middle")
    for number, (side, lines) in enumerate(_STEPS):
        y = top + number * step
        drawing.boxed(xs[side], y, wide, high, lines, "plain" if side else "tint")
        if number + 1 < len(_STEPS):
            centre = xs[1 - side] + wide // 2
            edge = xs[0] + wide if side == 0 else xs[1]
            drawing.line(f"M {edge} {y + high // 2} H {centre} V {y + step - 10}")
            drawing.head(centre, y + step - 2, "down")
    y = top + (len(_STEPS) - 1) * step
    middle = WIDTH // 2
    drawing.line(f"M {xs[0] + wide // 2} {y - step + high} V {end + 8}")
    drawing.line(f"M {xs[1] + wide // 2} {y + high} V {end + 8}")
    for x in xs:
        drawing.head(x + wide // 2, end + 16, "down")
    drawing.boxed(
        22, end + 18, WIDTH - 44, 72, ("Nobody touches anybody,", "and nobody has said a word."), "flag"
    )
    drawing.line(f"M {middle} {end + 90} V {end + 118}", "path")
    drawing.head(middle, end + 126, "down", "path-head")
    drawing.boxed(
        22,
        end + 128,
        WIDTH - 44,
        78,
        ("One sentence, aloud:", "“What have you told yourself?”"),
        "tint",
        strong=1,
    )
    return drawing.svg()


_STATIONS = (
    (("Afraid to take it",), ("Heart? Leaflet?", "Ask: the prescriber")),
    (("Taken, and nothing",), ("How, when, with what?", "Ask: the pharmacist")),
    (("It works, and he", "doesn’t want to"), ("Desire, mood, sorrow?", "Ask: him; a doctor")),
    (
        ("It works, and the", "other doesn’t want", "it like this"),
        ("Pain? Surprise? Told?", "Ask: the partner"),
    ),
    (("It works, and it", "“doesn’t count”"), ("What would count?", "Ask: him")),
)


def box_to_drawer() -> str:
    """Five stations between the box and the drawer, with a question and somebody to ask at each."""
    left, wide, side, side_wide = 16, 222, 274, 270
    heights = [max(78, len(words) * LINE + 32) for words, _ in _STATIONS]
    gap, top = 30, 96
    tops = [top + gap + sum(heights[:n]) + n * gap for n in range(len(heights))]
    end = tops[-1] + heights[-1] + gap
    drawing = Drawing(
        "From the box to the drawer",
        "Five stations between the full box and the drawer: afraid to take it; taken and nothing; it works "
        "and he does not want to; it works and the other does not want it like this; it works and does not "
        "count. Beside each stand a question and the person to ask.",
        height=end + 86,
    )
    centre = left + wide // 2
    drawing.box(left, 24, WIDTH - 32, 72, "accent")
    drawing.text(WIDTH // 2, 67, "The box, with the prescription", "on-accent bold", anchor="middle")
    for y, height, (words, help_lines) in zip(tops, heights, _STATIONS, strict=True):
        drawing.line(f"M {centre} {y - gap} V {y - 10}")
        drawing.head(centre, y - 2, "down")
        drawing.boxed(left, y, wide, height, words, "plain")
        drawing.boxed(side, y + (height - 78) // 2, side_wide, 78, help_lines, "tint")
        drawing.line(f"M {side} {y + height // 2} H {left + wide + 10}", "path")
        drawing.head(left + wide + 2, y + height // 2, "left", "path-head")
    drawing.line(f"M {centre} {end - gap} V {end - 10}")
    drawing.head(centre, end - 2, "down")
    drawing.boxed(left, end, WIDTH - 32, 62, ("The drawer",), "flag", strong=1)
    return drawing.svg()


FIGURES: Mapping[str, str] = {
    "erectile/figures/before-the-tablet.svg": before_the_tablet(),
    "erectile/figures/two-lists.svg": two_lists(),
    "erectile/figures/two-silences.svg": two_silences(),
    "erectile/figures/box-to-drawer.svg": box_to_drawer(),
}
