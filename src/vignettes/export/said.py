"""What is said to the parts of an answer: the same HTML in every format."""

from __future__ import annotations

from decimal import Decimal

from vignettes.export.question import Question, led, line, plain, text
from vignettes.grading import WORTH
from vignettes.model import ChoiceOption, Match, Multiple, Number, Option, Order, Reply
from vignettes.render import words


def option_feedback(question: Question, option: Option | ChoiceOption) -> str:
    """Return what is said to somebody who chose an option: what follows, the verdict, and why."""
    if isinstance(option, ChoiceOption):
        verdict = words.QUALITY[option.quality]
        return text(option.consequence) + _changes(question, option) + led(verdict, text(option.feedback))
    verdicts = words.BELONGS if isinstance(question.item, Multiple) else words.VERDICTS
    return led(verdicts[option.correct], text(option.feedback))


def option_worth(question: Question, option: Option | ChoiceOption) -> float:
    """Return what choosing an option is worth, from -1 to 1, where chosen options alone are judged.

    In a `multiple`, the options that belong share 1 and those that do not share -1, so that choosing all
    is worth nothing.
    """
    if isinstance(option, ChoiceOption):
        return WORTH[option.quality]
    if not isinstance(question.item, Multiple):
        return float(option.correct)
    alike = sum(other.correct == option.correct for other in question.item.options)
    return (1 if option.correct else -1) / alike


def whole_feedback(question: Question) -> str:
    """Return what everybody is told afterwards: key, reasons, sources and, with the last, the debrief.

    For formats that can say nothing to a step, a pair or a rubric point by itself.
    """
    return parts_said(question) + led(f"{words.RATIONALE}:", question.explanation) + question.debrief


def parts_said(question: Question) -> str:
    """Return what is said to steps, pairs and rubric points, with the key; empty for other types."""
    item = question.item
    if isinstance(item, Order):
        return f"<ol>{''.join(_said(line(step.text), step.feedback) for step in item.steps)}</ol>"
    if isinstance(item, Match):
        answers = {answer.id: line(answer.text) for answer in item.answers}
        said = (_said(f"{line(p.text)} → {answers[p.answer]}", p.feedback) for p in item.pairs)
        return f"<ul>{''.join(said)}</ul>"
    return model_reply(item) if isinstance(item, Reply) else ""


def model_reply(item: Reply) -> str:
    """Return one possible reply, and what a good reply does."""
    points = "".join(_said(line(point.text), point.feedback) for point in item.rubric)
    return (
        f"<p><strong>{words.MODEL_ANSWER}</strong></p><blockquote>{text(item.model_answer)}</blockquote>"
        f"<p><strong>{words.RUBRIC}</strong></p><ul>{points}</ul>"
    )


def number_key(item: Number) -> str:
    """Return the right number with its tolerance and unit: “30 (± 0.5) %.”."""
    within = f" (± {words.number_text(item.tolerance)})" if item.tolerance else ""
    unit = f" {line(item.unit)}" if item.unit else ""
    return f"{words.number_text(item.answer)}{within}{unit}."


def decimal(value: float) -> str:
    """Return a number in digits alone, for readers that know no exponent: 0.00001, not 1e-05."""
    digits = f"{Decimal(repr(value)):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _said(about: str, feedback: str) -> str:
    return f"<li><p><strong>{about}</strong></p>{text(feedback)}</li>"


def _changes(question: Question, option: ChoiceOption) -> str:
    names = {measure.id: plain(measure.name) for measure in question.vignette.state}
    if not names:
        return ""
    changes = {names[name]: change for name, change in option.changes.items()}
    return f"<p><em>{line(words.changes_line(changes))}</em></p>"
