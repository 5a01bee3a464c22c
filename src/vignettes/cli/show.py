"""`vignettes show`: print a vignette as a learner meets it."""

from __future__ import annotations

import argparse

from vignettes.cli.common import EXIT_CODES, OK, Verbs, course_of, takes_banks


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    show = verbs.add_parser(
        "show",
        help="print a vignette as a learner meets it",
        description="Prints the transcript of one vignette, or lists all ids.",
        epilog=EXIT_CODES,
    )
    show.add_argument("id", nargs="?", help="the id of the vignette; without it, all are listed")
    takes_banks(show, "look here, too")
    show.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one transcript, or the list."""
    from vignettes.render.transcript import transcript

    bank = course_of(options).bank()
    if options.id is None:
        for case in bank:
            exam = "  (exam)" if case.vignette.use == "exam" else ""
            print(f"{case.vignette.id}  {case.vignette.title}{exam}")
        return OK
    print(transcript(bank.vignette(options.id)))
    return OK
