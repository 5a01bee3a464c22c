"""QTI 3.0 items, played in Chromium by @citolab/qti-components."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.export.answers import answers_to, score_of
from tests.export.texts import missing_in, plain_of
from vignettes.export.qti3 import qti3
from vignettes.export.qti3_item import assessment_item
from vignettes.export.question import Question
from vignettes.grading import answer_key, grade
from vignettes.model import AnyItem, Match, Multiple, Number, Order, Reply

pytestmark = pytest.mark.browser

PLAYER = Path(__file__).parent.parent / "consumers" / "node_modules" / "@citolab" / "qti-components"

ROUNDED = 0.0005
"""The player keeps three decimals of a score."""

LOAD = """async xml => {
  document.body.innerHTML = '<qti-item><item-container></item-container></qti-item>';
  const container = document.querySelector('item-container');
  const connected = new Promise((found, missing) => {
    setTimeout(() => missing(new Error('no item appeared')), 5000);
    document.addEventListener('qti-assessment-item-connected', e => found(e.detail), {once: true});
  });
  await container.updateComplete;
  container.itemXML = xml;
  window.item = await connected;
  await window.item.updateComplete;
}"""

STATE = """async () => {
  const all = [...item.querySelectorAll('qti-feedback-block')];
  await Promise.all(all.map(block => block.updateComplete));
  const shown = block => getComputedStyle(block.shadowRoot.querySelector('slot')).display !== 'none';
  return {
    score: Number(item.getVariable('SCORE').value),
    feedback: [item.getVariable('FEEDBACK').value ?? []].flat(),
    shown: Object.fromEntries(
      all.filter(shown).map(block => [block.getAttribute('identifier'), block.textContent])),
  };
}"""

ANSWERS = f"""async responses => {{
  const states = [];
  for (const response of responses) {{
    item.updateResponseVariable('RESPONSE', response);
    item.processResponse(true, false);
    states.push(await ({STATE})());
  }}
  return states;
}}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    assert PLAYER.is_dir(), "The player is missing: run `make consumers`."
    page = chromium.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.set_content("<!doctype html><title>Player</title><body></body>")
    page.add_script_tag(content=(PLAYER / "cdn" / "index.global.js").read_text("utf-8"))
    page.evaluate("customElements.whenDefined('item-container')")
    yield page
    page.close()
    assert said == [], "the player complained"


@pytest.fixture(scope="module")
def package(asked: list[Question]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(qti3(asked)))


def load(page: Page, package: zipfile.ZipFile, question: Question) -> None:
    path = f"items/{question.vignette.id}/{question.item.id}.xml"
    page.evaluate(LOAD, package.read(path).decode())


def answer(page: Page, *responses: Any) -> list[dict[str, Any]]:
    """Answer the item that is loaded, once for each response, and return what the player then shows."""
    states: list[dict[str, Any]] = page.evaluate(ANSWERS, list(responses))
    return states


def response_to(item: AnyItem, given: Any) -> Any:
    """Return an answer of the course as the value of QTI's RESPONSE."""
    if isinstance(item, Order):
        return [f"step-{name}" for name in given]
    if isinstance(item, Match):
        return [f"pair-{pair} answer-{name}" for pair, name in given.items()]
    if isinstance(item, Multiple):
        return [f"option-{name}" for name in given]
    return str(given) if isinstance(item, Number) else f"option-{given}"


def feedback_to(item: AnyItem, given: Any) -> set[str]:
    """Return what FEEDBACK should name after an answer."""
    if isinstance(item, (Order, Match)):
        score = score_of(item, given)
        return {"right" if score == 1 else "partly" if score else "wrong"}
    if isinstance(item, Multiple):
        return {f"option-{name}" for name in given}
    return set(grade(answer_key(item), given).parts) if isinstance(item, Number) else {f"option-{given}"}


def missed_in(item: AnyItem, given: Any) -> set[str]:
    """Return the options that belong and were left out."""
    if not isinstance(item, Multiple):
        return set()
    return {f"MISSED-{option.id}" for option in item.options if option.correct and option.id not in given}


