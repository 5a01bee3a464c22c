"""How the tests get at a case in the browser: pages, a visitor who notes what goes wrong, the questions."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request

from vignettes.bibliography import Reference
from vignettes.model import Vignette
from vignettes.render.html import static_html


@dataclass
class Site:
    """Pages on this machine: by address over HTTP, and the same as files."""

    folder: Path
    origin: str
    vignettes: dict[str, Vignette]
    references: dict[str, Reference]
    count: int = 0

    def case(self, vignette_id: str) -> str:
        """Return the static HTML of a gallery case."""
        return static_html(self.vignettes[vignette_id], self.references)

    def put(self, *cases: str, theme: str = "") -> str:
        """Write a page that holds these cases; return its name."""
        self.count += 1
        name = f"page-{self.count}.html"
        attribute = f' data-theme="{theme}"' if theme else ""
        page = (
            f'<!doctype html><html lang="en"{attribute}><head><meta charset="utf-8"><title>A page</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="data:,"><link rel="stylesheet" href="vignettes.css">'
            '<script defer src="vignettes.js"></script></head><body><main><h1>A page</h1><h2>Cases</h2>'
            f"{''.join(cases)}</main></body></html>"
        )
        (self.folder / name).write_text(page, encoding="utf-8")
        return name


@dataclass
class Visitor:
    """Opens pages in fresh contexts, and remembers what they complain of and whom they call."""

    browser: Browser
    site: Site
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:
        """Return a browser context with an empty storage."""
        context = self.browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
        context.set_default_timeout(5000)
        context.on("request", self._heard)
        context.on("console", lambda said: self._note(said.type, said.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.contexts.append(context)
        return context

    def open(
        self, name: str, context: BrowserContext | None = None, *, file: bool = False, **options: Any
    ) -> Page:
        """Open a page of the site by its name, or a gallery case by its id."""
        if name in self.site.vignettes:
            name = self.site.put(self.site.case(name))
        page = (context or self.context(**options)).new_page()
        base = self.site.folder.as_uri() if file else self.site.origin
        page.goto(f"{base}/{name}")
        return page

    def _heard(self, request: Request) -> None:
        if not request.url.startswith((self.site.origin, "file:", "data:", "blob:")):
            self.foreign.append(request.url)

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@contextlib.contextmanager
def visiting(browser: Browser, site: Site) -> Iterator[Visitor]:
    """A visitor whose pages are closed in the end, and must have been quiet and private."""
    visitor = Visitor(browser, site)
    yield visitor
    for context in visitor.contexts:
        with contextlib.suppress(Exception):
            context.close()
    assert visitor.complaints == []
    assert visitor.foreign == []


def case(page: Page, vignette_id: str) -> Locator:
    """Return the whole case of that id."""
    return page.locator(f'section[data-vignette="{vignette_id}"]')


def item(page: Page | Locator, item_id: str) -> Locator:
    """Return the question of that id."""
    return page.locator(f'fieldset[data-item="{item_id}"]')


def check(question: Locator) -> None:
    """Commit to the answer as it stands."""
    question.locator(".vignette-main:visible").first.click()


def press_all(page: Page, name: str) -> None:
    """Press every button of that name; each goes or is renamed by it."""
    buttons = page.get_by_role("button", name=name)
    while buttons.count():
        buttons.first.click()


def unfold_all(page: Page) -> None:
    """Open whatever is folded up."""
    folded = page.locator("details:not([open]) > summary:visible")
    while folded.count():
        folded.first.click()


ANSWERS = ("one-best", "several", "sequence", "pairs", "share", "words")


def answer(page: Page, item_id: str) -> Locator:
    """Answer a question of every-type rightly, in part or not at all, and commit."""
    question = item(page, item_id)
    if item_id == "one-best":
        question.get_by_label("Then let us talk").check()
    elif item_id == "several":
        question.get_by_label("Ask what she").check()
        question.get_by_label("Hand her a leaflet").check()
    elif item_id == "pairs":
        for select, text in zip(question.get_by_role("combobox").all(), "AAC", strict=True):
            select.select_option(index="ABCD".index(text) + 1)
    elif item_id == "share":
        question.get_by_role("textbox").fill("42,9")
    elif item_id == "words":
        question.get_by_role("textbox").fill("Thank you for telling me.")
    check(question)
    return question


def stored(page: Page) -> dict[str, Any]:
    """Return what this browser keeps for the vignettes, by key without its prefix."""
    raw = page.evaluate("() => ({...localStorage})")
    return {key.removeprefix("vignettes:1:"): _parsed(text) for key, text in raw.items()}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
