"""`vignettes import`: existing questions as draft vignettes."""

from __future__ import annotations

import argparse
import os
import re
import sys
from errno import EEXIST
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from vignettes.cli.common import FOUND, OK, Verbs, root_of
from vignettes.errors import UsageError, nearest
from vignettes.files import write_whole

if TYPE_CHECKING:
    from vignettes.intake.plan import Known, Outcome
    from vignettes.intake.question import Batch

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EPILOG = (
    "Exit codes: 0 every question is a new draft, 1 some question is not carried or was there already, "
    "2 a file could not be read or the command could not be carried out; then nothing is written."
)


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    intake = verbs.add_parser(
        "import",
        help="turn questions of Moodle XML, GIFT or QTI into draft vignettes",
        description="Reads Moodle XML, GIFT, and QTI 2 or 3 (an item, or a package as zip), told apart by "
        "their content, and writes DIR/MODULE/ID.yml for each question. What cannot be carried is listed, "
        "question by question. Nothing is invented: `vignettes check DIR` names what each draft still "
        "needs. Files that are there are never changed.",
        epilog=EPILOG,
    )
    intake.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files of questions")
    intake.add_argument("--module", required=True, metavar="NAME", help="the module of all drafts: plissit")
    intake.add_argument(
        "-o", "--out", type=Path, default=Path("drafts"), metavar="DIR", help="where drafts go (drafts)"
    )
    intake.add_argument(
        "--dry-run", action="store_true", help="say what would be written, and write nothing"
    )
    intake.add_argument(
        "--exam",
        action="store_true",
        help="mark all drafts `use: exam`; those of questions tagged “exam” are anyway",
    )
    intake.add_argument(
        "--option-type",
        metavar="TYPE",
        default="",
        help="what the options of all questions are: next_step, diagnosis, reply, … (default: left out, "
        "for you to say in each draft)",
    )
    intake.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read all files, write the drafts and report; FOUND where a question is not a new draft."""
    from vignettes.intake.draft import Wishes
    from vignettes.intake.plan import plan
    from vignettes.intake.report import report
    from vignettes.model import OptionType

    if not ID.fullmatch(options.module):
        raise UsageError(f"“{options.module}” is not a name: use small letters, digits and single hyphens.")
    types = get_args(OptionType)
    if options.option_type and options.option_type not in types:
        hint = nearest(options.option_type, list(types))
        raise UsageError(
            f"“{options.option_type}” is no type of options.{hint} Types are: {', '.join(types)}."
        )
    root = root_of(options)
    folder = options.out / options.module
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise UsageError(f"{part} is a file; name a folder for the drafts.")
    batches = _read(options.files)
    schema = os.path.relpath(root / "exercises" / "schema.json", folder)
    wishes = Wishes(options.module, options.exam, options.option_type, Path(schema).as_posix())
    known = _known([root / "exercises", options.out])
    outcomes = plan(batches, wishes, known, folder.as_posix())
    if not options.dry_run:
        _write(folder, outcomes)
    print(report(batches, outcomes, folder.as_posix(), options.dry_run))
    return OK if all(outcome.text for outcome in outcomes) else FOUND


def _read(files: list[Path]) -> list[Batch]:
    """Read every file; UsageError with all that cannot be read."""
    from vignettes.intake.detect import read_questions

    batches, refused = [], []
    for file in files:
        if len(files) > 1:
            print(f"Reading {file} …", file=sys.stderr)
        try:
            batches.append(read_questions(file.read_bytes(), str(file)))
        except OSError as error:
            refused.append(f"{file} cannot be read: {error.strerror}.")
        except UsageError as error:
            refused.append(str(error))
    if refused:
        raise UsageError("\n".join([*refused, "Nothing was written."]))
    return batches


def _known(folders: list[Path]) -> dict[str, Known]:
    """Return the cases below folders, by id, with what they say of their origin."""
    from vignettes.intake.draft import ORIGIN
    from vignettes.intake.plan import Known
    from vignettes.loading import vignette_files

    known = {}
    for folder in folders:
        for file in vignette_files(folder) if folder.is_dir() else []:
            head = file.read_bytes()[:4096].decode("utf-8", "replace")
            origin = ORIGIN.search(head)
            known[file.stem] = Known(file.as_posix(), origin[1] if origin else "")
    return known


def _write(folder: Path, outcomes: list[Outcome]) -> None:
    """Write every draft whole or not at all, and none over a file that is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for outcome in outcomes:
            if not outcome.text:
                continue
            file = folder / f"{outcome.id}.yml"
            if file.exists():
                raise FileExistsError(EEXIST, "it has come to be there meanwhile", str(file))
            write_whole(file, outcome.text.encode())
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}.") from None
