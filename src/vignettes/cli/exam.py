"""`vignettes exam`: draw forms of an examination, with papers, keys and LMS files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vignettes.cli.common import EXIT_CODES, OK, Verbs, course_of, takes_banks

DESCRIPTION = """\
Draws forms of an examination from the exam bank (cases marked `use: exam`), to a blueprint that says how
many items of which module, level and objective. Writes for each form a question paper and a separate key as
PDF, and with --to the same form, with the same letters, for an LMS.

The draw is exact: a form is drawn whenever there is one. Where the bank cannot fill the blueprint, every
shortage is named with its number, and nothing is written. The same blueprint, bank and seed give the same
files; another seed gives another draw."""

EXAMPLE = """\
A blueprint (docs/exam/blueprint.yml is a worked example, docs/exam/schema.json its schema):

  title: Final examination
  items: 20
  modules: {plissit: 3, trauma: {min: 1, max: 4}}
  levels: {introductory: 5, intermediate: 9, advanced: 6}
  objectives: {plissit.competence: 1}
  overlap: all          # forms share all items (the default), none, or a number of them

"""


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    exam = verbs.add_parser(
        "exam",
        help="draw forms of an examination: papers, keys, LMS files",
        description=DESCRIPTION,
        epilog=EXAMPLE + EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    exam.add_argument("--blueprint", required=True, type=Path, metavar="FILE", help="what to draw, as YAML")
    exam.add_argument("--forms", default="A,B", metavar="A,B", help="names of the forms (default: A,B)")
    exam.add_argument(
        "--seed",
        required=True,
        type=_seed,
        metavar="N",
        help="a whole number; it gives the same draw again",
    )
    exam.add_argument("--paper", choices=["a4", "letter"], default="a4")
    exam.add_argument(
        "--print", choices=["normal", "large"], default="normal", help="large: papers in 18 points"
    )
    exam.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="FORMAT",
        help="also write each form for an LMS: moodle, gift, qti3; repeatable",
    )
    exam.add_argument(
        "-o", "--out", type=Path, default=Path("_build/exam"), metavar="DIR", help="default: _build/exam"
    )
    takes_banks(exam, "draw from their exam cases, too")
    exam.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Draw, write, and print the names of the files; what was drawn goes to stderr."""
    from vignettes.exam.build import Request, build_exam

    request = Request(
        blueprint=options.blueprint,
        forms=tuple(name.strip() for name in options.forms.split(",") if name.strip()),
        seed=options.seed,
        paper=options.paper,
        print=options.print,
        to=tuple(dict.fromkeys(options.to)),
    )
    for file in build_exam(course_of(options), request, options.out, _to_stderr):
        print(file)
    return OK


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr)


def _seed(said: str) -> int:
    try:
        return int(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{said}” is not a whole number, such as 2026") from None
