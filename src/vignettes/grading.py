"""Which answer is how right. The twin of `grade` in frontend/quiz.js: both pass tests/grading.json."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vignettes.model import (
    AnyItem,
    Match,
    Multiple,
    Number,
    Order,
    Reply,
    Single,
    Way,
)

WORTH = {"sound": 1.0, "costly": 0.5, "harmful": 0.0}
NUMERAL = re.compile(r"[+\-−]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)")


class NotAnAnswer(ValueError):
    """The answer is incomplete, or names something that is not in the item."""


@dataclass(frozen=True)
class Grade:
    """How right an answer is.

    `score` runs from 0 to 1; `right` says whether nothing is missing; `parts` says of each part that
    was judged whether it is right: of the chosen option (single, choice), of every option (multiple),
    step, pair or rubric point, and for a number of the feedback that fits (right, near-0, otherwise).
    """

    score: float
    right: bool
    parts: dict[str, bool]


def answer_key(item: AnyItem) -> dict[str, Any]:
    """Return what decides the score of `item`, as plain values that JSON can hold."""
    if isinstance(item, Single):
        right = [option.id for option in item.options if option.correct]
        return {"type": item.type, "options": _ids(item.options), "right": right[0] if right else ""}
    if isinstance(item, Multiple):
        right = [option.id for option in item.options if option.correct]
        return {"type": item.type, "options": _ids(item.options), "right": right}
    if isinstance(item, Order):
        return {"type": item.type, "right": _ids(item.steps)}
    if isinstance(item, Match):
        pairs = {pair.id: pair.answer for pair in item.pairs}
        return {"type": item.type, "answers": _ids(item.answers), "right": pairs}
    if isinstance(item, Number):
        near = [[miss.value, miss.tolerance] for miss in item.near]
        return {
            "type": item.type,
            "right": item.answer,
            "tolerance": item.tolerance,
            "near": near,
        }
    if isinstance(item, Reply):
        return {"type": item.type, "rubric": _ids(item.rubric)}
    key = {
        "type": item.type,
        "worth": {option.id: WORTH[option.quality] for option in item.options},
        "goto": {option.id: option.goto for option in item.options},
        "changes": {option.id: option.changes for option in item.options if option.changes},
        "ways": {option.id: ways_key(option.ways) for option in item.options if option.ways},
        "expert": next((option.id for option in item.options if option.expert), None),
    }
    return {name: value for name, value in key.items() if value}


def ways_key(ways: Iterable[Way]) -> list[list[Any]]:
    """Return conditional ways on as plain values: [[{measure: level}, goto], …]."""
    return [[way.when, way.goto] for way in ways]


def grade(key: dict[str, Any], answer: Any) -> Grade:
    """Judge `answer` by an `answer_key`.

    Answers are: an option's id (single, choice); a list of option ids (multiple) or of all step ids in
    the learner's order (order); a mapping of every pair's id to an answer's id (match); a number as it
    was typed (number); {"text": …, "ticked": [point ids]} (reply).
    Scores: share of options judged rightly (multiple), of steps in their place (order), of pairs put
    together rightly (match), of rubric points ticked (reply); 1, 0.5, 0 for a sound, costly, harmful
    choice; otherwise 1 or 0.
    Raises NotAnAnswer for anything else.
    """
    kind = key["type"]
    if kind == "single":
        _member(answer, key["options"])
        right = answer == key["right"]
        return Grade(float(right), right, {answer: right})
    if kind == "choice":
        _member(answer, list(key["worth"]))
        worth = key["worth"][answer]
        return Grade(worth, worth == 1, {answer: worth == 1})
    if kind == "multiple":
        chosen = _list(answer, key["options"])
        if not chosen:
            raise NotAnAnswer("Choose at least one.")
        return _share({o: (o in chosen) == (o in key["right"]) for o in key["options"]})
    if kind == "order":
        steps = _list(answer, key["right"])
        if len(steps) != len(key["right"]):
            raise NotAnAnswer("Every step is needed, once.")
        return _share({s: s == key["right"][i] for i, s in enumerate(steps)})
    if kind == "match":
        if not isinstance(answer, dict) or set(answer) != set(key["right"]):
            raise NotAnAnswer("Every pair needs an answer.")
        for chosen in answer.values():
            _member(chosen, key["answers"])
        return _share({pair: answer[pair] == right for pair, right in key["right"].items()})
    if kind == "number":
        return _number(key, answer)
    if kind == "reply":
        return _reply(key, answer)
    raise NotAnAnswer(f"There is no item type “{kind}”.")


def parse_number(typed: Any) -> float:
    """Read a number as people type it, with a point or a comma; NotAnAnswer for anything else."""
    if isinstance(typed, (int, float)) and not isinstance(typed, bool) and math.isfinite(typed):
        return float(typed)
    if not isinstance(typed, str) or not NUMERAL.fullmatch(typed.strip()):
        raise NotAnAnswer("Write a number, such as 12 or 12.5.")
    return float(typed.strip().replace(",", ".").replace("−", "-"))


def _number(key: dict[str, Any], answer: Any) -> Grade:
    value = parse_number(answer)
    if _within(value, key["right"], key["tolerance"]):
        return Grade(1.0, True, {"right": True})
    for i, (near, tolerance) in enumerate(key["near"]):
        if _within(value, near, tolerance):
            return Grade(0.0, False, {f"near-{i}": False})
    return Grade(0.0, False, {"otherwise": False})


def _within(value: float, target: float, tolerance: float) -> bool:
    return abs(value - target) <= tolerance + 1e-9 * max(1.0, abs(target))


def _reply(key: dict[str, Any], answer: Any) -> Grade:
    if not isinstance(answer, dict) or not isinstance(answer.get("text"), str):
        raise NotAnAnswer("Write what you would say.")
    if not answer["text"].strip():
        raise NotAnAnswer("Write what you would say.")
    ticked = _list(answer.get("ticked", []), key["rubric"])
    return _share({point: point in ticked for point in key["rubric"]})


def _share(parts: dict[str, bool]) -> Grade:
    score = sum(parts.values()) / len(parts)
    return Grade(score, score == 1, parts)


def _member(answer: Any, known: list[str]) -> None:
    if not isinstance(answer, str) or answer not in known:
        raise NotAnAnswer(f"“{answer}” is not one of: {', '.join(known)}.")


def _list(answer: Any, known: list[str]) -> list[str]:
    if not isinstance(answer, list):
        raise NotAnAnswer(f"A list is needed, of: {', '.join(known)}.")
    for entry in answer:
        _member(entry, known)
    if len(set(answer)) != len(answer):
        raise NotAnAnswer("Each may stand there once.")
    return answer


def _ids(parts: tuple[Any, ...]) -> list[str]:
    return [part.id for part in parts]
