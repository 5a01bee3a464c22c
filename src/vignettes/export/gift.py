"""GIFT, the plain-text format of question banks, as gift-pegjs and Moodle read it.

GIFT has no feedback for a pair, no unit, no mark for options that must not be shuffled: what is said to
pairs and steps goes into the general feedback, the unit into the task. Ids and tags stand in a comment
where recent Moodles and gift-pegjs look for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from vignettes.dealing import deal
from vignettes.export.formats import Format
from vignettes.export.moodle import FORMAT as MOODLE
from vignettes.export.moodle import by_category, id_number, list_name, percent
from vignettes.export.question import Question, line, plain, text
from vignettes.export.said import decimal, option_feedback, option_worth, whole_feedback
from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single

SPECIAL = re.compile(r"([\\~=#{}:])")
GAP = re.compile(r"[ \t\n\r]+")
"""Where a line may break; a no-break space is none."""
TAGLESS = str.maketrans("[]<>`", "()‹›'")
"""Characters that end a tag, and those that Moodle refuses in one."""
ENTITIES = {"\\": "&bsol;", "=": "&equals;", "#": "&num;", "{": "&lbrace;", "}": "&rbrace;", ":": "&colon;"}
"""What the right side of a pair holds instead, since gift-pegjs 1.0.2 does not undo its escapes there, and
Moodle shows it as HTML. The tilde has no name in HTML and stays escaped."""


def gift(questions: Sequence[Question]) -> bytes:
    """Return questions as one GIFT file, in a category for each module."""
    parts: list[str] = []
    for category, members in by_category(questions):
        parts.append(f"$CATEGORY: {category}\n")
        parts += map(_question, members)
    return "\n".join(parts).encode()


def escaped(said: str) -> str:
    """Return text in which no character means anything to GIFT, on one line."""
    return SPECIAL.sub(r"\\\1", GAP.sub(" ", said).strip())


def _question(question: Question) -> str:
    tags = " ".join(f"[tag:{tag.translate(TAGLESS)}]" for tag in question.tags)
    opening, answers = KINDS[type(question.item)](question)
    body = [*answers, f"####{_html(whole_feedback(question))}"]
    return (
        f"// [id:{id_number(question)}] {tags}\n"
        f"::{escaped(list_name(question))}::{_html(question.stem)}{{{opening}\n"
        + "".join(f"\t{row}\n" for row in body)
        + "}\n"
    )


def _html(said: str) -> str:
    return f"[html]{escaped(said)}"


Rows = tuple[str, list[str]]
"""What follows the opening brace, and the answers."""


def _choices(question: Question) -> Rows:
    item = question.item
    assert isinstance(item, (Single, Multiple, Choice))
    best_known = isinstance(item, Multiple)
    rows = []
    for option in deal(question.vignette.id, item):
        worth = option_worth(question, option)
        mark = "=" if worth == 1 and not best_known else f"~%{percent(worth)}%" if worth else "~"
        best_known = best_known or mark == "="
        rows.append(f"{mark}{_html(line(option.text))}#{_html(option_feedback(question, option))}")
    return "", rows


def _match(question: Question) -> Rows:
    item = question.item
    assert isinstance(item, Match)
    answers = {answer.id: plain(answer.text) for answer in item.answers}
    used = {pair.answer for pair in item.pairs}
    rows = [(line(pair.text), answers[pair.answer]) for pair in item.pairs]
    return "", _pairs(rows + [("", said) for name, said in answers.items() if name not in used])


def _order(question: Question) -> Rows:
    item = question.item
    assert isinstance(item, Order)
    places = {step.id: str(place) for place, step in enumerate(item.steps, 1)}
    return "", _pairs((line(step.text), places[step.id]) for step in deal(question.vignette.id, item))


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"={_html(left) if left else ''} -> {_chosen(right)}" for left, right in pairs]


def _chosen(said: str) -> str:
    whole = escape(GAP.sub(" ", said).strip(), quote=False)
    return "".join(ENTITIES.get(character, character) for character in whole).replace("~", r"\~")


def _number(question: Question) -> Rows:
    item = question.item
    assert isinstance(item, Number)
    rows = [f"=%100%{decimal(item.answer)}:{decimal(item.tolerance)}#{_html(text(item.feedback))}"]
    for miss in item.near:
        rows.append(f"=%0%{decimal(miss.value)}:{decimal(miss.tolerance)}#{_html(text(miss.feedback))}")
    return "#", [*rows, f"~#{_html(text(item.otherwise))}"]


def _reply(question: Question) -> Rows:
    assert isinstance(question.item, Reply)
    return "", []


KINDS: dict[type, Callable[[Question], Rows]] = {
    Single: _choices,
    Multiple: _choices,
    Choice: _choices,
    Match: _match,
    Order: _order,
    Number: _number,
    Reply: _reply,
}

FORMAT = Format(
    name="gift",
    suffix="gift.txt",
    summary="GIFT, plain text that many learning platforms and editors read",
    write=gift,
    becomes={
        **MOODLE.becomes,
        "reply": "an essay with the model answer and the rubric as feedback, marked by a person",
    },
    advice=MOODLE.advice,
)
