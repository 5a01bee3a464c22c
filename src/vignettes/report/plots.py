"""The report's three drawings, with the palette of the book's figures and their meaning in words."""

from __future__ import annotations

from collections.abc import Sequence

from vignettes.figures.svg import WIDTH, Drawing
from vignettes.report.findings import LEVELS, Findings, GroupFigures, ItemFigures
from vignettes.report.flags import TOO_EASY, TOO_HARD, WEAK
from vignettes.report.formulas import wilson
from vignettes.report.words import counted, percent, signed

LEFT, RIGHT, TOP, BOTTOM = 112, WIDTH - 44, 34, 420
LOWEST, HIGHEST = -0.4, 1.0
"""The discriminations that the plot has room for; what lies outside is drawn at the edge."""
ROW = 62


def scatter(items: Sequence[ItemFigures]) -> str:
    """Return difficulty against discrimination: a dot an item, a triangle where it is to be looked at."""
    drawn = [item for item in items if item.difficulty is not None and item.r is not None]
    marked = sum(bool(item.flags) for item in drawn)
    plot = Drawing(
        "Difficulty and discrimination of every item",
        f"{counted(len(drawn), 'item')}, of which {marked} are to be looked at. To the right are easy "
        "items, "
        "at the top those that tell strong from weak learners best. The table of all items has the "
        "figures.",
        BOTTOM + 96,
    )
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _across(share)
        plot.line(f"M {x} {TOP} V {BOTTOM}", "guide", 1)
        plot.text(x, BOTTOM + 28, f"{share:.0%}", "soft", anchor="middle")
    for value in (-0.25, 0.0, 0.25, 0.5, 0.75, 1.0):
        y = _up(value)
        plot.line(f"M {LEFT} {y} H {RIGHT}", "guide", 1)
        plot.text(LEFT - 10, y + 7, signed(value), "soft", anchor="end")
    plot.line(f"M {LEFT} {_up(WEAK)} H {RIGHT}", "path", 2)
    for share in (TOO_HARD, TOO_EASY):
        plot.line(f"M {_across(share)} {TOP} V {BOTTOM}", "path", 2)
    for item in sorted(drawn, key=lambda item: bool(item.flags)):
        x, y = _across(item.difficulty or 0), _up(item.r or 0)
        if item.flags:
            plot.line(f"M {x} {y - 8} L {x + 8} {y + 6} H {x - 8} Z", "flag", 2)
        else:
            plot.dot(x, y, "accent", 5)
    plot.text((LEFT + RIGHT) // 2, BOTTOM + 58, "answered rightly: hard to easy", "ink", anchor="middle")
    plot.text(32, (TOP + BOTTOM) // 2, "tells strong from weak", "ink", anchor="middle", upright=True)
    plot.line(f"M {LEFT + 2} {BOTTOM + 68} l 8 14 h -16 Z", "flag", 2)
    plot.text(LEFT + 22, BOTTOM + 83, "to be looked at", "soft")
    plot.dot(LEFT + 204, BOTTOM + 76, "accent", 5)
    plot.text(LEFT + 222, BOTTOM + 83, "other items", "soft")
    return plot.svg("scatter-")


def _across(share: float) -> int:
    return round(LEFT + share * (RIGHT - LEFT))


def _up(value: float) -> int:
    held = min(HIGHEST, max(LOWEST, value))
    return round(BOTTOM - (held - LOWEST) / (HIGHEST - LOWEST) * (BOTTOM - TOP))


def calibration(findings: Findings) -> str:
    """Return how often learners were right at each level of confidence, with intervals."""
    rows = [(level, *findings.sureness(level)) for level in LEVELS]
    said = ", ".join(f"{level}: {percent(right / n)} right" for level, n, right in rows if n)
    bottom = TOP + ROW * len(rows)
    plot = Drawing("How right learners were when they felt how sure", f"{said}.", bottom + 76)
    start, end = 190, RIGHT

    def across(share: float) -> int:
        return round(start + share * (end - start))

    for share in (0, 0.25, 0.5, 0.75, 1):
        plot.line(f"M {across(share)} {TOP - 10} V {bottom}", "guide", 1)
        plot.text(across(share), bottom + 28, f"{share:.0%}", "soft", anchor="middle")
    for row, (level, n, right) in enumerate(rows):
        y = TOP + row * ROW + 18
        plot.text(24, y + 2, level, "ink bold")
        plot.text(24, y + 26, counted(n, "answer"), "soft")
        if n:
            held = wilson(right, n)
            plot.line(f"M {across(held.low)} {y + 6} H {across(held.high)}", "path", 4)
            plot.dot(across(right / n), y + 6, "accent", 6)
    plot.text((start + end) // 2, bottom + 58, "answered rightly", "ink", anchor="middle")
    return plot.svg("calibration-")


def mastery(groups: Sequence[GroupFigures], threshold: float) -> str:
    """Return a bar a module: the share of learners who mastered it."""
    drawn = [group for group in groups if group.mastered is not None]
    said = "; ".join(f"{group.title}: {percent(group.mastered)}" for group in drawn)
    plot = Drawing(
        f"Learners with a mean score of {threshold:.0%} or more, by module",
        f"{said}.",
        TOP + ROW * len(drawn) + 14,
    )
    start, end = 28, RIGHT - 114
    for row, group in enumerate(drawn):
        y = TOP + row * ROW
        share = group.mastered or 0.0
        plot.text(start, y, _short(group.title), "ink")
        plot.box(start, y + 10, end - start, 20, "plain", 4)
        if share:
            plot.box(start, y + 10, max(4, round(share * (end - start))), 20, "accent", 4)
        plot.text(end + 14, y + 28, f"{percent(share)} of {group.learners:,}", "ink")
    return plot.svg("modules-plot-")


def _short(title: str) -> str:
    return title if len(title) <= 44 else title[:43].rstrip() + "…"


def bar(group: GroupFigures) -> str:
    """Return a small bar for a cell that says the same in figures."""
    width = round(100 * (group.mastered or 0))
    return (
        f'<svg class="small-bar" viewBox="0 0 100 10" aria-hidden="true" focusable="false">'
        f'<rect class="plain" x="0.5" y="0.5" width="99" height="9"/>'
        f'<rect class="accent" x="0" y="0" width="{width}" height="10"/></svg>'
    )
