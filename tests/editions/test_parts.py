"""Parts of the course as PDFs: any order, handouts, reading, large print, and what is hard to set."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.editions.conftest import EPOCH, Print, Printed
from tests.editions.test_logo import png
from vignettes.editions import build_editions
from vignettes.editions.audience import letters, secrets_of
from vignettes.errors import UsageError
from vignettes.loading import Bank

pytestmark = pytest.mark.slow

MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="session")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture twelve times as wide as it is high."""
    file = tmp_path_factory.mktemp("logo") / "logo.png"
    file.write_bytes(png(120, 10))
    return file


@pytest.fixture(scope="session")
def reversed_part(print_edition: Print) -> Printed:
    return print_edition("student", "torture", "second")


@pytest.fixture(scope="session")
def large(print_edition: Print, logo: Path) -> Printed:
    cover = {"institution": "Hillside Clinic", "logo": logo, "cohort": "Autumn, group B"}
    return print_edition("student", "torture", paper="letter", print_size="large", **cover)


@pytest.fixture(scope="session")
def handout(print_edition: Print) -> Printed:
    return print_edition("instructor", "gallery", only="cases")


@pytest.fixture(scope="session")
def two_cases(print_edition: Print) -> Printed:
    return print_edition("student", cases=("branching-path", "every-type"), print_size="large")


@pytest.fixture(scope="session")
def reading(print_edition: Print) -> Printed:
    return print_edition("instructor", "gallery", only="reading")


# ---- what is hard to set


@pytest.mark.parametrize(("name", "side"), [("reversed_part", 30), ("large", 22)])
def test_no_table_code_figure_or_word_leaves_the_room_for_text(
    request: pytest.FixtureRequest, name: str, side: float
) -> None:
    printed: Printed = request.getfixturevalue(name)
    width, height = (float(x) for x in printed.reader.pages[0].mediabox[2:])
    inside = [spot for spot in printed.ink if spot.page > 1]
    room = (side - 1) * MILLIMETRE  # half the width of a line
    assert min(spot.left for spot in inside) >= room
    assert max(spot.right for spot in inside) <= width - room
    assert min(spot.height for spot in inside) >= 10 * MILLIMETRE
    assert max(spot.height for spot in inside) <= height - 8 * MILLIMETRE


def test_nothing_in_large_print_is_smaller_than_14_points_and_the_text_has_18(
    large: Printed, two_cases: Printed
) -> None:
    for printed in (two_cases, large):
        assert min(round(spot.size, 1) for spot in printed.ink if spot.size) >= 14
    lengths: Counter[float] = Counter()
    for spot in two_cases.ink:
        lengths[round(spot.size, 1)] += spot.right - spot.left
    assert lengths.most_common(1)[0][0] == 18


def test_the_head_of_a_table_stands_on_every_page_that_the_table_runs_on_to(reversed_part: Printed) -> None:
    pages = [page for page in reversed_part.pages if re.search(r"Row \d+ says", page)]
    assert len(pages) > 2
    assert all(page.count("What was agreed") == 1 for page in pages)
    rows = [int(found) for page in pages for found in re.findall(r"Row (\d+) says", page)]
    assert rows == [*range(1, 41)]


def test_the_caption_of_a_table_stands_on_the_page_of_its_first_row(reversed_part: Printed) -> None:
    (page,) = [page for page in reversed_part.pages if "A table that runs over pages" in page]
    assert "Row 1 says" in page


def test_a_table_that_no_page_is_wide_enough_for_becomes_a_list_with_the_names_of_its_columns(
    reversed_part: Printed, large: Printed
) -> None:
    for printed in (reversed_part, large):
        assert "contraindicated: contraindicated 1 psychoneuroendocrinology:" in " ".join(printed.pages)


def test_long_lines_of_code_are_wrapped_and_nothing_of_them_is_lost(
    reversed_part: Printed, large: Printed
) -> None:
    for printed in (reversed_part, large):
        said = "".join(printed.text.replace("↪", "").split())
        assert f'token="{"x" * 160}"' in said
        assert "and_a_third=3,and_a_fourth=4,and_so_on=5)" in said
        assert "long_that_no_line_of_large_print_would_ever_be_able_to_hold_it_at_all" in said


