"""The comforts in the theme's frame, on pages that Sphinx has built."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.book.conftest import gallery_site
from tests.browser.driving import press_all

__all__ = ["gallery_site"]

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SIZES = """() => Object.fromEntries([...document.querySelectorAll("body *")]
  .filter((node) => node.getClientRects().length)
  .filter((node) => [...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
  .map((node) => [node.tagName + node.className, parseFloat(getComputedStyle(node).fontSize)]))"""
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"
SHIFTED = """window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shifted += value)))
  .observe({ type: "layout-shift", buffered: true });"""


def test_the_panel_stands_in_the_header_and_keys_reach_what_the_theme_has(
    chromium: Browser, gallery_site: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(SHIFTED)
    page.goto((gallery_site / "book" / "pages.html").as_uri())
    first, second = page.locator(".article-header-buttons > button").all()[:2]
    expect(first).to_have_accessible_name("Reading")
    expect(second).to_have_accessible_name("Color mode")
    box = first.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("shifted") < 0.01
    expect(page.locator(".right-next")).to_have_attribute("aria-keyshortcuts", "n")
    page.keyboard.press("/")
    field = page.locator("#pst-search-dialog").get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("gnp")
    expect(field).to_have_value("gnp")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_function("!document.activeElement.closest('#pst-search-dialog')")
    page.keyboard.press("n")
    page.wait_for_url("**/references.html")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/book/index.html")
    expect(page.locator(".reader-end")).to_have_count(0)
    page.close()


def test_all_text_follows_the_size_and_fits_a_narrow_window(chromium: Browser, gallery_site: Path) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto((gallery_site / "book" / "index.html").as_uri())
    once = page.evaluate(SIZES)
    page.evaluate("localStorage['vignettes:1:setting:size'] = '200'")
    page.reload()
    twice = page.evaluate(SIZES)
    assert len(set(once) & set(twice)) > 20
    grown = {name: twice[name] / size for name, size in once.items() if name in twice}
    assert {name: by for name, by in grown.items() if by < 1.7} == {}
    page.set_viewport_size({"width": 320, "height": 700})
    for name in ("index", "pages"):
        page.goto((gallery_site / "book" / f"{name}.html").as_uri())
        press_all(page, "Show this case")
        press_all(page, "Show the whole case")
        assert not page.evaluate(OVERFLOWS)
    page.close()
