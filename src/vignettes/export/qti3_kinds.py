"""What a QTI 3.0 item holds for each item type: the interaction, its key, its rules, its feedback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vignettes.dealing import deal
from vignettes.export.markup import element
from vignettes.export.qti3_rules import (
    FEEDBACK,
    RESPONSE,
    SCORE,
    base,
    mapped_response,
    set_name,
    set_score,
    set_value,
    share_judged,
    share_true,
    variable,
    verdict,
    within,
)
from vignettes.export.question import Question, led, line, text
from vignettes.export.said import decimal, number_key, option_feedback, option_worth
from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single

VERDICTS = {"right": "Right.", "partly": "Partly right.", "wrong": "Not right."}
LEFT_OUT = "You left out:"


@dataclass(frozen=True)
class Parts:
    """What differs from one item type to the other, as markup.

    `right` are the values of the correct response; `rules` set SCORE, FEEDBACK and whatever `missed` names;
    `said` and `missed` are the feedback blocks, by name and by outcome.
    """

    cardinality: str
    base_type: str
    interaction: str
    right: tuple[str, ...] = ()
    mapping: tuple[tuple[str, float], ...] = ()
    rules: str = ""
    said: tuple[tuple[str, str], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()


def _options(question: Question) -> Parts:
    item = question.item
    assert isinstance(item, (Single, Multiple, Choice))
    several = isinstance(item, Multiple)
    options = deal(question.vignette.id, item)
    choices = (element("qti-simple-choice", line(o.text), identifier=_option(o.id)) for o in options)
    interaction = element(
        "qti-choice-interaction",
        *choices,
        response_identifier=RESPONSE,
        shuffle=not question.in_order,
        max_choices=0 if several else 1,
        min_choices=1,
    )
    worth = {option.id: option_worth(question, option) for option in options}
    best = [name for name, value in worth.items() if (value > 0 if several else value == 1)]
    mapped = {name: (1.0 if name in best else -1.0) if several else value for name, value in worth.items()}
    said = {o.id: f"<p><em>{line(o.text)}</em></p>{option_feedback(question, o)}" for o in options}
    missed = best if several else []
    return Parts(
        cardinality="multiple" if several else "single",
        base_type="identifier",
        interaction=interaction,
        right=tuple(map(_option, best)) if several else tuple(map(_option, best[:1])),
        mapping=tuple((_option(name), value) for name, value in mapped.items()),
        rules=set_value(SCORE, share_judged(len(best), len(options)) if several else mapped_response())
        + set_value(FEEDBACK, variable(RESPONSE))
        + "".join(map(_missing, missed)),
        said=tuple((_option(name), markup) for name, markup in said.items()),
        missed=tuple((_missed(name), f"<p><em>{LEFT_OUT}</em></p>{said[name]}") for name in missed),
    )


def _option(name: str) -> str:
    return f"option-{name}"


def _missed(name: str) -> str:
    return f"MISSED-{name}"


def _missing(name: str) -> str:
    """Return the rule that an option which belongs was chosen or left out."""
    chosen = element("qti-member", base("identifier", _option(name)), variable(RESPONSE))
    return element(
        "qti-response-condition",
        element("qti-response-if", chosen, set_name(_missed(name), "none")),
        element("qti-response-else", set_name(_missed(name), _missed(name))),
    )


def _order(question: Question) -> Parts:
    item = question.item
    assert isinstance(item, Order)
    choices = (
        element("qti-simple-choice", line(step.text), identifier=f"step-{step.id}")
        for step in deal(question.vignette.id, item)
    )
    right = tuple(f"step-{step.id}" for step in item.steps)
    places = (
        (element("qti-index", variable(RESPONSE), n=place), base("identifier", name))
        for place, name in enumerate(right, 1)
    )
    return Parts(
        cardinality="ordered",
        base_type="identifier",
        interaction=element(
            "qti-order-interaction",
            *choices,
            response_identifier=RESPONSE,
            shuffle=False,
            orientation="vertical",
        ),
        right=right,
        rules=share_true((element("qti-match", *pair) for pair in places), len(right)) + verdict(),
        said=_verdicts(),
    )


def _match(question: Question) -> Parts:
    item = question.item
    assert isinstance(item, Match)
    left = (
        _associable(f"pair-{pair.id}", line(pair.text), match_max=1, match_min=1) for pair in item.pairs
    )
    answers = (
        _associable(f"answer-{answer.id}", line(answer.text), match_max=len(item.pairs))
        for answer in item.answers
    )
    right = tuple(f"pair-{pair.id} answer-{pair.answer}" for pair in item.pairs)
    share = element("qti-divide", mapped_response(), base("float", len(right)))
    return Parts(
        cardinality="multiple",
        base_type="directedPair",
        interaction=element(
            "qti-match-interaction",
            element("qti-simple-match-set", *left),
            element("qti-simple-match-set", *answers),
            class_="qti-match-tabular",
            response_identifier=RESPONSE,
            shuffle=False,
            max_associations=len(item.pairs),
            min_associations=len(item.pairs),
        ),
        right=right,
        mapping=tuple((pair, 1.0) for pair in right),
        rules=set_value(SCORE, share) + verdict(),
        said=_verdicts(),
    )


def _associable(name: str, said: str, **limits: int) -> str:
    return element("qti-simple-associable-choice", said, identifier=name, **limits)


def _number(question: Question) -> Parts:
    item = question.item
    assert isinstance(item, Number)
    entry = element("qti-text-entry-interaction", response_identifier=RESPONSE, expected_length=10)
    unit = f" {line(item.unit)}" if item.unit else ""
    right = set_score(1) + set_name(FEEDBACK, "right")
    rules = element(
        "qti-response-condition",
        element("qti-response-if", within(item.answer, item.tolerance), right),
        *(
            element(
                "qti-response-else-if", within(miss.value, miss.tolerance), set_name(FEEDBACK, f"near-{i}")
            )
            for i, miss in enumerate(item.near)
        ),
        element("qti-response-else", set_name(FEEDBACK, "otherwise")),
    )
    key = number_key(item)
    missed = f"{VERDICTS['wrong']} It is {key}"
    return Parts(
        cardinality="single",
        base_type="float",
        interaction=element("p", entry + unit),
        right=(decimal(item.answer),),
        rules=rules,
        said=(
            ("right", led(f"{VERDICTS['right']} {key}", text(item.feedback))),
            *((f"near-{i}", led(missed, text(miss.feedback))) for i, miss in enumerate(item.near)),
            ("otherwise", led(missed, text(item.otherwise))),
        ),
    )


def _verdicts() -> tuple[tuple[str, str], ...]:
    return tuple((name, f"<p><strong>{said}</strong></p>") for name, said in VERDICTS.items())


def _reply(question: Question) -> Parts:
    assert isinstance(question.item, Reply)
    return Parts(
        cardinality="single",
        base_type="string",
        interaction=element(
            "qti-extended-text-interaction", response_identifier=RESPONSE, expected_lines=6
        ),
    )


KINDS: dict[type, Callable[[Question], Parts]] = {
    Single: _options,
    Multiple: _options,
    Choice: _options,
    Order: _order,
    Match: _match,
    Number: _number,
    Reply: _reply,
}
