"""A folder in, problems out: the course's own cases, other people's broken files, any text at all."""

from __future__ import annotations

import datetime
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checks.cases import STRAIGHT, branching, case, problems, single
from tests.checks.generate import generate
from vignettes.bibliography import load_bibliography
from vignettes.checks import RULES
from vignettes.checks.facts import bare_figure, load_facts
from vignettes.checks.page import FILE, page_text
from vignettes.checks.run import check_folders, glossary_terms, prose_of
from vignettes.confidence import MARKS, expected
from vignettes.course import Course

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 23)


def course(folder: Path, facts: str | None = None) -> Path:
    """Return a course without cases that has a bibliography and, if given, facts."""
    (folder / "exercises").mkdir(parents=True)
    (folder / "book").mkdir()
    bibliography = (ROOT / "book" / "references.bib").read_text("utf-8")
    (folder / "book" / "references.bib").write_text(bibliography, "utf-8")
    if facts is not None:
        (folder / "book" / "facts").mkdir()
        (folder / "book" / "facts" / "first.yml").write_text(facts, "utf-8")
    return folder


def test_the_cases_of_this_course_have_no_error_and_no_warning() -> None:
    found, count = check_folders(Course(ROOT), today=TODAY)
    assert count
    assert found == [], "\n\n".join(map(str, found))


def test_the_page_about_the_rules_is_fresh() -> None:
    assert (ROOT / FILE).read_text("utf-8") == page_text(), "run: python -m vignettes.checks.page"


def test_the_page_tells_of_every_rule_what_to_do() -> None:
    page = page_text()
    for rule in RULES:
        assert f"## {rule.code} `{rule.name}`" in page
        assert rule.advice in page


def test_every_work_behind_a_fact_is_in_the_bibliography() -> None:
    known = load_bibliography(ROOT / "book" / "references.bib")
    facts, problems = load_facts(ROOT)
    assert facts and not problems
    assert {key for fact in facts for key in fact.keys} <= set(known)


def test_the_figures_of_the_pooled_review_are_marked_as_seen_once() -> None:
    facts, _ = load_facts(ROOT)
    pooled = [fact for fact in facts if "cicekozdemir2024plissit" in fact.keys and "1.68" in fact.figures]
    assert [fact.confirmed for fact in pooled] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1",
        "- claim: x",
        "- {claim: x, keys: [], strength: RCT}",
        "- [",
        "- {claim: x, keys: [a], strength: guess}",
    ],
)
def test_broken_facts_are_a_problem_with_a_place(tmp_path: Path, text: str) -> None:
    (problem,) = check_folders(Course(course(tmp_path / "course", text)), today=TODAY)[0]
    assert problem.path == "book/facts/first.yml"


def test_the_mistakes_of_all_files_of_facts_come_in_one_report(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "- {claim: x, keys: [], strength: RCT}\n- {claim: y}")
    (root / "book" / "facts" / "second.yml").write_text("a: 1", "utf-8")
    facts, problems = load_facts(root)
    assert facts == ()
    assert [problem.path for problem in problems] == [
        "book/facts/first.yml",
        "book/facts/first.yml",
        "book/facts/second.yml",
    ]


def test_a_figure_is_read_without_thousands_sign_and_with_its_nought() -> None:
    assert [bare_figure(n) for n in ("1,660", "-.48", "0.90", "10")] == ["1660", "0.48", "0.90", "10"]


