"""QTI 3.0 packages, by the rules of the specification that need no player."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from vignettes.export.qti3 import qti3
from vignettes.export.qti3_item import assessment_item
from vignettes.export.question import Question
from vignettes.model import Match, Multiple

ITEM = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
PACKAGE = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/LOM}"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
HTML = {"div", "p", "br", "strong", "em", "ul", "ol", "li", "blockquote"}
ORDER = ("response-declaration", "outcome-declaration", "item-body", "response-processing")
INTERACTIONS = {
    "single": "choice",
    "multiple": "choice",
    "choice": "choice",
    "order": "order",
    "match": "match",
    "number": "text-entry",
    "reply": "extended-text",
}


@pytest.fixture(scope="module")
def package(every: list[Question]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(qti3(every)))


@pytest.fixture(scope="module")
def items(every: list[Question], package: zipfile.ZipFile) -> dict[str, ET.Element]:
    """Every item by the question's id."""
    return {question.id: ET.fromstring(package.read(f"items/{question.id}.xml")) for question in every}


def local(node: ET.Element) -> str:
    return node.tag.removeprefix(ITEM)


def test_the_manifest_names_every_file_once_with_title_and_tags(
    every: list[Question], package: zipfile.ZipFile
) -> None:
    manifest = ET.fromstring(package.read("imsmanifest.xml"))
    resources = manifest.findall(f"{PACKAGE}resources/{PACKAGE}resource")
    paths = [str(resource.get("href")) for resource in resources]
    assert sorted([*paths, "imsmanifest.xml"]) == sorted(package.namelist())
    assert len({resource.get("identifier") for resource in resources}) == len(resources)
    by_path = dict(zip(paths, resources, strict=True))
    for question in every:
        general = by_path[f"items/{question.id}.xml"].find(f"{PACKAGE}metadata/{LOM}lom/{LOM}general")
        assert general is not None
        assert general.findtext(f"{LOM}identifier/{LOM}entry") == f"urn:uuid:{question.uuid}"
        assert general.findtext(f"{LOM}title/{LOM}string") == question.name
        tags = [word.findtext(f"{LOM}string") for word in general.findall(f"{LOM}keyword")]
        assert tags == list(question.tags)


def test_the_test_asks_every_question_once_in_order_in_a_section_for_its_case(
    every: list[Question], package: zipfile.ZipFile
) -> None:
    test = ET.fromstring(package.read("test.xml"))
    sections = test.findall(f".//{ITEM}qti-assessment-section")
    hrefs = [ref.get("href") for section in sections for ref in section]
    assert hrefs == [f"items/{question.id}.xml" for question in every]
    assert len(sections) == len({question.vignette.id for question in every})


def test_items_have_the_parts_of_the_specification_in_its_order(
    every: list[Question], items: dict[str, ET.Element]
) -> None:
    for question in every:
        item = items[question.id]
        parts = [local(part).removeprefix("qti-") for part in item]
        assert parts == sorted(parts, key=ORDER.index), question.id
        assert item.get("time-dependent") == "false" and item.get("title") == question.name
        found = {local(node).removeprefix("qti-") for node in item.iter() if "interaction" in node.tag}
        assert found == {f"{INTERACTIONS[question.item.type]}-interaction"}
        plain = {local(node) for node in item.iter() if not local(node).startswith("qti-")}
        assert plain <= HTML, question.id


def test_every_name_is_a_name_and_every_reference_has_its_declaration(
    every: list[Question], items: dict[str, ET.Element]
) -> None:
    names = {str(item.get("identifier")) for item in items.values()}
    assert len(names) == len(every)
    for question in every:
        item = items[question.id]
        names |= {str(node.get("identifier")) for node in item.iter() if node.get("identifier")}
        declared = {node.get("identifier") for node in item if local(node).endswith("-declaration")}
        for node in item.iter():
            if local(node) in ("qti-variable", "qti-set-outcome-value", "qti-map-response", "qti-is-null"):
                assert node.get("identifier") in declared | {None}, question.id
            for attribute in ("outcome-identifier", "response-identifier"):
                assert node.get(attribute) in declared | {None}, question.id
    assert [name for name in names if not NAME.fullmatch(name)] == []


def test_every_feedback_block_is_named_by_some_rule_or_is_a_choice(
    every: list[Question], items: dict[str, ET.Element]
) -> None:
    for question in every:
        item = items[question.id]
        named = {value.text for value in item.iter(f"{ITEM}qti-base-value")}
        choices = {choice.get("identifier") for choice in item.iter(f"{ITEM}qti-simple-choice")}
        blocks = [block.get("identifier") for block in item.iter(f"{ITEM}qti-feedback-block")]
        assert len(set(blocks)) == len(blocks) and set(blocks) <= named | choices, question.id
        assert "whole" in blocks


def test_correct_responses_are_among_what_can_be_chosen(
    every: list[Question], items: dict[str, ET.Element]
) -> None:
    for question in every:
        item = items[question.id]
        right = [value.text for value in item.iterfind(f".//{ITEM}qti-correct-response/{ITEM}qti-value")]
        if isinstance(question.item, Match):
            assert len(right) == len(question.item.pairs)
            assert {name for pair in right for name in str(pair).split()} <= {
                choice.get("identifier") for choice in item.iter(f"{ITEM}qti-simple-associable-choice")
            }
        elif question.item.type not in ("number", "reply"):
            assert right and set(right) <= {
                choice.get("identifier") for choice in item.iter(f"{ITEM}qti-simple-choice")
            }
        if isinstance(question.item, Multiple):
            assert len(right) == sum(option.correct for option in question.item.options)


def test_a_list_that_does_not_begin_with_1_keeps_its_numbers(asked: list[Question]) -> None:
    written = "Text & more:\n\n3. *three*\n4. four\n   - under\n\n> 7. seven"
    item = asked[0].item.model_copy(update={"rationale": written})
    body = assessment_item(replace(asked[0], item=item)).decode()
    assert "<ul><li><p>3. <em>three</em></p></li><li><p>4. four</p><ul><li><p>under" in body
    assert "<li><p>7. seven</p></li>" in body and "start=" not in body and "Text &amp; more" in body


def test_a_package_of_other_cases_has_another_name(asked: list[Question]) -> None:
    def name(questions: list[Question]) -> str | None:
        content = zipfile.ZipFile(io.BytesIO(qti3(questions))).read("imsmanifest.xml")
        return ET.fromstring(content).get("identifier")

    assert name(asked) == name(asked[:-1]) != name(asked[:5])