def test_the_player_scores_every_answer_as_the_course_does_and_shows_its_feedback(
    page: Page, package: zipfile.ZipFile, asked: list[Question]
) -> None:
    wrong = []
    for question in asked:
        if isinstance(question.item, Reply):
            continue
        load(page, package, question)
        tried = answers_to(question.item)
        states = answer(page, *(response_to(question.item, given) for given in tried))
        for given, state in zip(tried, states, strict=True):
            due = feedback_to(question.item, given)
            seen = due | missed_in(question.item, given) | {"whole"}
            if abs(state["score"] - score_of(question.item, given)) > ROUNDED:
                wrong.append((question.id, given, state["score"]))
            if set(state["feedback"]) != due or set(state["shown"]) != seen:
                wrong.append((question.id, given, state["feedback"], list(state["shown"])))
    assert wrong == []


def test_a_number_at_the_edge_of_its_tolerance_is_right_whatever_binary_fractions_do(
    page: Page, asked: list[Question]
) -> None:
    question = next(question for question in asked if isinstance(question.item, Number))
    item = question.item.model_copy(update={"answer": 0.7, "tolerance": 0.1, "near": ()})
    assert 0.7 + 0.1 < 0.8, "or this shows nothing"
    page.evaluate(LOAD, assessment_item(replace(question, item=item)).decode())
    assert [state["score"] for state in answer(page, "0.8", "0.6", "0.81")] == [1, 1, 0]


def test_before_an_answer_no_feedback_shows_and_an_empty_answer_brings_none(
    page: Page, package: zipfile.ZipFile, asked: list[Question]
) -> None:
    for question in asked:
        load(page, package, question)
        assert page.evaluate(STATE)["shown"] == {}, question.id
        assert answer(page, None) == [{"score": 0, "feedback": [], "shown": {}}], question.id


def test_everything_said_is_in_the_item_as_it_was_written(
    page: Page, package: zipfile.ZipFile, asked: list[Question]
) -> None:
    for question in asked:
        load(page, package, question)
        there = plain_of(page.evaluate("item.textContent"))
        assert missing_in(there, question) == [], question.id
        assert page.evaluate("item.querySelectorAll('script, b, i, label').length") == 0


def test_a_reply_is_left_to_a_person_and_brings_the_model_answer(
    page: Page, package: zipfile.ZipFile, asked: list[Question]
) -> None:
    question = next(question for question in asked if question.id == "every-type/words")
    load(page, package, question)
    [state] = answer(page, "I hear you.")
    assert state["score"] == 0 and state["feedback"] == []
    assert "there is help" in state["shown"]["whole"]
    assert 'external-scored="human"' in package.read("items/every-type/words.xml").decode()


def test_a_learner_clicks_types_and_is_told(
    page: Page, package: zipfile.ZipFile, asked: list[Question]
) -> None:
    by_id = {question.id: question for question in asked}
    load(page, package, by_id["every-type/several"])
    for name in ("Say how much time there is", "Refer her to a sex therapist"):
        page.locator("qti-simple-choice", has_text=name).click()
    page.evaluate("item.processResponse(true, false)")
    state = page.evaluate(STATE)
    assert state["score"] == 0.5
    assert set(state["shown"]) == {"option-time", "option-refer", "MISSED-ask", "whole"}

    load(page, package, by_id["every-type/share"])
    page.locator("qti-text-entry-interaction input").press_sequentially("42.8")
    page.evaluate("item.processResponse(true, false)")
    state = page.evaluate(STATE)
    assert state["score"] == 0 and "Not right. It is 30 (± 0.5) %. You" in state["shown"]["near-0"]

    load(page, package, by_id["every-type/pairs"])
    table = page.locator("qti-match-interaction input")
    for cell in (0, 5, 11):
        table.nth(cell).click()
    page.evaluate("item.processResponse(true, false)")
    assert page.evaluate(STATE)["score"] == pytest.approx(2 / 3, abs=ROUNDED)
