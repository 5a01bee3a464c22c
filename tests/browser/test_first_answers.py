"""What a results file needs beside the last answer: the first one, and how long a question took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.driving import Site, Visitor, answer, check, item, press_all, stored

CasePage = Callable[..., Page]


def first(page: Page, name: str, case: str = "every-type") -> Any:
    return stored(page).get(f"first:{case}/{name}")


def try_again(page: Page, name: str) -> None:
    item(page, name).get_by_role("button", name="Try again").click()


def test_the_first_answer_is_kept_whatever_follows(case_page: CasePage) -> None:
    page = case_page("every-type")
    item(page, "one-best").get_by_label("Sure", exact=True).check()
    answer(page, "one-best")
    assert first(page, "one-best") is None
    given = stored(page)["answer:every-type/one-best"]
    for label in ("You can ask me", "Then let us talk"):
        try_again(page, "one-best")
        assert first(page, "one-best") == given
        item(page, "one-best").get_by_label(label).check()
        check(item(page, "one-best"))
    assert first(page, "one-best") == given and given["confidence"] == "sure"


def test_a_first_answer_to_an_older_item_gives_way(visitor: Visitor, site: Site) -> None:
    context = visitor.context()
    page = visitor.open("every-type", context)
    page.evaluate(
        "() => localStorage.setItem('vignettes:1:first:every-type/one-best', "
        "JSON.stringify({ fingerprint: '000000000000', answer: 'c' }))"
    )
    press_all(page, "Show this case")
    answer(page, "one-best")
    try_again(page, "one-best")
    assert first(page, "one-best")["answer"] == "b"


def test_the_first_choice_is_kept_when_the_learner_goes_back(case_page: CasePage) -> None:
    page = case_page("branching-path")
    item(page, "first-move").get_by_label("Ask Tom").check()
    check(item(page, "first-move"))
    try_again(page, "first-move")
    item(page, "first-move").get_by_label("Ask each").check()
    check(item(page, "first-move"))
    assert stored(page)["answer:branching-path/first-move"]["answer"] == "both"
    assert first(page, "first-move", "branching-path")["answer"] == "tom"


def test_ticks_belong_to_the_first_reply_and_keep_its_time(case_page: CasePage) -> None:
    page = case_page("every-type")
    press_all(page, "Show the whole case")
    answer(page, "words")
    took = stored(page)["answer:every-type/words"]["seconds"]
    page.get_by_label("Says that there is help.").check()
    record = stored(page)["answer:every-type/words"]
    assert record["answer"]["ticked"] == ["help"] and record["seconds"] == took
    assert first(page, "words") is None
    try_again(page, "words")
    assert first(page, "words")["answer"]["ticked"] == ["help"]


def test_restarting_and_erasing_forget_first_answers_too(case_page: CasePage) -> None:
    page = case_page("every-type")
    for act in ("Restart this case", "Erase my answers"):
        answer(page, "one-best")
        try_again(page, "one-best")
        assert first(page, "one-best")
        if act.startswith("Erase"):
            page.get_by_text("Settings").click()
        page.get_by_role("button", name=act).click()
        page.get_by_role("button", name="Yes").click()
        assert stored(page) == {}


def test_seconds_run_from_the_view_of_the_question_and_not_while_the_page_is_hidden(
    visitor: Visitor,
) -> None:
    context = visitor.context()
    context.add_init_script(
        """
        let now = 0;
        performance.now = () => now;
        window.pass = (ms) => { now += ms; };
        window.hide = (hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        };
        """
    )
    page = visitor.open("every-type", context)

    def took(passes: str, again: bool = False) -> float:
        if again:
            try_again(page, "one-best")
        page.wait_for_timeout(100)
        page.evaluate(passes)
        answer(page, "one-best")
        return stored(page)["answer:every-type/one-best"]["seconds"]

    page.evaluate("pass(500_000)")
    press_all(page, "Show this case")
    assert took("pass(12_400)") == 12
    assert took("pass(3_000); hide(true); pass(90_000); hide(false); pass(4_000)", again=True) == 7
    assert took("pass(9_000_000)", again=True) == 3600
