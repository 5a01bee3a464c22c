"""Slides → a notebook in memory → reveal.js by nbconvert, with script and style inside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters.slides import SlidesExporter
from nbformat import NotebookNode, from_dict

from vignettes.slides import layout
from vignettes.slides.slide import Slide

HERE = Path(__file__).parent
REVEAL = HERE / "reveal"
SHAPE = {
    "width": f"{layout.WIDTH}px",
    "height": f"{layout.HEIGHT}px",
    "side": f"{layout.SIDE}px",
    "top": f"{layout.TOP}px",
    "bottom": f"{layout.BOTTOM}px",
    "text": f"{layout.TEXT}px",
    "small": f"{layout.SMALL}px",
    "smallest": f"{layout.SMALLEST}px",
    "between": f"{layout.BETWEEN}px",
    "line": f"{layout.LINE}",
    "gap": f"{layout.GAP}px",
    "indent": f"{layout.INDENT}px",
}
"""What the style sheet and the measuring must agree on."""


def deck_html(title: str, slides: Sequence[Slide]) -> str:
    """Return a deck as one HTML file that asks nothing of any network."""
    exporter_of: Any = SlidesExporter  # comes without types
    exporter = exporter_of(template_name="course", extra_template_basedirs=[str(HERE / "templates")])
    page = {
        "title": title,
        "style": "\n".join([_read("reset.css"), _read("reveal.css"), shape(), _own_style()]),
        "script": "\n".join(inline(_read(name)) for name in ("reveal.js", "notes.js")),
        "width": layout.WIDTH,
        "height": layout.HEIGHT,
    }
    html, _ = exporter.from_notebook_node(notebook(slides), resources={"deck": page})
    return html


def notebook(slides: Sequence[Slide]) -> NotebookNode:
    """Return the deck as a notebook: a raw cell of HTML for each slide, its pause and its notes."""
    cells: list[dict[str, object]] = []
    for place, slide in enumerate(slides):
        parts = [(slide.kind, slide.body), ("fragment", slide.later), ("notes", slide.notes)]
        for kind, source in parts:
            if source:
                more = {"look": slide.look, "name": slide.name} if kind == slide.kind else {}
                cells.append(
                    {
                        "cell_type": "raw",
                        "id": f"slide-{place}-{kind}",
                        "metadata": {"format": "text/html", "slideshow": {"slide_type": kind, **more}},
                        "source": source,
                    }
                )
    made: Any = from_dict  # comes without types
    return made({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def inline(script: str) -> str:
    """Return a script so that it can stand inside a page: nothing in it may end or comment the element."""
    return (
        script.replace("<!--", "\\x3c!--")
        .replace("<script", "\\x3cscript")
        .replace("</script", "\\x3c/script")
    )


def shape() -> str:
    """Return the lengths of `layout` as CSS."""
    return ":root {" + " ".join(f"--{name}: {value};" for name, value in SHAPE.items()) + "}"


def _own_style() -> str:
    return (HERE / "slides.css").read_text(encoding="utf-8")


def _read(name: str) -> str:
    return (REVEAL / name).read_text(encoding="utf-8")
