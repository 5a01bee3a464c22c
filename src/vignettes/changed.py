"""When a case was last written, for systems that tell an update by its date."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from vignettes.course import Course
from vignettes.errors import UsageError
from vignettes.loading import Bank

EPOCH = "SOURCE_DATE_EPOCH"


def changed(course: Course, bank: Bank) -> dict[str, int]:
    """Return when each case of `bank` was last written, by id, in seconds since 1970.

    That is SOURCE_DATE_EPOCH where it is set; else, for what git knows and nobody has edited since, the
    time of its last commit, which is the same in every clone; else the time of the file. Raises UsageError
    if SOURCE_DATE_EPOCH is no number.
    """
    if EPOCH in os.environ:
        return dict.fromkeys(bank.cases, _epoch(os.environ[EPOCH]))
    committed: dict[Path, int] = {}
    for folder in course.folders:
        committed |= _committed(folder.resolve())
    files = {name: Path(case.source.path).resolve() for name, case in bank.cases.items()}
    return {name: committed.get(file) or int(file.stat().st_mtime) for name, file in files.items()}


def _epoch(said: str) -> int:
    if not said.isdecimal():
        raise UsageError(f"{EPOCH} must be a number of seconds since 1970, not “{said}”.")
    return int(said)


def _committed(folder: Path) -> dict[Path, int]:
    """Return the last commit's time of every file below `folder` that has not been edited since."""
    times: dict[Path, int] = {}
    when = 0
    for line in _git(folder, "log", "--format=:%ct", "--name-only", "--relative", "--", ".").split("\0"):
        for part in line.split("\n"):
            if part.startswith(":"):
                when = int(part[1:])
            elif part:
                times.setdefault(folder / part, when)
    for edited in _git(folder, "diff", "--name-only", "--relative", "HEAD", "--", ".").split("\0"):
        times.pop(folder / edited, None)
    return times


def _git(folder: Path, verb: str, *options: str) -> str:
    """Return what git prints, entries ended by NUL; nothing where there is no git or no repository."""
    command = ["git", "-C", str(folder), verb, "-z", *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout
