"""From chapters to an EPUB 3.3 file: metadata, navigation, and a package with the same bytes every time.

Written to https://www.w3.org/TR/epub-33/ and, for what the metadata say about access,
https://www.w3.org/TR/epub-a11y-11/.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from vignettes.editions.epub.core import element, text_of
from vignettes.export.archive import archive

KINDS = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
STYLE, NAVIGATION, COVER, TITLE = "style.css", "nav.xhtml", "cover.svg", "title.xhtml"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold."""
RIGHTS = "Licensed under CC BY 4.0: https://creativecommons.org/licenses/by/4.0/"
SUMMARY = (
    "The text is real text with headings, lists and tables in reading order. Every picture has a text "
    "alternative. Colours and letter size follow the reader’s settings. There is no sound, no video, no "
    "script and nothing that flashes. Links lead from the table of contents to every chapter and case, and "
    "from every citation to the work."
)
FEATURES = (
    "alternativeText",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" \
xml:lang="{language}">
<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body{kind}>
{body}
</body>
</html>
"""


@dataclass(frozen=True)
class Chapter:
    """One page of the course: its file, title, markup, and the cases on it as (anchor, title)."""

    file: str
    title: str
    body: str
    cases: Sequence[tuple[str, str]] = ()
    kind: str = "chapter"
    """What it is in the EPUB Structural Semantics Vocabulary: chapter, glossary, bibliography, index."""


@dataclass(frozen=True)
class Part:
    """Chapters that stand together; a module's first one opens it."""

    chapters: tuple[Chapter, ...]
    title: str = ""


@dataclass(frozen=True)
class About:
    """What the package says of itself. `moment` is a second since 1970."""

    title: str
    subtitle: str
    author: str
    language: str
    cohort: str
    day: str
    """The date on the cover, in words."""
    date: str
    """The same as year-month-day."""
    moment: int
    selection: tuple[str, ...]
    version: str
    review: str
    notice: str
    has_index: bool

    @property
    def identifier(self) -> str:
        """Return a name that is the same for the same title, selection and version of the course."""
        said = "\n".join([self.title, ",".join(self.selection), self.version])
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"


def page(title: str, body: str, language: str, kind: str = "") -> str:
    """Return a whole XHTML file."""
    said = f' epub:type="{kind}"' if kind else ""
    return PAGE.format(title=text_of(title), body=body, language=language, kind=said)


def package(about: About, parts: Sequence[Part], files: Mapping[str, bytes]) -> bytes:
    """Return the EPUB; `files` are the style sheet, the cover, the title page and the pictures by name."""
    chapters = [chapter for part in parts for chapter in part.chapters]
    content = dict(files)
    for chapter in chapters:
        content[chapter.file] = page(
            chapter.title, chapter.body, about.language, f"bodymatter {chapter.kind}"
        ).encode()
    content[NAVIGATION] = page(about.title, navigation(parts), about.language).encode()
    spine = [TITLE, NAVIGATION, *(chapter.file for chapter in chapters)]
    return zipped({"package.opf": package_document(about, content, spine).encode(), **content})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files of `EPUB/` as a container: mimetype first and stored, fixed dates, by name."""
    whole = {"META-INF/container.xml": CONTAINER.encode()}
    whole |= {f"EPUB/{name}": data for name, data in files.items()}
    return archive(whole, first={"mimetype": b"application/epub+zip"})


def navigation(parts: Sequence[Part]) -> str:
    """Return the table of contents, with the cases of each chapter below it, and the landmarks."""
    entries: list[str] = [_entry_of("Title page", TITLE)]
    for part in parts:
        first, *rest = part.chapters
        if part.title:
            entries.append(_entry_of(part.title, first.file, [*_cases(first), *map(_chapter, rest)]))
        else:
            entries += map(_chapter, part.chapters)
    toc = element("h1", "Contents") + element("ol", "".join(entries))
    kinds = {"toc": ("Contents", NAVIGATION), "titlepage": ("Title page", TITLE)}
    chapters = [chapter for part in parts for chapter in part.chapters]
    kinds["bodymatter"] = ("Start of the text", chapters[0].file)
    kinds |= {c.kind: (c.title, c.file) for c in chapters if c.kind != "chapter"}
    marks = "".join(
        element("li", element("a", text_of(title), epub__type=kind, href=file))
        for kind, (title, file) in kinds.items()
    )
    landmarks = element("h2", "Landmarks") + element("ol", marks)
    return element("nav", toc, epub__type="toc", role="doc-toc", id="toc") + element(
        "nav", landmarks, epub__type="landmarks", hidden="hidden"
    )


def _chapter(chapter: Chapter) -> str:
    return _entry_of(chapter.title, chapter.file, _cases(chapter))


def _cases(chapter: Chapter) -> list[str]:
    return [_entry_of(f"Case: {title}", f"{chapter.file}#{anchor}") for anchor, title in chapter.cases]


def _entry_of(title: str, address: str, below: Sequence[str] = ()) -> str:
    nested = element("ol", "".join(below)) if below else ""
    return element("li", element("a", text_of(title), href=address) + nested)


def package_document(about: About, files: Iterable[str], spine: Sequence[str]) -> str:
    """Return package.opf."""
    names = sorted(files)
    ids = {name: f"f{place}" for place, name in enumerate(names)}
    properties = {NAVIGATION: "nav", COVER: "cover-image"}
    manifest = "\n".join(
        element(
            "item",
            "",
            id=ids[name],
            href=name,
            media_type_=KINDS[PurePosixPath(name).suffix.lower()],
            properties=properties.get(name, ""),
        ).replace("></item>", "/>")
        for name in names
    )
    order = "\n".join(f'<itemref idref="{ids[name]}"/>' for name in spine)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{about.language}" prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(metadata(about))
        + f"\n</metadata>\n<manifest>\n{manifest}\n</manifest>\n<spine>\n{order}\n</spine>\n</package>\n"
    )


def metadata(about: About) -> list[str]:
    """Return what the package says of itself, a line each."""
    modified = datetime.datetime.fromtimestamp(about.moment, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        element("dc:identifier", about.identifier, id="id"),
        element("dc:title", text_of(about.title)),
        element("dc:language", text_of(about.language)),
        element("dc:date", about.date),
        element("dc:rights", RIGHTS),
        element("dc:description", text_of(". ".join(filter(None, [about.subtitle, about.cohort])))),
    ]
    if about.author:
        lines.append(element("dc:creator", text_of(about.author)))
    said = [
        ("dcterms:modified", modified),
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in FEATURES),
        *([("schema:accessibilityFeature", "index")] if about.has_index else []),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", SUMMARY),
    ]
    return lines + [element("meta", text_of(value), property=name) for name, value in said]
