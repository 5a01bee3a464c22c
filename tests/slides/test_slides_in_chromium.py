"""A deck in a real browser, from the disk, without a network."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.test_accessibility import RULES
from tests.conftest import ROOT
from tests.slides.conftest import made
from vignettes.course import Course
from vignettes.slides import build_decks

pytestmark = pytest.mark.browser

SAMPLED = ("orientation", "foundations", "course-of-therapy")
"""Modules of the real course; the branching cases are those of the gallery."""
SIZES = ((1280, 720), (1024, 768))
FONTS = ("", "Verdana, 'DejaVu Sans'")
"""The deck's own, and the widest that are common."""

SHOW_ALL = """.reveal .slides section { display: block !important; visibility: visible !important }
.reveal .fragment { opacity: 1 !important; visibility: visible !important }"""
OVERFLOWS = """() => [...document.querySelectorAll('.page')].flatMap((page) => {
  const box = page.getBoundingClientRect();
  const pause = page.querySelector('.pause');
  const floor = pause ? pause.getBoundingClientRect().top : box.bottom - box.height / 60;
  const heading = page.querySelector('h2');
  const over = [...page.querySelectorAll('*')].filter((node) => {
    if (node.closest('.notes, .fragment, .quiet')) return false;
    if (getComputedStyle(node).overflow === 'hidden') return false;
    const place = node.getBoundingClientRect();
    return place.bottom > floor + 0.5 || place.right > box.right - box.width / 30;
  });
  const cut = heading.scrollWidth > heading.clientWidth + 1;
  return over.length || cut ? [heading.textContent + ': ' + page.textContent.slice(0, 80)] : [];
})"""


