"""Content notes, one case on paper, the address of a question: what a page of cases does for its reader."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.driving import answer, case, item
from tests.desk.comforts import cases, put
from tests.desk.pages import Desk
from vignettes.bibliography import Reference
from vignettes.loading import Bank
from vignettes.model import Choice, Vignette
from vignettes.render.prose import plain_line

pytestmark = pytest.mark.browser

GALLERY = ("every-type", "branching-path", "hostile-text")


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one reader, which must not complain."""
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    context.set_default_timeout(5000)
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context
    context.close()
    assert said == []


@pytest.fixture(scope="module")
def address(desk: Desk, gallery_bank: Bank, gallery_references: dict[str, Reference]) -> str:
    """A page with cases of the gallery."""
    return put(
        desk,
        "cases",
        "<h2>Before</h2>" + cases(gallery_bank, gallery_references, *GALLERY),
        script="vignettes.js",
    )


CHECKED = "[...document.querySelectorAll('input')].map((box) => box.checked)"


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def shown(text: str) -> str:
    """Return the beginning of a one-line text of a case, as letters."""
    return letters(plain_line(text))[:40]


@pytest.fixture
def paper(address: str, context: BrowserContext) -> Iterator[tuple[Page, Callable[[str, str], str]]]:
    """The page, and a way to print a case of it: paper("every-type", "Without answers") is all letters."""
    page = context.new_page()
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")
    page.goto(address)

    def printed(name: str, how: str) -> str:
        folded = case(page, name).locator("details", has_text="Print this case")
        if folded.get_attribute("open") is None:
            folded.locator("summary").click()
        folded.get_by_role("button", name=how).click()
        page.emulate_media(media="print")
        text = page.locator("body").inner_text()
        page.emulate_media(media="null")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        return letters(text)

    yield page, printed


def secrets(vignette: Vignette) -> set[str]:
    """Return what answers the questions of a case, as letters."""
    found = [letters(vignette.debrief)]
    for stage in vignette.stages:
        for question in stage.items:
            found.append(letters(question.rationale))
            for name in ("options", "steps", "pairs", "rubric", "near"):
                found += [letters(part.feedback) for part in getattr(question, name, ())]
            if isinstance(question, Choice):
                found += [letters(option.consequence) for option in question.options]
            found += [letters(getattr(question, name, "")) for name in ("model_answer", "otherwise")]
    return {secret[:40] for secret in found if len(secret) > 20}


