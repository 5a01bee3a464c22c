"""Anki packages, read by Anki itself, and its cards in a real browser."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.latex import render_latex
from anki.notes import Note
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from vignettes.export.anki import FORMAT
from vignettes.export.anki_package import CARD_WRITTEN, HERE
from vignettes.export.question import Question
from vignettes.render.prose import plain_line

if TYPE_CHECKING:  # anki's own imports go round in circles unless its collection comes first
    from anki.cards import Card

YESTERDAY, TODAY = 1_795_000_000, 1_795_086_400
TRAPS = (
    r"[sound:x.mp3] [latex]a[/latex] [$]b[/$] [anki:play:q:0] \(c\) \[d\] $$e$$ {{c1::f}} {{Title}} g::h"
)
CHECKED = ("several", "share")
"""The items whose cards axe looks at: one that is tapped, one that is typed."""
DECK = "Sex Therapy in Practice::PLISSIT & more"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A learner's Anki, new."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def imported(collection: Collection, tmp_path: Path) -> Callable[[list[Question]], tuple[int, int]]:
    """Exports questions and imports them as Anki does by default; says how many are new and updated."""

    def take(questions: list[Question]) -> tuple[int, int]:
        file = tmp_path / "deck.apkg"
        file.write_bytes(FORMAT.write(questions))
        options = ImportAnkiPackageOptions(with_scheduling=True)
        log = collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(file), options=options)
        ).log
        assert not log.conflicting and not log.missing_notetype and not log.empty_first_field
        return len(log.new), len(log.updated)

    return take


def notes_of(collection: Collection) -> dict[str, Note]:
    notes = [collection.get_note(note) for note in collection.find_notes("")]
    return {note["Id"]: note for note in notes}


def card_of(collection: Collection, question: Question) -> Card:
    return notes_of(collection)[question.id].cards()[0]


def with_prompt(question: Question, prompt: str, changed: int) -> Question:
    item = question.item.model_copy(update={"prompt": prompt})
    return replace(question, item=item, changed=changed)


def test_anki_takes_every_item_into_the_deck_of_its_module(
    collection: Collection, imported: Any, gallery_questions: list[Question]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # genanki warns of text that is no sound HTML
        assert imported(gallery_questions) == (len(gallery_questions), 0)
    notes = notes_of(collection)
    assert set(notes) == {question.id for question in gallery_questions}
    for question in gallery_questions:
        note = notes[question.id]
        assert sorted(note.tags) == sorted(tag.replace(" ", "_") for tag in question.tags)
        assert unescape(note["Title"]) == question.name
        assert unescape(note["Rationale"] + note["Sources"]) == unescape(
            question.explanation.removesuffix(question.sources) + question.debrief + question.sources
        )
        assert note.guid == str(question.uuid)
        assert [collection.decks.name(card.did) for card in note.cards()] == [DECK]
    in_order = sorted((note.cards()[0].due, name) for name, note in notes.items())
    assert [name for _, name in in_order] == [question.id for question in gallery_questions]


def test_an_exam_item_has_a_deck_of_its_own(
    collection: Collection, imported: Any, gallery_questions: list[Question]
) -> None:
    question = gallery_questions[0]
    exam = replace(question, vignette=question.vignette.model_copy(update={"use": "exam"}))
    imported([exam])
    assert collection.decks.name(card_of(collection, exam).did) == DECK.replace("::", " (exam)::")


def test_importing_again_updates_what_was_edited_and_keeps_what_was_learned(
    collection: Collection, imported: Any, gallery_questions: list[Question]
) -> None:
    first = [replace(question, changed=YESTERDAY) for question in gallery_questions]
    imported(first)
    edited = with_prompt(first[3], "What else would you ask?", TODAY)
    card = card_of(collection, edited)
    card.start_timer()
    collection.sched.answerCard(card, 4)
    before = collection.get_card(card.id)
    assert imported(first) == (0, 0)
    assert imported([edited if question.id == edited.id else question for question in first]) == (0, 1)
    after = card_of(collection, edited)
    assert "What else would you ask?" in notes_of(collection)[edited.id]["Question"]
    assert (after.id, after.reps, after.due, after.ivl) == (before.id, 1, before.due, before.ivl)
    assert collection.card_count() == len(first)


def test_the_front_of_a_card_holds_no_key_and_the_back_says_everything(
    collection: Collection, imported: Any, gallery_questions: list[Question]
) -> None:
    imported(gallery_questions)
    for question in gallery_questions:
        card = card_of(collection, question)
        front, back = (unescape(side.split("<script>")[0]) for side in (card.question(), card.answer()))
        front = front.partition("</style>")[2]
        assert "data-key" not in front and "data-worth" not in front and "Best answer" not in front
        for said in said_afterwards(question):
            assert said in back
            assert said not in front


def said_afterwards(question: Question) -> list[str]:
    """Return everything that a learner may read only after answering, one-line texts as they are shown."""
    item = question.item.model_dump()
    told = [item["rationale"], item.get("feedback"), item.get("otherwise"), item.get("model_answer")]
    for part in ("options", "steps", "pairs", "near", "rubric"):
        told += [
            text for entry in item.get(part, ()) for text in (entry["feedback"], entry.get("consequence"))
        ]
    paragraphs = [line for text in told if text for line in text.splitlines()]
    return [plain_line(line) for line in paragraphs if line]


def test_nothing_that_anki_would_make_of_a_text_happens_to_it(
    collection: Collection, imported: Any, gallery_questions: list[Question]
) -> None:
    trapped = with_prompt(gallery_questions[0], f"What of {TRAPS}?", TODAY)
    imported([trapped])
    card = card_of(collection, trapped)
    output = card.render_output()
    assert output.question_av_tags == [] and output.answer_av_tags == []
    shown = render_latex(output.question_text, card.note_type(), collection)
    assert plain_line(trapped.item.prompt) in unescape(shown)
    assert 'class="vignette-card tex2jax_ignore' in shown  # what Anki's MathJax leaves alone


def test_a_changed_card_is_dated_anew() -> None:
    """Anki takes the card's script, style and sides anew only if they are newer than what it has."""
    files = b"".join(file.read_bytes() for file in sorted(HERE.iterdir()) if file.is_file())
    known = {CARD_WRITTEN: "6365e1ffa7d5dd33"}
    message = "anki_card/ has changed: raise CARD_WRITTEN to `date +%s`, and put the new sum here"
    assert hashlib.sha256(files).hexdigest()[:16] == known.get(CARD_WRITTEN), message


