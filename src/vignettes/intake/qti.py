"""QTI 2.x and 3.0 items, in one vocabulary: names in kebab-case, as QTI 3 has them, without its prefix."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from vignettes.intake import markdown, options, own
from vignettes.intake.qti_item import Item
from vignettes.intake.qti_rules import Unknown
from vignettes.intake.question import NEAREST, Content, Foreign, Losses, Place, TooLong, finite, letters
from vignettes.intake.xml_tree import Element
from vignettes.render.prose import Block, Paragraph

ROOT = "assessment-item"
VERSION = re.compile(r"v(\d)p(\d)")
NOT_CARRIED = {
    "extended-text-interaction": "essay",
    "upload-interaction": "essay",
    "drawing-interaction": "picture",
    "hotspot-interaction": "picture",
    "graphic-order-interaction": "picture",
    "graphic-associate-interaction": "picture",
    "graphic-gap-match-interaction": "picture",
    "select-point-interaction": "picture",
    "position-object-interaction": "picture",
    "gap-match-interaction": "gaps",
}
SLACK = 1e-6
"""Below this share of a number, or of 1, a tolerance only makes up for rounding."""


def normalized(name: str) -> str:
    """Return a name of any version as QTI 3 has it: choiceInteraction, qti-choice-interaction."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower().removeprefix("qti-")


def normalize(root: Element) -> Element:
    """Give a tree the one vocabulary, in place, and return it."""
    for element in root.every():
        element.name = normalized(element.name)
        element.attributes = {normalized(name): value for name, value in element.attributes.items()}
    return root


def version_of(root: Element, written: str) -> str:
    """Return the version that an item's name space names: QTI 2.1; `written` is its name in the file."""
    found = VERSION.search(root.space)
    if found:
        return f"QTI {found[1]}.{found[2]}"
    return "QTI 3.0" if written.startswith("qti-") else "QTI 2"


def read_item(root: Element, place: Place, tags: tuple[str, ...] = ()) -> Foreign:
    """Return the question of a normalized item; without content where it cannot be carried."""
    losses = Losses()
    title = " ".join(root.attributes.get("title", "").split())
    number = root.attributes.get("identifier", "").strip()
    kind, content, reason = "item", None, ""
    try:
        kind, content, reason = _read(root, losses)
    except Unknown as unknown:
        reason = f"its key cannot be read: “{unknown}” is not known here"
    except TooLong as long:
        reason = f"{long}; divide it"
    return Foreign(
        place=place,
        kind=kind,
        name=title,
        number=number,
        names=tuple(filter(None, (title, number))),
        content=content,
        reason=reason,
        lost=losses.found,
        tags=tags,
    )


def _read(root: Element, losses: Losses) -> tuple[str, Content | None, str]:
    body = root.child("item-body")
    if body is None:
        return "item", None, "it has no item body"
    interactions = [node for node in body.every() if node.name.endswith("-interaction")]
    buttons = [node for node in interactions if node.name == "end-attempt-interaction"]
    interactions = [node for node in interactions if node not in buttons]
    names = " and ".join(node.name.replace("-", " ") for node in interactions)
    if root.child("template-declaration") or root.child("template-processing"):
        return names or "item", None, NEAREST["drawn"]
    if not interactions:
        return "item without interaction", None, NEAREST["description"]
    if len(interactions) > 1:
        reason = "it asks several things at once; divide it into items with one interaction each"
        return names, None, reason
    if buttons:
        losses.add("a button that ends the attempt or asks for a hint")
    interaction = interactions[0]
    if interaction.name not in KINDS:
        return names, None, NEAREST[NOT_CARRIED.get(interaction.name, "unknown")]
    item = Item(root, body, interaction, losses)
    made, reason = KINDS[interaction.name](item)
    if made is None:
        return names, None, reason
    stem, prompt = item.stem()
    item.settings()
    return names, Content(stem, made, item.rationale(), prompt), ""


Made = tuple[dict[str, Any] | None, str]


def _choices(item: Item) -> Made:
    nodes = item.parts("simple-choice", "inline-choice")
    names = [node.attributes.get("identifier", "") for node in nodes]
    if len(set(names)) != len(names) or not names:
        return None, "its choices have no identifiers of their own"
    letters(len(names))
    item.hear(names)
    several = item.response.cardinality == "multiple"
    worths = item.weights(names) if several else item.credits(names)
    answers = []
    for letter, node, name, worth in zip(letters(len(names)), nodes, names, worths, strict=True):
        where = f"answer {letter}"
        blocks = item.blocks(node, where)
        said = _without_heading(item.said_to(name, f"the feedback on {where}"), blocks)
        feedback = own.feedback(said, item.losses, f"the feedback on {where}")
        if node.attributes.get("fixed") == "true":
            item.losses.add(f"that {where} keeps its place")
        answers.append(options.Answer(markdown.line(blocks, item.losses, where), worth, feedback))
    return (options.multiple if several else options.single)(answers, item.losses), ""


