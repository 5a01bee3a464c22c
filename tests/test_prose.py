"""Vignette texts know paragraphs, quotations, lists and emphasis; everything else stays text."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from vignettes.render.doctree import blocks, inlines
from vignettes.render.html import render
from vignettes.render.prose import Bullets, Paragraph, Quotation, parse, plain, plain_line

HOSTILE = "`x` $40 or $60 <b>y</b> & </script> {=~#} [[z]] [a](http://b.c) ![i](j.png) {term}`t` 🙂 ليلى"


def html(text: str) -> str:
    return "".join(render(node) for node in blocks(text))


def test_paragraphs_quotations_and_lists_are_told_apart() -> None:
    kinds = [type(block) for block in parse("One.\n\n> Two.\n\n- three\n- four\n\n1. five")]
    assert kinds == [Paragraph, Quotation, Bullets, Bullets]


def test_markup_of_other_languages_stays_the_characters_typed() -> None:
    assert plain_line(HOSTILE) == HOSTILE
    assert plain(HOSTILE, width=1000) == HOSTILE
    assert "<a" not in html(HOSTILE) and "<b>" not in html(HOSTILE) and "<img" not in html(HOSTILE)


def test_straight_quotes_become_curly_in_every_rendering() -> None:
    assert plain_line('She said "it\'s"') == "She said “it’s”"
    assert html('She said "it\'s"') == "<p>She said “it’s”</p>"


def test_emphasis_is_an_element_in_html_and_gone_in_plain_text() -> None:
    assert html("*very* **much**") == "<p><em>very</em> <strong>much</strong></p>"
    assert plain_line("*very* **much**") == "very much"


def test_a_one_line_text_has_no_blocks() -> None:
    assert "".join(map(render, inlines("1. not a list"))) == "1. not a list"
    assert "".join(map(render, inlines("> not a quotation"))) == "&gt; not a quotation"


def test_plain_text_is_wrapped_and_indented() -> None:
    text = plain("> " + "word " * 30, width=40, indent="  ")
    assert all(line.startswith("  > ") and len(line) <= 40 for line in text.splitlines())


@given(st.text(max_size=120))
def test_no_text_makes_an_element_that_is_not_ours(text: str) -> None:
    allowed = (nodes.paragraph, nodes.block_quote, nodes.bullet_list, nodes.enumerated_list,
               nodes.list_item, nodes.emphasis, nodes.strong, nodes.Text)  # fmt: skip
    for block in blocks(text or "x"):
        assert all(isinstance(node, allowed) for node in block.findall())
