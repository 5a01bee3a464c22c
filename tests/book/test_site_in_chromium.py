"""Every page of the built course in a real browser: quiet, private, accessible, never too wide."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDTHS = (320, 390, 768, 1280, 1600)
RULES = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
THEMES_OWN = {
    "region",  # the theme keeps its skip link and its search dialog outside of landmarks
    "landmark-complementary-is-top-level",  # the theme puts the page's contents inside <main>
}
"""Findings of axe's best practices (not of WCAG) that lie in the theme's frame and not in the course."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


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


def settle(page: Page) -> None:
    for case in page.locator("section.vignette").all():
        for button in case.get_by_role("button", name="Show this case").all():
            button.click()
    page.wait_for_timeout(150)


@each_share
def test_no_page_has_an_accessibility_violation_in_light_or_dark(
    chromium: Browser, address: str, site: Path, share: int
) -> None:
    found = []
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context, address)
    page = context.new_page()
    for name in pages_of(site, share, SHARES):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.goto(address + name)
            settle(page)
            assert page.evaluate("document.documentElement.dataset.theme") == theme
            for violation in Axe().run(page, options=RULES).response["violations"]:
                if violation["id"] not in THEMES_OWN:
                    nodes = [node["html"][:120] for node in violation["nodes"][:3]]
                    found.append(f"{name}, {theme}: {violation['id']}: {nodes}")
    context.close()
    assert found == []
    assert watch.said == []


@each_share
def test_no_page_is_wider_than_the_screen(chromium: Browser, address: str, site: Path, share: int) -> None:
    wide = []
    context = chromium.new_context()
    page = context.new_page()
    for name in pages_of(site, share, SHARES):
        page.goto(address + name)
        settle(page)
        for case in page.locator("section.vignette").all():
            case.get_by_role("button", name="Show the whole case").click()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            room = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            if room[0] > room[1]:
                wide.append(f"{name} at {width}: {room[0]}")
    context.close()
    assert wide == []


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
