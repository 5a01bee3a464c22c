"""The line that says how right an answer is. The book's script says it in the same words."""

from __future__ import annotations

from vignettes.grading import Grade
from vignettes.model import AnyItem, Choice, Number, Reply, Single
from vignettes.render.words import QUALITY, VERDICTS

PARTS = {"multiple": "judged rightly.", "order": "in their place.", "match": "matched rightly."}
NUMBERS = {True: "Right.", False: "Not right."}
COMPARE = "Compare, then tick what your reply does:"

CONFIDENCE = {
    "guessing": "You were guessing.",
    "think-so": "You thought so.",
    "sure": "You were sure.",
}
"""What is said to the learner who told how sure they are, by their own word for it."""


def verdict_line(item: AnyItem, given: Grade) -> str:
    """Return in a few words how right an answer is."""
    if isinstance(item, Single):
        return VERDICTS[given.right]
    if isinstance(item, Choice):
        return QUALITY[next(o.quality for o in item.options if o.id in given.parts)]
    if isinstance(item, Number):
        return NUMBERS[given.right]
    count = f"{sum(given.parts.values())} of {len(given.parts)}"
    return f"{COMPARE} {count}." if isinstance(item, Reply) else f"{count} {PARTS[item.type]}"
