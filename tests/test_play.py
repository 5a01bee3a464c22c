"""`show` and `load`: what a notebook is given, and what it is told when there is nothing to give."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vignettes import frontend, load, show
from vignettes.errors import UsageError
from vignettes.fingerprint import fingerprint
from vignettes.loading import Bank
from vignettes.model import Choice
from vignettes.play import Case
from vignettes.rehearsal import rehearse, trial_answers
from vignettes.render.html import static_html
from vignettes.render.transcript import transcript
from vignettes.render.verdicts import COMPARE, CONFIDENCE, NUMBERS, PARTS
from vignettes.widget import VIEW, Shown

GALLERY = Path(__file__).parent / "gallery"
CASES = ["every-type", "branching-path", "branching-state", "hostile-text"]


@pytest.fixture(autouse=True)
def in_the_gallery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GALLERY)


@pytest.fixture
def case() -> Case:
    return load("every-type")


@pytest.fixture
def shown() -> Shown:
    return show("every-type")


def record(shown: Shown, item_id: str, answer: Any, **more: Any) -> dict[str, Any]:
    stage, item = next(found for found in shown.vignette.items() if found[1].id == item_id)
    return {"fingerprint": fingerprint(stage, item), "answer": answer, "score": 1, "right": True, **more}


# What is imported


def test_importing_the_package_imports_no_framework() -> None:
    heavy = ["ipywidgets", "anywidget", "sphinx", "pybtex", "docutils", "matplotlib", "nbconvert"]
    program = f"import sys, vignettes; print([m for m in {heavy} if m in sys.modules])"
    assert run(program).strip() == "[]"


def test_loading_a_case_imports_neither_widgets_nor_sphinx() -> None:
    program = (
        "import sys, vignettes; vignettes.load('every-type').answer('one-best', 'a')\n"
        "print([m for m in ('ipywidgets', 'anywidget', 'sphinx') if m in sys.modules])"
    )
    assert run(program).strip() == "[]"


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_package_names_what_it_does_not_have() -> None:
    import vignettes

    with pytest.raises(AttributeError, match="sow"):
        vignettes.sow  # noqa: B018


# What `show` hands to a notebook


@pytest.mark.parametrize("name", CASES)
def test_a_shown_case_is_a_live_view_a_directive_html_and_a_transcript(
    name: str, gallery_bank: Bank, gallery_references: dict[str, Any]
) -> None:
    vignette = gallery_bank.vignette(name)
    bundle = show(name)._repr_mimebundle_()
    assert bundle["text/markdown"] == f"```{{vignette}} {name}\n```\n"
    assert bundle["text/html"] == static_html(vignette, gallery_references)
    assert bundle["text/plain"] == transcript(vignette)
    assert set(bundle[VIEW]) == {"version_major", "version_minor", "model_id"}
    assert set(bundle) == {VIEW, "text/markdown", "text/html", "text/plain"}


def test_without_anywidget_everything_but_the_live_view_is_the_same(
    monkeypatch: pytest.MonkeyPatch, shown: Shown
) -> None:
    live = shown._repr_mimebundle_()
    monkeypatch.setattr("vignettes.widget.find_spec", lambda name: None)
    bare = show("every-type")
    assert bare._repr_mimebundle_() == {mime: data for mime, data in live.items() if mime != VIEW}
    assert (bare.responses, bare.score, bare.notes) == ({}, None, [])
    bare.reset()


def test_a_shown_case_has_the_same_name_twice(shown: Shown) -> None:
    assert repr(shown) == repr(show("every-type")) == 'show("every-type")'


def test_the_live_half_holds_the_book_s_script_style_and_static_html(shown: Shown) -> None:
    state = shown.widget.get_state()
    assert state["_esm"] == frontend.module_source()
    assert state["_css"] == frontend.style()
    assert state["html"] == shown._repr_mimebundle_()["text/html"]
    assert state["responses"] == {}


def test_answers_come_back_as_answers_by_item_and_are_graded_in_python(shown: Shown) -> None:
    assert shown.responses == {} and shown.score is None
    shown.widget.responses = {
        "one-best": record(shown, "one-best", "a", score=0, right=False),
        "several": record(shown, "several", ["ask", "leaflet"]),
        "~path": [["first-move", "both"]],
        "~earlier/one-best": record(shown, "one-best", "b"),
    }
    assert shown.responses == {"one-best": "a", "several": ["ask", "leaflet"]}
    assert shown.score == pytest.approx((1 + 0.5) / 2)
    assert shown.notes == []


def test_a_reset_forgets_the_answers(shown: Shown) -> None:
    shown.widget.responses = {"one-best": record(shown, "one-best", "a")}
    shown.reset()
    assert shown.responses == {} and shown.score is None and shown.widget.responses == {}


@pytest.mark.parametrize(
    "bad",
    [
        {"nobody": {"answer": "a"}},
        {"one-best": None},
        {"one-best": "a"},
        {"one-best": {"fingerprint": "000000000000", "answer": "a"}},
        {"one-best": {"answer": "a"}},
        {"__proto__": {"answer": "a"}},
    ],
)
def test_what_cannot_be_an_answer_is_ignored_with_a_note(shown: Shown, bad: dict[str, Any]) -> None:
    shown.widget.responses = {**bad, "several": record(shown, "several", ["ask", "time"])}
    assert list(shown.responses) == ["several"] and shown.score == 1
    assert len(shown.notes) == 1 and next(iter(bad)) in shown.notes[0]


@pytest.mark.parametrize("answer", ["z", None, 3, ["a"], {"a": "a"}])
def test_an_answer_that_the_item_does_not_know_is_ignored_with_a_note(shown: Shown, answer: Any) -> None:
    shown.widget.responses = {"one-best": record(shown, "one-best", answer)}
    assert shown.responses == {} and shown.score is None and len(shown.notes) == 1


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.just("one-best"), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(json_values)
def test_whatever_a_browser_sends_nothing_is_raised(shown: Shown, sent: Any) -> None:
    shown.widget.set_state({"responses": sent})
    assert shown.responses == {} and shown.score is None
    assert isinstance(shown.notes, list)


# What is refused, and how it looks


@pytest.mark.parametrize("ask", [show, load])
def test_an_unknown_case_is_refused_with_the_nearest_id(ask: Any) -> None:
    with pytest.raises(UsageError, match=r"no vignette “every-typ”\. Did you mean “every-type”\?"):
        ask("every-typ")


@pytest.mark.parametrize("ask", [show, load])
@pytest.mark.parametrize("wrong", [None, 3, ["every-type"]])
def test_what_is_no_id_is_refused(ask: Any, wrong: Any) -> None:
    with pytest.raises(UsageError, match="in quotes"):
        ask(wrong)


@pytest.fixture
def own_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GALLERY, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "exercises" / "gallery" / "every-type.yml"


@pytest.mark.parametrize("ask", [show, load])
def test_an_exam_item_is_never_shown(ask: Any, own_course: Path) -> None:
    own_course.write_text(own_course.read_text("utf-8") + "use: exam\n", "utf-8")
    with pytest.raises(UsageError, match="exam item"):
        ask("every-type")


@pytest.mark.parametrize("ask", [show, load])
def test_a_broken_vignette_is_explained_with_its_place(ask: Any, own_course: Path) -> None:
    own_course.write_text(own_course.read_text("utf-8") + "levle: advanced\n", "utf-8")
    with pytest.raises(UsageError, match=r"every-type\.yml:\d+:1"):
        ask("every-type")


def test_an_edited_vignette_is_read_anew(own_course: Path) -> None:
    load("every-type")
    own_course.write_text(own_course.read_text("utf-8").replace("Ines, 34", "Ines, 35"), "utf-8")
    assert "Ines, 35" in str(load("every-type"))


def test_an_error_is_one_line_in_a_notebook_and_no_traceback(tmp_path: Path) -> None:
    program = "from vignettes import show; show('every-typ')"
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--colors=NoColor", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "IPYTHONDIR": str(tmp_path)},
    )
    assert done.stdout + done.stderr == "There is no vignette “every-typ”. Did you mean “every-type”?\n"


# What `load` says


@pytest.mark.parametrize("name", CASES)
def test_a_rehearsed_case_reads_as_the_golden_one(name: str, golden: Any) -> None:
    golden(f"{name}.rehearsal.txt", rehearse(name) + "\n")


@pytest.mark.parametrize("name", CASES)
def test_a_rehearsal_brings_up_every_sentence_of_feedback(name: str) -> None:
    said = " ".join(rehearse(name).replace("\n> ", " ").split())
    tree = load(name)
    for _, item in tree.vignette.items():
        for part in (
            *getattr(item, "options", ()),
            *getattr(item, "steps", ()),
            *getattr(item, "pairs", ()),
            *getattr(item, "near", ()),
            *getattr(item, "rubric", ()),
        ):
            assert letters_of(part.feedback) in letters_of(said)
        assert letters_of(item.rationale) in letters_of(said)


def letters_of(text: str) -> str:
    """Return a text without what typography changes in it."""
    return "".join(letter for letter in text if letter.isalnum())


def test_the_items_are_named_in_the_order_of_the_case(case: Case) -> None:
    assert case.items == ("one-best", "several", "sequence", "pairs", "share", "words")


def test_a_prompt_holds_the_question_and_everything_there_is_to_choose_from(case: Case) -> None:
    assert repr(case.prompt("one-best")) == (
        "Which reply makes it easiest for her to go on? Choose one.\n\n"
        "A. “Most women here worry about desire.”\n"
        "B. “You can ask me anything, or leave it.”\n"
        "C. “Then let us talk about your pressure.”"
    )
    assert case.prompt("share").endswith("____ %")
    assert case.prompt("words").endswith("____")


def test_a_verdict_reads_as_in_the_book(case: Case) -> None:
    verdict = case.answer("one-best", "c")
    assert (verdict.score, verdict.right) == (0, False)
    assert repr(verdict) == (
        "Not the best answer.\n\n"
        "✗ A · Not the best answer. This guesses a topic, so that she has to correct you before\n"
        "  she can begin.\n\n"
        "Why: She has asked for permission without using the word.\n\n"
        "Sources: Annon 1976"
    )


@pytest.mark.parametrize("name", CASES)
def test_the_same_answer_gets_the_same_words(name: str) -> None:
    for item_id in load(name).items:
        for answer in trial_answers(load(name).vignette.item(item_id)):
            assert repr(load(name).answer(item_id, answer)) == repr(load(name).answer(item_id, answer))


@pytest.mark.parametrize(
    ("item", "by_letter", "by_id"),
    [
        ("one-best", "B", "a"),
        ("several", ["C", "A"], ["ask", "leaflet"]),
        ("sequence", list("BDCA"), ["listen", "ask-pain", "offer", "plan"]),
        ("pairs", {1: "A", "2": "B", "homework": "C"}, {"may": "p", "fact": "li", "homework": "ss"}),
    ],
)
def test_things_may_be_called_by_what_is_shown(case: Case, item: str, by_letter: Any, by_id: Any) -> None:
    assert case.answer(item, by_letter) == case.answer(item, by_id)


@pytest.mark.parametrize("typed", [30, 30.0, "30", "30,2", " 29.5 "])
def test_a_number_is_right_within_its_tolerance_however_it_is_typed(case: Case, typed: Any) -> None:
    assert case.answer("share", typed).right


def test_a_number_that_people_arrive_at_has_its_own_feedback(case: Case) -> None:
    assert "charts without a question" in str(case.answer("share", "42,9"))
    assert "Divide the charts" in str(case.answer("share", 7))


def test_how_sure_one_was_is_said_and_changes_no_score(case: Case) -> None:
    sure, silent = case.answer("one-best", "a", confidence="sure"), case.answer("one-best", "a")
    assert str(sure).startswith("Best answer. You were sure.\n")
    assert sure.grade == silent.grade and sure.confidence == "sure" and silent.confidence is None


@pytest.mark.parametrize(
    ("item", "answer", "told"),
    [
        ("one-bset", "a", "“every-type” has no item “one-bset”. Did you mean “one-best”?"),
        ("zzz", "a", "“every-type” has no item “zzz”. There are: one-best, several"),
        (None, "a", "has no item “None”"),
        ("one-best", "bb", "one-best: “bb” is not one of: a, b, c. Did you mean “b”?"),
        ("one-best", None, "is not one of: a, b, c."),
        ("several", [], "several: Choose at least one."),
        ("several", "aks", "A list is needed"),
        ("sequence", ["plan"], "Every step is needed"),
        ("pairs", {"may": "p"}, "Every pair needs an answer."),
        ("pairs", {"may": "p", "fact": "x", "homework": "p"}, "“x” is not one of"),
        ("share", "many", "share: Write a number"),
        ("words", {"text": " "}, "words: Write what you would say."),
    ],
)
def test_what_is_no_answer_is_refused_in_one_line(case: Case, item: Any, answer: Any, told: str) -> None:
    with pytest.raises(UsageError) as error:
        case.answer(item, answer)
    assert told in str(error.value) and "\n" not in str(error.value)


def test_an_unknown_confidence_is_refused_with_the_nearest(case: Case) -> None:
    with pytest.raises(UsageError, match="Did you mean “think-so”"):
        case.answer("one-best", "a", confidence="think so")


def test_the_book_s_script_says_verdicts_in_the_same_words() -> None:
    script = frontend.module_source()
    for said in (*PARTS.values(), *NUMBERS.values(), COMPARE, *CONFIDENCE.values()):
        assert said in script


# A branching case is walked


def test_a_case_that_remembers_is_walked_by_what_was_chosen() -> None:
    case = load("branching-state")
    assert case.state == {"trust": 1, "told": 0}
    case.choose("wait")
    assert (case.at, case.state) == ("lift", {"trust": 2, "told": 0})
    assert "messages" in case.go_on()
    case.choose("thank")
    case.choose("again")
    assert (case.at, case.state) == ("thursday", {"trust": 2, "told": 1})
    case.restart()
    assert case.state == {"trust": 1, "told": 0}


def test_the_same_stage_leads_elsewhere_in_another_state() -> None:
    case = load("branching-state")
    assert "Trust falls by 2." in str(case.choose("guess"))
    assert "flour" in case.go_on()
    case.choose("follow")
    case.choose("again")
    assert (case.at, case.state) == ("debrief", {"trust": 1, "told": 0})


def test_a_path_is_compared_with_an_experts() -> None:
    case = load("branching-state")
    case.choose("form")
    case.go_on()
    case.choose("follow")
    assert str(case.compared) == (
        "1. Costly. Begin with the form\n"
        "   Afterwards: Trust 1, Told 0.\n"
        "   An expert: Say that sleep is a good place to begin, and wait\n"
        "   Whoever names a door wants to be met there.\n\n"
        "2. Sound. Follow the flour\n"
        "   Afterwards: Trust 2, Told 0."
    )


def test_a_branching_case_is_walked_by_choosing() -> None:
    case = load("branching-path")
    assert case.at == "start" and "Ruth looks at her shoes" in case.scene
    verdict = case.choose("task")
    assert verdict.score == 0 and "cancel the next session" in str(verdict)
    assert case.at == "repair" and case.path == (("first-move", "task"),)
    assert case.go_on() == case.scene and case.at == "apart"
    case.choose("A")
    assert case.at == "debrief" and "See each of them alone" in case.scene
    assert case.path == (("first-move", "task"), ("meet-apart", "alone"))


def test_a_way_back_leads_through_a_stage_a_second_time() -> None:
    case = load("branching-path")
    for option in ("both", "back", "tom", "alone"):
        case.choose(option)
    assert case.at == "debrief" and len(case.path) == 4
    case.restart()
    assert case.at == "start" and case.path == ()


def test_a_walk_refuses_what_leads_nowhere() -> None:
    case = load("branching-path")
    with pytest.raises(UsageError, match="make it with choose"):
        case.go_on()
    with pytest.raises(UsageError, match="Did you mean “task”"):
        case.choose("taks")
    assert case.at == "start" and case.path == ()
    case.choose("task")
    with pytest.raises(UsageError, match="go on with go_on"):
        case.choose("task")
    case.go_on()
    case.choose("alone")
    for step in (lambda: case.choose("alone"), case.go_on):
        with pytest.raises(UsageError, match="restart"):
            step()


def test_a_case_without_choices_is_walked_from_stage_to_stage(case: Case) -> None:
    walked = [case.at]
    while case.at != "debrief":
        case.go_on()
        walked.append(case.at)
    assert walked == ["opening", "later", "debrief"]


def test_every_choice_leads_where_the_file_says() -> None:
    for item in (i for _, i in load("branching-path").vignette.items() if isinstance(i, Choice)):
        for option in item.options:
            case = load("branching-path")
            case._at = next(s.id for s, i in case.vignette.items() if i.id == item.id)
            case.choose(option.id)
            assert case.at == option.goto


def test_an_answer_survives_the_way_to_the_browser_and_back(shown: Shown) -> None:
    for _, item in shown.vignette.items():
        for answer in trial_answers(item):
            sent = json.loads(json.dumps({item.id: record(shown, item.id, answer)}))
            shown.widget.set_state({"responses": sent})
            assert shown.responses == {item.id: json.loads(json.dumps(answer))}