def test_a_case_without_answers_prints_all_questions_and_nothing_that_answers_them(
    paper: tuple[Page, Callable[[str, str], str]], gallery_bank: Bank
) -> None:
    page, printed = paper
    page.get_by_role("button", name="Show this case").click()
    answer(page, "one-best")
    answer(page, "several")
    checked = page.evaluate(CHECKED)
    for name in GALLERY:
        vignette = gallery_bank.vignette(name)
        text = printed(name, "Without answers")
        missing = [q.id for s in vignette.stages for q in s.items if shown(q.prompt) not in text]
        assert missing == []
        assert [secret for secret in secrets(vignette) if secret in text] == []
        marks = ("yourchoice", "Bestanswer", "Checkmyanswer", "Before")
        assert [word for word in marks if word in text] == []
        others = [gallery_bank.vignette(other).person for other in GALLERY if other != name]
        assert [person for person in others if shown(person) in text] == []
    assert "Goontosection" in printed("branching-path", "Without answers")
    assert page.evaluate(CHECKED) == checked
    expect(page.locator(".reader-sheet")).to_have_count(0)
    expect(page.get_by_role("heading", name="Before")).to_be_visible()
    case(page, "every-type").get_by_role("button", name="Without answers").click()
    assert page.locator(".reader-sheet :checked:not(option), .reader-sheet [name]").count() == 0
    text = letters("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages))
    vignette = gallery_bank.vignette("every-type")
    assert shown(vignette.stages[1].items[0].prompt) in text
    assert [secret for secret in secrets(vignette) if secret in text] == []


def test_a_case_with_my_answers_prints_what_i_came_to_and_with_all_feedback_everything(
    paper: tuple[Page, Callable[[str, str], str]], gallery_bank: Bank
) -> None:
    page, printed = paper
    page.get_by_role("button", name="Show this case").click()
    answer(page, "one-best")
    answer(page, "several")
    vignette = gallery_bank.vignette("every-type")
    first = vignette.stages[0].items[0]
    mine = printed("every-type", "With my answers")
    assert letters(first.rationale)[:40] in mine
    assert "yourchoice" in mine
    assert letters(vignette.debrief)[:40] not in mine
    assert [option.id for option in first.options if letters(option.feedback)[:40] in mine] == ["b"]
    later = vignette.stages[1].items[0]
    assert letters(later.rationale)[:40] not in mine
    everything = printed("every-type", "With all feedback")
    assert [secret for secret in secrets(vignette) if secret not in everything] == []
    assert "yourchoice" in everything
    page.get_by_role("button", name="Show the whole case").first.click()
    item(page, "words").get_by_role("textbox").fill("My own\nwords")
    assert "Myownwords" in printed("every-type", "With my answers")
    branching = case(page, "branching-path")

    def decide(option: str) -> None:
        branching.get_by_label(option).check()
        branching.get_by_role("button", name="Do this").locator("visible=true").click()
        branching.get_by_role("button", name="Go on").locator("visible=true").click()

    decide("Give them a touching exercise")
    item(page, "repair-words").get_by_role("textbox").fill("I am sorry.")
    branching.get_by_role("button", name="Compare").click()
    decide("Begin again with both")
    text = printed("branching-path", "With all feedback")
    sections = [match.start() for match in re.finditer(r"Section\d(?=[A-Z])", text)]
    assert [text[at + 7] for at in sections] == ["1", "2", "3"]
    assert page.evaluate("window.printed") == 4


def test_a_reader_who_is_only_told_finds_cases_open_and_their_notes_above(
    context: BrowserContext, address: str
) -> None:
    asked, told = context.new_page(), context.new_page()
    asked.goto(address)
    told.goto(address)
    story, note = told.get_by_text("blood pressure cuff"), told.get_by_text("Mentions pain during sex")
    expect(story).to_be_hidden()
    told.get_by_role("button", name="Reading").focus()
    asked.get_by_role("button", name="Reading").focus()
    asked.keyboard.press("Enter")
    asked.get_by_label("Show the note").check()
    for tab in (told, asked):
        expect(tab.get_by_text("blood pressure cuff")).to_be_visible()
    expect(asked.get_by_label("Show the note")).to_be_focused()
    assert told.evaluate("document.activeElement.className") == "reader-open"
    told.reload()
    expect(story).to_be_visible()
    expect(note).to_be_visible()
    expect(told.get_by_role("button", name="Show this case")).to_have_count(0)
    border = note.locator("..").evaluate("note => getComputedStyle(note).borderTopStyle")
    assert border == "solid"
    asked.get_by_label("Ask me before").check()
    expect(story).to_be_visible()
    told.reload()
    expect(story).to_be_hidden()


def test_an_address_leads_to_its_question_and_gives_no_feedback_away(
    context: BrowserContext, address: str, gallery_bank: Bank
) -> None:
    page = context.new_page()
    page.goto(f"{address}#case-every-type--words-q")
    question, note = item(page, "words"), page.get_by_role("button", name="Show this case")
    expect(note).to_be_focused()
    expect(question).to_be_hidden()
    note.click()
    expect(question.locator("legend").first).to_be_focused()
    shown = letters(page.locator("main").inner_text())
    for name in GALLERY:
        assert [secret for secret in secrets(gallery_bank.vignette(name)) if secret in shown] == []
    answer(page, "words")
    expect(question.get_by_text("Compare, then tick")).to_be_visible()
    case(page, "every-type").get_by_role("button", name="Restart this case").click()
    page.get_by_role("button", name="Yes").click()
    expect(question).to_be_hidden()
    vignette = gallery_bank.vignette("branching-path")
    off = vignette.stages[-1].items[0]
    page.evaluate(f"location.hash = 'case-branching-path--{off.id}-q'")
    expect(item(page, off.id).locator("legend").first).to_be_focused()
    expect(page.get_by_text("not on the path")).to_be_visible()
    shown = letters(case(page, "branching-path").inner_text())
    assert [secret for secret in secrets(vignette) if secret in shown] == []
    for hash in ("#case-every-type", "#%E0%A4%A", "#nowhere", "#"):
        page.evaluate("hash => location.hash = hash", hash)
    off_path = item(page, off.id)
    off_path.get_by_label("See each of them alone").check()
    off_path.get_by_role("button", name="Do this").click()
    expect(off_path.locator(".vignette-result")).to_be_focused()
    expect(case(page, "branching-path").get_by_text("0 decisions so far")).to_be_visible()


def test_a_question_gives_its_address_with_and_without_the_clipboard(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => {"
        " if (window.refuses) throw new Error('no'); window.copied = text } } })"
    )
    page.goto(address + "?highlight=x")
    question = page.locator(".vignette-item:visible").first
    ask = question.get_by_role("button", name="Link to this question")
    ask.click()
    expect(question.get_by_text("The address of this question is copied.")).to_be_visible()
    copied = page.evaluate("copied")
    assert copied == f"{address}#{question.get_attribute('id')}"
    page.evaluate("refuses = true")
    ask.click()
    field = question.get_by_label("Address of this question")
    expect(field).to_be_focused()
    expect(field).to_have_value(copied)
    assert page.evaluate("getSelection().toString()") == copied


def test_from_a_file_and_with_storage_denied_everything_works_until_the_page_is_left(
    context: BrowserContext, desk: Desk, address: str
) -> None:
    context.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("no") } })""")
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.goto(address.replace(desk.origin, desk.folder.as_uri()) + "#case-hostile-text--x")
    page.keyboard.press("?")
    panel = page.get_by_role("dialog", name="Reading")
    expect(panel.get_by_text("cannot be kept in this browser")).to_be_visible()
    panel.get_by_label("Text size").select_option("150 %")
    panel.get_by_label("Neutral").check()
    panel.get_by_label("Show the note").check()
    panel.get_by_role("button", name="Close").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    expect(page).to_have_title(re.compile(r"^Reading \d+$"))
    expect(page.get_by_text("blood pressure cuff")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page).to_have_title("Meeting notes")
    page.get_by_role("button", name="Close these notes").click()
    expect(page).to_have_title(re.compile(r"^Reading \d+$"))
    toggle = page.get_by_role("button", name="Mark as")
    toggle.click()
    expect(toggle).to_have_text("Mark as not read")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 320, "height": 600})
    page.keyboard.press("?")
    panel.get_by_label("Text size").select_option("200 %")
    assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    page.keyboard.press("Escape")
    assert wide <= 900
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
