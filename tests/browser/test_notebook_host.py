"""quiz.js as a notebook hosts it: a module without imports, answers in the model's `responses`."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Site, Visitor, answer, check, item, press_all
from vignettes import frontend
from vignettes.results import answers_of

MOUNT = """async ([source, html, count]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const values = { html, responses: {} };
  const heard = new Set();
  window.saved = 0;
  window.model = {
    get: (name) => values[name],
    set(name, value) { values[name] = value; heard.forEach((fn) => fn()); },
    save_changes() { window.saved += 1; },
    on: (name, fn) => heard.add(fn),
    off: (name, fn) => heard.delete(fn),
    heard,
  };
  window.cleanups = [];
  for (let i = 0; i < count; i += 1) {
    const el = document.createElement("div");
    window.cleanups.push(widget.render({ model: window.model, el }));
    document.body.append(el);
  }
}"""


@pytest.fixture
def mount(visitor: Visitor, site: Site) -> Any:
    """Shows a gallery case as a notebook does, `count` times."""

    def show(vignette_id: str, count: int = 1) -> Page:
        page = visitor.open("free.html")
        page.evaluate(MOUNT, [frontend.module_source(), site.case(vignette_id), count])
        return page

    return show


def responses(page: Page) -> dict[str, Any]:
    return page.evaluate("() => window.model.get('responses')")


def test_the_module_imports_nothing_and_stays_small() -> None:
    source = frontend.module_source()
    assert not re.search(r"\bimport\b\s*[\w{(*\"']", source)
    assert "http" not in source


def test_answers_reach_the_model_where_python_reads_them(mount: Any) -> None:
    page = mount("every-type")
    page.get_by_role("button", name="Show this case").click()
    item(page, "one-best").get_by_label("Sure", exact=True).check()
    answer(page, "one-best")
    record = responses(page)["one-best"]
    assert record["answer"] == "b" and record["confidence"] == "sure" and record["score"] == 0
    assert page.evaluate("() => window.saved") > 0
    page.get_by_text("Settings").click()
    expect(page.get_by_role("button", name="Erase my answers")).to_have_count(0)


def test_the_results_of_a_notebook_hold_the_first_answer_and_the_last(mount: Any) -> None:
    page = mount("every-type")
    page.get_by_role("button", name="Show this case").click()
    answer(page, "one-best")
    item(page, "one-best").get_by_role("button", name="Try again").click()
    (begun,) = answers_of("every-type", responses(page))
    assert (begun.answer, begun.later) == ("b", None)
    item(page, "one-best").get_by_label("You can ask me").check()
    check(item(page, "one-best"))
    (found,) = answers_of("every-type", responses(page))
    assert found.later is not None and found.seconds is not None
    assert (found.answer, found.later.answer) == ("b", "a")
    assert found.at <= found.later.at


def test_a_reset_from_python_opens_the_items_again(mount: Any) -> None:
    page = mount("branching-path")
    item(page, "first-move").get_by_label("Ask Tom").check()
    check(item(page, "first-move"))
    page.get_by_role("button", name="Go on").click()
    assert responses(page)["~path"] == [["first-move", "tom"]]
    page.evaluate("() => window.model.set('responses', {})")
    expect(item(page, "first-move")).to_have_attribute("data-state", "open")
    expect(item(page, "meet-apart")).to_be_hidden()


def test_answers_from_python_are_shown_and_nonsense_is_not(mount: Any) -> None:
    page = mount("every-type")
    page.get_by_role("button", name="Show this case").click()
    page.evaluate(
        """() => {
          const fingerprint = document.querySelector('[data-item="one-best"]').dataset.fingerprint;
          window.model.set("responses", {
            "one-best": { fingerprint, answer: "a" },
            several: { fingerprint: 7, answer: "x" }, share: null, constructor: 1,
          });
        }"""
    )
    expect(item(page, "one-best").locator(".vignette-result")).to_have_text("Best answer.")
    expect(page.get_by_text("1 of 6 answered")).to_be_visible()


def test_two_views_of_one_widget_agree_and_share_no_ids_or_groups(mount: Any) -> None:
    page = mount("every-type", 2)
    press_all(page, "Show this case")
    first, second = page.locator("section.vignette").all()
    item(first, "one-best").get_by_label("You can ask me").check()
    item(second, "one-best").get_by_label("Then let us").check()
    expect(item(first, "one-best").get_by_label("You can ask me")).to_be_checked()
    check(item(second, "one-best"))
    expect(item(first, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")
    ids = page.eval_on_selector_all("[id]", "all => all.map((e) => e.id)")
    assert len(ids) == len(set(ids))
    for section in (first, second):
        title = section.get_attribute("aria-labelledby")
        assert section.locator(f'[id="{title}"]').count() == 1
    first.get_by_text("Settings").click()
    first.get_by_label("Ask how sure I am").uncheck()
    expect(item(second, "several").get_by_text("How sure are you?")).to_be_hidden()


def test_the_clean_up_leaves_no_listener_on_the_model(mount: Any) -> None:
    page = mount("every-type", 2)
    assert page.evaluate("() => window.model.heard.size") == 2
    page.evaluate("() => window.cleanups.forEach((stop) => stop())")
    assert page.evaluate("() => window.model.heard.size") == 0


def test_keys_pressed_in_a_case_are_no_shortcuts_of_the_notebook(mount: Any) -> None:
    page = mount("every-type")
    assert page.locator("[data-lm-suppress-shortcuts=true] section.vignette").count() == 1
