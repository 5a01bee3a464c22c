"""Rules about the bank as a whole, at their thresholds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.checks.cases import Data, case, loaded, problems, single
from vignettes.checks.bank import position
from vignettes.checks.base import BankView
from vignettes.checks.feedback_references import SAFETY_TEXTS
from vignettes.checks.stats import binomial_interval, chi_square_p
from vignettes.checks.views import CaseView

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def codes(bank: list[Data]) -> list[str]:
    return [problem.code for problem in problems(*bank)]


def numbered(number: int, *texts: str, key: int = 0, **more: object) -> Data:
    """Return a case of its own id whose texts share no twelve words with the others."""
    word = LETTERS[number // 26] + LETTERS[number % 26] * 3
    data = case(single(*(text.replace("@", word) for text in texts), key=key, **more))
    item = data["stages"][0]["items"][0]
    for option in item["options"]:
        option["feedback"] = _every_fifth(option["feedback"], word)
    item["rationale"] = _every_fifth(item["rationale"], word)
    data["stages"][0]["text"] = _every_fifth(data["stages"][0]["text"], word)
    return data | {"id": f"case-{number:03d}"}


def _every_fifth(text: str, word: str) -> str:
    words = text.split()
    return " ".join(w for i in range(0, len(words), 5) for w in (*words[i : i + 5], word))


EVEN = ("Ask about @ and no more", "Explain @ from A to Z", "Book a slot on @ in May")
LONGEST = ("Ask about @, nothing more", "Explain @ from A to Z", "Book a slot on @ in May")
SHORTEST = ("Ask about @ today", "Explain @ from A to Z", "Book a slot on @ in May")
HEDGED = ("Ask what @ may bring us", "Explain @ from A to Z", "Book a slot on @ in May")


def seeded(number: int, place: int, *texts: str, **more: object) -> Data:
    """Return a case whose key is shown at `place`."""
    for seed in range(200):
        data = numbered(number, *texts, seed=seed, **more)
        (item,) = BankView((CaseView(loaded(data)),)).singles()
        if position(item) == place:
            return data
    raise AssertionError("no seed puts the key there")


def bank(count: int, *special: tuple[int, tuple[str, ...]]) -> list[Data]:
    """Return `count` cases, keys evenly placed; the first n of each (n, texts) have these texts."""
    return list(_bank(count, special))


def _bank(count: int, special: tuple[tuple[int, tuple[str, ...]], ...]) -> Iterator[Data]:
    wanted = [texts for n, texts in special for _ in range(n)]
    for i in range(count):
        yield seeded(i, i % 3, *(wanted[i] if i < len(wanted) else EVEN))


def identity_free(found: list[str]) -> list[str]:
    """Leave out that small banks of made-up cases do not show every group."""
    return [code for code in found if code != "Q030"]


def test_one_key_in_ten_may_be_hedged_alone_and_no_more() -> None:
    assert identity_free(codes(bank(10, (1, HEDGED)))) == ["Q012"]
    report = problems(*bank(10, (2, HEDGED)))
    assert [p.level for p in report if p.code == "Q012"].count("error") == 1


def test_hedges_that_are_allowed_do_not_count_for_the_bank() -> None:
    cases = bank(10, (2, HEDGED))
    cases[1] |= {"allow": [{"rule": "hedge_cue", "item": "first", "reason": "The drug label words it so."}]}
    assert [p.level for p in problems(*cases) if p.code == "Q012"] == ["warning"]


def test_the_share_of_longest_keys_is_judged_from_forty_items_on() -> None:
    low, high = binomial_interval(40, 1 / 3, 0.99)
    assert (low, high) == (6, 21)
    within = [(high, LONGEST), (low, SHORTEST)]
    assert "Q015" not in codes(bank(40, *within))
    above = [p for p in problems(*bank(40, (high + 1, LONGEST), (low, SHORTEST))) if p.code == "Q015"]
    assert [p.level for p in above] == ["error"]
    assert "Q015" not in codes(bank(39, (high + 1, LONGEST), (low, SHORTEST)))


def test_too_few_longest_keys_and_too_many_shortest_are_warnings() -> None:
    below = [p for p in problems(*bank(40, (5, LONGEST), (22, SHORTEST))) if p.code == "Q015"]
    assert [p.level for p in below] == ["warning", "warning"]


def test_keys_in_one_position_are_an_error_from_forty_items_on() -> None:
    lengths = [LONGEST] * 10 + [SHORTEST] * 10 + [EVEN] * 20
    skewed = [seeded(i, i % 3 if i % 2 else 0, *lengths[i]) for i in range(40)]
    assert [p.level for p in problems(*skewed) if p.code == "Q023"] == ["error"]
    assert "Q023" not in codes(skewed[:39])


def test_a_run_of_seven_keys_in_one_position_is_a_warning() -> None:
    seven = [seeded(i, 1, *EVEN) for i in range(7)]
    assert codes(seven) == ["Q023"]
    assert codes(seven[:6]) == []


def test_options_with_an_order_of_their_own_are_left_out_of_positions() -> None:
    levels = [numbered(i, *EVEN, option_type="level") for i in range(8)]
    assert codes(levels) == []


def test_the_same_key_may_serve_twice_but_not_three_times() -> None:
    same = ("Ask how it is", "Explain @ now", "Book @ in May")
    assert codes([numbered(i, *same) for i in range(2)]) == []
    assert codes([numbered(i, *same) for i in range(3)]) == ["Q024"]
    assert codes([numbered(i, *same, option_type="diagnosis") for i in range(3)]) == []


def test_a_key_that_stands_in_the_feedback_of_another_item_is_found() -> None:
    other = single() | {"id": "second"}
    other["options"][1]["feedback"] = (
        "Teaching tempts, but the quiet evenings of the harvest were what she wanted to describe first."
    )
    keyed = single(
        "Let her describe quiet harvest evenings",
        "Explain what a long illness can do",
        "Book a longer slot",
    )
    data = case(keyed)
    data["stages"].append({"id": "later", "text": data["stages"][0]["text"], "items": [other]})
    report = problems(data)
    assert "Q024" in [p.code for p in report]
    data["stages"][1]["items"][0]["options"][1]["feedback"] = (
        "Teaching tempts, but nobody asked for it, and the visit is short enough as it is."
    )
    assert "Q024" not in codes([data])


def test_ten_cases_show_every_group_as_ordinary() -> None:
    plain = bank(10)
    assert codes(plain) == ["Q030"]
    assert codes(plain[:9]) == []
    people = ("a Black woman", "a Muslim", "a lesbian", "a trans man", "deaf")
    shown = [
        data | {"person": f"Ines, 34, {who}", "tags": ["identity-ordinary"]}
        for data, who in zip(plain, people, strict=False)
    ]
    assert codes([*shown, *plain[5:]]) == []
    assert "disability" in problems(*shown[:4], *plain[4:])[0].fact


def test_text_copied_between_two_cases_is_found_in_the_later_one() -> None:
    debrief = "One plain sentence was enough today because it left both the doors open for her."
    first, second = numbered(0, *EVEN) | {"debrief": debrief}, numbered(1, *EVEN) | {"debrief": debrief}
    (problem,) = problems(first, second)
    assert (problem.code, problem.path) == ("Q039", "case-001.yml")
    assert "case-000.yml" in problem.fact


@pytest.mark.parametrize(
    ("shared", "copied"),
    [
        ("One plain sentence was enough today because it left both doors", []),
        ("One plain sentence was enough today because it left both doors wide", ["Q039"]),
    ],
)
def test_twelve_words_in_common_are_a_copy_and_eleven_are_not(shared: str, copied: list[str]) -> None:
    pair = [numbered(i, *EVEN) | {"debrief": f"{shared} {end}."} for i, end in enumerate(("open", "ajar"))]
    assert codes(pair) == copied


@pytest.mark.parametrize("text", SAFETY_TEXTS)
def test_safety_texts_may_stand_in_every_case(text: str) -> None:
    pair = [numbered(i, *EVEN) | {"debrief": text} for i in range(2)]
    assert codes(pair) == []


def test_the_binomial_interval_is_exact() -> None:
    assert binomial_interval(10, 0.5, 0.95) == (2, 8)
    assert binomial_interval(100, 0.25, 0.99) == (14, 37)
    assert binomial_interval(0, 0.5, 0.99) == (0, 0)
    assert binomial_interval(5, 1.0, 0.99) == (5, 5)


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    [
        (6.635, 1, 0.01),
        (9.210, 2, 0.01),
        (11.345, 3, 0.01),
        (13.277, 4, 0.01),
        (15.086, 5, 0.01),
        (0, 3, 1),
    ],
)
def test_the_chi_square_agrees_with_the_printed_tables(statistic: float, freedom: int, p: float) -> None:
    assert chi_square_p(statistic, freedom) == pytest.approx(p, abs=1e-5)
