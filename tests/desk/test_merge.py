"""Two sets of records put together: either order gives the same, and nothing that counts is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.node import Node

WORDINGS = ("a" * 12, "b" * 12, "c" * 12)
Set = dict[str, Any]


def attempt(at: int, wording: int = 0, answer: Any = "a") -> Set:
    return {"fingerprint": WORDINGS[wording], "answer": answer, "score": 1, "right": True, "at": at}


def in_order(draw: st.DrawFn, item: str) -> Set:
    """An item's records in which no older wording is answered after a newer one, as books go."""
    made = st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from("xy")).map(
        lambda said: attempt(said[0] * 100 + said[1], said[0], said[2])
    )
    kinds = draw(st.lists(st.sampled_from(["answer", "first", "earlier"]), unique=True))
    found = {kind: draw(made) for kind in kinds}
    wording = found.get("answer", {}).get("fingerprint")
    if "earlier" in found and found["earlier"]["fingerprint"] == wording:
        del found["earlier"]
    return {f"{kind}:{item}": record for kind, record in found.items()}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["at", "__proto__", "x"]), inside)
    ),
    max_leaves=5,
)
MOMENTS = st.integers(0, 6)


@st.composite
def states(draw: st.DrawFn, lawful: bool = True) -> Set:
    """What a browser may keep: lawful, or whatever anybody could have written there."""
    found: Set = {}
    for item in ("case/i", "case/j", "__proto__/i"):
        found |= in_order(draw, item)
    others = {
        "answer:case/~path": st.lists(
            st.tuples(st.sampled_from("ij"), st.sampled_from("xy")).map(list), min_size=1, max_size=3
        ),
        "read:book/page": st.builds(dict, at=MOMENTS),
        "place:last": st.builds(dict, at=MOMENTS, page=st.sampled_from("pq")),
        "card:case/i": st.builds(dict, at=MOMENTS, due=MOMENTS),
        "exam:1-x": st.builds(dict, at=MOMENTS, asked=st.lists(st.integers(0, 2), max_size=2)),
        "learner:code": st.builds(dict, at=MOMENTS, code=st.sampled_from(["aaaa", "bbbb"])),
        "aside:case/gone": JUNK,
        "damaged:case/i": JUNK,
    }
    for key, values in others.items():
        if draw(st.booleans()):
            found[key] = draw(values if lawful else JUNK | values)
    if not lawful:
        for kind in ("answer", "first", "earlier"):
            if draw(st.booleans()):
                found[f"{kind}:case/i"] = attempt(draw(MOMENTS), draw(st.integers(0, 2)))
    return found


@given(states(), states(), states())
@settings(max_examples=40, deadline=None)
def test_either_order_gives_the_same_and_so_does_any_grouping(probe: Node, a: Set, b: Set, c: Set) -> None:
    found = probe.call("probes.js", "laws", a, b, c)
    assert not found.pop("touched")
    for law, (left, right) in found.items():
        assert left == right, law


@given(states(lawful=False), states(lawful=False))
@settings(max_examples=40, deadline=None)
def test_of_records_that_no_browser_would_keep_either_order_gives_the_same_and_twice_is_once(
    probe: Node, a: Set, b: Set
) -> None:
    found = probe.call("probes.js", "laws", a, b, {})
    for law in ("commutes", "idempotent"):
        left, right = found[law]
        assert left == right, law


@given(states(), states())
@settings(max_examples=40, deadline=None)
def test_the_newest_answer_and_the_first_to_the_same_wording_are_never_lost(
    probe: Node, a: Set, b: Set
) -> None:
    merged = probe.call("probes.js", "merged", a, b)
    for item in ("case/i", "case/j", "__proto__/i"):
        answers = [side[f"answer:{item}"] for side in (a, b) if f"answer:{item}" in side]
        if answers:
            assert merged[f"answer:{item}"]["at"] == max(answer["at"] for answer in answers)
        known = answers + [side[f"first:{item}"] for side in (a, b) if f"first:{item}" in side]
        wording = max((record["at"] for record in known), default=0) // 100
        same = [record["at"] for record in known if record["at"] // 100 == wording]
        kept = [
            merged[f"{kind}:{item}"]["at"] for kind in ("answer", "first") if f"{kind}:{item}" in merged
        ]
        assert not same or min(same) in kept
    gone = (a.keys() | b.keys()) - merged.keys()
    assert gone <= {"answer:case/~path"}


def test_an_answer_that_gives_way_is_first_or_earlier_by_its_wording(probe: Node) -> None:
    same = probe.call("probes.js", "merged", {"answer:c/i": attempt(1)}, {"answer:c/i": attempt(2, 0, "b")})
    assert same == {"answer:c/i": attempt(2, 0, "b"), "first:c/i": attempt(1)}
    other = probe.call("probes.js", "merged", {"answer:c/i": attempt(1, 1)}, {"answer:c/i": attempt(2)})
    assert (other["answer:c/i"], other["earlier:c/i"]) == (attempt(2), attempt(1, 1))


def test_a_second_try_begun_here_does_not_lose_the_first_answer_or_the_one_given_elsewhere(
    probe: Node,
) -> None:
    merged = probe.call(
        "probes.js", "merged", {"first:c/i": attempt(1)}, {"answer:c/i": attempt(2, 0, "b")}
    )
    assert merged == {"first:c/i": attempt(1), "answer:c/i": attempt(2, 0, "b")}


def test_where_an_older_wording_is_answered_last_its_own_first_answer_stands(probe: Node) -> None:
    tried = {"answer:c/i": attempt(30), "first:c/i": attempt(10)}
    merged = probe.call("probes.js", "merged", tried, {"first:c/i": attempt(20, 1)})
    assert merged == tried


def test_the_way_through_a_case_is_that_of_the_side_which_answered_in_it_last(probe: Node) -> None:
    long = {"answer:c/~path": [["i", "x"], ["j", "y"]], "answer:c/i": attempt(1), "answer:c/j": attempt(2)}
    short = {"answer:c/~path": [["i", "y"]], "answer:c/i": attempt(3, 0, "y")}
    back = {"answer:c/i": attempt(4)}
    assert probe.call("probes.js", "merged", long, short)["answer:c/~path"] == [["i", "y"]]
    assert "answer:c/~path" not in probe.call("probes.js", "merged", long, short, back)
    alone = {"answer:c/~path": [["i", "x"]]}
    assert probe.call("probes.js", "merged", alone, {})["answer:c/~path"] == [["i", "x"]]


def test_the_oldest_code_and_the_first_reading_stand_and_the_newest_place_and_card(probe: Node) -> None:
    older = {
        "learner:code": {"at": 1, "code": "aaaa"},
        "read:p": {"at": 1},
        "place:last": {"at": 1},
        "card:c/i": {"at": 1},
    }
    newer = {
        "learner:code": {"at": 2, "code": "bbbb"},
        "read:p": {"at": 2},
        "place:last": {"at": 2},
        "card:c/i": {"at": 2},
    }
    merged = probe.call("probes.js", "merged", older, newer)
    assert {key: value["at"] for key, value in merged.items()} == {
        "learner:code": 1,
        "read:p": 1,
        "place:last": 2,
        "card:c/i": 2,
    }
