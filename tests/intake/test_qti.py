"""Items of QTI 2 and 3 are carried by what their rules do, and what has no equal is named."""

from __future__ import annotations

import pytest

from tests.intake import qti_items as q
from tests.intake.reading import read, zipped
from vignettes.intake.detect import read_questions
from vignettes.intake.question import Refused


def one(text: str | bytes):
    (found,) = read(text)
    return found


def test_a_choice_with_a_template_is_a_single() -> None:
    found = one(q.item(q.STORY + q.choices(q.THREE), q.response("B")))
    assert found.case["id"] == "the-first-visit" and found.case["title"] == "The first visit"
    assert (found.story, found.item["prompt"]) == ("Ines, 41, is silent.", "What now?")
    assert (found.texts, found.keys, found.lost) == (["Wait", "Ask", "Leave"], ["Ask"], ())
    assert found.outcome.text.startswith(
        "# Imported from bank:2, choice interaction “The first visit”, id item-7 ["
    )


def test_a_prompt_that_holds_the_whole_story_is_divided() -> None:
    found = one(q.item(q.choices(q.THREE, prompt="Ines, 41, is silent. What now?"), q.response("B")))
    assert (found.story, found.item["prompt"]) == ("Ines, 41, is silent.", "What now?")


def test_feedback_that_is_named_like_a_choice_belongs_to_it() -> None:
    options = {
        name: f'{said}<feedbackInline outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">'
        f"Said to {name}.</feedbackInline>"
        for name, said in q.THREE.items()
    }
    found = one(q.item(q.choices(options), q.response("B"), q.RULES, outcomes=q.FEEDBACK))
    assert found.texts == ["Wait", "Ask", "Leave"]
    assert found.feedback == ["Said to A.", "Said to B.", "Said to C."]
    assert found.lost == ()


def test_feedback_that_first_repeats_the_answer_is_carried_without_it() -> None:
    said = q.modal("A", "<p><em>Wait</em></p><p><strong>Not the best answer.</strong> Too long.</p>")
    said += q.modal("B", "<p>Asking</p><p>It helps.</p>")
    found = one(q.item(q.choices(q.THREE), q.response("B"), q.RULES, outcomes=q.FEEDBACK, after=said))
    assert found.feedback == ["Too long.", "Asking\n\nIt helps.\n", ""]


def test_feedback_that_rules_choose_belongs_to_the_choice_that_brings_it_up() -> None:
    rules = "".join(
        q.chosen(name, ("FEEDBACK", "identifier", f"fb{n}"), ("SCORE", "float", str(score)))
        for n, (name, score) in enumerate({"A": 0, "B": 2, "C": 1}.items())
    )
    said = "".join(q.modal(f"fb{n}", f"Said {n}.") for n in range(3)) + q.modal("never", "Unheard.")
    text = q.item(
        q.choices(q.THREE),
        q.response("B"),
        f"<responseProcessing>{rules}</responseProcessing>",
        outcomes=q.FEEDBACK,
        after=said,
    )
    found = one(text)
    assert (found.keys, found.feedback) == (["Ask"], ["Said 0.", "Said 1.", "Said 2."])
    assert found.lost == (
        "feedback (“never”): Unheard.",
        "marks: 2",
        "partial credit (the answers are worth 0, 100, 50 %)",
    )


def test_feedback_for_all_is_the_rationale_and_that_for_several_is_named() -> None:
    rules = (
        "<responseProcessing>"
        + q.chosen("B", ("SCORE", "float", "1"), ("FEEDBACK", "identifier", "right"))
        + '<setOutcomeValue identifier="ALL"><baseValue baseType="identifier">all</baseValue>'
        + "</setOutcomeValue>"
        + "</responseProcessing>"
    )
    outcomes = (
        q.FEEDBACK + '<outcomeDeclaration identifier="ALL" cardinality="single" baseType="identifier"/>'
    )
    after = (
        q.modal("right", "You asked.")
        + q.modal("right", "Not so.", show="hide")
        + q.modal("all", "Why.", "ALL")
    )
    found = one(q.item(q.choices(q.THREE), q.response("B"), rules, outcomes=outcomes, after=after))
    assert found.feedback == ["", "You asked.", ""]
    assert found.item["rationale"] == "Why."
    assert found.lost == ("one feedback for several answers (“right”): Not so.",)