def test_problems_of_reading_and_of_the_rules_come_in_one_report(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    generate(root / "exercises", 2)
    (root / "exercises" / "generated" / "broken.yml").write_text("id: [", "utf-8")
    good = root / "exercises" / "generated" / "generated-00001.yml"
    good.write_text(good.read_text("utf-8").replace("annon1976plissit", "anon1976plissit"), "utf-8")
    found, count = check_folders(Course(root), today=TODAY)
    assert count == 3
    assert {problem.code for problem in found} == {"V001", "Q036"}
    (place,) = {
        p.line
        for p in found
        if p.code == "Q036" and p.trail[-1] == "entry 1" and p.trail[0] == "references"
    }
    assert good.read_text("utf-8").splitlines()[place - 1].startswith("references:")


def test_a_folder_of_its_own_can_be_checked(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    generate(tmp_path / "elsewhere", 1)
    assert check_folders(Course(root), [tmp_path / "elsewhere"], TODAY) == ([], 1)


def test_glossary_terms_are_the_lines_that_are_not_indented(tmp_path: Path) -> None:
    page = tmp_path / "glossary.md"
    page.write_text(
        "# Words\n\n```{glossary}\nPDE5 inhibitor\n  A tablet.\n\nPLISSIT\n  Four levels.\n```\n", "utf-8"
    )
    assert glossary_terms(page) == {"PDE5 inhibitor", "PLISSIT"}
    assert glossary_terms(tmp_path / "missing.md") == frozenset()


def test_the_prose_of_pages_and_notebooks_is_read_and_their_outputs_are_not(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    (root / "book" / "page.md").write_text("Told once.", "utf-8")
    (root / "notebooks").mkdir()
    cells = [
        {"cell_type": "markdown", "source": ["Told ", "here."]},
        {"cell_type": "code", "source": "show()", "outputs": [{"text": "printed"}]},
    ]
    (root / "notebooks" / "clinic.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    (root / "notebooks" / "broken.ipynb").write_text("{", "utf-8")
    assert prose_of(root) == {
        "book/page.md": "Told once.",
        "notebooks/clinic.ipynb": "Told here.",
        "notebooks/broken.ipynb": "",
    }


def test_honest_confidence_pays_best_with_switches_at_two_thirds_and_four_fifths() -> None:
    assert expected(2 / 3, "guessing") == pytest.approx(expected(2 / 3, "think so"))
    assert expected(4 / 5, "think so") == pytest.approx(expected(4 / 5, "sure"))
    for p, best in ((0.5, "guessing"), (0.75, "think so"), (0.9, "sure")):
        assert max(MARKS, key=lambda level, p=p: expected(p, level)) == best  # type: ignore[misc]


TEXT = st.text(min_size=1, max_size=200).filter(str.strip)
SHREDS = st.lists(
    st.sampled_from(
        [
            *(
                "“",
                "”",
                '"',
                ">",
                "\n",
                "* ",
                "_",
                "(A)",
                "option B",
                "95%",
                "SMD",
                "-",
                "–",
                "1,000",
                ".5",
                "²",
                "٣",
            ),
            *(
                "sensate focus",
                "aims to",
                "orgasm",
                "PLISSIT",
                "before moving",
                "therapist",
                "touch",
                "breast",
                ".",
            ),
            *(
                "n = 40 women",
                "16-year-old",
                "yo",
                "never",
                "may",
                "and",
                "I",
                "only",
                "II and III",
                "?",
                "not",
                "STI",
            ),
        ]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


def line(text: str) -> str:
    return " ".join(text.split())[:600] or "x"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_text_makes_a_rule_crash(data: Any) -> None:
    words = st.one_of(TEXT, SHREDS).map(lambda text: text if text.strip() else "x")
    draw = lambda: data.draw(words)  # noqa: E731
    kind = data.draw(st.sampled_from(["next_step", "number", "level", "reply", "rule"]))
    item = single(option_type=kind)
    item |= {"prompt": line(draw()), "rationale": draw()}
    for option in item["options"]:
        option |= {"text": line(draw()), "feedback": draw()}
    strange = case(item, person=line(draw()), title=line(draw()), debrief=draw(), facilitator=draw())
    strange["stages"][0]["text"] = draw()
    strange["tags"] = data.draw(
        st.lists(st.sampled_from(["law", "negative-ok", "ethics-absolute", "expert-opinion"]))
    )
    forked = branching(*STRAIGHT)
    for stage in forked["stages"]:
        stage["text"] = draw()
    for problem in problems(strange, forked):
        assert str(problem)


@pytest.mark.parametrize("count", [10, 100])
def test_generated_vignettes_are_sound(tmp_path: Path, count: int) -> None:
    generate(tmp_path / "made", count)
    assert check_folders(Course(ROOT), [tmp_path / "made"], TODAY) == ([], count)


def test_generated_vignettes_are_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, 7)
    files = sorted((tmp_path / "one").rglob("*.yml"))
    assert len(files) == 7
    for file in files:
        assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()


@pytest.mark.slow
def test_the_time_grows_with_the_number_of_cases_and_not_with_its_square(tmp_path: Path) -> None:
    times = []
    for count in (50, 400):
        generate(tmp_path / str(count), count)
        check_folders(Course(ROOT), [tmp_path / str(count)], TODAY)
        start = time.process_time()
        check_folders(Course(ROOT), [tmp_path / str(count)], TODAY)
        times.append(time.process_time() - start)
    assert times[1] < 8 * 2 * times[0]


def test_a_missing_bibliography_is_told_apart_from_a_mistake_of_the_author(tmp_path: Path) -> None:
    from vignettes.errors import UsageError

    (tmp_path / "exercises").mkdir()
    with pytest.raises(UsageError):
        check_folders(Course(tmp_path), today=TODAY)