@pytest.fixture(scope="session")
def one_case(gallery: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck of the case that has a question of every kind."""
    return made(gallery, tmp_path_factory.mktemp("decks"), cases=["every-type"])


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Page]:
    """A page without a network; fails the test if anything was asked for or complained of."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if not is_deck(request.url) else None)
    yield page
    context.close()
    assert complaints == []


REACHABLE = """() => [...document.querySelectorAll('.slides a')].filter((link) =>
  getComputedStyle(link).visibility === 'visible' && link.getClientRects().length).length"""


ON_SCREEN = """() => {
  const heading = Reveal.getCurrentSlide().querySelector('h2');
  const place = heading.getBoundingClientRect();
  return document.elementFromPoint(place.left + 20, place.top + place.height / 2) === heading;
}"""


def is_deck(address: str) -> bool:
    return address.startswith("file:") and address.partition("?")[0].partition("#")[0].endswith(".html")


def load(page: Page, file: Path, query: str = "") -> None:
    page.goto(file.as_uri() + query)
    page.wait_for_function("() => window.Reveal && Reveal.isReady()")


def overflows(page: Page, font: str) -> list[str]:
    page.add_style_tag(content=SHOW_ALL)
    if font:
        page.add_style_tag(content=f".reveal {{ font-family: {font} !important }}")
    return page.evaluate(OVERFLOWS)  # type: ignore[no-any-return]


def test_nothing_runs_over_the_edge_of_a_slide(
    opened: Page, instructor: Path, student: Path, tmp_path: Path
) -> None:
    real = build_decks(Course(ROOT), tmp_path, modules=SAMPLED, report=lambda said: None)
    for file in (instructor, student, *real):
        for size, font in zip(SIZES, FONTS, strict=True):
            opened.set_viewport_size({"width": size[0], "height": size[1]})
            load(opened, file)
            assert overflows(opened, font) == [], (file.name, size, font)


def test_an_overflow_would_be_noticed(opened: Page, student: Path) -> None:
    load(opened, student)
    opened.add_style_tag(content=".reveal .page p { font-size: 60px }")
    assert len(overflows(opened, "")) > 3


def test_the_pause_comes_with_one_key_and_the_answer_with_the_next(opened: Page, instructor: Path) -> None:
    load(opened, instructor)
    heading = "() => Reveal.getCurrentSlide().querySelector('h2').textContent"
    for _ in range(200):
        if opened.evaluate(heading) == "Question 1":
            break
        opened.keyboard.press("Space")
    pause = opened.locator("section.present section.present .pause, section.present:not(.stack) .pause")
    assert pause.is_hidden()
    opened.keyboard.press("Space")
    pause.wait_for(state="visible")
    assert opened.evaluate(heading) == "Question 1"
    opened.keyboard.press("Space")
    assert opened.evaluate(heading).startswith("Question 1: ")


def test_a_choice_leads_to_the_section_that_was_chosen(opened: Page, instructor: Path) -> None:
    load(opened, instructor)
    link = opened.locator("a", has_text="Go on to section 3.").first
    address = link.get_attribute("href")
    opened.evaluate("(to) => { location.hash = to }", address)
    opened.wait_for_function(
        "(to) => '#/' + Reveal.getCurrentSlide().id === to && "
        "Reveal.getCurrentSlide().querySelector('h2').textContent === 'Section 3'",
        arg=address,
    )


def test_only_the_links_of_the_slide_on_show_are_reached_with_the_keyboard(
    opened: Page, instructor: Path
) -> None:
    load(opened, instructor)
    assert opened.evaluate(ON_SCREEN)
    assert opened.evaluate(REACHABLE) == 0
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate("() => Reveal.getCurrentSlide().querySelector('h2').textContent") == "Cases"
    seen = set()
    for _ in range(12):
        opened.keyboard.press("Tab")
        seen.add(
            opened.evaluate("() => document.activeElement.closest('section.present')?.className ?? ''")
        )
    reached = opened.evaluate(REACHABLE)
    assert reached == opened.evaluate("() => Reveal.getCurrentSlide().querySelectorAll('a').length") == 4
    assert "present" in seen


def test_axe_finds_nothing_on_any_kind_of_slide(opened: Page, one_case: Path) -> None:
    load(opened, one_case)
    found = []
    places = opened.evaluate("() => Reveal.getSlides().map((slide) => Reveal.getIndices(slide))")
    for place in (places[0], places[1], places[3], places[4]):
        opened.evaluate("(to) => Reveal.slide(to.h, to.v, 9)", place)
        assert opened.evaluate("() => Reveal.getCurrentSlide().querySelector('h2').getClientRects().length")
        violations = Axe().run(opened, options=RULES).response["violations"]
        found += [f"{each['id']}: {node['html'][:150]}" for each in violations for node in each["nodes"]]
    assert found == []


def test_printed_for_pdf_there_is_a_page_for_every_slide(opened: Page, one_case: Path) -> None:
    load(opened, one_case, "?print-pdf")
    opened.wait_for_selector(".pdf-page")
    count = opened.evaluate("() => document.querySelectorAll('.pdf-page').length")
    printed = PdfReader(io.BytesIO(opened.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(printed.pages) == count == opened.evaluate("() => Reveal.getTotalSlides()")
    box = printed.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (960, 540)
    texts = [" ".join(page.extract_text().split()) for page in printed.pages]
    assert all(texts)
    assert any("Decide, then go on." in text and "A." in text for text in texts)


def test_printed_plainly_every_slide_is_on_paper(opened: Page, one_case: Path) -> None:
    load(opened, one_case)
    total = opened.evaluate("() => Reveal.getTotalSlides()")
    printed = PdfReader(io.BytesIO(opened.pdf(format="A4")))
    text = " ".join(" ".join(page.extract_text().split()) for page in printed.pages)
    assert len(printed.pages) >= total
    assert text.count("Question 1") > 3 and "Decide, then go on." in text and "Debrief" in text


def test_the_speakers_view_shows_the_key_and_opens_from_the_disk(opened: Page, instructor: Path) -> None:
    load(opened, instructor)
    place = opened.evaluate(
        "() => Reveal.getIndices(Reveal.getSlides().find((slide) => slide.querySelector('.pause')))"
    )
    opened.evaluate("(to) => Reveal.slide(to.h, to.v)", place)
    with opened.expect_popup() as popup:
        opened.keyboard.press("s")
    popup.value.get_by_text("Key:").wait_for(timeout=10_000)
