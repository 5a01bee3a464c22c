"""The figures of the module on menopause: stages in a diary, two courses, and one word with four doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vignettes.figures.svg import WIDTH, Drawing


class _Stage(NamedTuple):
    name: str
    dots: tuple[int, ...]
    """Where bleedings stand along the line, in drawing units from its left end."""
    note: str


_STAGES = (
    _Stage("Before the transition", (8, 72, 136, 200, 264, 328, 392, 456), "even gaps"),
    _Stage(
        "Early transition",
        (8, 62, 142, 188, 268, 318, 402, 452),
        "gaps differ by 7 days or more, again and again",
    ),
    _Stage("Late transition", (8, 84, 250, 324), "gaps of 60 days or more"),
    _Stage("The last one, and after", (8,), "12 months without a dot"),
)
_LEFT, _RIGHT = 40, 520
_ROW, _FIRST = 128, 78


def stages_by_bleeding() -> str:
    """Four diaries, and a flag a year after the last dot."""
    end = _FIRST + _ROW * len(_STAGES)
    drawing = Drawing(
        "Stages by the dots in a diary",
        "Four rows of dots that stand for bleedings: even gaps, gaps that differ by seven days or more, "
        "gaps of sixty days or more, and one last dot with twelve empty months and a flag at their end. "
        "A box below names what can hide the dots.",
        height=end + 150,
    )
    drawing.text(WIDTH // 2, 40, "Each dot is a bleeding", "soft", anchor="middle")
    for number, stage in enumerate(_STAGES):
        y = _FIRST + number * _ROW
        drawing.text(_LEFT, y, stage.name, "ink bold")
        line = y + 34
        drawing.line(f"M {_LEFT} {line} H {_RIGHT}", "guide")
        for dot in stage.dots:
            drawing.dot(_LEFT + dot, line, "accent", 9)
        drawing.text(_LEFT, line + 38, stage.note, "soft")
    flag = _FIRST + 3 * _ROW + 34
    drawing.line(f"M {_RIGHT} {flag} V {flag - 62}", "path", 4)
    drawing.box(_RIGHT - 152, flag - 66, 152, 38, "tint", radius=4)
    drawing.text(_RIGHT - 76, flag - 40, "that was it", anchor="middle")
    drawing.line(f"M {_LEFT + 24} {flag} H {_RIGHT - 12}", "path", 2)
    drawing.head(_RIGHT - 4, flag, "right", "path-head")
    drawing.boxed(
        _LEFT,
        end + 22,
        _RIGHT - _LEFT,
        104,
        ("No dots to read?", "Pill, hormone coil, hysterectomy,", "testosterone: ask about symptoms."),
        "plain",
        strong=1,
    )
    return drawing.svg()


def two_courses() -> str:
    """A sketch: one line that rises and fades, one that rises and stays."""
    top, ground, left, right = 92, 420, 56, 520
    last = 210
    drawing = Drawing(
        "What passes by itself, and what does not",
        "A sketch of two courses over the years. Flushes rise before the last period, stay for years and "
        "fade. Burning, dryness and pain rise later and stay, until an arrow marked treated leads down.",
        height=560,
    )
    drawing.text(WIDTH // 2, 44, "A sketch, not data", "soft", anchor="middle")
    drawing.line(f"M {left} {top - 8} V {ground} H {right}", "line", 3)
    drawing.line(" ".join(f"M {last} {y} v 10" for y in range(top, ground, 22)), "guide", 3)
    drawing.text(last, ground + 32, "last period", "soft", anchor="middle")
    drawing.text(right - 28, ground + 32, "years", "soft", anchor="middle")
    drawing.text(30, (top + ground) // 2, "trouble", "soft", anchor="middle", upright=True)
    drawing.line(
        f"M {left + 20} {ground - 14} C 130 {ground - 20}, 140 150, 222 148 "
        f"C 300 146, 330 {ground - 60}, 500 {ground - 30}",
        "line",
        5,
    )
    drawing.text(84, 130, ("flushes,", "sweats"), "ink bold")
    drawing.line(
        f"M {left + 20} {ground - 6} C 230 {ground - 8}, 270 {ground - 70}, 330 240 "
        "C 370 180, 440 170, 510 168",
        "path",
        5,
    )
    drawing.text(425, 120, ("burning, dryness,", "pain"), "ink bold", anchor="middle")
    drawing.line(f"M 420 196 V {ground - 124}", "path", 4)
    drawing.head(420, ground - 114, "down", "path-head")
    drawing.text(436, 240, "treated", "soft")
    drawing.boxed(
        40,
        ground + 56,
        WIDTH - 80,
        64,
        ("One tends to fade by itself,", "the other does not."),
        "tint",
    )
    return drawing.svg()


class _Door(NamedTuple):
    says: tuple[str, ...]
    first: tuple[str, ...]


_DOORS = (
    _Door(("“Heat, sweats,", "no night’s sleep”"), ("Prescriber: hormones", "or other medicines; CBT")),
    _Door(("“It burns, it’s dry,", "the bladder”"), ("Moisturiser, lubricant;", "then the prescriber")),
    _Door(("“It hurts and", "I’m afraid of it”"), ("Examination; physio-", "therapy; sex therapy")),
    _Door(("“I don’t", "want to”"), ("Look at everything first,", "drugs for desire last")),
)


def one_word_four_doors() -> str:
    """A bubble on top, four complaints with their first doors, and a bar of red flags before them all."""
    top, step, tall = 288, 108, 84
    end = top + step * len(_DOORS)
    drawing = Drawing(
        "One word, four doors",
        "A speech bubble says: it is hormonal. First a bar: bleeding, white or broken skin, a lump, dark "
        "thoughts, fear of a partner. "
        "Below it four complaints, each joined by an arrow to its own first door.",
        height=end + 12,
    )
    drawing.box(130, 24, 300, 66, "plain", radius=30)
    drawing.text(WIDTH // 2, 64, "“It’s hormonal.”", "ink bold", anchor="middle")
    drawing.line("M 280 92 V 116")
    drawing.head(280, 126, "down")
    drawing.boxed(
        24,
        128,
        WIDTH - 48,
        118,
        (
            "Before any door",
            "bleeding after menopause, white or",
            "broken skin, a lump, dark thoughts,",
            "fear of a partner",
        ),
        "flag",
        strong=1,
    )
    drawing.line(f"M 280 248 V {top - 18}")
    drawing.head(280, top - 8, "down")
    for number, door in enumerate(_DOORS):
        y = top + number * step
        _pair(drawing, y, tall, door.says, door.first)
    return drawing.svg()


def _pair(drawing: Drawing, y: int, tall: int, says: Sequence[str], first: Sequence[str]) -> None:
    drawing.boxed(24, y, 208, tall, says, "plain")
    drawing.line(f"M 234 {y + tall // 2} H 258")
    drawing.head(268, y + tall // 2, "right")
    drawing.boxed(270, y, WIDTH - 294, tall, first, "tint")


FIGURES: Mapping[str, str] = {
    "menopause/figures/stages-by-bleeding.svg": stages_by_bleeding(),
    "menopause/figures/two-courses.svg": two_courses(),
    "menopause/figures/one-word-four-doors.svg": one_word_four_doors(),
}
