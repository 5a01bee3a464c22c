"""`vignettes check`: find mistakes in vignettes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from vignettes.cli.common import EXIT_CODES, FOUND, OK, Verbs, course_of, takes_banks
from vignettes.errors import Problem


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    check = verbs.add_parser(
        "check",
        help="find mistakes in vignettes",
        description="Reads every vignette and reports all mistakes in one run: file:line:column, the rule, "
        "the trail, the fact, the next step. The rules are explained in docs/checks.md.",
        epilog=EXIT_CODES,
    )
    check.add_argument("folders", nargs="*", type=Path, help="folders of vignettes (default: exercises)")
    check.add_argument("--format", choices=["text", "json", "github"], default="text", help="how to report")
    check.add_argument("--strict", action="store_true", help="exit 1 on warnings, too")
    takes_banks(check, "read these vignettes, too")
    check.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Report all problems; FOUND if there are errors, or with `--strict` anything at all."""
    from vignettes.checks.run import check_folders

    folders = [*options.folders, *options.banks] if options.folders else []
    problems, count = check_folders(course_of(options), folders)
    print(REPORTS[options.format](problems, count))
    errors = sum(problem.level == "error" for problem in problems)
    return FOUND if errors or (options.strict and problems) else OK


def _text_report(problems: list[Problem], count: int) -> str:
    errors = sum(problem.level == "error" for problem in problems)
    summary = f"{count} vignettes read: {errors} errors, {len(problems) - errors} warnings."
    return "\n\n".join([*map(str, problems), summary])


def _json_report(problems: list[Problem], count: int) -> str:
    report = {"vignettes": count, "problems": [problem.__dict__ for problem in problems]}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _github_report(problems: list[Problem], count: int) -> str:
    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def annotation(problem: Problem) -> str:
        said = escaped("\n".join(filter(None, (problem.fact, problem.advice))))
        file = escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
        place = f"file={file},line={problem.line},col={problem.column},title={problem.code}"
        return f"::{problem.level} {place}::{said}"

    return "\n".join(map(annotation, problems)) or f"{count} vignettes read, no problems."


REPORTS = {"text": _text_report, "json": _json_report, "github": _github_report}
