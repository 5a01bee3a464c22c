"""Every item type by mouse: commit, verdict, marks in words, feedback, try again."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.driving import ANSWERS, answer, check, item, stored

CasePage = Callable[..., Page]


def test_choosing_an_option_grades_nothing_before_the_learner_commits(case_page: CasePage) -> None:
    question = item(case_page("every-type"), "one-best")
    question.get_by_label("You can ask me").check()
    expect(question).to_have_attribute("data-state", "open")
    expect(question.get_by_text("Answer and feedback")).to_be_hidden()
    expect(question.get_by_text("permission in both directions")).to_be_hidden()


def test_a_single_item_marks_every_option_in_words_and_shows_the_chosen_feedback(
    case_page: CasePage,
) -> None:
    question = answer(case_page("every-type"), "one-best")
    expect(question.locator(".vignette-result")).to_have_text("Not the best answer.")
    expect(question.locator(".vignette-result")).to_be_focused()
    marks = question.locator(".vignette-mark").all_text_contents()
    assert marks == ["✗ Not the best answer", "✓ Best answer", "✗ Not the best answer · your choice"]
    expect(question.get_by_text("closes the door")).to_be_visible()
    expect(question.get_by_text("permission in both directions")).to_be_hidden()
    expect(question.get_by_text("She has asked for permission")).to_be_visible()
    expect(question.get_by_role("link", name="Annon 1976")).to_be_visible()
    question.get_by_text("Feedback on the other options").click()
    expect(question.get_by_text("permission in both directions")).to_be_visible()
    expect(question.get_by_text("guesses a topic")).to_be_visible()


def test_a_right_single_answer_is_called_the_best(case_page: CasePage) -> None:
    question = item(case_page("every-type"), "one-best")
    question.get_by_label("You can ask me").check()
    check(question)
    expect(question.locator(".vignette-result")).to_have_text("Best answer.")
    expect(question.locator(".vignette-verdicts").first.get_by_role("listitem")).to_have_count(1)
    expect(question.get_by_text("✓ Best answer · your choice")).to_be_visible()


def test_a_multiple_item_is_scored_per_option(case_page: CasePage) -> None:
    question = answer(case_page("every-type"), "several")
    expect(question.locator(".vignette-result")).to_have_text("2 of 4 judged rightly.")
    assert question.locator(".vignette-mark").all_text_contents() == [
        "✗ Does not belong · you chose it",
        "✗ Belongs · you left it out",
        "✓ Belongs · you chose it",
        "✓ Does not belong · you left it out",
    ]
    expect(question.get_by_text("nothing is known yet about pain")).to_be_visible()
    expect(question.get_by_text("how far to go today")).to_be_visible()
    expect(question.get_by_text("has not been heard")).to_be_hidden()


def test_steps_are_moved_with_buttons_that_keep_the_focus_and_say_the_place(case_page: CasePage) -> None:
    page = case_page("every-type")
    answer(page, "one-best")
    answer(page, "several")
    question = item(page, "sequence")
    down = question.get_by_role("button", name="Move down. Agree on a plan")
    expect(down).to_have_accessible_name("Move down. Agree on a plan: place 1 of 4")
    expect(question.get_by_role("button", name="Move up. Agree on a plan")).to_be_disabled()
    for place in (2, 3, 4):
        question.get_by_role("button", name="Move down. Agree on a plan").click()
        expect(question.get_by_role("status")).to_have_text(f"Agree on a plan: place {place} of 4")
    expect(question.get_by_role("button", name="Move up. Agree on a plan")).to_be_focused()
    question.get_by_role("button", name="Move up. Ask where").click()
    expect(question.get_by_role("button", name="Move up. Ask where")).to_be_focused()
    check(question)
    expect(question.locator(".vignette-result")).to_have_text("4 of 4 in their place.")
    assert set(question.locator(".vignette-mark").all_text_contents()) == {"✓ In its place"}


def test_a_step_keeps_the_letter_that_its_feedback_names(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    question = item(page, "sequence")
    question.get_by_role("button", name="Move down. Agree on a plan").click()
    values = question.locator(".vignette-steps > li").evaluate_all("all => all.map((li) => li.value)")
    assert values == [2, 1, 3, 4]
    check(question)
    expect(question.get_by_text("4 · A. Agree on a plan")).to_be_visible()
    expect(question.get_by_text("Belongs in place 4")).to_be_visible()


def test_a_match_item_names_the_pairs_still_empty_and_then_what_goes_with_what(case_page: CasePage) -> None:
    page = case_page("every-type")
    for name in ANSWERS[:3]:
        answer(page, name)
    question = item(page, "pairs")
    question.get_by_label("Healing can take").select_option("B. Limited information")
    check(question)
    expect(question.get_by_role("status")).to_have_text("Choose an answer for 1, 3 first.")
    expect(question.get_by_role("button", name="Check my answer")).to_be_focused()
    answer(page, "pairs")
    expect(question.locator(".vignette-result")).to_have_text("2 of 3 matched rightly.")
    expect(question.get_by_text("✗ Goes with B. Limited information")).to_be_visible()


def test_a_number_is_taken_with_comma_or_point_and_gets_the_feedback_that_fits(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    question = item(page, "share")
    for typed, verdict, feedback in (
        ("30", "Right.", "Twelve of forty"),
        ("29,8", "Right.", "Twelve of forty"),
        (" 42.9 ", "Not right.", "charts without a question"),
        ("7", "Not right.", "Divide the charts"),
    ):
        question.get_by_role("textbox").fill(typed)
        check(question)
        expect(question.locator(".vignette-result")).to_have_text(verdict)
        expect(question.locator(".vignette-verdicts").first.get_by_text(feedback)).to_be_visible()
        question.get_by_role("button", name="Try again").click()


def test_what_is_no_number_is_refused_with_a_word_of_help(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    question = item(page, "share")
    question.get_by_role("textbox").fill("about 30")
    question.get_by_role("textbox").press("Enter")
    expect(question.get_by_role("status")).to_have_text("Write a number first, such as 12 or 12.5.")
    expect(question.get_by_role("textbox")).to_have_value("about 30")


def test_an_empty_answer_is_met_with_what_is_missing(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    for name, words in (
        ("one-best", "Choose one option first."),
        ("several", "Choose at least one option first."),
        ("pairs", "Choose an answer for 1, 2, 3 first."),
        ("share", "Write a number first, such as 12 or 12.5."),
        ("words", "Write your reply first."),
    ):
        question = item(page, name)
        check(question)
        expect(question.get_by_role("status")).to_have_text(words)
        expect(question).to_have_attribute("data-state", "open")
        expect(question.locator(".vignette-main:visible")).to_be_focused()


def test_a_reply_is_compared_and_rated_by_its_writer(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    question = answer(page, "words")
    expect(question.get_by_text("One possible reply")).to_be_visible()
    expect(question.locator(".vignette-result")).to_have_text(
        "Compare, then tick what your reply does: 0 of 3."
    )
    question.get_by_label("Thanks her for telling.").check()
    expect(question.locator(".vignette-result")).to_have_text(
        "Compare, then tick what your reply does: 1 of 3."
    )
    expect(question.get_by_label("Thanks her for telling.")).to_be_focused()
    record = stored(page)["answer:every-type/words"]
    assert record["answer"] == {"text": "Thank you for telling me.", "ticked": ["thanks"]}
    assert record["score"] == 1 / 3
    expect(question.get_by_label("Your reply")).to_have_value("Thank you for telling me.")
    expect(question.get_by_label("Your reply")).not_to_be_editable()


def test_try_again_clears_the_item_and_keeps_only_what_was_answered_first(case_page: CasePage) -> None:
    page = case_page("every-type")
    page.get_by_role("button", name="Show the whole case").click()
    for name in ANSWERS:
        dealt = item(page, name).locator(".vignette-options, .vignette-steps")
        before = dealt.all_text_contents()
        question = answer(page, name)
        assert {key for key in stored(page) if key.startswith("answer:")} == {f"answer:every-type/{name}"}
        question.get_by_role("button", name="Try again").click()
        expect(question).to_have_attribute("data-state", "open")
        expect(question.locator(".vignette-result")).to_be_hidden()
        expect(question.locator(".vignette-mark")).to_have_count(0)
        expect(question.locator(":checked:not(option)")).to_have_count(0)
        expect(question.locator(":focus")).to_have_count(1)
        assert dealt.all_text_contents() == before
        assert not [key for key in stored(page) if key.startswith("answer:")]
    assert set(stored(page)) == {f"first:every-type/{name}" for name in ANSWERS}
    for name in ANSWERS:
        expect(answer(page, name)).to_have_attribute("data-state", "committed")


def test_how_sure_the_learner_was_is_stored_and_said_back(case_page: CasePage) -> None:
    page = case_page("every-type")
    question = item(page, "one-best")
    question.get_by_role("group", name="How sure are you?").get_by_label("Think so").check()
    answer(page, "one-best")
    expect(question.locator(".vignette-result")).to_have_text("Not the best answer. You thought so.")
    assert stored(page)["answer:every-type/one-best"]["confidence"] == "think-so"


def test_confidence_is_optional_and_not_asked_of_replies_and_choices(case_page: CasePage) -> None:
    page = case_page("every-type")
    answer(page, "one-best")
    assert "confidence" not in stored(page)["answer:every-type/one-best"]
    page.get_by_role("button", name="Show the whole case").click()
    expect(item(page, "words").get_by_text("How sure")).to_have_count(0)
    expect(item(case_page("branching-path"), "first-move").get_by_text("How sure")).to_have_count(0)


def test_a_record_holds_what_the_notebook_and_the_next_visit_need(case_page: CasePage) -> None:
    page = case_page("every-type")
    fingerprint = item(page, "several").get_attribute("data-fingerprint")
    answer(page, "several")
    record = stored(page)["answer:every-type/several"]
    assert record.pop("at") > 1_700_000_000_000
    assert 0 <= record.pop("seconds") < 60
    assert record == {
        "fingerprint": fingerprint,
        "answer": ["leaflet", "ask"],
        "score": 0.5,
        "right": False,
    }
