"""`vignettes edition`: print the course, or a part of it, as PDF or EPUB."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vignettes.cli.common import EXIT_CODES, OK, Verbs, root_of, takes_banks

DESCRIPTION = """\
Builds an accessible PDF of the whole course or of a part of it. The student edition holds no
key, rationale or feedback; the instructor edition holds all of them. A part brings the words,
references and index that it uses; its figures and tables keep the numbers of the course.
What has not changed since the last run is not made again.
"""

EXAMPLES = """\
examples:
  vignettes edition --audience both                      the whole course, for students and instructors
  vignettes edition --module plissit --only cases --audience instructor
                                                         a handout of one module's cases, with the key
  vignettes edition --case plissit-care-home --case plissit-stoma-nurse --print large
                                                         two cases in large print, in this order
  vignettes edition --module trauma --module crisis-and-referral \\
      --institution "Hillside Clinic" --logo hillside.svg --cohort "Autumn 2026"
                                                         a module, then one page, with your own cover

The file's name says what it holds: sex-therapy-in-practice-plissit-cases-instructor.pdf.
"""
STOPPED = 130
"""What shells expect of a program that Ctrl+C has ended."""


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    edition = verbs.add_parser(
        "edition",
        help="print the course, or modules, pages or cases of it, as PDF or EPUB",
        description=DESCRIPTION,
        epilog=f"{EXAMPLES}\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    edition.add_argument(
        "--audience",
        choices=["student", "instructor", "both"],
        default="student",
        help="whose edition (default: student); both: one PDF for each, in one go",
    )
    edition.add_argument("--list", action="store_true", help="list the modules and stop")
    edition.add_argument(
        "--format",
        choices=["pdf", "epub"],
        default="pdf",
        help="pdf, or epub for telephones and e-readers (student edition only; default: pdf)",
    )
    _add_what(edition)
    _add_look(edition)
    edition.add_argument(
        "-o", "--out", type=Path, metavar="DIR", help="where to (default: _build/pdf, or _build/epub)"
    )
    edition.add_argument("--quiet", action="store_true", help="do not show how far the work is")
    takes_banks(edition, "pages may show cases from here, and students read nothing that only these keep")
    edition.set_defaults(run=run)


def _add_what(edition: argparse.ArgumentParser) -> None:
    what = edition.add_argument_group("what it holds")
    what.add_argument(
        "--module",
        action="append",
        default=[],
        metavar="NAME",
        help="a module, or one page (plissit/levels); repeatable, printed in the order given",
    )
    what.add_argument(
        "--only",
        choices=["cases", "reading"],
        help="cases: a handout of the cases without the text around them; "
        "reading: the text, with a line where a case stood",
    )
    what.add_argument(
        "--case",
        action="append",
        default=[],
        metavar="ID",
        dest="cases",
        help="a handout of this case; repeatable, printed in the order given",
    )


def _add_look(edition: argparse.ArgumentParser) -> None:
    look = edition.add_argument_group("how it looks")
    look.add_argument("--paper", choices=["a4", "letter"], default="a4")
    look.add_argument(
        "--print",
        choices=["normal", "large"],
        default="normal",
        dest="print_size",
        help="large: 18 pt without serifs, nothing below 14 pt (default: normal)",
    )
    look.add_argument("--title", help="the title on the cover (default: the course's)")
    look.add_argument("--institution", metavar="NAME", help="who teaches, on the cover")
    look.add_argument("--cohort", help="a line on the cover: “Autumn 2026, group B”")
    look.add_argument("--date", help="the date on the cover (default: today, or SOURCE_DATE_EPOCH)")
    look.add_argument(
        "--logo",
        type=Path,
        metavar="FILE",
        help="an SVG or PNG for the cover, at most 2 MB; checked before use",
    )
    look.add_argument(
        "--logo-alt", metavar="TEXT", help="the logo in words (default: “Logo: ” and the institution)"
    )


def run(options: argparse.Namespace) -> int:
    """Build the editions and print their names, or list the modules."""
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("vignettes: stopped; no PDF was written.", file=sys.stderr)
        return STOPPED


def _run(options: argparse.Namespace) -> int:
    from vignettes.editions import build_editions, modules
    from vignettes.editions.progress import Progress

    root = root_of(options)
    if options.list:
        for module in modules(root):
            print(f"{module.name}  {module.title}")
        return OK
    files = build_editions(
        root,
        options.out or Path("_build", options.format),
        audience=options.audience,
        modules=tuple(options.module),
        paper=options.paper,
        title=options.title,
        cohort=options.cohort,
        date=options.date,
        only=options.only,
        cases=tuple(options.cases),
        print_size=options.print_size,
        institution=options.institution,
        logo=options.logo,
        logo_alt=options.logo_alt,
        format=options.format,
        banks=tuple(options.banks),
        progress=Progress(quiet=options.quiet),
    )
    for file in files:
        print(file)
    return OK
