"""The two exact tests that the bank rules need."""

from __future__ import annotations

import math


def binomial_interval(n: int, p: float, level: float) -> tuple[int, int]:
    """Return the central interval that holds a binomial(n, p) count with probability `level` or more.

    The bounds are the quantiles of the exact distribution, by summing its terms.
    """
    tail = (1 - level) / 2
    low, high, below = n, n, 0.0
    for k in range(n + 1):
        upto = below + _binomial(n, k, p)
        if below <= tail < upto:
            low = k
        if below < 1 - tail <= upto:
            high = k
            break
        below = upto
    return min(low, high), high


def _binomial(n: int, k: int, p: float) -> float:
    if p in (0.0, 1.0):
        return float(k == n * p)
    log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(log + k * math.log(p) + (n - k) * math.log1p(-p))


def chi_square_p(statistic: float, freedom: int) -> float:
    """Return the probability of a chi-square at least as large, for whole degrees of freedom.

    The finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.4.4 for odd
    and 26.4.5 for even degrees of freedom.
    """
    half = statistic / 2
    if freedom % 2 == 0:
        total, term, first = math.exp(-half), math.exp(-half), 2
    else:
        total, term, first = math.erfc(math.sqrt(half)), 0.0, 1
    for k in range(first, freedom, 2):
        if k == 1:
            term = math.sqrt(2 * statistic / math.pi) * math.exp(-half)
        else:
            term *= statistic / k
        total += term
    return min(1.0, total)
