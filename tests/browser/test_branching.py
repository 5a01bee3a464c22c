"""A case that branches: consequence, go on, the path, going back, loops, the debrief."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import Visitor, check, item, stored

CasePage = Callable[..., Page]
PATH = "answer:branching-path/~path"


def choose(page: Page, name: str, option: str, go_on: bool = True) -> Locator:
    question = item(page, name)
    question.get_by_label(option).check()
    check(question)
    if go_on:
        question.get_by_role("button", name="Go on").click()
    return question


def sections(page: Page) -> list[str]:
    """Return the headings that are to be seen, in the order of the page."""
    return [h.inner_text() for h in page.locator(".vignette-heading:visible").all()]


def test_a_choice_shows_its_consequence_before_the_story_goes_on(case_page: CasePage) -> None:
    page = case_page("branching-path")
    assert sections(page) == ["Section 1"]
    question = choose(page, "first-move", "Ask Tom", go_on=False)
    expect(question.locator(".vignette-result")).to_have_text("Costly.")
    expect(question.get_by_text("△ Costly · your choice")).to_be_visible()
    expect(question.get_by_text("Tom talks for ten minutes.")).to_be_visible()
    expect(question.get_by_text("Ruth has gone further away")).to_be_visible()
    expect(question.get_by_text("Ruth looks up.")).to_be_hidden()
    expect(question.get_by_role("link", name="Go on to")).to_have_count(0)
    expect(item(page, "meet-apart")).to_be_hidden()
    question.get_by_role("button", name="Go on").click()
    assert sections(page) == ["Section 1", "Section 3", "Your path so far"]
    expect(page.get_by_role("heading", name="Section 3")).to_be_focused()
    expect(question.get_by_role("button", name="Go on")).to_be_hidden()
    expect(page.get_by_text("1 decision so far")).to_be_visible()


def test_every_path_ends_in_a_debrief_with_the_quality_of_each_decision(case_page: CasePage) -> None:
    page = case_page("branching-path")
    choose(page, "first-move", "Give them a touching")
    assert sections(page) == ["Section 1", "Section 2", "Your path so far"]
    item(page, "repair-words").get_by_role("textbox").fill("I am sorry.")
    check(item(page, "repair-words"))
    choose(page, "meet-apart", "See each of them")
    assert sections(page) == ["Section 1", "Section 2", "Section 3", "Your path", "Debrief"]
    expect(page.get_by_role("heading", name="Debrief")).to_be_focused()
    path = page.locator(".vignette-path")
    expect(path.get_by_text("1 sound, 1 harmful")).to_be_visible()
    assert [li.inner_text().partition(")")[0] + ")" for li in path.get_by_role("listitem").all()] == [
        "Give them a touching exercise for the week (Harmful)",
        "See each of them alone once (Sound)",
    ]


def test_going_back_hides_the_abandoned_branch_and_keeps_its_answers(case_page: CasePage) -> None:
    page = case_page("branching-path")
    choose(page, "first-move", "Give them a touching")
    item(page, "repair-words").get_by_role("textbox").fill("I am sorry.")
    check(item(page, "repair-words"))
    page.get_by_role("button", name="Go back to here and try otherwise: decision 1").click()
    expect(page.get_by_role("heading", name="Section 1")).to_be_focused()
    assert sections(page) == ["Section 1"]
    expect(item(page, "first-move")).to_have_attribute("data-state", "open")
    expect(item(page, "first-move").locator(":checked")).to_have_count(0)
    assert stored(page)["answer:branching-path/repair-words"]["answer"]["text"] == "I am sorry."
    assert stored(page)["answer:branching-path/first-move"]["answer"] == "task"
    assert PATH not in stored(page)
    choose(page, "first-move", "Ask each of them")
    assert sections(page) == ["Section 1", "Section 3", "Your path so far"]
    assert stored(page)["answer:branching-path/first-move"]["answer"] == "both"
    item(page, "first-move").get_by_role("button", name="Try again").click()
    choose(page, "first-move", "Give them a touching")
    expect(item(page, "repair-words").get_by_role("textbox")).to_have_value("I am sorry.")
    assert sections(page) == ["Section 1", "Section 2", "Section 3", "Your path so far"]


def test_a_loop_leads_through_a_stage_again_with_its_controls_cleared(case_page: CasePage) -> None:
    page = case_page("branching-path")
    choose(page, "first-move", "Ask Tom")
    choose(page, "meet-apart", "Begin again")
    assert sections(page) == ["Section 3", "Section 1", "Your path so far"]
    expect(item(page, "first-move")).to_have_attribute("data-state", "open")
    expect(item(page, "meet-apart")).to_have_attribute("data-state", "committed")
    choose(page, "first-move", "Ask each of them")
    assert sections(page) == ["Section 1", "Section 3", "Your path so far"]
    expect(item(page, "meet-apart")).to_have_attribute("data-state", "open")
    choose(page, "meet-apart", "See each of them")
    assert stored(page)[PATH] == [
        ["first-move", "tom"],
        ["meet-apart", "back"],
        ["first-move", "both"],
        ["meet-apart", "alone"],
    ]
    expect(page.get_by_text("2 sound, 2 costly")).to_be_visible()
    page.get_by_role("button", name="Show the whole case").click()
    assert sections(page) == ["Section 1", "Section 2", "Section 3", "Your path", "Debrief"]
    page.get_by_role("button", name="Back to one step at a time").click()
    page.get_by_role("button", name="Go back to here and try otherwise: decision 2").click()
    assert sections(page) == ["Section 1", "Section 3", "Your path so far"]
    expect(item(page, "meet-apart")).to_have_attribute("data-state", "open")
    expect(item(page, "first-move").get_by_text("△ Costly · your choice")).to_be_visible()


def test_a_path_is_taken_up_again_after_a_reload(case_page: CasePage) -> None:
    page = case_page("branching-path")
    choose(page, "first-move", "Ask Tom")
    choose(page, "meet-apart", "Begin again")
    choose(page, "first-move", "Ask each of them")
    seen, path = sections(page), page.locator(".vignette-path").inner_text()
    page.reload()
    assert sections(page) == seen
    assert page.locator(".vignette-path").inner_text() == path
    expect(item(page, "meet-apart")).to_have_attribute("data-state", "open")


def test_a_path_that_cannot_be_read_or_followed_leads_back_as_far_as_it_holds(visitor: Visitor) -> None:
    context = visitor.context()
    page = visitor.open("branching-path", context)
    choose(page, "first-move", "Ask Tom")
    choose(page, "meet-apart", "See each of them")
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()
    for path, expected in (
        ([["first-move", "tom"], ["first-move", "tom"]], ["Section 1", "Section 3", "Your path so far"]),
        ([["first-move", "constructor"]], ["Section 1"]),
        ([["meet-apart", "alone"]], ["Section 1"]),
        ([[["first-move"], "tom"]], ["Section 1"]),
        ({"length": 1}, ["Section 1"]),
    ):
        page.evaluate(
            "(text) => localStorage.setItem('vignettes:1:answer:branching-path/~path', text)",
            json.dumps(path),
        )
        page.reload()
        assert sections(page) == expected, path
    expect(page.get_by_text("An answer kept here could not be read.")).to_be_visible()
    assert stored(page)["damaged:branching-path/~path"] == {"length": 1}


def test_a_choice_can_be_tried_while_the_whole_case_is_shown(case_page: CasePage) -> None:
    page = case_page("branching-path")
    page.get_by_role("button", name="Show the whole case").click()
    question = choose(page, "meet-apart", "Begin again", go_on=False)
    expect(question.locator(".vignette-result")).to_have_text("Costly.")
    expect(question.get_by_role("button", name="Go on")).to_be_hidden()
    assert PATH not in stored(page)
    page.get_by_role("button", name="Back to one step at a time").click()
    choose(page, "first-move", "Ask each of them")
    expect(item(page, "meet-apart")).to_have_attribute("data-state", "open")


def test_restarting_forgets_the_path_even_while_a_consequence_is_read(case_page: CasePage) -> None:
    page = case_page("branching-path")
    choose(page, "first-move", "Ask Tom", go_on=False)
    page.get_by_role("button", name="Restart this case").click()
    page.get_by_role("button", name="Yes").click()
    assert stored(page) == {}
    assert sections(page) == ["Section 1"]
    choose(page, "first-move", "Ask Tom")
    assert sections(page) == ["Section 1", "Section 3", "Your path so far"]


def test_another_tab_follows_the_path(visitor: Visitor) -> None:
    context = visitor.context()
    one, two = (visitor.open("branching-path", context) for _ in range(2))
    one.bring_to_front()
    choose(one, "first-move", "Ask Tom")
    expect(item(two, "meet-apart")).to_be_visible()
    two.bring_to_front()
    choose(two, "meet-apart", "Begin again")
    expect(item(one, "first-move")).to_have_attribute("data-state", "open")
    assert sections(one) == ["Section 3", "Section 1", "Your path so far"]


def counted(page: Page) -> list[str]:
    """Return what is to be seen of each measure: its name and the level at which it stands."""
    return [" ".join(li.inner_text().split()) for li in page.locator("[data-measure]").all()]


def test_what_the_case_keeps_count_of_follows_the_decisions(case_page: CasePage) -> None:
    page = case_page("branching-state")
    assert counted(page) == ["Trust She answers", "Told Nothing"]
    question = choose(page, "coat-words", "Say that sleep", go_on=False)
    expect(question.get_by_text("Trust rises by 1.")).to_be_visible()
    assert counted(page) == ["Trust She tells you things", "Told Nothing"]
    page.reload()
    assert counted(page) == ["Trust She tells you things", "Told Nothing"]
    page.get_by_role("button", name="Go back to here").click()
    assert counted(page) == ["Trust She answers", "Told Nothing"]


def test_the_state_decides_what_the_learner_meets(case_page: CasePage) -> None:
    page = case_page("branching-state")
    choose(page, "coat-words", "Say that sleep")
    page.get_by_role("button", name="Continue").click()
    assert sections(page) == ["Section 1", "Section 2", "Section 3", "Your path so far"]
    choose(page, "telling-answer", "Thank her")
    choose(page, "plan-choice", "Offer the same hour")
    assert sections(page)[-2:] == ["Section 6", "Your path so far"]
    page.get_by_role("button", name="Go back to here and try otherwise: decision 1").click()
    choose(page, "coat-words", "Tell her that it is rarely")
    assert counted(page)[0] == "Trust She keeps her coat on"
    assert sections(page) == ["Section 1", "Section 2", "Section 4", "Your path so far"]
    choose(page, "quiet-answer", "Ask what she has come for")
    choose(page, "plan-choice", "Offer the same hour")
    assert sections(page)[-2:] == ["Your path", "Debrief"]


def test_the_debrief_sets_the_path_beside_an_experts(case_page: CasePage) -> None:
    page = case_page("branching-state")
    choose(page, "coat-words", "Begin with the form")
    page.get_by_role("button", name="Continue").click()
    choose(page, "quiet-answer", "Follow the flour")
    choose(page, "plan-choice", "Refer her")
    path = page.locator(".vignette-path ol > li:has(button)")
    first, second, third = (li.inner_text() for li in path.all())
    assert "An expert: Say that sleep is a good place to begin, and wait" in first
    assert "Trust 1, Told 0." in first
    assert "An expert" not in second
    assert "Trust 2, Told 0." in second
    assert "An expert: Offer the same hour next week" in third
    page.get_by_text("How an expert goes").click()
    expert = page.locator(".vignette-expert")
    expect(expert.get_by_text("Section 3. Thank her for telling you")).to_be_visible()
    expect(expert.get_by_text("First it is received, then it is sorted.")).to_be_visible()
    expect(expert.get_by_text("It ends with: Trust 2, Told 1.")).to_be_visible()
