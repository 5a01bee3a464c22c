"""Plots of the clinics: the course's palette, and the same bytes whoever runs the notebook."""

from __future__ import annotations

import logging

PALETTE = {
    "ink": "#22282b",
    "paper": "#fffdf9",
    "accent": "#2f5d62",
    "contrast": "#a3342e",
    "muted": "#8a8f91",
}


def steady() -> None:
    """Set up matplotlib in a notebook: SVG in the course's palette, without dates, versions or chance."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it talks on first use
    import matplotlib as mpl
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    mpl.rcParams.update(
        {
            "axes.facecolor": PALETTE["paper"],
            "axes.edgecolor": PALETTE["ink"],
            "axes.labelcolor": PALETTE["ink"],
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlesize": "medium",
            "figure.facecolor": PALETTE["paper"],
            "font.size": 13,
            "savefig.facecolor": PALETTE["paper"],
            "svg.fonttype": "path",
            "svg.hashsalt": "vignettes",
            "text.color": PALETTE["ink"],
            "xtick.color": PALETTE["ink"],
            "ytick.color": PALETTE["ink"],
        }
    )
    plain = {"Creator": None, "Date": None}
    set_matplotlib_formats("svg", metadata=plain, bbox_inches="tight")  # type: ignore[no-untyped-call]
