"""The figures of the module on dysfunctions: pain, ejaculation, erection, illness and substances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vignettes.figures.svg import Drawing


class _Box(NamedTuple):
    x: int
    y: int
    lines: tuple[str, ...]
    exit_y: int
    exit: tuple[str, ...]


_BOX_WIDTH = 190
_BOX_HEIGHT = 76
_LEFT = 24
_RIGHT = 346


def pain_circle() -> str:
    """Pain, fear, guarding, avoiding or enduring, and back; a way out at every box."""
    drawing = Drawing(
        "The pain circle and its exits",
        "Four boxes in a circle: pain, fear, guarding, avoiding or enduring, and back to pain. "
        "Each box has a way out: examination and treatment of a cause; explanation and a stop "
        "word; physiotherapy and breathing; touch without penetration at her pace. In the "
        "middle: what does she want?",
        height=544,
    )
    boxes = (
        _Box(_LEFT, 150, ("Pain",), 40, ("Look for a cause,", "treat it; nothing", "that hurts")),
        _Box(_RIGHT, 150, ("Fear", "“it will hurt”"), 40, ("Explain, ask,", "agree on her", "stop word")),
        _Box(
            _RIGHT,
            334,
            ("Guarding", "muscle shuts"),
            456,
            ("Physiotherapy,", "breathing, time", "for arousal"),
        ),
        _Box(
            _LEFT, 334, ("Avoiding", "or enduring"), 456, ("Touch without", "penetration,", "at her pace")
        ),
    )
    for box in boxes:
        drawing.boxed(box.x, box.y, _BOX_WIDTH, _BOX_HEIGHT, box.lines, "flag", strong=1)
        drawing.text(box.x, box.exit_y, box.exit, "accent bold")
    for box in boxes[:2]:
        drawing.line(f"M {box.x + 95} {box.y - 2} V {box.y - 34}", "path")
        drawing.head(box.x + 95, box.y - 42, "up", "path-head")
    for box in boxes[2:]:
        drawing.line(f"M {box.x + 95} {box.y + _BOX_HEIGHT + 2} V {box.y + _BOX_HEIGHT + 18}", "path")
        drawing.head(box.x + 95, box.y + _BOX_HEIGHT + 26, "down", "path-head")
    _ring(drawing)
    drawing.text(280, 272, "What does", "ink bold", anchor="middle")
    drawing.text(280, 298, "she want?", "ink bold", anchor="middle")
    return drawing.svg()


def _ring(drawing: Drawing) -> None:
    inner_left, inner_right = _LEFT + _BOX_WIDTH, _RIGHT
    upper, lower = 188, 372
    drawing.line(f"M {inner_left} {upper} H {inner_right - 12}")
    drawing.head(inner_right - 3, upper, "right")
    drawing.line(f"M {_RIGHT + 95} {upper + 38} V {lower - 50}")
    drawing.head(_RIGHT + 95, lower - 41, "down")
    drawing.line(f"M {inner_right} {lower} H {inner_left + 12}")
    drawing.head(inner_left + 3, lower, "left")
    drawing.line(f"M {_LEFT + 95} {lower - 38} V {upper + 50}")
    drawing.head(_LEFT + 95, upper + 41, "up")


_ZERO = 44
_MINUTE = 60


def _at(minutes: float) -> int:
    return round(_ZERO + minutes * _MINUTE)


def three_thresholds() -> str:
    """Definitions of early ejaculation above a time axis, measured medians below it."""
    drawing = Drawing(
        "Three definitions of early ejaculation and the measured times",
        "A time axis from 0 to 8 minutes. Above: DSM-5-TR and lifelong ISSM reach to about 1 "
        "minute, lifelong AUA/SMSNA to about 2, acquired ISSM to about 3; acquired AUA/SMSNA "
        "has no number. Below: measured medians of 4.3, 5.2, 5.4, 6.0 and 6.5 minutes; the "
        "whole range was 0.55 to 44.1.",
        height=664,
    )
    drawing.text(24, 40, "What the definitions say", "ink bold")
    bars = (
        (60, 1.0, "DSM-5-TR: about 1 minute"),
        (110, 1.0, "ISSM, lifelong: about 1"),
        (160, 2.0, "AUA/SMSNA, lifelong: about 2"),
        (210, 3.0, "ISSM, acquired: about 3"),
    )
    for top, minutes, label in bars:
        drawing.box(_ZERO, top, _at(minutes) - _ZERO, 34, "accent", radius=4)
        drawing.text(_at(minutes) + 12, top + 24, label)
    drawing.line(f"M {_at(8)} 277 H {_at(0) + 14}", "path", 3)
    drawing.head(_at(0) + 4, 277, "left", "path-head")
    drawing.text(_at(0) + 14, 306, "AUA/SMSNA, acquired: a marked fall,")
    drawing.text(_at(0) + 14, 332, "from wherever he was; no number")
    _axis(drawing, 366)
    drawing.text(24, 436, "Measured medians", "ink bold")
    medians = (
        (470, 4.3, "4.3 above age 51"),
        (502, 5.2, "5.2 discontented men"),
        (534, 5.4, "5.4 all, by stopwatch"),
        (566, 6.0, "6.0 all, hidden timer"),
        (598, 6.5, "6.5 ages 18 to 30"),
    )
    for y, minutes, label in medians:
        dot = _at(minutes)
        drawing.line(f"M {dot} 408 V {y - 18}", "guide", 2)
        drawing.line(f"M {_ZERO + 236} {y - 7} H {dot - 12}", "guide", 2)
        drawing.dot(dot, y - 7, "accent", 9)
        drawing.text(_ZERO, y, label)
    drawing.text(24, 642, "The stopwatch range: 0.55 to 44.1 minutes", "soft")
    return drawing.svg()


def _axis(drawing: Drawing, y: int) -> None:
    drawing.line(f"M {_at(0)} {y} H {_at(8) + 12}", "line", 3)
    for minute in range(9):
        drawing.line(f"M {_at(minute)} {y - 6} V {y + 6}", "line", 3)
        if minute % 2 == 0:
            drawing.text(
                _at(minute), y + 32, f"{minute} min" if minute == 8 else f"{minute}", anchor="middle"
            )


def erection_map() -> str:
    """Sudden or gradual across, some situations or all downwards; most men in the middle."""
    drawing = Drawing(
        "Reading an erection history as a map",
        "Across: sudden to gradual. Down: some situations to all situations. Sudden and "
        "situational leans psychological; gradual and general leans to a bodily cause; the two "
        "other corners have questions of their own. A band in the middle says that most men "
        "are mixed. Below: wherever he stands, check heart and vessels.",
        height=660,
    )
    drawing.text(70, 40, "sudden", "ink bold")
    drawing.text(444, 40, "gradual", "ink bold")
    drawing.line("M 166 33 H 420")
    drawing.head(430, 33, "right")
    drawing.text(46, 232, "some situations", "ink bold", upright=True)
    drawing.text(46, 556, "all situations", "ink bold", upright=True)
    drawing.line("M 40 248 V 384")
    drawing.head(40, 394, "down")
    left, right = (70, 250), (332, 204)
    corners = (
        (
            left,
            60,
            "tint",
            "Leans psychological",
            ("What changed?", "With whom? What", "does he think of?"),
        ),
        (
            right,
            60,
            "plain",
            "Look twice",
            ("Low desire; the", "couple; a slow", "illness, seen only", "at low arousal"),
        ),
        (
            left,
            390,
            "plain",
            "Look for an event",
            ("A drug, an operation,", "an injury; a nerve;", "a shock"),
        ),
        (right, 390, "flag", "Leans bodily", ("Heart, vessels,", "diabetes, smoke,", "nerves, drugs")),
    )
    for (x, width), y, style, title, lines in corners:
        drawing.box(x, y, width, 170, style)
        drawing.text(x + 12, y + 34, title, "ink bold")
        drawing.text(x + 12, y + 66, lines)
    drawing.box(70, 246, 466, 128, "accent")
    drawing.text(303, 288, "Most men are mixed", "on-accent bold", anchor="middle")
    drawing.text(303, 318, "Neither a morning erection nor", "on-accent", anchor="middle")
    drawing.text(303, 344, "a worry rules disease out", "on-accent", anchor="middle")
    drawing.text(303, 602, "Wherever he stands: heart and vessels,", "accent bold", anchor="middle")
    drawing.text(303, 630, "nitrates, mood, and is anyone pressed?", "accent bold", anchor="middle")
    return drawing.svg()


_MONTHS = "JFMAMJJASON"
_FIRST_MONTH = 36
_MONTH = 44


def who_came_first() -> str:
    """Eleven months with mood, desire, tablet and orgasm as bars that begin and end apart."""
    drawing = Drawing(
        "Which came first? Eleven months of one fictional patient",
        "Low mood from January to June, loss of desire from January to July, the tablet from "
        "March on, loss of orgasm from April on. Desire went with the mood, orgasm with the "
        "tablet. In November there is a call to the prescriber.",
        height=520,
    )
    for number, month in enumerate(_MONTHS):
        x = _FIRST_MONTH + number * _MONTH
        drawing.line(f"M {x} 56 V 184 M {x} 248 V 366", "guide", 2)
        drawing.text(x + _MONTH // 2, 44, month, "soft", anchor="middle")
    bars = (
        (0.0, 5.5, 76, "flag", "Low mood"),
        (0.3, 6.6, 136, "flag", "Little desire"),
        (2.0, 11.0, 256, "tint", "The tablet"),
        (3.2, 11.0, 316, "tint", "No orgasm"),
    )
    for begin, end, top, style, label in bars:
        left = round(_FIRST_MONTH + begin * _MONTH)
        drawing.box(left, top, round((end - begin) * _MONTH), 44, style)
        drawing.text(left + 14, top + 30, label, "ink bold")
    drawing.text(_FIRST_MONTH, 218, "Desire went and came with the mood.", "accent bold")
    drawing.text(_FIRST_MONTH, 398, "Orgasm went five weeks after the tablet.", "accent bold")
    drawing.dot(_FIRST_MONTH + 10 * _MONTH + 22, 440, "accent", 10)
    drawing.text(188, 447, "The call to the prescriber")
    drawing.text(24, 494, "Draw it with the person, on paper, in months.", "soft")
    return drawing.svg()


FIGURES: Mapping[str, str] = {
    "dysfunctions/figures/erection-map.svg": erection_map(),
    "dysfunctions/figures/pain-circle.svg": pain_circle(),
    "dysfunctions/figures/three-thresholds.svg": three_thresholds(),
    "dysfunctions/figures/who-came-first.svg": who_came_first(),
}
