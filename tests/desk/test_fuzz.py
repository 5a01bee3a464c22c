"""Whatever comes in as a file, and whatever stands in the storage: nothing throws, nothing is lost."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.node import Node
from tests.desk.pages import Desk

COURSE = {"name": "Sex Therapy in Practice", "version": "1.0"}
AT = 1_764_063_000_000


def attempt(**more: Any) -> dict[str, Any]:
    return {"fingerprint": "a" * 12, "answer": "a", "score": 1, "right": True, "at": AT, **more}


def envelope(records: Any, **more: Any) -> dict[str, Any]:
    head = {"format": "vignettes-desk", "version": 1, "course": COURSE, "exported": "2026-11-26T12:00:00Z"}
    return {**head, "records": records, **more}


def read(probe: Node, file: bytes | str | Any) -> Any:
    if not isinstance(file, bytes | str):
        file = json.dumps(file)
    data = file if isinstance(file, bytes) else file.encode()
    return probe.call("probes.js", "read", base64.b64encode(data).decode())


CARD = {"fingerprint": "a" * 12, "at": AT, "due": AT, "stability": 3.1, "difficulty": 5, "days": 3}
ASKED = {"key": "case/i", "fingerprint": "a" * 12, "answer": {"one": "q"}, "at": AT}
SOUND = envelope(
    {
        "answer:case/i": attempt(confidence="sure", seconds=3),
        "answer:case/~path": [["i", "a"]],
        "first:case/i": attempt(at=1),
        "earlier:case/i": attempt(),
        "aside:case/gone": {"any": "thing"},
        "damaged:case/~path": "[half",
        "read:book/page": {"at": AT},
        "place:last": {"at": AT, "page": "book/page", "title": "A page"},
        "card:case/i": CARD | {"steps": 0, "reps": 2, "lapses": 0, "state": 2, "score": 1},
        f"exam:{AT}-abc123": {"at": AT, "ended": None, "limit": None, "modules": ["m"], "here": 0}
        | {"items": [ASKED]},
        "learner:code": {"at": AT, "code": "2345-6789-abcd"},
    }
)


REFUSED: dict[str, tuple[Any, str]] = {
    "nothing": (b"", "empty"),
    "white space": (" \n", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "not plain text"),
    "utf-16 without a mark": (json.dumps(SOUND).encode("utf-16-le"), "not plain text"),
    "a web page": ("<!doctype html><p>Hi", "web page"),
    "half of it": (json.dumps(SOUND)[:-20], "only part of it"),
    "words": ("hello", "no JSON"),
    "a list": ([SOUND], "not a file that this page has saved"),
    "null": ("null", "not a file that this page has saved"),
    "another file": ({"name": "x"}, "not a file that this page has saved"),
    "results": ({**SOUND, "format": "vignettes-results"}, "results file for an instructor"),
    "a newer version": ({**SOUND, "version": 2}, "newer version"),
    "no version": ({**SOUND, "version": "1"}, "damaged"),
    "no course": ({**SOUND, "course": None}, "damaged"),
    "no moment": ({**SOUND, "exported": 5}, "damaged"),
    "records in a list": (envelope([["answer:case/i", attempt()]]), "damaged"),
    "a key twice": (json.dumps(SOUND).replace('"read:book/page"', '"answer:c\\u0061se/i"'), "damaged"),
    "a key twice inside": (json.dumps(SOUND).replace('"score"', '"answer" \n  : 1, "score"', 1), "damaged"),
    "an abyss": ('{"format": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested far deeper"),
    "too much": (json.dumps(SOUND) + " " * (20 * 1024 * 1024), "larger than 20 MB"),
}


@pytest.mark.parametrize(("file", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_none_is_refused_with_words_that_say_why(probe: Node, file: Any, words: str) -> None:
    assert words in read(probe, file)["problem"]


def test_a_file_is_read_with_a_mark_before_it_and_in_the_other_encoding_of_editors(probe: Node) -> None:
    text = json.dumps(SOUND, indent=2)
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert read(probe, data)["records"] == SOUND["records"]


def test_what_is_no_record_is_left_out_and_counted_with_five_examples_at_most(probe: Node) -> None:
    broken = {
        "answer:case/i": attempt(score=7),
        "answer:Case/i": attempt(),
        "first:case/~path": attempt(),
        "answer:case/~path": [["i", 5]],
        "read:../../x": {"at": AT},
        "read:__proto__": {"at": AT},
        "exam:x": {"at": AT},
        "learner:code": {"at": AT, "code": "Ada"},
        "place:last": {"at": 1e300},
        "damaged:case/i": {"__proto__": {"polluted": True}},
        "aside:case/i": {"a": {"constructor": 1}},
        "": attempt(),
        "x" * 300: 1,
    }
    text = json.dumps(
        envelope({**broken, "setting:size": 200, "mood:today": 1, "answer:case/j": attempt()})
    )
    said = read(probe, text.replace('"x"', "1e999"))
    assert list(said["records"]) == ["answer:case/j"]
    assert said["left"]["broken"] == len(broken) and len(said["left"]["examples"]) == 5
    assert said["left"]["settings"] == 1 and said["left"]["unknown"] == {"mood": 1}
    assert not read(probe, SOUND)["foreign"]
    assert read(probe, {**SOUND, "course": {"name": "Cookery", "version": "1"}})["foreign"]


def test_a_number_too_large_for_any_machine_is_no_record(probe: Node) -> None:
    said = read(probe, json.dumps(envelope({"damaged:case/i": [12345]})).replace("12345", "1e999"))
    assert said["records"] == {} and said["left"]["broken"] == 1


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=[]), max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["at", "answer", "__proto__", "constructor", "x"]), inside)
    ),
    max_leaves=8,
)
KEYS = st.builds(
    "{}:{}".format,
    st.sampled_from(["answer", "first", "earlier", "aside", "damaged", "read", "card", "exam", "setting"]),
    st.sampled_from(["case/i", "case/~path", "__proto__/i", "book/page", "1-x", "code", ""]),
)
WORDINGS = st.sampled_from(["a" * 12, "b" * 12])
VALUES = JSON | st.builds(attempt, at=st.integers(0, 10), answer=JSON, fingerprint=WORDINGS)
RECORDS = st.dictionaries(KEYS | st.text(max_size=5), VALUES, max_size=6)


FIELDS = st.sampled_from(["format", "version", "course", "exported", "records", "__proto__"])


@given(RECORDS, st.dictionaries(FIELDS, JSON, max_size=1), st.data())
@settings(max_examples=50)
def test_a_file_bent_anyhow_is_understood_or_refused_with_words(
    probe: Node, records: dict[str, Any], other: dict[str, Any], data: st.DataObject
) -> None:
    whole = json.dumps({**envelope(records), **other}).encode()
    start = data.draw(st.integers(0, len(whole)))
    bent = whole[:start] + data.draw(st.binary(max_size=3)) + whole[start + data.draw(st.integers(0, 3)) :]
    for file in (whole, bent):
        said = read(probe, file)
        assert said.get("problem") or set(said["records"]) <= set(json.loads(file)["records"])


@given(here=RECORDS, incoming=RECORDS)
@settings(max_examples=50)
def test_putting_a_file_in_loses_nothing_that_stands_here_whatever_stands_here(
    probe: Node, here: dict[str, Any], incoming: dict[str, Any]
) -> None:
    here = {key: value for key, value in here.items() if not key.startswith("setting:")}
    judged = read(probe, envelope(incoming))["records"]
    planned = probe.call("probes.js", "plan", here, judged)
    after = {**here, **planned["changes"]}
    kept = [json.dumps(value, sort_keys=True) for value in after.values()]
    for key, value in here.items():
        sound = key in read(probe, envelope({key: value}))["records"]
        stands = json.dumps(value, sort_keys=True) in kept
        if not sound and f"damaged:{key.partition(':')[2]}" not in here | judged:
            assert stands or not key.startswith(("answer", "first", "earlier")), key
        if sound and key.startswith("answer") and not key.endswith("/~path"):
            assert after[key]["at"] >= value["at"]
    again = probe.call("probes.js", "plan", {k: v for k, v in after.items() if v is not None}, judged)
    assert again["changes"] == {}
    tally = planned["tally"]
    answers = [key for key in judged if key.startswith("answer:") and not key.endswith("/~path")]
    assert sum(tally[name] for name in ("come", "newer", "older", "same")) == len(answers)


@given(
    st.dictionaries(
        KEYS.map("1:{}".format) | st.text(max_size=5), VALUES.map(json.dumps) | st.text(), max_size=8
    )
)
@settings(max_examples=30)
def test_whatever_is_kept_is_shown_each_record_once_and_counted(
    probe: Node, desk: Desk, texts: dict[str, str]
) -> None:
    shown = probe.call("probes.js", "shown", desk.catalogue, texts)
    assert len(shown["lines"]) == len(texts) == sum(row["count"] for row in shown["rows"])
    assert sum(row["size"] for row in shown["rows"]) >= sum(map(len, texts.values()))
    records = [
        [*key.removeprefix("1:").split(":", 1), text] for key, text in texts.items() if ":" in key[2:]
    ]
    assert len(probe.call("probes.js", "done", desk.catalogue, records)["modules"]) > 0


def test_an_unreadable_record_gives_way_to_one_that_comes_in_and_is_kept_as_damaged(probe: Node) -> None:
    here = {"answer:case/i": "[half", "answer:case/j": 5, "place:last": "gone"}
    planned = probe.call("probes.js", "plan", here, {"answer:case/i": attempt()})
    assert planned["changes"] == {"answer:case/i": attempt(), "damaged:case/i": "[half"}


def test_what_is_kept_is_named_in_the_words_of_the_book(probe: Node, desk: Desk) -> None:
    case, of = next(iter(desk.catalogue["cases"].items()))
    item = of["items"][0]
    texts = {
        f"1:answer:{case}/{item['id']}": json.dumps(attempt(confidence="sure")),
        f"1:answer:{case}/~path": '[["i", "x"]]',
        "1:read:book/cases": json.dumps({"at": AT}),
        "1:place:last": "[half",
        "2:answer:x/y": "{}",
    }
    shown = probe.call("probes.js", "shown", desk.catalogue, texts)
    assert [(row["words"], row["example"]) for row in shown["rows"]] == [
        ("Answers to questions", item["prompt"]),
        ("Ways taken through branching cases", of["title"]),
        ("Pages read", "Cases"),
        ("Records that this page cannot read", "place:last"),
        ("Kept by a newer version of the course, and left alone here", "2:answer:x/y"),
    ]
    answer = next(line for line in shown["lines"] if line["subject"] == item["prompt"])
    assert answer["detail"] == "right; you were sure; answer: a" and answer["when"] == AT


def test_the_record_counts_what_was_done_by_module_and_no_record_that_is_none(
    probe: Node, desk: Desk
) -> None:
    case, of = next(iter(desk.catalogue["cases"].items()))
    right, wrong, revised, *_ = of["items"]
    records = [
        ["answer", f"{case}/{right['id']}", attempt(fingerprint=right["fingerprint"])],
        ["answer", f"{case}/{wrong['id']}", attempt(fingerprint=wrong["fingerprint"], score=0, at=AT + 9)],
        ["answer", f"{case}/{revised['id']}", attempt(fingerprint="f" * 12)],
        ["read", "book/cases", {"at": AT - 9}],
        ["read", "book/elsewhere", {"at": "noon"}],
        ["answer", "gone/item", "[half"],
        ["damaged", f"{case}/{right['id']}", None],
        ["place", "last", {"at": AT + 10**9}],
    ]
    found = probe.call("probes.js", "done", desk.catalogue, records)
    module = next(each for each in found["modules"] if each["questions"]["done"])
    assert (found["first"], found["last"]) == (AT - 9, AT + 9)
    assert module["questions"]["done"] == 3 and module["right"] == 1
    assert module["pages"]["done"] == 1 and module["cases"]["done"] == 1
