"""What My progress makes of catalogue and records, reckoned by hand; and what it makes of rubbish."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.desk import many
from tests.desk.many import NOW, attempt, card
from tests.desk.node import Node
from tests.desk.pages import Desk
from vignettes.report.formulas import wilson

DAY = 86_400_000
MODEL = "desk/progress_model.js"


def item(name: str, kind: str = "single", *objectives: str) -> dict[str, Any]:
    aims = list(objectives or ("m.one",))
    return {"id": name, "type": kind, "fingerprint": mark(name), "prompt": f"{name}?", "objectives": aims}


def mark(name: str) -> str:
    return name.encode().hex().ljust(12, "0")[:12]


def case(*items: dict[str, Any], ends: dict[str, list[str]] | None = None, **other: Any) -> dict[str, Any]:
    known = {"title": "A case", "module": "m", "level": "advanced", "minutes": 9, "page": "book/m/one"}
    more = {"mark": "0" * 12, "note": False, "branching": ends is not None, "items": list(items)}
    return {**known, **more, **({} if ends is None else {"ends": ends}), **other}


def course(*modules: str, **cases: dict[str, Any]) -> dict[str, Any]:
    """A course of modules with two pages each."""
    return {
        "course": {"name": "C", "version": "1"},
        "objectives": {"m.one": "do one thing", "m.two": "do another"},
        "modules": [
            {
                "id": name,
                "title": name.upper(),
                "pages": [{"page": f"book/{name}/{n}", "title": f"{name} {n}"} for n in ("one", "two")],
            }
            for name in modules or ("m",)
        ],
        "cases": {name.replace("_", "-"): of for name, of in cases.items()},
    }


def said(name: str, score: float, sure: str | None = None, at: int = NOW) -> dict[str, Any]:
    return {**attempt(mark(name), score, sure), "at": at}


def read(*pages: str) -> list[Any]:
    return [["read", f"book/{page}", {"at": NOW}] for page in pages]


@pytest.fixture
def survey(node: Node) -> Any:
    return lambda catalogue, records: node.call(MODEL, "survey", catalogue, records)


def test_a_case_in_one_line_is_done_when_all_its_questions_are_answered_as_they_are_now(
    node: Node, survey: Any
) -> None:
    catalogue = course(a=case(item("p"), item("q"), item("r")))
    records: list[Any] = []
    words = []
    for record in (
        ["answer", "a/p", said("p", 0)],
        ["answer", "a/q", said("q", 1, at=NOW - DAY)],
        ["answer", "a/r", {**said("r", 1), "fingerprint": "f" * 12}],
        ["answer", "a/r", said("r", 1, at=NOW - 400 * DAY)],
    ):
        row = survey(catalogue, records)["modules"][0]["cases"][0]
        words.append(node.call("desk/progress_words.js", "caseWords", row, NOW))
        records.append(record)
    row = survey(catalogue, records)["modules"][0]["cases"][0]
    words.append(node.call("desk/progress_words.js", "caseWords", row, NOW))
    day = node.call("desk/progress_words.js", "dayOf", NOW, NOW)
    revised = survey(catalogue, records[:3])["modules"][0]["cases"][0]
    assert words == [
        "not begun",
        "begun, 1 of 3 answered",
        "begun, 2 of 3 answered",
        "begun, 2 of 3 answered; 1 revised since you answered",
        f"done on {day}",
    ]
    assert not revised["done"] and row["done"] and row["at"] == NOW


def test_a_branching_case_is_done_when_its_path_has_come_to_an_end_that_still_stands(survey: Any) -> None:
    catalogue = course(
        b=case(
            item("go", "choice"),
            item("stay", "choice"),
            item("after", "reply"),
            ends={"stay/leave": [], "stay/talk": ["after"]},
        )
    )

    def row(path: Any, *answered: str) -> tuple[bool, int]:
        records = [["answer", f"b/{name}", said(name, 1)] for name in answered]
        found = survey(catalogue, [["answer", "b/~path", path], *records])["modules"][0]["cases"][0]
        return found["done"], found["decisions"]

    went, left, talked = ["go", "x"], ["stay", "leave"], ["stay", "talk"]
    assert row([went], "go") == (False, 1)
    assert row([went, left], "go", "stay") == (True, 2)
    assert row([went, left], "stay") == (False, 0)  # the first decision no longer stands
    assert row([went, talked], "go", "stay") == (False, 2)
    assert row([went, talked], "go", "stay", "after") == (True, 2)
    assert row([], "go", "stay", "after") == (False, 0)
    for broken in ("x", {"0": went}, [went, None], [["go"]], [["go", 1]], [["__proto__", "x"]]):
        assert row(broken, "go", "stay", "after") == (False, 0)


def test_the_catalogue_knows_behind_which_decisions_a_case_comes_to_its_end(desk: Desk) -> None:
    cases = desk.catalogue["cases"]
    assert cases["branching-state"]["ends"] == {"plan-choice/again": [], "plan-choice/refer": []}
    assert all(("ends" in of) == of["branching"] for of in cases.values())
    choices = {f"{of['id']}" for of in cases["branching-path"]["items"] if of["type"] == "choice"}
    ends = cases["branching-path"]["ends"]
    assert ends and {name.split("/")[0] for name in ends} <= choices


def test_the_last_try_counts_for_modules_and_objectives_and_a_reply_counts_for_none(survey: Any) -> None:
    catalogue = course(
        a=case(
            item("p"), item("q"), item("r", "multiple"), item("s", "reply"), item("t"), item("u", "reply")
        )
    )
    records = [
        ["first", "a/p", said("p", 0, "sure")],
        ["answer", "a/p", said("p", 1)],
        ["answer", "a/q", said("q", 1)],
        ["card", "a/q", {**card(mark("q"), 0), "at": NOW + 1}],
        ["answer", "a/r", said("r", 0.75)],
        ["answer", "a/s", said("s", 0)],
    ]
    known = survey(catalogue, records)
    assert known["modules"][0]["tally"] == {"right": 1, "partly": 1, "wrong": 1, "own": 1, "open": 2}
    (aim,) = known["objectives"]["weak"]
    assert (aim["answered"], aim["sum"], aim["missed"]) == (3, 1.75, 3)
    assert [(row["level"], row["n"], row["right"]) for row in known["calibration"]] == [
        ("guessing", 0, 0),
        ("think-so", 0, 0),
        ("sure", 1, 0),
    ]
    assert not known["sure"]["open"] and [line["key"] for line in known["sure"]["mended"]] == ["a/p"]


@pytest.mark.parametrize(
    ("scores", "group"),
    [
        ([], "untouched"),
        ([1], "few"),
        ([1, 1], "few"),
        ([0, 0, 0], "weak"),  # 0 of 3, drawn towards a half: 1.92 / 6.84 = 0.28
        ([1, 0.5, 0], "weak"),  # 0.50
        ([1, 1, 0], "between"),  # 3.92 / 6.84 = 0.57
        ([1, 1, 1], "between"),  # 4.92 / 6.84 = 0.72: three answers make nobody strong
        ([1, 1, 1, 1], "strong"),  # 5.92 / 7.84 = 0.755
    ],
)
def test_an_objective_is_called_weak_or_strong_only_from_enough_answers(
    survey: Any, scores: list[float], group: str
) -> None:
    names = [f"q{n}" for n in range(6)]
    catalogue = course(a=case(*(item(name, "single", "m.two") for name in names)))
    records = [
        ["answer", f"a/{name}", said(name, score)] for name, score in zip(names, scores, strict=False)
    ]
    groups = survey(catalogue, records)["objectives"]
    assert {name: [aim["id"] for aim in found] for name, found in groups.items() if found} == {
        group: ["m.two"]
    }
    assert ("low" in groups[group][0]) == (len(scores) >= 3)


def test_the_interval_is_that_of_the_report(node: Node) -> None:
    for n in (1, 3, 5, 20, 400):
        for right in {0, 1, n // 2, n - 1, n}:
            mine, theirs = node.call("desk/estimates.js", "likely", right, n), wilson(right, n)
            assert mine["low"] == pytest.approx(theirs.low, abs=1e-6)
            assert mine["high"] == pytest.approx(theirs.high, abs=1e-6)
            assert mine["low"] <= mine["middle"] <= mine["high"]
            assert (mine["low"] == 0) == (right == 0) and (mine["high"] == 1) == (right == n)
    assert node.call("desk/estimates.js", "likely", 0, 10)["high"] == pytest.approx(
        3.8415 / 13.8415, abs=1e-4
    )


def test_confidence_is_spoken_of_from_five_first_answers_at_a_level(node: Node, survey: Any) -> None:
    names = [f"q{n}" for n in range(12)]
    catalogue = course(a=case(*(item(name) for name in names)))

    def sentence(sure: int, guessing: int) -> str:
        levels = ["sure"] * sure + ["guessing"] * guessing
        records = [
            ["answer", f"a/{name}", said(name, n % 2, level)]
            for n, (name, level) in enumerate(zip(names, levels, strict=False))
        ]
        return str(
            node.call(
                "desk/progress_words.js", "calibrationSentence", survey(catalogue, records)["calibration"]
            )
        )

    assert sentence(4, 4) == ""
    assert sentence(5, 4) == "When you were sure, you were right in 2 of 5."
    both = "When you were guessing, you were right in 3 of 6; when you were sure, in 3 of 6."
    assert sentence(6, 6) == both


def test_one_button_leads_to_where_the_reader_stopped_or_to_what_comes_next(survey: Any) -> None:
    catalogue = course("m", "n", a=case(item("p")), b=case(item("q"), module="n", page="book/n/two"))

    def leads(*records: Any) -> tuple[Any, ...]:
        known = survey(catalogue, list(records))
        place, following = known["place"], known.get("next") or {}
        then = (following.get("page") or {}).get("page"), (following.get("case") or {}).get("id")
        return place["page"], place["begin"], place["lost"], place.get("case"), *then

    def last(page: Any, **other: Any) -> list[Any]:
        return ["place", "last", {"page": page, "title": "<b>Spoof</b>", "at": NOW, **other}]

    done = [["answer", "a/p", said("p", 0)]]
    every = read("m/one", "m/two", "n/one", "n/two")
    assert leads() == ("book/m/one", True, False, None, "book/m/two", "a")
    assert leads(*read("m/one")) == ("book/m/two", False, False, None, None, "a")
    assert leads(last("book/n/two")) == ("book/n/two", False, False, None, "book/m/one", "a")
    assert leads(last("book/n/two", case="b"))[3] == "b"
    assert leads(last("book/n/two", case="a"))[3] is None
    assert leads(last("book/n/two", case="__proto__"))[3] is None
    assert leads(last("book/gone"), *read("m/one"))[:3] == ("book/m/two", False, True)
    assert leads(*every) == ("book/m/one", False, False, None, None, "a")
    assert leads(*every, *done) == ("book/n/two", False, False, None, None, "b")
    assert leads(*every, *done, ["answer", "b/q", said("q", 1)])[4:] == (None, None)
    for broken in (
        ["place", "last", 7],
        ["place", "last", {"page": "book/n/two", "at": "x"}],
        last({"a": 1}),
    ):
        assert leads(broken)[0] == "book/m/one"


def test_sure_and_wrong_stays_until_the_last_try_is_right_and_the_latest_comes_first(survey: Any) -> None:
    catalogue = course(a=case(*(item(name) for name in "pqrst")))
    records = [
        ["answer", "a/p", said("p", 0, "sure", NOW - 3)],
        ["first", "a/q", said("q", 0.5, "sure", NOW - 2)],
        ["answer", "a/q", said("q", 0)],
        ["first", "a/r", said("r", 0, "sure", NOW - 1)],  # taken back, not tried again yet
        ["answer", "a/s", said("s", 0, "think-so")],
        ["first", "a/t", said("t", 0, "sure")],
        ["card", "a/t", card(mark("t"), 1)],
    ]
    sure = survey(catalogue, records)["sure"]
    assert [line["key"] for line in sure["open"]] == ["a/r", "a/q", "a/p"]
    assert [line["key"] for line in sure["mended"]] == ["a/t"]


def test_answers_to_questions_that_are_gone_are_counted_apart(survey: Any) -> None:
    records = [
        ["answer", "gone/item", said("x", 1)],
        ["aside", "a/gone", said("x", 1)],
        ["answer", "a/gone", said("x", 1)],
        ["answer", "gone/~path", [["a", "b"]]],
        ["aside", "gone/~path", said("x", 1)],
        ["answer", "No Name", said("x", 1)],
    ]
    known = survey(course(a=case(item("p"))), records)
    assert known["gone"] == 2 and known["begun"]
    assert known["modules"][0]["tally"]["open"] == 1


def test_exams_are_drawn_from_whatever_is_sound_in_them(survey: Any) -> None:
    records = [
        [
            "exam",
            "1-a",
            {"at": NOW - 5, "ended": NOW, "items": [{"key": "a/p", "score": 0.5}, {"score": 2}, None]},
        ],
        ["exam", "2-b", {"at": NOW, "items": "x"}],
        ["exam", "3-c", {"at": "today", "items": []}],
        ["exam", "4-d", None],
    ]
    rows = survey(course(), records)["exams"]
    assert [(row["name"], row["over"], row["asked"], row["marked"], row["sum"]) for row in rows] == [
        ("1-a", True, 3, 1, 0.5),
    ]


RUBBISH = [
    None,
    0,
    "x",
    [],
    {},
    [[]],
    {"fingerprint": mark("p")},
    {**said("p", 1), "at": None},
    {"at": 1e300},
    {"__proto__": {"right": True}, "constructor": 1},
]
NO_ANSWERS = [
    {**said("p", 1), "score": "1"},
    {**said("p", 1), "confidence": {"sure": 1}},
    {**said("p", 1), "fingerprint": [mark("p")] * 2},
    {**said("p", 1), "right": 1},
]


def test_rubbish_counts_for_nothing_and_stops_nothing(survey: Any) -> None:
    answers = ("answer", "first", "earlier", "aside", "card")
    others = ("damaged", "read", "place", "exam", "__proto__", "constructor")
    names = ("a/p", "a/~path", "last", "", "__proto__", "constructor/toString", "book/m/one")
    records = [[kind, name, value] for kind in answers + others for name in names for value in RUBBISH]
    records += [[kind, name, value] for kind in answers for name in names for value in NO_ANSWERS]
    known = survey(course(a=case(item("p"))), records)
    untouched = survey(course(a=case(item("p"))), [])
    assert known == untouched


def test_sums_add_up_whatever_has_been_answered(node: Node) -> None:
    for seed in range(12):
        lot = random.Random(seed)
        catalogue = many.course(lot.randrange(1, 160))
        records = many.answers(catalogue, seed, lot.random())
        lot.shuffle(records)
        known = node.call(MODEL, "survey", catalogue, records)
        lines = known["lines"]
        tallies = [module["tally"] for module in known["modules"]]
        assert [sum(tally.values()) for tally in tallies] == [m["items"] for m in known["modules"]]
        assert sum(m["items"] for m in known["modules"]) == len(lines)
        assert sum(len(m["cases"]) for m in known["modules"]) == len(catalogue["cases"])
        groups = known["objectives"]
        aims = [aim["id"] for group in groups.values() for aim in group]
        assert sorted(aims) == sorted({aim for line in lines for aim in line["item"]["objectives"]})
        told = [line for line in lines if line.get("first", {}).get("confidence")]
        assert sum(row["n"] for row in known["calibration"]) == len(told)
        wishes = ("missed", "revised", "open", "right")
        found = [node.call("desk/missed.js", "wantedLines", lines, wish(state=state)) for state in wishes]
        assert sorted(line["key"] for part in found for line in part) == sorted(
            line["key"] for line in lines
        )
        sure = node.call("desk/missed.js", "wantedLines", lines, wish(state="sure"))
        assert {line["key"] for line in sure} == {line["key"] for line in known["sure"]["open"]}


def wish(**other: str) -> dict[str, str]:
    return {"state": "missed", "module": "", "level": "", "type": "", "objective": "", **other}


def test_filters_narrow_each_other_and_only_questions_that_stand_alone_go_to_review(node: Node) -> None:
    catalogue = many.course(72)
    records = [
        ["answer", f"{name}/{of['id']}", attempt(of["fingerprint"], 0)]
        for name, known in catalogue["cases"].items()
        for of in known["items"]
    ]
    lines = node.call(MODEL, "survey", catalogue, records)["lines"]

    def keys(**other: str) -> list[str]:
        return [line["key"] for line in node.call("desk/missed.js", "wantedLines", lines, wish(**other))]

    assert len(keys()) == 72 and keys(state="right") == []
    assert len(keys(module="m1")) == 36
    assert keys(module="m1", level="advanced", objective="m1.aim-2") == [
        "case-11/item-2",
        "case-14/item-2",
        "case-17/item-2",
    ]
    found = node.call("desk/missed.js", "wantedLines", lines, wish())
    retry = node.call("desk/missed.js", "retryable", found)
    apart = keys(type="choice") + keys(type="reply")
    assert apart and set(retry) == set(keys()) - set(apart)


def test_a_question_stands_where_its_latest_try_left_it(node: Node) -> None:
    catalogue = course(a=case(*(item(name) for name in "pqrst")))
    older = {**said("q", 1), "fingerprint": "f" * 12}
    records = [
        ["card", "a/p", card(mark("p"), 1)],
        ["answer", "a/q", older],
        ["answer", "a/r", {**older, "at": NOW + 1}],
        ["card", "a/r", card(mark("r"), 0.5)],
        ["first", "a/s", said("s", 1)],
    ]
    lines = node.call(MODEL, "survey", catalogue, records)["lines"]
    standing = [node.call("desk/missed.js", "standingOf", line) for line in lines]
    assert standing == ["right", "revised", "missed", "open", "open"]


def test_a_day_has_its_year_where_it_is_another_than_this_one(node: Node) -> None:
    days = [node.call("desk/progress_words.js", "dayOf", at, NOW) for at in (NOW, NOW - 400 * DAY)]
    assert days == ["18 Nov", "14 Oct 2025"]


def test_a_wish_that_the_course_does_not_know_is_no_wish(node: Node) -> None:
    offered = {name: [{"value": ""}] for name in wish()} | {
        "state": [{"value": "missed"}, {"value": "open"}]
    }
    for given, judged in (
        (None, wish()),
        ("x", wish()),
        ({"state": "open", "module": "gone", "level": {"value": ""}}, wish(state="open")),
        ({"state": "__proto__", "constructor": "x"}, wish()),
    ):
        assert node.call("desk/missed.js", "judgedWish", given, offered) == judged
