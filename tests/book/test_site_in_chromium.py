"""Every page of the built course in a real browser: quiet, private, accessible, never too wide."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.serving import served

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NARROW = (320,)
WIDTHS = (320, 390, 768, 1280, 1600)
"""Every page is tried at the narrowest, every sixth at all."""
RULES = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOUR_RULES = ("color-contrast", "link-in-text-block")
COLOURS = {"preload": False, "resultTypes": ["violations"], "runOnly": list(COLOUR_RULES)}
"""What can differ in the dark: the page is the same, its colours are not."""
STRUCTURE = {**RULES, "rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
ARTICLE = {"include": [[".bd-article-container"]]}
FRAMES = 6
"""The frame, which is the same everywhere, is judged on every sixth page, what stands in it on all."""
JUDGED, COLOURED = 3, 6
"""One writer makes all pages: every third is judged, every sixth with its colours, in light and dark."""
EVERYTHING = bool(os.environ.get("EVERY_PAGE"))
"""Judge every page whole, in light and dark: `EVERY_PAGE=1 make test`, before a release."""
DESK: Any = {"width": 1280, "height": 900}
THEMES_OWN = {
    "region",  # the theme keeps its skip link and its search dialog outside of landmarks
    "landmark-complementary-is-top-level",  # the theme puts the page's contents inside <main>
}
"""Findings of axe's best practices (not of WCAG) that lie in the theme's frame and not in the course."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as origin:
        yield f"{origin}/"


def pages_of(site: Path, share: int = 0, shares: int = 1) -> list[str]:
    """Return the pages of a site, or every `shares`th of them, so that workers can divide the walk."""
    names = [file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html"))]
    return [name for name in names if name != "index.html"][share::shares]


SHARES = 4
each_share = pytest.mark.parametrize("share", range(SHARES))


class Watch:
    """Notes what pages complain of and whom they call; other hosts do not exist for this browser."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.said: list[str] = []

        def look(request: Any) -> None:
            if not request.url.startswith((own, "data:", "blob:")):
                self.said.append(f"request to {request.url}")

        context.on("request", look)
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        context.on(
            "console",
            lambda line: self.said.append(line.text) if line.type in ("error", "warning") else None,
        )


NO_COPY = "try { localStorage.setItem('vignettes:1:setting:offline', 'false') } catch {}"
"""The walk is not to fetch the whole course once more beside it; tests/desk/ has the worker's own tests."""

PRESS = """label => {
  for (const button of document.querySelectorAll("section.vignette button"))
    if (button.textContent.trim() === label) button.click();
}"""
"""Presses all buttons of a label at once; that a finger and a key can press them, other tests show."""


STAND = """() => {
  for (const change of document.getAnimations())
    if (change.effect?.getComputedTiming().endTime !== Infinity) change.finish();
}"""
"""Takes colours that change with the page or the scheme to where they will stand."""


def settle(page: Page) -> None:
    page.evaluate(PRESS, "Show this case")
    page.evaluate(STAND)


def violations(page: Page, options: dict[str, Any], whole: bool) -> list[str]:
    """Return what axe finds, on the whole page or on what is different on each page."""
    context = None if whole else ARTICLE
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{violation['id']}: {[node['html'][:120] for node in violation['nodes'][:3]]}"
        for violation in found
        if violation["id"] not in THEMES_OWN
    ]


def too_wide(page: Page, widths: tuple[int, ...]) -> list[str]:
    """Return the widths at which a page, with its cases opened, would have to be scrolled sideways."""
    page.evaluate(PRESS, "Show the whole case")
    assert page.locator("section.vignette [hidden] .vignette-rationale").count() == 0
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if room[0] > room[1]:
            found.append(f"{room[0]} at {width}")
    return found


@each_share
def test_every_page_is_accessible_in_light_and_dark_and_fits_every_screen(
    chromium: Browser, address: str, site: Path, share: int
) -> None:
    found: dict[str, list[str]] = {}
    context = chromium.new_context(viewport=DESK, reduced_motion="reduce")
    context.add_init_script(NO_COPY)
    watch = Watch(context, address)
    page = context.new_page()
    measured = []
    for number, name in enumerate(pages_of(site, share, SHARES)):
        whole = number % FRAMES == 0 or EVERYTHING
        coloured = number % COLOURED == 0 or EVERYTHING
        if not whole and number % JUDGED:
            measured.append(name)
            continue
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)
        page.goto(address + name)
        settle(page)
        found[f"{name}, light"] = violations(page, RULES if coloured else STRUCTURE, whole)
        if coloured:
            page.emulate_media(color_scheme="dark")
            page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
            page.wait_for_timeout(50)
            page.evaluate(STAND)
            found[f"{name}, dark"] = violations(page, COLOURS, whole)
        found[f"{name}, width"] = too_wide(page, WIDTHS if whole else NARROW)
    for name in measured:
        page.goto(address + name)
        page.evaluate(PRESS, "Show this case")
        found[f"{name}, width"] = too_wide(page, NARROW)
    context.close()
    assert {place: said for place, said in found.items() if said} == {}
    assert watch.said == []


@pytest.mark.parametrize(
    "name",
    ["orientation/what-to-expect", "sensate-focus/instructions", "course-of-therapy/choosing-a-therapist"],
)
def test_a_page_for_clients_is_printed_without_the_frame_of_the_site(
    chromium: Browser, address: str, name: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}book/{name}.html")
    page.emulate_media(media="print")
    for frame in ("#jb-print-toc", ".bd-sidebar-primary", ".bd-header-article", ".prev-next-area"):
        assert not page.locator(frame).first.is_visible(), frame
    assert page.get_by_role("heading", level=2).first.is_visible()
    context.close()


def test_the_book_works_from_a_folder_on_disk(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    watch = Watch(context, site.as_uri())
    page = context.new_page()
    page.goto((site / "book" / "plissit" / "levels.html").as_uri())
    case = page.locator("section.vignette").first
    case.get_by_role("radio").first.check()
    case.get_by_role("button", name="Check my answer").first.click()
    assert case.locator(".vignette-rationale").first.is_visible()
    page.reload()
    assert page.locator("section.vignette .vignette-rationale").first.is_visible()
    context.close()
    assert watch.said == []


def test_a_reader_without_script_can_read_every_case_and_its_feedback(
    chromium: Browser, site: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "notebooks" / "plissit.html").as_uri())
    assert page.locator("section.vignette").count() == 6
    details = page.locator("details.vignette-feedback").first
    assert not details.locator(".vignette-rationale").is_visible()
    details.locator("summary").click()
    assert details.locator(".vignette-rationale").is_visible()
    context.close()


def test_blocked_storage_leaves_the_pages_quiet(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    watch = Watch(context, address)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {configurable: true, get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page = context.new_page()
    page.goto(address + "book/plissit/levels.html")
    assert page.get_by_text("cannot be kept in this browser").first.is_visible()
    context.close()
    assert watch.said == []


def test_search_finds_a_page_without_asking_another_host(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    watch = Watch(context, address)
    page = context.new_page()
    page.goto(address + "search.html?q=stoma")
    page.locator("#search-results li").first.wait_for(timeout=10_000)
    context.close()
    assert watch.said == []
