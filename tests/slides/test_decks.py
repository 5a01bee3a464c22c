"""What a deck holds, in which order, and what it must not hold."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT, TESTS
from tests.slides.conftest import made
from vignettes.bibliography import Reference
from vignettes.cli import main
from vignettes.course import Course
from vignettes.dealing import deal, letters
from vignettes.editions.audience import letters as letters_of
from vignettes.editions.audience import secrets_of
from vignettes.errors import UsageError
from vignettes.loading import Bank
from vignettes.model import Match, Multiple, Number, Order, Reply, Single
from vignettes.render.prose import plain_line
from vignettes.slides import build_decks
from vignettes.slides.build import by_module, course_pages, order, teachable, wanted
from vignettes.slides.deck import Deck, slides_of
from vignettes.slides.export import inline, notebook

REVEAL = ROOT / "src" / "vignettes" / "slides" / "reveal"
PACKAGE = TESTS / "consumers" / "node_modules" / "reveal.js"
VENDORED = {
    "reveal.js": "dist/reveal.js",
    "reveal.css": "dist/reveal.css",
    "reset.css": "dist/reset.css",
    "notes.js": "plugin/notes/notes.js",
    "LICENSE": "LICENSE",
}


class Page(HTMLParser):
    """The slides of a deck as text: headings and all, without script, style and notes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.slides: list[str] = []
        self.notes: list[str] = []
        self.attributes: list[str] = []
        self.tags: set[str] = set()
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [value or "" for name, value in attrs]
        if tag in ("script", "style", "aside"):
            self._inside.append(tag)
        if tag == "div" and ("class", "page") in attrs:
            self.slides.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside == ["aside"]:
            self.notes.append(data)
        elif not self._inside and self.slides:
            self.slides[-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.slides).split())


