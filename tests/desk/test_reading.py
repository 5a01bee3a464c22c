"""What was read and where the reader stopped: kept when it is true, and not before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import stored
from tests.desk.comforts import LONG, WORDS, cases, put
from tests.desk.node import Node
from tests.desk.pages import Desk
from vignettes.bibliography import Reference
from vignettes.loading import Bank


def test_a_page_is_read_in_a_third_of_its_time_and_a_minute_at_most(node: Node) -> None:
    assert [node.call("reader/kept.js", "fairTime", words) for words in (0, 250, 600, 9000)] == [
        0,
        20_000,
        48_000,
        60_000,
    ]


def test_the_stopwatch_stands_still_out_of_sight_and_never_runs_backwards(node: Node) -> None:
    watch = [0, None]
    for now, running in ((10, True), (30, True), (50, False), (900, True), (905, True), (1, True)):
        watch = node.call("reader/kept.js", "stopwatch", watch, now, running)
    assert watch == [45, 1]


@pytest.mark.parametrize(
    ("before", "name", "case"),
    [
        (None, None, None),
        ({"page": "a", "case": "old"}, None, "old"),
        ({"page": "a", "case": "old"}, "new", "new"),
        ({"page": "b", "case": "old"}, None, None),
        ({"page": "a", "case": {"x": 1}}, None, None),
        ("text", None, None),
    ],
)
def test_a_place_keeps_the_case_that_was_begun_on_the_same_page(
    node: Node, before: object, name: str | None, case: str | None
) -> None:
    given = [before, {"page": "a", "title": "A", "at": 1}, *([name] if name else [])]
    assert node.call("reader/kept.js", "placeOf", *given).get("case") == case


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with a clock that the test turns."""
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    context.set_default_timeout(5000)
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    yield page
    context.close()
    assert said == []


PRESSED_A_MOMENT_LATE = """() => {
  const [mark, toggle] = document.querySelector(".reader-end").children;
  const press = (seen, watch) => { watch.disconnect(); toggle.click(); };
  new MutationObserver(press).observe(mark, { attributes: true });
}"""
"""The reader presses “Mark as read” just when the page says so of its own accord."""

READ, PLACE = "read:book/plissit/levels", "place:last"


def scroll(page: Page, *, to_end: bool) -> None:
    """Scroll to the end or to the top, and wait until observers know; the page's own is told first."""
    page.evaluate(
        """(wanted) => new Promise((done) => {
          scrollTo(0, wanted ? 1e6 : 0);
          new IntersectionObserver((seen) => seen.at(-1).isIntersecting === wanted && done())
            .observe(document.querySelector(".reader-end"));
        })""",
        to_end,
    )


@pytest.mark.browser
def test_a_page_is_read_when_its_end_is_reached_in_fair_time_or_the_reader_says_so(
    page: Page, desk: Desk, gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    # 180 words and a title: some 14 seconds; the words of the case do not count
    body = LONG + cases(gallery_bank, gallery_references, "every-type")
    page.goto(put(desk, "levels", body, script="vignettes.js"))
    scroll(page, to_end=True)
    page.clock.fast_forward(10_000)
    assert READ not in stored(page)
    scroll(page, to_end=False)
    page.clock.run_for(20_000)
    assert READ not in stored(page)
    page.evaluate(PRESSED_A_MOMENT_LATE)
    scroll(page, to_end=True)
    page.clock.run_for(2_000)
    expect(page.get_by_text("Read ✓")).to_be_visible()
    assert list(stored(page)[READ]) == ["at"]
    page.get_by_role("button", name="Mark as not read").click()
    expect(page.get_by_text("Read ✓")).to_be_hidden()
    page.clock.run_for(90_000)
    assert READ not in stored(page)
    toggle = page.get_by_role("button", name="Mark as read")
    expect(toggle).to_be_focused()
    toggle.press("Enter")
    assert READ in stored(page)
    page.reload()
    expect(page.get_by_role("button", name="Mark as not read")).to_be_visible()


@pytest.mark.browser
def test_a_short_page_is_read_after_its_time_but_not_while_it_is_hidden(page: Page, desk: Desk) -> None:
    page.goto(put(desk, "levels", WORDS))
    page.clock.run_for(5_000)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.clock.run_for(60_000)
    assert READ not in stored(page)
    page.get_by_role("button", name="Close these notes").click()
    page.clock.run_for(5_000)
    assert READ not in stored(page)
    page.clock.run_for(6_000)
    assert READ in stored(page)


@pytest.mark.browser
def test_a_place_is_kept_of_whoever_stays_or_works_and_of_nobody_else(
    page: Page, desk: Desk, gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    body = LONG + cases(gallery_bank, gallery_references, "branching-path")
    page.goto(put(desk, "levels", body, script="vignettes.js"))
    page.clock.run_for(4_000)
    assert stored(page) == {}
    page.clock.run_for(2_000)
    place = stored(page)[PLACE]
    assert (place["page"], place["title"], "case" in place) == ("book/plissit/levels", "Levels", False)
    page.goto(put(desk, "other", body, script="vignettes.js"))
    page.get_by_role("radio").first.check()
    assert stored(page)[PLACE]["case"] == "branching-path"
    page.reload()
    page.clock.run_for(6_000)
    assert stored(page)[PLACE]["case"] == "branching-path"
    kept = stored(page)[PLACE]
    for name, kind in (("aside", "aside"), ("desk", "page")):
        page.goto(put(desk, name, LONG + '<p data-desk="data"></p>' * (kind == "page"), kind=kind))
        page.locator("article p").first.click()
        page.clock.run_for(70_000)
        expect(page.locator(".reader-end")).to_have_count(0)
        assert stored(page)[PLACE] == kept
    page.goto(put(desk, "plain", WORDS, kind="page"))
    page.locator("article p").first.click()
    page.clock.run_for(70_000)
    assert {name for name in stored(page) if name.startswith("read:")} == set()
    assert stored(page)[PLACE]["page"] == "book/plissit/plain"
