"""axe finds nothing against WCAG 2.2 AA, in light and dark, before and after answering."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.driving import ANSWERS, Site, Visitor, answer, check, item, press_all, unfold_all

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
CASES = ("every-type", "branching-path", "branching-state", "hostile-text")


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_answering(visitor: Visitor, site: Site, theme: str) -> None:
    page = visitor.open(site.put(*map(site.case, CASES), theme=theme))
    assert violations(page) == []
    page.get_by_role("button", name="Show this case").click()
    press_all(page, "Show the whole case")
    unfold_all(page)
    check(item(page, "share"))
    assert violations(page) == []
    for name in ANSWERS:
        answer(page, name)
    for name, option in (("first-move", "Ask Tom"), ("odd", "No")):
        item(page, name).get_by_label(option).first.check()
        check(item(page, name))
    press_all(page, "Restart this case")
    unfold_all(page)
    assert violations(page) == []


def test_a_case_is_dark_where_its_host_is(visitor: Visitor) -> None:
    page = visitor.open("hostile-text")
    background = "() => getComputedStyle(document.querySelector('section.vignette')).backgroundColor"
    for html, body, scheme, dark in (
        ({}, {}, "dark", True),
        ({}, {}, "light", False),
        ({"data-theme": "light"}, {}, "dark", False),
        ({"data-theme": "dark"}, {}, "light", True),
        ({}, {"data-jp-theme-light": "false"}, "light", True),
        ({}, {"data-jp-theme-light": "true"}, "dark", False),
    ):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(
            """([html, body]) => {
              for (const [node, given] of [[document.documentElement, html], [document.body, body]]) {
                node.removeAttribute("data-theme");
                node.removeAttribute("data-jp-theme-light");
                for (const [name, value] of Object.entries(given)) node.setAttribute(name, value);
              }
            }""",
            [html, body],
        )
        expected = "rgb(35, 40, 44)" if dark else "rgb(255, 255, 255)"
        assert page.evaluate(background) == expected, (html, body, scheme)


def test_right_and_wrong_are_told_apart_in_forced_colours(visitor: Visitor) -> None:
    page = visitor.open("hostile-text", forced_colors="active", reduced_motion="reduce")
    item(page, "odd").get_by_label("No", exact=True).check()
    check(item(page, "odd"))
    marks = item(page, "odd").locator(".vignette-mark").all_inner_texts()
    assert sorted(marks) == [
        "✓ Best answer",
        "✗ Not the best answer",
        "✗ Not the best answer · your choice",
    ]
    moving = page.locator(".vignette-button").first.evaluate(
        "(e) => getComputedStyle(e).transitionDuration"
    )
    assert moving == "0s"
