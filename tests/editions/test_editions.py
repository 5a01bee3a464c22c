"""The PDFs themselves: what they hold, what they must not hold, and that they can be read by everyone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.editions.conftest import Print, Printed, make_course
from vignettes.editions import build_editions
from vignettes.editions.audience import letters, secrets_of
from vignettes.errors import UsageError
from vignettes.loading import Bank
from vignettes.render.words import BELONGS, MODEL_ANSWER, QUALITY, VERDICTS

pytestmark = pytest.mark.slow

VERDICT_WORDS = [*VERDICTS.values(), *BELONGS.values(), *QUALITY.values(), MODEL_ANSWER]


def test_the_student_edition_holds_no_answer_anywhere_in_the_file(
    student: Printed, gallery_bank: Bank
) -> None:
    said = letters(student.everything)
    for secret, text in secrets_of(case.vignette for case in gallery_bank).items():
        assert secret not in said, text
    for case in gallery_bank:
        for item in (item for stage in case.vignette.stages for item in stage.items):
            for field in ("rationale", "model_answer", "otherwise"):
                assert letters(getattr(item, field, "") or "\0") not in said or not getattr(item, field, "")


def test_the_student_edition_holds_no_verdict_and_no_machine_key(student: Printed) -> None:
    said = student.everything
    for word in [*VERDICT_WORDS, "Answer and feedback", "Answer key", "Facilitator notes", "fingerprint"]:
        assert word not in said, word
    assert not re.search(r'"right"|"worth"|sha256|[0-9a-f]{64}', said)


def test_no_id_of_a_part_or_question_is_in_the_file(student: Printed, gallery_bank: Bank) -> None:
    said = student.everything
    for case in gallery_bank:
        for stage in case.vignette.stages:
            for part in (stage, *stage.items):
                assert f"--{part.id}" not in said, part.id


def test_the_student_edition_has_no_attachment(student: Printed) -> None:
    assert not student.reader.attachments


def test_the_instructor_edition_holds_every_rationale_and_feedback(
    instructor: Printed, gallery_bank: Bank
) -> None:
    said = letters(instructor.text)
    for text in secrets_of(case.vignette for case in gallery_bank).values():
        if text.isascii() and "`" not in text and "\\" not in text:
            for paragraph in text.split("\n\n"):
                assert letters(paragraph) in said, paragraph


def test_the_instructor_edition_ends_with_an_answer_key(instructor: Printed) -> None:
    last = instructor.reader.pages[-1].extract_text()
    assert "Answer key" in last
    for text in (
        "30 % (± 0.5)",
        "A case that branches",
        "several answers",
        "see the model reply; 3 points",
    ):
        assert text in last


def test_what_is_only_for_instructors_is_in_their_edition_only(
    student: Printed, instructor: Printed
) -> None:
    for text in ("Only the facilitator reads this box", "Only the tag lets this sentence through"):
        assert text in instructor.text
        assert text not in student.everything


def test_a_branching_case_can_be_played_on_paper(student: Printed) -> None:
    text = " ".join(student.text.split())
    assert "Section 1" in text and "Section 3" in text
    assert "Give them a touching exercise for the week → Go on to section 2." in text
    assert "Go on to Debrief." in text
    assert "they cancel the next session" not in text


@pytest.mark.parametrize("audience", ["student", "instructor"])
def test_the_file_says_that_it_is_accessible(print_edition: Print, audience: str) -> None:
    reader = print_edition(audience).reader
    root = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    label = f"{audience.capitalize()} edition"
    title = f"Sex Therapy in Practice: A case-based course for clinicians ({label})"
    assert reader.metadata is not None and reader.metadata.title == title


def test_every_font_travels_with_the_file(student: Printed) -> None:
    embedded = []
    for page in student.reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object().get("/DescendantFonts", [font]):
                descriptor = inner.get_object()["/FontDescriptor"]
                embedded.append(bool({"/FontFile2", "/FontFile3"} & set(descriptor)))
    assert embedded and all(embedded)


def test_every_page_of_the_course_is_bookmarked_and_in_the_contents(student: Printed) -> None:
    titles = [
        "A course for tests",
        "How to use this course",
        "Gallery",
        "The gallery",
        "Cases",
        "The clinic",
    ]
    titles += ["Second", "The second module", "Glossary", "References"]
    marked = student.bookmarks
    contents = student.reader.pages[1].extract_text()
    for title in titles:
        assert title in marked, title
        assert title in contents, title
    assert "Every kind of item, once" in marked


def test_the_same_moment_gives_the_same_bytes(course: Path, tmp_path: Path, student: Printed) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795392000")
        shutil.copytree(course, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("_build"))
        (again,) = build_editions(
            tmp_path / "elsewhere", tmp_path / "pdf", audience="student", report=lambda line: None
        )
    assert again.read_bytes() == student.file.read_bytes()


def test_hostile_text_is_printed_as_it_is(student: Printed) -> None:
    text = "".join(student.text.split())
    for hostile in (
        "It’s“odd”&<b>bold</b>\\{=~#}[[$40or$60`x`[U+1F642]",
        "$40or$60,{y}andcode&{=~#}[[]]%s${x}#let@ref<label>///*[U+1F642]",
        "It’s“a”&<b>b</b></script>$1$2",
        "“<b>”&‘</option>’",
    ):
        assert hostile in text, hostile
    assert any("hostile.md:3: WARNING: no font of the edition has U+4F60" in line for line in student.said)


def test_a_module_holds_its_own_pages_and_the_back_matter(print_edition: Print) -> None:
    second = print_edition("student", "second")
    assert second.file.name == "sex-therapy-in-practice-second-student.pdf"
    assert [*second.bookmarks] == ["The second module", "References"]
    assert "Only who prints the whole course" not in second.text


def test_only_works_that_are_cited_are_listed(print_edition: Print, student: Printed) -> None:
    listed = print_edition("student", "second").reader.pages[-1].extract_text()
    assert "From PLISSIT to Ex-PLISSIT" in listed
    assert "Proposed Conceptual" not in listed.title() and "Annon" not in listed
    assert "Annon" in student.pages[student.bookmarks["References"] - 1]


def test_several_modules_make_one_file(print_edition: Print) -> None:
    both = print_edition("instructor", "gallery", "second")
    assert both.file.name == "sex-therapy-in-practice-gallery-second-instructor.pdf"
    assert "The second module" in both.text and "The gallery" in both.text


def test_the_cover_says_for_whom_and_when(print_edition: Print) -> None:
    more = {"title": "Other title", "cohort": "Autumn, group B", "date": "2026-03-01", "paper": "letter"}
    printed = print_edition("student", "second", **more)
    cover = printed.reader.pages[0]
    text = " ".join(cover.extract_text().split())
    for said in ("Other title", "Autumn, group B", "1 March 2026", "Student edition", "The second module"):
        assert said in text, said
    assert "Not accredited" in text and "Not yet reviewed by a clinician." in text
    assert [round(float(side)) for side in cover.mediabox[2:]] == [612, 792]


def test_notebook_outputs_are_printed(instructor: Printed, student: Printed) -> None:
    for text in ("5.25", "red words", "kept result"):
        assert text in student.text, text
    assert "hidden_line" not in student.text and 'show("every-type")' not in student.text
    assert "print(verdict)" in instructor.text and "print(verdict)" not in student.text
    assert "Grey square" in student.everything


def test_figures_and_tables_have_the_numbers_of_the_book(student: Printed) -> None:
    text = " ".join(student.text.split())
    assert "Fig. 1 Three steps." in text and "Table 1 Widths are given here." in text
    assert "Three steps that go up" in student.everything


def test_links_to_what_is_not_printed_are_plain_text(print_edition: Print) -> None:
    printed = print_edition("student", "second")
    page = next(p for p in printed.reader.pages if "leads back to" in p.extract_text())
    links = [a.get_object() for a in page.get("/Annots", [])]
    assert "Cases" in page.extract_text()
    assert len(links) == 1


def test_nothing_is_printed_to_standard_output(
    course: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    build_editions(course, tmp_path, audience="student", modules=("second",))
    captured = capfd.readouterr()
    assert captured.out == ""


def test_a_page_that_gives_an_answer_away_stops_the_student_edition(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    page = course / "book" / "second" / "index.md"
    page.write_text(page.read_text() + "\nShe has asked for permission *without* using the word.\n")
    with pytest.raises(UsageError, match="book/second/index: the student edition would print"):
        build_editions(course, tmp_path, audience="student", modules=("second",))
    assert not (tmp_path / "sex-therapy-in-practice-second-student.pdf").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("_config.yml", None, "_config.yml is missing"),
        ("_config.yml", "a: [", "not a book's configuration"),
        ("_config.yml", "- a", "not a book's configuration"),
        ("_toc.yml", None, "_toc.yml cannot be read"),
        ("exercises/gallery/every-type.yml", "id: [", "every-type.yml:"),
        ("book/references.bib", "@article{", "references.bib"),
    ],
)
def test_a_broken_course_is_explained(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    course = make_course(tmp_path / "course")
    if text is None:
        (course / name).unlink()
    else:
        (course / name).write_text(text, encoding="utf-8")
    reported: list[str] = []
    try:
        build_editions(course, tmp_path, audience="student", modules=(), report=reported.append)
    except UsageError as error:
        reported.append(str(error))
    assert any(said in line for line in reported), reported


def test_a_wrong_wish_is_refused_before_any_work(course: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean “gallery”"):
        build_editions(course, tmp_path / "out", audience="student", modules=("galery",))
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_written_is_explained(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        build_editions(course, tmp_path / "file" / "out", audience="student", modules=("second",))


def test_a_warning_about_a_page_is_given_every_time(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    page = course / "book" / "second" / "index.md"
    page.write_text(page.read_text() + "\n```{vignette} none-such\n```\n")
    for _ in range(2):
        said: list[str] = []
        build_editions(course, tmp_path, audience="student", modules=("second",), report=said.append)
        assert any("index.md:5: WARNING: There is no vignette “none-such”" in line for line in said), said
