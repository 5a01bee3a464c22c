"""Bytes in, the questions of a file out: what a file is, is told from its content, not from its name."""

from __future__ import annotations

import codecs
import json
import re

from vignettes.intake.archive import ZIP_START
from vignettes.intake.gift import read_gift
from vignettes.intake.moodle import read_moodle
from vignettes.intake.package import read_package
from vignettes.intake.qti import ROOT, normalize, normalized, read_item, version_of
from vignettes.intake.question import Batch, Place, Refused
from vignettes.intake.xml_tree import read_xml

LARGEST = 64 * 1024 * 1024
"""Bytes of one file."""
HEAD = 64 * 1024
"""Bytes in which the first element of an XML file is looked for."""
READABLE = "What can be read: Moodle XML, GIFT, and QTI 2 or 3 (one item as XML, or a package as zip)."
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (
        b"\x1f\x8b",
        "is packed with gzip, as Moodle backups (.mbz) are. A backup holds a whole course: in Moodle open "
        "the question bank, choose “Export” and “Moodle XML format”, and import that file",
    ),
    (b"%PDF", "is a PDF. Export the questions from where they were written"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document. Export the questions as GIFT or Moodle XML"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive. Unpack it and import what it holds"),
    (b"Rar!", "is a RAR archive. Unpack it and import what it holds"),
    (
        b"SQLite format 3\x00",
        "is a database, perhaps of Anki. Export the notes as text and write them as GIFT",
    ),
)
ROOTS = {
    "questestinterop": "is QTI 1.2, an older language than QTI 2 and 3. Export as QTI 2.1, QTI 3, Moodle "
    "XML or GIFT; or let Moodle or another system convert it",
    "assessment-test": "is a QTI test, which only names its questions. Import the package (zip) it is "
    "from, or its items",
    "assessment-section": "is a section of a QTI test, which only names its questions. Import the "
    "package (zip) it is from, or its items",
    "manifest": "is the manifest of a package. Import the whole package (zip)",
    "moodle_backup": "is the description of a Moodle backup. In Moodle open the question bank, choose "
    "“Export” and “Moodle XML format”, and import that file",
    "html": "is a web page. Export the questions from the system that shows them",
    "rss": "is a news feed",
}
FIRST_ELEMENT = re.compile(r"<(?!\?|!)(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
AIKEN = re.compile(r"^ANSWER:\s*[A-Z]\s*$", re.MULTILINE)


def read_questions(raw: bytes, shown_as: str) -> Batch:
    """Return the questions of a file; Refused, saying what it is and what to do, where it is none."""
    if not raw.strip():
        raise Refused(f"{shown_as} is empty.")
    if len(raw) > LARGEST:
        raise Refused(
            f"{shown_as} has {len(raw):,} bytes; at most {LARGEST:,} are read. "
            "Export fewer questions at once."
        )
    if raw.startswith((ZIP_START, b"PK\x05\x06")):
        return read_package(raw, shown_as)
    for start, what in MAGIC:
        if raw.startswith(start):
            raise Refused(f"{shown_as} {what}.")
    text, note = _decoded(raw, shown_as)
    element = _first_element(text)
    if element is not None and (known := _by_element(raw, text, element, shown_as)):
        return known
    _refuse_other_texts(text, shown_as)
    batch = read_gift(text, shown_as)
    return Batch(batch.file, batch.format, batch.questions, [*batch.notes, *note])


def _by_element(raw: bytes, text: str, element: str, shown_as: str) -> Batch | None:
    """Read an XML file by its first element; None where the text only begins like XML."""
    name = normalized(element)
    if element == "quiz":
        return read_moodle(read_xml(raw, shown_as), shown_as)
    if name == ROOT:
        root = read_xml(raw, shown_as)
        version = version_of(root, element)
        place = Place(shown_as, root.line)
        return Batch(shown_as, version, [read_item(normalize(root), place)])
    known = ROOTS.get(name) or ROOTS.get(element)
    if known:
        raise Refused(f"{shown_as} {known}.")
    if text.lstrip().startswith("<?xml"):
        read_xml(raw, shown_as)
        raise Refused(
            f"{shown_as} is XML that begins with <{element}>, which holds no questions. {READABLE}"
        )
    return None


def _first_element(text: str) -> str | None:
    """Return the name of the first element, if a text begins like XML."""
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return None
    head = re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL)
    head = re.sub(r"<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", "", head, flags=re.DOTALL)
    found = FIRST_ELEMENT.search(head)
    return found[1] if found else ""


def _decoded(raw: bytes, shown_as: str) -> tuple[str, list[str]]:
    """Return a file's text, and what is to be said of its encoding."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), []
            except UnicodeDecodeError:
                raise Refused(
                    f"{shown_as} begins as {encoding.removesuffix('-sig').upper()} and is damaged further "
                    "on. Save it as UTF-8."
                ) from None
    if b"\x00" in raw[:HEAD]:
        half = raw[:HEAD].count(b"\x00") * 3 > min(len(raw), HEAD)
        if half and raw.lstrip(b"\x00").startswith(b"<"):
            return raw.decode("utf-16-be" if raw[:1] == b"\x00" else "utf-16-le", "replace"), []
        what = "is UTF-16 text without a mark that says so, or no text" if half else "is no text"
        raise Refused(f"{shown_as} {what}. Save it as UTF-8, if it is text. {READABLE}")
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    if raw.lstrip().startswith(b"<?xml"):
        return raw.decode("latin-1"), []
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise Refused(f"{shown_as}:{line}: this is not UTF-8 text. Save the file as UTF-8. {READABLE}")
    note = f"{shown_as}:{line}: not UTF-8, read as Windows-1252 (Latin 1): look at letters with accents"
    return text, [note]


def _refuse_other_texts(text: str, shown_as: str) -> None:
    """Refuse texts that are not GIFT, saying what they look like."""
    if AIKEN.search(text) and "{" not in text:
        raise Refused(
            f"{shown_as} is in the Aiken format. Import it into Moodle and export it as Moodle XML or GIFT."
        )
    if text.lstrip().startswith(("{", "[")):
        try:
            json.loads(text)
        except ValueError:
            pass
        else:
            raise Refused(f"{shown_as} is JSON. {READABLE}")
    if re.search(r"(?<!\\)[{}]|^\s*(::|\$CATEGORY:)", text, re.MULTILINE):
        return
    if _is_table(text):
        raise Refused(
            f"{shown_as} looks like a table (CSV). Which column is the question, it does not say: import "
            "it into your learning platform and export it from there as Moodle XML or GIFT."
        )
    raise Refused(
        f"{shown_as} holds no question: in GIFT the answers of each question stand in braces. {READABLE}"
    )


def _is_table(text: str) -> bool:
    """Whether lines are divided into columns, the same number in most."""
    lines = [line for line in text.splitlines() if line.strip()][:50]
    for mark in (",", ";", "\t"):
        counts = [line.count(mark) for line in lines]
        if len(lines) > 1 and min(counts) and counts.count(counts[0]) * 2 > len(counts):
            return True
    return False
