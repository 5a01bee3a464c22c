"""The practice exam in the browser: by keyboard, over time, in two tabs, and when the book changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.driving import stored
from tests.browser.test_accessibility import violations
from tests.desk.pages import Desk
from vignettes import sphinx_ext
from vignettes.desk import catalogue_script

pytestmark = pytest.mark.browser

COURSE_STYLE = Path(str(sphinx_ext.__file__)).parent / "course.css"
TARGETS = "button, summary, select, .exam-choice, a.desk-button"
BEGUN = 1_764_000_000_000


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser with an empty storage; whatever a page complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(5000)
    complaints: list[str] = []
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    assert [each for each in complaints if "net::ERR_FAILED" not in each] == []


@pytest.fixture
def visit(context: BrowserContext, desk: Desk) -> Callable[..., Page]:
    """Opens the page of the practice exam, with records that are kept already."""

    def open_page(name: str = "", kept: dict[str, Any] | None = None, change: Any = None) -> Page:
        page = context.new_page()
        if change:
            page.route("**/catalogue.js", lambda route: changed_catalogue(route, desk, change))
        if kept:
            page.goto(f"{desk.origin}/book/cases.html")
            page.evaluate(
                "kept => Object.assign(localStorage, kept)",
                {f"vignettes:1:{key}": json.dumps(value) for key, value in kept.items()},
            )
        page.goto(desk.url("exam") + (f"#{name}" if name else ""))
        return page

    return open_page


def changed_catalogue(route: Route, desk: Desk, change: Callable[[dict[str, Any]], None]) -> None:
    known = json.loads(json.dumps(desk.catalogue))
    change(known)
    route.fulfill(body=catalogue_script(known), content_type="text/javascript")


def exam_of(page: Page) -> dict[str, Any]:
    """The one practice exam that this browser keeps."""
    exams = [value for key, value in stored(page).items() if key.startswith("exam:")]
    assert len(exams) == 1
    exam: dict[str, Any] = exams[0]
    return exam


def sheet_of(desk: Desk, *items: str, **other: Any) -> dict[str, Any]:
    """An exam that asks these items of every-type."""
    known = {item["id"]: item["fingerprint"] for item in desk.catalogue["cases"]["every-type"]["items"]}
    asked = [{"key": f"every-type/{item}", "fingerprint": known[item]} for item in items]
    given = {"at": BEGUN, "ended": None, "limit": None, "modules": ["gallery"], "here": 0, "items": asked}
    return {**given, **other}


def begin(page: Page) -> None:
    page.get_by_label("As many as there are").check()
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("section.vignette")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page) -> Locator:
    return page.locator("[data-desk] h2").first


# By keyboard


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something of this kind has the focus."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab leads to no {selector}")


def answer_by_keyboard(page: Page) -> None:
    """Answer the question that is there, and keep the answer, with keys alone."""
    expect(page.locator("section.vignette")).to_be_visible()
    if page.get_by_role("button", name="Show this question").count():
        tab_to(page, ".vignette-note button")
        page.keyboard.press("Enter")
    kind = page.locator(".vignette-item").get_attribute("class") or ""
    if "single" in kind or "multiple" in kind:
        tab_to(page, ".vignette-options input")
        page.keyboard.press("Space")
    elif "match" in kind:
        for n in range(1, page.locator(".vignette-item select").count() + 1):
            tab_to(page, f".vignette-pairs li:nth-child({n}) select")
            page.keyboard.press("ArrowDown")
    elif "number" in kind:
        tab_to(page, ".vignette-number input")
        page.keyboard.type("nf30")
        assert exam_of(page)["items"][exam_of(page)["here"]].get("answer") is None
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("30,0")
    tab_to(page, ".vignette-item .vignette-main")
    page.keyboard.press("Enter")


def test_a_whole_exam_can_be_written_by_keyboard_with_a_reload_in_the_middle(
    visit: Callable[..., Page], context: BrowserContext
) -> None:
    context.add_init_script("Math.random = () => 0.3;")
    page = visit()
    tab_to(page, "[name=count]")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("As many as there are")).to_be_checked()
    tab_to(page, "[type=submit]")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    length = len(exam_of(page)["items"])
    assert length >= 6
    for n in range(length - 1):
        expect(heading(page)).to_have_text(f"Question {n + 1} of {length}")
        answer_by_keyboard(page)
        expect(page.get_by_text(f"Question {n + 1} is answered. You can change it")).to_be_visible()
        expect(page.get_by_role("button", name="Next question")).to_be_focused()
        if n == 2:
            before = controls(page)
            page.reload()
            expect(heading(page)).to_have_text(f"Question 3 of {length}")
            expect(page.locator("section.vignette")).to_be_attached()
            assert controls(page) == before
            tab_to(page, ".exam-number")
        page.keyboard.press("n")
        expect(heading(page)).to_be_focused()
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Flag for later")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("p")
    expect(heading(page)).to_have_text(f"Question {length - 1} of {length}")
    last = page.get_by_role("button", name=f"Question {length}, open, flagged", exact=True)
    expect(last).to_be_visible()
    assert page.get_by_role("button", name=re.compile(r"^Question \d, answered$")).count() == length - 1
    tab_to(page, ".vignette-asking button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("1 question is still open. Hand in now? ")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("Practice exam of")
    expect(heading(page)).to_be_focused()
    the_result_is_whole(page, length)


def controls(page: Page) -> Any:
    """What the controls of the question say."""
    return page.locator(".vignette-item :is(input, select, .vignette-steps > li)").evaluate_all(
        "all => all.map((one) => [one.checked, one.value, one.dataset.step])"
    )


def the_result_is_whole(page: Page, length: int) -> None:
    """Counts add up, questions stand as answered, nothing went into the book, misses are found."""
    expect(page.locator(".exam-sums")).to_contain_text("1 left open.")
    exam = exam_of(page)
    scores = [item["score"] for item in exam["items"]]
    expect(page.locator(".exam-sums")).to_contain_text(f"{round(sum(scores), 2):g} of {length} points.")
    expect(page.get_by_role("row", name=f"Gallery {scores.count(1)} of {length}")).to_be_visible()
    assert {key.split(":")[0] for key in stored(page)} <= {"exam", "place"}
    press(page, "Open all")
    assert page.locator(".vignette-feedback[open]:visible").count() == length
    assert page.locator(".vignette-sources:visible").count() >= length - 1
    assert page.get_by_text("You left this question open. This is the answer.").count() == 1
    assert page.locator(".exam-fold .vignette-item :is(input, select):enabled:visible").count() == 0
    assert page.locator(".vignette-main:visible").count() == 0
    page.get_by_label("Only what I missed").check()
    missed = [item["key"] for item in exam["items"] if item["score"] < 1]
    assert page.locator(".exam-fold:has(section.vignette):visible").count() == len(missed) < length
    page.route("**/review.html*", lambda route: route.fulfill(body="<title>Review</title>"))
    press(page, "Try what I missed again")
    page.wait_for_url("**/book/desk/review.html#retry")
    assert page.evaluate("() => JSON.parse(sessionStorage['vignettes:retry'])") == missed


def test_single_keys_are_off_where_the_reader_does_not_want_them(
    visit: Callable[..., Page], desk: Desk
) -> None:
    name = f"{BEGUN}-abcdef"
    kept = {f"exam:{name}": sheet_of(desk, "one-best", "several"), "setting:shortcuts": False}
    page = visit(name, kept)
    expect(page.locator("section.vignette")).to_be_attached()
    page.keyboard.press("n")
    page.keyboard.press("f")
    expect(heading(page)).to_have_text("Question 1 of 2")
    assert "flagged" not in exam_of(page)["items"][0]
    expect(page.get_by_text("Keys, if you like")).to_have_count(0)


# Over time


def test_the_time_is_said_can_be_hidden_and_ends_the_exam_with_what_is_kept(
    visit: Callable[..., Page], context: BrowserContext
) -> None:
    context.clock.install(time="2026-03-01T20:00:00")
    page = visit()
    page.get_by_label("Minutes of my own").fill("8")
    expect(page.get_by_label("My own minutes")).to_be_checked()
    page.get_by_label("Extra time").select_option("1.5")
    expect(page.get_by_text("closing the page does not stop it")).to_be_visible()
    begin(page)
    timer = page.get_by_role("timer")
    expect(timer).to_have_text("12:00 left")
    page.clock.run_for(119_000)
    expect(page.get_by_text("10 minutes left.")).to_have_count(0)
    page.clock.run_for(2_000)
    expect(page.get_by_text("10 minutes left.")).to_be_visible()
    press(page, "Hide the time")
    expect(timer).to_be_hidden()
    page.clock.set_system_time("2026-03-01T19:00:00")
    press(page, "Show the time")
    page.clock.run_for(1_000)
    assert (timer.inner_text()) < "9:59 left"
    page.clock.fast_forward(9 * 60_000)
    expect(page.get_by_text("1 minute left.")).to_be_visible()
    begun = exam_of(page)["at"]
    press(page, "Next question")
    assert exam_of(page)["at"] > begun
    page.clock.fast_forward(60_000)
    expect(heading(page)).to_contain_text("Practice exam of")
    expect(heading(page)).to_be_focused()
    expect(page.locator(".exam-sums")).to_contain_text(
        "Time used: 12 minutes of 12 minutes. The time was up"
    )


def test_an_exam_whose_time_ran_out_while_the_page_was_closed_is_handed_in_as_it_was(
    visit: Callable[..., Page], desk: Desk
) -> None:
    sheet = sheet_of(desk, "one-best", "several", limit=600_000)
    sheet["items"][0] |= {"answer": "a", "at": BEGUN, "seconds": 3}
    page = visit("", {f"exam:{BEGUN}-abcdef": sheet})
    expect(page.get_by_text("You have a practice exam open")).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text="2 questions from Gallery")).to_contain_text(
        "No question is marked."
    )
    page.get_by_role("button", name=re.compile("^Open the practice exam of")).click()
    expect(page.locator(".exam-sums")).to_contain_text("1 right, 1 left open.")
    expect(page.locator(".exam-sums")).to_contain_text("The time was up")
    assert exam_of(page)["ended"] == BEGUN + 600_000
    press(page, "Back to practice exams")
    expect(page.get_by_text("1 of 2 points.")).to_be_visible()


def test_an_open_exam_can_be_gone_on_with_handed_in_or_thrown_away(
    visit: Callable[..., Page], desk: Desk
) -> None:
    sheet = sheet_of(desk, "one-best", "several", here=1)
    page = visit("", {f"exam:{BEGUN}-abcdef": sheet, f"exam:{BEGUN}-000000": {"at": "now"}})
    expect(page.get_by_text("0 of 2 questions answered")).to_be_visible()
    expect(page.get_by_role("button", name="Begin the exam")).to_be_hidden()
    expect(page.get_by_text("One practice exam kept here cannot be read.")).to_be_visible()
    press(page, "Go on")
    expect(heading(page)).to_have_text("Question 2 of 2")
    page.evaluate("location.hash = 'main-content'")
    expect(heading(page)).to_have_text("Question 2 of 2")
    press(page, "Leave it for now")
    press(page, "Throw away")
    press(page, "No")
    expect(page.get_by_role("button", name="Throw away")).to_be_focused()
    press(page, "Throw away")
    press(page, "Yes")
    expect(page.get_by_role("heading", name="Set up a practice exam")).to_be_focused()
    assert [key for key in stored(page) if key.startswith("exam:")] == [f"exam:{BEGUN}-000000"]


# In two tabs


def test_in_two_tabs_nothing_is_lost_and_the_end_of_one_is_the_end_of_the_other(
    visit: Callable[..., Page], desk: Desk
) -> None:
    name = f"{BEGUN}-abcdef"
    key = f"vignettes:1:exam:{name}"
    first = visit(name, {f"exam:{name}": sheet_of(desk, "one-best", "several", "share")})
    press(first, "Show this question")
    second = visit(name)
    press(second, "Next question")
    press(second, "Show this question")
    first.get_by_label("ask me anything").check()
    second.get_by_label("Ask what she").check()
    second.get_by_label("Hand her a leaflet").check()
    expect(first.get_by_role("button", name="Question 2, answered")).to_be_visible()
    expect(second.get_by_role("button", name="Question 1, answered")).to_be_visible()
    press(first, "Flag for later")
    press(first, "Next question")
    expect(first.get_by_label("Hand her a leaflet")).to_be_checked()
    second.get_by_label("Hand her a leaflet").uncheck()
    expect(first.get_by_label("Hand her a leaflet")).not_to_be_checked()
    # A tab that wrote from a state of before does not take away what it did not know.
    older = json.dumps(sheet_of(desk, "one-best", "several", "share", at=BEGUN + 1))
    first.evaluate("([key, text]) => { localStorage[key] = text; }", [key, older])
    expect(second.get_by_role("button", name="Question 1, answered, flagged")).to_be_visible()
    first.wait_for_function("key => JSON.parse(localStorage[key]).items[1].answer", arg=key)
    assert [item.get("answer") for item in exam_of(first)["items"]] == ["a", ["ask"], None]
    press(second, "Hand in")
    press(second, "Yes")
    for page in (first, second):
        expect(page.locator(".exam-sums")).to_contain_text("1 right, 1 partly right, 1 left open.")


def test_what_is_thrown_away_in_one_tab_does_not_come_back_from_another(
    visit: Callable[..., Page], desk: Desk
) -> None:
    name = f"{BEGUN}-abcdef"
    first = visit(name, {f"exam:{name}": sheet_of(desk, "one-best")})
    expect(first.locator("section.vignette")).to_be_attached()
    second = visit()
    press(second, "Throw away")
    press(second, "Yes")
    expect(first.get_by_role("heading", name="Set up a practice exam")).to_be_visible()
    assert not [key for key in stored(first) if key.startswith("exam:")]


# When the book changes, or does not come


def test_questions_that_were_revised_or_are_gone_are_not_counted_and_it_is_said(
    visit: Callable[..., Page], desk: Desk
) -> None:
    def change(known: dict[str, Any]) -> None:
        items = known["cases"]["every-type"]["items"]
        items[0]["fingerprint"] = "f" * 12
        del items[1]

    name = f"{BEGUN}-abcdef"
    sheet = sheet_of(desk, "one-best", "several", "share", "sequence", here=0)
    for item, answer in zip(sheet["items"], ("a", ["ask"], "30", "all of them"), strict=True):
        item |= {"answer": answer, "at": BEGUN}
    page = visit(name, {f"exam:{name}": sheet}, change)
    expect(page.get_by_text("This question has been revised or taken out of the book")).to_be_visible()
    press(page, "Hand in")
    expect(page.get_by_role("alert")).to_have_text("All questions are answered. Hand in now? ")
    press(page, "Yes")
    sums = page.locator(".exam-sums")
    expect(sums).to_contain_text("1 of 1 point.")
    expect(sums).to_contain_text("1 question not counted: it was revised after the exam began.")
    expect(sums).to_contain_text("1 question not counted: it is no longer in the book.")
    expect(sums).to_contain_text("1 question not counted: it has an answer here that could not be read.")
    press(page, "Open all")
    assert page.get_by_text("so its text as you met it is not here").count() == 2
    expect(page.get_by_role("button", name="Try what I missed again")).to_have_count(0)


def test_text_that_does_not_come_is_asked_for_again_and_nothing_is_lost(
    visit: Callable[..., Page], desk: Desk, context: BrowserContext
) -> None:
    context.route("**/cases/*.js*", lambda route: route.abort())
    name = f"{BEGUN}-abcdef"
    sheet = sheet_of(desk, "one-best", "share")
    sheet["items"][0] |= {"answer": "b", "at": BEGUN}
    page = visit(name, {f"exam:{name}": sheet})
    expect(page.get_by_text("The text of this question did not come.")).to_be_visible()
    press(page, "Next question")
    press(page, "Hand in")
    press(page, "Yes")
    expect(page.locator(".exam-sums")).to_contain_text("2 questions not counted: each is not marked yet.")
    assert exam_of(page)["items"][0]["answer"] == "b"
    context.unroute("**/cases/*.js*")
    press(page, "Try to read them again")
    expect(page.locator(".exam-sums")).to_contain_text("1 not right, 1 left open.")


def test_a_page_older_than_the_book_says_so(visit: Callable[..., Page], desk: Desk) -> None:
    def change(known: dict[str, Any]) -> None:
        known["cases"]["every-type"]["mark"] = "0" * 12

    name = f"{BEGUN}-abcdef"
    page = visit(name, {f"exam:{name}": sheet_of(desk, "one-best")}, change)
    expect(page.get_by_text("The book has been renewed since this page was opened.")).to_be_visible()
    page.unroute("**/catalogue.js")
    press(page, "Load the page again")
    expect(page.get_by_role("button", name="Show this question")).to_be_visible()


# Storage, size and looks


def test_an_exam_can_be_written_where_nothing_can_be_stored_and_the_page_says_so(
    visit: Callable[..., Page], context: BrowserContext
) -> None:
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = visit()
    begin(page)
    expect(
        page.get_by_text("Your answers cannot be kept in this browser: its storage is full.")
    ).to_be_visible()
    press(page, "Hand in")
    press(page, "Yes")
    expect(page.locator(".exam-sums")).to_contain_text("left open.")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(
    visit: Callable[..., Page], desk: Desk, theme: str
) -> None:
    sheet = sheet_of(
        desk, "one-best", "several", "sequence", "pairs", "share", limit=2**31, ended=BEGUN + 1
    )
    page = visit("", {f"exam:{BEGUN}-abcdef": sheet})
    page.set_viewport_size({"width": 390, "height": 800})

    def look(where: str) -> None:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        page.add_style_tag(
            content=COURSE_STYLE.read_text("utf-8")
            + "body { background: var(--course-paper); color: var(--course-ink); }"
        )
        assert violations(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, where
        small = page.locator(f"[data-desk] :is({TARGETS})").evaluate_all(
            """all => all.filter((node) => node.checkVisibility())
              .filter((node) => node.getBoundingClientRect().height < 43.5)
              .map((node) => node.outerHTML)"""
        )
        assert small == [], where

    look("set-up")
    page.get_by_label("90 seconds a question").check()
    begin(page)
    page.keyboard.press("f")
    if page.get_by_role("button", name="Show this question").count():
        press(page, "Show this question")
    look("sitting")
    press(page, "Hand in")
    press(page, "Yes")
    press(page, "Open all")
    page.get_by_text("By objective", exact=True).click()
    look("result")
