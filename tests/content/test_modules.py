"""Every module keeps the course's promises: its skeleton, its sources, its objectives, its pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vignettes.blueprint import AREAS, front_matter
from vignettes.checks.facts import load_facts
from vignettes.course import Course
from vignettes.editions.contents import contents
from vignettes.loading import Bank

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
MODULES = contents(ROOT).names()
PAGES = sorted(page for name in MODULES for page in (BOOK / name).glob("*.md"))
CITED = re.compile(r"\{cite:[pt]\}`([^`]+)`")
FIGURE_OF_A_STUDY = re.compile(
    r"\d\s?%|\d per cent|\bSMD\b|\bCI\b|confidence interval from|odds ratio of|\b[dgr] = |\bOR \d"
)
OBJECTIVE = re.compile(r"\(`([a-z-]+\.[a-z-]+)`\)")

OBJECTIVES = {
    name
    for module in MODULES
    for name in OBJECTIVE.findall((BOOK / module / "index.md").read_text("utf-8"))
}

each_module = pytest.mark.parametrize("module", MODULES)


def named(page: Path) -> str:
    return page.relative_to(BOOK).as_posix()


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[str]:
    """Return the paragraphs of a page; what stands between fences is one block."""
    found: list[str] = []
    fence = ""
    for part in re.split(r"\n\s*\n", text(page)):
        if fence:
            found[-1] += "\n\n" + part
        else:
            found.append(part)
        for mark in re.findall(r"^(:{3,}|`{3,})", part, re.MULTILINE):
            fence = mark if not fence else ("" if mark == fence else fence)
    return found


@each_module
def test_a_module_opens_with_a_story_questions_and_objectives(module: str) -> None:
    opening = text(BOOK / module / "index.md")
    story, _, rest = opening.partition("\n## ")
    assert len(story.split()) > 100
    assert rest.startswith("Questions this module answers")
    assert ":class: objectives" in rest and len(OBJECTIVE.findall(rest)) >= 4
    assert "minutes" in rest


@each_module
def test_a_module_closes_with_key_points_referral_and_further_reading(module: str) -> None:
    pages = "\n".join(text(page) for page in (BOOK / module).glob("*.md"))
    for closing in (":class: key-points", "## What to refer", "## Further reading"):
        assert closing in pages, closing


@each_module
def test_a_module_has_words_to_say_a_figure_and_notes_for_facilitators(module: str) -> None:
    pages = "\n".join(text(page) for page in (BOOK / module).glob("*.md"))
    assert pages.count(":class: say-this") >= 2
    assert "{figure}" in pages
    assert pages.count(":class: facilitator") >= 2


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_says_once_whether_a_clinician_has_reviewed_it(page: Path) -> None:
    assert text(page).count("```{review-status}") == 1


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_figure_of_a_study_stands_without_its_source(page: Path) -> None:
    uncited = [b for b in blocks(page) if FIGURE_OF_A_STUDY.search(b) and not CITED.search(b)]
    assert uncited == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_figure_can_be_read_aloud(page: Path) -> None:
    for figure in re.findall(r":::\{figure\}.*?\n:::", text(page), re.DOTALL):
        (alt,) = re.findall(r"^:alt: (.*)$", figure, re.MULTILINE)
        assert len(alt) > 80
        assert f":name: fig-{Path(figure.split()[1]).stem}" in figure


@each_module
def test_the_objectives_of_a_module_are_those_its_items_test(module: str, bank: Bank) -> None:
    listed = set(OBJECTIVE.findall(text(BOOK / module / "index.md")))
    cases = [case.vignette for case in bank.learning() if case.vignette.module == module]
    tested = {name for case in cases for _, item in case.items() for name in item.objectives}
    aimed = {name for case in cases for name in case.objectives}
    assert {name for name in tested | aimed if name.startswith(f"{module}.")} == listed
    assert {name.partition(".")[0] for name in tested | aimed} <= set(MODULES)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_says_which_objectives_and_areas_it_serves(page: Path) -> None:
    served = front_matter(page)
    assert served["objectives"] and set(served["objectives"]) <= OBJECTIVES
    assert served["aasect"] and set(served["aasect"]) <= set(AREAS)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_found_through_the_index(page: Path) -> None:
    assert "```{index}" in text(page)


def test_the_bibliography_holds_what_the_course_cites_and_nothing_else(bank: Bank) -> None:
    sources = [*BOOK.rglob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]
    cited = {
        key.strip() for file in sources for keys in CITED.findall(text(file)) for key in keys.split(",")
    }
    for case in bank:
        cited |= set(case.vignette.references)
        cited |= {key for _, item in case.vignette.items() for key in item.references}
    facts, problems = load_facts(ROOT)
    cited |= {key for fact in facts for key in fact.keys}
    assert not problems
    assert cited == set(Course(ROOT).references())


def test_no_work_that_was_only_recalled_carries_a_figure() -> None:
    recalled = {
        key for key, work in Course(ROOT).references().items() if work.verified.startswith("recalled")
    }
    facts, _ = load_facts(ROOT)
    assert [fact.claim for fact in facts if fact.figures and set(fact.keys) <= recalled] == []