def _without_heading(said: tuple[Block, ...], option: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out a first paragraph that only repeats the answer."""
    if len(said) > 1 and isinstance(said[0], Paragraph):
        text = " ".join(markdown.plain_of(part.children) for part in markdown.paragraphs(option))
        if markdown.plain_of(said[0].children) == text:
            return said[1:]
    return said


def _order(item: Item) -> Made:
    nodes = {node.attributes.get("identifier", ""): node for node in item.parts("simple-choice")}
    right = item.response.correct
    if sorted(right) != sorted(nodes):
        return None, "its correct response does not name every step once"
    item.hear([])
    steps = []
    for count, name in enumerate(right, 1):
        blocks = item.blocks(nodes[name], f"step {count}")
        steps.append(markdown.line(blocks, item.losses, f"step {count}"))
    return options.order(steps), ""


def _match(item: Item) -> Made:
    sets = item.interaction.all("simple-match-set")
    if len(sets) != 2:
        return None, "it does not have two sets to match"
    left, right = (_associable(item, one) for one in sets)
    partners: dict[str, list[str]] = {name: [] for name in left}
    for value in item.response.correct:
        one, _, other = value.partition(" ")
        if one not in left or other not in right:
            return None, f"its correct response names “{value}”, which is no pair of its two sets"
        partners[one].append(other)
    if not all(len(others) == 1 for others in partners.values()):
        return None, "something on its left has no partner or several; here each has one"
    item.hear([])
    pairs = [(text, right[partners[name][0]]) for name, text in left.items()]
    used = {others[0] for others in partners.values()}
    return options.match(pairs, [text for name, text in right.items() if name not in used]), ""


def _associable(item: Item, one: Element) -> dict[str, str]:
    texts = {}
    for count, node in enumerate(one.all("simple-associable-choice"), 1):
        where = f"choice {count} of a set"
        said = markdown.line(item.blocks(node, where), item.losses, where)
        texts[node.attributes.get("identifier", "")] = said
    return texts


def _entry(item: Item) -> Made:
    response = item.response
    if response.base_type not in ("float", "integer"):
        return None, NEAREST["short"]
    key = finite(response.correct[0]) if len(response.correct) == 1 else None
    if key is None:
        return None, "it does not name one right number"
    ranges = item.ranges()
    around = [one for one in ranges if one[0] <= key <= one[1]]
    middles = [(low + high) / 2 for low, high in ranges if not low <= key <= high]
    outside = max([key, *(high for _, high in ranges)]) * 2 + 1e6
    trials = [f"{value:.10g}" for value in (key, *middles, outside)]
    item.hear(trials, exclusive=False)
    credits = item.credits(trials)
    values = [
        options.Value(
            value,
            tolerance,
            credits[n] if n else options.WHOLE,
            _heard(item, trials[n], value),
        )
        for n, (value, tolerance) in enumerate(_values(key, middles, around, ranges, item))
    ]
    values.append(options.Value(None, 0, 0, _heard(item, trials[-1], None)))
    made = options.number(values, item.unit(), item.losses)
    return made, ""


def _heard(item: Item, trial: str, value: float | None) -> str:
    where = "the feedback on " + ("any other number" if value is None else f"{value:g}")
    return own.feedback(item.said_to(trial, where), item.losses, where)


def _values(
    key: float,
    middles: list[float],
    around: list[tuple[float, float]],
    ranges: list[tuple[float, float]],
    item: Item,
) -> list[tuple[float, float]]:
    """Return every value that the rules foresee, the right one first, with its tolerance."""
    tolerance = item.tolerance()
    if around:
        low, high = around[0]
        tolerance = (high - low) / 2
        if abs((low + high) / 2 - key) > SLACK * max(1.0, abs(key)):
            item.losses.add(f"that numbers from {low:g} to {high:g} are right: look at the tolerance")
    widths = {(low + high) / 2: (high - low) / 2 for low, high in ranges}
    found = [(key, tolerance), *((middle, widths[middle]) for middle in middles)]
    return [(_rounded(value), _spread(width, value)) for value, width in found]


def _rounded(value: float) -> float:
    return float(f"{value:.9g}")


def _spread(width: float, value: float) -> float:
    return 0.0 if width <= SLACK * max(1.0, abs(value)) else float(f"{width:.6g}")


KINDS: dict[str, Callable[[Item], Made]] = {
    "choice-interaction": _choices,
    "inline-choice-interaction": _choices,
    "order-interaction": _order,
    "match-interaction": _match,
    "text-entry-interaction": _entry,
}