def test_the_key_is_what_scores_most_where_no_correct_response_is_named() -> None:
    mapping = q.mapping(0, C=2, A=-1)
    template = f'<responseProcessing template="{q.TEMPLATES}/map_response"/>'
    found = one(q.item(q.choices(q.THREE), q.response(mapping=mapping), template))
    assert found.keys == ["Leave"]
    assert found.lost == ("marks: 2", "partial credit (the answers are worth -50, 0, 100 %)")


def test_rules_that_contradict_the_correct_response_are_named() -> None:
    rules = f"<responseProcessing>{q.chosen('A', ('SCORE', 'float', '1'))}</responseProcessing>"
    found = one(q.item(q.choices(q.THREE), q.response("B"), rules))
    assert "a correct response that is not what scores most: look at the key" in found.lost


def test_rules_that_are_not_understood_leave_the_correct_response_and_are_named() -> None:
    rules = '<setOutcomeValue identifier="SCORE"><randomFloat/></setOutcomeValue>'
    rules = f"<responseProcessing>{rules}</responseProcessing>"
    found = one(q.item(q.choices(q.THREE), q.response("B"), rules, after=q.modal("C", "No.")))
    assert found.keys == ["Ask"] and found.feedback == ["", "", "No."]
    assert found.lost == ("scoring rules that are not understood here (“random-float”)",)


def test_several_answers_with_one_weight_are_a_multiple() -> None:
    mapping = q.mapping(-1, A=1, B=1)
    template = f'<responseProcessing template="{q.TEMPLATES}/map_response"/>'
    several = q.response("A", "B", cardinality="multiple", mapping=mapping)
    found = one(q.item(q.choices(q.THREE, attributes='maxChoices="0"'), several, template))
    assert (found.item["type"], found.keys, found.lost) == ("multiple", ["Wait", "Ask"], ())
    whole = one(q.item(q.choices(q.THREE, attributes='maxChoices="0"'), several))
    assert whole.lost == ("that it scores all or nothing (here each option counts)",)


def test_an_item_of_qti_3_keeps_texts_key_and_feedback() -> None:
    found = one(q.QTI3)
    assert found.story == "Read it twice.\n\nShe says *yes*, and means x."
    assert found.item["prompt"] == "Which two belong?"
    assert (found.texts, found.keys) == (["Asking", "Telling", "Waiting"], ["Asking", "Waiting"])
    assert found.feedback == ["Yes, asking.", "", "Yes, waiting."]
    assert found.item["rationale"] == "Both leave room."
    assert sorted(found.lost) == [
        "a formula in MathML (its characters are kept) in the question",
        "a note to scorer: Two are right.",
        "a style sheet",
        "its language (de-CH)",
        "picture “a mouth” (t.png) in answer b",
        "that answer b keeps its place",
        "that at most 2 can be chosen",
    ]


def test_steps_and_pairs_are_carried() -> None:
    body = q.choices(q.THREE, "Which order?").replace("choiceInteraction", "orderInteraction")
    found = one(q.item(body, q.response("C", "A", "B", cardinality="ordered")))
    assert [step["text"] for step in found.item["steps"]] == ["Leave", "Wait", "Ask"]

    def side(names: str) -> str:
        rows = (
            f'<simpleAssociableChoice identifier="{n}" matchMax="1">{n}</simpleAssociableChoice>'
            for n in names
        )
        return f"<simpleMatchSet>{''.join(rows)}</simpleMatchSet>"

    opening = '<matchInteraction responseIdentifier="RESPONSE" shuffle="true">'
    body = f"{opening}{side('PQ')}{side('XYZ')}</matchInteraction>"
    pairs = q.response("P Y", "Q X", cardinality="multiple", base="directedPair")
    item = one(q.item(body, pairs)).item
    answers = {answer["id"]: answer["text"] for answer in item["answers"]}
    assert [(pair["text"], answers[pair["answer"]]) for pair in item["pairs"]] == [("P", "Y"), ("Q", "X")]
    assert sorted(answers.values()) == ["X", "Y", "Z"]
    missing = one(q.item(body, q.response("P Y", cardinality="multiple", base="directedPair")))
    assert "no partner or several" in missing.reason


