"""The cover: title, for whom, for which cohort, when, and what the edition is not."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.config import Config

from vignettes.editions.contents import Contents
from vignettes.editions.markup import string
from vignettes.editions.request import Request, long_date, moment
from vignettes.render import nodes as v

NOTICE = (
    "For professional education. It does not replace supervision, your scope of practice or local law. "
    "Not accredited for continuing education. Every person and every case is fictional."
)
UNREVIEWED = "Not yet reviewed by a clinician."


def cover(request: Request, chosen: Contents, pages: Iterable[nodes.document], config: Config) -> str:
    """Return the markup that opens an edition and sets its look."""
    title = request.title or config.html_title or config.project
    subtitle = config.edition_subtitle
    if request.modules:
        subtitle = " · ".join(module.title for module in chosen.modules)
    said = {
        "title": title,
        "subtitle": subtitle,
        "author": config.author if config.author != "unknown" else "",
        "audience": request.audience,
        "cohort": request.cohort or "",
        "date": long_date(request.date, moment()),
        "notice": NOTICE,
        "review": review_line(pages),
        "paper": "us-letter" if request.paper == "letter" else "a4",
        "language": config.language or "en",
    }
    return f"#show: edition.with({', '.join(f'{name}: {string(text)}' for name, text in said.items())})\n"


def review_line(pages: Iterable[nodes.document]) -> str:
    """Return how many of the edition's cases a clinician has signed off."""
    lines = [status.astext() for page in pages for status in page.findall(v.vignette_status)]
    reviewed = sum(not line.endswith(UNREVIEWED) for line in lines)
    if not reviewed:
        return UNREVIEWED
    if reviewed == len(lines):
        return "All cases have been reviewed by a clinician; each names who, and when."
    return f"{reviewed} of {len(lines)} cases have been reviewed by a clinician; each names who, and when."
