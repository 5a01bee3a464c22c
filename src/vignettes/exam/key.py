"""The key of a form: for markers, never for candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vignettes.bibliography import Reference
from vignettes.editions.answer_key import KINDS
from vignettes.editions.markup import block, content, string
from vignettes.exam import rules
from vignettes.exam.blueprint import Blueprint
from vignettes.exam.desk import Desk, pieces, typeset
from vignettes.exam.forms import Asked, Form
from vignettes.exam.paper import look, minutes_of
from vignettes.render.words import review_line


@dataclass(frozen=True)
class Drawn:
    """An examination as it was drawn: its forms, and what is needed to draw it again."""

    blueprint: Blueprint
    file: str
    seed: int
    pool: int
    forms: tuple[Form, ...]


def key(
    form: Form, drawn: Drawn, references: Mapping[str, Reference], warn: Callable[[str], None], size: str
) -> bytes:
    """Return the key of a form as PDF."""
    desk = Desk("instructor", warn)
    parts = [
        summary(desk, form, drawn),
        key_table(desk, form),
        rules_table(desk, form),
        conversion(desk, form, drawn.forms),
        block("key-details"),
        *(detail(desk, asked, references) for asked in form.questions),
        works(desk, form, references),
    ]
    return typeset(look(desk, "Key", form, drawn.blueprint, size, "normal"), parts)


def summary(desk: Desk, form: Form, drawn: Drawn) -> str:
    """Return what was drawn, from what, and how the keys fall."""
    blueprint, count = drawn.blueprint, len(form.questions)
    facts = [
        ("Questions and points", str(count)),
        ("Time", f"{minutes_of(form, blueprint)} minutes"),
        ("Drawn", f"{drawn.file}, seed {drawn.seed}, from {drawn.pool} items; forms {_names(drawn.forms)}"),
    ]
    if blueprint.pass_mark:
        facts.insert(2, ("To pass", rules.points_to_pass(count, blueprint.pass_mark)))
    if form.balance:
        facts.append(("Keys of questions with one best answer", balance_line(form)))
    noted = [str(q.number) for q in form.questions if q.entry.vignette.content_note]
    if noted:
        facts.append(("Questions with a content note", ", ".join(noted)))
    unreviewed = sum(q.entry.vignette.review.status == "unreviewed" for q in form.questions)
    if unreviewed:
        facts.append(("Not yet reviewed by a clinician", f"{unreviewed} of {count} questions"))
    return block("key-summary", *(f"({string(name)}, {content(desk.words(said))})" for name, said in facts))


def balance_line(form: Form) -> str:
    """Return how often each letter is a key: “A 4, B 5, C 5, D 2”."""
    return ", ".join(f"{letter} {number}" for letter, number in form.balance.items())


def key_table(desk: Desk, form: Form) -> str:
    """Return number, key, kind and worth of every question."""
    rows = [
        (str(q.number), q.key, KINDS[q.entry.item.type], rules.share_of(q.entry.item))
        for q in form.questions
    ]
    return _table(desk, "key-table", ("No.", "Key", "Kind", "Points"), rows)


def rules_table(desk: Desk, form: Form) -> str:
    """Return how answers are scored."""
    scored = [rules.SCORED[name] for name in rules.types_of(q.entry.item for q in form.questions)]
    return block("scoring", *(content(desk.words(line)) for line in scored))


def conversion(desk: Desk, form: Form, forms: Sequence[Form]) -> str:
    """Return where each question stands in the other forms, with its key there."""
    others = [other for other in forms if other.name != form.name]
    if not others:
        return ""
    rows = []
    for asked in form.questions:
        there = (_elsewhere(asked, other) for other in others)
        rows.append((str(asked.number), asked.key, *there))
    heads = (f"Form {form.name}", "Key", *(f"Form {other.name}" for other in others))
    said = "; ".join(f"{shared(form, other)} with form {other.name}" for other in others)
    shares = desk.words(f"Items that form {form.name} shares: {said}.")
    return block("conversion", content(shares), _cells(desk, heads), *(_cells(desk, row) for row in rows))


def shared(form: Form, other: Form) -> int:
    """Return how many items two forms share."""
    return len(form.numbers().keys() & other.numbers().keys())


def _elsewhere(asked: Asked, other: Form) -> str:
    number = other.numbers().get(asked.entry.id)
    return f"{number}: {other.questions[number - 1].key}" if number else "–"


def detail(desk: Desk, asked: Asked, references: Mapping[str, Reference]) -> str:
    """Return what a marker needs to explain one question: key, feedback, rationale, sources."""
    entry = asked.entry
    said = " · ".join(
        [entry.id, entry.vignette.module, entry.vignette.level, KINDS[entry.item.type], *entry.objectives]
    )
    person = desk.line(entry.vignette.person)
    status = review_line(entry.vignette.review)
    return block(
        "key-question",
        str(asked.number),
        content(desk.words(asked.key)),
        content(desk.words(said)),
        content(person),
        content(desk.words(status)),
        body=desk.of(pieces(asked, references).item),
    )


def works(desk: Desk, form: Form, references: Mapping[str, Reference]) -> str:
    """Return the works that the questions rest on, in full."""
    keys = {key for q in form.questions for key in q.entry.item.references if key in references}
    texts = sorted({references[key].text for key in keys}, key=str.casefold)
    return block("works", *(content(desk.words(text)) for text in texts)) if texts else ""


def _table(desk: Desk, function: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return block(function, _cells(desk, heads), *(_cells(desk, row) for row in rows))


def _cells(desk: Desk, texts: Sequence[str]) -> str:
    return f"({''.join(content(desk.words(text)) + ',' for text in texts)})"


def _names(forms: Iterable[Form]) -> str:
    return ", ".join(form.name for form in forms)
