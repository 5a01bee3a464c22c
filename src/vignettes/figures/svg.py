"""A small drawing board: text, boxes and lines with the course's palette, as one SVG document."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTH = 560
TEXT = 20
"""The smallest text: 1/28 of the width, readable when the figure is 390 px wide."""
LINE = 26
"""From one line of text to the next."""

FONTS = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', "
    "'Source Sans 3', 'DejaVu Sans', sans-serif"
)

# Literal colours and a plain second set for dark mode: the PDF's renderer knows neither
# custom properties nor media queries and must find the light set in ordinary rules.
_LIGHT = """
.panel { fill: #fbfaf6; stroke: #d9d6cc; }
.ink { fill: #1d2a30; }
.soft { fill: #4b5a62; }
.on-accent { fill: #ffffff; }
.accent { fill: #0b5563; }
.tint { fill: #d5e6e8; stroke: #0b5563; }
.plain { fill: #ffffff; stroke: #5d6f77; }
.flag { fill: #fbe4da; stroke: #8a2b0b; }
.line { fill: none; stroke: #4b5a62; }
.guide { fill: none; stroke: #c4cdd0; }
.path { fill: none; stroke: #0b5563; }
.head { fill: #4b5a62; }
.path-head { fill: #0b5563; }
"""
_DARK = """
.panel { fill: #1b2428; stroke: #3a474d; }
.ink { fill: #edf2f2; }
.soft { fill: #b9c6ca; }
.on-accent { fill: #0e2429; }
.accent { fill: #8cc7d1; }
.tint { fill: #1f4049; stroke: #8cc7d1; }
.plain { fill: #263238; stroke: #8fa1a8; }
.flag { fill: #4a2618; stroke: #f0a988; }
.line { fill: none; stroke: #b9c6ca; }
.guide { fill: none; stroke: #3f4d53; }
.path { fill: none; stroke: #8cc7d1; }
.head { fill: #b9c6ca; }
.path-head { fill: #8cc7d1; }
"""
_STYLE = (
    f"text {{ font-family: {FONTS}; font-size: {TEXT}px; }}\n"
    ".bold { font-weight: 700; }\n"
    f"{_LIGHT.strip()}\n"
    f"@media (prefers-color-scheme: dark) {{\n{_DARK.strip()}\n}}"
)

_HEADS = {
    "right": ((-11, -7), (-11, 7)),
    "left": ((11, -7), (11, 7)),
    "down": ((-7, -11), (7, -11)),
    "up": ((-7, 11), (7, 11)),
}


class Drawing:
    """Collects shapes in drawing order; `svg()` gives the whole document."""

    def __init__(self, title: str, description: str, height: int) -> None:
        self._title = title
        self._description = description
        self._height = height
        self._parts: list[str] = []

    def box(self, x: int, y: int, width: int, height: int, style: str, radius: int = 10) -> None:
        """A rounded box with its upper left corner at x, y."""
        self._parts.append(
            f'<rect class="{style}" x="{x}" y="{y}" width="{width}" height="{height}" '
            f'rx="{radius}" stroke-width="2"/>'
        )

    def text(
        self,
        x: int,
        y: int,
        lines: str | Sequence[str],
        style: str = "ink",
        *,
        anchor: str = "start",
        upright: bool = False,
    ) -> None:
        """Lines of text, the first with its baseline at x, y; upright text reads upwards."""
        for number, line in enumerate([lines] if isinstance(lines, str) else lines):
            turn = f' transform="rotate(-90 {x} {y})"' if upright else ""
            self._parts.append(
                f'<text class="{style}" x="{x}" y="{y + number * LINE}" '
                f'text-anchor="{anchor}"{turn}>{escape(line)}</text>'
            )

    def boxed(
        self,
        x: int,
        y: int,
        width: int,
        height: int,
        lines: Sequence[str],
        style: str = "plain",
        *,
        strong: int = 0,
    ) -> None:
        """A box with centred lines of text, the first `strong` of them bold."""
        self.box(x, y, width, height, style)
        first = y + (height - len(lines) * LINE) // 2 + TEXT
        for number, line in enumerate(lines):
            weight = "ink bold" if number < strong else "ink"
            self.text(x + width // 2, first + number * LINE, line, weight, anchor="middle")

    def dot(self, x: int, y: int, style: str, radius: int = 12) -> None:
        """A filled circle round x, y."""
        self._parts.append(f'<circle class="{style}" cx="{x}" cy="{y}" r="{radius}"/>')

    def line(self, path: str, style: str = "line", width: int = 3) -> None:
        """A line along an SVG path."""
        self._parts.append(
            f'<path class="{style}" d="{path}" stroke-width="{width}" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def head(self, x: int, y: int, towards: str, style: str = "head") -> None:
        """An arrowhead whose tip is at x, y: right, left, down or up."""
        (ax, ay), (bx, by) = _HEADS[towards]
        self._parts.append(
            f'<path class="{style}" d="M {x} {y} L {x + ax} {y + ay} L {x + bx} {y + by} Z"/>'
        )

    def svg(self, name: str = "") -> str:
        """The document: no fixed pixel size, a panel behind everything, title and description.

        `name` goes before its ids, which must be unique where drawings stand within one page.
        """
        body = "\n".join(self._parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self._height}" '
            f'role="img" aria-labelledby="{name}title {name}desc">\n'
            f'<title id="{name}title">{escape(self._title)}</title>\n'
            f'<desc id="{name}desc">{escape(self._description)}</desc>\n'
            f"<style>\n{_STYLE}\n</style>\n"
            f'<rect class="panel" x="1" y="1" width="{WIDTH - 2}" height="{self._height - 2}" '
            'rx="16" stroke-width="2"/>\n'
            f"{body}\n</svg>\n"
        )
