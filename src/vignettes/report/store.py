"""Answers in a database on the disk: what fits into memory does not limit how many there may be."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from vignettes.grading import NotAnAnswer
from vignettes.report.questions import Mark, Question
from vignettes.results import Answer, Results

BATCH = 100_000
MEMORY = "400MB"
"""What DuckDB may hold; beyond it writes to the folder that it is given."""
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
}
"""One thread adds up in the same order each time; and no database goes and fetches anything."""
REMEMBERED = 200_000
"""Judged answers kept, since most answers have been given before."""
CONFIDENCE = {None: 0, "guessing": 1, "think-so": 2, "sure": 3}

COLUMNS = {
    "learner": "i", "item": "i", "given": "d", "exported": "d", "score": "d", "right_": "i", "parts": "q",
    "confidence": "i", "seconds": "d", "later": "d",
}  # fmt: skip
"""Name and array type of what is kept of an answer; what is unknown is NaN here and NULL in the table."""


@dataclass
class Counts:
    """What became of the answers that were read."""

    answers: int = 0
    kept: int = 0
    revised: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    unfit: int = 0


class Store:
    """Takes results one by one; `close` makes the tables that the analysis asks.

    `first(learner, item, score, right_, parts, confidence, seconds, later)` holds one row for each
    learner and item: the first answer to the item as it is now, and in `later` the score of the last one.
    Learners are numbered from 1 in the order of their codes, whatever the order of the files.
    """

    def __init__(self, folder: Path, questions: Sequence[Question], others: frozenset[str]) -> None:
        self.counts = Counts()
        self.files: Counter[str] = Counter()
        self.names: dict[str, tuple[float, str]] = {}
        self.database = duckdb.connect(
            str(folder / "answers.duckdb"),
            config={**OFFLINE, "memory_limit": MEMORY, "temp_directory": str(folder / "spill")},
        )
        kinds = {"i": "INTEGER", "d": "DOUBLE", "q": "BIGINT"}
        columns = ", ".join(f"{name} {kinds[kind]}" for name, kind in COLUMNS.items())
        self.database.execute(f"CREATE TABLE answers ({columns})")
        self._questions = {question.place: question for question in questions}
        self._others = others
        self._numbers: dict[str, int] = {}
        self._judged: dict[tuple[int, str], Mark | None] = {}
        self._batch = _empty()

    def add(self, results: Results) -> None:
        """Take the results of one file; their answers are judged here, by the bank."""
        code = results.learner.code
        self.files[code] += 1
        number = self._numbers.setdefault(code, len(self._numbers))
        exported = results.exported.timestamp()
        if results.learner.name:
            self.names[code] = max(self.names.get(code, (exported, "")), (exported, results.learner.name))
        for answer in results.answers:
            self._add(number, exported, answer)
        if len(self._batch["learner"]) >= BATCH:
            self._write()

    def _add(self, learner: int, exported: float, answer: Answer) -> None:
        self.counts.answers += 1
        place = f"{answer.vignette}/{answer.item}"
        question = self._questions.get(place)
        if question is None:
            self.counts.unknown += place not in self._others
            return
        if answer.fingerprint != question.fingerprint:
            self.counts.revised[place] += 1
            return
        mark = self._mark(question, answer.plain)
        if mark is None:
            self.counts.unfit += 1
            return
        last = self._mark(question, answer.later.plain) if answer.later else None
        seconds = float("nan") if answer.seconds is None else answer.seconds
        later = last.score if last else float("nan")
        at = answer.at.timestamp()
        self.counts.kept += 1
        row = (learner, question.number, at, exported, mark.score, int(mark.right), mark.parts)
        for column, value in zip(
            self._batch.values(), (*row, CONFIDENCE[answer.confidence], seconds, later), strict=True
        ):
            column.append(value)

    def _mark(self, question: Question, given: Any) -> Mark | None:
        known = (question.number, given if isinstance(given, str) else json.dumps(given, sort_keys=True))
        if known not in self._judged:
            if len(self._judged) >= REMEMBERED:
                self._judged.clear()
            try:
                self._judged[known] = question.mark(given)
            except NotAnAnswer:
                self._judged[known] = None
        return self._judged[known]

    def _write(self) -> None:
        batch = {name: np.frombuffer(column, dtype=column.typecode) for name, column in self._batch.items()}
        if len(batch["learner"]):
            self.database.execute(_INSERT)
        del batch
        self._batch = _empty()

    @property
    def codes(self) -> list[str]:
        """The learners' codes; learner number n is the n-th."""
        return sorted(self._numbers)

    def close(self) -> None:
        """Keep of every learner and item the first answer, and what came of it last."""
        self._write()
        place = {code: i for i, code in enumerate(self.codes, 1)}
        renumbered = {
            "was": np.fromiter(self._numbers.values(), dtype=np.int32, count=len(self._numbers)),
            "number": np.fromiter(
                (place[code] for code in self._numbers), dtype=np.int32, count=len(place)
            ),
        }
        self.database.execute("CREATE TABLE renumbered AS SELECT * FROM renumbered")
        del renumbered
        self.database.execute(_FIRST)
        self.database.execute("DROP TABLE answers")


def _empty() -> dict[str, array[Any]]:
    return {name: array(kind) for name, kind in COLUMNS.items()}


_INSERT = """
INSERT INTO answers
SELECT * REPLACE (
  CASE WHEN isnan(seconds) THEN NULL ELSE seconds END AS seconds,
  CASE WHEN isnan(later) THEN NULL ELSE later END AS later
)
FROM batch
"""

_FIRST = """
CREATE TABLE first AS
SELECT number AS learner, item, score, right_, parts, confidence, seconds,
  CASE WHEN span > 0 OR again > 0 THEN last END AS later
FROM (
  SELECT *,
    row_number() OVER (PARTITION BY learner, item ORDER BY given, exported DESC, score, parts, confidence)
      AS place,
    first_value(coalesce(later, score)) OVER
      (PARTITION BY learner, item ORDER BY exported DESC, given DESC, score DESC, later DESC, parts)
      AS last,
    max(given) OVER (PARTITION BY learner, item) - min(given) OVER (PARTITION BY learner, item) AS span,
    count(later) OVER (PARTITION BY learner, item) AS again
  FROM answers
)
JOIN renumbered ON learner = was
WHERE place = 1
ORDER BY number, item
"""
