"""The Sphinx builder `course-epub`: resolved pages in, one EPUB of the student edition out."""

from __future__ import annotations

import dataclasses
import datetime
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes

from vignettes.editions.audience import Leak, leaks
from vignettes.editions.builder import TypstBuilder, warn
from vignettes.editions.contents import Contents, Group, contents
from vignettes.editions.cover import NOTICE, review_line, subtitle
from vignettes.editions.epub import cases, pages
from vignettes.editions.epub.core import Book, Writer, element, file_name, text_of
from vignettes.editions.epub.cover import cover, title_page
from vignettes.editions.epub.package import COVER, STYLE, TITLE, About, Chapter, Part, package, page
from vignettes.editions.epub.pictures import Pictures
from vignettes.editions.reader_index import PAGE as INDEX_PAGE
from vignettes.editions.reader_index import Entry, index_of, sort_key
from vignettes.editions.request import Request, day_of, long_date, moment
from vignettes.errors import UsageError
from vignettes.files import write_whole

HANDLERS = {**pages.HANDLERS, **cases.HANDLERS}
SPECIAL = {"glossary": "glossary", "references": "bibliography", INDEX_PAGE: "index"}
"""Pages that reading systems know how to lead to, by the last part of their name."""


class EpubBuilder(TypstBuilder):
    """Makes an EPUB of the course, or of modules of it, for students; see the `course_edition` settings."""

    name = "course-epub"
    format = "typst"
    """What the rest of the package goes by: the tree is made for a book to read, not for a web page."""
    epilog = "The EPUB is in %(outdir)s."

    def write(self, build_docnames: Any, updated_docnames: Sequence[str], method: str = "update") -> None:
        """Write the EPUB; pages that are not in the edition are never resolved."""
        (request,) = self.requests()
        request.check()
        documents, chosen = self.narrowed(contents(Path(self.srcdir)), request)
        secrets = self.secrets()
        for name, document in documents.items():
            for secret in leaks(document, secrets):
                raise UsageError(str(Leak(name, secret)))
            cases.drop_empty_sheets(document)
        file = Path(self.outdir, f"{request.file_stem()}.epub")
        write_whole(file, self.packed(documents, chosen, request))
        self.files = [file]

    def packed(self, documents: dict[str, nodes.document], chosen: Contents, request: Request) -> bytes:
        """Return the whole EPUB."""
        pictures = Pictures(Path(self.srcdir))
        book = Book(
            pages={name: file_name(name) for name in documents},
            picture=pictures.add,
            warn=warn,
            figure_numbers=self.env.toc_fignumbers,
            section_numbers=self.env.toc_secnumbers,
            number_formats=self.config.numfig_format,
        )
        groups = [group for group in chosen.groups if any(name in documents for name in group.pages)]
        parts = [part_of(book, group, documents) for group in groups]
        about = self.about(request, chosen, documents)
        files = {
            STYLE: (Path(__file__).parent / STYLE).read_bytes(),
            COVER: cover(about),
            TITLE: page(about.title, title_page(about), about.language, "frontmatter titlepage").encode(),
            **pictures.files,
        }
        return package(about, [mended(book, part) for part in parts], files)

    def about(self, request: Request, chosen: Contents, documents: dict[str, nodes.document]) -> About:
        """Return what the title page and the metadata say."""
        config = self.config
        return About(
            title=request.title or config.html_title or config.project,
            subtitle=subtitle(request, chosen, documents, config.edition_subtitle),
            author=config.author if config.author != "unknown" else "",
            language=config.language or "en",
            cohort=" · ".join(filter(None, (request.institution, request.cohort))),
            day=long_date(request.date, moment()),
            date=(day_of(request.date) if request.date else day_at(moment())).isoformat(),
            moment=moment(),
            selection=(*request.modules, *request.cases, *filter(None, [request.holds])),
            version=importlib.metadata.version("vignettes"),
            review=review_line(documents.values()),
            notice=NOTICE,
            has_index=INDEX_PAGE in documents,
        )


def part_of(book: Book, group: Group, documents: dict[str, nodes.document]) -> Part:
    """Return the pages that stand together as chapters, in order."""
    chapters = tuple(chapter_of(book, name, documents) for name in group.pages if name in documents)
    return Part(chapters, group.module.title if group.module else "")


def chapter_of(book: Book, name: str, documents: dict[str, nodes.document]) -> Chapter:
    """Return one page as a chapter; the page of the index gets its entries."""
    writer = Writer(book, name, HANDLERS)
    body = writer.of(documents[name])
    if name == INDEX_PAGE:
        body += index_list(book, index_of(documents), documents)
    kind = SPECIAL.get(name.rpartition("/")[2], "chapter")
    return Chapter(book.pages[name], title_of(name, documents[name]), body, tuple(writer.cases), kind)


def title_of(name: str, document: nodes.document) -> str:
    """Return the first heading of a page, or the last part of its name."""
    found = next(iter(document.findall(nodes.title)), None)
    return found.astext() if found is not None else name.rpartition("/")[2]


def mended(book: Book, part: Part) -> Part:
    """Return a part without links to places that were never printed."""
    return Part(
        tuple(dataclasses.replace(chapter, body=book.mended(chapter.body)) for chapter in part.chapters),
        part.title,
    )


def index_list(book: Book, found: dict[str, Entry], documents: dict[str, nodes.document]) -> str:
    """Return the index: each subject with the pages that treat it, by their titles."""
    titles = {name: title_of(name, document) for name, document in documents.items()}
    return element("ul", "".join(_subject(book, *entry, titles) for entry in found.items()), class_="index")


def _subject(book: Book, subject: str, entry: Entry, titles: dict[str, str]) -> str:
    places = dict.fromkeys(entry.places)
    links = [element("a", text_of(titles[page]), href=book.address(page, place)) for page, place in places]
    see = [text_of(f"see {other}") for other in sorted(entry.see)]
    line = text_of(subject) + (": " + "; ".join([*links, *see]) if links or see else "")
    below = sorted(entry.below.items(), key=lambda item: sort_key(item[0]))
    nested = element("ul", "".join(_subject(book, *part, titles) for part in below)) if below else ""
    return element("li", line + nested)


def day_at(second: int) -> datetime.date:
    """Return the day of a second since 1970."""
    return datetime.datetime.fromtimestamp(second, datetime.UTC).date()
