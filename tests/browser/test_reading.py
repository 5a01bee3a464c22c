"""What a screen reader gets to read of every item type: before, at a hasty commit, and after.

The golden files hold Chromium's own accessibility tree, so that a change of any name, role, state or order
is seen and judged; what must hold whatever the words are, the tests say themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.driving import Site, answer, check, item, press_all, visiting
from tests.browser.reading import reading

TYPES = {
    "single": "one-best",
    "multiple": "several",
    "order": "sequence",
    "match": "pairs",
    "number": "share",
    "reply": "words",
    "choice": "first-move",
}
each_type = pytest.mark.parametrize("kind", TYPES)
LISTEN = """page => {
  window.heard = [];
  const live = new MutationObserver((changes) => {
    for (const node of new Set(changes.map((change) => change.target)))
      if (node.ariaLive === "polite" || ["status", "alert"].includes(node.role))
        if (node.textContent) window.heard.push(node.textContent);
  });
  live.observe(page, {childList: true, subtree: true});
  page.addEventListener("focusin", ({target}) => {
    if (target.matches(".vignette-result")) window.heard.push(target.textContent);
  });
}"""
"""Notes what is said without being asked: changes of live regions, and a verdict that gets the focus."""
HEARD = "() => new Promise((done) => setTimeout(() => done(window.heard.splice(0))))"


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: Site) -> Iterator[Page]:
    """One page with every item type, wholly shown; the tests go through it item by item."""
    with visiting(chromium, site) as visitor:
        page = visitor.open(site.put(site.case("every-type"), site.case("branching-path")))
        press_all(page, "Show this case")
        press_all(page, "Show the whole case")
        page.locator("main").evaluate(LISTEN)
        yield page


def reopened(page: Page, name: str) -> Locator:
    """Return the question, without the answer that another test may have given."""
    field = item(page, name)
    if field.get_attribute("data-state") == "committed":
        field.get_by_role("button", name="Try again").click()
    return field


def parts(page: Page, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the name of a moment and what is to be read then, while the item is worked through."""
    name = TYPES[kind]
    field, place = reopened(page, name), f'fieldset[data-item="{name}"]'
    yield "Before", reading(page, place)
    if kind == "order":
        field.get_by_role("button", name="Move down. Agree").click()
        yield "One step moved down", reading(page, place)
    else:
        check(field)
        yield "Committed too early", reading(page, place)
    if kind == "choice":
        field.get_by_label("Ask Tom").check()
        check(field)
    else:
        answer(page, name)
    yield "Answered", reading(page, place)


@each_type
def test_every_item_type_is_read_as_its_golden_file_says(
    reader: Page, kind: str, golden: Callable[[str, str], None]
) -> None:
    told = "\n".join(f"# {moment}\n\n{text}" for moment, text in parts(reader, kind))
    golden(f"accessibility/{kind}.txt", told)


@each_type
def test_a_verdict_is_said_once_and_the_marks_stand_in_words(reader: Page, kind: str) -> None:
    field = reopened(reader, TYPES[kind])
    reader.evaluate(HEARD)
    *_, (_, read) = parts(reader, kind)
    heard = reader.evaluate(HEARD)
    verdict = field.locator(".vignette-result").inner_text()
    assert heard.count(verdict) == 1, heard
    assert read.count("(focused") == 1
    assert f'paragraph "{verdict}" (focused' in read
    for mark in field.locator(".vignette-mark").all():
        assert mark.inner_text().lstrip("✓✗△ ") in read
    buttons = field.locator("button:visible, summary:visible").count()
    assert len(re.findall("^ *button ", read, re.MULTILINE)) == buttons


def test_a_tick_is_followed_by_the_new_count_and_by_nothing_else(reader: Page) -> None:
    field = reopened(reader, "words")
    answer(reader, "words")
    reader.evaluate(HEARD)
    for count, words in ((1, "Thanks her for telling."), (2, "Says that there is help.")):
        field.get_by_label(words).check()
        assert reader.evaluate(HEARD) == [f"Compare, then tick what your reply does: {count} of 3."]
