"""Options come in the same order everywhere, and the order tells nothing."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vignettes.dealing import deal, letters
from vignettes.loading import load_bank
from vignettes.model import Order, Single

BANK = load_bank(Path(__file__).parent / "gallery" / "exercises")
CASE = BANK.vignette("every-type")


def test_dealing_twice_gives_the_same_order() -> None:
    item = CASE.item("one-best")
    assert deal("x", item) == deal("x", item)


def test_another_seed_can_deal_another_order() -> None:
    item = CASE.item("several")
    orders = {tuple(o.id for o in deal("x", item.model_copy(update={"seed": seed}))) for seed in range(20)}
    assert len(orders) > 5


def test_the_key_stands_in_every_place_about_equally_often() -> None:
    item = CASE.item("one-best")
    places = [[o.correct for o in deal(f"case-{n}", item)].index(True) for n in range(900)]
    assert all(240 < places.count(place) < 360 for place in range(3))


@given(st.integers(0, 9999), st.text("abc-", min_size=1, max_size=6))
def test_steps_are_never_dealt_in_the_right_order(seed: int, case: str) -> None:
    item = CASE.item("sequence")
    assert isinstance(item, Order)
    dealt = deal(case, item.model_copy(update={"seed": seed}))
    assert dealt != item.steps
    assert set(dealt) == set(item.steps)


def test_options_with_a_natural_order_stay_as_written() -> None:
    item = CASE.item("one-best")
    assert isinstance(item, Single)
    for kind in ("number", "level"):
        assert deal("x", item.model_copy(update={"option_type": kind})) == item.options


def test_letters_follow_the_dealt_order() -> None:
    item = CASE.item("one-best")
    assert [letters("x", item)[part.id] for part in deal("x", item)] == ["A", "B", "C"]
