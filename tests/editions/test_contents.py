from __future__ import annotations

import re
from pathlib import Path

import pytest

from vignettes.editions.contents import Module, contents, modules
from vignettes.errors import UsageError

TOC = """
format: jb-book
root: book/index
parts:
  - caption: Start
    chapters: [{file: book/use.md}]
  - caption: First
    chapters:
      - file: book/one/index
        sections: [{file: book/one/a, sections: [{file: book/one/b}, {file: book/one/c}]}, {url: "https://example.org"}]
  - caption: Between
    chapters: [{file: book/between}]
  - caption: Two at once
    chapters: [{file: book/two/index}, {file: book/two/a}, {file: book/three/index}]
  - caption: Back
    chapters: [{file: book/glossary}, {file: book/references}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "_toc.yml").write_text(TOC, encoding="utf-8")
    (tmp_path / "book" / "one").mkdir(parents=True)
    (tmp_path / "book" / "one" / "index.md").write_text("---\nx: 1\n---\n# The *first*\n", encoding="utf-8")
    return tmp_path


def test_an_index_page_opens_a_module(root: Path) -> None:
    assert modules(root) == [
        Module("one", "The *first*", "First"),
        Module("two", "two", "two"),
        Module("three", "three", "three"),
    ]


def test_the_whole_course_holds_every_page_in_order(root: Path) -> None:
    names = "index use one/index one/a one/b one/c between two/index two/a three/index glossary references"
    assert contents(root).pages() == [f"book/{name}" for name in names.split()]


def test_the_desk_of_the_reader_is_in_no_edition_even_by_name(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text(
        "root: book/index\nparts: [{chapters: [{file: book/desk/review}]},"
        " {chapters: [{file: book/one/index}, {file: book/desktop}]}]",
        encoding="utf-8",
    )
    course = contents(tmp_path)
    assert course.pages() == ["book/index", "book/one/index", "book/desktop"]
    with pytest.raises(UsageError):
        course.chosen(["desk/review"])


def test_pages_about_teaching_are_printed_for_instructors_and_for_who_asks(tmp_path: Path) -> None:
    pages = ["index", "one/index", "instructors/kit", "instructors/exams", "glossary"]
    parts = [pages[1:2], pages[2:4], pages[4:]]
    said = ", ".join(
        f"{{chapters: [{', '.join(f'{{file: book/{page}}}' for page in part)}]}}" for part in parts
    )
    (tmp_path / "_toc.yml").write_text(f"format: jb-book\nroot: book/index\nparts: [{said}]\n", "utf-8")
    course = contents(tmp_path)
    assert course.chosen((), "instructor").pages() == [f"book/{page}" for page in pages]
    assert course.chosen(()).pages() == ["book/index", "book/one/index", "book/glossary"]
    assert course.chosen(["one"], "instructor").pages() == ["book/one/index", "book/glossary"]
    assert course.chosen(["instructors/kit"]).pages() == ["book/instructors/kit", "book/glossary"]


def test_a_module_comes_with_the_back_matter_only(root: Path) -> None:
    names = "two/index two/a glossary references"
    assert contents(root).chosen(["two"]).pages() == [f"book/{name}" for name in names.split()]


def test_modules_and_pages_stand_in_the_order_they_were_asked_for(root: Path) -> None:
    chosen = contents(root).chosen(["three", "book/between", "one"])
    assert chosen.names() == ["three", "one"]
    names = "three/index between one/index one/a one/b one/c glossary references"
    assert chosen.pages() == [f"book/{name}" for name in names.split()]


@pytest.mark.parametrize("said", ["one/b", "book/one/b", "book/one/b.md", "./book/one/b.md"])
def test_a_page_is_found_by_the_end_of_its_address(root: Path, said: str) -> None:
    assert contents(root).chosen([said]).pages() == ["book/one/b", "book/glossary", "book/references"]


def test_a_page_behind_the_modules_can_be_printed_first_and_is_not_printed_again(root: Path) -> None:
    chosen = contents(root).chosen(["glossary", "two"])
    names = "glossary two/index two/a references"
    assert chosen.pages() == [f"book/{name}" for name in names.split()]
    assert [group.behind for group in chosen.groups] == [False, False, True]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["tow"], "There is no module “tow”, and no page. Did you mean “two”"),
        ([""], "There is no module “”"),
        (["one/aa"], "Did you mean “one/a”"),
        (["a"], "may be any of these pages: book/one/a, book/two/a. Write more of it"),
        (["one", "one"], "“one” is asked for twice"),
        (["one", "one/b"], "“one/b” is asked for twice"),
        (["one/b", "one"], "“one” is asked for twice"),
    ],
)
def test_a_part_that_cannot_be_printed_is_refused_with_the_nearest(
    root: Path, names: list[str], said: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        contents(root).chosen(names)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (None, "cannot be read"),
        ("a: [", "not YAML"),
        ("", "not a table of contents"),
        ("- a", "not a table of contents"),
        ("root: [a]", "not a table of contents"),
        ("root: a\nchapters: [b]", "should be an entry"),
        ("root: a\nparts: [b]", "a part should be"),
        ("root: a\nchapters: [{glob: 'b/*'}]", "every page by its name"),
    ],
)
def test_a_table_of_contents_that_cannot_be_used_is_explained(
    tmp_path: Path, text: str | None, fact: str
) -> None:
    if text is not None:
        (tmp_path / "_toc.yml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=fact):
        contents(tmp_path)


def test_a_table_of_contents_may_do_without_parts(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("root: a\nchapters: [{file: b/index}, {file: c}]", encoding="utf-8")
    assert contents(tmp_path).pages() == ["a", "b/index", "c"]
