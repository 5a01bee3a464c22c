"""The blueprint counts what the course holds, and shows what is thin."""

from __future__ import annotations

from pathlib import Path

import pytest

from vignettes.blueprint import AREAS, PAGE, Blueprint, page_text, tables
from vignettes.course import Course
from vignettes.errors import UsageError

ROOT = Path(__file__).parents[1]

PAGE_OF_MODULE = """\
---
objectives: [walks.begin]
aasect: [a, h]
---
# Walks

{words}

```{{index}} walks; short
```

```{{vignette}} walks-one
```

:::{{admonition}} Afterwards you can
:class: objectives
- begin a walk (`walks.begin`)
- end it (`walks.end`)
:::
"""


def case(name: str, use: str = "learning", level: str = "advanced", objective: str = "walks.begin") -> str:
    text = (ROOT / "tests" / "gallery" / "exercises" / "gallery" / "branching-state.yml").read_text("utf-8")
    return (
        text.replace("id: branching-state", f"id: {name}")
        .replace("module: gallery", "module: walks")
        .replace("level: advanced", f"level: {level}")
        .replace("[plissit.permission]", f"[{objective}]\naasect: [h]\nuse: {use}")
    )


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "course"
    for name in ("exercises/walks", "exercises/exam/walks", "book/walks"):
        (folder / name).mkdir(parents=True)
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n  - file: book/walks/index\n", "utf-8"
    )
    (folder / "book" / "index.md").write_text("# Book\n\n" + "word " * 900, "utf-8")
    (folder / "book" / "walks" / "index.md").write_text(PAGE_OF_MODULE.format(words="word " * 591), "utf-8")
    (folder / "exercises" / "walks" / "walks-one.yml").write_text(case("walks-one"), "utf-8")
    (folder / "exercises" / "exam" / "walks" / "walks-two.yml").write_text(
        case("walks-two", "exam", "introductory", "walks.end"), "utf-8"
    )
    return Course(folder)


def test_the_blueprint_counts_reading_cases_and_items(course: Course) -> None:
    found = Blueprint(course)
    module = found.of_module("walks")
    assert module.reading == pytest.approx(602 / 200)
    assert (module.cases, module.case_minutes, module.items, module.exam_items) == (1, 12, 4, 4)
    begun, ended = found.of_objective("walks.begin"), found.of_objective("walks.end")
    assert (begun.items, begun.exam_items, begun.thin) == (4, 0, False)
    assert (ended.reading, ended.items, ended.exam_items, ended.thin) == (0, 0, 4, True)
    assert found.of_level("introductory").exam_items == 4
    assert found.of_level("advanced").items == 4
    assert found.of_area("h").items == 4
    assert (found.of_area("a").items, found.of_area("a").reading) == (0, module.reading)


def test_what_is_thin_is_named(course: Course) -> None:
    text = tables(course)
    assert "| ▲ end it (`walks.end`) | 0 | 0 | 0 | 0 | 4 |" in text
    assert "| begin a walk (`walks.begin`) | 3 | 1 | 12 | 4 | 0 |" in text
    thin = next(line for line in text.splitlines() if line.startswith("Fewer than"))
    assert "`walks.end`, a. ethics" in thin and "h. health" not in thin
    assert "No exam item yet: `walks.begin`." in text


def test_other_banks_are_counted_in(course: Course, tmp_path: Path) -> None:
    bank = tmp_path / "bank" / "walks"
    bank.mkdir(parents=True)
    (bank / "walks-three.yml").write_text(case("walks-three", "exam"), "utf-8")
    assert "No exam item yet: none." in tables(Course(course.root, (tmp_path / "bank",)))


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("objectives: walks.begin", "`objectives` in the front matter must be a list"),
        ("objectives: [walks.begin", "the front matter cannot be read"),
        ("just words", "holds no `key: value` lines"),
    ],
)
def test_front_matter_that_cannot_be_read_is_named(course: Course, front: str, said: str) -> None:
    file = course.root / "book" / "walks" / "index.md"
    file.write_text(f"---\n{front}\n---\n# Walks\n", "utf-8")
    with pytest.raises(UsageError, match=r"walks/index\.md") as caught:
        Blueprint(course)
    assert said in str(caught.value)


def test_the_page_of_the_book_is_fresh() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == page_text(Course(ROOT)), "run: make generated"


def test_every_area_that_a_case_may_name_has_a_name() -> None:
    assert "".join(AREAS) == "abcdefghijklmnopq"
