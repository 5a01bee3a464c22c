"""The Sphinx builder `typst`: resolved pages in, one PDF out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from vignettes.editions import answer_key, compiler
from vignettes.editions.audience import Leak, leaks, secrets_of, strip_answers
from vignettes.editions.citations import keep_cited
from vignettes.editions.contents import Contents, contents
from vignettes.editions.cover import cover
from vignettes.editions.glyphs import Glyphs
from vignettes.editions.links import Links
from vignettes.editions.markup import block, content, string, words
from vignettes.editions.pictures import Pictures
from vignettes.editions.reader_index import PAGE as INDEX_PAGE
from vignettes.editions.reader_index import index_markup, index_of
from vignettes.editions.request import Request, moment
from vignettes.editions.score_sheet import add_score_sheets
from vignettes.editions.writer import HANDLERS, Edition, Writer
from vignettes.editions.writer.cases import number_questions
from vignettes.editions.writer.text import PAGE
from vignettes.errors import UsageError
from vignettes.loading import Bank

log = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "template.typ"
COURSE = "sex-therapy-in-practice"
IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")


def warn(fact: str, node: nodes.Node) -> None:
    """Report something that could not be printed as it is, with its place."""
    placed = node
    while not placed.line and placed.parent is not None:
        placed = placed.parent
    log.warning("%s", fact, location=placed, type="vignettes", subtype="edition")


class TypstBuilder(Builder):
    """Prints the course, or modules of it, for one audience; see the `course_edition` settings."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types = list(IMAGES)  # noqa: RUF012 (Sphinx reads it from the class)
    allow_parallel = False

    def get_outdated_docs(self) -> str:
        return "the edition"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return PAGE + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write(self, build_docnames: Any, updated_docnames: Sequence[str], method: str = "update") -> None:
        """Write the PDF; pages that are not in the edition are never resolved."""
        request = self.request()
        course = contents(Path(self.srcdir))
        request.check(course.names())
        chosen = course.chosen(request.modules)
        pages = {page: self.resolved(page) for page in chosen.pages() if page in self.env.found_docs}
        self.strip(pages, request)
        keep_cited(pages)
        source = Path(self.outdir, f"{file_stem(request)}.typ")
        source.write_text(self.markup(pages, chosen, request), encoding="utf-8")
        self.pdf = source.with_suffix(".pdf")
        self.pdf.write_bytes(compiler.compile_pdf(source, moment()))

    def request(self) -> Request:
        """Return what the settings ask for."""
        config = self.config
        return Request(
            audience=config.course_edition,
            modules=tuple(config.edition_modules),
            paper=config.edition_paper,
            title=config.edition_title,
            cohort=config.edition_cohort,
            date=config.edition_date,
        )

    def resolved(self, page: str) -> nodes.document:
        """Return a page with its references resolved and its questions numbered."""
        document = self.env.get_and_resolve_doctree(page, self, prune_toctrees=False)
        self.post_process_images(document)
        number_questions(document)
        add_score_sheets(document)
        return document

    def strip(self, pages: dict[str, nodes.document], request: Request) -> None:
        """Make pages fit for their audience; UsageError if one would still give an answer away."""
        if request.audience != "student":
            return
        bank: Bank = getattr(self.app, "vignette_bank", Bank({}))
        secrets = secrets_of(case.vignette for case in bank)
        for page, document in pages.items():
            strip_answers(document, secrets)
            for secret in leaks(document, secrets):
                raise UsageError(str(Leak(page, secret)))

    def markup(self, pages: dict[str, nodes.document], chosen: Contents, request: Request) -> str:
        """Return the whole edition as one Typst source."""
        edition = Edition(
            audience=request.audience,
            source=Path(self.srcdir),
            links=Links(pages),
            pictures=Pictures(Path(self.outdir)),
            glyphs=Glyphs(compiler.fonts()),
            warn=warn,
            figure_numbers=self.env.toc_fignumbers,
            section_numbers=self.env.toc_secnumbers,
            number_formats=self.config.numfig_format,
        )
        edition.glyphs.prepare(document.astext() for document in pages.values())
        divided = len(chosen.modules) > 1
        body: list[str] = []
        for group in chosen.groups:
            below = int(divided and group.module is not None)
            if below and group.module:
                body.append(block("divider", body=words(group.module.caption)))
            for page in group.pages:
                if page in pages:
                    writer = Writer(edition, page, HANDLERS, below, listed=group.module is not None)
                    body.append(edition.links.anchor(page) + writer.write(pages[page]))
                    if page == INDEX_PAGE:
                        body.append(index_markup(index_of(pages), edition.links, edition.glyphs))
        if request.audience == "instructor":
            body.append(key_table(edition, pages))
        printed = "".join(f"{string(name)}, " for name in edition.links.printed)
        head = f"#let printed = ({printed})\n" + TEMPLATE.read_text(encoding="utf-8")
        return head + cover(request, chosen, pages.values(), self.config) + "".join(body)


def key_table(edition: Edition, pages: dict[str, nodes.document]) -> str:
    """Return the answer key of all questions in the edition; nothing if there are none."""
    found = [line for page, document in pages.items() for line in answer_key.lines(page, document)]
    if not found:
        return ""
    rows = []
    for line in found:
        texts = (line.case, line.question, line.kind, line.key)
        cells = [content(words(edition.glyphs.replace(text)[0])) for text in texts]
        place = content(edition.links.page_number(line.page, line.place))
        rows.append(f"({', '.join([*cells, place])})")
    return block("answer-key", *rows)


def file_stem(request: Request) -> str:
    """Return the name of the PDF without its ending: sex-therapy-in-practice-plissit-student."""
    return "-".join([COURSE, *request.modules, request.audience])
