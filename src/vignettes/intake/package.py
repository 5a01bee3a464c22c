"""A QTI package: a zip archive whose imsmanifest.xml names the items."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from vignettes.intake.archive import Archive
from vignettes.intake.qti import ROOT, normalize, read_item, version_of
from vignettes.intake.question import Batch, Foreign, Place, Refused, shortened
from vignettes.intake.xml_tree import Damaged, Element, read_xml

MANIFEST = "imsmanifest.xml"
ITEM = re.compile(r"^imsqti_(apip)?item_xmlv[23]p", re.IGNORECASE)
TEST = re.compile(r"^imsqti_(apip)?(test|assessment|section)_xmlv[23]p", re.IGNORECASE)
OLD = re.compile(r"^(imsqti_xmlv1p|imsqti_item_xmlv1p)|imsccv1p", re.IGNORECASE)
OTHERS = (
    (
        "moodle_backup.xml",
        "is a Moodle backup, which holds a whole course. In Moodle open the question bank, choose “Export” "
        "and “Moodle XML format”, and import that file",
    ),
    ("[Content_Types].xml", "is an Office document. Export the questions as GIFT or Moodle XML"),
    ("h5p.json", "is an H5P package, which cannot be read here. Write its questions as GIFT"),
    ("mimetype", "is an e-book or a document of LibreOffice. Export the questions as GIFT or Moodle XML"),
    ("collection.anki21", "is a deck of Anki. Export the notes as text and write them as GIFT"),
    ("collection.anki2", "is a deck of Anki. Export the notes as text and write them as GIFT"),
)


def read_package(raw: bytes, shown_as: str) -> Batch:
    """Return all questions of a package, in the order of its manifest; Refused where it is none."""
    archive = Archive(raw, shown_as)
    manifest = _manifest(archive)
    base = posixpath.dirname(manifest)
    root = read_xml(archive.read(manifest), f"{shown_as} › {manifest}")
    resources = [node for node in root.every() if node.name == "resource"]
    notes: list[str] = []
    questions: list[Foreign] = []
    versions: list[str] = []
    used = {manifest}
    for resource in resources:
        kind = resource.attributes.get("type", "")
        name = _member(base, resource.attributes.get("href", ""))
        if OLD.search(kind) and not ITEM.match(kind):
            raise Refused(
                f"{shown_as} is a package of QTI 1.2 (its manifest says “{kind}”), an older language than "
                "QTI 2 and 3. Export as QTI 2.1, QTI 3, Moodle XML or GIFT; or let another "
                "system convert it."
            )
        if ITEM.match(kind):
            used.add(name)
            question, version = _item(archive, name, resource)
            questions.append(question)
            versions.append(version)
        elif TEST.match(kind):
            used.add(name)
            notes.append(f"{shown_as} › {name}: the test (its sections, order, time limits) is not carried")
    if not questions:
        raise Refused(
            f"{shown_as}: its manifest names no item of QTI 2 or 3, so there is nothing to import."
        )
    notes += _left(archive, used)
    return Batch(shown_as, ", ".join(sorted(set(filter(None, versions)))) or "QTI", questions, notes)


def _manifest(archive: Archive) -> str:
    """Return the manifest's name: at the top, or in the one folder that somebody packed whole."""
    found = [name for name in archive.names if posixpath.basename(name).casefold() == MANIFEST]
    if found:
        return min(found, key=lambda name: (name.count("/"), name))
    names = set(archive.names)
    for name, what in OTHERS:
        if name in names:
            raise Refused(f"{archive.shown_as} {what}.")
    held = shortened(", ".join(archive.names), 120) or "nothing"
    raise Refused(
        f"{archive.shown_as} is no QTI package: it has no {MANIFEST}. It holds {held}. If these are "
        "files of questions, unpack them and import each."
    )


def _member(base: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(base, unquote(href)))


def _item(archive: Archive, name: str, resource: Element) -> tuple[Foreign, str]:
    """Return the question of one resource, and its version of QTI."""
    place = Place(archive.shown_as, member=name)
    number = resource.attributes.get("identifier", "")
    try:
        root = read_xml(archive.read(name), str(place))
    except KeyError:
        reason = "the manifest names it, and the archive does not hold it"
        return Foreign(place, "missing item", number=number, reason=reason), ""
    except Damaged as damaged:
        return Foreign(place, "broken", number=number, reason=f"it cannot be read: {damaged}"), ""
    version = version_of(root, root.name)
    place = Place(archive.shown_as, root.line, member=name)
    if normalize(root).name != ROOT:
        reason = f"it begins with <{root.name}>, which is no item"
        return Foreign(place, "no item", number=number, reason=reason), ""
    return read_item(root, place, tuple(dict.fromkeys(_keywords(resource)))), version


def _keywords(resource: Element) -> Iterator[str]:
    for node in resource.every():
        if node.name == "keyword" and (said := " ".join(node.text.split())):
            yield said


def _left(archive: Archive, used: set[str]) -> list[str]:
    """Name every file that no question was made from."""
    return [
        f"{archive.shown_as} › {name}: the file is not carried"
        for name in archive.names
        if name not in used
    ]
