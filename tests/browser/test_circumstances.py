"""The same cases with text twice as large, in forced colours, without motion, with a finger on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import ANSWERS, Site, Visitor, answer, check, item, press_all

TARGETS = "button, select, textarea, input[type=text], summary, label:has(> input:not([type=text]))"
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
BROKEN = """() => {
  const broken = [];
  const holders = ":is(li > label span, li > span, legend, button)";
  for (const node of document.querySelectorAll("section.vignette " + holders)) {
    for (const text of node.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE) continue;
      for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) broken.push(word);
      }
    }
  }
  return broken;
}"""
"""Words of questions and buttons that stand on two lines."""
MOVING = """() => [...document.querySelectorAll("section.vignette, section.vignette *")].filter((node) => {
  const style = getComputedStyle(node);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).length"""


def opened(page: Page) -> Page:
    """Show everything before any answer."""
    press_all(page, "Show this case")
    press_all(page, "Show the whole case")
    return page


def look(place: Locator, *properties: str, pseudo: str = "") -> list[str]:
    """Return computed styles."""
    return place.evaluate(
        "(node, [names, pseudo]) => names.map((name) => getComputedStyle(node, pseudo || null)[name])",
        [list(properties), pseudo],
    )


def test_at_200_percent_nothing_is_cut_off_and_no_word_is_broken(visitor: Visitor, site: Site) -> None:
    name = site.put(site.case("every-type"), site.case("branching-path"))
    zoomed = opened(visitor.open(name, viewport={"width": 640, "height": 400}, device_scale_factor=2))
    assert (zoomed.evaluate(WIDE), zoomed.evaluate(BROKEN)) == (0, [])
    zoomed.evaluate("() => (document.documentElement.style.fontSize = '200%')")
    for width in (1280, 390, 320):
        zoomed.set_viewport_size({"width": width, "height": 800})
        assert (zoomed.evaluate(WIDE), zoomed.evaluate(BROKEN)) == (0, []), width
    answer(zoomed, "one-best")
    answer(zoomed, "sequence")
    assert (zoomed.evaluate(WIDE), zoomed.evaluate(BROKEN)) == (0, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_every_state_is_told_apart(visitor: Visitor, site: Site, scheme: str) -> None:
    name = site.put(site.case("every-type"))
    page = opened(visitor.open(name, forced_colors="active", color_scheme=scheme, reduced_motion="reduce"))
    single, order = item(page, "one-best"), item(page, "sequence")
    options = single.locator(".vignette-options > li")
    single.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    style, width = look(single.locator(":focus"), "outlineStyle", "outlineWidth")
    assert style != "none" and float(width.removesuffix("px")) >= 2
    chosen, other = (
        look(options.nth(1), "outlineStyle", "outlineColor"),
        look(options.nth(0), "outlineStyle"),
    )
    assert chosen[0] == "solid" and other == ["none"]
    assert look(options.nth(1), "backgroundColor") != chosen[1:]
    free, locked = (
        order.get_by_role("button", name=f"{way}. Agree on a plan") for way in ("Move down", "Move up")
    )
    expect(locked).to_be_disabled()
    assert look(free, "color", "borderTopColor") != look(locked, "color", "borderTopColor")
    assert look(free, "borderTopWidth", "borderTopStyle") == ["1px", "solid"]
    check(single)
    check(order)
    verdict = single.locator(".vignette-result")
    assert look(verdict, "content", pseudo="::before")[0].startswith('"✓ "')
    assert look(order.locator(".vignette-result"), "content", pseudo="::before")[0].startswith('"△ "')
    ink, paper = look(verdict, "color")[0], look(page.locator("section.vignette"), "backgroundColor")[0]
    assert {ink, paper} == {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}
    assert page.evaluate(MOVING) == 0


def test_motion_is_there_for_those_who_did_not_decline_it(visitor: Visitor) -> None:
    page = opened(visitor.open("every-type", reduced_motion="no-preference"))
    assert page.evaluate(MOVING) > 0


def small(page: Page) -> list[str]:
    """Return what is to be seen and too small for a finger."""
    boxes = page.locator("section.vignette").locator(TARGETS).locator("visible=true")
    return boxes.evaluate_all(
        """all => all.filter((node) => {
          const { width, height } = node.getBoundingClientRect();
          return Math.min(width, height) < 44;
        }).map((node) => node.outerHTML)"""
    )


def test_a_finger_answers_every_type_on_a_phone(visitor: Visitor, site: Site) -> None:
    page = visitor.open(
        site.put(site.case("every-type"), site.case("branching-path")),
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
    )
    page.get_by_role("button", name="Show this case").tap()
    for name, words in (("one-best", ["You can ask me"]), ("several", ["Ask what she", "Say how much"])):
        for option in words:
            item(page, name).get_by_text(option).tap()
        item(page, name).get_by_text("Think so").tap()
        item(page, name).locator(".vignette-main:visible").tap()
    for label in ["Move down. Agree"] * 3 + ["Move up. Ask where"]:
        item(page, "sequence").get_by_role("button", name=label).tap()
    item(page, "sequence").locator(".vignette-main:visible").tap()
    assert small(page) == []
    for name in ANSWERS[3:]:
        answer(page, name)
    item(page, "words").get_by_text("Thanks her").tap()
    item(page, "first-move").get_by_text("Ask Tom").tap()
    item(page, "first-move").get_by_role("button", name="Do this").tap()
    assert small(page) == []
    item(page, "first-move").get_by_role("button", name="Go on").tap()
    page.get_by_text("Settings").first.tap()
    verdicts = page.locator(".vignette-result:visible").all_inner_texts()
    assert verdicts == [
        "Best answer. You thought so.",
        "4 of 4 judged rightly. You thought so.",
        "4 of 4 in their place.",
        "2 of 3 matched rightly.",
        "Not right.",
        "Compare, then tick what your reply does: 1 of 3.",
        "Costly.",
    ]
    assert small(page) == []
    assert page.evaluate(WIDE) == 0
