"""Figures as people read them."""

from __future__ import annotations

from vignettes.report.formulas import Interval

NONE = "–"


def percent(share: float | None) -> str:
    """Return a share as a percentage, with one decimal where it is small: 87%, 4.3%."""
    if share is None:
        return NONE
    return f"{share:.1%}" if 0 < share < 0.095 else f"{share:.0%}"


def signed(value: float | None) -> str:
    """Return a correlation with two decimals and a true minus sign."""
    if value is None:
        return NONE
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def percents(interval: Interval | None) -> str:
    """Return an interval of shares: 81% to 92%."""
    return NONE if interval is None else f"{percent(interval.low)} to {percent(interval.high)}"


def between(interval: Interval | None) -> str:
    """Return an interval of correlations: 0.11 to 0.42."""
    return NONE if interval is None else f"{signed(interval.low)} to {signed(interval.high)}"


def duration(seconds: float | None) -> str:
    """Return seconds as people say them: 48 s, 2 min 5 s."""
    if seconds is None:
        return NONE
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def counted(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 file, 1,204 files."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def visible(text: str) -> str:
    """Return a text from outside without what cannot be seen or encoded: a file may be called anything."""
    cleaned = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return cleaned if len(cleaned) <= 300 else cleaned[:299] + "…"
