from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docutils import nodes

from tests.editions.pages import PAGE, Desk
from vignettes.editions.writer import HANDLERS, Writer
from vignettes.editions.writer.blocks import LICENCES
from vignettes.editions.writer.notebook import read_html
from vignettes.editions.writer.tables import Cell, column_weights, longest_words
from vignettes.render import nodes as v
from vignettes.render.words import page_notice


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def instructors_desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "instructor")


@pytest.mark.parametrize(
    ("rst", "markup"),
    [
        ("It's *so* **much**.", '#"It\'s ";#emph()[#"so";];#" ";#strong()[#"much";];#".";'),
        ("``a = [1]``", '#raw("a = [1]");'),
        ("- one\n- two", '#list([#"one";], [#"two";]);'),
        ("c. three\n#. four", '#enum([#"three";], [#"four";], numbering: "a.", start: 3);'),
        ("    Quoted.", '#said()[ #"Quoted."; ];'),
        ("term\n  said", '#terms(terms.item([#"term";], [#"said";]));'),
        ("::\n\n  a\n  b", '#listing("a\\nb", output: false);'),
        ("http://example.org/a", '#link("http://example.org/a")[#"http://example.org/a";];'),
        ("a\n\n----\n\nb", '#"a"; #ornament(); #"b";'),
        (".. note:: Look.", '#box-of("note", [#"Note";], short: true)[ #"Look."; ];'),
        (".. warning:: Look.", '#box-of("red-flag", [#"Warning";], short: true)[ #"Look."; ];'),
        (
            ".. admonition:: Say this\n   :class: say-this\n\n   Hello.",
            '#box-of("say-this", [#"Say this";], short: true)[ #"Hello."; ];',
        ),
        (".. comment", ""),
    ],
)
def test_a_document_becomes_markup(desk: Desk, rst: str, markup: str) -> None:
    assert desk.write(rst) == markup
    assert desk.warnings == []


def test_hostile_text_stays_a_string(desk: Desk) -> None:
    hostile = '#let x = 1; $40 or $60 <b> & </script> {=~#} [[ ]] @ref <label> // /* "'
    assert desk.write(nodes.paragraph("", hostile)) == '#"' + hostile.replace('"', '\\"') + '";'


def test_headings_follow_the_sections(desk: Desk) -> None:
    markup = desk.write("One\n===\n\nTwo\n---\n\nText.")
    assert '#chapter(1)[#"One";];' in markup
    assert '#section(2, listed: true)[#"Two";];' in markup


def test_a_link_leads_to_a_page_that_is_printed_and_is_plain_text_otherwise(desk: Desk) -> None:
    def link(address: str) -> nodes.paragraph:
        return nodes.paragraph("", "", nodes.reference("", "there", refuri=address, internal=True))

    assert desk.write(link("page:book/other#place")) == '#to("p0")[#"there";];'
    assert desk.write(link("page:book/absent#place")) == '#"there";'
    assert desk.write(nodes.paragraph("", "", nodes.reference("", "x", refuri="javascript:a"))) == '#"x";'


def test_no_id_of_the_book_reaches_the_markup(desk: Desk) -> None:
    markup = desk.write(nodes.paragraph("", "Text", ids=["the-harmful-one"]))
    assert markup == '#anchor("p0");#"Text";'


def test_a_footnote_is_set_where_it_is_called_and_only_once(desk: Desk) -> None:
    markup = desk.write("A [1]_ and [1]_.\n\n.. [1] The note.")
    assert markup.count("#note(") == 1
    assert markup.count("#noted(") == 1
    assert markup.count("The note.") == 1


def test_a_footnote_that_nothing_calls_is_printed_where_it_stands(desk: Desk) -> None:
    assert desk.write(".. [1] Alone.") == '#"Alone.";'


def test_a_node_that_nobody_planned_for_is_printed_with_a_warning(desk: Desk) -> None:
    class strange(nodes.Element):
        pass

    assert desk.write(strange("", nodes.paragraph("", "kept"))) == '#"kept";'
    assert desk.warnings == ["the edition does not know “strange”; only its text is printed"]


def test_a_kind_of_a_known_node_is_printed_like_it(desk: Desk) -> None:
    class card(nodes.container):
        pass

    assert desk.write(card("", nodes.paragraph("", "kept"))) == '#"kept";'
    assert desk.warnings == []


def test_mathematics_is_printed_as_its_source_with_a_warning(desk: Desk) -> None:
    assert desk.write(nodes.paragraph("", "", nodes.math("", "a^2"))) == '#raw("a^2");'
    assert "mathematics" in desk.warnings[0]


