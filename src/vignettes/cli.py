"""The command line: verbs over library calls."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vignettes.errors import AuthorError, Problem, UsageError

if TYPE_CHECKING:
    from vignettes.course import Course

OK, FOUND, MISUSED = 0, 1, 2

EXIT_CODES = "Exit codes: 0 all is well, 1 problems were found, 2 the command could not be carried out."


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
    _takes_banks(check, "read these vignettes, too")
    check.set_defaults(run=_check)

    new = verbs.add_parser(
        "new",
        help="start a vignette from a worked example",
        description="Writes exercises/MODULE/ID.yml, or BANK/MODULE/ID.yml, a worked example that passes "
        "`vignettes check`.",
        epilog=EXIT_CODES,
    )
    new.add_argument("module", help="the module's folder: plissit")
    new.add_argument("id", help="the new case's id, in kebab-case: plissit-night-shift")
    new.add_argument("--bank", type=Path, metavar="DIR", help="write it into a bank kept elsewhere")
    new.add_argument("--exam", action="store_true", help="mark it `use: exam`: never shown to learners")
    new.set_defaults(run=_new)

    show = verbs.add_parser(
        "show",
        help="print a vignette as a learner meets it",
        description="Prints the transcript of one vignette, or lists all ids.",
        epilog=EXIT_CODES,
    )
    show.add_argument("id", nargs="?", help="the id of the vignette; without it, all are listed")
    _takes_banks(show, "look here, too")
    show.set_defaults(run=_show)

    blueprint = verbs.add_parser(
        "blueprint",
        help="count what the course covers, and show what is thin",
        description="Prints reading minutes, cases and items by module, level, objective and AASECT core "
        "knowledge area, as Markdown. The book's own page is made by `python -m vignettes.blueprint`.",
        epilog=EXIT_CODES,
    )
    _takes_banks(blueprint, "count these vignettes, too")
    blueprint.set_defaults(run=_blueprint)

    edition = verbs.add_parser(
        "edition",
        help="print the course, or modules of it, as PDF",
        description="Builds an accessible PDF of the whole course or of modules. The student edition holds "
        "no key, rationale or feedback; the instructor edition holds all of them.",
        epilog=EXIT_CODES,
    )
    edition.add_argument("--audience", choices=["student", "instructor"], default="student")
    edition.add_argument(
        "--module", action="append", default=[], metavar="NAME", help="a module; repeatable"
    )
    edition.add_argument("--list", action="store_true", help="list the modules and stop")
    edition.add_argument("--paper", choices=["a4", "letter"], default="a4")
    edition.add_argument("--title", help="the title on the cover (default: the course's)")
    edition.add_argument("--cohort", help="a line on the cover: “Autumn 2026, group B”")
    edition.add_argument("--date", help="the date on the cover (default: today, or SOURCE_DATE_EPOCH)")
    edition.add_argument("-o", "--out", type=Path, default=Path("_build/pdf"), metavar="DIR")
    _takes_banks(edition, "pages may show cases from here, and students read nothing that only these keep")
    edition.set_defaults(run=_edition)
    return parser


def _takes_banks(verb: argparse.ArgumentParser, use: str) -> None:
    verb.add_argument(
        "--bank",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        dest="banks",
        help=f"a folder of vignettes kept outside the course: {use}; repeatable",
    )


def _root(options: argparse.Namespace) -> Path:
    from vignettes.course import find_course

    if options.root is not None and not options.root.is_dir():
        raise UsageError(f"There is no folder “{options.root}”.")
    return find_course(options.root).root


def _course(options: argparse.Namespace) -> Course:
    from vignettes.course import Course

    return Course(_root(options), tuple(options.banks))


def _check(options: argparse.Namespace) -> int:
    from vignettes.checks.run import check_folders

    folders = [*options.folders, *options.banks] if options.folders else []
    problems, count = check_folders(_course(options), folders)
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


def _new(options: argparse.Namespace) -> int:
    import re

    home = _home_of_new(options)
    file = home / options.module / f"{options.id}.yml"
    for name in (options.module, options.id):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise UsageError(f"“{name}” is not a name: use small letters, digits and single hyphens.")
    if file.exists():
        raise UsageError(f"{file} is there already; nothing was changed.")
    text = (Path(__file__).parent / "template.yml").read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    schema = os.path.relpath(_root(options) / "exercises" / "schema.json", file.parent)
    text = text.replace("@ID@", options.id).replace("@MODULE@", options.module)
    text = text.replace("$schema=../schema.json", f"$schema={Path(schema).as_posix()}")
    if options.exam:
        text = text.replace("\nuse: learning", "\nuse: exam")
    file.write_text(text, encoding="utf-8")
    print(f"{file} is written. Replace the example, then run: vignettes check")
    return OK


def _home_of_new(options: argparse.Namespace) -> Path:
    """Return the folder of modules that a new case belongs in."""
    if options.bank is None:
        exercises = _root(options) / "exercises"
        return exercises / "exam" if options.exam else exercises
    if not options.bank.is_dir():
        raise UsageError(f"There is no folder “{options.bank}”.")
    bank: Path = options.bank
    return bank


def _blueprint(options: argparse.Namespace) -> int:
    from vignettes.blueprint import tables

    print(tables(_course(options)), end="")
    return OK


def _show(options: argparse.Namespace) -> int:
    from vignettes.render.transcript import transcript

    bank = _course(options).bank()
    if options.id is None:
        for case in bank:
            exam = "  (exam)" if case.vignette.use == "exam" else ""
            print(f"{case.vignette.id}  {case.vignette.title}{exam}")
        return OK
    print(transcript(bank.vignette(options.id)))
    return OK


def _edition(options: argparse.Namespace) -> int:
    from vignettes.editions import build_editions, modules

    root = _root(options)
    if options.list:
        for module in modules(root):
            print(f"{module.name}  {module.title}")
        return OK
    files = build_editions(
        root,
        options.out,
        audience=options.audience,
        modules=tuple(options.module),
        paper=options.paper,
        title=options.title,
        cohort=options.cohort,
        date=options.date,
        banks=tuple(options.banks),
    )
    for file in files:
        print(file)
    return OK


if __name__ == "__main__":
    raise SystemExit(main())
