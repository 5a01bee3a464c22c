"""The answer key: one line for each question of the instructor edition."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes

from vignettes.dealing import LETTERS
from vignettes.render import nodes as v
from vignettes.render.words import number_text

KINDS = {
    "single": "one best answer",
    "multiple": "several answers",
    "order": "order",
    "match": "match",
    "number": "number",
    "reply": "own words",
    "choice": "what next",
}
SOUND = 1.0


@dataclass(frozen=True)
class Line:
    """The key of one question; `page` and `place` are where the question stands."""

    case: str
    page: str
    place: str
    question: str
    kind: str
    key: str


def lines(page: str, document: nodes.document) -> Iterator[Line]:
    """Yield the key of every question on a page."""
    for case in document.findall(v.vignette):
        title = next(iter(case.findall(v.vignette_title))).astext()
        for item in case.findall(v.vignette_item):
            place = item["ids"][0] if item["ids"] else ""
            yield Line(title, page, place, str(item.get("question", "")), KINDS[item["kind"]], key_of(item))


def key_of(item: v.vignette_item) -> str:
    """Return the key of a question in letters, as a teacher would write it on the board."""
    key = json.loads(item["key"])
    return WRITTEN[item["kind"]](item, key)


def _lettered(item: v.vignette_item, kind: type[nodes.Element], name: str) -> dict[str, str]:
    return {node[name]: letter for letter, node in zip(LETTERS, item.findall(kind), strict=False)}


def _options(item: v.vignette_item) -> dict[str, str]:
    return _lettered(item, v.vignette_option, "option")


def _single(item: v.vignette_item, key: dict[str, Any]) -> str:
    return _options(item).get(key["right"], "")


def _multiple(item: v.vignette_item, key: dict[str, Any]) -> str:
    return ", ".join(sorted(letter for name, letter in _options(item).items() if name in key["right"]))


def _choice(item: v.vignette_item, key: dict[str, Any]) -> str:
    return ", ".join(letter for name, letter in _options(item).items() if key["worth"][name] == SOUND)


def _order(item: v.vignette_item, key: dict[str, Any]) -> str:
    letter = _lettered(item, v.vignette_step, "step")
    return " – ".join(letter[name] for name in key["right"])


def _match(item: v.vignette_item, key: dict[str, Any]) -> str:
    letter = _options(item)
    pairs = (pair["pair"] for pair in item.findall(v.vignette_pair))
    return ", ".join(f"{number} {letter[key['right'][pair]]}" for number, pair in enumerate(pairs, 1))


def _number(item: v.vignette_item, key: dict[str, Any]) -> str:
    unit = next((node.get("unit", "") for node in item.findall(v.vignette_number)), "")
    within = f" (± {number_text(key['tolerance'])})" if key["tolerance"] else ""
    return f"{number_text(key['right'])} {unit}".strip() + within


def _reply(item: v.vignette_item, key: dict[str, Any]) -> str:
    return f"see the model reply; {len(key['rubric'])} points"


WRITTEN: dict[str, Callable[[v.vignette_item, dict[str, Any]], str]] = {
    "single": _single,
    "multiple": _multiple,
    "order": _order,
    "match": _match,
    "number": _number,
    "reply": _reply,
    "choice": _choice,
}
