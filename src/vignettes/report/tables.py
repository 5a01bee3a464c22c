"""The figures as tables for other programs: CSV and Parquet of items, options, objectives and learners."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from vignettes.files import deliver
from vignettes.report.findings import Findings, GroupFigures, ItemFigures
from vignettes.report.formulas import Interval
from vignettes.report.store import OFFLINE

Rows = list[tuple[Any, ...]]
DIGITS = 6
FORMULA = ("=", "+", "-", "@")
"""What a text begins with that a spreadsheet takes for a formula."""

ITEMS = (
    "module vignette item type stem n difficulty difficulty_low difficulty_high right discrimination "
    "discrimination_low discrimination_high discrimination_n seconds_q1 seconds_median seconds_q3 sure "
    "sure_right think_so think_so_right guessing guessing_right tried_again again_first "
    "again_last revised flags"
).split()
OPTIONS = "module vignette item type option letter text key n chosen share strong weak correlation".split()
OBJECTIVES = "kind name title items least learners mean mastered mastered_low mastered_high".split()
LEARNERS = "learner files answers mean_score strength seconds_median sure sure_wrong tried_again".split()


def item_rows(findings: Findings) -> Rows:
    """Return a row for every item; what fewer than five learners stand behind is empty."""
    return [_item(item) for item in findings.items]


def _item(item: ItemFigures) -> tuple[Any, ...]:
    question = item.question
    low, middle, high = item.seconds or (None, None, None)
    felt = [
        figure
        for level in ("sure", "think so", "guessing")
        for figure in (item.sureness.get(level, (0, 0)) if item.shown else (None, None))
    ]
    return (
        question.module,
        question.vignette.id,
        question.item.id,
        question.kind,
        question.stem,
        item.n if item.shown or not item.n else None,
        item.difficulty,
        *_ends(item.interval),
        item.right,
        item.r,
        *_ends(item.r_interval),
        item.r_n if item.shown else None,
        low,
        middle,
        high,
        *felt,
        item.again if item.shown else None,
        item.again_first,
        item.again_last,
        item.revised,
        " ".join(dict.fromkeys(flag.rule for flag in item.flags)),
    )


def option_rows(findings: Findings) -> Rows:
    """Return a row for every option, step, pair, number or point of the items that enough learners met."""
    return [
        (
            item.question.module,
            item.question.vignette.id,
            item.question.item.id,
            item.question.kind,
            part.part.name,
            part.part.letter,
            part.part.text,
            {True: "key", False: "wrong", None: ""}[part.part.key],
            item.n,
            part.count,
            part.share,
            part.strong,
            part.weak,
            part.r,
        )
        for item in findings.items
        for part in item.parts
    ]


def objective_rows(findings: Findings) -> Rows:
    """Return a row for every module and for every objective."""
    modules = [_group("module", group) for group in findings.modules]
    return modules + [_group("objective", group) for group in findings.objectives]


def _group(kind: str, group: GroupFigures) -> tuple[Any, ...]:
    counted = group.learners if group.mean is not None or not group.learners else None
    figures = (counted, group.mean, group.mastered, *_ends(group.interval))
    return (kind, group.name, group.title, group.items, group.least, *figures)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval.low, interval.high)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return made.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        line = " ".join(value.split())
        return f"'{line}" if line.startswith(FORMULA) else line
    return _rounded(value)


def _rounded(value: Any) -> Any:
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value


def write_parquet(file: Path, columns: Sequence[str], rows: Rows) -> None:
    """Write rows as a Parquet file; a column's type is that of what stands in it."""
    arrays = {column: _array([_rounded(row[i]) for row in rows]) for i, column in enumerate(columns)}
    chosen = ", ".join(
        f'CASE WHEN isnan("{column}") THEN NULL ELSE "{column}" END AS "{column}"'
        if values.dtype.kind == "f"
        else f'"{column}"'
        for column, values in arrays.items()
    )
    target = str(file).replace("'", "''")
    with duckdb.connect(":memory:", config=OFFLINE) as database:
        database.execute(f"COPY (SELECT {chosen} FROM arrays) TO '{target}' (FORMAT parquet)")


def _array(values: list[Any]) -> np.ndarray:
    if any(isinstance(value, str) for value in values):
        return np.array(["" if value is None else value for value in values], dtype=object)
    if all(isinstance(value, int) for value in values):
        return np.array(values, dtype=np.int64)
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def write_tables(folder: Path, tables: dict[str, tuple[Sequence[str], Rows]]) -> list[Path]:
    """Write every table in both formats, each file whole or not at all; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (columns, rows) in tables.items():
        written.append(deliver(folder / f"{name}.csv", csv_text(columns, rows).encode()))
        beside = folder / f"{name}.parquet.part"
        write_parquet(beside, columns, rows)
        beside.replace(folder / f"{name}.parquet")
        written.append(folder / f"{name}.parquet")
    return written
