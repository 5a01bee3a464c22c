"""A row of the bench, and how rows are printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, its value, the aim, and the stock tool's value if there is one."""

    what: str
    value: str
    aim: str = ""
    stock: str = ""


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [("what", "here", "aim", "jupyterquiz, stock book")]
    lines += [(row.what, row.value, row.aim, row.stock) for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(4)]
    printed = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    printed.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(printed)


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes on the wall."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def kib(count: int) -> str:
    """Return a number of bytes in KiB."""
    return f"{count / 1024:.1f} KiB"
