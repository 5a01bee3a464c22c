"""Papers hold every question and nothing of the key; keys hold all that a marker needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.exam import banks
from tests.exam.conftest import Made
from vignettes.course import Course
from vignettes.dealing import deal
from vignettes.editions.audience import letters, secrets_of
from vignettes.errors import UsageError
from vignettes.exam.build import Request, build_exam
from vignettes.exam.desk import for_candidates
from vignettes.exam.forms import Asked, with_item
from vignettes.exam.pool import Entry
from vignettes.render.prose import plain, plain_line

MADE = ["real", "hostile"]
NOT_LATIN = re.compile(r"[^\x00-\x7f]")


@pytest.fixture(params=MADE)
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def papers(made: Made, what: str) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the letters of each paper or key, with its items in order."""
    (stem,) = {file.name.split("-")[0] for file in made.folder.glob("*.pdf")}
    for form in made.forms:
        text = made.text(f"{stem}-{form.name}-{what}")
        yield plain_letters(text), [q.entry for q in form.questions]


def plain_letters(text: str) -> str:
    """Return the Latin letters and digits of a text: Arabic is laid out from right to left."""
    return letters(NOT_LATIN.sub("", re.sub(r"\[U\+[0-9A-F]+\]", "", text)))


def test_a_paper_says_nothing_that_only_the_key_may_say(made: Made) -> None:
    for said, entries in papers(made, "paper"):
        secrets = secrets_of(entry.vignette for entry in entries)
        assert len(secrets) > 15
        assert [told for secret, told in secrets.items() if plain_letters(secret) in said] == []
        for entry in entries:
            assert plain_letters(entry.vignette.debrief) not in said
            assert letters(entry.id) not in said
        assert "bestanswermark" not in said
        assert "belongsbecause" not in said


def test_a_paper_asks_every_question_in_its_order_with_its_options_in_theirs(made: Made) -> None:
    for said, entries in papers(made, "paper"):
        place = 0
        for number, entry in enumerate(entries, 1):
            parts = [f"Question {number}", plain_line(entry.vignette.person), plain(entry.stage.text)]
            parts += [plain_line(entry.item.prompt)]
            parts += [plain_line(part.text) for part in deal(entry.vignette.id, entry.item)]
            for part in parts:
                found = said.find(plain_letters(part), place)
                assert found >= 0, (number, part)
                place = found


def test_a_paper_shows_every_content_note(made: Made) -> None:
    for said, entries in papers(made, "paper"):
        notes = [entry.vignette.content_note for entry in entries if entry.vignette.content_note]
        assert notes
        assert all(plain_letters(plain(note)) in said for note in notes)


def test_a_paper_has_an_answer_sheet_that_asks_for_every_answer_and_holds_none(made: Made) -> None:
    for said, entries in papers(made, "paper"):
        sheet = said[said.rindex("answersheetnameid") :]
        for number, entry in enumerate(entries, 1):
            asked = {"single": "abcdefg", "multiple": "abcdefg", "order": "1234567", "match": "1234567"}
            marks = asked.get(entry.item.type, "")[
                : len(getattr(entry.item, "pairs", deal("", entry.item)))
            ]
            assert f"{number}{marks}" in sheet


def test_a_key_says_all_that_a_marker_needs(made: Made) -> None:
    for said, entries in papers(made, "key"):
        for entry in entries:
            for secret in secrets_of([entry.vignette]).values():
                if secret != entry.vignette.facilitator:
                    assert plain_letters(plain(secret)) in said, secret
            assert letters(entry.id) in said
            assert letters(entry.vignette.level) in said
            assert all(letters(objective) in said for objective in entry.objectives)
        assert "notforlearners" in said


def test_the_key_names_the_place_and_the_letters_of_each_question_in_the_other_form(real: Made) -> None:
    first, second = real.forms
    said = " ".join(real.text("blueprint-A-key").split())
    table = said[said.index("Form A Key Form B") : said.index("Question by question")]
    for question in first.questions:
        there = second.numbers()[question.entry.id]
        assert f"{question.number} {question.key} {there}: {second.questions[there - 1].key}" in table


def test_the_key_says_how_to_draw_the_same_again_and_what_passes(real: Made) -> None:
    said = " ".join(real.text("blueprint-A-key").split())
    assert "blueprint.yml, seed 2026, from 40 items; forms A, B" in said
    assert "12 of 20 points (60 %)" in said
    assert "1/6 for each option" in said
    assert "Items that form A shares: 20 with form B." in said


def test_the_cover_says_who_what_and_how_long(real: Made) -> None:
    cover = " ".join(PdfReader(real.folder / "blueprint-A-paper.pdf").pages[0].extract_text().split())
    minutes = sum(q.entry.vignette.minutes for q in real.forms[0].questions)
    for words in ("Final examination", "Form A", "Name", "ID", "Date", "Questions 20", "fictional",
                  f"Time {minutes} minutes", "12 of 20 points", "tables of scores"):  # fmt: skip
        assert words in cover


def test_a_question_stands_on_one_page_in_normal_print(real: Made) -> None:
    for page in PdfReader(real.folder / "blueprint-A-paper.pdf").pages[1:-1]:
        text = page.extract_text()
        assert text.count("\nQuestion ") == text.count("Choose ") > 0


def test_papers_are_tagged_and_have_a_title_and_no_date(made: Made) -> None:
    for file in made.folder.glob("*.pdf"):
        reader = PdfReader(file)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "form A" in reader.metadata.title or "form B" in reader.metadata.title
        assert reader.metadata.creation_date is None


def test_large_print_is_larger_and_on_the_paper_that_was_asked_for(real: Made, hostile: Made) -> None:
    normal = PdfReader(real.folder / "blueprint-A-paper.pdf")
    large = PdfReader(hostile.folder / "hostile-A-paper.pdf")
    assert float(normal.pages[0].mediabox.height) == pytest.approx(841.9, abs=0.1)
    assert float(large.pages[0].mediabox.height) == pytest.approx(792)
    sizes: set[float] = set()
    large.pages[1].extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.add(size))
    assert max(sizes) >= 18


def test_a_character_without_a_glyph_is_named_and_told_once(hostile: Made) -> None:
    assert "[U+1F642]" in hostile.text("hostile-A-paper")
    assert [line for line in hostile.said if "U+1F642" in line] == [
        "no font of the edition has U+1F642; the code is printed instead"
    ]


def test_the_same_wish_gives_the_same_bytes(hostile_course: Course, hostile: Made, tmp_path: Path) -> None:
    blueprint = hostile.folder.parent / "hostile.yml"
    request = Request(blueprint, ("A",), 1, paper="letter", print="large", to=("moodle", "gift", "qti3"))
    files = build_exam(hostile_course, request, tmp_path, lambda line: None)
    assert len(files) == 5
    for file in files:
        assert file.read_bytes() == (hostile.folder / file.name).read_bytes()


def test_a_story_that_tells_the_feedback_is_refused() -> None:
    found = banks.entry(1, ("m", "a", "advanced"))
    said = "She has asked for permission without using the word for it."
    options = tuple(option.model_copy(update={"feedback": said}) for option in found.item.options)
    found = with_item(found, found.item.model_copy(update={"options": options, "prompt": said}))
    with pytest.raises(UsageError, match="case-0001/asked: the paper would print"):
        for_candidates(Asked(1, found))
