"""`vignettes export`: write the questions as a file for another system."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vignettes.cli.common import EXIT_CODES, FOUND, OK, Verbs, course_of, takes_banks
from vignettes.errors import UsageError
from vignettes.files import deliver

if TYPE_CHECKING:
    from vignettes.course import Course
    from vignettes.export.formats import Format
    from vignettes.export.question import Question

FOLDER = Path("_build/export")


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    export = verbs.add_parser(
        "export",
        help="write questions as a file for an LMS or a study program",
        description="Writes the questions of the course, or of some cases, as one file for another system: "
        "with feedback to every answer, rationale, sources, tags and identifiers that stay. The same cases "
        "make the same bytes. Says what an item type becomes where the format has no equal.",
        epilog="Example: vignettes export --to moodle --module plissit --level introductory. " + EXIT_CODES,
    )
    export.add_argument("--to", metavar="FORMAT", help="the format; see --formats")
    export.add_argument("--formats", action="store_true", help="list the formats and stop")
    export.add_argument(
        "--module", action="append", default=[], metavar="NAME", help="only this module; repeatable"
    )
    export.add_argument(
        "--case", action="append", default=[], metavar="ID", help="only this case; repeatable"
    )
    export.add_argument(
        "--level",
        action="append",
        default=[],
        metavar="LEVEL",
        help="only cases for introductory, intermediate or advanced learners; repeatable",
    )
    exam = export.add_mutually_exclusive_group()
    exam.add_argument("--include-exam", action="store_true", help="cases kept for examinations, too")
    exam.add_argument("--only-exam", action="store_true", help="cases kept for examinations, and no others")
    export.add_argument(
        "--mastery",
        type=int,
        metavar="N",
        help="scorm12: passed from N per cent on, else failed (default: completed)",
    )
    export.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help=f"default: {FOLDER}/<course>-<selection>.<suffix>"
    )
    takes_banks(export, "cases may come from here, too")
    export.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file and say what it holds, or list the formats."""
    from vignettes.changed import changed
    from vignettes.export.question import questions_of
    from vignettes.export.registry import MODULES, format_named
    from vignettes.export.selection import Selection, file_name

    if options.formats:
        return _list_formats()
    if not options.to:
        raise UsageError(f"To which format? Add --to and one of: {', '.join(MODULES)}.")
    target = _with_mastery(format_named(options.to), options.mastery)
    course = course_of(options)
    selection = Selection(
        modules=tuple(options.module),
        cases=tuple(options.case),
        levels=tuple(options.level),
        exam=options.include_exam or options.only_exam,
        learning=not options.only_exam,
    )
    bank = course.bank()
    cases = selection.of(bank)
    asked = list(
        questions_of(cases, course.references(), course.title, _titles(course), changed(course, bank))
    )
    left_out = {question.id: why for question in asked if (why := _why_not(question, target))}
    written = [question for question in asked if question.id not in left_out]
    if written:
        file = options.out or FOLDER / file_name(course.title, selection, target.suffix)
        print(f"Writing {_count(len(written), 'question')} to {file} …", file=sys.stderr)
        deliver(file, target.write(written))
        print("\n".join(_summary(file, target, written)))
    for name, why in left_out.items():
        print(f"Not written: {name}. {why}")
    return FOUND if left_out else OK


def _with_mastery(target: Format, mastery: int | None) -> Format:
    """Return the format, writing what is passed and what failed if that is asked for."""
    if mastery is None:
        return target
    if target.name != "scorm12":
        raise UsageError(f"--mastery is for --to scorm12; “{target.name}” has no place for it.")
    from vignettes.export.scorm import scorm

    return replace(target, write=partial(scorm, mastery=mastery))


def _titles(course: Course) -> dict[str, str]:
    """Return what the modules are called, in the order of the course; nothing where it has no contents."""
    from vignettes.editions.contents import modules

    try:
        return {module.name: module.title for module in modules(course.root)}
    except UsageError:
        return {}


def _why_not(question: Question, target: Format) -> str:
    """Return why a format cannot carry a question, or an empty string."""
    return target.refused.get(question.item.type, "") or question.flaw


def _list_formats() -> int:
    from vignettes.export.registry import MODULES, format_named

    width = max(map(len, MODULES))
    for name in MODULES:
        try:
            summary = format_named(name).summary
        except UsageError as error:
            summary = str(error)
        print(f"{name.ljust(width)}  {summary}")
    return OK


def _summary(file: Path, target: Format, questions: Sequence[Question]) -> Iterable[str]:
    """Yield what a person should know about a file that was written."""
    cases = {question.vignette.id: question.vignette for question in questions}
    yield f"{file}: {_count(len(questions), 'question')} of {_count(len(cases), 'case')}"
    exam = sum(question.vignette.use == "exam" for question in questions)
    if exam:
        yield f"It holds {_count(exam, 'exam question')} with their keys: keep it from learners."
    unreviewed = sum(case.review.status == "unreviewed" for case in cases.values())
    if unreviewed:
        yield f"{_count(unreviewed, 'case')} not yet reviewed by a clinician; every question says so."
    kinds: Counter[str] = Counter(question.item.type for question in questions)
    for kind, becomes in target.becomes.items():
        if kinds[kind]:
            yield f"{kind} ({kinds[kind]}): becomes {becomes}."
    if target.advice:
        yield target.advice


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
