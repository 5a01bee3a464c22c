"""Bare pages with what every page of the book has: head, way on and back, text, cases of the gallery."""

from __future__ import annotations

from tests.desk.pages import Desk
from vignettes import frontend
from vignettes.bibliography import Reference
from vignettes.loading import Bank
from vignettes.render.html import static_html
from vignettes.sphinx_ext.assets import early_script, head_of

HEAD = """<!doctype html><html lang="en" data-content_root="../../"><head><meta charset="utf-8">
{head}<title>{title} — A book with a telling name</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="../../_static/vignettes.css">
<link rel="stylesheet" href="../../_static/reader.css">
<script defer src="../../_static/{script}"></script><link rel="icon" href="data:,own">
<link rel="search" href="search.html"><link rel="next" href="next.html">
<link rel="prev" href="before.html"></head>
<body><main><article class="bd-article"><h1>{title}</h1>{body}</article></main></body></html>"""

WORDS = "<p>" + "Nine words that stand in this text for many. " * 20 + "</p>"
"""180 words, on a screen of their own."""
LONG = f"{WORDS}<div style='height: 3000px'></div>"
LEADS = {face: f"{face}.html" for face in ("progress", "review", "exam", "data", "home")}


def put(desk: Desk, name: str, body: str, *, kind: str = "module", script: str = "reader.js") -> str:
    """Write a page of the module “plissit” beside the desk; return its address."""
    static, folder = desk.folder / "_static", desk.folder / "book" / "plissit"
    folder.mkdir(exist_ok=True)
    (static / "early.js").write_text(early_script(), encoding="utf-8")
    (static / "reader.js").write_text(frontend.classic_script("reader.js"), encoding="utf-8")
    (static / "reader.css").write_text(frontend.style("reader.css"), encoding="utf-8")
    head = head_of(kind, LEADS, "../../_static/early.js")
    page = HEAD.format(head=head, title=name.capitalize(), body=body, script=script)
    (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return f"{desk.origin}/book/plissit/{name}.html"


def cases(bank: Bank, references: dict[str, Reference], *names: str) -> str:
    """Return cases of the gallery as they stand on a page."""
    return "".join(static_html(bank.vignette(name), references) for name in names)
