"""Builds a book for tests, once a session even where several workers ask for it."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "tests" / "gallery"


def gallery_course(folder: Path) -> Path:
    """Copy the gallery into `folder`, with the course's own settings; return it."""
    shutil.copytree(GALLERY, folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "_config.yml", folder / "_config.yml")
    shutil.copy(ROOT / "book" / "favicon.svg", folder / "book" / "favicon.svg")
    return folder


def course_copy(folder: Path) -> Path:
    """Copy what the course is built from into `folder`; return it."""
    for name in ("book", "exercises", "notebooks", "docs/exam"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    for name in ("_config.yml", "_toc.yml", "genindex.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def build(course: Path, out: Path, *extra: str, strict: bool = True) -> subprocess.CompletedProcess[str]:
    """Run jupyter-book as `make book` does; the result holds all it printed."""
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(course)]
    command += ["--path-output", str(out), "--quiet", *extra]
    if strict:
        command += ["-W", "-n", "--keep-going"]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def once(shared: Path, name: str, make) -> Path:  # type: ignore[no-untyped-def]
    """Return `shared/name`, made by `make(path)` by whichever worker comes first."""
    target = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (target / ".made").exists():
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            make(target)
            (target / ".made").touch()
    return target
