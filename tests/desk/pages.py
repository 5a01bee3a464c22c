"""The desk without Sphinx: its faces on bare pages, beside the cases of the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vignettes import frontend
from vignettes.bibliography import Reference
from vignettes.course import Course
from vignettes.desk import FACES, Shown, catalogue_script, face_html
from vignettes.desk import catalogue as known
from vignettes.model import Vignette

PAGE = """<!doctype html><html lang="en" data-content_root="../../"{theme}><head><meta charset="utf-8">
<title>{title}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="../../_static/vignettes.css">
<link rel="stylesheet" href="../../_static/desk.css"><link rel="stylesheet" href="../../_static/reader.css">
<script defer src="../../_static/catalogue.js"></script>
<script defer src="../../_static/{script}"></script></head>
<body><main><article class="bd-article"><h1>{title}</h1>{body}</article></main></body></html>"""


@dataclass
class Desk:
    """A folder laid out as the built book, with what the desk needs and a page of cases."""

    folder: Path
    catalogue: dict[str, Any]
    origin: str = ""

    def url(self, face: str) -> str:
        """The address of a face, over HTTP if the folder is served, else of the file."""
        base = self.origin or self.folder.as_uri()
        return f"{base}/book/desk/{face}.html"


def lay_out(
    folder: Path, course: Course, vignettes: list[Vignette], references: dict[str, Reference]
) -> Desk:
    """Write a site in `folder`: one page of all cases, book/cases.html, and the faces of the desk."""
    from vignettes.desk import shown

    cases = shown(vignettes, {vignette.id: "book/cases" for vignette in vignettes}, references)
    catalogue = known(course, cases, {"book/cases": "Cases"})
    found = {case.vignette.module for case in cases} - {module["id"] for module in catalogue["modules"]}
    catalogue["modules"] += [
        {"id": name, "title": name.capitalize(), "pages": [{"page": "book/cases", "title": "Cases"}]}
        for name in sorted(found)
    ]
    write(folder, catalogue, cases)
    return Desk(folder, catalogue)


def write(folder: Path, catalogue: dict[str, Any], cases: list[Shown]) -> None:
    """Write catalogue, cases, scripts, styles and pages."""
    static, pages = folder / "_static", folder / "book" / "desk"
    (static / "cases").mkdir(parents=True, exist_ok=True)
    pages.mkdir(parents=True, exist_ok=True)
    (static / "vignettes.css").write_text(frontend.style(), encoding="utf-8")
    (static / "reader.css").write_text(frontend.style("reader.css"), encoding="utf-8")
    (static / "desk.css").write_text(frontend.desk_style(), encoding="utf-8")
    (static / "catalogue.js").write_text(catalogue_script(catalogue), encoding="utf-8")
    (static / "vignettes.js").write_text(frontend.classic_script("book.js"), encoding="utf-8")
    for case in cases:
        (static / "cases" / f"{case.vignette.id}.js").write_text(case.script, encoding="utf-8")
    for face in FACES:
        script = f"desk-{face}.js"
        (static / script).write_text(frontend.classic_script(f"desk/{face}.js"), encoding="utf-8")
        page = PAGE.format(title=face.capitalize(), script=script, body=face_html(face), theme="")
        (pages / f"{face}.html").write_text(page, encoding="utf-8")
    body = "".join(case.html for case in cases)
    page = PAGE.format(title="Cases", script="vignettes.js", body=body, theme="")
    (folder / "book" / "cases.html").write_text(page.replace("../../", "../"), encoding="utf-8")
