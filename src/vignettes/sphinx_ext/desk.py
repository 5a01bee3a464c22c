"""`{desk} progress` puts a face of the reader's desk on a page; beside the pages, what the desk knows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from vignettes import frontend
from vignettes.course import Course
from vignettes.desk import FACES, catalogue, catalogue_script, face_html, shown

CATALOGUE, CASES = "catalogue.js", "cases"


def script_of(face: str) -> str:
    """Return the name of the script of a face."""
    return f"desk-{face}.js"


class DeskDirective(SphinxDirective):
    """Puts a face of the desk on the page; it is filled in the reader's browser."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        face = directives.choice(self.arguments[0], FACES)
        self.env.metadata[self.env.docname]["desk"] = face
        return [nodes.raw("", face_html(face), format="html")]


def pages_of_cases(env: BuildEnvironment) -> dict[str, str]:
    """Return the page of every case, by id; where it stands on several, the one that is no notebook."""
    found: dict[str, str] = {}
    for page in sorted(env.metadata, key=lambda name: (not name.startswith("notebooks/"), name)):
        found |= dict.fromkeys(env.metadata[page].get("vignettes", ()), page)
    return found


def write_desk(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    """Write catalogue, cases and scripts; name the pages of the desk, which link to them."""
    desk = {page: env.metadata[page]["desk"] for page in env.metadata if "desk" in env.metadata[page]}
    if app.builder.format != "html" or not desk:
        return
    static = Path(app.outdir) / "_static"
    course = Course(Path(app.config.vignettes_course or app.srcdir))
    bank = (case.vignette for case in app.vignette_bank)  # type: ignore[attr-defined]
    cases = shown(bank, pages_of_cases(env), course.references())
    titles = {page: title.astext() for page, title in env.titles.items()}
    shutil.rmtree(static / CASES, ignore_errors=True)
    (static / CASES).mkdir(parents=True)
    for case in cases:
        (static / CASES / f"{case.vignette.id}.js").write_text(case.script, encoding="utf-8")
    known = catalogue(course, cases, titles)
    (static / CATALOGUE).write_text(catalogue_script(known), encoding="utf-8")
    for face in FACES:
        script = frontend.classic_script(f"desk/{face}.js")
        (static / script_of(face)).write_text(script, encoding="utf-8")
    (static / "desk.css").write_text(frontend.desk_style(), encoding="utf-8")
    yield from desk


def setup(app: Sphinx) -> None:
    app.add_directive("desk", DeskDirective)
    app.connect("env-updated", lambda app, env: list(write_desk(app, env)))
