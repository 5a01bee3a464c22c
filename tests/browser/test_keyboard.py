"""A whole case, and every item type in it, with nothing but the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.driving import Visitor, item

CasePage = Callable[..., Page]


def focused(page: Page) -> str:
    """Return what stands at the focus: its accessible words, or its text."""
    return page.evaluate(
        "() => { const a = document.activeElement;"
        " return (a.ariaLabel || a.labels?.[0]?.textContent || a.textContent).trim(); }"
    )


def tab_to(page: Page, text: str) -> None:
    """Press Tab until the focus stands on `text`."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if focused(page).startswith(text):
            return
    raise AssertionError(f"Tab does not reach “{text}”; it stopped at “{focused(page)}”")


def commit(page: Page, name: str, verdict: str, button: str = "Check my answer") -> None:
    tab_to(page, button)
    page.keyboard.press("Enter")
    result = item(page, name).locator(".vignette-result")
    expect(result).to_be_focused()
    expect(result).to_have_text(verdict)


def test_a_keyboard_alone_walks_every_item_type_to_the_debrief(visitor: Visitor) -> None:
    page = visitor.open("every-type")
    press = page.keyboard.press

    tab_to(page, "Show this case")
    press("Enter")
    assert focused(page) == "Part 1"

    tab_to(page, "“Most women")
    press("ArrowDown")
    expect(item(page, "one-best")).to_have_attribute("data-state", "open")
    expect(item(page, "one-best").get_by_label("You can ask me")).to_be_checked()
    tab_to(page, "Guessing")
    press("ArrowRight")
    press("ArrowRight")
    commit(page, "one-best", "Best answer. You were sure.")

    tab_to(page, "Say how much")
    press("Space")
    tab_to(page, "Ask what she")
    press("Space")
    commit(page, "several", "4 of 4 judged rightly.")

    tab_to(page, "Move down. Agree on a plan")
    for _ in range(3):
        press("Enter")
    assert focused(page) == "Move up. Agree on a plan: place 4 of 4"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Move up. Ask where and when it hurts: place 3 of 4"
    press("Space")
    commit(page, "sequence", "4 of 4 in their place.")

    for words, letter in (("“Many", "a"), ("“Healing", "b"), ("“Try", "c")):
        tab_to(page, words)
        page.keyboard.type(letter)
    commit(page, "pairs", "3 of 3 matched rightly.")

    tab_to(page, "Your number")
    page.keyboard.type("30,2")
    press("Enter")
    expect(item(page, "share").locator(".vignette-result")).to_be_focused()

    tab_to(page, "Your reply")
    page.keyboard.type("Thank you for telling me. There is help.")
    commit(page, "words", "Compare, then tick what your reply does: 0 of 3.", "Compare with a model reply")
    tab_to(page, "Says that there is help")
    press("Space")
    expect(item(page, "words").locator(".vignette-result")).to_contain_text("1 of 3")
    expect(page.get_by_text("Permission is not a step")).to_be_visible()
    expect(page.get_by_text("6 of 6 answered")).to_be_visible()


def test_a_keyboard_alone_walks_a_branching_case_and_back(visitor: Visitor) -> None:
    page = visitor.open("branching-path")
    tab_to(page, "Ask Tom to say")
    page.keyboard.press("ArrowDown")
    commit(page, "first-move", "Harmful.", "Do this")
    tab_to(page, "Go on")
    page.keyboard.press("Enter")
    assert focused(page) == "Section 2"
    tab_to(page, "Go back to here")
    page.keyboard.press("Enter")
    assert focused(page) == "Section 1"


def test_the_focus_never_falls_off_the_page_when_a_button_disappears(visitor: Visitor) -> None:
    page = visitor.open("every-type")
    page.get_by_role("button", name="Show this case").click()
    for name in ("Show the whole case", "Restart this case", "No", "Restart this case", "Yes"):
        page.get_by_role("button", name=name, exact=True).press("Enter")
        assert page.evaluate("() => document.activeElement !== document.body"), name


def test_the_focus_is_seen(visitor: Visitor) -> None:
    page = visitor.open("branching-path")
    for text in ("Ask Tom to say", "Do this", "Restart this case"):
        tab_to(page, text)
        width = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px"