def test_html_is_left_out_with_a_warning_but_a_line_break_stays(desk: Desk) -> None:
    assert desk.write(nodes.raw("", "<br />", format="html")) == "#linebreak();"
    assert desk.warnings == []
    assert desk.write(nodes.raw("", "<b>", format="html")) == ""
    assert "raw HTML" in desk.warnings[0]


def test_a_character_without_a_glyph_is_named_with_a_warning(desk: Desk) -> None:
    assert desk.write(nodes.paragraph("", "a🙂")) == '#"a[U+1F642]";'
    assert "U+1F642" in desk.warnings[0]


def test_a_table_has_its_head_repeated_and_its_widths(desk: Desk) -> None:
    markup = desk.write("===== =====\na     b\n===== =====\nc     d\n===== =====")
    assert 'headed: 1, natural: true, plain: true, longest: ("a", "b", )' in markup
    assert 'head: (table.cell(align: left)[#"a";], table.cell(align: left)[#"b";], )' in markup


def test_a_column_has_room_for_its_longest_word_and_for_a_short_entry_whole() -> None:
    rows = [[Cell("", "Week 12"), Cell("", "a word and a longest one")], [Cell("", "x", across=2)]]
    assert longest_words(2, rows) == ["Week 12", "longest"]


def test_a_table_with_cells_of_several_columns_is_never_taken_apart(desk: Desk) -> None:
    markup = desk.write("+---+---+\n| a     |\n+---+---+\n| c | d |\n+---+---+")
    assert "plain: false" in markup


def test_a_column_is_as_wide_as_its_longest_word_and_more_for_more_text() -> None:
    row = [Cell("", "a"), Cell("", "Donaudampfschifffahrt"), Cell("", "many words " * 9)]
    narrow, word, text = column_weights(3, [], [row])
    assert word >= 18
    assert narrow < word < text


def test_a_picture_that_cannot_be_printed_leaves_its_description(desk: Desk) -> None:
    assert desk.write(nodes.image(uri="none.png", alt="Steps")) == '#absent("Steps");'
    assert "none.png cannot be read" in desk.warnings[0]