@pytest.fixture(scope="module")
def shown(instructor: Path) -> Page:
    return Page(instructor.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def handed_out(student: Path) -> Page:
    return Page(student.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", VENDORED)
def test_the_bytes_of_reveal_are_those_of_the_locked_package(name: str) -> None:
    assert (REVEAL / name).read_bytes() == (PACKAGE / VENDORED[name]).read_bytes()


def test_nothing_in_an_inlined_script_can_end_or_comment_its_element() -> None:
    said = inline("a = '<!--'; b = '<script>'; c = '</script>'")
    assert "<" not in said and said.count("\\x3c") == 3


def test_the_same_course_gives_the_same_bytes(gallery: Course, instructor: Path, tmp_path: Path) -> None:
    again = made(gallery, tmp_path, cohort="Group <B> & C")
    assert again.read_bytes() == instructor.read_bytes()


def test_every_word_of_the_discussion_is_in_the_instructors_deck(shown: Page, gallery_bank: Bank) -> None:
    said = letters_of(shown.text)
    notes = letters_of(" ".join(shown.notes))
    for case in gallery_bank.learning():
        vignette = case.vignette
        for secret, text in secrets_of([vignette]).items():
            assert secret in said or secret in notes, text
        for _, item in vignette.items():
            assert letters_of(plain_line(item.prompt)) in said
            for part in deal(vignette.id, item):
                assert letters_of(plain_line(part.text)) in said


def test_options_have_the_letters_of_print(
    gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    deck = deck_of(gallery_bank, "every-type")
    slides = [slide.body for slide in slides_of(deck, gallery_references)]
    vignette = deck.cases[0]
    asked = 0
    for _, item in vignette.items():
        letter = letters(vignette.id, item)
        parts = deal(vignette.id, item)
        if not parts:
            continue
        stem = next(
            body for body in slides if plain_line(item.prompt)[:30] in body and '<ol type="A">' in body
        )
        listed = re.findall(r"<li><p>(.*?)</p>", stem.partition('<ol type="A">')[2])
        for part, place in zip(parts, listed, strict=False):
            assert plain_line(part.text) == re.sub("<[^>]+>", "", place).replace("&amp;", "&")
        assert [*letter.values()] == list("ABCDEFGH"[: len(parts)])
        asked += 1
    assert asked == 4


def deck_of(bank: Bank, name: str, audience: str = "instructor") -> Deck:
    return Deck(name, name, "", "", audience, (bank.vignette(name),))


def test_the_stem_comes_before_the_pause_and_the_pause_before_the_answer(
    gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    slides = slides_of(deck_of(gallery_bank, "every-type"), gallery_references)
    kinds = {Single: 0, Multiple: 0, Order: 0, Match: 0, Number: 0, Reply: 0}
    for number, (_, item) in enumerate(gallery_bank.vignette("every-type").items(), 1):
        heads = [i for i, slide in enumerate(slides) if f"<h2>Question {number}" in slide.body]
        paused = [i for i in heads if slides[i].later]
        assert paused == [heads[0]], item.id
        assert "Key:" in slides[paused[0]].notes
        feedback = [i for i in heads if "feedback" in slides[i].body or "a reply" in slides[i].body]
        assert paused[0] < feedback[0]
        assert letters_of(item.rationale) not in letters_of("".join(s.body for s in slides[: feedback[0]]))
        kinds[type(item)] += 1
    assert all(kinds.values())


def test_the_content_note_comes_before_everything_else_of_a_case(
    gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    (name,) = {c.vignette.id for c in gallery_bank if c.vignette.content_note} & {
        "every-type",
        "hostile-text",
    }
    bodies = [slide.body for slide in slides_of(deck_of(gallery_bank, name), gallery_references)]
    first = next(i for i, body in enumerate(bodies) if "vignette-note" in body)
    assert bodies[first].index("vignette-note") < bodies[first].index("vignette-person")
    story = plain_line(gallery_bank.vignette(name).stages[0].text)[:30]
    assert first < next(i for i, body in enumerate(bodies) if story[:20] in body)


def test_choices_lead_by_links_to_sections_that_are_slides(shown: Page, instructor: Path) -> None:
    html = instructor.read_text(encoding="utf-8")
    targets = set(re.findall(r'href="#/([^"]+)"', html))
    names = set(re.findall(r'<section[^>]* id="([^"]+)"', html))
    assert targets and targets <= names
    assert {name for name in names if not re.fullmatch(r"case-\d+(-section-\d+|-debrief)?", name)} == set()
    leading = " ".join(text for text in shown.slides if "where it leads" in text)
    assert "Trust falls by 2." in leading and "If Trust is 2 or more" in leading
    assert "Go on to section" not in "".join(text for text in shown.slides if ": after " in text)


def test_facilitator_notes_are_the_speakers_alone(
    shown: Page, handed_out: Page, gallery_bank: Bank
) -> None:
    noted = [c.vignette.facilitator for c in gallery_bank.learning() if c.vignette.facilitator]
    assert noted
    for text in noted:
        assert letters_of(text) in letters_of(" ".join(shown.notes))
        assert letters_of(text) not in letters_of(shown.text)
    assert handed_out.notes == []


def test_students_get_every_stem_and_nothing_that_answers_it(
    handed_out: Page, student: Path, gallery_bank: Bank
) -> None:
    raw = letters_of(student.read_text(encoding="utf-8"))
    said = letters_of(handed_out.text)
    for case in gallery_bank.learning():
        for secret, text in secrets_of([case.vignette]).items():
            assert secret not in said and secret not in raw, text
            assert not [value for value in handed_out.attributes if secret in letters_of(value)]
        for _, item in case.vignette.items():
            assert letters_of(plain_line(item.prompt)) in said
    for word in ("Best answer", "Belongs.", "Sound.", "How an expert goes", "One possible reply", "Key:"):
        assert word not in handed_out.text, word


def test_hostile_text_comes_through(shown: Page) -> None:
    for text in ("$40 or $60", "<b>", "</script>", "{=~#}", "[[", "Group <B> & C"):
        assert text in shown.text, text
    assert "b" not in shown.tags


def test_the_deck_is_a_notebook_that_nbformat_takes(
    gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    made = notebook(slides_of(deck_of(gallery_bank, "every-type"), gallery_references))
    nbformat.validate(made)
    kinds = {cell.metadata.slideshow.slide_type for cell in made.cells}
    assert kinds == {"slide", "subslide", "fragment", "notes"}


def test_no_exam_item_is_in_any_deck(bank: Bank) -> None:
    course = Course(ROOT)
    decks = [*wanted(course, bank, (), (), "instructor", "")]
    shown = {case.id for deck in decks for case in deck.cases}
    assert shown == {case.vignette.id for case in bank.learning()}
    exam = next(bank.exam()).vignette.id
    with pytest.raises(UsageError, match="exam item"):
        teachable(bank, exam)


def test_cases_come_in_the_order_of_the_book(bank: Bank) -> None:
    pages = course_pages(ROOT)
    found = by_module(bank, order(ROOT, pages), [])
    page = (ROOT / "book" / "plissit" / "levels.md").read_text(encoding="utf-8")
    there = re.findall(r"\{vignette\} (\S+)", page)
    ids = [vignette.id for vignette in found["plissit"]]
    assert [name for name in ids if name in there] == there
    assert ids.index(there[-1]) < ids.index("plissit-care-home")


def test_named_cases_make_one_deck_in_the_order_that_was_asked_for(gallery: Course, tmp_path: Path) -> None:
    file = made(gallery, tmp_path, cases=["hostile-text", "every-type"])
    assert file.name == "hostile-text-and-1-more-instructor.html"
    page = Page(file.read_text(encoding="utf-8"))
    titles = [plain_line(gallery.bank().vignette(name).title) for name in ("hostile-text", "every-type")]
    places = [next(i for i, text in enumerate(page.slides) if i > 1 and text.startswith(t)) for t in titles]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--module", "galery"], "Did you mean “gallery”?"),
        (["--case", "evry-type"], "Did you mean “every-type”?"),
        (["--bank", "nowhere"], "There is no folder “nowhere”."),
    ],
)
def test_wrong_names_are_told_with_what_there_is(
    asked: list[str],
    said: str,
    gallery: Course,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--root", str(gallery.root), "slides", *asked, "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_line_prints_files_and_tells_progress(
    gallery: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--root", str(gallery.root), "slides", "--case", "hostile-text", "-o", str(tmp_path)]
    assert main(asked) == 0
    printed = capsys.readouterr()
    assert Path(printed.out.strip()).is_file() and "1 case on" in printed.err
    assert [file.name for file in tmp_path.iterdir()] == ["hostile-text-instructor.html"]


def test_without_nbconvert_it_is_said_what_to_install(
    gallery: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("vignettes.slides")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nbconvert.exporters.slides", None)
    assert main(["--root", str(gallery.root), "slides"]) == 2
    assert "pip install 'vignettes[slides]'" in capsys.readouterr().err


def test_a_deck_that_cannot_be_written_is_told_in_words(gallery: Course, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        build_decks(gallery, tmp_path / "taken", cases=["hostile-text"], report=lambda said: None)


def test_progress_is_told_for_every_deck(gallery: Course, tmp_path: Path) -> None:
    told: list[str] = []
    say: Callable[[str], None] = told.append
    build_decks(gallery, tmp_path, cases=["hostile-text"], report=say)
    assert len(told) == 1 and told[0].startswith("hostile-text-instructor: 1 case on ")
