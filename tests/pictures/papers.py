"""Pages of PDFs: the two editions of a question, an examination and its key."""

from __future__ import annotations

from tests.pictures.studio import Studio, pdf_page

CASE = "plissit-care-home"


def editions(studio: Studio) -> None:
    """The same question for students and for instructors."""
    studio.run("edition", "--case", CASE, "--audience", "both", "-o", "pdf")
    student, instructor = (
        next((studio.course / "pdf").glob(f"*-{audience}.pdf")) for audience in ("student", "instructor")
    )
    asked, said = "What do you arrange for breakfast?", "Not the best answer."
    studio.keep("editions", pdf_page(student, asked), pdf_page(instructor, said))


def exam(studio: Studio) -> None:
    """The first page of a paper, a page of questions, and the first page of the key."""
    blueprint = ("--blueprint", "docs/exam/blueprint.yml", "--forms", "A,B", "--seed", "2026")
    studio.run("exam", *blueprint, "-o", "exam")
    paper, key = (studio.course / "exam" / f"blueprint-A-{part}.pdf" for part in ("paper", "key"))
    studio.keep(
        "exam", pdf_page(paper, "How to answer"), pdf_page(paper, "Question 1"), pdf_page(key, "Scoring")
    )
