"""What several verbs share: exit codes, the course that is meant, banks kept elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vignettes.errors import UsageError

if TYPE_CHECKING:
    from vignettes.course import Course

OK, FOUND, MISUSED = 0, 1, 2

EXIT_CODES = "Exit codes: 0 all is well, 1 problems were found, 2 the command could not be carried out."

Verbs = Any
"""What argparse's `add_subparsers` returns, which has no public type."""


def takes_banks(verb: argparse.ArgumentParser, use: str) -> None:
    """Give a verb `--bank DIR`, which can be repeated; `use` says what the verb does with it."""
    verb.add_argument(
        "--bank",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        dest="banks",
        help=f"a folder of vignettes kept outside the course: {use}; repeatable",
    )


def root_of(options: argparse.Namespace) -> Path:
    """Return the course's folder; UsageError where there is none."""
    from vignettes.course import find_course

    if options.root is not None and not options.root.is_dir():
        raise UsageError(f"There is no folder “{options.root}”.")
    return find_course(options.root).root


def course_of(options: argparse.Namespace) -> Course:
    """Return the course with the banks that were asked for; UsageError where there is none."""
    from vignettes.course import Course

    return Course(root_of(options), tuple(options.banks))
