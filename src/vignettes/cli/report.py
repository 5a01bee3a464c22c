"""`vignettes report`: what a group of learners did not understand."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from vignettes.cli.common import EXIT_CODES, OK, Verbs, course_of, takes_banks
from vignettes.errors import UsageError

EVERY = 2.0
"""Seconds between two words of progress."""


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    report = verbs.add_parser(
        "report",
        help="show from learners' results files what a group did not understand",
        description="Reads results files and writes one page for instructors: per question difficulty, "
        "discrimination, who chose what, time and confidence; per module and objective how many mastered "
        "it; and which questions to look at first. Damaged files are named and skipped. Answers are marked "
        "by the questions as they are now. The page names no learner, and needs no network and no script.",
        epilog="Example: vignettes report results/ late.zip -o report.html --module plissit. " + EXIT_CODES,
    )
    report.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="results files, folders, archives (.zip), patterns",
    )
    report.add_argument("-o", "--out", type=Path, default=Path("report.html"), metavar="HTML",
                        help="where to write the page (default: report.html)")  # fmt: skip
    report.add_argument("--data", type=Path, metavar="DIR",
                        help="write the figures there as CSV and Parquet, too: items, options, "
                        "objectives, learners by number")  # fmt: skip
    report.add_argument("--names", action="store_true",
                        help="put codes, and names if typed, into the table of learners")  # fmt: skip
    report.add_argument("--module", action="append", default=[], metavar="NAME",
                        help="only this module; repeatable")  # fmt: skip
    report.add_argument("--mastery", type=float, default=0.8, metavar="SCORE",
                        help="the mean score that counts as mastery (default: 0.8)")  # fmt: skip
    report.add_argument("--include-exam", action="store_true", help="count exam items, too")
    takes_banks(report, "answers to them count, too")
    report.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the report; print the names of the files, and on stderr what was left out."""
    try:
        from vignettes.report import Request, write_report
    except ModuleNotFoundError as error:
        raise UsageError(f"The report needs {error.name}: pip install 'vignettes[report]'.") from None

    request = Request(
        tuple(options.module), options.include_exam, options.mastery, options.data, options.names
    )
    try:
        findings, written = write_report(
            course_of(options), options.files, options.out, request, _progress()
        )
    except OSError as error:
        named = error.filename2 or error.filename
        raise UsageError(f"“{named}” could not be written: {error.strerror}.") from None
    reading = findings.reading
    print(
        f"{reading.learners:,} learners, {reading.kept:,} answers from {reading.used:,} files; "
        f"{len(reading.skipped):,} files skipped, {len(findings.flagged):,} items to look at.",
        file=sys.stderr,
    )
    for file in written:
        print(file)
    return OK


def _progress() -> Callable[[int, int], None]:
    """Return what says on stderr, every two seconds of long work, how far it is."""
    last = float("inf")

    def said(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        last = min(last, now)
        if now - last >= EVERY:
            last = now
            print(f"read {done:,} of {of:,} files", file=sys.stderr)

    return said
