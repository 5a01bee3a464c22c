"""The page “Review” in a real browser, by keyboard alone; retries; what may go wrong meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.driving import stored
from tests.browser.test_accessibility import violations
from tests.desk.pages import Desk, write
from vignettes import sphinx_ext

pytestmark = pytest.mark.browser

START = 1_764_014_400_000  # nine in the evening in Berlin
DAY = 86_400_000
EVENING = START + 9 * DAY
THEME = (Path(sphinx_ext.__file__).parent / "course.css").read_text("utf-8") + (
    "body { background: var(--pst-color-background); color: var(--pst-color-text-base) }"
    "a { color: var(--pst-color-link) }"
)
"""What the theme of the book does to a page, as far as colours go."""
ORDER = [
    "every-type/one-best",
    "every-type/several",
    "every-type/sequence",
    "every-type/pairs",
    "every-type/share",
    "every-type/words",
    "branching-path/meet-apart",
    "hostile-text/odd",
]


class Reader:
    """A browser with a storage of its own; fails where a page complains."""

    def __init__(self, context: BrowserContext, desk: Desk) -> None:
        self.context, self.desk = context, desk
        self.complaints: list[str] = []
        context.set_default_timeout(5000)
        context.clock.set_fixed_time(EVENING / 1000)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))

    def open(self, records: dict[str, Any] | None = None, anchor: str = "", wish: Any = None) -> Page:
        """Open Review over what this browser is to hold, by key without its prefix."""
        page = self.context.new_page()
        page.goto(self.desk.url("review"))
        if records is not None or wish is not None:
            page.evaluate(
                """([records, wish]) => {
                  for (const [key, value] of Object.entries(records)) {
                    localStorage.setItem("vignettes:1:" + key, JSON.stringify(value));
                  }
                  if (wish) sessionStorage.setItem("vignettes:retry", JSON.stringify(wish));
                }""",
                [records or {}, wish],
            )
            page.goto(self.desk.url("review") + anchor)
            page.reload()
        return page

    def items(self) -> dict[str, dict[str, Any]]:
        cases = self.desk.catalogue["cases"].items()
        return {f"{name}/{item['id']}": item for name, case in cases for item in case["items"]}

    def answers(self, *keys: str, **other: Any) -> dict[str, Any]:
        """Wrong answers to items, given one after the other."""
        items = self.items()
        wrong = {"answer": "a", "score": 0, "right": False, **other}
        return {
            f"answer:{key}": {"fingerprint": items[key]["fingerprint"], "at": START + n, **wrong}
            for n, key in enumerate(keys)
        }


@pytest.fixture
def reader(chromium: Browser, desk: Desk) -> Iterator[Reader]:
    options: Any = {"viewport": {"width": 1000, "height": 800}, "timezone_id": "Europe/Berlin"}
    with chromium.new_context(**options) as context:
        reader = Reader(context, desk)
        yield reader
        assert reader.complaints == []


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def question(page: Page, number: int, of: int) -> None:
    """Wait for the question of that number, to whose heading the focus is led."""
    heading = page.get_by_role("heading", name=f"Question {number} of {of}", exact=True)
    expect(heading).to_be_focused()


def begin(page: Page) -> None:
    page.get_by_role("button", name="Begin").focus()
    press(page, "Enter")


def test_a_session_goes_from_begin_to_end_by_keys_alone_through_every_type(reader: Reader) -> None:
    records = reader.answers(*ORDER)
    page = reader.open({**records, "setting:confidence": True})
    expect(page.locator(".review-sum")).to_have_text("8 new questions for today.")
    assert violations(page) == []
    begin(page)
    rated = page.locator(".rating input:checked")
    verdict = page.locator(".vignette-result:visible")

    question(page, 1, 8)
    press(page, "Enter", "Enter")  # opens the content note; then lacks an answer
    expect(page.locator(".vignette-say").first).to_have_text("Choose one option first.")
    press(page, "1", "b", "Enter")
    expect(verdict).to_be_focused()
    expect(verdict).to_have_text("Best answer.")
    expect(rated).to_have_value("3")
    assert page.locator(".rating label").all_inner_texts()[3].split("\n") == ["Easy", "in 8 days"]
    assert violations(page) == []
    press(page, "4", "Enter")

    question(page, 2, 8)
    press(page, "Enter", "1", "3", "Enter")
    expect(verdict).to_have_text("2 of 4 judged rightly.")
    expect(rated).to_have_value("1")
    press(page, "Enter")

    question(page, 3, 8)
    press(page, "Enter", "Enter")  # where nothing was moved, a key alone does not commit
    expect(page.get_by_role("button", name="Check my answer")).to_be_focused()
    press(page, "2")
    assert page.evaluate("document.activeElement.closest('li').dataset.step") == "listen"
    press(page, "Space", "4")
    assert page.evaluate("document.activeElement.closest('li').dataset.step") == "ask-pain"
    page.get_by_role("heading", name="Question 3 of 8").focus()
    press(page, "Enter")
    expect(verdict).to_have_text("2 of 4 in their place.")
    press(page, "Enter")

    question(page, 4, 8)
    press(page, "Enter", "1", "P", "Tab", "L", "3")
    expect(page.locator("select").nth(2)).to_have_value("")  # a key in a field of its own is its own
    page.locator("select").nth(2).select_option("ss")
    for n, value in enumerate(("p", "li", "ss")):
        page.locator("select").nth(n).select_option(value)
    page.get_by_role("heading", name="Question 4 of 8").focus()
    press(page, "Enter")
    expect(verdict).to_have_text("3 of 3 matched rightly.")
    press(page, "Enter")

    question(page, 5, 8)
    press(page, "Enter", "3", "0")
    expect(page.get_by_role("textbox")).to_have_value("30")
    press(page, "s", "Backspace", "Enter")
    expect(verdict).to_have_text("Right.")
    expect(verdict).to_be_focused()
    press(page, "Enter")

    question(page, 6, 8)
    press(page, "Enter", "1")
    page.keyboard.type("Thank you, s1.")
    press(page, "Enter")
    expect(page.get_by_role("textbox")).to_have_value("Thank you, s1.\n")
    press(page, "Control+Enter")
    expect(verdict).to_be_focused()
    expect(rated).to_have_count(0)
    press(page, "Enter")
    expect(page.locator(".session-say")).to_have_text("Choose first when it should come back.")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("heading", name="Question 6 of 8").focus()
    press(page, "2", "Enter")

    question(page, 7, 8)
    press(page, "1", "Enter", "Enter")
    question(page, 8, 8)
    press(page, "1", "Enter")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="8 questions answered")).to_be_focused()
    assert page.locator(".review-results li").count() == 8
    expect(page.get_by_role("link", name="Cases")).to_be_visible()
    assert violations(page) == []
    kept = stored(page)
    assert {key for key in kept if key.startswith("card:")} == {f"card:{key}" for key in ORDER}
    assert {key: kept[key] for key in records} == records
    assert not [key for key in kept if key.startswith("first:")]
    assert [kept[f"card:{key}"]["days"] for key in ORDER[:2]] == [8, 1]
    assert kept["card:every-type/words"]["score"] == pytest.approx(1 / 3)
    page.get_by_role("button", name="Back to the start").click()
    expect(page.get_by_role("heading", name="Today")).to_be_focused()
    expect(page.get_by_text("Nothing is due now. The next question comes back on")).to_be_visible()


def test_keys_end_a_session_and_the_setting_switches_them_off(reader: Reader) -> None:
    page = reader.open({**reader.answers(*ORDER[:3]), "setting:notes": "tell"})
    begin(page)
    question(page, 1, 3)
    assert page.get_by_text("Mentions pain during sex").is_visible()
    press(page, "2", "Enter", "Enter")
    question(page, 2, 3)
    press(page, "Control+s", "Alt+1", "g", "c", "Escape")
    question(page, 2, 3)
    assert page.locator("input:checked").count() == 0
    press(page, "1", "Escape", "Escape")
    expect(page.get_by_role("heading", name="Question 2 of 3")).to_be_visible()
    expect(page.locator("input:checked")).to_be_focused()
    press(page, "s")
    expect(page.get_by_role("heading", name="1 question answered")).to_be_focused()
    expect(page.get_by_text("2 questions are left. They keep.")).to_be_visible()
    page.get_by_role("button", name="Back to the start").click()
    expect(page.locator(".review-sum")).to_have_text("2 new questions for today.")
    page.evaluate("localStorage.setItem('vignettes:1:setting:shortcuts', 'false')")
    begin(page)
    question(page, 1, 2)
    press(page, "1", "s", "Escape", "Enter")
    question(page, 1, 2)
    assert page.locator("input:checked").count() == 0
    page.get_by_text("Keys", exact=True).click()
    expect(page.get_by_text("Single keys are switched off")).to_be_visible()
    page.get_by_role("button", name="End the session").click()
    expect(page.get_by_role("heading", name="Nothing answered this time")).to_be_focused()


def test_how_many_new_ones_a_day_is_the_readers_choice_and_is_kept(reader: Reader) -> None:
    page = reader.open(reader.answers(*ORDER))
    choice = page.get_by_label("New questions a day")
    expect(choice).to_have_value("10")
    choice.select_option("5")
    expect(page.locator(".review-sum")).to_have_text("5 new questions for today.")
    expect(page.get_by_text("3 more new questions wait for later days.")).to_be_visible()
    expect(page.get_by_label("New questions a day")).to_be_focused()
    page.reload()
    expect(page.get_by_label("New questions a day")).to_have_value("5")
    page.get_by_label("New questions a day").select_option("none")
    expect(page.get_by_text("8 new questions wait: new ones are switched off below.")).to_be_visible()
    assert stored(page)["setting:new"] == 0


def test_after_ten_minutes_that_were_seen_the_reader_is_asked_whether_to_go_on(reader: Reader) -> None:
    page = reader.context.new_page()
    page.clock.install(time=EVENING / 1000)
    page.goto(reader.desk.url("review"))
    page.evaluate(
        "records => Object.entries(records).forEach(([key, value]) =>"
        " localStorage.setItem('vignettes:1:' + key, JSON.stringify(value)))",
        {**reader.answers(*ORDER[:4]), "setting:notes": "tell"},
    )
    page.reload()
    begin(page)
    question(page, 1, 4)
    page.clock.run_for(9 * 60_000)
    press(page, "1", "Enter", "Enter")
    question(page, 2, 4)
    page.clock.run_for(2 * 60_000)
    press(page, "1", "Enter", "Enter")
    expect(page.get_by_role("heading", name="Ten minutes are over")).to_be_focused()
    expect(page.get_by_text("2 questions are left.")).to_be_visible()
    page.get_by_role("button", name="Go on for ten minutes more").click()
    question(page, 3, 4)


def test_a_retry_stores_what_try_again_would_and_puts_only_what_was_asked_for(reader: Reader) -> None:
    share, odd = "every-type/share", "hostile-text/odd"
    records = {**reader.answers(share, odd, "every-type/words"), "setting:notes": "tell"}
    wish = [share, "every-type/words", odd, "no/such", 7]
    page = reader.open(records, "#retry", wish)
    expect(page.get_by_text("2 questions of 4 that you asked for")).to_be_visible()
    expect(page.get_by_text("1 question is not in the book any more.")).to_be_visible()
    words = page.get_by_role("link", name="What would you say to her now?")
    assert words.get_attribute("href") == f"{reader.desk.origin}/book/cases.html#case-every-type--words-q"
    begin(page)
    question(page, 1, 2)
    press(page, "3", "0")
    page.get_by_label("Guessing").check()
    page.get_by_role("button", name="Check my answer").click()
    assert page.locator(".rating").count() == 0
    kept = stored(page)
    now = kept[f"answer:{share}"]
    assert (now["answer"], now["right"], now["confidence"]) == ("30", True, "guessing")
    assert set(now) == {"fingerprint", "answer", "score", "right", "at", "seconds", "confidence"}
    assert kept[f"first:{share}"] == records[f"answer:{share}"]
    assert not [key for key in kept if key.startswith("card:")]
    page.reload()
    expect(page.get_by_text("1 question of 3 that you asked for")).to_be_visible()
    begin(page)
    question(page, 1, 1)
    press(page, "1", "Enter", "Enter")
    expect(page.get_by_role("heading", name="1 question answered")).to_be_focused()
    page.get_by_role("button", name="Back to the start").click()
    expect(page.get_by_text("No question was asked for again")).to_be_visible()
    page.get_by_role("button", name="Review what is due").click()
    expect(page.get_by_role("heading", name="Today")).to_be_focused()
    assert "#" not in page.url


def test_what_another_window_reviewed_meanwhile_is_neither_put_again_nor_written_over(
    reader: Reader,
) -> None:
    page = reader.open({**reader.answers(*ORDER[:3]), "setting:notes": "tell"})
    begin(page)
    question(page, 1, 3)
    other = reader.open()
    begin(other)
    question(other, 1, 3)
    press(other, "2", "Enter", "4", "Enter")
    question(other, 2, 3)
    press(other, "1", "Enter", "Enter")
    question(other, 3, 3)
    key = "vignettes:1:card:every-type/one-best"
    other.evaluate(
        """key => {
          const card = JSON.parse(localStorage[key]);
          localStorage[key] = JSON.stringify({...card, at: card.at + 60_000, lapses: 7});
        }""",
        key,
    )
    press(page, "1", "Enter", "2", "Enter")
    question(page, 3, 3)
    kept = stored(page)
    assert kept["card:every-type/one-best"]["lapses"] == 7
    assert kept["card:every-type/several"]["reps"] == 1


def test_a_revised_item_says_so_and_its_old_card_stays_until_it_is_answered(reader: Reader) -> None:
    old = {"fingerprint": "ffffffffffff", "at": START, "due": START + DAY, "stability": 2, "difficulty": 5}
    old |= {"days": 1, "steps": 0, "reps": 3, "lapses": 0, "state": 2, "score": 1}
    gone = {**old, "fingerprint": "eeeeeeeeeeee"}
    records = {"card:every-type/one-best": old, "card:every-type/gone": gone, "card:x/y": "damaged"}
    page = reader.open({**records, "setting:notes": "tell"})
    expect(page.get_by_text("1 revised since you last saw it")).to_be_visible()
    begin(page)
    question(page, 1, 1)
    expect(page.get_by_text("Revised since you last saw it.")).to_be_visible()
    assert stored(page)["card:every-type/one-best"] == old
    press(page, "2", "Enter")
    kept = stored(page)
    fresh = kept["card:every-type/one-best"]
    assert fresh["fingerprint"] == reader.items()["every-type/one-best"]["fingerprint"]
    assert fresh["reps"] == 1
    assert kept["card:every-type/gone"] == gone and kept["card:x/y"] == "damaged"


def test_a_full_storage_is_said_and_the_session_goes_on(reader: Reader) -> None:
    page = reader.open({**reader.answers(*ORDER[:2]), "setting:notes": "tell"})
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }"
    )
    begin(page)
    question(page, 1, 2)
    press(page, "2", "Enter")
    expect(page.get_by_text("cannot be kept in this browser: its storage is full.")).to_be_visible()
    press(page, "Enter")
    question(page, 2, 2)
    press(page, "s")
    page.get_by_role("button", name="Back to the start").click()
    expect(page.locator(".review-sum")).to_have_text("1 new question for today.")


@pytest.fixture
def renewed(desk: Desk, tmp_path: Path) -> Desk:
    """The same desk as files, where one case is gone, one is of another state, and one lacks an item."""
    write(tmp_path, desk.catalogue, [])
    for name in desk.catalogue["cases"]:
        text = (desk.folder / "_static" / "cases" / f"{name}.js").read_text("utf-8")
        if name == "hostile-text":
            text = text.replace(desk.catalogue["cases"][name]["mark"], "000000000000")
        if name == "branching-path":
            text = text.replace("meet-apart", "meet-again")
        if name != "every-type":
            (tmp_path / "_static" / "cases" / f"{name}.js").write_text(text, encoding="utf-8")
    return Desk(tmp_path, desk.catalogue)


def test_a_case_whose_text_does_not_come_or_is_renewed_is_said_and_leaves_a_way_on(
    chromium: Browser, desk: Desk, renewed: Desk
) -> None:
    keys = (
        "every-type/one-best",
        "hostile-text/odd",
        "branching-path/meet-apart",
        "branching-path/first-move",
    )
    with chromium.new_context() as context:
        reader = Reader(context, renewed)
        page = reader.open(reader.answers(*keys))
        begin(page)
        expect(page.get_by_text("The text of this case did not come.")).to_be_visible()
        question(page, 1, 4)
        page.get_by_role("button", name="Try once more").click()
        expect(page.get_by_text("The text of this case did not come.")).to_be_visible()
        text = (desk.folder / "_static" / "cases" / "every-type.js").read_text("utf-8")
        (renewed.folder / "_static" / "cases" / "every-type.js").write_text(text, encoding="utf-8")
        page.get_by_role("button", name="Try once more").click()
        expect(page.locator("section.vignette")).to_be_visible()
        press(page, "Enter", "1", "Enter", "Enter")
        expect(page.get_by_text("The book has been renewed")).to_be_visible()
        expect(page.get_by_role("button", name="Load the page again")).to_be_visible()
        page.get_by_role("button", name="Skip this question").click()
        expect(page.get_by_text("The text of this case did not come.")).to_be_visible()
        page.get_by_role("button", name="Skip this question").click()
        question(page, 4, 4)
        expect(page.locator("section.vignette")).to_be_visible()
        press(page, "s")
        expect(page.get_by_text("3 questions are left. They keep.")).to_be_visible()
        assert all("ERR_FILE_NOT_FOUND" in complaint for complaint in reader.complaints)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_phone(chromium: Browser, desk: Desk, theme: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True) as context:
        reader = Reader(context, desk)
        page = reader.open(reader.answers(*ORDER))

        def sound() -> None:
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 390

        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        page.add_style_tag(content=THEME)
        page.get_by_text("Which modules they are from").click()
        sound()
        begin(page)
        question(page, 1, 8)
        page.get_by_text("Keys", exact=True).click()
        sound()
        page.get_by_role("heading", name="Question 1 of 8").focus()
        press(page, "Enter", "1", "Enter")
        expect(page.locator(".rating")).to_be_visible()
        for target in page.locator(".session button:visible, .rating label").all():
            box = target.bounding_box()
            assert box and box["height"] >= 44
        sound()
        press(page, "s")
        sound()
        assert reader.complaints == []
