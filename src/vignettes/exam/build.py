"""From a blueprint to files: read, draw, deal, print, write. Nothing is written unless all of it can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vignettes.course import Course
from vignettes.errors import AuthorError, UsageError
from vignettes.exam.blueprint import read_blueprint
from vignettes.exam.draw import Drawing
from vignettes.exam.forms import forms_of
from vignettes.exam.key import Drawn, balance_line, key, shared
from vignettes.exam.lms import form_format, questions_of, written_as
from vignettes.exam.paper import paper
from vignettes.exam.pool import Pool, known_names, pool_of
from vignettes.exam.shortages import shortages

FORM = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
LONGEST_NAME = 12
MOST_FORMS = 12
SHUFFLED_BY_GIFT = (
    "GIFT cannot say that options keep their order: turn off shuffling in the quiz, or use moodle or qti3."
)
Report = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """What is asked for on the command line."""

    blueprint: Path
    forms: tuple[str, ...]
    seed: int
    paper: str = "a4"
    print: str = "normal"
    to: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise UsageError for names of forms and formats that cannot be."""
        check_names(self.forms)
        for name in self.to:
            form_format(name)


def check_names(forms: Sequence[str]) -> None:
    """Raise UsageError for names of forms that files cannot have, or that are there twice."""
    if not forms:
        raise UsageError("No form was named: write --forms A,B.")
    if len(forms) > MOST_FORMS:
        raise UsageError(f"{len(forms)} forms were named; {MOST_FORMS} are the most.")
    seen: dict[str, str] = {}
    for name in forms:
        if not FORM.fullmatch(name) or len(name) > LONGEST_NAME:
            raise UsageError(
                f"“{name}” is not a name for a form: use up to {LONGEST_NAME} letters, digits and single "
                "hyphens."
            )
        if name.casefold() in seen:
            other = seen[name.casefold()]
            raise UsageError(f"Two forms would be called “{other}” and “{name}”: rename one.")
        seen[name.casefold()] = name


def build_exam(course: Course, request: Request, out: Path, report: Report) -> list[Path]:
    """Draw an examination and write its papers, keys and LMS files to `out`; return the files.

    AuthorError with all problems of the blueprint, or all shortages of the bank; UsageError for anything
    else. Nothing is written in either case.
    """
    request.check()
    drawn = draw(course, request, report)
    files: dict[str, bytes] = {}
    references = course.references()
    warn = _once(report)
    stem = request.blueprint.stem
    for form in drawn.forms:
        report(f"Form {form.name}: printing …")
        name = f"{stem}-{form.name}"
        files[f"{name}-paper.pdf"] = paper(form, drawn.blueprint, warn, request.paper, request.print)
        files[f"{name}-key.pdf"] = key(form, drawn, references, warn, request.paper)
        questions = questions_of(form, drawn.blueprint.title, references)
        for to in request.to:
            files[f"{name}.{form_format(to).suffix}"] = written_as(form_format(to), questions)
    written = write_all(out, files)
    for line in described(drawn):
        report(line)
    if "gift" in request.to:
        report(SHUFFLED_BY_GIFT)
    return written


def _once(report: Report) -> Report:
    """Return a report that says nothing twice."""
    said: set[str] = set()

    def once(line: str) -> None:
        if line not in said:
            said.add(line)
            report(line)

    return once


def draw(course: Course, request: Request, report: Report) -> Drawn:
    """Return the examination as it is drawn; AuthorError where blueprint or bank do not allow it."""
    bank = course.bank()
    blueprint, source = read_blueprint(request.blueprint, *known_names(bank))
    pool = pool_of(bank, blueprint.types)
    for line in pool.left_out:
        report(f"Left out: {line}.")
    _check_pool(pool, course)
    drawing = Drawing(blueprint, pool.entries)
    problems = shortages(drawing, len(request.forms), source)
    if problems:
        raise AuthorError(problems)
    drawn = drawing.draw(len(request.forms), request.seed)
    forms = forms_of(drawn, request.forms, request.seed)
    return Drawn(blueprint, request.blueprint.name, request.seed, len(pool.entries), tuple(forms))


def _check_pool(pool: Pool, course: Course) -> None:
    if not pool.entries:
        folders = ", ".join(map(str, course.folders))
        raise UsageError(
            f"There is no exam item to draw from in {folders}. Exam cases are marked `use: exam`; "
            "start one with `vignettes new --exam`, or name a bank with --bank DIR."
        )


def described(drawn: Drawn) -> list[str]:
    """Return what was drawn, a line for each form and each pair of forms."""
    lines = [
        f"Form {form.name}: {len(form.questions)} questions. Keys of one best answer: {balance_line(form)}."
        for form in drawn.forms
    ]
    pairs = [(a, b) for i, a in enumerate(drawn.forms) for b in drawn.forms[i + 1 :]]
    return lines + [f"Forms {a.name} and {b.name} share {shared(a, b)} items." for a, b in pairs]


def write_all(out: Path, files: dict[str, bytes]) -> list[Path]:
    """Write files whole: each beside its place first, then all into place; UsageError if that fails."""
    parts: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            part = out / f"{name}.part"
            parts.append((part, out / name))
            part.write_bytes(data)
        for part, file in parts:
            part.replace(file)
    except OSError as error:
        for part, _ in parts:
            part.unlink(missing_ok=True)
        raise UsageError(f"{out} cannot be written to ({error.strerror}).") from None
    return [file for _, file in parts]
