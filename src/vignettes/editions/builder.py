"""The Sphinx builder `typst`: read pages in, a PDF for each audience out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.tags import Tags

from vignettes.editions import compiler, made_of
from vignettes.editions.answer_key import Line
from vignettes.editions.audience import secrets_of, strip_answers
from vignettes.editions.citations import list_only, lists_works, works_as_read
from vignettes.editions.contents import Contents, contents
from vignettes.editions.cover import cover
from vignettes.editions.desk import Desk, is_divided, placing
from vignettes.editions.glyphs import Glyphs
from vignettes.editions.licence import Licence, course_licence
from vignettes.editions.links import Links
from vignettes.editions.markup import block, content, head, words
from vignettes.editions.pictures import Pictures
from vignettes.editions.press import Printing
from vignettes.editions.progress import Progress
from vignettes.editions.reader_index import PAGE as INDEX_PAGE
from vignettes.editions.reader_index import index_markup, index_of, printed_only
from vignettes.editions.request import Request, audiences, moment
from vignettes.editions.score_sheet import add_score_sheets
from vignettes.editions.selection import narrow
from vignettes.editions.sheets import Drawer, Sheet, cited_in, outlines
from vignettes.editions.writer import Edition
from vignettes.editions.writer.blocks import LICENCES
from vignettes.editions.writer.cases import number_questions
from vignettes.editions.writer.text import PAGE
from vignettes.files import write_whole
from vignettes.loading import Bank

log = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "template.typ"
IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")


def warn(fact: str, node: nodes.Node) -> None:
    """Report something that could not be printed as it is, with its place."""
    placed = node
    while not placed.line and placed.parent is not None:
        placed = placed.parent
    log.warning("%s", fact, location=placed, type="vignettes", subtype="edition")


class TypstBuilder(Builder):
    """Prints the course, or modules of it, for one audience or both; see the `course_edition` settings."""

    name = "typst"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    supported_image_types = list(IMAGES)  # noqa: RUF012 (Sphinx reads it from the class)
    allow_parallel = False

    def get_outdated_docs(self) -> str:
        return "the edition"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return PAGE + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write(self, build_docnames: Any, updated_docnames: Sequence[str], method: str = "update") -> None:
        """Write the PDFs: the first is set while the second is written.

        Pages that are not in the edition are never resolved.
        """
        course = contents(Path(self.srcdir))
        with Printing(moment(), self.progress) as printing:
            for request in self.requests():
                request.check()
                source = Path(self.outdir, f"{request.file_stem()}.typ")
                write_whole(source, self.written(course, request).encode())
                printing.start(source)
        self.files = printing.pdfs

    @property
    def progress(self) -> Progress:
        return getattr(self.app, "edition_progress", None) or Progress(quiet=True)

    def requests(self) -> list[Request]:
        """Return what the settings ask for, one edition after the other."""
        asked = Request.of(self.config)
        return [replace(asked, audience=audience) for audience in audiences(asked.audience)]

    def written(self, course: Contents, request: Request) -> str:
        """Return an edition as one Typst source."""
        chosen = course.chosen(request.modules, request.audience)
        if request.whole:
            sheets = self.sheets(chosen, request)
            return self.markup(sheets, outlines(sheets), chosen, request)
        pages, chosen = self.narrowed(course, request)
        desk = self.desk(chosen, request)
        for page in self.progress.over(f"writing pages for {request.audience}s", [*pages]):
            desk.write(page, pages[page])
        return self.markup(desk.sheets, pages, chosen, request)

    def narrowed(self, course: Contents, request: Request) -> tuple[dict[str, nodes.document], Contents]:
        """Return the pages of an edition as documents, and their order, without what is not in it.

        Students' pages hold no key; whoever writes them looks for leaks.
        """
        chosen = course.chosen(request.modules, request.audience)
        pages = {page: self.resolved(page, request.audience) for page in self.found(chosen)}
        if request.audience == "student":
            secrets = self.secrets()
            for document in pages.values():
                strip_answers(document, secrets)
        return narrow(pages, chosen, request, self.placed(course))

    def found(self, chosen: Contents) -> list[str]:
        """Return the pages of an edition that are there, in their order."""
        return [page for page in chosen.pages() if page in self.env.found_docs]

    def placed(self, course: Contents) -> dict[str, str]:
        """Return on which page of the course each case stands first."""
        pages = reversed(course.pages())
        return {str(x): page for page in pages for x in self.env.metadata[page].get("vignettes", ())}

    def secrets(self) -> dict[str, str]:
        """Return what students must not read."""
        bank: Bank = getattr(self.app, "vignette_bank", Bank({}))
        return secrets_of(case.vignette for case in bank)

    def sheets(self, chosen: Contents, request: Request) -> dict[str, Sheet]:
        """Return every page of the course as markup; only what has changed is written anew.

        A list of works depends on what all other pages cite: it is written last, and in every run.
        """
        desk = self.desk(chosen, request)
        pages = self.found(chosen)
        listing = []
        for page in self.progress.over(f"writing pages for {request.audience}s", pages):
            made_from = made_of.page(self.env, page)
            if not desk.find(page, made_from) and not self.write_page(page, made_from, desk):
                listing.append(page)
        for page in listing:
            document = self.resolved(page, request.audience)
            list_only(page, document, cited_in(desk.sheets.values()))
            desk.write(page, document)
        desk.drawer.close()
        return {page: desk.sheets[page] for page in pages}

    def write_page(self, page: str, made_from: str, desk: Desk) -> bool:
        """Write a page, unless it lists works; tell whether it is written.

        A page that gives a warning is not kept, so that the warning is given again.
        """
        read = self.env.get_doctree(page)
        if lists_works(read):
            return False
        warnings = self.app._warncount
        desk.write(page, self.resolved(page, desk.edition.audience, read))
        if self.app._warncount == warnings:
            desk.keep(page, made_from)
        return True

    def desk(self, chosen: Contents, request: Request) -> Desk:
        """Return where the pages of an edition are written."""
        secrets = self.secrets()
        drawer = Drawer(Path(self.outdir, f"{request.file_stem()}.sheets"), secrets)
        edition = self.edition(request)
        known = f"{made_of.course(self.env, self.config.overrides)} {edition.licence}"
        return Desk(edition, placing(chosen, request), secrets, drawer, known)

    def licence(self) -> Licence | None:
        return course_licence(Path(self.srcdir))

    def edition(self, request: Request) -> Edition:
        """Return what all pages of an edition share."""
        licence = self.licence()
        return Edition(
            audience=request.audience,
            source=Path(self.srcdir),
            links=Links(()),
            pictures=Pictures(Path(self.outdir)),
            glyphs=Glyphs(compiler.fonts()),
            warn=warn,
            figure_numbers=self.env.toc_fignumbers,
            section_numbers=self.env.toc_secnumbers,
            number_formats=self.config.numfig_format,
            licence=licence.name if licence else "",
            large=request.large,
        )

    def resolved(self, page: str, audience: str, read: nodes.document | None = None) -> nodes.document:
        """Return a page with its references resolved and its questions numbered.

        `read` is the page as it was read, if it is at hand; it becomes what is returned.
        """
        others = [tag for tag in self.app.tags if tag != "instructor"]
        self.tags = Tags([*others, audience] if audience == "instructor" else others)  # it remembers
        with works_as_read(self.env, page):
            document = self.env.get_and_resolve_doctree(page, self, doctree=read, prune_toctrees=False)
        self.post_process_images(document)
        if own := self.env.metadata[page].get("license"):
            document[LICENCES] = [str(own)]
        number_questions(document)
        add_score_sheets(document)
        return document

    def markup(
        self,
        sheets: Mapping[str, Sheet],
        pages: Mapping[str, nodes.document],
        chosen: Contents,
        request: Request,
    ) -> str:
        """Return the whole edition as one Typst source; the cover looks at `pages`."""
        links, glyphs = Links(sheets), Glyphs(compiler.fonts())
        body: list[str] = []
        index: int | None = None
        for group in chosen.groups:
            if is_divided(chosen, request) and group.module is not None:
                body.append(block("divider", body=words(group.module.caption)))
            for page in group.pages:
                if page in sheets:
                    sheet = sheets[page]
                    body.append(links.bind(sheet.markup, sheet.places, sheet.printed))
                    if page == INDEX_PAGE:
                        index = len(body)
        if index is not None:  # only now is it known what is printed
            found = printed_only(index_of(outlines(sheets)), links)
            body.insert(index, index_markup(found, links, glyphs))
        body.append(key_table([line for sheet in sheets.values() for line in sheet.answers], links, glyphs))
        names = head(links.printed, request.large)
        opening = cover(request, chosen, pages, self.config, Path(self.outdir), self.licence())
        return names + TEMPLATE.read_text(encoding="utf-8") + opening + "".join(body)


def key_table(found: Sequence[Line], links: Links, glyphs: Glyphs) -> str:
    """Return the answer key of all questions in the edition; nothing if there are none."""
    if not found:
        return ""
    rows = []
    for line in found:
        texts = (line.case, line.question, line.kind, line.key)
        cells = [content(words(glyphs.replace(text)[0])) for text in texts]
        place = content(links.page_number(line.page, line.place))
        rows.append(f"({', '.join([*cells, place])})")
    return block("answer-key", *rows)
