"""One question as a QTI 3.0 assessment item.

SCORE runs from 0 to 1 and is the grade of `vignettes.grading`, in QTI's own expressions; a reply is scored
by a person. FEEDBACK names the feedback blocks to show: that of each chosen option, that of the number, or
how right the order or the pairs are. In a `multiple`, MISSED-… does so for an option that belongs and was
left out. EXPLANATION shows what everybody is told. Nothing is scored or shown for an empty answer.

A rubric block for scorers is left out: players show it to learners.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from vignettes.export.markup import DECLARATION, element
from vignettes.export.qti3_kinds import KINDS, Parts
from vignettes.export.qti3_rules import (
    EXPLANATION,
    FEEDBACK,
    RESPONSE,
    SCORE,
    set_name,
    variable,
    when,
)
from vignettes.export.question import Question
from vignettes.export.said import (
    decimal,
    whole_feedback,
)
from vignettes.model import Reply

SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
WHOLE = "whole"


def identifier(question: Question) -> str:
    """Return the name of a question's item: it begins with a letter, as QTI asks, and holds both ids."""
    return f"item-{question.vignette.id}.{question.item.id}"


def assessment_item(question: Question) -> bytes:
    """Return a question as an item file."""
    parts = KINDS[type(question.item)](question)
    by_person = isinstance(question.item, Reply)
    body = element(
        "qti-item-body",
        element("div", question.stem),
        parts.interaction,
        *(_block(FEEDBACK, name, said) for name, said in parts.said),
        *(_block(outcome, outcome, said) for outcome, said in parts.missed),
        _block(EXPLANATION, WHOLE, whole_feedback(question)),
    )
    item = element(
        "qti-assessment-item",
        _response(parts),
        _score(by_person),
        _named_outcome(
            FEEDBACK, "multiple" if parts.cardinality == "multiple" and parts.missed else "single"
        ),
        *(_named_outcome(outcome) for outcome, _ in parts.missed),
        _named_outcome(EXPLANATION),
        _numbered(body),
        _processing(parts),
        xmlns=SPACE,
        **{"xmlns:xsi": INSTANCE, "xsi:schemaLocation": f"{SPACE} {SCHEMA}"},
        identifier=identifier(question),
        title=question.name,
        adaptive=False,
        time_dependent=False,
        **{"xml:lang": "en"},
    )
    return (DECLARATION + item + "\n").encode()


def _numbered(body: str) -> str:
    """Return markup whose lists begin with 1, as QTI asks: one that does not has its numbers as text."""
    if "<ol start=" not in body:
        return body
    root = ET.fromstring(body)
    for numbered in list(root.iterfind(".//ol[@start]")):
        numbered.tag = "ul"
        for number, entry in enumerate(numbered, int(numbered.attrib.pop("start"))):
            first = next(iter(entry), entry)
            target = first if first.tag == "p" else entry
            target.text = f"{number}. {target.text or ''}"
    return ET.tostring(root, encoding="unicode")


def _response(parts: Parts) -> str:
    content = ""
    if parts.right:
        content += element("qti-correct-response", *(element("qti-value", value) for value in parts.right))
    if parts.mapping:
        entries = (
            element("qti-map-entry", map_key=key, mapped_value=decimal(worth))
            for key, worth in parts.mapping
        )
        content += element("qti-mapping", *entries, default_value=0)
    return element(
        "qti-response-declaration",
        content,
        identifier=RESPONSE,
        cardinality=parts.cardinality,
        base_type=parts.base_type,
    )


def _score(by_person: bool) -> str:
    scored = {"external_scored": "human"} if by_person else {}
    return element(
        "qti-outcome-declaration",
        element("qti-default-value", element("qti-value", "0")),
        identifier=SCORE,
        cardinality="single",
        base_type="float",
        normal_maximum=1,
        normal_minimum=0,
        **scored,
    )


def _named_outcome(name: str, cardinality: str = "single") -> str:
    return element(
        "qti-outcome-declaration", identifier=name, cardinality=cardinality, base_type="identifier"
    )


def _block(outcome: str, name: str, said: str) -> str:
    return element(
        "qti-feedback-block",
        element("qti-content-body", said),
        outcome_identifier=outcome,
        identifier=name,
        show_hide="show",
    )


def _processing(parts: Parts) -> str:
    answered = element("qti-not", element("qti-is-null", variable(RESPONSE)))
    return element("qti-response-processing", when(answered, parts.rules + set_name(EXPLANATION, WHOLE)))
