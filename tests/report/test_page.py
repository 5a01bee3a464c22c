"""The page: complete, accessible, silent, and deaf to whatever stands in files and questions."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import violations
from tests.report.conftest import Cohort, Reporter, entry, put, results, right_of, wrong_of
from vignettes.course import Course
from vignettes.report import Request, write_report
from vignettes.report.questions import Question, questions_of

SCRIPT = "<script>window.harm = 1</script><img src=x onerror='window.harm=1'>"


OURS = set(
    "html head meta link title style body header nav main footer section article h1 h2 h3 p ul li dl dt dd "
    "a strong code span br div table caption thead tbody tr th td svg desc rect path circle text".split()
)
"""What the report is made of; whatever else is found came from a file or a question."""


class Elements(HTMLParser):
    """Collects the elements of a page and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_answers(questions: list[Question], learner: int) -> list[dict[str, Any]]:
    """Answer the gallery's questions, every third learner wrongly."""
    found = []
    for question in questions:
        if question.kind in ("single", "choice"):
            right = learner % 3 > 0
            given = right_of(question) if question.kind == "single" and right else question.parts[0].name
            found.append(entry(question, given, confidence="sure", seconds=learner))
        elif question.kind == "match":
            answers = question.key["answers"]
            found.append(entry(question, {part.name: answers[learner % 2] for part in question.parts}))
    return found


@pytest.fixture(scope="module")
def hostile(gallery: Course, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on a bank, and on files, full of markup."""
    folder = tmp_path_factory.mktemp("hostile")
    questions = questions_of(gallery.bank())
    for learner in range(40):
        name = f"results-{learner:02}-{'<b>&' if learner else ''}.json"
        put(
            folder / "in",
            name,
            results(f"code-{learner}", hostile_answers(questions, learner), name=SCRIPT),
        )
    (folder / "in" / "<img src=x onerror=alert(1)>.json").write_text("[1", encoding="utf-8")
    put(folder / "in", "bad.json", {**results("code-1", [{"vignette": SCRIPT}]), "exported": SCRIPT})
    _, written = write_report(gallery, [folder / "in"], folder / "report.html", Request())
    return written[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["cohort", "hostile"])
def test_the_page_is_whole_and_asks_nothing_of_anybody(which: str, request: Any) -> None:
    given = request.getfixturevalue(which)
    page = Elements(given.page if isinstance(given, Cohort) else given)
    tags = [tag for tag, _ in page.elements]
    assert set(tags) <= OURS
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,")), (tag, attributes)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    pointed = [str(a[name]) for _, a in page.elements for name in ("aria-labelledby",) if name in a]
    pointed += [str(a["href"])[1:] for tag, a in page.elements if tag == "a"]
    assert {one for many in pointed for one in many.split()} <= set(ids)
    assert tags.count("table") == tags.count("caption") > 3
    assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")
    for tag, attributes in page.elements:
        assert tag != "svg" or attributes.get("role") == "img" or attributes.get("aria-hidden") == "true"


def test_hostile_texts_come_through_as_text(hostile: str, gallery: Course) -> None:
    question = next(q for q in questions_of(gallery.bank()) if q.place == "hostile-text/odd")
    text = Elements(hostile).text
    assert question.stem in text
    for part in question.parts:
        assert part.text in text
    assert "<img src=x onerror=alert(1)>.json" in text
    assert "window.harm" not in hostile.replace("&lt;script&gt;window.harm", "")


def test_no_name_and_no_code_stands_in_the_page(hostile: str) -> None:
    assert "code-7" not in hostile and "window.harm = 1" not in hostile


def test_the_page_says_whom_it_is_for_and_what_it_is_not_for(cohort: Cohort) -> None:
    text = Elements(cohort.page).text
    for said in (
        "For instructors.",
        "holds the keys",
        "Do not grade by them",
        "first answers",
        "no sample",
    ):
        assert said in text


def test_an_item_to_look_at_shows_its_stem_its_answers_and_its_key(cohort: Cohort) -> None:
    text = Elements(cohort.page).text
    worst = cohort.findings.flagged[0]
    assert worst.question.stem in text
    for part in worst.parts:
        marked = f"✓ key: {part.part.letter}. " if part.part.key else f"{part.part.letter}. "
        assert marked + part.part.text in text


def test_fewer_than_five_learners_are_not_shown(
    reported: Reporter, singles: list[Question], tmp_path: Path
) -> None:
    for i in range(4):
        answers = [entry(question, right_of(question)) for question in singles]
        put(tmp_path / "in", f"{i}.json", results(f"code-{i}", answers))
    found, page = reported(tmp_path / "in")
    assert "Fewer than 5 learners" in page
    assert "All items" not in page and "<svg" not in page
    assert all(item.difficulty is None and not item.parts for item in found.items)


def test_few_answers_to_one_item_are_not_shown_among_many(
    reported: Reporter, singles: list[Question], tmp_path: Path
) -> None:
    for i in range(6):
        answers = [entry(question, wrong_of(question)) for question in singles[: 2 if i < 2 else 1]]
        put(tmp_path / "in", f"{i}.json", results(f"code-{i}", answers))
    found, page = reported(tmp_path / "in")
    assert [item.difficulty for item in found.items if item.n] == [0.0, None]
    assert "fewer than 5" in page
    assert "Only 6 learners" in page


@pytest.fixture(scope="module")
def pages(
    chromium: Browser, cohort: Cohort, hostile: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Page]]:
    """Both reports in a Chromium that notes every complaint and every request."""
    folder = tmp_path_factory.mktemp("pages")
    context = chromium.new_context()
    opened = {}
    for name, text in (("cohort", cohort.page), ("hostile", hostile)):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
        page = opened[name] = context.new_page()
        page.heard = []  # type: ignore[attr-defined]
        page.on("console", lambda said, heard=page.heard: heard.append(said.text))  # type: ignore[attr-defined]
        page.on("request", lambda asked, heard=page.heard: heard.append(asked.url))  # type: ignore[attr-defined]
        page.goto((folder / f"{name}.html").as_uri())
    yield opened
    context.close()


@pytest.mark.browser
def test_axe_finds_nothing_in_light_and_dark_wide_and_narrow(pages: dict[str, Page]) -> None:
    page = pages["hostile"]
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 25, 28)"
        assert dark == (scheme == "dark")


@pytest.mark.browser
def test_nothing_of_a_hostile_report_runs_and_nothing_is_asked_for(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert [said for said in page.heard if not said.startswith(("file:", "data:"))] == []  # type: ignore[attr-defined]
        assert page.evaluate("window.harm") is None


@pytest.mark.browser
def test_the_keyboard_reaches_every_table_that_scrolls(pages: dict[str, Page]) -> None:
    page = pages["cohort"]
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(400):
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.dataset.reached = ''")
        if page.evaluate("document.activeElement === document.body"):
            break
    assert page.locator(".wide:not([data-reached])").count() == 0
    page.locator(".wide").nth(0).focus()
    page.keyboard.press("ArrowRight")
    scrolled = (page.wait_for_timeout(50) or page.evaluate("document.activeElement.scrollLeft")
                for _ in range(60))  # fmt: skip
    assert any(scrolled)


@pytest.mark.browser
def test_the_page_prints_whole_and_on_white(pages: dict[str, Page]) -> None:
    page = pages["cohort"]
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 680, "height": 960})  # A4 without its margins, in CSS pixels
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav").is_hidden()
    cut = "e => e.getBoundingClientRect().right > innerWidth + 1"
    assert page.evaluate(f"[...document.querySelectorAll('table, svg')].filter({cut}).length") == 0
    page.emulate_media(media="screen")
