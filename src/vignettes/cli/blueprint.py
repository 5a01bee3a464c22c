"""`vignettes blueprint`: count what the course covers."""

from __future__ import annotations

import argparse

from vignettes.cli.common import EXIT_CODES, OK, Verbs, course_of, takes_banks


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    blueprint = verbs.add_parser(
        "blueprint",
        help="count what the course covers, and show what is thin",
        description="Prints reading minutes, cases and items by module, level, objective and AASECT core "
        "knowledge area, as Markdown. The book's own page is made by `python -m vignettes.blueprint`.",
        epilog=EXIT_CODES,
    )
    takes_banks(blueprint, "count these vignettes, too")
    blueprint.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the tables."""
    from vignettes.blueprint import tables

    print(tables(course_of(options)), end="")
    return OK
