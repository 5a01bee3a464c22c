"""A case played through with every answer that can be told apart, so that stored outputs prove it."""

from __future__ import annotations

from typing import Any

from vignettes.model import AnyItem, Choice, Match, Multiple, Number, Order, Reply, Single, Vignette
from vignettes.play import Case, Text, load
from vignettes.render.prose import plain
from vignettes.render.words import number_text
from vignettes.state import expert_steps


def rehearse(vignette_id: str) -> Text:
    """Return a case as text: what a teacher knows about it, what a learner meets, every verdict.

    Whatever is changed in what learners or teachers meet changes this text.
    """
    case = load(vignette_id)
    parts = [_about(case.vignette), str(case)]
    for _, item in case.vignette.items():
        parts += [_tried(case, item, answer) for answer in trial_answers(item)]
    return Text("\n\n".join(parts))


def trial_answers(item: AnyItem) -> list[Any]:
    """Return answers that between them bring up every sentence of feedback and every score at its edge."""
    if isinstance(item, (Single, Choice)):
        return [option.id for option in item.options]
    if isinstance(item, Multiple):
        belongs = [option.id for option in item.options if option.correct]
        others = [option.id for option in item.options if not option.correct]
        return [chosen for chosen in (belongs, others) if chosen]
    if isinstance(item, Order):
        steps = [step.id for step in item.steps]
        return [steps, [*steps[1:], steps[0]]]
    if isinstance(item, Match):
        right = {pair.id: pair.answer for pair in item.pairs}
        return [right, dict(zip(right, _turned(list(right.values())), strict=True))]
    if isinstance(item, Number):
        return _numbers(item)
    assert isinstance(item, Reply)
    points = [point.id for point in item.rubric]
    return [{"text": "…", "ticked": ticked} for ticked in ([], points)]


def _turned(values: list[str]) -> list[str]:
    return [*values[1:], values[0]]


def _numbers(item: Number) -> list[float]:
    edge = item.answer + item.tolerance
    return [item.answer, edge, edge + max(item.tolerance, 1.0) / 2, *(miss.value for miss in item.near)]


def _tried(case: Case, item: AnyItem, answer: Any) -> str:
    return f"{item.id} ← {_written(answer)}\n{case.answer(item.id, answer)}"


def _written(answer: Any) -> str:
    if isinstance(answer, dict) and "ticked" in answer:
        return "a reply, ticked: " + (", ".join(answer["ticked"]) or "nothing")
    if isinstance(answer, dict):
        return ", ".join(f"{pair} = {chosen}" for pair, chosen in answer.items())
    if isinstance(answer, float):
        return number_text(answer)
    return ", ".join(answer) if isinstance(answer, list) else str(answer)


def _about(vignette: Vignette) -> str:
    lines = [
        f"module {vignette.module} · {vignette.use} · review {vignette.review.status}",
        "populations: " + ", ".join(vignette.populations),
        "objectives: " + ", ".join(vignette.objectives),
        "AASECT: " + ", ".join(vignette.aasect),
    ]
    starts = ", ".join(f"{m.id} {m.start} of {len(m.levels) - 1}" for m in vignette.state)
    if starts:
        lines.append("begins with: " + starts)
    lines += [
        f"expert: {step.choice.id} → {step.option.id} {dict(step.after)}" for step in expert_steps(vignette)
    ]
    if vignette.facilitator:
        lines.append("facilitator: " + plain(vignette.facilitator))
    return "\n".join(lines)
