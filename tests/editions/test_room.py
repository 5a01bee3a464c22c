from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import typst
from docutils import nodes

from vignettes.editions import compiler
from vignettes.editions.builder import TEMPLATE
from vignettes.editions.markup import head, words
from vignettes.editions.writer.room import COMMON, PAGE, WIDEST, height, kept
from vignettes.render import nodes as v


def paragraphs(count: int, letters: int) -> list[nodes.Node]:
    return [nodes.paragraph("", ("word " * letters)[:letters]) for _ in range(count)]


def kept_in(parts: list[nodes.Node], most: float, large: bool = False) -> str:
    return kept(SimpleNamespace(large=large), parts, most)  # type: ignore[arg-type]


def test_a_few_lines_stay_on_a_page_and_many_may_run_on() -> None:
    assert kept_in(paragraphs(2, 200), 90) == "true"
    assert kept_in(paragraphs(2, 2000), 90) == "false"
    assert kept_in(paragraphs(20, 10), 90) == "false"


def test_nothing_is_kept_together_that_might_not_fit_on_a_page() -> None:
    assert height(paragraphs(1, 2000), COMMON) < 150 and height(paragraphs(1, 2000), WIDEST) > PAGE
    assert kept_in(paragraphs(1, 2000), 150) == "none"


def test_in_large_print_everything_is_measured() -> None:
    assert kept_in(paragraphs(2, 20), 90, large=True) == "none"


@pytest.mark.parametrize("node", [nodes.image(), nodes.table(), nodes.literal_block(), nodes.figure()])
def test_what_cannot_be_counted_is_measured(node: nodes.Node) -> None:
    assert kept_in([node], 1000) == "none"
    assert kept_in([nodes.paragraph("", "", nodes.image())], 1000) == "none"


def test_room_for_handwriting_counts() -> None:
    assert kept_in([v.vignette_writing(rows=4)], 90) == "true"
    assert kept_in([v.vignette_writing(rows=12)], 90) == "false"


@pytest.mark.parametrize(("count", "letters"), [(1, 400), (4, 120), (8, 30), (14, 1)])
def test_the_page_never_needs_more_room_than_is_counted(tmp_path: Path, count: int, letters: int) -> None:
    """Wide letters in the column of the options, with the template's own widest spacing."""
    text = ("Women MAY come whenever. " * letters)[:letters]
    items = "".join(f"[{words(text)}], " for _ in range(count))
    body = f'#block(width: 125mm, lettered("box", {items}))'
    source = tmp_path / "measure.typ"
    opening = head((), large=False) + TEMPLATE.read_text("utf-8")
    look = "#set text(font: serif, size: 11pt)\n#set par(leading: .66em, spacing: .95em)\n"
    measured = f"#context [#metadata(measure([{body}]).height / 1mm)<high>]"
    source.write_text(opening + look + measured, "utf-8")
    found = typst.Compiler(str(source), root=str(tmp_path), font_paths=compiler.fonts()).query(
        "<high>", field="value", one=True
    )
    assert float(found) <= height(paragraphs(count, letters), WIDEST)
