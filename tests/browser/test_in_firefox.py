"""The same in Firefox: one test of each thing that a reader does, as it stands for Chromium.

The tests come from their own files and meet another visitor here. How answers of every type come back after
a reload, from a server and from the disk, a page of the built gallery shows (tests/book). What Playwright
cannot ask of a stock Firefox (fingers, forced colours, the system's dark scheme, a switched-off script) is
not among them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving import Site, Visitor, press_all, visiting
from tests.browser.test_branching import (
    test_going_back_hides_the_abandoned_branch_and_keeps_its_answers,
)
from tests.browser.test_keyboard import (
    test_a_keyboard_alone_walks_a_branching_case_and_back,
    test_a_keyboard_alone_walks_every_item_type_to_the_debrief,
    test_the_focus_is_seen,
)
from tests.browser.test_persistence import (
    test_two_tabs_show_each_others_answers_and_overwrite_nothing,
    test_with_blocked_storage_the_case_works_and_says_so,
)
from tests.browser.test_stages import (
    test_the_content_note_stands_before_the_case_until_the_reader_goes_on,
)

__all__ = [
    "test_a_keyboard_alone_walks_a_branching_case_and_back",
    "test_a_keyboard_alone_walks_every_item_type_to_the_debrief",
    "test_going_back_hides_the_abandoned_branch_and_keeps_its_answers",
    "test_the_content_note_stands_before_the_case_until_the_reader_goes_on",
    "test_the_focus_is_seen",
    "test_two_tabs_show_each_others_answers_and_overwrite_nothing",
    "test_with_blocked_storage_the_case_works_and_says_so",
]


@pytest.fixture
def visitor(firefox: Browser, site: Site) -> Iterator[Visitor]:
    """The same visitor with another browser."""
    with visiting(firefox, site) as visitor:
        yield visitor


def test_a_page_that_calls_another_host_gets_no_answer_and_is_noticed(visitor: Visitor, site: Site) -> None:
    image = '<!doctype html><title>Image</title><img src="http://example.org/pixel.gif" alt="">'
    (site.folder / "free-image.html").write_text(image, encoding="utf-8")
    page = visitor.open("free-image.html")
    assert page.evaluate("() => document.images[0].naturalWidth") == 0
    assert visitor.foreign == ["http://example.org/pixel.gif"]
    visitor.foreign.clear()
    visitor.complaints.clear()


def test_nothing_is_wider_than_the_screen_of_a_phone_or_half_of_one(visitor: Visitor, site: Site) -> None:
    page = visitor.open(site.put(site.case("every-type"), site.case("branching-path")))
    press_all(page, "Show this case")
    press_all(page, "Show the whole case")
    page.evaluate("() => document.querySelectorAll('details').forEach((all) => (all.open = true))")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        room = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        assert room[0] <= room[1], room


def test_without_a_script_feedback_unfolds_and_a_choice_has_a_link(visitor: Visitor, site: Site) -> None:
    name = site.put(site.case("branching-path"))
    file = site.folder / name
    file.write_text(file.read_text("utf-8").replace("<script defer", "<script type=text/plain"), "utf-8")
    page = visitor.open(name)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Go on to section 2.")).to_be_hidden()
    page.get_by_text("Answer and feedback").first.click()
    page.get_by_role("link", name="Go on to section 2.").click()
    assert page.url.endswith("#case-branching-path--repair")
