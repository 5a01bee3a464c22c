"""The formulas of the report, each with its source. Values in, values out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""For intervals that hold the truth in 95 of 100 samples."""


@dataclass(frozen=True)
class Interval:
    """From where to where a figure may lie."""

    low: float
    high: float


def wilson(right: int, n: int) -> Interval:
    """Return the interval of a share (E. B. Wilson, J. Am. Stat. Assoc. 1927;22:209–212)."""
    share = right / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    low = 0.0 if right == 0 else middle - half
    return Interval(low, 1.0 if right == n else middle + half)


def mean_interval(mean: float, deviation: float, n: int) -> Interval:
    """Return the interval of a mean score by the normal distribution, within 0 to 1."""
    half = Z * deviation / math.sqrt(n)
    return Interval(max(0.0, mean - half), min(1.0, mean + half))


def correlation_interval(r: float, n: int) -> Interval | None:
    """Return the interval of a correlation (R. A. Fisher, Metron 1921;1:3–32); None below four pairs."""
    if n < 4:
        return None
    if abs(r) >= 1:
        return Interval(r, r)
    half = Z / math.sqrt(n - 3)
    return Interval(math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))


def alpha(item_variances: list[float], total_variance: float) -> float:
    """Return coefficient alpha, k/(k−1) · (1 − Σ item variances / variance of the sum).

    L. J. Cronbach, Psychometrika 1951;16:297–334. Where every item is right or wrong it is KR-20.
    """
    k = len(item_variances)
    return k / (k - 1) * (1 - math.fsum(item_variances) / total_variance)


def alpha_interval(value: float, k: int, n: int) -> Interval | None:
    """Return the interval of alpha over k items and n learners: ln(1−α) ± z·√(2k / ((k−1)(n−2))).

    D. G. Bonett, J. Educ. Behav. Stat. 2002;27:335–340. None where it is not defined.
    """
    if k < 2 or n < 3 or value >= 1:
        return None
    half = Z * math.sqrt(2 * k / ((k - 1) * (n - 2)))
    return Interval(1 - (1 - value) * math.exp(half), 1 - (1 - value) * math.exp(-half))
