from __future__ import annotations

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


def test_a_module_comes_with_the_back_matter_only(root: Path) -> None:
    names = "two/index two/a glossary references"
    assert contents(root).chosen(["two"]).pages() == [f"book/{name}" for name in names.split()]


def test_modules_keep_the_order_of_the_course(root: Path) -> None:
    assert contents(root).chosen(["three", "one"]).names() == ["one", "three"]


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
