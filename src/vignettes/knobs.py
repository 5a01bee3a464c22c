"""Knobs in a clinic: sliders that redraw a figure or a few lines of text in a running notebook.

`ipywidgets.interact` prints into an Output widget, which nbval cannot follow; here what is drawn travels in
the value of an HTML widget, so that a cell with knobs has the same outputs with and without a front end.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import StringIO
from typing import Any

from ipywidgets import HTML, ValueWidget, VBox


class Knobs(VBox):
    """Controls with what they draw below them."""

    def __init__(self, draw: Callable[..., Any], controls: dict[str, ValueWidget]) -> None:
        self._draw = draw
        self._controls = controls
        self.picture = HTML()
        for name, control in controls.items():
            control.description = control.description or name.replace("_", " ")
            control.style = {"description_width": "initial"}
            control.observe(self._redraw, names="value")
        self._redraw()
        super().__init__([*controls.values(), self.picture])

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={control.value!r}" for name, control in self._controls.items())
        return f"knobs({values})"

    def _redraw(self, _: Any = None) -> None:
        drawn = self._draw(**{name: control.value for name, control in self._controls.items()})
        self.picture.value = drawn_html(drawn)


def knobs(draw: Callable[..., Any], **controls: ValueWidget) -> Knobs:
    """Show `controls`, and below them what `draw`, called with their values by name, returns.

    `draw` returns text, shown as it stands, or a matplotlib figure. Nothing is printed by it.
    """
    return Knobs(draw, controls)


def drawn_html(drawn: Any) -> str:
    """Return text or a matplotlib figure as HTML; the figure is closed, so that no cell shows it twice."""
    if not hasattr(drawn, "savefig"):
        return f"<pre>{escape(str(drawn))}</pre>"
    import matplotlib.pyplot as plt

    svg = StringIO()
    drawn.savefig(svg, format="svg", bbox_inches="tight", metadata={"Creator": None, "Date": None})
    plt.close(drawn)
    text = svg.getvalue()
    return text[text.index("<svg") :]
