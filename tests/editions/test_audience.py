from __future__ import annotations

from collections.abc import Iterator

import pytest
from docutils import nodes
from docutils.utils import new_document

from vignettes.editions import answer_key
from vignettes.editions.audience import leaks, letters, secrets_of, strip_answers
from vignettes.editions.score_sheet import add_score_sheets
from vignettes.editions.writer.cases import number_questions
from vignettes.loading import Bank
from vignettes.render import nodes as v
from vignettes.render.doctree import document_nodes


@pytest.fixture
def page(gallery_bank: Bank) -> nodes.document:
    document = new_document("page")
    for case in gallery_bank:
        document += document_nodes(case.vignette, lambda keys: [nodes.Text(", ".join(keys))])
    number_questions(document)
    return document


def attributes(document: nodes.document) -> Iterator[str]:
    for node in document.findall(nodes.Element):
        yield from node.attributes


def test_students_get_no_feedback_no_notes_and_no_key(page: nodes.document) -> None:
    strip_answers(page, {})
    kinds = (v.vignette_feedback, v.vignette_facilitator, v.vignette_verdict, v.vignette_rationale)
    assert not [node for node in page.findall() if isinstance(node, kinds)]
    assert not {"key", "fingerprint"} & set(attributes(page))


def test_no_text_that_only_instructors_may_read_is_left(page: nodes.document, gallery_bank: Bank) -> None:
    secrets = secrets_of(case.vignette for case in gallery_bank)
    assert [*leaks(page, secrets)]
    strip_answers(page, secrets)
    assert not [*leaks(page, secrets)]


def test_every_rationale_and_feedback_is_a_secret(gallery_bank: Bank) -> None:
    secrets = secrets_of(case.vignette for case in gallery_bank)
    for item in (item for case in gallery_bank for stage in case.vignette.stages for item in stage.items):
        if len(letters(item.rationale)) >= 20:
            assert letters(item.rationale) in secrets
    known = "".join(secrets)
    for text in ("thank you for telling me", "divide the charts", "you divided by", "ruth says nothing"):
        assert letters(text) in known, text


def test_a_choice_keeps_where_it_leads(page: nodes.document) -> None:
    strip_answers(page, {})
    ways = [o.astext() for o in page.findall(v.vignette_option) if "If " in o.astext()]
    assert ways == [
        "Offer the same hour next week\n\nIf Trust is 2 or more and Told is 1 or more, go on to section 6. "
        "Otherwise go on to Debrief."
    ]
    choices = [o for o in page.findall(v.vignette_option) if "o on to" in o.astext()]
    assert len(choices) == 14


def test_a_case_that_remembers_has_a_score_sheet_and_tells_what_each_decision_changes(
    page: nodes.document,
) -> None:
    add_score_sheets(page)
    strip_answers(page, {})
    sheet, ledger = page.findall(nodes.table)
    rows = [[entry.astext() for entry in row.findall(nodes.entry)] for row in sheet.findall(nodes.row)]
    assert rows[0] == ["Section", "Letter", "Trust (0 to 2)", "Told (0 to 1)"]
    assert rows[1] == ["start", "", "1", "0"]
    assert [[text.strip("\u2060\n") for text in row] for row in rows[2:]] == [[""] * 4] * 6
    told = [[entry.astext() for entry in row.findall(nodes.entry)] for row in ledger.findall(nodes.row)]
    options = {
        (stage.children[0].astext().split()[1], letter): option.astext()
        for case in page.findall(v.vignette)
        if case["vignette"] == "branching-state"
        for stage in case.findall(v.vignette_stage)
        for letter, option in zip("ABC", stage.findall(v.vignette_option), strict=False)
    }
    said = {text.splitlines()[0]: row[2] for row in told[1:] if (text := options[row[0], row[1]])}
    assert said["Begin with the form"] == "Nothing else changes."
    assert said["Tell her that it is rarely about sleep"] == "Trust falls by 2."
    assert said["Ask her for dates and names"] == "Told rises by 1. Trust falls by 1."


def test_students_are_not_told_how_an_expert_goes(page: nodes.document) -> None:
    assert [*page.findall(v.vignette_expert)]
    strip_answers(page, {})
    assert not [*page.findall(v.vignette_expert)]


def test_a_cell_that_prints_feedback_goes_and_a_cell_with_a_case_stays(gallery_bank: Bank) -> None:
    secrets = secrets_of(case.vignette for case in gallery_bank)
    document = new_document("page")
    feedback = "This gives PERMISSION in both\n   directions, because\nshe may speak or stay silent!"
    document += nodes.container("", nodes.literal_block(feedback, feedback), nb_element="cell_code")
    document += nodes.container("", nodes.paragraph("", "kept"), nb_element="cell_code")
    case = v.vignette("", nodes.paragraph("", feedback), vignette="x", branching=False)
    document += nodes.container("", case, nb_element="cell_code")
    strip_answers(document, secrets)
    assert document.astext() == f"kept\n\n{feedback}"


def test_a_box_for_facilitators_is_not_for_students() -> None:
    document = new_document("page")
    document += nodes.admonition("", nodes.paragraph("", "hush"), classes=["facilitator"])
    document += nodes.paragraph("", "kept")
    strip_answers(document, {})
    assert document.astext() == "kept"


def test_the_answer_key_is_in_the_letters_that_are_printed(page: nodes.document) -> None:
    keys = {(line.case[:9], line.question): line.key for line in answer_key.lines("page", page)}
    options = {
        (item["ids"][0]): [o.astext() for o in item.findall(v.vignette_option)]
        for item in page.findall(v.vignette_item)
    }
    best = options["case-every-type--one-best-q"]
    assert best["ABC".index(keys["Every kin", "1"])] == "“You can ask me anything, or leave it.”"
    assert keys["Every kin", "5"] == "30 % (± 0.5)"
    assert keys["Every kin", "6"] == "see the model reply; 3 points"
    first = options["case-branching-path--first-move-q"]
    assert first["ABC".index(keys["A case th", "1"])].startswith("Ask each of them")


def test_the_key_of_an_order_lists_the_steps_as_they_follow(page: nodes.document) -> None:
    (item,) = (node for node in page.findall(v.vignette_item) if node["kind"] == "order")
    printed = [step.astext().split()[0] for step in item.findall(v.vignette_step)]
    said = answer_key.key_of(item).split(" – ")
    assert [printed["ABCD".index(letter)] for letter in said] == ["Listen", "Ask", "Offer", "Agree"]


def test_the_key_of_a_match_pairs_numbers_with_letters(page: nodes.document) -> None:
    item = next(node for node in page.findall(v.vignette_item) if node["item"] == "pairs")
    letter = dict(pair.split() for pair in answer_key.key_of(item).split(", "))
    printed = [option.astext() for option in item.findall(v.vignette_option)]
    want = {"1": "Permission", "2": "Limited information", "3": "Specific suggestions"}

    assert {n: printed["ABCD".index(at)] for n, at in letter.items()} == want
