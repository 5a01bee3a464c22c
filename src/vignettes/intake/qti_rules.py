"""What a QTI item's response processing says of an answer: the part of the language that choices use.

Tried on every single choice, it tells what each is worth and which feedback belongs to it. An operator that
is not known raises Unknown: then nothing is claimed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from vignettes.intake.question import finite, shortened
from vignettes.intake.xml_tree import Element

Values = list[Any]
"""A value of QTI: no entry for NULL, one for a single, several for a container."""
NUMERIC = ("float", "integer")


class Unknown(Exception):
    """The rules use something that is not known here."""


class _Exit(Exception):
    """exitResponse: the rest of the rules is not tried."""


@dataclass(frozen=True)
class Declaration:
    """A response variable: its key, and what each answer is worth where a mapping says so."""

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    mapping: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = 0.0
    bounds: tuple[float | None, float | None] = (None, None)

    def worth(self, answers: Sequence[str]) -> float:
        """Return what `mapResponse` gives for answers."""
        total = sum(self.mapping.get(answer, self.otherwise) for answer in dict.fromkeys(answers))
        low, high = self.bounds
        total = total if low is None else max(low, total)
        return total if high is None else min(high, total)


def declaration(node: Element) -> Declaration:
    """Read a responseDeclaration."""
    correct, mapping = node.child("correct-response"), node.child("mapping")
    entries = mapping.all("map-entry") if mapping else []
    bounds = mapping.attributes if mapping else {}
    return Declaration(
        identifier=node.attributes.get("identifier", ""),
        cardinality=node.attributes.get("cardinality", "single"),
        base_type=node.attributes.get("base-type", ""),
        correct=tuple(value.text.strip() for value in correct.all("value")) if correct else (),
        mapping={
            e.attributes.get("map-key", ""): _float(e.attributes.get("mapped-value")) for e in entries
        },
        otherwise=_float(mapping.attributes.get("default-value", "0")) if mapping else 0.0,
        bounds=(
            _float(bounds["lower-bound"]) if "lower-bound" in bounds else None,
            _float(bounds["upper-bound"]) if "upper-bound" in bounds else None,
        ),
    )


@dataclass(frozen=True)
class Rules:
    """The response processing of an item with its variables."""

    responses: Mapping[str, Declaration]
    defaults: Mapping[str, Values]
    processing: Element | None

    @property
    def sets(self) -> frozenset[str]:
        """The outcomes that the rules give a value."""
        if self.processing is None:
            return frozenset()
        nodes = self.processing.every()
        names = {n.attributes.get("identifier", "") for n in nodes if n.name == "set-outcome-value"}
        return frozenset(names | ({"SCORE"} if self._template() else set()))

    def outcomes(self, answers: Mapping[str, Sequence[str]]) -> dict[str, Values]:
        """Return all outcomes after `answers`, by response variable; Unknown where that cannot be told."""
        run = _Run(self, answers)
        template = self._template()
        if self.processing is None:
            return run.outcomes
        if template:
            one = self.responses.get("RESPONSE")
            if one is None:
                raise Unknown("RESPONSE")
            given = list(answers.get("RESPONSE", ()))
            right = same(given, list(one.correct), one.cardinality)
            run.outcomes["SCORE"] = [one.worth(given) if template == "map_response" else float(right)]
            return run.outcomes
        with suppress(_Exit):
            run.actions(self.processing.children)
        return run.outcomes

    def _template(self) -> str:
        if self.processing is None or self.processing.children:
            return ""
        name = self.processing.attributes.get("template", "").rpartition("/")[2].removesuffix(".xml")
        if name and name not in ("match_correct", "map_response"):
            raise Unknown(name)
        return name


class _Run:
    """One pass through the rules."""

    def __init__(self, rules: Rules, answers: Mapping[str, Sequence[str]]) -> None:
        self.rules, self.answers = rules, answers
        self.outcomes: dict[str, Values] = {name: list(value) for name, value in rules.defaults.items()}

    def actions(self, nodes: Sequence[Element]) -> None:
        for node in nodes:
            if node.name == "response-condition":
                self.condition(node)
            elif node.name == "set-outcome-value":
                (expression,) = self.operands(node, 1)
                self.outcomes[node.attributes.get("identifier", "")] = expression
            elif node.name == "exit-response":
                raise _Exit
            else:
                raise Unknown(node.name)

    def condition(self, node: Element) -> None:
        for branch in node.children:
            if branch.name == "response-else":
                self.actions(branch.children)
                return
            if not branch.children:
                raise Unknown(branch.name)
            if self.value(branch.children[0]) == [True]:
                self.actions(branch.children[1:])
                return

    def operands(self, node: Element, count: int) -> list[Values]:
        if len(node.children) != count:
            raise Unknown(node.name)
        return [self.value(child) for child in node.children]

    def value(self, node: Element) -> Values:
        name = node.name
        if name == "variable":
            return self.variable(node.attributes.get("identifier", ""))
        if name == "correct":
            return list(self.response(node).correct)
        if name == "map-response":
            response = self.response(node)
            return [response.worth(self.answers.get(response.identifier, ()))]
        if name == "base-value":
            return [_typed(node.text.strip(), node.attributes.get("base-type", ""))]
        if name == "null":
            return []
        if name in COMPARED:
            one, other = self.operands(node, 2)
            return [bool(COMPARED[name](_number(one), _number(other)))] if one and other else []
        return self.combined(node, [self.value(child) for child in node.children])

    def combined(self, node: Element, given: list[Values]) -> Values:
        name = node.name
        if name in ("and", "or"):
            truths = [value == [True] for value in given]
            return [all(truths) if name == "and" else any(truths)]
        if name in ("sum", "product") and all(given):
            total = 0.0 if name == "sum" else 1.0
            for value in given:
                total = total + _number(value) if name == "sum" else total * _number(value)
            return [total]
        if name in ("subtract", "divide") and len(given) == 2 and all(given):
            above, below = map(_number, given)
            if name == "divide" and not below:
                return []
            return [above - below if name == "subtract" else above / below]
        if name == "index" and len(given) == 1:
            place = node.attributes.get("n", "")
            if not place.isdecimal():
                raise Unknown(f"index {place}")
            return given[0][int(place) - 1 : int(place)] if int(place) else []
        if name in ("multiple", "ordered"):
            return [entry for value in given for entry in value]
        if name in ("not", "is-null") and len(given) == 1:
            return [not given[0]] if name == "is-null" else [given[0] != [True]]
        if name in ("match", "member", "contains") and len(given) == 2:
            one, other = given
            if name == "match":
                ordered = any(child.name == "ordered" for child in node.children)
                return (
                    [same(one, other, "ordered" if ordered else "multiple")] if one and other else [False]
                )
            return [all(entry in other for entry in one) if name == "member" else _within(other, one)]
        raise Unknown(name)

    def variable(self, name: str) -> Values:
        if name in self.rules.responses:
            return list(self.answers.get(name, ()))
        if name not in self.outcomes:
            raise Unknown(name)
        return self.outcomes[name]

    def response(self, node: Element) -> Declaration:
        name = node.attributes.get("identifier", "")
        if name not in self.rules.responses:
            raise Unknown(name)
        return self.rules.responses[name]


COMPARED: Mapping[str, Callable[[float, float], Any]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "equal": operator.eq,
}


def same(one: Values, other: Values, cardinality: str) -> bool:
    """Whether two values are the same; only an ordered one minds the order."""
    left, right = list(map(_comparable, one)), list(map(_comparable, other))
    return left == right if cardinality == "ordered" else sorted(left) == sorted(right)


def _comparable(value: Any) -> str:
    """Return a value as text, so that 12 and 12.0 are the same."""
    number = finite(str(value))
    return str(value) if number is None else repr(number)


def _within(inner: Values, outer: Values) -> bool:
    return bool(inner) and all(entry in outer for entry in inner)


def _typed(text: str, base_type: str) -> Any:
    if base_type in NUMERIC:
        return _float(text)
    return text == "true" if base_type == "boolean" else text


def _number(value: Values) -> float:
    if len(value) != 1:
        raise Unknown("a number")
    return _float(value[0])


def _float(said: Any) -> float:
    number = finite(str(said))
    if number is None:
        raise Unknown(f"the number “{shortened(str(said))}”")
    return number
