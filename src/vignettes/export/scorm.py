"""SCORM 1.2: one package, in which every case is a SCO of its own, in a folder a module.

A SCO is the case as the book shows it: the same HTML and the same script, with `frontend/scorm.js` for a
host, which keeps the answers in the learning system.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from xml.etree import ElementTree as ET

from vignettes import frontend
from vignettes.errors import UsageError
from vignettes.export.archive import archive
from vignettes.export.formats import Format
from vignettes.export.question import SPACE, Question, plain, printable
from vignettes.render import words
from vignettes.render.html import static_html

MANIFEST, SCRIPT, STYLE, PAGE_STYLE = "imsmanifest.xml", "vignettes.js", "vignettes.css", "package.css"
SHARED = "shared"
PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
METADATA = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
Case = Sequence[Question]
SCHEMAS = f"{PACKAGING} imscp_rootv1p1p2.xsd {METADATA} imsmd_rootv1p2p1.xsd {SCORM} adlcp_rootv1p2.xsd"


def scorm(questions: Sequence[Question], mastery: int | None = None) -> bytes:
    """Return the whole cases that the questions come from as a package.

    Of `mastery` (0 to 100), the learning system makes passed and failed; without it a case is completed.
    Raises UsageError if `mastery` is not a percentage.
    """
    if mastery is not None and not 0 <= mastery <= 100:
        raise UsageError(f"A mastery score runs from 0 to 100; {mastery} does not.")
    cases = _cases(questions)
    pages = {_page_name(case[0]): printable(_page(case[0])).encode() for case in cases}
    shared = {
        SCRIPT: frontend.classic_script("scorm.js").encode(),
        STYLE: frontend.style().encode(),
        PAGE_STYLE: frontend.style("package.css").encode(),
    }
    return archive({MANIFEST: _manifest(cases, mastery), **pages, **shared})


def _cases(questions: Sequence[Question]) -> list[Case]:
    """Return the questions of each case, in the order of the course's modules and of the questions."""
    cases: dict[str, list[Question]] = {}
    for question in sorted(questions, key=_place):
        cases.setdefault(question.vignette.id, []).append(question)
    return list(cases.values())


def _place(question: Question) -> int:
    """Return the place of its module in the course, from 0; of a module without a title, the last."""
    known = list(question.titles)
    module = question.vignette.module
    return known.index(module) if module in known else len(known)


