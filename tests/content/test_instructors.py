"""The pages for instructors: every command on them works, and every verb is on them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.building import course_copy
from vignettes.cli import _parser

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "book" / "instructors").glob("*.md"))
FENCE = re.compile(r"^```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PICTURE = re.compile(r"^!\[(.*)\]\((pictures/[a-z-]+\.png)\)$", re.MULTILINE)
EXITS = re.compile(r"\s+# exits (\d): .+$")
KEPT = ("Start here", "For instructors", "Back matter")
"""The parts of the course that the commands on the pages need, beside PLISSIT."""
SET_UP = ("make env",)
"""Commands that make the environment in which these tests run."""


@dataclass(frozen=True)
class Command:
    """One line of a page, and the exit code that the page says it has."""

    words: tuple[str, ...]
    exits: int


def commands_of(page: Path) -> list[Command]:
    """Return the commands of a page in their order, as a shell would read them."""
    found = []
    for block in FENCE.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            said = EXITS.search(line)
            words = shlex.split(EXITS.sub("", line))
            if words and " ".join(words) not in SET_UP:
                found.append(Command(tuple(words), int(said[1]) if said else 0))
    return found


def named(page: Path) -> str:
    return page.stem


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course in which commands may write; it has one module, which they are about."""
    folder = course_copy(tmp_path_factory.mktemp("instructors"))
    toc = YAML(typ="safe").load((folder / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        if part["caption"] not in KEPT:
            part["chapters"] = [c for c in part["chapters"] if c["file"] == "book/plissit/index"]
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    with (folder / "_toc.yml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(toc, file)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_on_a_page_does_what_the_page_says(page: Path, course: Path) -> None:
    programs = {
        "vignettes": [sys.executable, "-m", "vignettes.cli"],
        "python": [sys.executable],
        "mkdir": ["mkdir"],
    }
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for command in commands_of(page):
        done = subprocess.run(
            [*programs[command.words[0]], *command.words[1:]],
            cwd=course,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        said = f"{shlex.join(command.words)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        assert done.returncode == command.exits, said
        assert "Traceback" not in done.stderr, said


def test_every_verb_stands_on_a_page() -> None:
    shown = {c.words[1] for page in PAGES for c in commands_of(page) if c.words[0] == "vignettes"}
    lists = [action for action in _parser()._actions if action.choices is not None]
    assert set(lists[0].choices) - {"blueprint"} <= shown, "a verb that no instructor is told about"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_shows_its_result_in_a_picture_that_can_be_read_aloud(page: Path) -> None:
    pictures = PICTURE.findall(page.read_text(encoding="utf-8"))
    assert pictures or page.stem == "the-kit"
    for words, file in pictures:
        assert len(words) > 40
        assert (page.parent / file).is_file(), f"{file} is missing: python -m tests.pictures makes it"


def test_every_picture_is_shown() -> None:
    shown = {file for page in PAGES for _, file in PICTURE.findall(page.read_text(encoding="utf-8"))}
    there = {f"pictures/{file.name}" for file in (ROOT / "book" / "instructors" / "pictures").iterdir()}
    assert there == shown
