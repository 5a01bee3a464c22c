"""The figures of the module on survivors of sexual trauma: coming back, and trials compared twice."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.svg import WIDTH, Drawing

_LEFT, _WIDE = 56, 448
_CENTRE = _LEFT + _WIDE // 2
_GAP = 40
_STEPS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Something has gone quiet",), "plain"),
    (("Pause.", "Stop the task and any touch."), "tint"),
    (("Name, place, day.", "Or what the person’s own plan says."), "tint"),
    (("Body and senses:", "light on, feet on the floor,", "something cold"), "tint"),
)
_FIRST = 24
_SPLIT_WIDE = 214


def coming_back() -> str:
    """Four steps down, then back or not back, and a plan for the next time."""
    tops: list[int] = []
    y = _FIRST
    for lines, _ in _STEPS:
        tops.append(y)
        y += 40 + 26 * len(lines) + _GAP
    fork = y - _GAP
    answers = fork + 66
    plan = answers + 146 + _GAP
    drawing = Drawing(
        "Coming back from dissociation",
        "Four steps from top to bottom: something has gone quiet; pause; name, place and day, or the "
        "person's own plan; body and senses. Then two ways: back, with a choice of the person's, or not "
        "back, which needs help today. From being back a line leads to writing the plan down, and up.",
        height=plan + 92 + 24,
    )
    for number, (top, (lines, style)) in enumerate(zip(tops, _STEPS, strict=True)):
        high = 40 + 26 * len(lines)
        drawing.boxed(_LEFT, top, _WIDE, high, lines, style, strong=1)
        if number < len(_STEPS) - 1:
            drawing.line(f"M {_CENTRE} {top + high} V {tops[number + 1] - 10}")
            drawing.head(_CENTRE, tops[number + 1] - 2, "down")
    right = _LEFT + _WIDE - _SPLIT_WIDE
    ways: tuple[tuple[int, str, tuple[str, ...], str], ...] = (
        (_LEFT, "back", ("They choose:", "go on,", "something else,", "or stop"), "plain"),
        (
            right,
            "not back",
            ("Help today:", "hours lost,", "self-harm, cannot", "be left. You stay."),
            "flag",
        ),
    )
    for x, answer, lines, style in ways:
        middle = x + _SPLIT_WIDE // 2
        drawing.line(f"M {_CENTRE} {fork} V {fork + 20} H {middle} V {answers - 10}")
        drawing.head(middle, answers - 2, "down")
        away = -40 if x == _LEFT else 60
        drawing.text(middle + away, answers - 16, answer, "ink bold", anchor="middle")
        drawing.boxed(x, answers, _SPLIT_WIDE, 146, lines, style, strong=1)
    back = _LEFT + _SPLIT_WIDE // 2
    drawing.line(f"M {back} {answers + 146} V {plan - 10}")
    drawing.head(back, plan - 2, "down")
    drawing.boxed(
        _LEFT,
        plan,
        _WIDE,
        92,
        ("Another day, in calm:", "write down the person’s own plan"),
        "tint",
        strong=1,
    )
    first = tops[0] + 33
    drawing.line(f"M {_LEFT} {plan + 46} H 26 V {first} H {_LEFT - 10}", "path")
    drawing.head(_LEFT - 2, first, "right", "path-head")
    return drawing.svg()


_ZERO, _SCALE = 40, 800
"""Where 0 lies, and how many units a standardised difference of 1 is long."""
_BAR, _ROW = 34, 84
_PANELS = (
    (
        "Before and after, within groups",
        (("Sexual concerns", 0.36), ("Dysfunctional sexual behaviour", 0.47)),
        "contrast",
    ),
    (
        "Treated or control, at the end",
        (("Sexual concerns", 0.03), ("Dysfunctional sexual behaviour", 0.02)),
        "answer",
    ),
)


def two_comparisons() -> str:
    """The same four trials: change over time, and difference from control."""
    panel = 68 + _ROW * 2 + 24
    drawing = Drawing(
        "The same trials, compared in two ways",
        "Two panels of bars on one scale. Before and after: 0.36 for sexual concerns and 0.47 for "
        "dysfunctional sexual behaviour. Treated against control: 0.03 and 0.02.",
        height=20 + 2 * panel + 116,
    )
    for number, (title, rows, style) in enumerate(_PANELS):
        top = 20 + number * panel
        drawing.text(_ZERO, top + 34, title, "ink bold")
        for row, (name, value) in enumerate(rows):
            y = top + 56 + row * _ROW
            drawing.text(_ZERO + 10, y + 20, name, "soft")
            length = round(value * _SCALE)
            drawing.box(_ZERO, y + 30, length, _BAR, "accent" if style == "answer" else "tint", radius=2)
            drawing.text(_ZERO + length + 12, y + 54, f"{value:.2f}", "ink bold")
        axis = top + 56 + 2 * _ROW
        drawing.line(f"M {_ZERO} {top + 50} V {axis}", "line", 2)
    end = 20 + 2 * panel
    drawing.line(f"M {_ZERO} {end - 8} H {WIDTH - _ZERO}", "guide", 2)
    drawing.text(
        _ZERO,
        end + 24,
        (
            "Size of the difference, in standard units.",
            "4 trials, 799 women. Desire, arousal, orgasm",
            "and pain were not measured.",
        ),
        "soft",
    )
    return drawing.svg()


FIGURES: Mapping[str, str] = {
    "trauma/figures/coming-back.svg": coming_back(),
    "trauma/figures/two-comparisons.svg": two_comparisons(),
}
