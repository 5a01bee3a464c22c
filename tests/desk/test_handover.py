"""The results file that the desk writes is the one that instructors' tools read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.node import Node
from tests.desk.pages import Desk
from vignettes.results import CODE_LETTERS, Results, answers_of

AT = 1_764_063_000_123
Records = list[list[Any]]


def record(given: Any, **more: Any) -> dict[str, Any]:
    return {"fingerprint": "0123456789ab", "answer": given, "score": 1, "right": True, "at": AT, **more}


def written(probe: Node, records: Records, vignette: str = "case", name: str = "") -> tuple[Results, str]:
    text = probe.call("probes.js", "handover", vignette, records, name)
    return Results.model_validate_json(text), text


TABLE: dict[str, Records] = {
    "every form of answer": [
        ["single", record("a", confidence="sure", seconds=12)],
        ["multiple", record(["a", "b"])],
        ["match", record({"one": "q", "two": "r"})],
        ["number", record("42,9")],
        ["typed", record(42.5)],
        ["reply", record({"text": "My own words.", "ticked": ["help"]})],
        ["unticked", record({"text": "My own words."})],
    ],
    "second tries": [
        ["i", record("a", at=AT + 5000, seconds=3)],
        ["~first/i", record("b", confidence="guessing")],
        ["~first/begun", record("b", seconds=4)],
        ["revised", record("a")],
        ["~first/revised", record("b", fingerprint="f" * 12)],
    ],
    "what is none": [
        ["~path", [["i", "a"]]],
        ["null", None],
        ["number", 5],
        ["list", []],
        ["empty", {}],
        ["nothing", record(None)],
        ["noon", record("a", at="noon")],
        ["late", record("a", at=1e300)],
        ["year-10000", record("a", at=253_402_300_800_000)],
        ["print", record("a", fingerprint="?")],
        ["certain", record("a", confidence="certain")],
        ["long", record("x" * 81)],
        ["true", record(True)],
        ["seconds", record("a", seconds=3601)],
        ["words", record("a", seconds="3")],
        ["Not-An-Id", record("a")],
        ["ticks", record({"text": "", "ticked": [1]})],
        ["half", record("\ud800")],
        ["later", record("a", confidence="certain")],
        ["~first/later", record("b")],
    ],
    "at the bounds": [
        ["x" * 80, record("🙂" * 80)],
        ["y" * 81, record("a")],
        ["many", record([str(n) for n in range(16)])],
        ["more", record([str(n) for n in range(17)])],
        ["none", record([])],
        ["bare", record({})],
        ["ticked", record({"ticked": "a"})],
        ["last-second", record("a", at=253_402_300_799_999, seconds=3600)],
        ["began", record("a", at=0, seconds=0)],
    ],
}


@pytest.mark.parametrize("records", TABLE.values(), ids=TABLE)
def test_script_and_python_make_the_same_of_the_same_records(probe: Node, records: Records) -> None:
    found, _ = written(probe, records)
    assert list(found.answers) == answers_of("case", dict(records))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=[]), max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "ticked", "__proto__", "answer", "a"]), inside)
    ),
    max_leaves=6,
)
FIELDS = {
    "answer": st.just("a") | JSON,
    "fingerprint": st.sampled_from(["0123456789ab", "f" * 12]) | JSON,
    "at": st.integers(0, 4 * 10**12) | st.text(max_size=3) | st.none(),
    "confidence": st.sampled_from(["sure", None]) | JSON,
    "seconds": st.integers(0, 4000) | JSON,
}


@given(
    st.dictionaries(
        st.sampled_from(["i", "j", "~first/i", "~first/j", "~path", "__proto__", "constructor", "A", ""]),
        JSON | st.fixed_dictionaries({}, optional=FIELDS),
        max_size=5,
    ),
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=300),
)
@settings(max_examples=80)
def test_of_whatever_stands_in_the_storage_script_and_python_make_the_same_file(
    probe: Node, records: dict[str, Any], name: str
) -> None:
    found, text = written(probe, [[key, value] for key, value in records.items()], name=name)
    assert list(found.answers) == answers_of("case", records)
    assert '"text"' not in text and '"score"' not in text


def test_a_name_is_written_only_if_it_is_typed_and_no_word_of_a_reply_ever(probe: Node) -> None:
    found, text = written(probe, TABLE["every form of answer"], name="  ")
    assert found.learner.name is None and "My own words" not in text and '"right"' not in text
    found, _ = written(probe, [], name="  Ada Löwe ")
    assert found.learner.name == "Ada Löwe" and found.answers == ()


def test_a_code_is_made_of_the_letters_that_python_draws_from_and_each_is_as_likely(probe: Node) -> None:
    assert probe.call("probes.js", "code", [255, 240, *range(12)]) == "2345-6789-abcd"
    drawn = "".join(probe.call("probes.js", "code", [n] * 12)[0] for n in range(240))
    assert {letter: drawn.count(letter) for letter in CODE_LETTERS} == dict.fromkeys(CODE_LETTERS, 8)


def test_modules_are_offered_with_their_own_answers_only(probe: Node, desk: Desk) -> None:
    case, of = next(iter(desk.catalogue["cases"].items()))
    item = of["items"][0]["id"]
    records = [
        ["answer", f"{case}/{item}", record("a")],
        ["answer", "gone/item", record("a")],
        ["read", "book/cases", {"at": AT}],
        ["earlier", f"{case}/{item}", record("b")],
    ]
    (module,) = probe.call("probes.js", "chosen", desk.catalogue, records)
    assert module["id"] == of["module"]
    assert [(answer["vignette"], answer["item"], answer["answer"]) for answer in module["answers"]] == [
        (case, item, "a")
    ]
    assert json.dumps(module).count("0123456789ab") == 1
