"""`vignettes new`: start a vignette from a worked example."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

import vignettes
from vignettes.cli.common import EXIT_CODES, OK, Verbs, root_of
from vignettes.errors import UsageError


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
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
    new.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; UsageError if it is there already or the names are none."""
    home = _home(options)
    file = home / options.module / f"{options.id}.yml"
    for name in (options.module, options.id):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise UsageError(f"“{name}” is not a name: use small letters, digits and single hyphens.")
    if file.exists():
        raise UsageError(f"{file} is there already; nothing was changed.")
    text = Path(vignettes.__file__).with_name("template.yml").read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    schema = os.path.relpath(root_of(options) / "exercises" / "schema.json", file.parent)
    text = text.replace("@ID@", options.id).replace("@MODULE@", options.module)
    text = text.replace("$schema=../schema.json", f"$schema={Path(schema).as_posix()}")
    if options.exam:
        text = text.replace("\nuse: learning", "\nuse: exam")
    file.write_text(text, encoding="utf-8")
    print(f"{file} is written. Replace the example, then run: vignettes check")
    return OK


def _home(options: argparse.Namespace) -> Path:
    """Return the folder of modules that a new case belongs in."""
    if options.bank is None:
        exercises = root_of(options) / "exercises"
        return exercises / "exam" if options.exam else exercises
    if not options.bank.is_dir():
        raise UsageError(f"There is no folder “{options.bank}”.")
    bank: Path = options.bank
    return bank
