"""Confidence-based marks: how sure a learner was decides what a right or a wrong answer earns.

The marks are those of certainty-based marking (A. R. Gardner-Medwin, "Confidence-based marking: towards
deeper learning and better exams", in C. Bryan and K. Clegg, eds., Innovative Assessment in Higher
Education, 2006). With them honest reporting pays: the best level changes at p = 2/3 and at p = 4/5.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

Level = Literal["guessing", "think so", "sure"]

MARKS = MappingProxyType({"guessing": (1, 0), "think so": (2, -2), "sure": (3, -6)})
"""For each level of confidence the mark of a right and of a wrong answer."""


def expected(p: float, level: Level) -> float:
    """Return the mark to expect at `level` by somebody who is right with probability `p`."""
    right, wrong = MARKS[level]
    return p * right + (1 - p) * wrong
