"""The formulas, against figures worked out by hand or published elsewhere."""

from __future__ import annotations

import math

import pytest

from vignettes.report.formulas import (
    alpha,
    alpha_interval,
    correlation_interval,
    mean_interval,
    wilson,
)


def test_the_interval_of_a_share_is_wilsons() -> None:
    """81 of 263, the example of R. G. Newcombe, Stat. Med. 1998;17:857-872, table I, method 3."""
    found = wilson(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("n", [1, 5, 30])
def test_the_interval_of_none_or_all_stays_within_0_and_1(n: int) -> None:
    assert wilson(0, n).low == 0.0 < wilson(0, n).high < 1
    assert 0 < wilson(n, n).low < wilson(n, n).high == 1.0


def test_alpha_is_what_a_table_of_three_items_and_four_learners_gives() -> None:
    """Scores 1 1 1, 1 1 0, 1 0 0, 0 0 0: item variances 1/4, 1/3, 1/4, sums 3 2 1 0 with variance 5/3."""
    assert alpha([1 / 4, 1 / 3, 1 / 4], 5 / 3) == pytest.approx(3 / 2 * (1 - (5 / 6) / (5 / 3)))
    assert alpha([1 / 4, 1 / 3, 1 / 4], 5 / 3) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("value", "n", "low", "high"),
    [(0.91, 583, 0.8985763, 0.9204108), (0.89, 470, 0.8743616, 0.9041013)],
)
def test_the_interval_of_alpha_is_bonetts(value: float, n: int, low: float, high: float) -> None:
    """The example of R's vcmeta::meta.ave.cronbach, which multiplies 1 − α by (n−1)/n as Bonett did later
    (Psychol. Methods 2010;15:368-385); the interval of 2002 is without that factor."""
    found = alpha_interval(value, 10, n)
    assert found is not None
    later = (n - 1) / n
    assert 1 - (1 - found.low) * later == pytest.approx(low, abs=5e-8)
    assert 1 - (1 - found.high) * later == pytest.approx(high, abs=5e-8)


def test_alpha_has_no_interval_where_it_is_not_defined() -> None:
    assert alpha_interval(0.5, 1, 50) is None
    assert alpha_interval(0.5, 5, 2) is None
    assert alpha_interval(1.0, 5, 50) is None


def test_the_interval_of_a_correlation_is_fishers() -> None:
    found = correlation_interval(0.2, 30)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (-0.17, 0.52)
    assert correlation_interval(0.2, 3) is None
    assert correlation_interval(1.0, 10) is not None


def test_the_interval_of_a_mean_is_cut_at_0_and_1() -> None:
    found = mean_interval(0.5, 0.3, 100)
    assert found.high - found.low == pytest.approx(2 * 1.959964 * 0.3 / math.sqrt(100), rel=1e-6)
    assert mean_interval(0.99, 0.3, 9).high == 1.0
