"""The case without a script, on paper, from a stick, at every width, and with text that means mischief."""

from __future__ import annotations

import io
from collections.abc import Callable

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.driving import ANSWERS, Site, Visitor, answer, check, item, press_all, unfold_all
from vignettes.model import Match, Single
from vignettes.render.prose import plain_line

CasePage = Callable[..., Page]
WIDTHS = (320, 390, 1280, 1600)


def printed(page: Page) -> str:
    """Return the words of the page as it comes out of a printer."""
    pages = PdfReader(io.BytesIO(page.pdf())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def overflow(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("() => document.documentElement.scrollWidth - innerWidth")


def test_without_a_script_everything_is_there_to_read(visitor: Visitor) -> None:
    page = visitor.open("every-type", java_script_enabled=False)
    for text in ("Ines, 34", "Mentions pain", "sex has hurt since", "Permission is not a step"):
        expect(page.get_by_text(text)).to_be_visible()
    expect(page.get_by_text("closes the door")).to_be_hidden()
    page.get_by_text("Answer and feedback").first.click()
    expect(page.get_by_text("closes the door")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_without_a_script_a_branching_case_has_links_to_go_on_by(visitor: Visitor) -> None:
    page = visitor.open("branching-path", java_script_enabled=False)
    page.get_by_text("Answer and feedback").first.click()
    page.get_by_role("link", name="Go on to section 2.").click()
    assert page.url.endswith("#case-branching-path--repair")


def test_without_a_script_paper_holds_the_feedback_too(visitor: Visitor) -> None:
    text = printed(visitor.open("every-type", java_script_enabled=False))
    for words in (
        "closes the door",
        "Twelve of forty charts",
        "One possible reply",
        "It opens the subject",
    ):
        assert words in text
    for words in ("Check my answer", "Settings", "How sure are you"):
        assert words not in text


def test_paper_shows_what_the_learner_has_come_to_and_gives_no_answer_away(case_page: CasePage) -> None:
    page = case_page("every-type")
    answer(page, "one-best")
    text = printed(page)
    for words in ("closes the door", "permission in both directions", "What belongs in the next five"):
        assert words in text
    for words in ("nothing is known yet", "sex has hurt since", "Check my answer", "Settings", "How sure"):
        assert words not in text
    page.get_by_role("button", name="Show the whole case").click()
    whole = printed(page)
    for words in ("nothing is known yet", "sex has hurt since", "It opens the subject"):
        assert words in whole


def test_a_book_opened_from_a_stick_works_and_remembers(visitor: Visitor, site: Site) -> None:
    context = visitor.context()
    name = site.put(site.case("every-type"))
    page = visitor.open(name, context, file=True)
    page.get_by_role("button", name="Show this case").click()
    answer(page, "one-best")
    page.reload()
    page.get_by_role("button", name="Show this case").click()
    expect(item(page, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")


def test_nothing_scrolls_sideways_from_320_to_1600_pixels(visitor: Visitor, site: Site) -> None:
    cases = ("every-type", "branching-path", "hostile-text")
    page = visitor.open(site.put(*map(site.case, cases)))
    page.get_by_role("button", name="Show this case").click()
    press_all(page, "Show the whole case")
    before = {width: overflow(page, width) for width in WIDTHS}
    for name in ANSWERS:
        answer(page, name)
    for name, option in (("first-move", "Ask Tom"), ("odd", "No")):
        item(page, name).get_by_label(option).first.check()
        check(item(page, name))
    unfold_all(page)
    after = {width: overflow(page, width) for width in WIDTHS}
    assert before == after == dict.fromkeys(WIDTHS, 0)


def test_targets_are_large_enough_for_a_finger_and_order_and_match_need_no_dragging(
    case_page: CasePage,
) -> None:
    page = case_page("every-type", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page.get_by_role("button", name="Show the whole case").tap()
    targets = page.locator(
        "button:visible, select:visible, textarea:visible, input[type=text]:visible, summary:visible,"
        " .vignette-options label:visible, .vignette-confidence label:visible"
    )
    for target in targets.all():
        box = target.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44, target.inner_html()
    order = item(page, "sequence")
    for _ in range(3):
        order.get_by_role("button", name="Move down. Agree").tap()
    order.get_by_role("button", name="Move up. Ask where").tap()
    order.get_by_role("button", name="Check my answer").tap()
    expect(order.locator(".vignette-result")).to_have_text("4 of 4 in their place.")
    answer(page, "pairs")
    expect(item(page, "pairs")).to_have_attribute("data-state", "committed")


def test_hostile_text_is_shown_letter_for_letter(visitor: Visitor, site: Site) -> None:
    case = site.vignettes["hostile-text"]
    page = visitor.open("hostile-text")
    for text in (case.title, case.person, case.setting):
        expect(page.get_by_text(plain_line(text)).first).to_be_visible()
    odd, pairs = (found for _, found in case.items())
    assert isinstance(odd, Single) and isinstance(pairs, Match)
    for option in odd.options:
        expect(item(page, "odd").get_by_label(plain_line(option.text), exact=True)).to_be_visible()
    item(page, "odd").get_by_label("No", exact=True).check()
    check(item(page, "odd"))
    item(page, "odd").get_by_text("Feedback on the other options").click()
    for option in odd.options:
        expect(item(page, "odd").get_by_text(plain_line(option.feedback))).to_be_visible()
    for select in item(page, "odd-pairs").get_by_role("combobox").all():
        select.select_option(index=1)
    check(item(page, "odd-pairs"))
    wrong = next(answer for answer in pairs.answers if answer.id == pairs.pairs[1].answer)
    expect(item(page, "odd-pairs").get_by_text(f"Goes with B. {plain_line(wrong.text)}")).to_be_visible()
    assert page.evaluate("() => document.querySelectorAll('section b, section script').length") == 0


def test_hostile_steps_and_choices_are_said_back_letter_for_letter(visitor: Visitor, site: Site) -> None:
    mischief = "</li><img src=x onerror=alert(1)> & \"quotes\" 'n' ${x}"
    escaped = mischief.replace("&", "&amp;").replace("<", "&lt;")
    page = visitor.open(site.put(site.case("every-type").replace("Agree on a plan", escaped)))
    page.get_by_role("button", name="Show this case").click()
    page.get_by_role("button", name="Show the whole case").click()
    item(page, "sequence").locator("button:enabled").first.click()
    expect(item(page, "sequence").get_by_role("status")).to_have_text(f"{mischief}: place 2 of 4")
    page = visitor.open(site.put(site.case("branching-path").replace("Ask Tom to say", escaped)))
    item(page, "first-move").get_by_label("</li><img").check()
    check(item(page, "first-move"))
    expect(page.locator(".vignette-path").get_by_text(mischief)).to_be_visible()
    assert page.locator("img").count() == 0
