"""When a case was last written: by SOURCE_DATE_EPOCH, by git, by the file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from vignettes.changed import changed
from vignettes.course import Course
from vignettes.errors import UsageError

GALLERY = Path(__file__).parent / "gallery"
COMMITTED, EDITED = 1_700_000_000, 1_750_000_000


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A copy of the gallery outside any repository."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    folder = shutil.copytree(GALLERY, tmp_path / "a course")
    for file in folder.rglob("*.yml"):
        os.utime(file, (EDITED, EDITED))
    return Course(folder)


def commit(course: Course) -> None:
    when = {"GIT_COMMITTER_DATE": f"{COMMITTED} +0200", "GIT_AUTHOR_DATE": f"{COMMITTED} +0200"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "All"]):
        subprocess.run(["git", "-C", str(course.root), *command], check=True, env={**os.environ, **when})


def test_outside_of_git_the_file_says_when(course: Course) -> None:
    assert set(changed(course, course.bank()).values()) == {EDITED}


def test_what_is_committed_is_as_old_as_its_commit_and_what_is_edited_as_its_file(course: Course) -> None:
    commit(course)
    file = course.exercises / "gallery" / "every-type.yml"
    file.write_text(file.read_text("utf-8").replace("once", "again"), encoding="utf-8")
    os.utime(file, (EDITED + 1, EDITED + 1))
    new = file.with_name("new.yml")
    new.write_text(file.read_text("utf-8").replace("id: every-type", "id: new"), encoding="utf-8")
    os.utime(new, (EDITED + 2, EDITED + 2))
    times = changed(course, course.bank())
    assert (times["every-type"], times["new"]) == (EDITED + 1, EDITED + 2)
    assert {times[name] for name in ("hostile-text", "branching-path")} == {COMMITTED}


def test_source_date_epoch_decides_for_all(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert set(changed(course, course.bank()).values()) == {1234567890}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="“soon”"):
        changed(course, course.bank())
