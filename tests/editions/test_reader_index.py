"""The index of an edition: subjects in order, with what stands below them."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from vignettes.editions.reader_index import index_of, sort_key


def page(*entries: tuple[str, str, str]) -> nodes.document:
    document = new_document("page")
    for kind, text, place in entries:
        document += addnodes.index(entries=[(kind, text, place, "", None)])
    return document


def test_subjects_are_gathered_over_pages_and_sorted_without_regard_to_case_and_accents() -> None:
    found = index_of(
        {
            "one": page(("single", "touch", "a"), ("single", "Érection", "b"), ("single", "PLISSIT", "c")),
            "two": page(("single", "touch", "d"), ("single", "touch; and trauma", "e")),
        }
    )
    assert list(found) == ["Érection", "PLISSIT", "touch"]
    assert found["touch"].places == [("one", "a"), ("two", "d")]
    assert found["touch"].below["and trauma"].places == [("two", "e")]


def test_a_pair_stands_in_two_places_and_a_see_in_none() -> None:
    found = index_of(
        {"one": page(("pair", "nitrates; PDE5 inhibitors", "a"), ("see", "Viagra; PDE5", "b"))}
    )
    assert found["nitrates"].below["PDE5 inhibitors"].places == [("one", "a")]
    assert found["PDE5 inhibitors"].below["nitrates"].places == [("one", "a")]
    assert (found["Viagra"].see, found["Viagra"].places) == (["PDE5"], [])


def test_marks_do_not_decide_where_a_subject_stands() -> None:
    assert sorted(["“yes”, hearing", "zeal", "abuse"], key=sort_key) == ["abuse", "“yes”, hearing", "zeal"]
