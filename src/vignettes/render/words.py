"""The few sentences that every face says in the same words."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.model import Review

HINTS = {
    "single": "Choose one.",
    "multiple": "Choose all that belong.",
    "order": "Put the steps in order.",
    "match": "Choose an answer for each.",
    "number": "Write a number.",
    "reply": "Write what you would say.",
    "choice": "Choose what to do next.",
}

FICTIONAL = "Fictional case."
CONTENT_NOTE = "Content note."
FEEDBACK = "Answer and feedback"
DEBRIEF = "Debrief"
RATIONALE = "Why"
SOURCES = "Sources:"
MODEL_ANSWER = "One possible reply"
RUBRIC = "Does your reply do this?"
FACILITATOR = "Facilitator notes"
MEASURES = "What this case keeps count of."
MEASURES_WORK = "Your decisions raise and lower it, and what you meet depends on it."
AT_FIRST = "at the beginning"
EXPERT = "How an expert goes"
UNCHANGED = "Nothing else changes."

NOTICE = (
    "For professional education. It does not replace supervision, your scope of practice or local law. "
    "Not accredited for continuing education."
)

VERDICTS = {True: "Best answer.", False: "Not the best answer."}
BELONGS = {True: "Belongs.", False: "Does not belong."}
QUALITY = {"sound": "Sound.", "costly": "Costly.", "harmful": "Harmful."}


def changes_line(changes: Mapping[str, int]) -> str:
    """Return what a choice does to the measures of its case, by name: "Trust rises by 1."."""
    said = [
        f"{name} {'rises' if change > 0 else 'falls'} by {abs(change)}." for name, change in changes.items()
    ]
    return " ".join(said) or UNCHANGED


def review_line(review: Review) -> str:
    """Return in one sentence whether a clinician has signed the case off."""
    if review.status == "unreviewed" or review.on is None:
        return f"{FICTIONAL} Not yet reviewed by a clinician."
    return f"{FICTIONAL} Reviewed by {review.by}, {review.credentials}, on {review.on.isoformat()}."


def page_notice(said: str) -> str | None:
    """Return what every page says once, for “unreviewed” or “reviewed NAME, CREDENTIALS, DATE”.

    None for anything else.
    """
    if said == "unreviewed":
        return f"{NOTICE} Not yet reviewed by a clinician."
    if said.startswith("reviewed ") and len(said.split(",")) >= 3:
        return f"{NOTICE} Reviewed by {said.removeprefix('reviewed ').strip()}."
    return None


def number_text(value: float) -> str:
    """Return a number as a person writes it: 12, not 12.0."""
    return f"{value:.10g}"
