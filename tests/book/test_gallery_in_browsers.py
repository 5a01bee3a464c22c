"""A page of the built gallery in each browser: worked through, quiet, private, kept, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.book.test_site_in_chromium import Watch
from tests.browser.driving import ANSWERS, answer, item, press_all
from tests.serving import served

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDE = "() => document.documentElement.scrollWidth - innerWidth"
GROUND = "() => getComputedStyle(document.querySelector('section.vignette')).backgroundColor"


@pytest.fixture(scope="module")
def address(gallery_site: Path) -> Iterator[str]:
    with served(gallery_site) as origin:
        yield f"{origin}/"


@pytest.fixture(params=["chromium", "firefox"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of either browser, as wide as a phone."""
    browser: Browser = request.getfixturevalue(request.param)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_built_page_is_worked_through_and_kept(page: Page, address: str) -> None:
    watch = Watch(page.context, address)
    page.goto(f"{address}book/index.html")
    press_all(page, "Show this case")
    for name in ANSWERS:
        answer(page, name)
    first = item(page, "first-move")
    first.get_by_label("Ask Tom").check()
    first.get_by_role("button", name="Do this").click()
    first.get_by_role("button", name="Go on").click()
    assert page.evaluate(WIDE) <= 0
    verdicts = page.locator(".vignette-result:visible").all_inner_texts()
    assert len(verdicts) == 7
    page.reload()
    press_all(page, "Show this case")
    assert page.locator(".vignette-result:visible").all_inner_texts() == verdicts
    expect(item(page, "meet-apart")).to_be_visible()
    page.evaluate("() => (document.documentElement.dataset.theme = 'light')")
    light = page.evaluate(GROUND)
    page.evaluate("() => (document.documentElement.dataset.theme = 'dark')")
    assert (light, page.evaluate(GROUND)) == ("rgb(255, 255, 255)", "rgb(35, 40, 44)")
    assert watch.said == []


def test_a_built_page_works_from_a_folder_on_disk(page: Page, gallery_site: Path) -> None:
    watch = Watch(page.context, gallery_site.as_uri())
    page.goto((gallery_site / "book" / "index.html").as_uri())
    press_all(page, "Show this case")
    answer(page, "one-best")
    page.reload()
    press_all(page, "Show this case")
    expect(item(page, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")
    assert watch.said == []


def test_there_is_room_to_write_a_reply(page: Page, gallery_site: Path) -> None:
    page.goto((gallery_site / "book" / "index.html").as_uri())
    press_all(page, "Show this case")
    press_all(page, "Show the whole case")
    widths = "(field) => field.offsetWidth / field.closest('fieldset').offsetWidth"
    assert item(page, "words").get_by_role("textbox").evaluate(widths) > 0.8
