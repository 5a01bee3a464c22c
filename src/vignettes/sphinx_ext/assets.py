"""Script and style of the vignettes, only on pages that hold one; the book's own style on all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from vignettes import frontend
from vignettes.render.nodes import vignette

STYLE, SCRIPT, THEME = "vignettes.css", "vignettes.js", "course.css"


def write_assets(app: Sphinx) -> None:
    """Write the files that pages link to, anew in every build: Sphinx does not recopy changed ones."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STYLE).write_text(frontend.style(), encoding="utf-8")
    (folder / SCRIPT).write_text(frontend.classic_script(), encoding="utf-8")
    (folder / THEME).write_text((Path(__file__).parent / THEME).read_text("utf-8"), encoding="utf-8")


def link_assets(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link the script and style of the vignettes on a page that holds one."""
    if doctree is not None and next(iter(doctree.findall(vignette)), None) is not None:
        app.add_css_file(STYLE)
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_css_file(THEME, priority=900)
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", link_assets)
