"""HTML becomes the small Markdown, and what is written reads back as what was meant."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.intake import markdown
from vignettes.intake.asking import divided
from vignettes.intake.question import Losses
from vignettes.intake.rich_text import NOT_TEXT, blocks_of, inlines_of
from vignettes.render.prose import (
    Block,
    Bullets,
    Emphasis,
    Inline,
    Paragraph,
    Quotation,
    Words,
    parse,
    parse_line,
)

MARKS = ["1.", "2)", " ", "\n", "\\n", "**", "__", "- ", "> ", "&amp;", "</p>", "<b>", "::", "a_b", "“x”"]
WORDS = ["the", "word", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"]
PIECES = [*"abcé م🙂 \\*_>-+#`$&<'\"()[]{}.!?=~|", *MARKS, *WORDS]
"""What texts are made of: all that could become markup, and ordinary words."""
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=24).map("".join)
runs = st.lists(st.tuples(texts, st.tuples(st.booleans(), st.booleans())), min_size=1, max_size=5)
paragraphs = runs.map(inlines_of).filter(bool).map(Paragraph)


def lists(entries: st.SearchStrategy[Block]) -> st.SearchStrategy[Bullets]:
    entry = st.lists(entries, min_size=1, max_size=2).map(tuple)
    return st.builds(
        Bullets, st.lists(entry, min_size=1, max_size=3).map(tuple), st.none() | st.integers(1, 120)
    )


blocks = st.recursive(
    paragraphs,
    lambda inner: lists(inner) | st.builds(Quotation, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    max_leaves=5,
)


def straight(parts: tuple[Inline, ...], emphasis: bool) -> tuple[object, ...]:
    """Return inline parts as comparable values: quotes straight, words joined."""
    said: list[object] = []
    for part in parts:
        if isinstance(part, Words):
            said.append(re.sub("[“”]", '"', re.sub("[‘’]", "'", part.text)))
        elif emphasis:
            said.append((part.strong, straight(part.children, emphasis)))
        else:
            said += straight(part.children, emphasis)
    joined: list[object] = []
    for one in said:
        if joined and isinstance(one, str) and isinstance(joined[-1], str):
            joined[-1] += one
        else:
            joined.append(one)
    return tuple(joined)


def shape(found: tuple[Block, ...], emphasis: bool) -> list[object]:
    shapes: list[object] = []
    for block in found:
        if isinstance(block, Paragraph):
            shapes.append(straight(block.children, emphasis))
        elif isinstance(block, Quotation):
            shapes.append(("quotation", shape(block.children, emphasis)))
        else:
            shapes.append(("list", block.start, [shape(entry, emphasis) for entry in block.entries]))
    return shapes


@settings(max_examples=70)
@given(st.lists(blocks, min_size=1, max_size=4).map(tuple))
def test_what_is_written_reads_back_as_the_same_blocks(wanted: tuple[Block, ...]) -> None:
    losses = Losses()
    found = parse(markdown.prose(wanted, losses, "x"))
    kept = not losses.found
    assert shape(found, kept) == shape(wanted, kept)


@settings(max_examples=70)
@given(runs.map(inlines_of).filter(bool))
def test_a_line_reads_back_as_the_same_words(wanted: tuple[Inline, ...]) -> None:
    losses = Losses()
    said = markdown.inline(wanted, losses, "x", alone=False)
    kept = not losses.found
    assert "\n" not in said
    assert straight(parse_line(said), kept) == straight(wanted, kept)


@settings(max_examples=70)
@given(st.text(max_size=60) | texts)
def test_any_text_comes_through_html_and_markdown_as_the_characters_it_was(text: str) -> None:
    losses = Losses()
    found = blocks_of(html.escape(text), "html", losses, "x")
    said = "".join(markdown.plain_of(p.children) for p in parse(markdown.prose(found, losses, "x")))
    # what HTML itself cannot say: a carriage return is a line feed, and characters that are no text
    wanted = " ".join(
        re.split(r"[\s\u200b]+", NOT_TEXT.sub("", unicodedata.normalize("NFC", text)))
    ).strip()
    quotes = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
    assert said.translate(quotes) == wanted.translate(quotes)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("<p>One <em>two</em> <b>three</b>.</p>", "One *two* **three**."),
        ("<p>a</p><blockquote><p>b</p><p>c</p></blockquote>", "a\n\n> b\n>\n> c"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n- b"),
        ('<ol start="3"><li>a<ul><li>b</li></ul></li></ol>', "3. a\n\n   - b"),
        ("a<br>b<br/><br/>c", "a\n\nb\n\nc"),
        ("1. no list", "1\\. no list"),
        ("&gt; no &amp;quot; *quotation* &nbsp; _x_", "\\> no &quot; \\*quotation\\* \\_x\\_"),
        ("<b> spaced </b>out", "**spaced** out"),
        ("<i>a <b>b</b></i>", "*a **b***"),
        ("<p>a_b c</p>", "a_b c"),
    ],
)
def test_html_has_its_equal_in_the_small_markdown(written: str, wanted: str) -> None:
    losses = Losses()
    assert markdown.prose(blocks_of(written, "html", losses, "x"), losses, "x") == wanted
    assert losses.found == ()


@pytest.mark.parametrize(
    ("written", "kept", "lost"),
    [
        (
            'a<img src="@@PLUGINFILE@@/x%20y.png" alt="a scale">b',
            "ab",
            "picture “a scale” (x%20y.png) in x",
        ),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", "a | b\n\nc", "a table"),
        ('<a href="https://example.org/">there</a>', "there", "the link to https://example.org/"),
        ("a<script>alert('x')</script><style>p {}</style>b", "ab", "<script> in x"),
        ("a<style>p {}</style>b", "ab", "<style> in x"),
        ('<p style="color: red">a</p>', "a", "styles in x"),
        ("H<sub>2</sub>O", "H2O", "markup <sub>"),
        ("\\(x^2\\)", "\\\\(x^2\\\\)", "the formula \\(x^2\\) in x"),
        ("<math><mi>x</mi><mo>+</mo><mn>1</mn></math>", "x+1", "a formula in MathML"),
        ("a<!-- b -->c", "ac", "a comment that no reader sees"),
        ("<h2>a</h2>b", "a\n\nb", "headings"),
        ("<video src='v.mp4'></video>a", "a", "video (v.mp4)"),
        ("a\x07b", "ab", "characters that are no text"),
        ("<b>(</b>a", "(a", "emphasis in x that cannot be written here"),
    ],
)
def test_what_has_no_equal_is_named_and_its_text_kept(written: str, kept: str, lost: str) -> None:
    losses = Losses()
    assert markdown.prose(blocks_of(written, "html", losses, "x"), losses, "x") == kept
    assert any(lost in found for found in losses.found), losses.found


@pytest.mark.parametrize(
    ("written", "form", "wanted"),
    [
        ("a <b>\nc", "plain", "a <b>\n\nc"),
        ("a *b*\n\n> c `d`", "markdown", "a *b*\n\n> c d"),
        ("a\nb <i>c</i>", "moodle", "a\n\nb *c*"),
        ("<p>a\nb</p>", "moodle", "a b"),
    ],
)
def test_every_text_format_is_read_as_itself(written: str, form: str, wanted: str) -> None:
    losses = Losses()
    assert markdown.prose(blocks_of(written, form, losses, "x"), losses, "x") == wanted


def test_ten_thousand_open_tags_neither_crash_nor_lose_their_text() -> None:
    losses = Losses()
    found = blocks_of("<blockquote>" * 10_000 + "deep", "html", losses, "x")
    assert "deep" in markdown.prose(found, losses, "x")
    assert any("nested too deeply" in what for what in losses.found)


@pytest.mark.parametrize(
    ("written", "story", "prompt"),
    [
        ("<p>Mrs. A is 34. It hurts.</p><p>What now?</p>", "Mrs. A is 34. It hurts.", "What now?"),
        ("<p>She is 34. What now? Choose two.</p>", "She is 34.", "What now? Choose two."),
        ("<p>Only this?</p>", "", "Only this?"),
        ("<p>She is 34. What now?</p><p>Select one:</p>", "She is 34.", "What now? Select one:"),
        ("<p>She is tired. Name the <em>first</em> step.</p>", "She is tired.", "Name the *first* step."),
        ("<p>Story.</p><p><strong>All. Of it?</strong></p>", "Story.", "All. Of it?"),
        ("<p>A.</p><blockquote>Is it me?</blockquote><p>Reply.</p>", "A.\n\n> Is it me?", "Reply."),
        ("<p>He asks: “Is it me?” Choose a reply.</p>", "He asks: “Is it me?”", "Choose a reply."),
        ("<p>Which?</p><ul><li>a</li></ul>", "- a", "Which?"),
        ("<p>ماذا تقول؟</p>", "", "ماذا تقول؟"),
        ("<ul><li>a</li></ul>", "- a", ""),
        ("<p>Dr. B. sees e.g. Ann at 5.30. Why?</p>", "Dr. B. sees e.g. Ann at 5.30.", "Why?"),
    ],
)
def test_the_sentence_that_asks_is_the_prompt_and_the_rest_the_story(
    written: str, story: str, prompt: str
) -> None:
    losses = Losses()
    told, asked, _ = divided(blocks_of(written, "html", losses, "x"))
    assert markdown.prose(told, losses, "x") == story
    assert markdown.inline(asked, losses, "x", alone=False) == prompt


@settings(max_examples=60)
@given(st.lists(paragraphs, min_size=1, max_size=3).map(tuple))
def test_dividing_loses_no_word(stem: tuple[Block, ...]) -> None:
    def words(found: tuple[Block, ...]) -> str:
        return "".join(markdown.plain_of(p.children) for p in markdown.paragraphs(found))

    story, prompt, _ = divided(stem)
    both = words(story) + markdown.plain_of(prompt)
    assert sorted(both.replace(" ", "")) == sorted(words(stem).replace(" ", ""))


def test_emphasis_is_told_apart_in_the_comparison_of_these_tests() -> None:
    one = (Words("a"), Emphasis((Words("b"),), strong=False))
    assert straight(one, True) != straight(one, False)
