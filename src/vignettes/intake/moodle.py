"""Moodle XML, as Moodle's question bank exports it (question/format/xml/format.php)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from vignettes.intake import markdown, options, own
from vignettes.intake.question import (
    NEAREST,
    Batch,
    Content,
    Foreign,
    Losses,
    Place,
    TooLong,
    finite,
    letters,
    shortened,
)
from vignettes.intake.rich_text import blocks_of
from vignettes.intake.xml_tree import Element
from vignettes.render.prose import Block

FORMAT = "Moodle XML"
FORMS = {"html": "html", "plain_text": "plain", "markdown": "markdown", "moodle_auto_format": "moodle"}
NOT_CARRIED = {
    "essay": "essay",
    "shortanswer": "short",
    "description": "description",
    "cloze": "gaps",
    "multianswer": "gaps",
    "gapselect": "gaps",
    "ddwtos": "gaps",
    "ddimageortext": "picture",
    "ddmarker": "picture",
    "calculated": "drawn",
    "calculatedsimple": "drawn",
    "calculatedmulti": "drawn",
    "formulas": "drawn",
    "stack": "drawn",
}
COMMON = frozenset("name questiontext generalfeedback idnumber tags answer subquestion single".split())
HARMLESS: dict[str, frozenset[str]] = {
    "defaultgrade": frozenset({"1"}),
    "penalty": frozenset({"0"}),
    "hidden": frozenset({"0"}),
    "shuffleanswers": frozenset({"1", "true"}),
    "answernumbering": frozenset({"abc", "ABCD", "ABC"}),
    "shownumcorrect": frozenset({"0", ""}),
    "showstandardinstruction": frozenset({"0", "1", "true", "false"}),
    "unitgradingtype": frozenset({"0"}),
    "unitpenalty": frozenset({"0", "0.1"}),
    "showunits": frozenset({"0", "1", "2", "3"}),
    "unitsleft": frozenset({"0"}),
    "layouttype": frozenset({"VERTICAL", "0"}),
    "selecttype": frozenset({"ALL", "0"}),
    "selectcount": frozenset({"0"}),
    "numberingstyle": frozenset({"none"}),
    "showgrading": frozenset({"SHOW", "1"}),
    "gradingtype": frozenset({"ABSOLUTE_POSITION", "0"}),
}
"""Settings that lose nothing where they have these values."""
CALLED = {
    "defaultgrade": "marks",
    "penalty": "the penalty for another try",
    "hidden": "that it is hidden",
    "shuffleanswers": "that its answers keep their order",
    "answernumbering": "the numbering of its answers",
    "correctfeedback": "combined feedback (right)",
    "partiallycorrectfeedback": "combined feedback (partly right)",
    "incorrectfeedback": "combined feedback (wrong)",
    "hint": "a hint",
    "coursetags": "tags of the course",
}


def read_moodle(root: Element, shown_as: str) -> Batch:
    """Return all questions of a file, in their order."""
    questions: list[Foreign] = []
    notes: list[str] = []
    category = ""
    for node in root.children:
        if node.name != "question":
            notes.append(f"{shown_as}:{node.line}: <{node.name}> is no question and is not carried")
        elif node.attributes.get("type") == "category":
            category = _text(node.child("category")).strip()
            if info := _text(node.child("info")).strip():
                notes.append(f"{shown_as}:{node.line}: the description of a category: {shortened(info)}")
        else:
            questions.append(_question(node, shown_as, category))
    return Batch(shown_as, FORMAT, questions, notes)


def _question(node: Element, shown_as: str, category: str) -> Foreign:
    kind = node.attributes.get("type", "").strip()
    name = " ".join(_text(node.child("name")).split())
    number = _text(node.child("idnumber")).strip()
    losses = Losses()
    content, reason = None, ""
    if kind in KINDS:
        try:
            content, reason = _content(kind, node, losses)
        except TooLong as long:
            reason = f"{long}; divide it"
    else:
        reason = NEAREST[NOT_CARRIED.get(kind, "unknown")]
    return Foreign(
        place=Place(shown_as, node.line),
        kind=kind or "without a type",
        name=name,
        number=number,
        names=tuple(filter(None, (number if any(map(str.isalpha, number)) else "", name, number))),
        content=content,
        reason=reason,
        lost=losses.found,
        tags=tuple(_tags(node)),
        category=category,
    )


def _content(kind: str, node: Element, losses: Losses) -> tuple[Content | None, str]:
    item, reason = KINDS[kind](node, losses)
    if item is None:
        return None, reason
    stem = _blocks(node, "questiontext", losses, "the question")
    where = "the general feedback"
    rationale = own.feedback(_blocks(node, "generalfeedback", losses, where), losses, where)
    _settings(node, losses)
    return Content(stem=stem, item=item, rationale=rationale), ""


Made = tuple[dict[str, Any] | None, str]
"""An item, or None and why there is none."""


def _choices(node: Element, losses: Losses) -> Made:
    answers = []
    for name, answer in zip(letters(len(node.all("answer"))), node.all("answer"), strict=True):
        worth = finite(answer.attributes.get("fraction", "0"))
        if worth is None:
            return None, f"the fraction “{answer.attributes['fraction']}” of answer {name} is no number"
        text = markdown.line(_blocks_in(answer, losses, f"answer {name}"), losses, f"answer {name}")
        said = _said(answer, losses, f"the feedback on answer {name}")
        answers.append(options.Answer(text, worth, said))
    if not answers:
        return None, "it has no answers"
    several = _text(node.child("single")).strip().casefold() in ("false", "0")
    return (options.multiple if several else options.single)(answers, losses), ""


def _true_or_false(node: Element, losses: Losses) -> Made:
    answers = []
    for answer in node.all("answer"):
        said = _text(answer).strip().casefold()
        worth = finite(answer.attributes.get("fraction", "0")) or 0
        feedback = _said(answer, losses, f"the feedback on “{said}”")
        answers.append(options.Answer(said.capitalize(), worth, feedback))
    if sorted(answer.text for answer in answers) != ["False", "True"]:
        return None, "it does not have the two answers true and false"
    return options.single(answers, losses), ""


def _numerical(node: Element, losses: Losses) -> Made:
    values = []
    letters(len(node.all("answer")))
    for answer in node.all("answer"):
        said = _own_text(answer).strip()
        value = None if said == "*" else finite(said)
        tolerance = finite(_text(answer.child("tolerance")).strip() or "0")
        worth = finite(answer.attributes.get("fraction", "100"))
        if (value is None and said != "*") or tolerance is None or worth is None:
            return None, f"the answer “{shortened(said)}” on line {answer.line} is no number"
        feedback = _said(answer, losses, f"the feedback on {said}")
        values.append(options.Value(value, abs(tolerance), worth, feedback))
    item = options.number(values, _unit(node, losses), losses)
    return item, "" if item else "no value is worth 100 %"


def _unit(node: Element, losses: Losses) -> str:
    units = node.child("units")
    named = [
        (" ".join(_text(unit.child("unit_name")).split()), _text(unit.child("multiplier")).strip() or "1")
        for unit in (units.all("unit") if units else [])
    ]
    whole = [name for name, multiplier in named if finite(multiplier) == 1]
    for name, multiplier in named:
        if name not in whole[:1]:
            losses.add(f"the unit “{name}” (times {multiplier})")
    return whole[0] if whole else ""


def _matching(node: Element, losses: Losses) -> Made:
    pairs, spare = [], []
    letters(len(node.all("subquestion")))
    for count, part in enumerate(node.all("subquestion"), 1):
        left = markdown.line(_blocks_in(part, losses, f"pair {count}"), losses, f"pair {count}")
        right = blocks_of(_text(part.child("answer")), "html", losses, f"the answer of pair {count}")
        said = markdown.line(right, losses, f"the answer of pair {count}")
        if left:
            pairs.append((left, said))
        elif said:
            spare.append(said)
    return (options.match(pairs, spare), "") if pairs else (None, "it has no pairs")


def _ordering(node: Element, losses: Losses) -> Made:
    steps = [
        markdown.line(_blocks_in(answer, losses, f"step {count}"), losses, f"step {count}")
        for count, answer in enumerate(node.all("answer"), 1)
    ]
    for count, answer in enumerate(node.all("answer"), 1):
        if said := _prose(answer, "feedback", losses, f"the feedback on step {count}"):
            losses.add(f"the feedback on step {count}: {shortened(said)}")
    return (options.order(steps), "") if steps else (None, "it has no steps")


KINDS: dict[str, Callable[[Element, Losses], Made]] = {
    "multichoice": _choices,
    "truefalse": _true_or_false,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
}


def _settings(node: Element, losses: Losses) -> None:
    """Name every setting and every part of a question that has no equal here."""
    for child in node.children:
        found = blocks_of(_text(child), "html", Losses(), "")
        said = " ".join(markdown.plain_of(part.children) for part in markdown.paragraphs(found))
        if child.name in COMMON or child.name == "units" or (not said and not child.children):
            continue
        number = finite(said)
        value = said if number is None else f"{number:g}"
        if value in HARMLESS.get(child.name, ()) or (child.name not in HARMLESS and not said):
            continue
        losses.add(f"{CALLED.get(child.name, f'<{child.name}>')}: {shortened(value)}")


def _tags(node: Element) -> Iterator[str]:
    tags = node.child("tags")
    for tag in tags.all("tag") if tags else []:
        if said := " ".join(_text(tag).split()):
            yield said


def _blocks(node: Element, name: str, losses: Losses, where: str) -> tuple[Block, ...]:
    child = node.child(name)
    return _blocks_in(child, losses, where) if child else ()


def _blocks_in(node: Element, losses: Losses, where: str) -> tuple[Block, ...]:
    for file in node.all("file"):
        losses.add(f"the file {file.attributes.get('name', 'without a name')} of {where}")
    form = node.attributes.get("format", "html")
    if form not in FORMS:
        losses.add(f"the text format “{form}” of {where}, read as HTML")
    return blocks_of(_own_text(node), FORMS.get(form, "html"), losses, where)


def _prose(node: Element, name: str, losses: Losses, where: str) -> str:
    return markdown.prose(_blocks(node, name, losses, where), losses, where)


def _said(answer: Element, losses: Losses, where: str) -> str:
    return own.feedback(_blocks(answer, "feedback", losses, where), losses, where)


def _own_text(node: Element) -> str:
    """Return what stands in <text>, or in the element itself where there is none."""
    text = node.child("text")
    if text is not None:
        return text.text
    return "".join(part for part in node.parts if isinstance(part, str))


def _text(node: Element | None) -> str:
    return _own_text(node) if node is not None else ""
