"""Forms: another order, other letters, the same questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exam.banks import entry
from tests.exam.conftest import Made
from vignettes.dealing import deal, letters
from vignettes.errors import UsageError
from vignettes.exam.forms import dealt, forms_of, key_of, lopsided
from vignettes.exam.pool import Entry, pool_of
from vignettes.loading import Bank
from vignettes.model import Match, Multiple, Order, Single

SPEC = ("m", "a", "advanced")


def texts(shown: Entry) -> list[str]:
    return [part.text for part in deal(shown.vignette.id, shown.item)]


def with_texts(*said: str, option_type: str = "next_step") -> Entry:
    options = [
        {"id": f"o{i}", "text": text, "correct": i == 0, "feedback": "Said."} for i, text in enumerate(said)
    ]
    return entry(1, SPEC, options=options, option_type=option_type)


def test_a_dealt_order_holds_on_every_face() -> None:
    shown = dealt(entry(1, SPEC), 3, "A")
    ids = [option.id for option in shown.item.options]
    assert [option.id for option in deal(shown.vignette.id, shown.item)] == ids
    assert [*letters(shown.vignette.id, shown.item)] == ids
    assert shown.vignette.item("asked") is shown.item
    assert shown.stage in shown.vignette.stages


def test_forms_deal_the_options_differently_and_keep_them_all() -> None:
    orders = {tuple(texts(dealt(entry(1, SPEC), seed, name))) for seed in range(5) for name in "AB"}
    assert len(orders) > 4
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(texts(entry(1, SPEC))))}


def test_options_with_a_natural_order_stay_as_written() -> None:
    numbered = with_texts("Ten", "Twenty", "Thirty", option_type="number")
    assert {tuple(texts(dealt(numbered, seed, "A"))) for seed in range(20)} == {("Ten", "Twenty", "Thirty")}


@pytest.mark.parametrize(
    "last", ["All of the above", "None of these.", "*Both* of the above", "none of the other options"]
)
def test_an_option_that_speaks_of_the_others_stays_last(last: str) -> None:
    case = with_texts("Wait", last, "Refer", "Ask")
    orders = {tuple(option.text for option in dealt(case, seed, "A").item.options) for seed in range(20)}
    assert {order[-1] for order in orders} == {last}
    assert len(orders) > 2


@pytest.mark.parametrize("text", ["Tell all of them that they may wait", "Ask about none of these today"])
def test_an_option_that_only_sounds_like_that_is_dealt_like_any_other(text: str) -> None:
    case = with_texts("Wait", text, "Refer", "Ask")
    assert len({texts(dealt(case, seed, "A")).index(text) for seed in range(30)}) == 4


def test_every_type_has_a_key_in_the_letters_of_its_form(hostile: Made) -> None:
    for question in hostile.forms[0].questions:
        item, shown = question.entry.item, deal(question.entry.vignette.id, question.entry.item)
        where = {part.id: "ABCDEFG"[i] for i, part in enumerate(shown)}
        if isinstance(item, (Single, Multiple)):
            right = [option.id for option in item.options if option.correct]
            assert question.key == ", ".join(sorted(where[name] for name in right))
        elif isinstance(item, Order):
            assert question.key == " – ".join(where[step.id] for step in item.steps)
            assert shown != item.steps
        elif isinstance(item, Match):
            assert [answer.id for answer in item.answers] == [*where]
            assert question.key.split(", ")[0] == f"1 {where[item.pairs[0].answer]}"
    keys = {q.entry.item.type: q.key for q in hostile.forms[0].questions}
    assert keys["number"] == "30 % (± 0.5)"
    assert keys["reply"] == "in words; 3 points to look for"


@settings(max_examples=40)
@given(st.integers(1, 4), st.integers(2, 4), st.integers(2, 3), st.integers(0, 999))
def test_no_two_forms_have_the_same_keys_in_a_row(items: int, options: int, forms: int, seed: int) -> None:
    drawn = [[entry(n, SPEC, options=options) for n in range(items)]] * forms
    if options**items < forms:
        return
    made = forms_of(drawn, "ABC"[:forms], seed)
    assert len({form.keys for form in made}) == forms
    assert all([q.number for q in form.questions] == [*range(1, items + 1)] for form in made)


def test_forms_that_cannot_differ_are_refused() -> None:
    fixed = with_texts("Ten", "Twenty", "Thirty", option_type="number")
    with pytest.raises(UsageError, match="Form B would have the same key as another form"):
        forms_of([[fixed], [fixed]], "AB", 1)


def test_keys_of_the_real_bank_are_never_lopsided(bank: Bank) -> None:
    entries = pool_of(bank).entries
    for seed in range(12):
        for form in forms_of([entries[:20], entries[20:]], "AB", seed):
            assert lopsided(form) == 0
            assert max(form.balance.values()) <= 1.5 * sum(form.balance.values()) / 4 + 1


def test_a_form_where_one_letter_is_the_key_throughout_is_lopsided() -> None:
    always_first = [entry(n, SPEC, option_type="level") for n in range(12)]
    (form,) = forms_of([always_first], "A", 1)
    assert form.balance == {"A": 12, "B": 0, "C": 0, "D": 0}
    assert lopsided(form) == (12 - 5) + 3 + (12 - 3)


def test_the_same_seed_gives_the_same_forms_on_every_machine(
    real: Made, golden: Callable[[str, str], None]
) -> None:
    lines = [
        f"{form.name} {question.number} {question.entry.id} {question.key}"
        for form in real.forms
        for question in form.questions
    ]
    golden("exam-forms.txt", "\n".join(lines) + "\n")


def test_another_seed_gives_another_draw_and_another_order(bank: Bank, real: Made) -> None:
    entries = pool_of(bank).entries
    (one,), (other,) = forms_of([entries], "A", 1), forms_of([entries], "A", 2)
    assert [q.entry.id for q in one.questions] != [q.entry.id for q in other.questions]
    first, second = real.forms
    assert [q.entry.id for q in first.questions] != [q.entry.id for q in second.questions]
    assert {q.entry.id for q in first.questions} == {q.entry.id for q in second.questions}


def test_the_key_of_an_item_does_not_hang_on_how_its_author_ordered_it() -> None:
    shown = dealt(entry(1, SPEC), 3, "A")
    right = next(option for option in shown.item.options if option.correct)
    assert "ABCD".index(key_of(shown)) == texts(shown).index(right.text)
