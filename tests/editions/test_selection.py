"""Pages narrowed to cases or to reading, before anything is written."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from vignettes.editions.citations import keep_explained
from vignettes.editions.contents import Contents, Group, Module
from vignettes.editions.request import Request
from vignettes.editions.selection import Pages, narrow
from vignettes.errors import UsageError
from vignettes.render import nodes as v

ONE, TWO = Module("one", "One"), Module("two", "Two")
COURSE = Contents(
    (
        Group(("use",)),
        Group(("one/index", "one/a"), ONE),
        Group(("two/index",), TWO),
        Group(("glossary", "references", "genindex", "changes"), behind=True),
    )
)
PLACED = {"first": "one/a", "second": "one/a", "third": "two/index"}


def case(name: str) -> v.vignette:
    return v.vignette("", v.vignette_title("", f"Case {name}"), vignette=name, branching=False)


def page(title: str, *inside: nodes.Node) -> nodes.document:
    document = new_document(title)
    document += nodes.section("", nodes.title("", title), *inside)
    return document


def section(title: str, *inside: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", title), *inside)


def link(page: str, place: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.reference("", "see", refuri=f"page:{page}#{place}", internal=True))


def word(name: str, *links: str) -> nodes.definition_list_item:
    said = nodes.definition(
        "", nodes.paragraph("", f"what {name} is"), *(link("glossary", x) for x in links)
    )
    return nodes.definition_list_item("", nodes.term("", name, ids=[name]), said)


def cell(*inside: nodes.Node) -> nodes.container:
    source = nodes.container("", nodes.literal_block("", "show()"), nb_element="cell_code_source")
    out = nodes.container("", *inside, nb_element="cell_code_output")
    return nodes.container("", source, out, nb_element="cell_code")


@pytest.fixture
def pages() -> Pages:
    subject = addnodes.index(entries=[("single", "touch", "here", "", None)])
    words = nodes.definition_list("", word("used", "deeper"), word("deeper", "used"), word("unused"))
    return {
        "use": page("How to use", nodes.paragraph("", "Reading.")),
        "one/index": page("Module *one*", subject, link("glossary", "used"), link("references", "work")),
        "one/a": page("A", section("Before", case("first")), section("After", cell(case("second")))),
        "two/index": page("Module two", nodes.paragraph("", "Words."), case("third")),
        "glossary": page("Glossary", addnodes.glossary("", words)),
        "references": page(
            "References", nodes.citation("", nodes.paragraph("", "A work"), ids=["work"]),
            nodes.citation("", nodes.paragraph("", "Another work"), ids=["other"]),
        ),
        "genindex": page("Index"),
        "changes": page("What changed", nodes.paragraph("", "Everything.")),
    }  # fmt: skip


def narrowed(pages: Pages, **wish: object) -> tuple[Pages, Contents]:
    request = Request(**wish)  # type: ignore[arg-type]
    chosen = COURSE.chosen(request.modules)
    return narrow({name: pages[name] for name in chosen.pages()}, chosen, request, PLACED)


def titles(document: nodes.document) -> list[str]:
    return [
        node.astext() for node in document.findall(lambda n: isinstance(n, (nodes.title, v.vignette_title)))
    ]


def test_the_whole_course_keeps_every_page_and_every_word_but_no_uncited_work(pages: Pages) -> None:
    printed, chosen = narrowed(pages)
    assert list(printed) == chosen.pages() == COURSE.pages()
    assert "unused" in printed["glossary"].astext()
    assert printed["references"].astext().count("work") == 1


def test_a_part_brings_the_words_and_works_that_it_uses_and_the_index_and_nothing_else(
    pages: Pages,
) -> None:
    printed, chosen = narrowed(pages, modules=("one",))
    assert chosen.pages() == ["one/index", "one/a", "glossary", "references", "genindex"]
    assert [term.astext() for term in printed["glossary"].findall(nodes.term)] == ["used", "deeper"]


def test_a_part_that_uses_no_word_cites_nothing_and_names_no_subject_stands_alone(pages: Pages) -> None:
    assert narrowed(pages, modules=("two",))[1].pages() == ["two/index"]


def test_a_page_behind_the_modules_that_is_asked_for_is_printed_whole(pages: Pages) -> None:
    printed, chosen = narrowed(pages, modules=("glossary", "changes"))
    assert chosen.pages() == ["glossary", "changes"]
    assert "unused" in printed["glossary"].astext()


def test_a_handout_has_the_headings_of_the_modules_and_the_cases_below(pages: Pages) -> None:
    printed, chosen = narrowed(pages, only="cases")
    assert [titles(printed[name]) for name in chosen.pages()] == [
        ["Module *one*", "Case first", "Case second"],
        ["Module two", "Case third"],
    ]
    assert chosen.names() == ["one", "two"]
    text = "".join(document.astext() for document in printed.values())
    assert "Words." not in text and "show()" not in text and "Reading." not in text


def test_modules_of_a_handout_stand_in_the_order_they_were_asked_for(pages: Pages) -> None:
    assert narrowed(pages, only="cases", modules=("two", "one"))[1].names() == ["two", "one"]


def test_cases_stand_in_the_order_they_were_asked_for_below_the_heading_of_their_module(
    pages: Pages,
) -> None:
    printed, chosen = narrowed(pages, cases=("second", "third", "first"))
    assert [titles(printed[name]) for name in chosen.pages()] == [
        ["Module *one*", "Case second"],
        ["Module two", "Case third"],
        ["Module *one*", "Case first"],
    ]


def test_every_case_of_a_handout_but_the_first_below_a_heading_begins_a_page(pages: Pages) -> None:
    printed, _ = narrowed(pages, only="cases")
    fresh = [
        case.get("fresh-page", False) for name in printed for case in printed[name].findall(v.vignette)
    ]
    assert fresh == [False, True, False]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"cases": ("thirds",)}, "stands on no page of the course, as exam items never do. Did you mean"),
        ({"cases": ("third",), "modules": ("one",)}, "stands on two/index, which is not in what was asked"),
        ({"cases": ("third",), "modules": ("one", "two")}, "None of the cases stands in “one”"),
        ({"only": "cases", "modules": ("use",)}, "No case is in “use”"),
        ({"only": "cases", "modules": ("one", "use")}, "No case is in “use”"),
    ],
)  # fmt: skip
def test_a_handout_that_would_lack_something_is_refused(
    pages: Pages, wish: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        narrowed(pages, **wish)
    assert said in str(refused.value)


def test_all_cases_that_are_missing_are_named_at_once(pages: Pages) -> None:
    with pytest.raises(UsageError, match=r"“nought” stands on no page(.|\n)*“none” stands on no page"):
        narrowed(pages, cases=("nought", "first", "none"))


def test_reading_has_a_line_in_the_place_of_a_case_and_no_cell_that_shows_it(pages: Pages) -> None:
    printed, _ = narrowed(pages, only="reading")
    text = printed["one/a"].astext()
    assert "Case: Case first (in the handout of cases)" in text
    assert "Case: Case second (in the handout of cases)" in text
    assert "show()" not in text
    assert not [case for document in printed.values() for case in document.findall(v.vignette)]
    assert titles(printed["one/a"]) == ["A", "Before", "After"]


def test_a_cell_with_two_cases_leaves_two_lines(pages: Pages) -> None:
    pages["one/a"] = page("A", cell(case("first"), case("second")))
    printed, _ = narrowed(pages, only="reading")
    assert printed["one/a"].astext().split("\n\n")[1:] == [
        "Case: Case first (in the handout of cases)",
        "Case: Case second (in the handout of cases)",
    ]


def test_a_heading_with_nothing_below_it_goes_and_a_figure_is_something(pages: Pages) -> None:
    picture = section("Picture", nodes.figure("", nodes.image(uri="a.svg")))
    empty = section("Empty", section("Empty too", addnodes.index(entries=[]), nodes.container()))
    pages["use"] = page("How to use", empty, picture)
    assert titles(narrowed(pages)[0]["use"]) == ["How to use", "Picture"]


def test_a_page_keeps_its_title_though_nothing_is_below_it(pages: Pages) -> None:
    assert titles(narrowed(pages)[0]["genindex"]) == ["Index"]


def test_words_that_explain_each_other_and_that_nothing_uses_go(pages: Pages) -> None:
    words = nodes.definition_list("", word("egg", "hen"), word("hen", "egg"))
    pages["glossary"] = page("Glossary", addnodes.glossary("", words))
    keep_explained(pages, {"one/index"})
    assert "egg" not in pages["glossary"].astext()
