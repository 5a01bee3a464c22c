"""The cover: title, for whom, by whom, when, under which licence, and what the edition is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from textwrap import shorten

from docutils import nodes
from sphinx.config import Config

from vignettes.editions import compiler
from vignettes.editions.contents import Contents
from vignettes.editions.glyphs import Glyphs
from vignettes.editions.licence import Licence
from vignettes.editions.logo import read_logo
from vignettes.editions.markup import string
from vignettes.editions.request import CASES, READING, Request, long_date, moment
from vignettes.editions.selection import title_of
from vignettes.editions.writer.blocks import status_of
from vignettes.errors import UsageError
from vignettes.render import nodes as v

NOTICE = (
    "For professional education. It does not replace supervision, your scope of practice or local law. "
    "Not accredited for continuing education. Every person and every case is fictional."
)
UNREVIEWED = "Not yet reviewed by a clinician."
HOLDS = {CASES: "Handout of cases", READING: "Reading without the cases"}
WARNING = "With {}. Please keep it from learners."
FOR_INSTRUCTORS = {
    None: WARNING.format("keys, feedback and facilitator notes"),
    CASES: WARNING.format("keys, feedback and facilitator notes"),
    READING: WARNING.format("facilitator notes"),
}
SHORT = 60
"""Characters at the head and foot of a page."""
FEW = 4
"""Titles that a subtitle names one by one."""


def cover(
    request: Request,
    chosen: Contents,
    pages: Mapping[str, nodes.document],
    config: Config,
    work: Path,
    licence: Licence | None,
) -> str:
    """Return the markup that opens an edition and sets its look; a logo is laid into `work`.

    UsageError if the fonts cannot draw a word that was asked for, or the logo is not fit.
    """
    said = {
        "title": request.title or config.html_title or config.project,
        "subtitle": subtitle(request, chosen, pages, config.edition_subtitle),
        "author": config.author if config.author != "unknown" else "",
        "audience": request.audience,
        "warning": FOR_INSTRUCTORS[request.holds] if request.audience == "instructor" else "",
        "cohort": request.cohort or "",
        "institution": request.institution or "",
        "date": long_date(request.date, moment()),
        "notice": NOTICE,
        "licence": licence.sentence if licence else "",
        "review": review_line(pages.values()),
        "paper": "us-letter" if request.paper == "letter" else "a4",
        "language": config.language or "en",
    }
    if request.logo:
        said["logo"] = read_logo(Path(request.logo)).place(work)
        said["logo-alt"] = request.logo_alt or f"Logo: {request.institution}"
    _check_letters(request)
    said["short-title"] = shorten(said["title"], SHORT, placeholder="…")
    said["short-cohort"] = shorten(said["cohort"], SHORT, placeholder="…")
    return f"#show: edition.with({', '.join(f'{name}: {string(text)}' for name, text in said.items())})\n"


def subtitle(
    request: Request, chosen: Contents, pages: Mapping[str, nodes.document], of_course: str
) -> str:
    """Return what stands below the title: the course's own line, or what of the course this is."""
    asked = [group for group in chosen.groups if not group.behind]
    if request.cases:
        names = [title_of(case) for group in asked for case in _cases(group.pages, pages)]
        what = " · ".join(names) if len(names) <= FEW else f"{len(names)} cases"
    elif request.modules:
        what = " · ".join(_heading(pages[group.pages[0]]) for group in asked)
    else:
        what = "" if request.holds else of_course
    return ": ".join(filter(None, (HOLDS.get(request.holds or ""), what)))


def review_line(pages: Iterable[nodes.document]) -> str:
    """Return how many of the edition's chapters and cases a clinician has signed off."""
    lines = [line for page in pages for line in _statuses(page)]
    reviewed = sum(not line.endswith(UNREVIEWED) for line in lines)
    if not reviewed:
        return UNREVIEWED
    if reviewed == len(lines):
        return "All of it has been reviewed by a clinician; each chapter and case names who, and when."
    return (
        f"{reviewed} of {len(lines)} chapters and cases have been reviewed by a clinician; "
        "each names who, and when."
    )


def _statuses(page: nodes.document) -> list[str]:
    own = status_of(page)
    return [own] * bool(own) + [status.astext() for status in page.findall(v.vignette_status)]


def _cases(names: Collection[str], pages: Mapping[str, nodes.document]) -> list[v.vignette]:
    return [case for name in names for case in pages[name].findall(v.vignette)]


def _heading(page: nodes.document) -> str:
    return next((title.astext() for title in page.findall(nodes.title)), "")


def _check_letters(request: Request) -> None:
    glyphs = Glyphs(compiler.fonts())
    for option in ("title", "cohort", "institution", "logo_alt"):
        _, missing = glyphs.replace(getattr(request, option) or "")
        if missing:
            raise UsageError(
                f"The edition's fonts have no “{''.join(missing)}”, which stands in "
                f"--{option.replace('_', '-')}; write it in other letters."
            )
