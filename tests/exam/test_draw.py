"""The draw against brute force on small banks: what can be drawn is drawn, and nothing else is."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exam.banks import LEVELS, Spec, entries
from vignettes.exam.blueprint import Blueprint, bounds
from vignettes.exam.draw import Drawing
from vignettes.exam.pool import Entry
from vignettes.exam.shortages import shortages
from vignettes.yaml_reader import Source

NOWHERE = Source("blueprint.yml", {}, {})
MODULES = ("m", "n")
OBJECTIVES = ("a", "b")


def drawing(blueprint: Blueprint, specs: Sequence[Spec]) -> Drawing:
    return Drawing(blueprint, entries(specs))


def keeps(blueprint: Blueprint, form: Sequence[Entry]) -> bool:
    """Count a form by hand."""
    if len(form) != blueprint.items:
        return False
    counted = {
        "modules": Counter(entry.vignette.module for entry in form),
        "objectives": Counter(entry.item.objectives[0] for entry in form),
    }
    for kind, numbers in counted.items():
        for name, share in getattr(blueprint, kind).items():
            low, high = bounds(share)
            if not low <= numbers[name] <= high:
                return False
    levels = Counter(entry.vignette.level for entry in form)
    spans = {name: bounds(getattr(blueprint.levels, name)) for name in LEVELS}
    return all(low <= levels[name] <= high for name, (low, high) in spans.items())


def possible(blueprint: Blueprint, bank: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Try every form."""
    return (form for form in itertools.combinations(bank, blueprint.items) if keeps(blueprint, form))


share = st.one_of(
    st.integers(0, 3),
    st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda t: {"min": t[0], "max": t[0] + t[1]}),
    st.integers(0, 2).map(lambda n: {"min": n}),
)
specs_one = st.tuples(st.sampled_from(MODULES), st.sampled_from(OBJECTIVES), st.sampled_from(LEVELS))
specs = st.lists(specs_one, min_size=1, max_size=7)
blueprints = st.fixed_dictionaries(
    {
        "title": st.just("Tried"),
        "items": st.integers(1, 4),
        "modules": st.dictionaries(st.sampled_from(MODULES), share),
        "levels": st.dictionaries(st.sampled_from(LEVELS), share),
        "objectives": st.dictionaries(
            st.sampled_from([f"{m}.{o}" for m in MODULES for o in OBJECTIVES]), share, max_size=2
        ),
    }
).map(Blueprint.model_validate)


@settings(max_examples=150)
@given(blueprints, specs, st.integers(0, 99))
def test_a_form_is_drawn_exactly_where_there_is_one(
    blueprint: Blueprint, specs: list[Spec], seed: int
) -> None:
    tried = drawing(blueprint, specs)
    forms = [*possible(blueprint, tried.entries)]
    problems = shortages(tried, 1, NOWHERE)
    assert (problems == []) == bool(forms)
    if forms:
        (drawn,) = tried.draw(1, seed)
        assert tuple(drawn) in forms


@st.composite
def satisfiable(draw: st.DrawFn) -> tuple[Blueprint, list[Spec]]:
    """Return a bank and a blueprint that one form of it keeps, with little room around it."""
    bank = draw(st.lists(specs_one, min_size=2, max_size=6))
    form = draw(st.lists(st.sampled_from(range(len(bank))), min_size=1, max_size=3, unique=True))
    kept = [bank[i] for i in form]
    room = st.tuples(st.integers(0, 1), st.integers(0, 1))

    def near(number: int) -> dict[str, int]:
        less, more = draw(room)
        return {"min": max(0, number - less), "max": number + more}

    modules = {m: near(sum(spec[0] == m for spec in kept)) for m in draw(st.sets(st.sampled_from(MODULES)))}
    levels = {v: near(sum(spec[2] == v for spec in kept)) for v in draw(st.sets(st.sampled_from(LEVELS)))}
    named = draw(st.sets(st.sampled_from([(m, o) for m in MODULES for o in OBJECTIVES]), max_size=2))
    objectives = {f"{m}.{o}": near(sum(spec[:2] == (m, o) for spec in kept)) for m, o in named}
    data = {"title": "Tried", "items": len(form), "modules": modules, "levels": levels}
    overlap = draw(st.integers(0, len(form)))
    return Blueprint.model_validate({**data, "objectives": objectives, "overlap": overlap}), bank


