"""The storage when it is full, shared, forbidden, written by another version, or very large."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.driving import check, item, press_all, stored
from tests.desk.node import Node
from tests.desk.pages import Desk

PREFIX = "vignettes:1:"
KEYS = st.sampled_from(["answer:c/i", "answer:c/j", "first:c/i", "read:p", "place:last"])
TEXTS = st.sampled_from([None, "1", "22", '"four"', "[half", '"a longer text"'])
VALUES = st.sampled_from([None, 1, "four", "a longer text"])
STEP = (
    st.tuples(st.just("set"), KEYS, VALUES)
    | st.tuples(st.just("elsewhere"), KEYS, TEXTS)
    | st.tuples(st.sampled_from(["swap", "takeBack"]), st.dictionaries(KEYS, TEXTS, max_size=4))
    | st.tuples(st.just("room"), st.integers(0, 200))
    | st.tuples(st.just("cleared"))
)
START = st.dictionaries(KEYS.map(PREFIX.__add__), TEXTS.filter(bool), max_size=4)


@pytest.fixture(scope="module")
def sit(probe: Node) -> Any:
    """Takes steps in a page over a small disk."""
    shutil.copy(Path(__file__).parent / "fake_disk.js", probe.folder)
    return lambda start, letters, steps: probe.call("fake_disk.js", "sitting", start, letters, steps)


def read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@given(START, st.integers(0, 200), st.lists(STEP, max_size=8))
@settings(max_examples=60)
def test_whatever_happens_a_page_sees_what_it_was_told_and_a_refused_change_changes_nothing(
    sit: Any, start: dict[str, str], letters: int, steps: list[Any]
) -> None:
    after = sit(start, letters, steps)
    expected = {key.removeprefix(PREFIX): read(text) for key, text in start.items()}
    assert after[0]["seen"] == expected
    for (verb, *said), before, now in zip(steps, after, after[1:], strict=False):
        if verb == "cleared":
            expected = {}
        elif (verb, now["said"]) in (("swap", True), ("takeBack", False)):
            expected |= {key: None if text is None else read(text) for key, text in said[0].items()}
        elif verb in ("set", "elsewhere"):
            key, value = said
            expected[key] = read(value) if verb == "elsewhere" and value is not None else value
        if verb == "swap" and not now["said"] and not before["trouble"]:
            assert now["disk"] == before["disk"]
        if verb == "takeBack" and now["said"] is not None and not before["trouble"]:
            assert now["said"] and now["disk"] == before["disk"]
        expected = {key: value for key, value in expected.items() if value is not None}
        assert now["seen"] == expected, verb
        assert now["grouped"] == sorted(key for key in expected if key.startswith("answer:c/"))
        if not now["trouble"]:
            on_disk = {key.removeprefix(PREFIX): read(text) for key, text in now["disk"].items()}
            assert on_disk == expected


def test_what_the_disk_refused_is_given_to_it_again_when_there_is_room(sit: Any) -> None:
    steps = [["set", "read:p", "a longer text"], ["room", 500], ["set", "read:q", 1]]
    full, _, roomy = sit({}, 20, steps)[1:]
    assert full["said"] is False and full["disk"] == {} and full["trouble"] == "its storage is full."
    assert roomy["disk"][f"{PREFIX}read:p"] == '"a longer text"' and roomy["trouble"] == ""


def test_a_page_that_comes_back_from_the_back_button_sees_what_others_wrote_meanwhile(sit: Any) -> None:
    assert sit({}, 500, [["away", "answer:c/i", "1"]])[1]["seen"] == {"answer:c/i": 1}


def open_case(context: BrowserContext, desk: Desk, name: str = "one-best") -> tuple[Page, Any]:
    page = context.new_page()
    page.goto(f"{desk.origin}/book/cases.html")
    press_all(page, "Show this case")
    return page, item(page, name)


@pytest.mark.browser
def test_an_answer_given_after_the_clock_was_set_back_is_the_later_one_and_none_is_kept_half(
    chromium: Browser, desk: Desk
) -> None:
    context = chromium.new_context()
    context.set_default_timeout(5000)
    page, question = open_case(context, desk)
    question.get_by_label("Then let us talk").check()
    page.close()
    page, question = open_case(context, desk)
    assert not [key for key in stored(page) if key.startswith("answer")]
    question.get_by_label("Then let us talk").check()
    check(question)
    first = stored(page)["answer:every-type/one-best"]
    page.clock.install(time=(first["at"] - 86_400_000) / 1000)
    page.reload()
    press_all(page, "Show this case")
    question.get_by_role("button", name="Try again").click()
    question.get_by_label("Then let us talk").check()
    check(question)
    page.close(run_before_unload=False)
    page, _ = open_case(context, desk)
    kept = stored(page)
    assert kept["answer:every-type/one-best"]["at"] == first["at"] + 1
    assert kept["first:every-type/one-best"] == first
    context.close()


COUNTING = """() => {
  const keys = Object.keys;
  window.times = 0;
  Object.keys = (of) => { if (of === localStorage) window.times += 1; return keys(of); };
}"""
FILL = """(known) => {
  const answer = { fingerprint: "0123456789ab", answer: "a", score: 1, right: true, at: 1764063000000 };
  const card = { ...answer, due: 1764063000000, stability: 3.1, difficulty: 5, days: 3, steps: 0, reps: 2,
    lapses: 0, state: 2 };
  for (let i = 0; i < 5000; i += 1) for (const kind of ["answer", "first", "card"]) {
    const text = JSON.stringify(kind === "card" ? card : answer);
    localStorage.setItem(`vignettes:1:${kind}:case-${i % 500}/item-${i}`, text);
  }
  localStorage.setItem("vignettes:2:answer:every-type/one-best", '{"of": "the future"}');
}"""


@pytest.mark.browser
def test_with_15_000_records_a_page_of_cases_asks_for_the_keys_once_and_my_data_counts_them(
    chromium: Browser, desk: Desk
) -> None:
    context = chromium.new_context()
    context.set_default_timeout(5000)
    page = context.new_page()
    page.goto(desk.url("data"))
    page.evaluate(FILL)
    context.add_init_script(f"({COUNTING})()")
    page.goto(f"{desk.origin}/book/cases.html")
    press_all(page, "Show this case")
    question = item(page, "one-best")
    question.get_by_label("Then let us talk").check()
    check(question)
    assert page.evaluate("window.times") == 1
    page.goto(desk.url("data"))
    row = page.get_by_role("row").filter(has_text="Answers to questions")
    expect(row.get_by_role("cell").first).to_have_text("5,001")
    expect(page.get_by_text("A newer version of the course has kept 1 record here")).to_be_visible()
    assert page.evaluate("localStorage['vignettes:2:answer:every-type/one-best']") == '{"of": "the future"}'
    context.close()


@pytest.mark.browser
def test_where_storage_is_forbidden_my_data_says_so_and_nothing_throws(
    chromium: Browser, desk: Desk
) -> None:
    context = chromium.new_context()
    context.set_default_timeout(5000)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.add_init_script(
        "const get = () => { throw new DOMException('no', 'SecurityError'); };"
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get });"
    )
    page = context.new_page()
    page.goto(desk.url("data"))
    expect(page.get_by_text("it does not let this page store anything")).to_be_visible()
    page.get_by_role("button", name="Erase everything …").click()
    expect(page.get_by_text("There is nothing to erase")).to_be_focused()
    page.get_by_role("button", name="Save my data as a file").click()
    expect(page.get_by_text("There is nothing to take along yet")).to_be_focused()
    assert errors == []
    context.close()
