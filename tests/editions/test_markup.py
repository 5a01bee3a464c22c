from __future__ import annotations

import typst
from hypothesis import given
from hypothesis import strategies as st

from vignettes.editions.markup import CONTROL, block, call, string, words


def test_a_string_escapes_what_would_end_it() -> None:
    assert string('a "b" \\ c\nd') == '"a \\"b\\" \\\\ c\\nd"'


def test_terminal_colours_and_control_characters_are_dropped() -> None:
    assert string("\x1b[31mred\x1b[0m\x00\x07") == '"red"'


def test_no_words_are_no_markup() -> None:
    assert words("") == ""


def test_a_call_names_its_options_as_typst_does() -> None:
    assert call("table", "1", body="#x;", row_gap="2pt") == "#table(1, row-gap: 2pt)[#x;];"


def test_a_block_stands_apart() -> None:
    assert block("rule") == "\n\n#rule();\n\n"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_whatever_is_typed_reaches_typst_as_it_is(text: str) -> None:
    source = f"#metadata({string(text)})<it>".encode()
    got = typst.query(source, "<it>", field="value", one=True, format="json")
    import json

    assert json.loads(got) == CONTROL.sub("", text)