def test_a_picture_without_a_description_is_warned_of(desk: Desk) -> None:
    (desk.folder / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert 'alt: "Picture without a description."' in desk.write(nodes.image(uri="a.svg"))
    assert "no alternative text" in desk.warnings[0]


def test_a_figure_has_the_number_that_the_book_gives_it(desk: Desk) -> None:
    (desk.folder / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    figure = nodes.figure("", nodes.image(uri="a.svg", alt="A", width="100px"), ids=["three"])
    figure += nodes.caption("", "Steps")
    markup = desk.write(figure)
    assert '#figure-of(captioned("Fig. 3", [#"Steps";]), most => [#picture(' in markup
    assert "width: 75pt" in markup and "most: most" in markup and "below-heading: false" in markup


def test_a_figure_below_a_heading_leaves_room_for_it(desk: Desk) -> None:
    (desk.folder / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = "Page\n====\n\n{}.. a comment\n\n.. figure:: a.svg\n   :alt: A\n\n   Steps\n"
    assert "below-heading: true" in desk.write(page.format(""))
    assert "below-heading: false" in desk.write(page.format("Words.\n\n"))


@pytest.mark.parametrize(
    ("license", "status", "line"),
    [
        (None, "unreviewed", "CC BY 4.0 · Not yet reviewed by a clinician"),
        (None, "reviewed A. B, MD, 2026-01-02", "CC BY 4.0 · Reviewed by A. B, MD, 2026-01-02"),
        ("CC0", "unreviewed", "CC0 · Not yet reviewed by a clinician"),
        ("CC0", None, "CC0"),
        (None, None, None),
    ],
)
def test_a_chapter_opens_with_its_licence_and_review_status(
    desk: Desk, license: str | None, status: str | None, line: str | None
) -> None:
    document = desk.document("Page\n====\n\nWords.")
    if license:
        document[LICENCES] = [license]
    if status:
        document[0].insert(1, nodes.paragraph("", page_notice(status), classes=["review-status"]))
    edition = replace(desk.edition(), licence="CC BY 4.0")
    markup = " ".join(Writer(edition, PAGE, HANDLERS).write(document).split())
    shown = f' #notice()[#"{line}";];' if line else ""
    assert markup == f'#chapter(1)[#"Page";]; #anchor("p0");{shown} #"Words.";'


def cell(*output: nodes.Node, **more: str) -> nodes.container:
    source = nodes.container("", nodes.literal_block("", "code()"), nb_element="cell_code_source")
    out = nodes.container("", *output, nb_element="cell_code_output")
    return nodes.container("", source, out, nb_element="cell_code", **more)


def test_a_cell_prints_its_code_and_what_came_out(desk: Desk) -> None:
    markup = desk.write(cell(nodes.literal_block("", "\x1b[31m12\x1b[0m")))
    assert markup == '#listing("code()", output: false); #listing("12", output: true);'


def test_code_that_is_folded_away_on_the_web_is_left_out(desk: Desk) -> None:
    output = nodes.literal_block("", "12")
    assert desk.write(cell(output, hide_mode="input")) == '#listing("12", output: true);'
    assert desk.write(cell(output.deepcopy(), hide_mode="all")) == ""


def test_the_line_that_shows_a_case_is_left_out(desk: Desk) -> None:
    case = v.vignette("", v.vignette_title("", "A case"), vignette="x", branching=False)
    markup = desk.write(cell(case))
    assert "code()" not in markup and "A case" in markup


def test_a_data_frame_is_printed_as_a_table(desk: Desk) -> None:
    html = (
        "<style>x</style><table><thead><tr><th></th><th>mean</th></tr></thead>"
        "<tbody><tr><th>a</th><td>1</td></tr></tbody></table>"
    )
    markup = desk.write(cell(nodes.raw("", html, format="html")))
    assert 'table.cell(align: left)[#"a";], table.cell(align: right)[#"1";]' in markup
    assert desk.warnings == []


def test_other_html_of_a_cell_is_printed_as_its_text(desk: Desk) -> None:
    markup = desk.write(cell(nodes.raw("", "<style>x{}</style><b>12 of 40</b>", format="html")))
    assert '#listing("12 of 40", output: true);' in markup


@pytest.mark.parametrize("html", ["", "<table>", "<td>x</td>", "<table><tr></tr></table>", "</th></table>"])
def test_broken_html_gives_no_table(html: str) -> None:
    assert read_html(html)[0] == []


def item(kind: str, *parts: nodes.Node) -> nodes.Node:
    prompt = v.vignette_prompt("", "Which?")
    return v.vignette_item("", prompt, *parts, kind=kind, question=2)


def options(kind: type[nodes.Element], entry: type[nodes.Element], control: str) -> nodes.Node:
    return kind("", entry("", v.vignette_label("", "Yes"), control=control))


@pytest.mark.parametrize(
    ("node", "mark"),
    [
        (options(v.vignette_options, v.vignette_option, "radio"), "ring"),
        (options(v.vignette_options, v.vignette_option, "checkbox"), "box"),
        (options(v.vignette_options, v.vignette_option, ""), "none"),
        (options(v.vignette_steps, v.vignette_step, ""), "blank"),
    ],
)
def test_students_find_something_to_fill_in(desk: Desk, node: nodes.Element, mark: str) -> None:
    assert f'#lettered("{mark}", [#"Yes";]);' in desk.write(item("single", node))


def test_instructors_find_letters_only(instructors_desk: Desk) -> None:
    node = options(v.vignette_options, v.vignette_option, "radio")
    assert '#lettered("none", [#"Yes";]);' in instructors_desk.write(item("single", node))


def test_students_find_room_to_write(desk: Desk, instructors_desk: Desk) -> None:
    reply, number = v.vignette_writing(rows=4), v.vignette_number("", "%", unit="%")
    assert "#ruled(6);" in desk.write(item("reply", reply.deepcopy()))
    assert '#short-answer([#"%";]);' in desk.write(item("number", number.deepcopy()))
    assert "ruled" not in instructors_desk.write(item("reply", reply))
    assert "short-answer" not in instructors_desk.write(item("number", number))


def test_a_question_has_its_number(desk: Desk) -> None:
    assert '#question("2")[#"Which?";];' in desk.write(item("single"))


def test_a_consequence_stands_behind_the_feedback(instructors_desk: Desk) -> None:
    way_on = nodes.paragraph("", "On.", classes=["vignette-onward"])
    happens = v.vignette_consequence("", nodes.paragraph("", "Rain."))
    said = nodes.paragraph("", "A. Costly.")
    markup = instructors_desk.write(v.vignette_verdicts("", v.vignette_verdict("", happens, said, way_on)))
    assert markup.index("A. Costly.") < markup.index("Rain.") < markup.index("On.")
