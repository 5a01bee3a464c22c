"""Long texts over several slides: everything fits, and nothing is lost."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.render.doctree import blocks
from vignettes.slides.layout import COLUMN, ROOM, TEXT, height, line_count, stack_height
from vignettes.slides.paging import SIZES, pages, sized

WORDS = st.lists(
    st.sampled_from(["She", "waits.", "Why?", "a" * 90, "你好", "and", "says", "*so*"]), min_size=1
)
TEXTS = st.lists(st.tuples(st.sampled_from(["", "> ", "- "]), WORDS), min_size=1, max_size=8)


def written(parts: list[tuple[str, list[str]]]) -> str:
    return "\n\n".join(mark + " ".join(words * 6) for mark, words in parts)


def letters(found: list[nodes.Node]) -> str:
    return "".join("".join(node.astext().split()) for node in found)


@settings(max_examples=30)
@given(TEXTS)
def test_no_slide_holds_more_than_there_is_room_for_and_no_letter_is_lost(
    parts: list[tuple[str, list[str]]],
) -> None:
    text = blocks(written(parts))
    groups = pages(text)
    assert all(group and stack_height(group) <= ROOM for group in groups)
    assert "".join(map(letters, groups)) == letters(text)


def test_a_long_text_is_parted_between_sentences_and_balanced() -> None:
    sentence = "She waits until the kettle is quiet and then she says what she came to say."
    groups = pages(blocks(" ".join([sentence] * 14)))
    assert len(groups) == 2
    assert all(group[-1].astext().endswith("say.") for group in groups)
    full = [stack_height(group) for group in groups]
    assert abs(full[0] - full[1]) < 0.2 * ROOM


def test_a_short_text_stays_together() -> None:
    assert len(pages(blocks("One line.\n\n> Another.\n\n- And a list."))) == 1


def test_a_numbered_list_counts_on_over_slides() -> None:
    (listed,) = blocks("\n".join(f"{i}. An entry of the list" for i in range(1, 25)))
    starts = [group[0]["start"] for group in pages([listed])]
    counts = [len(group[0].children) for group in pages([listed])]
    assert len(starts) > 1 and sum(counts) == 24
    assert starts == [1 + sum(counts[:i]) for i in range(len(counts))]


def test_smaller_letters_are_tried_before_a_text_is_parted() -> None:
    room = int(ROOM / (height(nodes.paragraph("", "x"))))
    short, longer = ([nodes.paragraph("", "x")] * count for count in (room, room + 1))
    assert sized(short, SIZES)[0] == ""
    assert sized(longer, SIZES)[0] == "dense" and len(sized(longer, SIZES)[1]) == 1
    look, groups = sized(short * 4, SIZES)
    assert look == "" and len(groups) == 4, "smaller letters would save no slide"


def test_a_word_that_is_wider_than_the_column_is_counted_over_lines() -> None:
    assert line_count("x", TEXT, COLUMN) == 1
    assert line_count("m" * 200, TEXT, COLUMN) > 4
    assert line_count("你" * 40, TEXT, COLUMN) == 2
