"""The same form in an LMS: the same questions, order and letters as on paper, and nothing shuffled."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.exam.conftest import Made
from vignettes.dealing import deal
from vignettes.errors import UsageError
from vignettes.exam.forms import Form
from vignettes.exam.lms import form_format, questions_of, written_as
from vignettes.model import Multiple, Order, Single
from vignettes.render.prose import plain_line

QTI = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"


@pytest.fixture(params=["real", "hostile"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def moodle(made: Made, form: Form) -> list[ET.Element]:
    (file,) = made.folder.glob(f"*-{form.name}.moodle.xml")
    return [node for node in ET.parse(file).getroot() if node.get("type") != "category"]


def test_moodle_has_the_questions_of_the_paper_in_its_order_under_names_that_keep_it(made: Made) -> None:
    for form in made.forms:
        nodes = moodle(made, form)
        assert [node.findtext("idnumber") for node in nodes] == [q.entry.id for q in form.questions]
        names = [node.findtext("name/text") or "" for node in nodes]
        assert names == sorted(names)
        assert [int(name[:2]) for name in names] == [q.number for q in form.questions]


def test_moodle_shows_the_letters_of_the_paper_and_shuffles_nothing(made: Made) -> None:
    for form in made.forms:
        for question, node in zip(form.questions, moodle(made, form), strict=True):
            assert node.findtext("shuffleanswers") in (None, "false")
            if isinstance(question.entry.item, (Single, Multiple)):
                worth = [float(answer.get("fraction", "")) for answer in node.iter("answer")]
                right = [letter for letter, share in zip("ABCDEFGH", worth, strict=False) if share > 0]
                assert ", ".join(right) == question.key


def test_moodle_lists_the_steps_of_an_order_as_the_paper_does(hostile: Made) -> None:
    (form,) = hostile.forms
    for question, node in zip(form.questions, moodle(hostile, form), strict=True):
        item = question.entry.item
        if isinstance(item, Order):
            pairs = [
                (pair.findtext("text"), pair.findtext("answer/text")) for pair in node.iter("subquestion")
            ]
            right = [step.id for step in item.steps]
            shown = deal(question.entry.vignette.id, item)
            assert pairs == [(plain_line(s.text), str(right.index(s.id) + 1)) for s in shown]
            return
    pytest.fail("the hostile form has no order item")


def test_each_form_is_filed_in_a_category_of_its_own(real: Made) -> None:
    for form in real.forms:
        (file,) = real.folder.glob(f"*-{form.name}.moodle.xml")
        categories = [node.findtext("category/text") for node in ET.parse(file).getroot().iter("question")]
        assert [name for name in categories if name] == [
            f"$course$/top/Final examination, form {form.name}/exam"
        ]


def test_a_package_of_qti_has_the_order_and_the_letters_of_the_paper_and_shuffles_nothing(
    made: Made,
) -> None:
    for form in made.forms:
        (file,) = made.folder.glob(f"*-{form.name}.qti3.zip")
        with zipfile.ZipFile(file) as package:
            listed = ET.fromstring(package.read("test.xml")).iter(f"{QTI}qti-assessment-item-ref")
            names = [node.get("href") or "" for node in listed]
            assert names == [f"items/{q.entry.id}.xml" for q in form.questions]
            for question, name in zip(form.questions, names, strict=True):
                item = package.read(name).decode()
                assert 'shuffle="true"' not in item
                if isinstance(question.entry.item, Single):
                    shown = [
                        c.get("identifier") for c in ET.fromstring(item).iter(f"{QTI}qti-simple-choice")
                    ]
                    right = ET.fromstring(item).findtext(f".//{QTI}qti-correct-response/{QTI}qti-value")
                    assert "ABCDEFGH"[shown.index(right)] == question.key


def test_gift_has_the_order_and_the_letters_of_the_paper(real: Made) -> None:
    for form in real.forms:
        said = (real.folder / f"blueprint-{form.name}.gift.txt").read_text("utf-8")
        asked = re.findall(r"\[id:([^\]]+)\].*?\n::.*?\{\n(.*?)\n\}", said, re.DOTALL)
        assert [name for name, _ in asked] == [q.entry.id for q in form.questions]
        for question, (_, answers) in zip(form.questions, asked, strict=True):
            if isinstance(question.entry.item, Single):
                marks = [line.strip()[0] for line in answers.splitlines() if line.strip()[0] in "=~"]
                assert "ABCDEFGH"[marks.index("=")] == question.key


def test_an_item_keeps_its_identifier_in_every_form_and_in_the_bank(real: Made) -> None:
    first, second = ({q.id: q.uuid for q in questions_of(form, "T", {})} for form in real.forms)
    assert first == second


def test_a_form_is_not_written_without_one_of_its_questions(hostile: Made) -> None:
    questions = questions_of(hostile.forms[0], "T", {})
    target = replace(form_format("gift"), refused={"order": "Use a match."})
    with pytest.raises(UsageError, match=r"gift cannot carry every-type-sequence/sequence.* Use a match"):
        written_as(target, questions)


def test_whoever_writes_gift_is_told_that_it_does_not_keep_the_order(real: Made) -> None:
    assert any(line.startswith("GIFT cannot say that options keep their order") for line in real.said)
