"""The transcript and the fingerprint: stable where nothing has changed, different where something has."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.dealing import deal
from vignettes.fingerprint import fingerprint
from vignettes.grading import NotAnAnswer, answer_key, grade
from vignettes.loading import Bank
from vignettes.model import Vignette
from vignettes.rehearsal import trial_answers
from vignettes.render.transcript import WIDTH, transcript

CASES = ["every-type", "branching-path", "branching-state", "hostile-text"]

words = st.text(st.characters(categories=("L", "N", "M")), min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=30).map(" ".join)


def data_of(vignette: Vignette) -> dict[str, Any]:
    return json.loads(vignette.model_dump_json())


def made_from(data: dict[str, Any]) -> Vignette:
    return Vignette.model_validate(data)


def prints(vignette: Vignette) -> list[str]:
    return [fingerprint(stage, item) for stage, item in vignette.items()]


@pytest.mark.parametrize("case", CASES)
def test_the_transcript_is_the_golden_one(
    case: str, gallery_bank: Bank, golden: Callable[[str, str], None]
) -> None:
    golden(f"{case}.txt", transcript(gallery_bank.vignette(case)) + "\n")


@pytest.mark.parametrize("case", CASES)
def test_the_transcript_holds_every_text_a_learner_meets_before_answering(
    case: str, gallery_bank: Bank
) -> None:
    vignette = gallery_bank.vignette(case)
    said = " ".join(transcript(vignette).split())
    for _, item in vignette.items():
        assert item.id in said
        assert f"{item.type}, {fingerprint(vignette_stage(vignette, item.id), item)}" in said
        assert said.count(" ____") >= {"number": 1, "reply": 1}.get(item.type, 0)
    assert all(f"[{stage.id}]" in said for stage in vignette.stages)


def vignette_stage(vignette: Vignette, item_id: str) -> Any:
    return next(stage for stage, item in vignette.items() if item.id == item_id)


@pytest.mark.parametrize("case", CASES)
def test_no_line_of_the_transcript_ends_in_white_space_or_is_too_wide(
    case: str, gallery_bank: Bank
) -> None:
    for line in transcript(gallery_bank.vignette(case)).split("\n"):
        assert line == line.rstrip()
        assert len(line) <= WIDTH or " " not in line.strip("> ")


def test_the_transcript_tells_no_key_and_no_feedback(gallery_bank: Bank) -> None:
    vignette = gallery_bank.vignette("every-type")
    said = " ".join(transcript(vignette).split())
    for _, item in vignette.items():
        assert item.rationale.strip() not in said
        for option in getattr(item, "options", ()):
            assert option.feedback not in said


@given(sentences, st.integers(20, 60))
def test_wrapping_the_source_differently_changes_neither_transcript_nor_fingerprint(
    text: str, width: int
) -> None:
    wrapped = "\n".join(textwrap.wrap(text, width, break_long_words=False)) + "\n"
    one, other = (with_stage_text(entry) for entry in (text, wrapped))
    assert transcript(one) == transcript(other)
    assert prints(one) == prints(other)


def with_stage_text(text: str) -> Vignette:
    return made_from(
        {
            "id": "made",
            "title": "Made",
            "module": "gallery",
            "person": "Somebody",
            "setting": "somewhere",
            "level": "introductory",
            "minutes": 1,
            "objectives": ["a.b"],
            "review": {"status": "unreviewed"},
            "debrief": "Over.",
            "stages": [
                {
                    "id": "one",
                    "text": text,
                    "items": [
                        {
                            "id": "what",
                            "type": "number",
                            "prompt": "How many?",
                            "answer": 1.5,
                            "feedback": text,
                            "otherwise": "No.",
                            "rationale": "So.",
                        }
                    ],
                }
            ],
        }
    )


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_the_way_accents_are_encoded_does_not_change_the_fingerprint(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({tuple(prints(with_stage_text(form))) for form in forms}) == 1


@given(sentences, sentences)
def test_texts_that_differ_have_fingerprints_that_differ(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one).split() == unicodedata.normalize("NFC", other).split()
    assert (prints(with_stage_text(one)) == prints(with_stage_text(other))) == same


def _changes() -> list[tuple[str, Callable[[dict[str, Any]], Any]]]:
    def first(data: dict[str, Any], kind: str) -> dict[str, Any]:
        return next(i for stage in data["stages"] for i in stage["items"] if i["type"] == kind)

    return [
        ("one-best", lambda d: first(d, "single").update(prompt="Another question?")),
        ("one-best", lambda d: first(d, "single")["options"][1].update(text="Another option")),
        ("one-best", lambda d: first(d, "single")["options"][1].update(feedback="Another word.")),
        ("one-best", lambda d: first(d, "single").update(rationale="Another reason.")),
        ("one-best", lambda d: first(d, "single").update(references=[])),
        ("several", lambda d: first(d, "multiple")["options"][2].update(correct=True)),
        ("sequence", lambda d: first(d, "order")["steps"].reverse()),
        ("pairs", lambda d: first(d, "match")["pairs"][0].update(answer="it")),
        ("share", lambda d: first(d, "number").update(tolerance=5.0)),
        ("share", lambda d: first(d, "number")["near"].clear()),
        ("words", lambda d: first(d, "reply").update(model_answer="Another reply.")),
    ]


@pytest.mark.parametrize(("item", "change"), _changes())
def test_whatever_decides_or_is_seen_changes_the_fingerprint_of_its_item_alone(
    item: str, change: Callable[[dict[str, Any]], Any], gallery_bank: Bank
) -> None:
    before = gallery_bank.vignette("every-type")
    data = data_of(before)
    change(data)
    after = made_from(data)
    names = [i.id for _, i in before.items()]
    changed = [name for name, a, b in zip(names, prints(before), prints(after), strict=True) if a != b]
    assert changed == [item]


def test_dealing_again_changes_the_transcript_and_not_the_fingerprint(gallery_bank: Bank) -> None:
    before = gallery_bank.vignette("every-type")
    data = data_of(before)
    orders = set()
    for seed in range(6):
        data["stages"][0]["items"][1]["seed"] = seed
        after = made_from(data)
        assert prints(after) == prints(before)
        orders.add(transcript(after))
    assert len(orders) > 1


def test_steps_are_never_dealt_in_the_right_order(gallery_bank: Bank) -> None:
    data = data_of(gallery_bank.vignette("every-type"))
    for seed in range(200):
        data["stages"][1]["items"][0]["seed"] = seed
        item = made_from(data).item("sequence")
        assert deal("every-type", item) != item.steps


@pytest.mark.parametrize("case", CASES)
def test_options_are_dealt_in_another_order_than_written_somewhere(case: str, gallery_bank: Bank) -> None:
    dealt = [(deal(case, item), item) for _, item in gallery_bank.vignette(case).items()]
    shuffled = [item.id for order, item in dealt if getattr(item, "options", order) != order]
    assert shuffled or case == "hostile-text"


@pytest.mark.parametrize("case", CASES)
def test_the_right_answer_scores_one_and_every_trial_answer_is_judged(
    case: str, gallery_bank: Bank
) -> None:
    for _, item in gallery_bank.vignette(case).items():
        grades = [grade(answer_key(item), answer) for answer in trial_answers(item)]
        assert max(given.score for given in grades) == 1
        assert all(0 <= given.score <= 1 and given.right == (given.score == 1) for given in grades)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    )
)
def test_any_answer_at_all_is_graded_or_refused(answer: Any) -> None:
    item = with_stage_text("Once.").item("what")
    try:
        given = grade(answer_key(item), answer)
    except NotAnAnswer:
        return
    assert given.score in (0.0, 1.0)
