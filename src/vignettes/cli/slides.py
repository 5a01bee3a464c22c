"""`vignettes slides`: decks to teach cases with."""

from __future__ import annotations

import argparse
from pathlib import Path

from vignettes.cli.common import EXIT_CODES, OK, Verbs, course_of, takes_banks
from vignettes.errors import UsageError


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    slides = verbs.add_parser(
        "slides",
        help="make decks of slides to teach cases with",
        description="Makes a deck of slides for every module, or for those that you name: for each case "
        "the story, each question with time to decide, then the answer, the feedback, the reasons, the "
        "sources and the debrief. A deck is one HTML file that works from a stick, without a network: open "
        "it in a browser. Space goes on, S opens the speaker's notes, Escape shows all slides. To print it "
        "a page a slide, open it with ?print-pdf behind its address. Exam items are in no deck.",
        epilog=EXIT_CODES,
    )
    slides.add_argument(
        "--module", action="append", default=[], metavar="NAME", help="a module; repeatable (default: all)"
    )
    slides.add_argument(
        "--case",
        action="append",
        default=[],
        metavar="ID",
        help="a case; repeatable: those that you name make one deck, in your order",
    )
    slides.add_argument(
        "--audience",
        choices=["instructor", "student"],
        default="instructor",
        help="student: to hand out, without answers and notes (default: instructor)",
    )
    slides.add_argument("--cohort", default="", help="a line on the first slide: “Autumn 2026, group B”")
    slides.add_argument("-o", "--out", type=Path, default=Path("_build/slides"), metavar="DIR")
    takes_banks(slides, "their cases are in the decks, too")
    slides.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the decks and print their names."""
    try:
        from vignettes.slides import build_decks
    except ModuleNotFoundError as error:
        raise UsageError(f"Slides need {error.name}: pip install 'vignettes[slides]'.") from None
    for file in build_decks(
        course_of(options),
        options.out,
        modules=options.module,
        cases=options.case,
        audience=options.audience,
        cohort=options.cohort,
    ):
        print(file)
    return OK
