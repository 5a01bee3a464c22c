"""The notes, decks and database of an Anki package, as genanki writes them."""

from __future__ import annotations

import itertools
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import genanki

from vignettes.course import TITLE
from vignettes.export.anki_sides import sides
from vignettes.export.archive import archive
from vignettes.export.question import EARLIEST, SPACE, Question, line, printable, text
from vignettes.render import words

FIELDS = ("Id", "Title", "Story", "Question", "Answers", "Feedback", "Rationale", "Sources")
"""Never renamed, moved or taken away: Anki would keep two kinds of note side by side."""
HERE = Path(__file__).parent / "anki_card"
CARD_WRITTEN = 1_795_653_543
"""Seconds since 1970. Raise it with every change of `anki_card/`: Anki takes a newer card for an update."""
MILLISECONDS = 1000


def package(questions: Sequence[Question]) -> bytes:
    """Return questions as an .apkg file.

    Anki knows a note by its guid, which is made from the item's name, and takes a newer one for an update:
    a note is as old as its case (`Question.written`).
    """
    model = _model()
    decks: dict[str, genanki.Deck] = {}
    for place, question in enumerate(questions, 1):
        name = _deck_name(question)
        if name not in decks:
            decks[name] = genanki.Deck(_number(f"deck/{name}"), name, escape(words.NOTICE))
        decks[name].add_note(_Note(model, question, place))
    return archive({"collection.anki2": _database(decks.values()), "media": b"{}"})


class _Model(genanki.Model):
    """The kind of note, dated by its own last change."""

    def to_json(self, timestamp: float, deck_id: int) -> Any:
        return super().to_json(CARD_WRITTEN, deck_id)


class _Note(genanki.Note):
    """An item, dated by the last change of its case."""

    def __init__(self, model: genanki.Model, question: Question, place: int) -> None:
        tags = [tag.replace(" ", "_") for tag in question.tags]
        super().__init__(model, _fields(question), tags=tags, guid=str(question.uuid), due=place)
        self.written = question.written

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
        super().write_to_db(cursor, self.written, deck_id, id_gen)


def _model() -> genanki.Model:
    script = f"<script>\n{_read('card.js')}</script>\n"
    template = {
        "name": "Question",
        "qfmt": _read("front.html") + script,
        "afmt": _read("back.html") + script,
    }
    fields = [{"name": name} for name in FIELDS]
    return _Model(_number("model"), TITLE, fields, [template], _read("card.css"), sort_field_index=1)


def _database(decks: Iterable[genanki.Deck]) -> bytes:
    """Return the collection, as SQLite writes it to a file."""
    connection = sqlite3.connect(":memory:")
    try:
        genanki.Package(list(decks)).write_to_db(
            connection.cursor(), EARLIEST, itertools.count(EARLIEST * MILLISECONDS)
        )
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _deck_name(question: Question) -> str:
    """Return the deck of a question. Exam items stand apart: who learns a deck learns all below it."""
    exam = " (exam)" if question.vignette.use == "exam" else ""
    return f"{_one_level(question.course)}{exam}::{_one_level(question.module_title)}"


def _one_level(title: str) -> str:
    """Return a title in which Anki sees no deck within a deck."""
    return printable(title).replace("::", ": ")


def _number(name: str) -> int:
    """Return the number by which Anki knows a deck or a kind of note, about as large as its own."""
    return 2**40 + uuid.uuid5(SPACE, f"anki/{name}").int % 2**39


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _fields(question: Question) -> list[str]:
    item = question.item
    hint = f'<span class="hint">{words.HINTS[item.type]}</span>'
    front, back = sides(question)
    values = {
        "Id": question.id,
        "Title": escape(question.name, quote=False),
        "Story": question.story,
        "Question": f"{line(item.prompt)} {hint}",
        "Answers": front,
        "Feedback": back,
        "Rationale": text(item.rationale) + question.debrief,
        "Sources": question.sources,
    }
    return [_inert(printable(values[name])) for name in FIELDS]


def _inert(html: str) -> str:
    """Return HTML in which Anki finds no sound, LaTeX or cloze: each of these begins with a bracket."""
    return html.replace("[", "&#91;").replace("{", "&#123;")
