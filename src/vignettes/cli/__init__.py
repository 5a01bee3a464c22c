"""The command line: verbs over library calls, one module a verb."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from vignettes.cli import blueprint, check, edition, exam, export, intake, new, report, show, slides
from vignettes.cli.common import EXIT_CODES, FOUND, MISUSED, OK
from vignettes.errors import AuthorError, UsageError

VERBS = (check, new, intake, show, blueprint, edition, slides, exam, export, report)
"""In the order of `vignettes --help`; each has `add(verbs)`, which names what does the work."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"vignettes: {error}", file=sys.stderr)
        return MISUSED
    except AuthorError as error:
        print(error, file=sys.stderr)
        return FOUND
    except BrokenPipeError:
        sys.stderr.close()
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vignettes",
        description="Case vignettes of a course: check them, show them, print them.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--root", type=Path, help="the course's folder (default: found from here upwards)")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for verb in VERBS:
        verb.add(verbs)
    return parser
