"""How a case unfolds in the order of its file: content note, stages, debrief, the whole case, restart."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.driving import ANSWERS, Site, Visitor, answer, item

CasePage = Callable[..., Page]

TEXT_ONLY = (
    '<div class="vignette-stage" id="case-every-type--between" data-stage="between">'
    '<h4 class="vignette-heading">Part in between</h4><p>Nothing is asked here.</p></div>'
)


def test_the_content_note_stands_before_the_case_until_the_reader_goes_on(visitor: Visitor) -> None:
    page = visitor.open("every-type")
    expect(page.get_by_text("Mentions pain during sex")).to_be_visible()
    expect(page.get_by_text("Ines, 34")).to_be_visible()
    expect(page.get_by_text("blood pressure cuff")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(1)
    page.get_by_role("button", name="Show this case").click()
    expect(page.get_by_text("blood pressure cuff")).to_be_visible()
    expect(page.get_by_role("heading", name="Part 1")).to_be_focused()
    page.reload()
    expect(page.get_by_text("blood pressure cuff")).to_be_hidden()


def test_a_later_stage_and_the_debrief_stay_hidden_until_the_items_before_are_answered(
    case_page: CasePage,
) -> None:
    page = case_page("every-type")
    later, debrief = page.get_by_text("sex has hurt since"), page.get_by_text("Permission is not a step")
    answer(page, "several")
    expect(later).to_be_hidden()
    answer(page, "one-best")
    expect(later).to_be_visible()
    for number, name in enumerate(ANSWERS[2:], 3):
        expect(debrief).to_be_hidden()
        answer(page, name)
        expect(page.get_by_text(f"{number} of 6 answered")).to_be_visible()
    expect(debrief).to_be_visible()
    item(page, "one-best").get_by_role("button", name="Try again").click()
    expect(later).to_be_visible()


def test_a_stage_without_a_question_waits_for_continue(visitor: Visitor, site: Site) -> None:
    html = site.case("every-type")
    cut = html.index('<div class="vignette-stage" id="case-every-type--later"')
    page = visitor.open(site.put(html[:cut] + TEXT_ONLY + html[cut:]))
    page.get_by_role("button", name="Show this case").click()
    answer(page, "one-best")
    answer(page, "several")
    expect(page.get_by_text("Nothing is asked here.")).to_be_visible()
    expect(item(page, "sequence")).to_be_hidden()
    page.get_by_role("button", name="Continue").click()
    expect(item(page, "sequence")).to_be_visible()
    expect(page.get_by_role("heading", name="Part 2")).to_be_focused()
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    answer(page, "sequence")
    page.reload()
    page.get_by_role("button", name="Show this case").click()
    expect(item(page, "pairs")).to_be_visible()
    page.get_by_role("button", name="Restart this case").click()
    page.get_by_role("button", name="Yes").click()
    answer(page, "one-best")
    answer(page, "several")
    expect(item(page, "sequence")).to_be_hidden()


def test_the_whole_case_can_be_read_without_answering_and_folded_again(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    expect(item(page, "words")).to_be_visible()
    expect(page.get_by_text("Permission is not a step")).to_be_visible()
    folded = item(page, "sequence").get_by_text("Answer and feedback")
    folded.click()
    expect(page.get_by_text("First, because everything else")).to_be_visible()
    expect(page.get_by_role("link", name="Go on to")).to_have_count(0)
    page.get_by_role("button", name="Back to one step at a time").click()
    expect(item(page, "words")).to_be_hidden()


def test_restarting_leads_back_to_the_beginning(case_page: CasePage) -> None:
    page = case_page("every-type")
    for name in ANSWERS[:3]:
        answer(page, name)
    page.get_by_role("button", name="Restart this case").click()
    expect(page.get_by_role("button", name="No", exact=True)).to_be_focused()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("heading", name="Part 1")).to_be_focused()
    expect(item(page, "sequence")).to_be_hidden()
    expect(page.get_by_text("0 of 6 answered")).to_be_visible()
