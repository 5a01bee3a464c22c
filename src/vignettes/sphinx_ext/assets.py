"""Scripts and styles: each page gets one script, with what it needs and no more."""

from __future__ import annotations

import functools
import hashlib
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from vignettes import frontend
from vignettes.editions.contents import TOC, contents
from vignettes.render.nodes import vignette
from vignettes.sphinx_ext.desk import CATALOGUE, script_of

STYLE, SCRIPT, PLAIN, THEME = "vignettes.css", "vignettes.js", "reader.js", "course.css"
DESK_STYLE, READER_STYLE, EARLY = "desk.css", "reader.css", "early.js"
NO_PLACES = frozenset({"search", "genindex"})
"""Pages that nobody stops reading at; neither are the desk and the first page of the book."""


def write_assets(app: Sphinx) -> None:
    """Write the files that pages link to, anew in every build: Sphinx does not recopy changed ones."""
    if app.builder.format != "html":
        return
    app.vignette_module_pages = module_pages(Path(app.srcdir))  # type: ignore[attr-defined]
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STYLE).write_text(frontend.style(), encoding="utf-8")
    (folder / SCRIPT).write_text(frontend.classic_script("book.js"), encoding="utf-8")
    (folder / PLAIN).write_text(frontend.classic_script("reader.js"), encoding="utf-8")
    (folder / EARLY).write_text(early_script(), encoding="utf-8")
    (folder / READER_STYLE).write_text(frontend.style(READER_STYLE), encoding="utf-8")
    (folder / THEME).write_text((Path(__file__).parent / THEME).read_text("utf-8"), encoding="utf-8")


@functools.cache
def early_script() -> str:
    """Return what runs in the head of every page, before it is painted."""
    return frontend.classic_script("reader/early.js")


def module_pages(root: Path) -> frozenset[str]:
    """Return the pages of modules of the course in `root`: those whose reading is kept."""
    if not (root / TOC).is_file():
        return frozenset()
    return frozenset(page for group in contents(root).groups if group.module for page in group.pages)


def head_of(kind: str, leads: dict[str, str], early: str) -> str:
    """Return what stands in a page's head before its title: what frontend/reader/page.js is told, and the
    early script. `leads` are addresses of pages by what they are."""
    data = "".join(f' data-{name}="{escape(address)}"' for name, address in leads.items())
    return f'<meta name="vignettes-page" content="{kind}"{data}>\n<script src="{escape(early)}"></script>\n'


def write_head(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the page's script what page this is, and how to get to the desk from here."""
    home = app.config.root_doc
    desk = {data["desk"]: name for name, data in app.env.metadata.items() if "desk" in data}
    modules: frozenset[str] = app.vignette_module_pages  # type: ignore[attr-defined]
    aside = page == home or page in NO_PLACES or page in desk.values()
    kind = "aside" if aside else "module" if page in modules else "page"
    pathto = context["pathto"]
    mark = hashlib.sha256(early_script().encode()).hexdigest()[:8]
    leads = {what: pathto(name) for what, name in {**desk, "home": home}.items()}
    early = f"{pathto('_static/' + EARLY, 1)}?v={mark}"
    context["metatags"] = head_of(kind, leads, early) + context.get("metatags", "")


def link_assets(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link what a page needs: its face of the desk, or its cases, or what every page of the book can do."""
    face = app.env.metadata.get(page, {}).get("desk")
    cases = doctree is not None and next(iter(doctree.findall(vignette)), None) is not None
    if face:
        app.add_js_file(CATALOGUE, loading_method="defer")
        app.add_css_file(DESK_STYLE)
    if face or cases:
        app.add_css_file(STYLE)
    script = script_of(face) if face else SCRIPT if cases else PLAIN
    app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_css_file(READER_STYLE, priority=890)
    app.add_css_file(THEME, priority=900)
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", link_assets)
    app.connect("html-page-context", write_head)
