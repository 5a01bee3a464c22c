"""What answers are worth elsewhere, and which of it the house can keep: the key, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vignettes.intake.question import Losses, letters

WHOLE = 100.0
"""Per cent that make an answer right."""
NEAR = 0.1
"""Per cent by which shares of a whole may differ: 33.33 three times is a whole."""


@dataclass(frozen=True)
class Answer:
    """One answer: its text and feedback as Markdown, and what it is worth in per cent."""

    text: str
    worth: float
    feedback: str = ""


def single(answers: Sequence[Answer], losses: Losses) -> dict[str, Any]:
    """Return a `single`: the key is what is worth everything."""
    if any(answer.worth not in (0, WHOLE) for answer in answers):
        worths = ", ".join(f"{answer.worth:g}" for answer in answers)
        losses.add(f"partial credit (the answers are worth {worths} %)")
    keys = sum(answer.worth == WHOLE for answer in answers)
    if keys != 1:
        losses.add(f"one key: {keys} answers are worth 100 %, so mark the one that is best")
    return _item("single", answers, [answer.worth == WHOLE for answer in answers])


def multiple(answers: Sequence[Answer], losses: Losses) -> dict[str, Any]:
    """Return a `multiple`: what is worth something belongs, everything else does not."""
    right = [answer.worth for answer in answers if answer.worth > 0]
    wrong = [answer.worth for answer in answers if answer.worth <= 0]
    if any(max(side) - min(side) > NEAR for side in (right, wrong) if side):
        worths = ", ".join(f"{answer.worth:g}" for answer in answers)
        losses.add(f"weights (the answers are worth {worths} %; here each counts the same)")
    return _item("multiple", answers, [answer.worth > 0 for answer in answers])


def _item(kind: str, answers: Sequence[Answer], keys: Sequence[bool]) -> dict[str, Any]:
    options = [
        {"id": name, "text": answer.text, **({"correct": True} if key else {}), "feedback": answer.feedback}
        for name, answer, key in zip(letters(len(answers)), answers, keys, strict=True)
    ]
    return {"type": kind, "options": options}


def match(pairs: Sequence[tuple[str, str]], spare: Sequence[str]) -> dict[str, Any]:
    """Return a `match`; answers that several pairs share stand there once."""
    texts = list(dict.fromkeys([answer for _, answer in pairs] + list(spare)))
    names = dict(zip(texts, letters(len(texts)), strict=True))
    return {
        "type": "match",
        "answers": [{"id": name, "text": said} for said, name in names.items()],
        "pairs": [
            {"id": f"pair-{number}", "text": left, "answer": names[right], "feedback": ""}
            for number, (left, right) in enumerate(pairs, 1)
        ],
    }


def order(steps: Sequence[str]) -> dict[str, Any]:
    """Return an `order` of steps, given in their right order."""
    entries = [
        {"id": name, "text": said, "feedback": ""}
        for name, said in zip(letters(len(steps)), steps, strict=True)
    ]
    return {"type": "order", "steps": entries}


@dataclass(frozen=True)
class Value:
    """One number of a numerical question; `value` is None for whatever is not foreseen."""

    value: float | None
    tolerance: float
    worth: float
    feedback: str = ""


def number(values: Sequence[Value], unit: str, losses: Losses) -> dict[str, Any] | None:
    """Return a `number`, or None where no value is worth everything."""
    rights = [value for value in values if value.worth == WHOLE and value.value is not None]
    if not rights:
        return None
    right, *others = rights
    for other in others:
        losses.add(f"a second right value: {other.value:g}")
    near = [value for value in values if value.value is not None and value.worth != WHOLE]
    for value in near:
        if value.worth:
            losses.add(f"partial credit ({value.value:g} is worth {value.worth:g} %)")
    otherwise = [value for value in values if value.value is None]
    for value in otherwise[:-1]:
        losses.add(f"a second feedback for any other number: {value.feedback}")
    for value in otherwise:
        if value.worth:
            losses.add(f"credit for any other number ({value.worth:g} %)")
    return {
        "type": "number",
        "answer": right.value,
        "tolerance": right.tolerance or None,
        "unit": unit,
        "feedback": right.feedback,
        "otherwise": otherwise[-1].feedback if otherwise else "",
        "near": [
            {"value": miss.value, "tolerance": miss.tolerance or None, "feedback": miss.feedback}
            for miss in near
        ],
    }
