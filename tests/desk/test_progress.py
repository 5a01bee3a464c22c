"""My progress as its reader meets it: in a real browser, over the gallery and over many questions."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import violations
from tests.desk import many
from tests.desk.many import NOW, attempt
from tests.desk.pages import Desk
from vignettes import frontend
from vignettes.desk import catalogue_script
from vignettes.sphinx_ext import assets

THEME = Path(assets.__file__).parent / assets.THEME
LIKE_THE_BOOK = """
body { background: var(--pst-color-background); color: var(--pst-color-text-base); margin: 0 1rem }
a { color: var(--pst-color-link) }
"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def packed(script: str) -> int:
    return len(gzip.compress(script.encode(), 9))


def test_all_of_the_page_weighs_at_most_15_kib_more_than_the_engine_alone() -> None:
    page = packed(frontend.classic_script("desk/progress.js"))
    assert page - packed(frontend.module_source()) <= 15 * 1024


def test_the_page_comes_without_the_engine() -> None:
    names = [file.name for file in frontend.files_of("desk/progress.js")]
    assert "reader.js" in names and "quiz.js" not in names


@pytest.fixture
def opened(chromium: Browser, desk: Desk) -> Iterator[Open]:
    """Opens My progress with records in the browser's storage; nothing may be complained of."""
    complaints: list[str] = []
    contexts = []

    def open_page(kept: dict[str, Any], url: str = "", script: str = "", **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
        context.set_default_timeout(5000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console", lambda said: said.type in ("error", "warning") and complaints.append(said.text)
        )
        contexts.append(context)
        keep = f"const kept = {json.dumps({key: json.dumps(value) for key, value in kept.items()})};"
        put = "if (!localStorage.length) for (const key in kept) localStorage.setItem(key, kept[key]);"
        context.add_init_script(script or f"{keep} try {{ {put} }} catch {{}}")
        page = context.new_page()
        page.goto(url or desk.url("progress"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def filled(desk: Desk) -> dict[str, Any]:
    """Every type of question answered; one sure and wrong, one put right since, one revised."""
    kept: dict[str, Any] = {}
    for name, case in desk.catalogue["cases"].items():
        for n, item in enumerate(case["items"]):
            judged = item["type"] not in ("choice", "reply")
            sure = ("sure", "sure", "think-so", "sure", "sure", "sure")[n % 6] if judged else None
            key = f"{name}/{item['id']}"
            kept[f"vignettes:1:answer:{key}"] = attempt(item["fingerprint"], (0, 1, 0.5, 0)[n % 4], sure)
    items = desk.catalogue["cases"]["every-type"]["items"]
    second, last = (f"every-type/{items[n]['id']}" for n in (1, -1))
    kept[f"vignettes:1:first:{second}"] = attempt(items[1]["fingerprint"], 0, "sure")
    kept[f"vignettes:1:answer:{last}"]["fingerprint"] = "f" * 12
    kept["vignettes:1:place:last"] = {"page": "book/cases", "title": "x", "at": NOW, "case": "every-type"}
    kept["vignettes:1:exam:1-a"] = {"at": NOW, "ended": NOW, "items": [{"score": 0.5}, {"score": 1}]}
    kept["vignettes:1:answer:gone/item"] = attempt("0" * 12, 1)
    return kept


@pytest.fixture(scope="session")
def large(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """The page over a course of 240 questions, as a file; with all of them answered."""
    folder = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(desk.folder, folder)
    course = many.course(240)
    (folder / "_static" / "catalogue.js").write_text(catalogue_script(course), encoding="utf-8")
    missed = [
        (kind, name, {**value, "score": 0, "right": False}) for kind, name, value in many.answers(course)
    ]
    only = [record for record in missed if record[0] == "answer"]
    return (folder / "book" / "desk" / "progress.html").as_uri(), many.as_stored(only)


def section(page: Page, title: str) -> Any:
    return page.locator("[data-desk] > section", has=page.get_by_role("heading", name=title, exact=True))


def unfold(page: Page) -> None:
    for summary in page.locator("[data-desk] summary").all():
        summary.click()
    for toggle in page.locator(".progress-toggle").all():
        toggle.click()


def test_who_has_done_nothing_yet_is_told_where_to_begin_and_nothing_else_is_asked_of_them(
    opened: Open,
) -> None:
    page = opened({})
    assert (
        page.get_by_role("link", name="Begin with Cases").get_attribute("href").endswith("/book/cases.html")
    )
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Where to begin", "Modules"]
    assert "Nothing is kept here yet" in page.locator(".desk-notice").inner_text()
    assert "none of" in page.locator("table").inner_text()
    assert violations(page) == []


def test_where_nothing_can_be_kept_the_page_says_so(opened: Open) -> None:
    page = opened({}, script=NO_STORAGE)
    notice = page.locator(".desk-notice").inner_text()
    assert "cannot be kept in this browser" in notice and "does not let this page" in notice
    assert page.get_by_role("link", name="Begin with Cases").is_visible()


def test_a_filled_page_shows_what_is_kept_and_its_links_lead_to_the_questions(
    opened: Open, desk: Desk, filled: dict[str, Any]
) -> None:
    page = opened(filled)
    go_on = page.get_by_role("link", name="Go on: Cases")
    assert go_on.get_attribute("href").endswith("/book/cases.html#case-every-type")
    assert "1 answer belongs" in page.locator(".desk-notice").inner_text()
    sure = section(page, "Sure and wrong")
    first = desk.catalogue["cases"]["every-type"]["items"][0]
    assert first["prompt"] in sure.get_by_role("link").first.inner_text()
    assert sure.locator("details summary").inner_text().startswith("Since put right (")
    assert section(page, "Practice exams").get_by_role("listitem").inner_text().endswith("1.5 of 2 points")
    assert (
        page.get_by_role("img").get_attribute("aria-label")
        in section(page, "How sure, how right").inner_text()
    )
    unfold(page)
    states = section(page, "Modules").get_by_role("listitem").all_inner_texts()
    assert any("1 revised since you answered" in text for text in states)
    assert any("begun" in text for text in states) and any("not read yet" in text for text in states)
    cases = (desk.folder / "book" / "cases.html").read_text("utf-8")
    links = page.locator("[data-desk] li a").evaluate_all("all => all.map(a => a.href)")
    anchors = {link.split("#")[1] for link in links if "book/cases.html#" in link}
    assert len(anchors) > 8 and all(f'id="{anchor}"' in cases for anchor in anchors)
    hostile = desk.catalogue["cases"]["hostile-text"]["title"]
    assert hostile in page.locator("[data-desk]").inner_text()
    assert page.locator("[data-desk] script, [data-desk] img").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off_on_a_narrow_screen(
    opened: Open, filled: dict[str, Any], theme: str
) -> None:
    page = opened(filled, viewport={"width": 320, "height": 700})
    page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
    page.add_style_tag(path=THEME)
    page.add_style_tag(content=LIKE_THE_BOOK)
    unfold(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".progress-modules td").first.bounding_box()["width"] > 200
    small = "all => all.filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)"
    controls = page.locator("[data-desk] :is(button, select, summary, .desk-button)")
    assert controls.evaluate_all(f"all => ({small})(all).map(e => e.outerHTML)") == []


def test_filters_work_by_keyboard_outlast_a_visit_elsewhere_and_hand_the_questions_to_review(
    opened: Open, filled: dict[str, Any], desk: Desk
) -> None:
    page = opened(filled)
    part = section(page, "Questions to try again")
    kind = part.get_by_label("Kind of question")
    part.get_by_label("Show", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert kind.evaluate("e => e === document.activeElement")
    page.keyboard.press("m")  # Matching
    assert kind.locator("option:checked").inner_text() == "Matching"
    status = part.get_by_role("status").inner_text()
    number = part.get_by_role("listitem").count()
    assert number and status.startswith(f"{number} question")
    page.goto(desk.url("review"))
    page.go_back()
    assert section(page, "Questions to try again").get_by_role("status").inner_text() == status
    page.get_by_role("button", name="Try these again").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/desk/review.html#retry")
    handed = json.loads(page.evaluate("sessionStorage.getItem('vignettes:retry')"))
    known = {
        f"{name}/{item['id']}": item for name, of in desk.catalogue["cases"].items() for item in of["items"]
    }
    assert len(handed) == number and {known[key]["type"] for key in handed} == {"match"}


def test_what_needs_its_case_is_linked_and_not_handed_over(opened: Open, filled: dict[str, Any]) -> None:
    page = opened(filled)
    part = section(page, "Questions to try again")
    part.get_by_label("Kind of question").select_option("choice")
    assert part.get_by_role("link").count() > 0
    assert "need" in part.get_by_role("status").inner_text()
    assert not part.get_by_role("button", name="Try these again").is_visible()
    part.get_by_label("Show", exact=True).select_option("revised")
    assert part.get_by_role("status").inner_text() == "No question answers to this."
    part.get_by_role("button", name="Clear the filters").click()
    assert part.get_by_label("Kind of question").input_value() == ""
    assert part.get_by_role("button", name="Try these again").is_visible()


def test_an_objective_leads_to_what_was_missed_of_it(
    opened: Open, large: tuple[str, dict[str, Any]]
) -> None:
    page = opened(large[1], url=large[0])
    see = section(page, "Objectives").get_by_role("button", name="See what I missed").first
    number = int(see.inner_text().split("(")[1].rstrip(")"))
    see.click()
    part = section(page, "Questions to try again")
    assert part.get_by_role("heading").first.evaluate("e => e === document.activeElement")
    assert part.get_by_role("listitem").count() == number
    assert part.get_by_label("Objective").input_value() == "m0.aim-0"


def test_a_long_list_is_cut_at_50_and_leads_on_to_the_51st(
    opened: Open, large: tuple[str, dict[str, Any]]
) -> None:
    page = opened(large[1], url=large[0])
    part = section(page, "Questions to try again")
    assert part.get_by_role("listitem").count() == 50
    whole = part.get_by_role("button", name="Show all")
    number = int(whole.inner_text().split()[-1])
    whole.click()
    assert part.get_by_role("listitem").count() == number > 200
    assert part.get_by_role("link").nth(50).evaluate("e => e === document.activeElement")


def test_what_another_tab_changes_is_drawn_and_focus_and_unfolded_parts_stay(
    opened: Open, filled: dict[str, Any], desk: Desk
) -> None:
    page = opened(filled)
    before = section(page, "Questions to try again").get_by_role("status").inner_text()
    toggle = page.locator(".progress-toggle").first
    toggle.focus()
    page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    other = page.context.new_page()
    other.goto(desk.url("review"))
    first = desk.catalogue["cases"]["every-type"]["items"][0]
    mended = json.dumps(attempt(first["fingerprint"], 1))
    key = f"vignettes:1:answer:every-type/{first['id']}"
    other.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, mended])
    status = section(page, "Questions to try again").get_by_role("status")
    page.wait_for_function(
        "([node, before]) => node.textContent !== before", arg=[status.element_handle(), before]
    )
    assert page.locator(".progress-toggle").first.evaluate("e => e === document.activeElement")
    assert page.locator(".progress-under").first.is_visible()


def test_when_all_is_read_and_done_the_page_says_so(opened: Open, desk: Desk) -> None:
    kept: dict[str, Any] = {"vignettes:1:read:book/cases": {"at": NOW}}
    for name, case in desk.catalogue["cases"].items():
        for item in case["items"]:
            kept[f"vignettes:1:answer:{name}/{item['id']}"] = attempt(item["fingerprint"], 1)
        if case["branching"]:
            kept[f"vignettes:1:answer:{name}/~path"] = [next(iter(case["ends"])).split("/")]
    page = opened(kept)
    place = section(page, "Where I stopped")
    assert "You have read every page and done every case" in place.inner_text()
    assert place.get_by_role("link", name="Review").get_attribute("href").endswith("/book/desk/review.html")
    assert (
        section(page, "Questions to try again").get_by_role("status").inner_text().startswith("No question")
    )