def test_a_figure_and_its_caption_stand_on_one_page_or_in_large_print_on_two(
    reversed_part: Printed, large: Printed
) -> None:
    for printed, later in ((reversed_part, 0), (large, 1)):
        pages = printed.reader.pages
        (place,) = [n for n, page in enumerate(printed.pages) if "Taller than a page" in page]
        boxes = [spot for spot in printed.ink if spot.page == place + later + 1 and not spot.size]
        assert len(boxes) > 80, len(boxes)
        assert "in which order one reads it." in printed.pages[place]
        assert ("The drawing is on the next page." in printed.pages[place]) == bool(later)
        assert float(pages[place].mediabox[3]) > max(spot.height for spot in boxes)


def test_a_note_stands_at_the_foot_of_the_page_that_calls_it_and_once_only(reversed_part: Printed) -> None:
    for note in ("A note to a heading.", "Its second paragraph.", "A note in a list.", "A note in a box."):
        (page,) = [page for page in reversed_part.pages if note in page]
        assert "Text below it, with a note" in page
    (page,) = [page for page in reversed_part.pages if "A note in a table." in page]
    assert "Row 1 says" in page


def test_a_note_to_a_heading_is_left_behind_where_the_heading_is_quoted(large: Printed) -> None:
    assert "A heading that goes on" in large.pages[1]
    (page,) = [page for page in large.pages if "A note to a heading." in page]
    assert "Text below it, with a note" in page
    heading = next(mark for mark in large.bookmarks if mark.startswith("A heading that"))
    assert heading.endswith("and with a note")


# ---- any part in any order


def test_modules_stand_in_the_order_they_were_asked_for(reversed_part: Printed) -> None:
    assert reversed_part.file.name == "sex-therapy-in-practice-torture-second-student.pdf"
    marks = [*reversed_part.bookmarks]
    places = [
        marks.index(x)
        for x in ("Wide, long and tall", "Figures", "The second module", "References", "Index")
    ]
    assert places == sorted(places)
    assert "Wide, long and tall · The second module" in reversed_part.pages[0]


@pytest.mark.parametrize("name", ["reversed_part", "large", "handout", "two_cases", "reading", "student"])
def test_contents_bookmarks_and_folios_agree(request: pytest.FixtureRequest, name: str) -> None:
    printed: Printed = request.getfixturevalue(name)
    pages, marks = printed.pages, printed.bookmarks
    first = next(iter(marks.values()))
    contents = " ".join(pages[1 : first - 1])
    listed = 0
    for title, place in marks.items():
        if found := re.search(rf"{re.escape(title)} [. ]*(\d+)(?!\d)", contents):
            assert int(found[1]) == place - first + 1, title
            assert pages[place - 1].endswith(f" {found[1]}") or f" {found[1]} " in pages[place - 1], title
            listed += 1
    assert listed >= 3


def test_the_head_of_a_page_names_the_chapter_that_is_open(reversed_part: Printed) -> None:
    marks, pages = reversed_part.bookmarks, reversed_part.pages
    for place in range(marks["Wide, long and tall"] + 1, marks["Second"]):
        assert pages[place - 1].startswith("Sex Therapy in Practice Wide, long and tall ")


def test_tables_and_figures_keep_the_numbers_of_the_course(
    student: Printed, reversed_part: Printed
) -> None:
    for words in ("A table that runs over pages", "As wide as the page"):
        (of_course,) = re.findall(rf"(?:Table|Fig\.) \d+ (?={words})", " ".join(student.pages))
        assert f"{of_course}{words}" in " ".join(reversed_part.pages)


def test_the_index_of_a_part_leads_only_to_pages_that_are_printed(
    reversed_part: Printed, large: Printed, student: Printed
) -> None:
    for printed in (reversed_part, large, student):
        index = printed.pages[printed.bookmarks["Index"] - 1]
        place = printed.bookmarks["Wide, long and tall"]
        first = next(iter(printed.bookmarks.values()))
        assert f"of a narrow column at all {place - first + 1}" in index
    assert "Permission" in student.pages[student.bookmarks["Index"] - 1]
    assert "Permission" not in reversed_part.pages[reversed_part.bookmarks["Index"] - 1]


def test_a_chapter_says_its_own_licence_and_who_reviewed_it(reversed_part: Printed) -> None:
    opening = reversed_part.pages[reversed_part.bookmarks["Wide, long and tall"] - 1]
    assert "CC BY-SA 4.0; photographs © The Archive, with permission · Reviewed by A. Reader" in opening
    assert "Not accredited" not in " ".join(reversed_part.pages[1:])
    cover = reversed_part.pages[0]
    assert "CC BY 4.0 (creativecommons.org/licenses/by/4.0), except where a chapter says otherwise" in cover
    assert "All of it has been reviewed by a clinician" in cover


