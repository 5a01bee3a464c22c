"""What is looked at in a browser: a slide and the next, a player of questions, a report, a list of gaps."""

from __future__ import annotations

import html
import io
import zipfile

from PIL import Image
from playwright.sync_api import Page

from tests.export.test_qti3_player import LOAD, PLAYER
from tests.pictures.studio import Studio

CASE, ITEM = "plissit-care-home", "first-thing"
QUESTION = "What do you arrange for breakfast?"


def photograph(page: Page, **more: object) -> Image.Image:
    """Return what the page shows."""
    return Image.open(io.BytesIO(page.screenshot(**more)))  # type: ignore[arg-type]


def slides(studio: Studio) -> None:
    """The slide with the question, and one with what is said to its options."""
    studio.run("slides", "--case", CASE, "-o", "slides")
    (deck,) = (studio.course / "slides").glob("*.html")
    with studio.page(1280, 720) as page:
        page.goto(deck.as_uri())
        page.wait_for_function("Reveal.isReady()")
        for _ in range(40):
            if page.locator("section.present").last.get_by_text(QUESTION).count():
                break
            page.keyboard.press("Space")
        asked = photograph(page)
        for _ in range(3):
            page.keyboard.press("Space")
        studio.keep("slides", asked, photograph(page))


def lms(studio: Studio) -> None:
    """A question in a QTI player, answered."""
    studio.run("export", "--to", "qti3", "--case", CASE, "-o", "qti.zip")
    item = zipfile.ZipFile(studio.course / "qti.zip").read(f"items/{CASE}/{ITEM}.xml").decode()
    with studio.page(820, 1010) as page:
        page.set_content("<!doctype html><title>Player</title><body></body>")
        page.add_script_tag(content=(PLAYER / "cdn" / "index.global.js").read_text("utf-8"))
        page.add_style_tag(content="body { margin: 2em; font: 17px/1.5 Georgia, serif }")
        page.evaluate("customElements.whenDefined('item-container')")
        page.evaluate(LOAD, item)
        page.locator("qti-simple-choice[identifier='option-both-window']").click()
        page.evaluate("item.processResponse(true, false)")
        studio.keep("lms", photograph(page))


def report(studio: Studio) -> None:
    """The top of a report, and its plots."""
    studio.learners("results", "--count", "60", "--seed", "2026", "--module", "plissit")
    studio.run("report", "results", "-o", "report.html", "--module", "plissit")
    with studio.page(900, 1150, scale=1) as page:
        page.goto((studio.course / "report.html").as_uri())
        top = photograph(page)
        page.get_by_role("heading", name="Difficulty and discrimination").scroll_into_view_if_needed()
        page.evaluate("scrollBy(0, 480)")
        studio.keep("report", top, photograph(page))


def drafts(studio: Studio) -> None:
    """What a check says of drafts."""
    studio.run("export", "--to", "moodle", "--case", CASE, "-o", "ours.xml")
    studio.run("import", "ours.xml", "--module", "our-clinic", "-o", "drafts")
    said = studio.run("check", "drafts", exits=1)
    lines = "\n".join(said.splitlines()[:26])
    with studio.page(980, 620) as page:
        page.set_content(
            "<style>body { margin: 0; background: #fff } pre { margin: 20px; font: 14px/1.45 monospace;"
            f" white-space: pre-wrap }}</style><pre>$ vignettes check drafts\n{html.escape(lines)}</pre>"
        )
        studio.keep("drafts", photograph(page))
