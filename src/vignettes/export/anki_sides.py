"""The two sides of a card: what is asked, without a key, and what is said to every answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vignettes.dealing import deal, letters
from vignettes.export.question import Question, line, text
from vignettes.grading import WORTH
from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single
from vignettes.render import words
from vignettes.render.verdicts import NUMBERS

Sides = tuple[str, str]

OTHER_NUMBER = "Another number."


def sides(question: Question) -> Sides:
    """Return front and back of a question as HTML, in the dealt order.

    For `anki_card/card.js`, `data-kind` says how it is answered and `data-part` names what is chosen;
    `data-key` and `data-worth`, on the back only, say how right that is.
    """
    return KINDS[type(question.item)](question)


def _single(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Single)
    judged = {o.id: (float(o.correct), words.VERDICTS[o.correct], text(o.feedback)) for o in item.options}
    return _options(question, "one", judged)


def _multiple(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Multiple)
    judged = {o.id: (float(o.correct), words.BELONGS[o.correct], text(o.feedback)) for o in item.options}
    return _options(question, "many", judged)


def _choice(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Choice)
    judged = {
        o.id: (WORTH[o.quality], words.QUALITY[o.quality], text(o.consequence) + text(o.feedback))
        for o in item.options
    }
    return _options(question, "one", judged)


def _options(question: Question, kind: str, judged: dict[str, tuple[float, str, str]]) -> Sides:
    """Return the options of a question; `judged` says of each how right it is, in words, and why."""
    front, back = [], []
    for option in deal(question.vignette.id, question.item):
        worth, verdict, said = judged[option.id]
        key = " data-key" if worth == 1 else ""
        front.append(f'<li data-part="{option.id}"><span>{line(option.text)}</span></li>')
        back.append(
            f'<li data-part="{option.id}" data-worth="{worth:g}"{key}><details open>'
            f"<summary>{line(option.text)}</summary>{_verdict(verdict)}{said}</details></li>"
        )
    return _list(kind, front, "A"), _list(kind, back, "A")


def _order(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Order)
    letter = letters(question.vignette.id, item)
    dealt = deal(question.vignette.id, item)
    front = [f'<li data-part="{step.id}"><span>{line(step.text)}</span></li>' for step in dealt]
    back = [
        f'<li data-part="{step.id}"><details open><summary>{letter[step.id]}. {line(step.text)}</summary>'
        f"{text(step.feedback)}</details></li>"
        for step in item.steps
    ]
    return _list("order", front, "A"), _list("order", back, "1")


def _match(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Match)
    letter = letters(question.vignette.id, item)
    answers = {answer.id: line(answer.text) for answer in item.answers}
    offered = "".join(f"<li>{said}</li>" for said in answers.values())
    choices = "".join(f"<option>{name}</option>" for name in letter.values())
    select = f'<select aria-label="Letter"><option value="">…</option>{choices}</select>'
    front = [f'<li data-part="{pair.id}">{line(pair.text)} {select}</li>' for pair in item.pairs]
    back = [
        f'<li data-part="{pair.id}" data-key="{letter[pair.answer]}"><details open>'
        f"<summary>{line(pair.text)}</summary>{_verdict(f'{letter[pair.answer]}. {answers[pair.answer]}')}"
        f"{text(pair.feedback)}</details></li>"
        for pair in item.pairs
    ]
    return f'<ol type="A">{offered}</ol>' + _list("match", front, "1"), _list("match", back, "1")


def _number(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Number)
    unit = f" {line(item.unit)}" if item.unit else ""
    box = '<input type="text" inputmode="decimal" autocomplete="off" aria-label="Your number">'
    front = f'<p data-kind="number">{box}<span class="unit">{unit}</span></p>'
    within = f" (± {words.number_text(item.tolerance)})" if item.tolerance else ""
    rows = [_figure(item.answer, item.tolerance, unit + within, True, item.feedback)]
    rows += [_figure(miss.value, miss.tolerance, unit, False, miss.feedback) for miss in item.near]
    otherwise = f"<details open><summary>{OTHER_NUMBER}</summary>{text(item.otherwise)}</details>"
    rows.append(f'<li data-part="otherwise" data-worth="0">{otherwise}</li>')
    return front, f'<ul class="parts" data-kind="number">{"".join(rows)}</ul>'


def _figure(value: float, tolerance: float, after: str, right: bool, said: str) -> str:
    shown = words.number_text(value)
    return (
        f'<li data-part="{shown}" data-value="{value!r}" data-tolerance="{tolerance!r}" '
        f'data-worth="{right:d}"><details open><summary>{shown}{after}</summary>'
        f"{_verdict(NUMBERS[right])}{text(said)}</details></li>"
    )


def _reply(question: Question) -> Sides:
    item = question.item
    assert isinstance(item, Reply)
    front = '<p data-kind="write"><textarea rows="5" aria-label="Your reply"></textarea></p>'
    points = "".join(
        f'<li><label><input type="checkbox"> {line(point.text)}</label>{text(point.feedback)}</li>'
        for point in item.rubric
    )
    own = '<div class="own-reply" hidden><h2>Your reply</h2><blockquote></blockquote></div>'
    back = (
        f'<div data-kind="write">{own}'
        f"<h2>{words.MODEL_ANSWER}</h2><blockquote>{text(item.model_answer)}</blockquote>"
        f'<h2>{words.RUBRIC}</h2><ul class="parts">{points}</ul></div>'
    )
    return front, back


def _verdict(said: str) -> str:
    return f'<p class="verdict"><strong>{said}</strong></p>'


def _list(kind: str, entries: Sequence[str], numbering: str) -> str:
    return f'<ol class="parts" type="{numbering}" data-kind="{kind}">{"".join(entries)}</ol>'


KINDS: dict[type, Callable[[Question], Sides]] = {
    Single: _single,
    Multiple: _multiple,
    Choice: _choice,
    Order: _order,
    Match: _match,
    Number: _number,
    Reply: _reply,
}