def flip(page: Page, html: str) -> None:
    """Show a side as Anki's reviewer does: new content in the same page, its scripts run."""
    page.evaluate(
        """(html) => {
          document.body.innerHTML = html;
          for (const old of document.querySelectorAll("script")) {
            const script = document.createElement("script");
            script.textContent = old.textContent;
            old.replaceWith(script);
          }
        }""",
        html,
    )


@pytest.mark.browser
def test_what_was_chosen_on_the_front_is_set_beside_the_feedback_on_the_back(
    chromium: Browser, collection: Collection, imported: Any, gallery_questions: list[Question]
) -> None:
    imported(gallery_questions)
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content('<html lang="en"><title>Anki</title><body class="card nightMode"></body>')
    yours: dict[str, list[str]] = {}
    for question in gallery_questions:
        card = card_of(collection, question)
        flip(page, card.question())
        answer_first(page)
        assert question.item.id not in CHECKED or violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, question.id
        flip(page, card.answer())
        assert question.item.id not in CHECKED or violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, question.id
        yours[question.item.id] = page.locator(".yours, .own-reply blockquote").all_text_contents()
        assert complaints == [], question.id
    assert yours["one-best"] == ["your choice"]
    assert page.locator("details:not([open]) summary").count() > 0
    assert yours["sequence"] == ["you put it in place 1", "you put it in place 2"]
    assert yours["pairs"] == ["you matched it", "you chose A", "you chose A"]
    assert yours["share"] == ["you wrote 42,9"]
    assert yours["words"] == ["<b>42,9"]
    page.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds, but for what is the reviewer's: headings and landmarks around a card."""
    around = ("page-has-heading-one", "region", "landmark-one-main")
    found = Axe().run(page, options={"rules": {rule: {"enabled": False} for rule in around}})
    return [violation["id"] for violation in found.response["violations"]]


def answer_first(page: Page) -> None:
    """Answer whatever kind of question is on the page."""
    kind = page.locator("[data-kind]").get_attribute("data-kind")
    if kind in ("one", "many"):
        page.locator(".live > li").first.click()
    elif kind == "order":
        page.locator(".live > li").nth(1).click()
        page.locator(".live > li").nth(0).click()
    elif kind == "match":
        for select in page.locator("select").all():
            select.select_option("A")
    else:
        page.locator("input, textarea").fill("42,9" if kind == "number" else "<b>42,9")