@settings(max_examples=200)
@given(satisfiable(), st.integers(2, 3), st.integers(0, 99))
def test_several_forms_are_drawn_exactly_where_they_can_differ_enough(
    asked: tuple[Blueprint, list[Spec]], number: int, seed: int
) -> None:
    blueprint, bank = asked
    tried = drawing(blueprint, bank)
    single = [{entry.id for entry in form} for form in possible(blueprint, tried.entries)]
    assert single
    sound = any(
        _allowed(forms, blueprint) for forms in itertools.combinations_with_replacement(single, number)
    )
    assert (shortages(tried, number, NOWHERE) == []) == sound
    if sound:
        drawn = tried.draw(number, seed)
        ids = [{entry.id for entry in form} for form in drawn]
        assert all(form in single for form in ids)
        assert _allowed(ids, blueprint)


def _allowed(forms: Sequence[set[str]], blueprint: Blueprint) -> bool:
    """Tell whether forms share what they may: all, or so many that are in every form and no others."""
    everywhere = set.intersection(*forms)
    if blueprint.overlap == "all":
        return all(form == everywhere for form in forms)
    pairs = itertools.combinations(forms, 2)
    return len(everywhere) <= blueprint.shared and all(one & other == everywhere for one, other in pairs)


def test_every_form_that_the_blueprint_allows_comes_up() -> None:
    bank = [("m", "a", "introductory"), ("m", "b", "advanced"), ("n", "a", "introductory"),
            ("n", "b", "advanced"), ("n", "a", "advanced")]  # fmt: skip
    blueprint = Blueprint(title="Tried", items=2, modules={"m": 1}, levels={"introductory": 1})
    tried = drawing(blueprint, bank)
    wanted = {tuple(entry.id for entry in form) for form in possible(blueprint, tried.entries)}
    drawn = {tuple(entry.id for entry in tried.draw(1, seed)[0]) for seed in range(60)}
    assert drawn == wanted
    assert len(wanted) == 3


def test_forms_that_share_nothing_leave_each_other_what_each_must_have() -> None:
    bank = [("m", "a", "advanced"), ("m", "a", "advanced"), ("n", "a", "advanced"), ("n", "a", "advanced")]
    blueprint = Blueprint.model_validate(
        {"title": "Tried", "items": 2, "modules": {"m": {"min": 1, "max": 2}}, "overlap": "none"}
    )
    for seed in range(12):
        forms = drawing(blueprint, bank).draw(2, seed)
        assert [[entry.vignette.module for entry in form] for form in forms] == [["m", "n"], ["m", "n"]]


def test_items_of_one_kind_are_drawn_about_equally_often() -> None:
    tried = drawing(Blueprint(title="Tried", items=2), [("m", "a", "advanced")] * 8)
    drawn = Counter(entry.id for seed in range(400) for entry in tried.draw(1, seed)[0])
    assert len(drawn) == 8
    assert all(70 <= times <= 130 for times in drawn.values())


def test_forms_share_exactly_as_many_items_as_asked_for_where_the_bank_has_room() -> None:
    bank = [(module, "a", level) for module in MODULES for level in LEVELS for _ in range(6)]
    blueprint = Blueprint(title="Tried", items=8, modules={"m": 4}, overlap=3)
    forms = [{entry.id for entry in form} for form in drawing(blueprint, bank).draw(3, 5)]
    assert [len(one & other) for one, other in itertools.combinations(forms, 2)] == [3, 3, 3]


def test_a_draw_of_a_hundred_from_a_thousand_takes_less_than_a_second() -> None:
    bank = [(f"m{i % 12}", f"o{i % 5}", LEVELS[i % 7 % 3]) for i in range(1000)]
    blueprint = Blueprint(
        title="Tried",
        items=100,
        modules={f"m{i}": {"min": 5, "max": 12} for i in range(12)},
        levels={"introductory": 30, "intermediate": 40, "advanced": 30},
        objectives={f"m{i}.o1": {"min": 1, "max": 3} for i in range(12)},
        overlap=20,
    )
    tried = drawing(blueprint, bank)
    begun = time.process_time()
    assert shortages(tried, 2, NOWHERE) == []
    forms = tried.draw(2, 1)
    took = time.process_time() - begun
    assert [len(form) for form in forms] == [100, 100]
    assert took < 1, took