def test_the_cover_of_an_edition_that_is_reviewed_in_part_says_how_much_of_it(student: Printed) -> None:
    assert re.search(r"1 of \d+ chapters and cases have been reviewed", student.pages[0])


# ---- handouts and reading


def test_a_handout_holds_cases_alone(handout: Printed) -> None:
    assert handout.file.name == "sex-therapy-in-practice-gallery-cases-instructor.pdf"
    assert "Handout of cases: The gallery" in handout.pages[0]
    assert [*handout.bookmarks][:2] == ["The gallery", "Every kind of item, once"]
    assert "It shows every pattern" not in handout.text and "print(verdict)" not in handout.text
    assert "CC BY 4.0" in handout.pages[handout.bookmarks["The gallery"] - 1]
    assert "Answer key" in handout.pages[-1] and "30 % (± 0.5)" in handout.pages[-1]


def test_every_case_of_a_handout_stands_there_once_and_begins_on_a_page_of_its_own(
    handout: Printed,
) -> None:
    cases = [n for n, page in enumerate(handout.pages) if "CASE " in page]
    assert sum(page.count("CASE ") for page in handout.pages) == len(cases) == 4


def test_cases_by_name_stand_in_the_order_they_were_asked_for(two_cases: Printed) -> None:
    name = "sex-therapy-in-practice-branching-path-every-type-cases-large-student.pdf"
    assert two_cases.file.name == name
    marks = [*two_cases.bookmarks]
    assert marks[:3] == ["The gallery", "A case that branches", "Every kind of item, once"]
    assert "Handout of cases: A case that branches · Every kind of item, once" in two_cases.pages[0]


def test_a_handout_for_students_holds_no_answer(two_cases: Printed, gallery_bank: Bank) -> None:
    said = letters(two_cases.everything)
    for secret, text in secrets_of(case.vignette for case in gallery_bank).items():
        assert secret not in said, text


def test_reading_says_where_each_case_is_and_has_no_key(reading: Printed) -> None:
    assert reading.file.name == "sex-therapy-in-practice-gallery-reading-instructor.pdf"
    assert "Reading without the cases: The gallery" in reading.pages[0]
    assert "With facilitator notes." in reading.pages[0]
    said = " ".join(reading.pages)
    assert said.count("(in the handout of cases)") == 5
    assert "Case: Every kind of item, once (in the handout of cases)" in said
    assert "Only the facilitator reads this box" in said
    for absent in ("Answer key", "Which opening", "Answer and feedback"):
        assert absent not in said, absent


# ---- the cover, and what is refused


def test_the_cover_has_the_institution_and_the_logo_with_words_for_who_cannot_see_it(
    large: Printed,
) -> None:
    assert large.file.name == "sex-therapy-in-practice-torture-letter-large-student.pdf"
    assert "Hillside Clinic" in large.pages[0] and "Autumn, group B" in large.pages[0]
    assert "Logo: Hillside Clinic" in large.everything
    assert len(large.reader.pages[0].images) == 1


@pytest.mark.parametrize("name", ["reversed_part", "large", "handout", "two_cases", "reading"])
def test_every_part_says_that_it_is_accessible(request: pytest.FixtureRequest, name: str) -> None:
    metadata = request.getfixturevalue(name).reader.trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_a_part_with_a_logo_in_large_print_has_the_same_bytes_again(
    course: Path, tmp_path: Path, large: Printed, logo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    cover = {"institution": "Hillside Clinic", "logo": logo, "cohort": "Autumn, group B"}
    (again,) = build_editions(
        course, tmp_path, audience="student", modules=("torture",), paper="letter", print_size="large",
        report=lambda line: None, **cover,  # type: ignore[arg-type]
    )  # fmt: skip
    assert again.read_bytes() == large.file.read_bytes()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"cases": ("every-typ", "none")}, "Did you mean “every-type”?\nThere is no case “none”"),
        ({"modules": ("second",), "cases": ("every-type",)}, "“every-type” stands on book/gallery/cases"),
        ({"modules": ("second",), "only": "cases"}, "No case is in “second”"),
        ({"cohort": "第二"}, "The edition's fonts have no “二第”, which stands in --cohort"),
        ({"modules": ("second", "second")}, "“second” is asked for twice"),
        ({"logo": Path("none.svg"), "institution": "X"}, "The logo none.svg is not there"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_refused_in_words_and_nothing_is_written(
    course: Path, tmp_path: Path, wish: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        build_editions(course, tmp_path / "out", audience="student", report=lambda line: None, **wish)  # type: ignore[arg-type]
    assert said in str(refused.value)
    assert not (tmp_path / "out").exists()
