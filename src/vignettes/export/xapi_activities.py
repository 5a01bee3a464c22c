"""A question as an xAPI activity: a name that stays, an interaction, and extensions for all the rest."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vignettes.dealing import deal
from vignettes.export.question import ONE_OF_MANY, SPACE, TAKEN, Question
from vignettes.fingerprint import fingerprint
from vignettes.grading import WORTH
from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single
from vignettes.render import words
from vignettes.render.prose import plain, plain_line

LANGUAGE = "en"
ADL = "http://adlnet.gov/expapi"
UNWRAPPED = 10**6
AND, PAIRED, TO = "[,]", "[.]", "[:]"
"""What xAPI puts between the parts of a response, the halves of a pair, the ends of a range."""

Json = dict[str, Any]
Interaction = tuple[Json, Json]
"""What xAPI can say of a question, and the extensions that say the rest."""


def definition(question: Question) -> Json:
    """Return what a question is, in the terms of xAPI, and in extensions what these have no place for."""
    item = question.item
    interaction, more = KINDS[type(item)](question)
    keys = item.references or question.vignette.references
    works = [question.references[key].text for key in keys if key in question.references]
    return {
        "type": f"{ADL}/activities/cmi.interaction",
        "name": language_map(question.name),
        "description": language_map(
            f"{about(question)}\n\n{_story(question)}\n\n{plain_line(item.prompt)}"
        ),
        **interaction,
        "extensions": extensions(
            {
                **more,
                "rationale": whole(item.rationale),
                "references": works,
                "tags": list(question.tags),
                "name": question.id,
                "fingerprint": fingerprint(question.stage, item),
            }
        ),
    }


def about(question: Question) -> str:
    """Return who comes, where, whether the case was reviewed, and its content note."""
    case = question.vignette
    note = f"\n\n{words.CONTENT_NOTE} {whole(case.content_note)}" if case.content_note else ""
    return f"{plain_line(case.person)} – {plain_line(case.setting)}. {words.review_line(case.review)}{note}"


def _story(question: Question) -> str:
    parts = [ONE_OF_MANY] if question.vignette.branching else []
    for stage, option in question.before:
        parts.append(whole(stage.text))
        if option:
            parts += [f"{TAKEN} {plain_line(option.text)}", whole(option.consequence)]
    return "\n\n".join([*parts, whole(question.stage.text)])


def _single(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Single)
    right = [option.id for option in item.options if option.correct]
    return _chosen(question, "choice", right), {"feedback": _feedback(item.options)}


def _multiple(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Multiple)
    right = AND.join(o.id for o in deal(question.vignette.id, item) if o.correct)
    return _chosen(question, "choice", [right]), {"feedback": _feedback(item.options)}


def _choice(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Choice)
    right = [option.id for option in item.options if option.quality == "sound"]
    return _chosen(question, "choice", right), {
        "feedback": _feedback(item.options),
        "consequence": {option.id: whole(option.consequence) for option in item.options},
        "worth": {option.id: WORTH[option.quality] for option in item.options},
    }


def _order(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Order)
    right = AND.join(step.id for step in item.steps)
    return _chosen(question, "sequencing", [right]), {"feedback": _feedback(item.steps)}


def _chosen(question: Question, kind: str, right: list[str]) -> Json:
    dealt = deal(question.vignette.id, question.item)
    return {
        "interactionType": kind,
        "correctResponsesPattern": right,
        "choices": _components(dealt),
    }


def _match(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Match)
    interaction = {
        "interactionType": "matching",
        "correctResponsesPattern": [AND.join(f"{pair.id}{PAIRED}{pair.answer}" for pair in item.pairs)],
        "source": _components(item.pairs),
        "target": _components(item.answers),
    }
    return interaction, {"feedback": _feedback(item.pairs)}


def _number(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Number)
    low, high = (words.number_text(item.answer + side * item.tolerance) for side in (-1, 1))
    right = f"{low}{TO}{high}" if item.tolerance else low
    near = [{"value": m.value, "tolerance": m.tolerance, "feedback": whole(m.feedback)} for m in item.near]
    return {"interactionType": "numeric", "correctResponsesPattern": [right]}, {
        "feedback": {"right": whole(item.feedback), "otherwise": whole(item.otherwise)},
        "near": near,
        "unit": plain_line(item.unit) if item.unit else None,
    }


def _reply(question: Question) -> Interaction:
    item = question.item
    assert isinstance(item, Reply)
    return {"interactionType": "long-fill-in"}, {
        "feedback": _feedback(item.rubric),
        "rubric": {point.id: plain_line(point.text) for point in item.rubric},
        "model-answer": whole(item.model_answer),
    }


def _feedback(parts: Iterable[Any]) -> dict[str, str]:
    return {part.id: whole(part.feedback) for part in parts}


KINDS: dict[type, Callable[[Question], Interaction]] = {
    Single: _single,
    Multiple: _multiple,
    Choice: _choice,
    Order: _order,
    Match: _match,
    Number: _number,
    Reply: _reply,
}


def _components(parts: Iterable[Any]) -> list[Json]:
    return [{"id": part.id, "description": language_map(plain_line(part.text))} for part in parts]


def extensions(said: Mapping[str, Any]) -> Json:
    """Return extensions under names that only this course gives; what is empty is left out."""
    return {f"urn:uuid:{SPACE}#{name}": value for name, value in said.items() if value}


def language_map(text: str) -> dict[str, str]:
    """Return a text as xAPI holds texts for people."""
    return {LANGUAGE: text}


def whole(prose: str) -> str:
    """Return a text as plain text, a paragraph a line."""
    return plain(prose, UNWRAPPED)


def item_id(question: Question) -> str:
    """Return the IRI of a question."""
    return f"urn:uuid:{question.uuid}"


def case_id(question: Question) -> str:
    """Return the IRI of its case."""
    return _activity(f"case:{question.vignette.id}")


def module_id(question: Question) -> str:
    """Return the IRI of its module."""
    return _activity(f"module:{question.vignette.module}")


def course_id() -> str:
    """Return the IRI of the course."""
    return _activity("course:")


def _activity(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(SPACE, name)}"