def test_a_number_keeps_the_tolerance_that_its_rules_name() -> None:
    body = '<p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    equal = (
        "<responseProcessing><responseCondition><responseIf>"
        '<equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    found = one(q.item(body, q.response("12", base="float"), equal))
    assert (found.item["answer"], found.item["tolerance"]) == (12, 0.5)
    assert found.item["prompt"] == "How many? _____"


def test_what_is_typed_as_words_or_written_is_named_with_what_is_nearest() -> None:
    body = '<p>Who? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    assert "typed as words" in one(q.item(body, q.response("Kaplan", base="string"))).reason
    body = '<p>Write.</p><extendedTextInteraction responseIdentifier="RESPONSE"/>'
    found = one(q.item(body, q.response(base="string")))
    assert "`reply`" in found.reason and found.outcome.question.kind == "extended text interaction"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (q.item("<p>Only text.</p>", q.response("A")), "it asks nothing"),
        (q.item(q.choices(q.THREE) * 2, q.response("A")), "divide it into items"),
        (
            q.item(q.choices(q.THREE), q.response("A"), outcomes="<templateDeclaration/>"),
            "drawn anew for each learner",
        ),
        (
            q.item(q.choices({"": "a"}), q.response("A")).replace('"RESPONSE"', '"R"', 1),
            "“RESPONSE” is not known",
        ),
        (q.item(q.choices({}), q.response("A")), "no identifiers of their own"),
    ],
)
def test_an_item_that_cannot_be_carried_says_why(text: str, why: str) -> None:
    found = one(text)
    assert not found.case and why in found.reason


def test_settings_without_an_equal_are_named() -> None:
    text = q.item(
        q.choices(q.THREE, attributes='maxChoices="1" minChoices="2"').replace(
            'shuffle="true"', 'shuffle="false"'
        )
        + "<p>Take your time.</p>",
        q.response("B"),
        attributes='adaptive="true" timeDependent="true"',
    )
    assert one(text).lost == (
        "that “Take your time.” stands behind the answers (it stands in the story now)",
        "that it is adaptive (several attempts, each answered anew)",
        "that time counts",
        "that its answers keep their order",
        "that at least 2 must be chosen",
    )


def test_a_package_gives_its_items_in_the_order_of_the_manifest_with_keywords() -> None:
    sound = q.item(q.choices(q.THREE), q.response("B"))
    batch_files = {
        "imsmanifest.xml": q.manifest(
            q.resource("test.xml", "imsqti_test_xmlv2p1"),
            q.resource("items/b%20c.xml", keywords=("couple", "two words")),
            q.resource("items/three.xml", "imsqti_item_xmlv3p0"),
            q.resource("items/gone.xml"),
            q.resource("items/cut.xml"),
        ),
        "items/b c.xml": sound,
        "items/three.xml": q.QTI3,
        "items/cut.xml": sound[:900],
        "test.xml": "<assessmentTest/>",
        "media/t.png": b"\x89PNG",
    }
    raw = zipped(batch_files)
    found = read(raw, "p.zip")
    assert [one.case.get("id") for one in found] == ["the-first-visit", "third", None, None]
    assert (
        found[0].case["populations"] == ["couple"] and "the tag “two words” (it is no id)" in found[0].lost
    )
    assert "the archive does not hold it" in found[2].reason
    assert "p.zip › items/cut.xml:" in found[3].reason and "breaks off there" in found[3].reason
    batch = read_questions(raw, "p.zip")
    assert batch.format == "QTI 2.1, QTI 3.0"
    assert batch.notes == [
        "p.zip › test.xml: the test (its sections, order, time limits) is not carried",
        "p.zip › media/t.png: the file is not carried",
    ]


def test_a_package_that_was_packed_with_its_folder_is_found() -> None:
    files = {
        "course/imsmanifest.xml": q.manifest(q.resource("a.xml")),
        "course/a.xml": q.item(q.choices(q.THREE), q.response("B")),
    }
    assert one(zipped(files)).keys == ["Ask"]


@pytest.mark.parametrize(
    "kind", ["imsqti_xmlv1p2", "imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "imsqti_item_xmlv1p1"]
)
def test_a_package_of_qti_1_is_refused_by_its_version(kind: str) -> None:
    files = {"imsmanifest.xml": q.manifest(q.resource("a.xml", kind)), "a.xml": "<questestinterop/>"}
    with pytest.raises(Refused, match=r"QTI 1\.2 .*older language"):
        read(zipped(files))
