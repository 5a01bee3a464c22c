"""The figures of the pages on classification: two systems side by side, and what criteria leave over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vignettes.figures.svg import LINE, TEXT, Drawing

_LEFT = 24
_LEFT_WIDTH = 232
_RIGHT = 340
_RIGHT_WIDTH = 196
_TOP = 128
_HEIGHT = 62
_PITCH = 76

_DSM = (
    ("Male hypoactive", "sexual desire"),
    ("Female interest/", "arousal"),
    ("Erectile",),
    ("Female orgasmic",),
    ("Delayed", "ejaculation"),
    ("Premature (early)", "ejaculation"),
    ("Genito-pelvic pain/", "penetration"),
    ("Substance- or", "medication-induced"),
)
_ICD = (
    ("HA00", "desire, any sex"),
    ("HA01.0", "female arousal"),
    ("HA01.1", "erection"),
    ("HA02", "orgasm"),
    ("HA03", "ejaculation"),
    ("HA20", "pain-penetration"),
    ("HA40", "cause, added on"),
)
_LINES = ((0, 0), (1, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 4), (6, 5), (7, 6))
"""Which heading on the left covers the ground of which code on the right."""

_FORK = 1


def two_classifications() -> str:
    """DSM-5-TR headings left, ICD-11 codes right, a line where they cover the same ground."""
    drawing = Drawing(
        "DSM-5-TR beside ICD-11",
        "Eight DSM-5-TR headings on the left are joined by lines to the ICD-11 codes on the right. "
        "Female interest/arousal forks to two codes, desire and arousal; delayed and premature "
        "ejaculation meet in one block; substance- or medication-induced leads to an added cause.",
        height=_TOP + len(_DSM) * _PITCH + 10,
    )
    drawing.text(_LEFT, 48, "DSM-5-TR", "ink bold")
    drawing.text(_LEFT, 48 + LINE, ("about 6 months,", "and distress"), "soft")
    drawing.text(_RIGHT, 48, "ICD-11", "ink bold")
    drawing.text(_RIGHT, 48 + LINE, ("several months,", "and distress"), "soft")
    for left, right in _LINES:
        style = "path" if left == _FORK else "line"
        start, end = _middle(left, 0), _middle(right, _PITCH // 2)
        drawing.line(
            f"M {_LEFT + _LEFT_WIDTH} {start} C {_RIGHT - 30} {start} "
            f"{_LEFT + _LEFT_WIDTH + 30} {end} {_RIGHT} {end}",
            style,
            5 if left == _FORK else 3,
        )
    for row, lines in enumerate(_DSM):
        style = "tint" if row == _FORK else "plain"
        drawing.boxed(_LEFT, _TOP + row * _PITCH, _LEFT_WIDTH, _HEIGHT, lines, style)
    for row, lines in enumerate(_ICD):
        top = _TOP + _PITCH // 2 + row * _PITCH
        style = "tint" if row in (0, 1) else "plain"
        drawing.boxed(_RIGHT, top, _RIGHT_WIDTH, _HEIGHT, lines, style, strong=1)
    return drawing.svg()


def _middle(row: int, lower: int) -> int:
    return _TOP + lower + row * _PITCH + _HEIGHT // 2


class _Survey(NamedTuple):
    who: str
    asked: str
    problem: float
    criteria: float


_SURVEYS = (
    _Survey("Women, Britain (Natsal-3)", "asked about three problems", 22.8, 3.6),
    _Survey("Men, Britain (Natsal-3)", "asked about four problems", 38.2, 4.2),
    _Survey("Women, United States (PRESIDE)", "added criterion: distress alone", 43.1, 12.0),
)
_ACROSS = 20
_DOWN = 5
_STEP = 24
_FIRST = 52
_BLOCK = 232
_BLOCKS_TOP = 148


def how_prevalence_falls() -> str:
    """A hundred dots for each survey: shaded for a problem, solid where it meets the criteria."""
    drawing = Drawing(
        "A problem, and a problem that meets the criteria",
        "Three blocks of a hundred dots. British women: 23 shaded, 4 of them solid. British men: 38 "
        "shaded, 4 of them solid. Women in the United States: 43 shaded, 12 of them solid. Solid "
        "means that the survey's further criteria were met.",
        height=_BLOCKS_TOP + len(_SURVEYS) * _BLOCK,
    )
    for y, style, words in (
        (42, "plain", "no problem reported"),
        (72, "tint", "a problem"),
        (102, "accent", "a problem that meets the criteria"),
    ):
        drawing.dot(_FIRST, y, style, 9)
        drawing.text(_FIRST + 24, y + 7, words)
    for number, survey in enumerate(_SURVEYS):
        _survey(drawing, _BLOCKS_TOP + number * _BLOCK, survey)
    return drawing.svg()


def _survey(drawing: Drawing, top: int, survey: _Survey) -> None:
    drawing.text(_FIRST - 10, top + TEXT, survey.who, "ink bold")
    share = f"{survey.problem}% a problem, {survey.criteria:.1f}% by criteria"
    drawing.text(_FIRST - 10, top + TEXT + LINE, (survey.asked, share), "soft")
    for person in range(_ACROSS * _DOWN):
        row, column = divmod(person, _ACROSS)
        style = "plain"
        if person < round(survey.criteria):
            style = "accent"
        elif person < round(survey.problem):
            style = "tint"
        drawing.dot(_FIRST + column * _STEP, top + 96 + row * _STEP, style, 9)


FIGURES: Mapping[str, str] = {
    "dysfunctions/figures/how-prevalence-falls.svg": how_prevalence_falls(),
    "dysfunctions/figures/two-classifications.svg": two_classifications(),
}
