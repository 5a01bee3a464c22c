"""From first answers to figures: the questions put to the database, and what is made of its answers.

A learner's strength is how far, on average, they score above the mean of each item that they answered, so
that who met only easy items does not look strong. Against an item it is taken over the learner's other
items of the whole selection (the corrected item-total correlation; where nobody left anything out it equals
the correlation with the sum of the others). Answers to `reply` items are ticked by learners themselves and
count for no strength, no mastery and no reliability.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection

from vignettes.report import queries
from vignettes.report.findings import (
    FEW,
    LEVELS,
    MIN_LEARNERS,
    GroupFigures,
    ItemFigures,
    PartFigures,
    Reliability,
)
from vignettes.report.flags import flagged
from vignettes.report.formulas import (
    alpha,
    alpha_interval,
    correlation_interval,
    mean_interval,
    wilson,
)
from vignettes.report.questions import Question

LEAST_OF_OBJECTIVE, LEAST_OF_MODULE = 3, 10
"""Items that a learner must have answered to count for mastery; all of them where there are fewer."""
MIN_ITEMS = 3
"""Alpha is not given for fewer items."""
HAIR = 1e-9

Rows = list[tuple[Any, ...]]


class Analysis:
    """Asks the tables of a closed Store about `questions`."""

    def __init__(self, database: DuckDBPyConnection, questions: Sequence[Question]) -> None:
        self._database = database
        self._questions = questions
        self._make("items", ("item", "measures"), [(q.number, q.measures) for q in questions])
        parts = [(q.number, bit) for q in questions for bit in range(len(q.parts))]
        self._make("item_parts", ("item", "bit"), parts)
        database.execute(queries.PLACED)

    def items(self, revised: Mapping[str, int]) -> tuple[ItemFigures, ...]:
        """Return the figures of every item, in the order of the bank, with flags."""
        rows = {row[0]: row[1:] for row in self._ask(queries.ITEMS)}
        parts = self._parts()
        sureness: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
        for item, level, n, right in self._ask(queries.SURENESS):
            sureness[item][LEVELS[level - 1]] = (n, right)
        return tuple(
            flagged(_item(question, rows.get(question.number), parts, sureness[question.number], revised))
            for question in self._questions
        )

    def _parts(self) -> dict[int, tuple[PartFigures, ...]]:
        found: dict[int, list[PartFigures]] = defaultdict(list)
        for item, bit, count, n, strong, strong_n, weak, weak_n, r in self._ask(queries.PARTS):
            part = self._questions[item].parts[bit]
            grouped = bool(strong_n and weak_n)
            found[item].append(
                PartFigures(
                    part,
                    count,
                    count / n,
                    strong / strong_n if grouped else None,
                    weak / weak_n if grouped else None,
                    _number(r),
                )
            )
        return {item: tuple(parts) for item, parts in found.items()}

    def groups(
        self,
        members: Mapping[str, Iterable[Question]],
        titles: Mapping[str, str],
        least: int,
        threshold: float,
    ) -> tuple[GroupFigures, ...]:
        """Return mean and mastery of groups of items: how many learners score `threshold` or more."""
        names = list(members)
        measuring = {name: [q for q in members[name] if q.measures] for name in names}
        pairs = [
            (i, question.number, min(least, len(measuring[name])))
            for i, name in enumerate(names)
            for question in measuring[name]
        ]
        self._make("members", ("member", "item", "least"), pairs)
        rows = {row[0]: row[1:] for row in self._ask(queries.GROUPS, (threshold - HAIR,))}
        found = []
        for i, name in enumerate(names):
            items = len(measuring[name])
            learners, mean, mastered = rows.get(i, (0, None, 0))
            group = GroupFigures(name, titles.get(name, name), items, min(least, items), learners)
            if learners >= FEW:
                share, interval = mastered / learners, wilson(mastered, learners)
                group = replace(group, mean=mean, mastered=share, interval=interval)
            found.append(group)
        return tuple(found)

    def reliability(self, title: str, questions: Iterable[Question]) -> Reliability:
        """Return alpha over the largest block of items and learners in which nothing is missing.

        Items are taken in the order of how many answered them, as many as make items × learners largest.
        """
        wanted = [q for q in questions if q.measures]
        of = len(wanted)
        if of < MIN_ITEMS:
            return Reliability(title, of, refused=f"It needs at least {MIN_ITEMS} items.")
        self._make("wanted", ("item",), [(q.number,) for q in wanted])
        self._database.execute(queries.RANKED)
        complete = self._complete(of)
        k = max(
            (k for k in range(MIN_ITEMS, of + 1) if complete[k] >= MIN_LEARNERS),
            key=lambda k: (k * complete[k], k),
            default=0,
        )
        if not k:
            met = f"{complete[MIN_ITEMS]} learners answered the same {MIN_ITEMS} items"
            words = f"Too few: {met}; it needs {MIN_LEARNERS}."
            return Reliability(title, of, refused=words)
        n = complete[k]
        variances = self._ask(queries.VARIANCES, (k, k))
        (total,) = self._ask(queries.TOTAL, (k, k))[0]
        if total < HAIR:
            return Reliability(
                title, of, k, n, refused="All learners have the same score: nothing to tell apart."
            )
        value = alpha([variance for _, variance in variances], total)
        kept = {item for item, _ in variances}
        dichotomous = all(q.dichotomous for q in wanted if q.number in kept)
        return Reliability(title, of, k, n, value, alpha_interval(value, k, n), dichotomous)

    def _complete(self, of: int) -> list[int]:
        """Return for every k how many learners answered the k items that most have answered."""
        complete = [0] * (of + 1)
        for length, learners in self._ask(queries.LENGTHS):
            for k in range(1, length + 1):
                complete[k] += learners
        return complete

    def learners(self) -> Rows:
        """Return of every learner: number, answers, mean score, strength, median seconds, sure, sure and
        wrong, tried again."""
        return self._ask(queries.LEARNERS)

    def _ask(self, question: str, values: Sequence[Any] = ()) -> Rows:
        return self._database.execute(question, values).fetchall()

    def _make(self, name: str, columns: tuple[str, ...], rows: Sequence[tuple[int, ...]]) -> None:
        """Make a table of whole numbers, in one go."""
        values = np.array(rows, dtype=np.int32).reshape(-1, len(columns))
        given = {column: values[:, i].copy() for i, column in enumerate(columns)}
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given")
        del given


def _item(
    question: Question,
    row: tuple[Any, ...] | None,
    parts: Mapping[int, tuple[PartFigures, ...]],
    sureness: Mapping[str, tuple[int, int]],
    revised: Mapping[str, int],
) -> ItemFigures:
    left_out = revised.get(question.place, 0)
    if row is None or row[0] < FEW:
        return ItemFigures(question, row[0] if row else 0, revised=left_out)
    n, mean, deviation, right, r, r_n, timed, quartiles, again, again_first, again_last = row
    r = _number(r)
    interval = wilson(right, n) if question.dichotomous else mean_interval(mean, deviation, n)
    enough = again >= FEW
    return ItemFigures(
        question=question,
        n=n,
        difficulty=mean,
        interval=interval,
        right=right / n,
        r=r,
        r_n=r_n,
        r_interval=None if r is None else correlation_interval(r, r_n),
        seconds=(quartiles[0], quartiles[1], quartiles[2]) if timed >= FEW else None,
        parts=parts.get(question.number, ()),
        sureness=sureness,
        again=again,
        again_first=again_first if enough else None,
        again_last=again_last if enough else None,
        revised=left_out,
    )


def _number(value: float | None) -> float | None:
    """Return a correlation, or None where one side does not vary."""
    return None if value is None or math.isnan(value) else value