def _folders(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the cases of each module by its title; exam cases stand apart."""
    folders: dict[str, list[Case]] = {}
    for case in cases:
        exam = " (exam)" if case[0].vignette.use == "exam" else ""
        folders.setdefault(case[0].module_title + exam, []).append(case)
    return folders


def _page_name(question: Question) -> str:
    return f"cases/{question.vignette.id}.html"


def _page(question: Question) -> str:
    """Return the page of a case; its own title is a heading of the third level."""
    case = question.vignette
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(plain(case.title), quote=False)}</title>"
        '<link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="../{STYLE}"><link rel="stylesheet" href="../{PAGE_STYLE}">'
        f'<script defer src="../{SCRIPT}"></script></head>\n<body>'
        f'<header class="package-head"><h1>{escape(question.course, quote=False)}</h1>'
        f"<h2>{escape(question.module_title, quote=False)}</h2></header>\n"
        '<main><p class="package-notice" role="status" hidden></p>\n'
        f"{static_html(case, dict(question.references))}</main>\n"
        f'<footer class="package-foot">{_works(question)}'
        f"<p>{escape(words.NOTICE, quote=False)}</p></footer></body></html>\n"
    )


def _works(question: Question) -> str:
    """Return in full the works that a case cites: a package has no page of references."""
    case = question.vignette
    keys = dict.fromkeys([*case.references, *(key for _, item in case.items() for key in item.references)])
    works = sorted(question.references[key].text for key in keys if key in question.references)
    entries = "".join(f"<li>{escape(work, quote=False)}</li>" for work in works)
    return f"<details><summary>Works cited</summary><ul>{entries}</ul></details>" if works else ""


def _manifest(cases: Sequence[Case], mastery: int | None) -> bytes:
    course = cases[0][0].course
    selection = ",".join(case[0].vignette.id for case in cases)
    root = ET.Element(
        "manifest",
        {
            "identifier": f"MANIFEST-{uuid.uuid5(SPACE, 'scorm12/' + selection)}",
            "version": "1.0",
            "xmlns": PACKAGING,
            "xmlns:adlcp": SCORM,
            "xmlns:imsmd": METADATA,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": SCHEMAS,
        },
    )
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "ADL SCORM"
    ET.SubElement(about, "schemaversion").text = "1.2"
    _described(about, course, words.NOTICE, ())
    _organization(root, course, cases, mastery)
    _resources(root, cases)
    ET.indent(root, "  ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _organization(root: ET.Element, title: str, cases: Sequence[Case], mastery: int | None) -> None:
    organizations = ET.SubElement(root, "organizations", default="course")
    course = ET.SubElement(organizations, "organization", identifier="course")
    ET.SubElement(course, "title").text = printable(title)
    for number, (module, inside) in enumerate(_folders(cases).items(), 1):
        folder = ET.SubElement(course, "item", identifier=f"module-{number}", isvisible="true")
        ET.SubElement(folder, "title").text = printable(module)
        for case in inside:
            name = case[0].vignette.id
            given = {"identifier": f"item-{name}", "identifierref": f"case-{name}", "isvisible": "true"}
            item = ET.SubElement(folder, "item", given)
            ET.SubElement(item, "title").text = plain(case[0].vignette.title)
            if mastery is not None:
                ET.SubElement(item, "adlcp:masteryscore").text = str(mastery)


def _resources(root: ET.Element, cases: Sequence[Case]) -> None:
    resources = ET.SubElement(root, "resources")
    for case in cases:
        page = _page_name(case[0])
        resource = _resource(resources, f"case-{case[0].vignette.id}", "sco", page)
        tags = dict.fromkeys(tag for question in case for tag in question.tags)
        about = ET.SubElement(resource, "metadata")
        _described(about, plain(case[0].vignette.title), plain(case[0].vignette.person), tags)
        ET.SubElement(resource, "file", href=page)
        ET.SubElement(resource, "dependency", identifierref=SHARED)
    shared = _resource(resources, SHARED, "asset", SCRIPT)
    for name in (SCRIPT, STYLE, PAGE_STYLE):
        ET.SubElement(shared, "file", href=name)


def _resource(resources: ET.Element, identifier: str, kind: str, href: str) -> ET.Element:
    given = {"identifier": identifier, "type": "webcontent", "adlcp:scormtype": kind, "href": href}
    return ET.SubElement(resources, "resource", given)


def _described(about: ET.Element, title: str, description: str, tags: Iterable[str]) -> None:
    """Describe something in the words of IMS metadata: what it is called, what it is, its tags."""
    general = ET.SubElement(ET.SubElement(about, "imsmd:lom"), "imsmd:general")
    _said(general, "title", title)
    ET.SubElement(general, "imsmd:language").text = "en"
    _said(general, "description", description)
    for tag in tags:
        _said(general, "keyword", tag)


def _said(general: ET.Element, name: str, said: str) -> None:
    parent = ET.SubElement(general, f"imsmd:{name}")
    ET.SubElement(parent, "imsmd:langstring", {LANGUAGE: "en"}).text = printable(said)


BECOMES: Mapping[str, str] = {
    "single": "the course's own page; reported as an interaction “choice”",
    "multiple": "the course's own page; reported as “choice” with the share judged rightly",
    "order": "the course's own page; reported as “sequencing” with the share in its place",
    "match": "the course's own page; reported as “matching” with the share matched",
    "number": "the course's own page; reported as “numeric”, where a pattern has no tolerance",
    "reply": "the course's own page; reported as “fill-in” (255 characters), neutral and without a score",
    "choice": "the course's own page with its branches; reported as “choice”, a costly one as 0.50",
}

FORMAT = Format(
    "scorm12",
    ".scorm12.zip",
    "a SCORM 1.2 package: whole cases, played in the learning system, which keeps answers and scores",
    scorm,
    becomes=BECOMES,
    advice="The keys stand in the package, as in the book: it is for learning. A later export may replace "
    "it; learners are asked again what was revised.",
)
