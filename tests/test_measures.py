"""Scores, bands and predictive values are those that the instruments' authors published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.measures import (
    FSFI,
    asex_meets_rule,
    frequencies,
    fsfi,
    gad7_band,
    iief5_band,
    iief_ef_band,
    phq9_band,
    predictive_values,
)

HIGHEST = {domain: [5] * shape.answers for domain, shape in FSFI.items()}
LOWEST = {domain: list(shape.lowest) for domain, shape in FSFI.items()}
share = st.floats(0.01, 0.99)


def test_the_fsfi_runs_from_2_to_36_and_has_19_answers() -> None:
    assert sum(shape.answers for shape in FSFI.values()) == 19
    assert fsfi(LOWEST).total == 2
    assert fsfi(HIGHEST).total == 36
    assert set(fsfi(HIGHEST).domains.values()) == {6}


def test_an_fsfi_domain_is_its_sum_times_its_factor() -> None:
    score = fsfi({**HIGHEST, "desire": [2, 2], "arousal": [3, 2, 2, 3], "pain": [1, 2, 2]})
    assert score.domains["desire"] == 2.4
    assert score.domains["arousal"] == 3
    assert score.domains["pain"] == 2
    assert score.total == 2.4 + 3 + 6 + 6 + 6 + 2


@pytest.mark.parametrize(
    ("changed", "total", "at_or_below"),
    [
        ({"arousal": [1, 4, 5, 5], "orgasm": [1, 1, 1], "pain": [1, 2, 4]}, 26.5, True),
        ({"arousal": [3, 5, 5, 5], "orgasm": [1, 1, 1], "pain": [1, 2, 2]}, 26.6, False),
    ],
)
def test_the_fsfi_cut_lies_between_two_possible_totals(
    changed: dict[str, list[int]], total: float, at_or_below: bool
) -> None:
    score = fsfi({**HIGHEST, **changed})
    assert score.total == total
    assert score.at_or_below_cut is at_or_below


def test_a_zero_in_the_fsfi_is_an_answer_about_activity_and_gives_no_verdict() -> None:
    score = fsfi({**HIGHEST, "lubrication": [0, 0, 0, 0], "pain": [0, 0, 0]})
    assert score.no_activity == 7
    assert score.total == 36 - 6 - 6
    assert score.at_or_below_cut is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({**HIGHEST, "desire": [0, 3]}, "desire takes 1 to 5"),
        ({**HIGHEST, "pain": [6, 3, 3]}, "pain takes 0 to 5"),
        ({**HIGHEST, "orgasm": [3, 3]}, "orgasm has 3 answers, not 2"),
        ({**HIGHEST, "libido": [3, 3]}, "libido is no domain"),
        ({"desire": [3, 3]}, "arousal is missing"),
    ],
)
def test_wrong_fsfi_answers_are_refused_with_the_next_step(wrong: dict[str, list[int]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fsfi(wrong)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (25, "none"), (22, "none"), (21, "mild"), (17, "mild"), (16, "mild to moderate"),
        (12, "mild to moderate"), (11, "moderate"), (8, "moderate"), (7, "severe"), (5, "severe"),
        (4, None), (1, None),
    ],
)  # fmt: skip
def test_iief5_bands(score: int, band: str | None) -> None:
    assert iief5_band(score) == band


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (30, "none"), (26, "none"), (25, "mild"), (22, "mild"), (21, "mild to moderate"),
        (17, "mild to moderate"), (16, "moderate"), (11, "moderate"), (10, "severe"), (6, "severe"),
        (5, None), (1, None),
    ],
)  # fmt: skip
def test_iief_erectile_function_bands(score: int, band: str | None) -> None:
    assert iief_ef_band(score) == band


def test_the_same_21_is_in_another_band_in_each_of_the_two() -> None:
    assert iief5_band(21) == "mild"
    assert iief_ef_band(21) == "mild to moderate"


@pytest.mark.parametrize(("answers", "dysfunction"), [
    ([4, 4, 3, 3, 4], True),  # three at 4
    ([4, 4, 3, 3, 3], False),  # 17, two at 4
    ([5, 1, 1, 1, 1], True),  # one at 5
    ([4, 4, 4, 4, 3], True),  # 19
    ([3, 3, 3, 3, 3], False),
])  # fmt: skip
def test_the_asex_rule_has_three_ways_to_be_met(answers: list[int], dysfunction: bool) -> None:
    assert asex_meets_rule(answers) is dysfunction


@pytest.mark.parametrize(("score", "band"), [
    (0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
    (15, "moderately severe"), (19, "moderately severe"), (20, "severe"), (27, "severe"),
])  # fmt: skip
def test_phq9_bands(score: int, band: str) -> None:
    assert phq9_band(score) == band


@pytest.mark.parametrize(("score", "band"), [
    (0, "minimal"), (4, "minimal"), (5, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe"),
    (21, "severe"),
])  # fmt: skip
def test_gad7_bands(score: int, band: str) -> None:
    assert gad7_band(score) == band


def test_scores_outside_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="IIEF-5 runs from 1 to 25"):
        iief5_band(26)
    with pytest.raises(ValueError, match="IIEF-EF runs from 1 to 30"):
        iief_ef_band(0)
    with pytest.raises(ValueError, match="PHQ-9 runs from 0 to 27"):
        phq9_band(28)
    with pytest.raises(ValueError, match="GAD-7 runs from 0 to 21"):
        gad7_band(-1)
    with pytest.raises(ValueError, match="ASEX has 5 answers, not 4"):
        asex_meets_rule([1, 2, 3, 4])
    with pytest.raises(ValueError, match="ASEX takes 1 to 6"):
        asex_meets_rule([0, 2, 3, 4, 5])


def test_the_predictive_values_that_the_asex_authors_print_fit_a_sample_nearly_half_affected() -> None:
    values = predictive_values(0.47, sensitivity=0.82, specificity=0.90)
    assert round(values.positive, 2) == 0.88
    assert round(values.negative, 2) == 0.85


def test_frequencies_count_people() -> None:
    few = frequencies(100, 0.10, sensitivity=0.82, specificity=0.90)
    assert few == (8, 2, 9, 81)
    assert few.positive == 17
    many = frequencies(100, 0.50, sensitivity=0.82, specificity=0.90)
    assert many == (41, 9, 5, 45)
    assert many.positive == 46


@given(share, share, share, st.integers(1, 5000))
def test_nobody_is_lost_in_the_counting(prevalence: float, sens: float, spec: float, people: int) -> None:
    assert sum(frequencies(people, prevalence, sensitivity=sens, specificity=spec)) == people


@given(share, share)
def test_a_test_that_knows_nothing_changes_nothing(prevalence: float, rate: float) -> None:
    values = predictive_values(prevalence, sensitivity=rate, specificity=1 - rate)
    assert values.positive == pytest.approx(prevalence)
    assert 1 - values.negative == pytest.approx(prevalence)


@given(share, share)
def test_the_same_cut_says_more_where_the_condition_is_common(one: float, other: float) -> None:
    rare, common = sorted((one, other))
    low = predictive_values(rare, sensitivity=0.82, specificity=0.90)
    high = predictive_values(common, sensitivity=0.82, specificity=0.90)
    assert low.positive <= high.positive
    assert low.negative >= high.negative


def test_percentages_given_as_shares_are_refused_with_the_next_step() -> None:
    with pytest.raises(ValueError, match=r"sensitivity is a share from 0 to 1: write 0\.82, not 82"):
        predictive_values(0.1, sensitivity=82, specificity=0.9)
    with pytest.raises(ValueError, match="prevalence is a share from 0 to 1"):
        frequencies(100, -0.1, sensitivity=0.8, specificity=0.9)
    with pytest.raises(ValueError, match="nobody would score"):
        predictive_values(0.0, sensitivity=0.8, specificity=1.0)
    with pytest.raises(ValueError, match="at least one person"):
        frequencies(0, 0.1, sensitivity=0.8, specificity=0.9)
