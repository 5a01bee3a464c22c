"""Answers stay on the reader's machine: by item and fingerprint, whatever happens to book and storage."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driving import ANSWERS, Site, Visitor, answer, case, item, stored

CasePage = Callable[..., Page]
KEY = "vignettes:1:answer:every-type/"


def enter(page: Page) -> Page:
    page.get_by_role("button", name="Show this case").click()
    return page


def seeded(visitor: Visitor, records: dict[str, Any]) -> BrowserContext:
    """Return a context whose storage holds these texts or values already."""
    context = visitor.context()
    page = visitor.open("hostile-text", context)
    page.evaluate(
        "(all) => { for (const [key, text] of Object.entries(all)) localStorage.setItem(key, text); }",
        {k: v if isinstance(v, str) else json.dumps(v) for k, v in records.items()},
    )
    page.close()
    return context


def record_of(page: Page, name: str, given: Any, **more: Any) -> dict[str, Any]:
    fingerprint = item(page, name).get_attribute("data-fingerprint")
    return {"fingerprint": fingerprint, "answer": given, "score": 1, "right": True, "at": 1, **more}


def test_answers_of_every_type_come_back_after_a_reload(case_page: CasePage) -> None:
    page = case_page("every-type")
    for name in ANSWERS:
        answer(page, name)
    page.get_by_label("Says that there is help.").check()
    before = [item(page, name).inner_text() for name in ANSWERS]
    page.reload()
    expect(page.get_by_text("Which reply makes it")).to_be_hidden()
    enter(page)
    assert [item(page, name).inner_text() for name in ANSWERS] == before
    expect(item(page, "share").get_by_role("textbox")).to_have_value("42,9")
    expect(page.get_by_label("Says that there is help.")).to_be_checked()
    expect(page.get_by_text("6 of 6 answered")).to_be_visible()


def test_unfinished_cases_open_where_the_learner_stood(case_page: CasePage) -> None:
    page = case_page("every-type")
    for name in ANSWERS[:3]:
        answer(page, name)
    page.reload()
    enter(page)
    expect(item(page, "pairs")).to_be_visible()
    expect(page.get_by_text("Permission is not a step")).to_be_hidden()
    expect(page.get_by_text("3 of 6 answered")).to_be_visible()


def test_a_revised_item_opens_again_and_the_old_answer_is_kept(visitor: Visitor, site: Site) -> None:
    context = visitor.context()
    page = enter(visitor.open("every-type", context))
    for name in ANSWERS:
        answer(page, name)
    old = stored(page)["answer:every-type/one-best"]
    changed = site.case("every-type").replace(old["fingerprint"], "000000000000")
    page = enter(visitor.open(site.put(changed), context))
    question = item(page, "one-best")
    expect(question).to_have_attribute("data-state", "open")
    expect(question.get_by_text("Revised since you answered.")).to_be_visible()
    expect(item(page, "several")).to_have_attribute("data-state", "committed")
    expect(item(page, "words")).to_be_visible()
    expect(page.get_by_text("5 of 6 answered")).to_be_visible()
    assert stored(page)["earlier:every-type/one-best"] == old
    assert "answer:every-type/one-best" not in stored(page)
    answer(page, "one-best")
    expect(question.get_by_text("Revised since")).to_be_hidden()


def test_the_answer_to_a_removed_item_is_set_aside_and_returns_with_it(
    visitor: Visitor, site: Site
) -> None:
    context = visitor.context()
    page = enter(visitor.open("every-type", context))
    answer(page, "one-best")
    answer(page, "several")
    old = stored(page)["answer:every-type/several"]
    html = site.case("every-type")
    start = html.index('<fieldset class="vignette-item vignette-multiple"')
    end = html.index("</fieldset>", start) + len("</fieldset>")
    page = enter(visitor.open(site.put(html[:start] + html[end:]), context))
    expect(page.get_by_text("1 of 5 answered")).to_be_visible()
    assert stored(page)["aside:every-type/several"] == old
    page = enter(visitor.open("every-type", context))
    expect(item(page, "several").locator(".vignette-result")).to_have_text("2 of 4 judged rightly.")
    assert stored(page)["answer:every-type/several"] == old
    assert "aside:every-type/several" not in stored(page)


def test_an_item_moved_to_another_place_keeps_its_answer(visitor: Visitor, site: Site) -> None:
    context = visitor.context()
    page = enter(visitor.open("every-type", context))
    answer(page, "several")
    html = site.case("every-type")
    start = html.index('<fieldset class="vignette-item vignette-single"')
    middle = html.index("</fieldset>") + len("</fieldset>")
    end = html.index("</fieldset>", middle) + len("</fieldset>")
    swapped = html[:start] + html[middle:end] + html[start:middle] + html[end:]
    page = enter(visitor.open(site.put(swapped), context))
    expect(item(page, "several")).to_have_attribute("data-state", "committed")
    expect(item(page, "one-best")).to_have_attribute("data-state", "open")


def test_damaged_records_are_set_aside_with_a_plain_notice(visitor: Visitor) -> None:
    whole = record_of(visitor.open("every-type"), "several", ["__proto__"])
    damaged: dict[str, Any] = {
        "one-best": "{not json",
        "several": whole,
        "sequence": "null",
        "pairs": [1, 2],
        "share": '"text"',
        "words": {"answer": {"text": "no fingerprint"}},
    }
    page = enter(visitor.open("every-type", seeded(visitor, {KEY + k: v for k, v in damaged.items()})))
    notice = page.get_by_text("An answer kept here could not be read. It has been set aside.")
    expect(notice).to_be_visible()
    expect(page.get_by_text("0 of 6 answered")).to_be_visible()
    kept = stored(page)
    assert {key for key in kept if key.startswith("answer:every-type")} == set()
    assert {key.removeprefix("damaged:every-type/") for key in kept if "every-type" in key} == set(damaged)
    assert kept["damaged:every-type/one-best"] == "{not json"
    assert kept["damaged:every-type/several"] == whole
    answer(page, "one-best")
    page.reload()
    expect(notice).to_be_hidden()


def test_a_score_written_into_the_storage_by_hand_is_judged_again(visitor: Visitor) -> None:
    page = visitor.open("every-type")
    forged = record_of(page, "one-best", "b", confidence="toString")
    page = enter(visitor.open("every-type", seeded(visitor, {KEY + "one-best": forged})))
    expect(item(page, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")


def test_records_of_a_later_version_are_left_alone(visitor: Visitor) -> None:
    later = {"vignettes:2:answer:every-type/one-best": '{"new": "shape"}', "theme": "dark"}
    page = enter(visitor.open("every-type", seeded(visitor, later)))
    answer(page, "one-best")
    page.get_by_text("Settings").click()
    page.get_by_role("button", name="Erase my answers").click()
    page.get_by_role("button", name="Yes").click()
    assert page.evaluate("() => ({...localStorage})") == later


def test_with_blocked_storage_the_case_works_and_says_so(visitor: Visitor) -> None:
    context = visitor.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = enter(visitor.open("every-type", context))
    expect(
        page.get_by_text(
            "Your answers cannot be kept in this browser: it does not let this page store anything."
        )
    ).to_be_visible()
    answer(page, "one-best")
    answer(page, "several")
    expect(page.get_by_text("2 of 6 answered")).to_be_visible()
    item(page, "one-best").get_by_role("button", name="Try again").click()
    expect(page.get_by_text("1 of 6 answered")).to_be_visible()
    page.get_by_role("button", name="Restart this case").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("0 of 6 answered")).to_be_visible()


def test_with_full_storage_the_case_works_and_says_so(visitor: Visitor) -> None:
    context = visitor.context()
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = enter(visitor.open("every-type", context))
    notice = page.get_by_text("Your answers cannot be kept in this browser: its storage is full.")
    expect(notice).to_be_hidden()
    answer(page, "one-best")
    expect(notice).to_be_visible()
    answer(page, "several")
    expect(page.get_by_text("2 of 6 answered")).to_be_visible()
    expect(item(page, "sequence")).to_be_visible()


def test_full_storage_loses_nothing_that_should_have_been_moved(visitor: Visitor) -> None:
    context = seeded(visitor, {KEY + "gone": {"fingerprint": "x", "answer": "y"}})
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = enter(visitor.open("every-type", context))
    assert stored(page) == {"answer:every-type/gone": {"fingerprint": "x", "answer": "y"}}


def test_two_tabs_show_each_others_answers_and_overwrite_nothing(visitor: Visitor) -> None:
    context = visitor.context()
    one, two = (enter(visitor.open("every-type", context)) for _ in range(2))
    item(two, "several").get_by_label("Say how much").check()
    one.bring_to_front()
    answer(one, "one-best")
    expect(item(two, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")
    expect(item(two, "several").get_by_label("Say how much")).to_be_checked()
    two.bring_to_front()
    answer(two, "several")
    expect(one.get_by_text("2 of 6 answered")).to_be_visible()
    expect(item(one, "sequence")).to_be_visible()
    one.bring_to_front()
    item(one, "one-best").get_by_role("button", name="Try again").click()
    expect(item(two, "one-best")).to_have_attribute("data-state", "open")
    assert set(stored(two)) == {"answer:every-type/several", "first:every-type/one-best"}


def test_an_older_tab_does_not_touch_the_answers_of_a_newer_book(visitor: Visitor, site: Site) -> None:
    context = visitor.context()
    fingerprint = str(item(visitor.open("every-type"), "one-best").get_attribute("data-fingerprint"))
    newer = site.put(site.case("every-type").replace(fingerprint, "000000000000"))
    old = enter(visitor.open("every-type", context))
    new = enter(visitor.open(newer, context))
    answer(new, "one-best")
    new.wait_for_timeout(100)
    expect(item(old, "one-best")).to_have_attribute("data-state", "open")
    assert stored(old)["answer:every-type/one-best"]["fingerprint"] == "000000000000"


def test_the_same_case_twice_on_a_page_stays_one_case(visitor: Visitor, site: Site) -> None:
    html = site.case("every-type")
    page = visitor.open(site.put(html, html))
    first, second = page.locator("section.vignette").all()
    for section in (first, second):
        section.get_by_role("button", name="Show this case").click()
    ids = page.eval_on_selector_all("[id]", "all => all.map((e) => e.id)")
    assert len(ids) == len(set(ids))
    item(first, "one-best").get_by_label("You can ask me").check()
    item(second, "one-best").get_by_label("Then let us talk").check()
    expect(item(first, "one-best").get_by_label("You can ask me")).to_be_checked()
    item(second, "one-best").get_by_role("button", name="Check my answer").click()
    expect(item(first, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")
    expect(first).to_have_attribute("id", "case-every-type")


def test_restarting_asks_once_more_and_forgets_this_case_alone(visitor: Visitor, site: Site) -> None:
    page = visitor.open(site.put(site.case("every-type"), site.case("hostile-text")))
    enter(page)
    answer(page, "one-best")
    odd = item(page, "odd")
    odd.get_by_label("No", exact=True).check()
    odd.get_by_role("button", name="Check my answer").click()
    section = case(page, "every-type")
    section.get_by_role("button", name="Restart this case").click()
    expect(section.get_by_role("alert")).to_have_text("Forget my answers to this case?")
    section.get_by_role("button", name="No", exact=True).click()
    expect(item(page, "one-best")).to_have_attribute("data-state", "committed")
    section.get_by_role("button", name="Restart this case").click()
    section.get_by_role("button", name="Yes").click()
    expect(item(page, "one-best")).to_have_attribute("data-state", "open")
    assert set(stored(page)) == {"answer:hostile-text/odd"}


def test_erasing_asks_once_more_and_forgets_all_cases_in_all_tabs(visitor: Visitor, site: Site) -> None:
    context = visitor.context()
    page = enter(visitor.open(site.put(site.case("every-type"), site.case("branching-path")), context))
    other = enter(visitor.open("every-type", context))
    page.bring_to_front()
    answer(page, "one-best")
    item(page, "first-move").get_by_label("Ask Tom").check()
    item(page, "first-move").get_by_role("button", name="Do this").click()
    section = case(page, "every-type")
    section.get_by_text("Settings").click()
    section.get_by_role("button", name="Erase my answers").click()
    assert len(stored(page)) == 3
    section.get_by_role("button", name="Yes").click()
    assert stored(page) == {}
    expect(item(page, "one-best")).to_have_attribute("data-state", "open")
    expect(item(page, "first-move")).to_have_attribute("data-state", "open")
    expect(item(other, "one-best")).to_have_attribute("data-state", "open")


def test_the_question_of_confidence_is_switched_off_for_all_cases_and_tabs(
    visitor: Visitor, site: Site
) -> None:
    context = visitor.context()
    page = enter(visitor.open(site.put(site.case("every-type"), site.case("hostile-text")), context))
    other = enter(visitor.open("every-type", context))
    page.bring_to_front()
    item(page, "one-best").get_by_label("Sure", exact=True).check()
    case(page, "hostile-text").get_by_text("Settings").click()
    case(page, "hostile-text").get_by_label("Ask how sure I am").uncheck()
    for question in (item(page, "one-best"), item(page, "odd"), item(other, "one-best")):
        expect(question.get_by_text("How sure are you?")).to_be_hidden()
    answer(page, "one-best")
    assert "confidence" not in stored(page)["answer:every-type/one-best"]
    assert stored(page)["setting:confidence"] is False
    page.reload()
    expect(item(page, "odd").get_by_text("How sure are you?")).to_be_hidden()
