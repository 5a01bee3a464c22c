"""The question paper: a cover, the questions, an answer sheet, and nothing of the key."""

from __future__ import annotations

from collections.abc import Callable

from vignettes.dealing import LETTERS
from vignettes.editions.markup import block, content, string
from vignettes.editions.request import one_of
from vignettes.exam import rules
from vignettes.exam.blueprint import Blueprint
from vignettes.exam.desk import Desk, for_candidates, typeset
from vignettes.exam.forms import Asked, Form
from vignettes.model import AnyItem, Match, Multiple, Number, Order, Reply, Single

PAPERS = {"a4": "a4", "letter": "us-letter"}
PRINTS = {"normal": "10.5pt", "large": "18pt"}
FICTIONAL = "Every person and every case in this paper is fictional."
NOTED = (
    "A content note says what a case touches. If you would rather not read such a case, tell the examiner "
    "before you begin; a question left out earns no points unless the examiner decides otherwise."
)


def paper(form: Form, blueprint: Blueprint, warn: Callable[[str], None], size: str, print_: str) -> bytes:
    """Return the question paper of a form as PDF.

    `size` is a4 or letter, `print_` normal or large; `warn` gets what cannot be printed as it is.
    """
    large = print_ == "large"
    desk = Desk("student", warn, large)
    each = block("pagebreak", weak="true") if large else ""
    body = [cover(desk, form, blueprint), *(each + question(desk, asked) for asked in form.questions)]
    body.append(answer_sheet(desk, form))
    return typeset(look(desk, "Question paper", form, blueprint, size, print_), body, large)


def look(desk: Desk, what: str, form: Form, blueprint: Blueprint, size: str, print_: str) -> str:
    """Return the call that sets the look of a paper or a key."""
    one_of("paper", size, tuple(PAPERS))
    one_of("print", print_, tuple(PRINTS))
    said = {
        "title": desk.plain(blueprint.title.strip()),
        "form": form.name,
        "what": what,
        "paper": PAPERS[size],
    }
    named = ", ".join(f"{name}: {string(text)}" for name, text in said.items())
    return f"exam.with({named}, size: {PRINTS[print_]}, large: {str(print_ == 'large').lower()})"


def minutes_of(form: Form, blueprint: Blueprint) -> int:
    """Return the working time: the blueprint's, or the sum of the minutes of the cases."""
    return blueprint.minutes or sum(q.entry.vignette.minutes for q in form.questions)


def cover(desk: Desk, form: Form, blueprint: Blueprint) -> str:
    """Return the cover: what it is, whose it is, how it is answered."""
    count = len(form.questions)
    facts = [
        ("Questions", str(count)),
        ("Points", f"{count}, one for each question"),
        ("Time", f"{minutes_of(form, blueprint)} minutes"),
    ]
    if blueprint.pass_mark:
        facts.append(("To pass", rules.points_to_pass(count, blueprint.pass_mark)))
    items = [q.entry.item for q in form.questions]
    how = [rules.HOW[name] for name in rules.types_of(items)]
    if any(q.entry.vignette.content_note for q in form.questions):
        how.append(NOTED)
    own = desk.prose(blueprint.instructions) if blueprint.instructions else ""
    return block(
        "exam-cover",
        f"({''.join(f'({string(name)}, {content(desk.words(said))}),' for name, said in facts)})",
        f"({''.join(content(desk.words(line)) + ',' for line in how)})",
        content(own),
        content(desk.words(FICTIONAL)),
    )


def question(desk: Desk, asked: Asked) -> str:
    """Return one question: person and setting, content note, story, what is asked."""
    found = for_candidates(asked)
    return block(
        "exam-question",
        str(asked.number),
        content(desk.inside(found.person)),
        content(desk.inside(found.setting)),
        body=desk.of(*found.note, *found.story, found.item),
    )


def answer_sheet(desk: Desk, form: Form) -> str:
    """Return the table that candidates mark."""
    rows = (f"({string(str(q.number))}, {_marks(desk, q.entry.item)})" for q in form.questions)
    return block("answer-sheet", *rows)


def _marks(desk: Desk, item: AnyItem) -> str:
    """Return what is marked or filled in, as Typst code."""
    if isinstance(item, (Single, Multiple)):
        letters = ", ".join(string(letter) for letter in LETTERS[: len(item.options)])
        return f"bubbles({string('ring' if isinstance(item, Single) else 'box')}, {letters})"
    if isinstance(item, (Order, Match)):
        number = len(item.steps if isinstance(item, Order) else item.pairs)
        return f"slots({', '.join(string(str(n)) for n in range(1, number + 1))})"
    if isinstance(item, Number):
        return f"slot-for({content(desk.line(item.unit or ''))})"
    assert isinstance(item, Reply), item.type
    return content(desk.words("in words, at the question"))
