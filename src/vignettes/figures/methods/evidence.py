"""How much better than waiting: six pooled differences with their intervals."""

from __future__ import annotations

from typing import NamedTuple

from vignettes.figures.svg import LINE, Drawing

_ZERO = 136
_UNIT = 190
_LEFT = 40
_PITCH = 78


class _Row(NamedTuple):
    label: str
    low: float
    estimate: float
    high: float


# Frühauf 2013 (20 RCTs against waitlist, 1980 to 2009); Zarski 2022 (12 RCTs, internet programmes).
_FUNCTION = (
    _Row("Psychological treatment, all", 0.40, 0.58, 0.77),
    _Row("Internet programmes, women", 0.28, 0.59, 0.90),
    _Row("Internet programmes, men", 0.02, 0.18, 0.34),
)
_SATISFACTION = (
    _Row("Psychological treatment, all", 0.27, 0.47, 0.70),
    _Row("Internet programmes, women", 0.02, 0.90, 1.79),
    _Row("Internet programmes, men", -0.13, 0.69, 1.51),
)


def against_waiting() -> str:
    """Dots for estimates, lines for 95% intervals, and the line of no difference."""
    drawing = Drawing(
        "How much better than waiting?",
        "Six standardised differences with 95% intervals. Function or symptoms: psychological "
        "treatment 0.58, internet programmes for women 0.59, for men 0.18. Satisfaction: 0.47, "
        "0.90 with a very long interval, and 0.69 with an interval that crosses zero.",
        height=724,
    )
    after = _group(drawing, 48, "Sexual symptoms or function", _FUNCTION)
    after = _group(drawing, after + 22, "Sexual satisfaction", _SATISFACTION)
    _axis(drawing, after + 4)
    return drawing.svg()


def _x(value: float) -> int:
    return _ZERO + round(value * _UNIT)


def _group(drawing: Drawing, top: int, name: str, rows: tuple[_Row, ...]) -> int:
    drawing.text(_LEFT, top, name, "ink bold")
    for number, row in enumerate(rows):
        _row(drawing, top + 40 + number * _PITCH, row)
    return top + 40 + len(rows) * _PITCH


def _row(drawing: Drawing, y: int, row: _Row) -> None:
    bar = y + 28
    drawing.text(_LEFT, y, row.label, "soft")
    drawing.text(518, y, f"{row.estimate:.2f}", "ink bold", anchor="middle")
    drawing.line(f"M {_ZERO} {bar - 16} V {bar + 16}")
    drawing.line(f"M {_x(row.low)} {bar} H {_x(row.high)}", "path", 6)
    drawing.dot(_x(row.estimate), bar, "accent", 10)


def _axis(drawing: Drawing, y: int) -> None:
    drawing.line(f"M {_LEFT} {y} H {_x(2)}")
    for tick in (0, 1, 2):
        drawing.line(f"M {_x(tick)} {y} V {y + 8}")
        drawing.text(_x(tick), y + 32, str(tick), anchor="middle")
    drawing.text(_LEFT, y + 32 + LINE, "no better", "soft")
    drawing.text(_x(1), y + 32 + LINE, "better than waiting", "soft", anchor="middle")
