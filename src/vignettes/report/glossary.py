"""What the report's figures mean, each explained once, for whoever has no statistics."""

from __future__ import annotations


def glossary(threshold: float) -> str:
    """Return the list of terms; mastery is a mean score of `threshold` or more."""
    least = f"{threshold:.0%}"
    entries = [
        ("Answers (n)", "How many learners answered the item as it is now. The same learner counts once."),
        (
            "Difficulty",
            "The share who were right; where an item has parts, the mean share of parts that were right. "
            "High "
            "means easy. The range beside it is the 95% interval: with other learners of the same kind the "
            "figure would lie within it 95 times in 100. Below 30% or above 95% is flagged.",
        ),
        (
            "Discrimination",
            "Whether those who do well on the other items do well on this one: a correlation from −1 to 1. "
            "0.20 or more is sound; near 0 the item tells nobody apart; below 0 the weak do better. "
            "“Doing well” is how far a learner is above the mean of each other item they answered, so that "
            "who met only easy items does not look strong. At least five other answers are needed.",
        ),
        (
            "Strong and weak",
            "The 27% of learners who do best on the other items, and the 27% who do worst.",
        ),
        (
            "r of an option",
            "Whether those who do well elsewhere choose this option (above 0) or avoid it (below 0). The "
            "key "
            "should have the highest; a wrong option that has it may be the better answer.",
        ),
        ("Dead option", "A wrong option that fewer than 5% choose. It costs reading and tells nothing."),
        (
            "Time",
            "From when the question came into view to the answer, without time in which the page was out "
            "of "
            "sight: the median, and between which times the middle half lies.",
        ),
        (
            "Sure and wrong",
            "Learners who said that they were sure and were not right: what most needs teaching.",
        ),
        (
            "Mastery",
            f"The share of learners whose mean score is {least} or more. Where the line is drawn is a "
            "choice; --mastery draws it elsewhere.",
        ),
        (
            "Reliability (alpha)",
            "How far the items agree on who is strong, from 0 to 1; where all are right or wrong it is "
            "KR-20. "
            "A test that decides something needs it high; for practice questions it needs to be nothing.",
        ),
    ]  # fmt: skip
    return "<dl>" + "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in entries) + "</dl>"
