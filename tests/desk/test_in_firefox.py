"""The desk in Firefox: Review by keys, a practice exam, a file saved and put in, no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.driving import stored
from tests.desk.comforts import LONG, put
from tests.desk.pages import Desk
from tests.desk.test_offline_in_chromium import (
    editions,
    test_after_one_visit_the_course_is_read_and_answered_with_the_network_gone,
)

__all__ = ["editions", "test_after_one_visit_the_course_is_read_and_answered_with_the_network_gone"]

pytestmark = pytest.mark.browser

PUT_IN = """(given) => {
  for (const [key, value] of Object.entries(given)) localStorage[key] = JSON.stringify(value);
}"""
LISTEN = """() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    window.saved = blob.text();
    return make.call(URL, blob);
  };
}"""
"""Playwright hears of no download in a stock Firefox: the test takes the file where the page makes it."""


@pytest.fixture
def context(firefox: Browser) -> Iterator[BrowserContext]:
    """Firefox with an empty storage; nothing may be complained of."""
    complaints: list[str] = []
    with firefox.new_context(viewport={"width": 1000, "height": 800}) as context:
        context.set_default_timeout(8000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        yield context
    assert complaints == []


def filled(context: BrowserContext, desk: Desk, **settings: Any) -> Page:
    """Open My progress with a wrong answer to every item that has options, of which its reader was sure."""
    page = context.new_page()
    page.goto(desk.url("progress"))
    records = {
        f"vignettes:1:answer:{name}/{item['id']}": {
            "fingerprint": item["fingerprint"],
            "answer": "c",
            "score": 0,
            "right": False,
            "confidence": "sure",
            "at": 1_790_000_000_000,
        }
        for name, case in desk.catalogue["cases"].items()
        for item in case["items"]
        if item["type"] == "single"
    }
    records |= {f"vignettes:1:setting:{name}": value for name, value in settings.items()}
    page.evaluate(PUT_IN, records)
    page.reload()
    return page


def test_progress_review_and_the_file_of_my_data_work_as_in_chromium(
    context: BrowserContext, desk: Desk, tmp_path: Path
) -> None:
    page = filled(context, desk, notes="tell", offline=False)
    wrong = len(stored(page)) - 2
    expect(page.get_by_role("heading", name="Sure and wrong")).to_be_visible()
    assert page.locator(".progress-list").first.locator("li").count() == wrong

    page.goto(desk.url("review"))
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Question 1 of")).to_be_focused()
    for key in ("1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".vignette-result")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Question 2 of")).to_be_focused()
    cards = [key for key in stored(page) if key.startswith("card:")]
    assert len(cards) == 1

    page.goto(desk.url("data"))
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Save my data as a file").click()
    file = tmp_path / "mine.json"
    file.write_text(page.evaluate("() => window.saved"), encoding="utf-8")
    kept = json.loads(file.read_text("utf-8"))["records"]
    assert set(kept) == {key for key in stored(page) if not key.startswith("setting:")}
    page.evaluate("localStorage.clear()")
    page.reload()
    page.get_by_label("A file that this page has saved").set_input_files(file)
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    assert {key: value for key, value in stored(page).items() if not key.startswith("setting:")} == kept


def test_a_practice_exam_is_written_and_marked_as_in_chromium(context: BrowserContext, desk: Desk) -> None:
    page = context.new_page()
    page.goto(desk.url("exam"))
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.get_by_role("heading", name="Question 1 of")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Question 1 of")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("no certificate").first).to_be_visible()


def test_quick_hide_and_the_panel_work_as_in_chromium(context: BrowserContext, desk: Desk) -> None:
    page = context.new_page()
    page.goto(put(desk, "in-firefox", LONG + "<p><label>Notes <textarea></textarea></label></p>"))
    page.get_by_role("textbox").fill("half a")
    for key in ("Escape", "Escape"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Meeting notes")).to_be_visible()
    expect(page).to_have_title("Meeting notes")
    page.get_by_role("button", name="Close these notes").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value("half a")
    page.get_by_role("button", name="Reading").click()
    page.get_by_label("Text size").select_option("150")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
