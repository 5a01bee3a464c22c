"""QTI 3.0: a package with an item for each question and one test, a section for each case."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from vignettes.export.archive import archive
from vignettes.export.formats import Format
from vignettes.export.markup import DECLARATION, element
from vignettes.export.qti3_item import INSTANCE, SCHEMA, SPACE, assessment_item, identifier
from vignettes.export.qti3_rules import SCORE
from vignettes.export.question import SPACE as NAME_SPACE
from vignettes.export.question import Question, plain, printable

MANIFEST, TEST = "imsmanifest.xml", "test.xml"
PACKAGING = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
PACKAGING_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
METADATA = "http://ltsc.ieee.org/xsd/LOM"
METADATA_SCHEMA = "https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd"
ITEM_TYPE, TEST_TYPE = "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"


def qti3(questions: Sequence[Question]) -> bytes:
    """Return questions as a content package."""
    files = {_path(question): assessment_item(question) for question in questions}
    files[TEST] = _test(questions)
    files[MANIFEST] = _manifest(questions)
    return archive(files)


def _path(question: Question) -> str:
    return f"items/{question.vignette.id}/{question.item.id}.xml"


def _course(questions: Sequence[Question]) -> str:
    return printable(questions[0].course) if questions else ""


def _package(questions: Sequence[Question]) -> uuid.UUID:
    """Return the name of a package: the same cases, the same name."""
    cases = dict.fromkeys(question.vignette.id for question in questions)
    return uuid.uuid5(NAME_SPACE, " ".join(cases))


def _test(questions: Sequence[Question]) -> bytes:
    cases = groupby(questions, lambda question: question.vignette.id)
    sections = (_section(list(members)) for _, members in cases)
    total = element("qti-sum", element("qti-test-variables", variable_identifier=SCORE))
    test = element(
        "qti-assessment-test",
        element("qti-outcome-declaration", identifier=SCORE, cardinality="single", base_type="float"),
        element(
            "qti-test-part",
            element("qti-item-session-control", max_attempts=1, show_feedback=True, allow_review=True),
            *sections,
            identifier="cases",
            navigation_mode="nonlinear",
            submission_mode="individual",
        ),
        element("qti-outcome-processing", element("qti-set-outcome-value", total, identifier=SCORE)),
        xmlns=SPACE,
        **{"xmlns:xsi": INSTANCE, "xsi:schemaLocation": f"{SPACE} {SCHEMA}"},
        identifier=f"test-{_package(questions)}",
        title=_course(questions),
    )
    return (DECLARATION + test + "\n").encode()


def _section(questions: Sequence[Question]) -> str:
    case = questions[0].vignette
    items = (
        element("qti-assessment-item-ref", identifier=identifier(question), href=_path(question))
        for question in questions
    )
    return element(
        "qti-assessment-section",
        *items,
        identifier=f"case-{case.id}",
        title=plain(case.title),
        visible=True,
    )


def _manifest(questions: Sequence[Question]) -> bytes:
    about = (
        element("schema", "QTI Package")
        + element("schemaversion", "3.0.0")
        + _described(_package(questions), _course(questions), ())
    )
    test = element(
        "resource",
        element("file", href=TEST),
        *(element("dependency", identifierref=identifier(question)) for question in questions),
        identifier=f"test-{_package(questions)}",
        type=TEST_TYPE,
        href=TEST,
    )
    manifest = element(
        "manifest",
        element("metadata", about),
        element("organizations"),
        element("resources", test, *map(_resource, questions)),
        xmlns=PACKAGING,
        **{
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{PACKAGING} {PACKAGING_SCHEMA} {METADATA} {METADATA_SCHEMA}",
        },
        identifier=f"package-{_package(questions)}",
    )
    return (DECLARATION + manifest + "\n").encode()


def _resource(question: Question) -> str:
    described = _described(question.uuid, question.name, question.tags)
    return element(
        "resource",
        element("metadata", described),
        element("file", href=_path(question)),
        identifier=identifier(question),
        type=ITEM_TYPE,
        href=_path(question),
    )


def _described(entry: uuid.UUID, title: str, keywords: Iterable[str]) -> str:
    """Return a record in the Learning Object Metadata of IEEE: identifier, title, keywords."""
    general = element(
        "general",
        element("identifier", element("catalog", "URI"), element("entry", f"urn:uuid:{entry}")),
        element("title", _string(title)),
        element("language", "en"),
        *(element("keyword", _string(word)) for word in keywords),
    )
    return element("lom", general, xmlns=METADATA)


def _string(said: str) -> str:
    return element("string", escape(said, quote=False), language="en")


FORMAT = Format(
    name="qti3",
    suffix="qti3.zip",
    summary="QTI 3.0, a package of items and one test, for platforms of the 1EdTech standard",
    write=qti3,
    becomes={
        "choice": "one of several, worth 1, 0.5 or 0, without the way on",
        "reply": "a written answer that a person scores; model answer and rubric are shown afterwards",
    },
)
