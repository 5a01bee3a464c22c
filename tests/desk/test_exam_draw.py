"""Which questions a practice exam asks: as many as wished, evenly, by lot, of learning items alone."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, groupby
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.conftest import GALLERY
from tests.desk.node import Node
from tests.desk.pages import Desk
from vignettes.course import Course
from vignettes.desk import catalogue, shown

DRAW, PLAN = "desk/exam_draw.js", "desk/exam_plan.js"
Question = dict[str, Any]

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
courses = st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=6), min_size=1, max_size=6)
"""Modules, each with its cases, each with so many questions."""


def questions(course: list[list[int]]) -> list[Question]:
    return [
        {"key": f"c-{m}-{c}/q-{q}", "fingerprint": "0" * 12, "case": f"c-{m}-{c}", "module": f"m-{m}"}
        for m, cases in enumerate(course)
        for c, size in enumerate(cases)
        for q in range(size)
    ]


def pairs_out_of_balance(pool: list[Question], drawn: list[Question], by: str) -> list[tuple[str, str]]:
    """Pairs of groups of which one gave two more than the other, though the other had some left."""
    had, gave = Counter(each[by] for each in pool), Counter(each[by] for each in drawn)
    both = [*combinations(had, 2), *((b, a) for a, b in combinations(had, 2))]
    return [(a, b) for a, b in both if gave[a] > gave[b] + 1 and gave[b] < had[b]]


@quickly
@given(course=courses, wanted=st.integers(0, 130), lot=st.text(min_size=1, max_size=6))
def test_a_draw_is_exact_even_and_keeps_cases_together(
    node: Node, course: list[list[int]], wanted: int, lot: str
) -> None:
    pool = questions(course)
    drawn = node.call(DRAW, "drawExam", pool, wanted, lot)
    keys = [each["key"] for each in drawn]
    assert len(keys) == len(set(keys)) == min(wanted, len(pool))
    assert all(each in pool for each in drawn)
    assert pairs_out_of_balance(pool, drawn, "module") == []
    for module in {each["module"] for each in pool}:
        own = [each for each in pool if each["module"] == module]
        assert pairs_out_of_balance(own, [each for each in drawn if each in own], "case") == []
    runs = [(case, list(run)) for case, run in groupby(drawn, key=lambda each: each["case"])]
    assert len(runs) == len({case for case, _ in runs})
    assert all([pool.index(each) for each in run] == sorted(map(pool.index, run)) for _, run in runs)


def test_the_same_lot_draws_the_same_exam_and_another_lot_another(node: Node) -> None:
    pool = questions([[3, 2, 2], [4, 1], [2, 2, 2]])
    lots = [f"lot-{n}" for n in range(30)]
    drawn = [node.call(DRAW, "drawExam", pool, 8, lot) for lot in lots]
    assert drawn == [node.call(DRAW, "drawExam", pool, 8, lot) for lot in lots]
    assert len({str(each) for each in drawn}) == len(lots)


def test_every_question_has_the_same_chance_of_the_lot(node: Node) -> None:
    pool = questions([[1, 1], [1, 1]])
    times = Counter(node.call(DRAW, "drawExam", pool, 1, f"{n:06}")[0]["key"] for n in range(800))
    assert len(times) == 4
    assert all(150 < number < 250 for number in times.values()), times  # 200 ± 4 standard deviations


def test_only_questions_with_a_key_of_cases_that_do_not_branch_are_asked(node: Node, desk: Desk) -> None:
    lines = node.call("desk/catalogue.js", "ledger", desk.catalogue, [])
    asked = node.call(DRAW, "examinable", lines)
    kinds = {line["key"]: (line["item"]["type"], line["of"]["branching"]) for line in lines}
    left_out = {kinds[key] for key in kinds.keys() - {each["key"] for each in asked}}
    assert {kinds[each["key"]][0] for each in asked} == {"single", "multiple", "order", "match", "number"}
    assert not any(kinds[each["key"]][1] for each in asked)
    assert all(kind in ("reply", "choice") or branching for kind, branching in left_out)
    branched = [{**line, "of": {**line["of"], "branching": True}} for line in lines]
    assert node.call(DRAW, "examinable", branched) == []


def test_a_question_is_met_by_an_answer_in_the_book_or_in_an_earlier_exam_to_its_present_wording(
    node: Node, desk: Desk
) -> None:
    case = desk.catalogue["cases"]["every-type"]["items"]
    first, second, third = ((f"every-type/{item['id']}", item["fingerprint"]) for item in case[:3])
    answer = {"fingerprint": first[1], "answer": "a", "score": 1, "right": True, "at": 1}
    lines = node.call("desk/catalogue.js", "ledger", desk.catalogue, [["answer", first[0], answer]])
    before = [
        {"key": second[0], "fingerprint": second[1], "answer": ["ask"]},
        {"key": third[0], "fingerprint": "0" * 12, "answer": []},
        {"key": "every-type/pairs", "fingerprint": case[3]["fingerprint"]},
    ]
    asked = node.call(DRAW, "examinable", lines, before)
    assert {each["key"] for each in asked if each["met"]} == {first[0], second[0]}
    wish = {"levels": ["introductory"], "fresh": True}
    fresh = {each["key"] for each in node.call(DRAW, "ofWish", asked, wish)}
    assert third[0] in fresh and not {first[0], second[0]} & fresh
    assert node.call(DRAW, "ofWish", asked, {**wish, "levels": []}) == []


def wish(**other: Any) -> dict[str, Any]:
    time = {"kind": "none", "minutes": 30, "factor": 1}
    given = {"modules": ["m-0", "m-1"], "levels": ["advanced"], "fresh": False, "count": 20, "time": time}
    return {**given, **other}


def test_a_shortage_is_said_with_numbers_before_the_exam_begins(node: Node) -> None:
    pool = [{**each, "level": "advanced", "met": False} for each in questions([[2, 2], [3], [9]])]

    def said(**other: Any) -> str:
        plan = node.call(PLAN, "planOf", pool, wish(**other))
        words: str = node.call(PLAN, "planInWords", plan, wish(**other)["count"])
        return words

    assert said() == (
        "7 questions fit your choice. You asked for 20, so the exam will have 7. "
        "7 questions, no time limit."
    )
    each = {"kind": "each", "minutes": 0, "factor": 1.5}
    assert said(count=4, time=each) == "7 questions fit your choice. 4 questions, 9 minutes."
    assert said(modules=["m-2"], count=9) == "9 questions fit your choice. 9 questions, no time limit."
    assert said(modules=[]) == "Choose at least one module."
    assert said(levels=[]) == "Choose at least one level."
    assert said(levels=["introductory"]).startswith("No question fits this choice.")
    for minutes in (0, 601, None):
        own = {"kind": "own", "minutes": minutes, "factor": 1}
        assert said(time=own) == "Give the minutes as a number from 1 to 600."


def test_exam_items_are_in_no_catalogue_and_no_file_of_the_desk() -> None:
    course = Course(GALLERY)
    learning, kept = (case.vignette for case in list(course.bank().learning())[:2])
    secret = kept.model_copy(update={"use": "exam"})
    pages = {learning.id: "book/cases", secret.id: "book/cases"}
    cases = shown([learning, secret], pages, course.references())
    assert [case.vignette.id for case in cases] == [learning.id]
    assert list(catalogue(course, cases, {})["cases"]) == [learning.id]
    assert len(shown([learning, kept], pages, course.references())) == 2
