"""How questions are answered and scored, in words: the same on the cover and in the key."""

from __future__ import annotations

from collections.abc import Iterable

from vignettes.model import AnyItem, Match, Multiple, Number, Order, Reply, Single

HOW = {
    "single": "“Choose one” (round boxes): mark the one best answer.",
    "multiple": "“Choose all that belong” (square boxes): mark every option that belongs, and no other.",
    "order": "“Put the steps in order”: write the letter of the first step on line 1, and so on.",
    "match": "“Choose an answer for each”: write one letter for each number. A letter may serve several "
    "times, or not at all.",
    "number": "“Write a number”: write the value, without its unit.",
    "reply": "“Write what you would say”: write on the lines below the question.",
}
SCORED = {
    "single": "One best answer: 1 point for the key, otherwise none.",
    "multiple": "Several answers: 1 point, in equal shares for each option judged rightly, marked or left "
    "empty; none if no option is marked.",
    "order": "Order: 1 point, in equal shares for each step that stands in its place.",
    "match": "Match: 1 point, in equal shares for each pair that is right.",
    "number": "Number: 1 point for a value within the tolerance, otherwise none.",
    "reply": "In words: 1 point, in equal shares for each point of the rubric that the reply shows.",
}
"""The rules of `vignettes.grading`, as a marker applies them."""


def types_of(items: Iterable[AnyItem]) -> list[str]:
    """Return the types of items that occur, in the order of the rules."""
    found = {item.type for item in items}
    return [name for name in HOW if name in found]


def share_of(item: AnyItem) -> str:
    """Return what one part of an answer is worth: “1/6 for each option”."""
    if isinstance(item, Multiple):
        return f"1/{len(item.options)} for each option"
    if isinstance(item, Order):
        return f"1/{len(item.steps)} for each place"
    if isinstance(item, Match):
        return f"1/{len(item.pairs)} for each pair"
    if isinstance(item, Reply):
        return f"1/{len(item.rubric)} for each point"
    assert isinstance(item, (Single, Number)), item.type
    return "1 or 0"


def points_to_pass(points: int, pass_mark: int) -> str:
    """Return the points that a share in per cent comes to: “12 of 20 points (60 %)”."""
    needed = f"{points * pass_mark / 100:.10g}"
    return f"{needed} of {points} points ({pass_mark} %)"
