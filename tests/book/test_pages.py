"""The book: complete pages, the same markup as in a notebook, nothing leaked, nothing fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.building import GALLERY, build, gallery_course
from vignettes.course import Course
from vignettes.editions.audience import letters
from vignettes.loading import Bank
from vignettes.render.html import static_html
from vignettes.sphinx_ext.lean import foreign_loads

pytestmark = pytest.mark.slow

VOID = {"input", "br", "img", "hr", "meta", "link"}


class Skeleton(HTMLParser):
    """The elements of a case with our attributes, and its words; sources are left out."""

    def __init__(self, case: str) -> None:
        super().__init__()
        self.case, self.depth, self.skipped = case, 0, 0
        self.lines: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if not self.depth and given.get("data-vignette") != self.case:
            return
        if tag not in VOID:
            self.depth += 1
            if self.skipped or "vignette-sources" in (given.get("class") or ""):
                self.skipped += 1
        if self.skipped or (
            tag in ("div", "a", "p") and not (given.get("class") or "").startswith("vignette")
        ):
            return
        ours = {k: v for k, v in given.items() if k.startswith(("data-", "aria-")) or k in KEPT}
        self.lines.append(f"{tag} {sorted(ours.items())}")

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1
            self.skipped = max(0, self.skipped - 1)

    def handle_data(self, data: str) -> None:
        if self.depth and not self.skipped:
            self.words += data.split()


KEPT = ("id", "class", "type", "name", "value", "start")


def skeleton(html: str, case: str) -> tuple[list[str], list[str]]:
    parser = Skeleton(case)
    parser.feed(html)
    lines = [re.sub(r"^h\d", "h", line).replace("('class', 'simple'), ", "") for line in parser.lines]
    lines = [re.sub(r"\('class', '(arabic|simple|arabic simple)'\)", "", line) for line in lines]
    return lines, parser.words


@pytest.mark.parametrize(
    ("page", "case"),
    [
        ("index", "every-type"),
        ("index", "branching-path"),
        ("index", "branching-state"),
        ("pages", "hostile-text"),
    ],
)
def test_a_case_has_the_same_markup_and_words_in_book_and_notebook(gallery_site: Path, page, case) -> None:
    course = Course(GALLERY)
    static = static_html(course.bank().vignette(case), course.references())
    html = (gallery_site / "book" / f"{page}.html").read_text("utf-8")
    assert skeleton(html, case) == skeleton(static, case)


def test_hostile_text_reaches_the_page_as_text(gallery_site: Path) -> None:
    html = (gallery_site / "book" / "pages.html").read_text("utf-8")
    assert "&lt;b&gt;bold&lt;/b&gt; \\ {=~#} [[ $40 or $60 `x` 🙂" in html
    assert "alert(" not in re.sub(r"&lt;script&gt;alert", "", html)
    assert 'class="math' not in html


def test_every_page_stands_without_facilitator_notes(gallery_site: Path) -> None:
    everything = "".join(file.read_text("utf-8") for file in gallery_site.rglob("*.html"))
    index = (gallery_site / "searchindex.js").read_text("utf-8")
    assert "Only instructors read this box" not in everything
    assert "Let pairs say the reply aloud" not in everything
    assert "instructors" not in index


def test_sources_and_doctrees_are_not_published(site: Path) -> None:
    names = {file.name for file in site.rglob("*")}
    assert "_sources" not in names
    assert not [name for name in names if name.endswith((".doctree", ".yml", ".pickle", ".ipynb"))]


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    found = {file.name: foreign_loads(file.read_text("utf-8")) for file in site.rglob("*.html")}
    assert {name: loads for name, loads in found.items() if loads} == {}


def test_search_finds_the_words_of_a_case(gallery_site: Path) -> None:
    index = (gallery_site / "searchindex.js").read_text("utf-8")
    assert "leaflet" in index


def test_the_script_is_linked_only_where_a_case_stands(gallery_site: Path) -> None:
    linked = {
        file.stem: "vignettes.js" in file.read_text("utf-8")
        for file in (gallery_site / "book").glob("*.html")
    }
    assert linked == {"index": True, "pages": True, "references": False}


def test_mistakes_on_pages_fail_the_strict_build_with_their_places(tmp_path: Path) -> None:
    course = gallery_course(tmp_path / "course")
    (course / "book" / "pages.md").write_text(
        "# Page\n\n```{vignette} evry-type\n```\n\n```{review-status} approved\n```\n\n"
        "```{vignette} hostile-text\n```\n\n```{vignette} hostile-text\n```\n",
        encoding="utf-8",
    )
    result = build(course, tmp_path)
    printed = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout + result.stderr)
    assert result.returncode != 0
    for line, said in (
        (3, "There is no vignette “evry-type”. Did you mean “every-type”?"),
        (6, "review-status is “unreviewed”"),
        (12, "“hostile-text” stands on this page twice"),
    ):
        assert re.search(rf"pages\.md:{line}: WARNING: {re.escape(said)}", printed), printed


def test_a_mistake_in_a_vignette_stops_the_build_with_its_place_and_no_traceback(tmp_path: Path) -> None:
    course = gallery_course(tmp_path / "course")
    file = course / "exercises" / "gallery" / "every-type.yml"
    file.write_text(file.read_text("utf-8").replace("minutes: 12", "minutes: twelve"), encoding="utf-8")
    result = build(course, tmp_path)
    printed = result.stdout + result.stderr
    assert result.returncode != 0
    assert "every-type.yml:8:1" in printed
    assert "`minutes` must be a whole number" in printed
    assert "Traceback" not in printed


def test_an_exam_item_never_stands_in_the_book(tmp_path: Path) -> None:
    course = gallery_course(tmp_path / "course")
    file = course / "exercises" / "gallery" / "hostile-text.yml"
    file.write_text(
        file.read_text("utf-8").replace("minutes: 3", "minutes: 3\nuse: exam"), encoding="utf-8"
    )
    result = build(course, tmp_path, strict=False)
    assert "is an exam item" in result.stdout + result.stderr
    pages = "".join(page.read_text("utf-8") for page in (tmp_path / "_build" / "html").rglob("*.html"))
    assert "case-hostile-text--opening" not in pages


def test_no_exam_item_is_anywhere_on_the_site(site: Path, bank: Bank) -> None:
    exam = {case.vignette.id: letters(case.vignette.stages[0].text)[:80] for case in bank.exam()}
    assert exam
    for file in site.rglob("*"):
        if file.suffix not in (".html", ".js", ".json", ".txt", ".inv"):
            continue
        text = file.read_text("utf-8", errors="replace")
        plain = letters(text)
        assert not [name for name, story in exam.items() if name in text or story in plain], file


@pytest.mark.parametrize(("builder", "suffix"), [("latex", "tex"), ("text", "txt")])
def test_other_builders_print_the_whole_case(tmp_path: Path, builder: str, suffix: str) -> None:
    course = gallery_course(tmp_path / "course")
    result = build(course, tmp_path, "--builder", "custom", "--custom-builder", builder)
    assert result.returncode == 0, result.stdout + result.stderr
    files = (tmp_path / "_build").rglob(f"*.{suffix}")
    text = " ".join("".join(file.read_text("utf-8") for file in files).split())
    for words in (
        "Hand her a leaflet on pain",
        "her question has not been heard",
        "Three sentences are enough",
    ):
        assert words in text
