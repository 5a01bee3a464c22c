"""The figures of the module on LGBTQ+ clients: Umut's map, three moments of HIV care, no and yes."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.svg import Drawing

_PLACES = (
    ("What happened", "a remark on the stairs"),
    ("What he expects", "the neighbour hears"),
    ("What he hides", "at work, “a friend”"),
    ("What he believes", "“it looks disgusting”"),
)
_LEFT, _PLACE_WIDTH = 24, 262
_RIGHT, _TALL_WIDTH = 318, 218
_TOP, _HIGH, _GAP = 76, 78, 30


def minority_stress_map() -> str:
    """Four places of the model on the left, ordinary causes on the right, one result and what protects."""
    tops = [_TOP + number * (_HIGH + _GAP) for number in range(len(_PLACES))]
    end = tops[-1] + _HIGH
    result, protects = end + 44, end + 44 + 84 + 30
    drawing = Drawing(
        "Umut's map of minority stress and ordinary causes",
        "Four boxes joined by arrows, what happened, what he expects, what he hides and what he believes, "
        "and beside them one box of ordinary causes, lead to the same result: one ear on the wall. "
        "Below stands what protects.",
        height=protects + 84 + 24,
    )
    drawing.text(_LEFT + _PLACE_WIDTH // 2, 50, "Stigma", "ink bold", anchor="middle")
    drawing.text(_RIGHT + _TALL_WIDTH // 2, 50, "The rest of the life", "ink bold", anchor="middle")
    middle = _LEFT + _PLACE_WIDTH // 2
    for number, (top, lines) in enumerate(zip(tops, _PLACES, strict=True)):
        drawing.boxed(_LEFT, top, _PLACE_WIDTH, _HIGH, lines, "tint", strong=1)
        below = tops[number + 1] if number + 1 < len(tops) else result
        drawing.line(f"M {middle} {top + _HIGH} V {below - 12}")
        drawing.head(middle, below - 3, "down")
    drawing.boxed(
        _RIGHT,
        _TOP,
        _TALL_WIDTH,
        end - _TOP,
        (
            "Ordinary causes",
            "",
            "one grip",
            "for twenty years",
            "",
            "late shifts",
            "",
            "a new flat,",
            "poor sleep",
        ),
        "plain",
        strong=1,
    )
    side = _RIGHT + _TALL_WIDTH // 2
    drawing.line(f"M {side} {end} V {result - 12}")
    drawing.head(side, result - 3, "down")
    wide = _RIGHT + _TALL_WIDTH - _LEFT
    drawing.boxed(_LEFT, result, wide, 84, ("In bed", "one ear on the wall"), "flag", strong=1)
    drawing.boxed(
        _LEFT, protects, wide, 84, ("What protects", "Vito, a choir, a joke in the dark"), "plain", strong=1
    )
    return drawing.svg()


_MOMENTS = (
    (
        "Before",
        "PrEP",
        ("for people without HIV;", "a negative test first,", "then regular follow-up"),
        "tint",
    ),
    (
        "Living\nwith it",
        "U = U",
        ("undetectable on treatment:", "not passed on in sex", "(other infections can be)"),
        "tint",
    ),
    (
        "After",
        "PEP: go today",
        ("as soon as possible,", "best within 24 hours,", "at the latest within 72"),
        "flag",
    ),
)


def before_living_after() -> str:
    """Three moments, three letters, and one line on who decides."""
    high, gap, top = 142, 34, 28
    drawing = Drawing(
        "HIV: before, living with it, after",
        "Before an exposure stands PrEP, living with HIV stands U equals U, after an exposure stands PEP, "
        "best within 24 hours and at the latest within 72.",
        height=top + 3 * (high + gap) + 62,
    )
    for number, (moment, name, lines, style) in enumerate(_MOMENTS):
        y = top + number * (high + gap)
        drawing.box(24, y, 160, high, "accent")
        words = moment.split("\n")
        drawing.text(104, y + high // 2 + 20 - 13 * len(words), words, "on-accent bold", anchor="middle")
        drawing.line(f"M 184 {y + high // 2} H 206")
        drawing.head(216, y + high // 2, "right")
        drawing.boxed(218, y, 318, high, (name, *lines), style, strong=1)
    drawing.text(
        280,
        top + 3 * (high + gap) + 4,
        ("Who tests and prescribes: the clinician", "with that task. You know the door."),
        "soft",
        anchor="middle",
    )
    return drawing.svg()


_NO = (("No promise",), ("No trial period",), ("No gentle version",), ("No colleague", "who might"))
_YES = (
    ("Distress, sleep",),
    ("Family, and what", "to tell them"),
    ("Faith, and who", "in it is kind"),
    ("Safety, thoughts", "of dying"),
)


def no_and_yes() -> str:
    """One request, two columns: the no of one sentence, and the yes of most of the hour."""
    wide, high, gap, first = 238, 78, 22, 196
    left, right = 24, 298
    end = first + len(_NO) * (high + gap) - gap
    drawing = Drawing(
        "No to the aim, yes to the person",
        "Under the request please change this, a left column of four refusals in the first sentence and a "
        "right column of four offers in the same breath; below both, ask again how safe it is at home.",
        height=end + 40 + 76 + 24,
    )
    drawing.boxed(130, 24, 300, 62, ("“Please change this.”",), "plain", strong=1)
    for x, head, when in ((left, "NO", "in the first sentence"), (right, "YES", "in the same breath")):
        middle = x + wide // 2
        drawing.line(f"M 280 86 V 102 H {middle} V 118")
        drawing.head(middle, 128, "down")
        drawing.text(middle, 154, (head, when), "ink bold", anchor="middle")
    for number, (no, yes) in enumerate(zip(_NO, _YES, strict=True)):
        y = first + number * (high + gap)
        drawing.boxed(left, y, wide, high, no, "flag")
        drawing.boxed(right, y, wide, high, yes, "tint")
    across = first + 2 * (high + gap) - gap // 2
    drawing.line(f"M {left + wide} {across} H {right - 12}", "path", 5)
    drawing.head(right - 3, across, "right", "path-head")
    for x in (left + wide // 2, right + wide // 2):
        drawing.line(f"M {x} {end} V {end + 28}")
        drawing.head(x, end + 37, "down")
    drawing.boxed(
        left,
        end + 40,
        right + wide - left,
        76,
        ("Next week, ask again:", "how safe is it at home?"),
        "plain",
    )
    return drawing.svg()


FIGURES: Mapping[str, str] = {
    "lgbtq/figures/minority-stress-map.svg": minority_stress_map(),
    "lgbtq/figures/before-living-after.svg": before_living_after(),
    "lgbtq/figures/no-and-yes.svg": no_and_yes(),
}
