"""A course's folder in, everything that is wrong with its vignettes out."""

from __future__ import annotations

import datetime
import gc
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vignettes.checks import Context, check_bank
from vignettes.checks.facts import load_facts
from vignettes.course import Course
from vignettes.errors import Problem
from vignettes.loading import read_bank, vignette_files

GLOSSARY = "book/glossary.md"
GLOSSARY_BLOCK = re.compile(r"^(`{3,}|~{3,})\{glossary\}[^\n]*\n(.*?)^\1", re.MULTILINE | re.DOTALL)


def check_folders(
    course: Course, folders: Sequence[Path] = (), today: datetime.date | None = None
) -> tuple[list[Problem], int]:
    """Check the vignettes below `folders` (default: all that the course reads) against the course.

    Returns all problems, of reading and of the rules, and how many vignettes were read. `today` is the
    day that dated facts are measured by; without it, the computer's.
    Raises UsageError where a folder or the bibliography is missing.
    """
    chosen = list(folders) or list(course.folders)
    with collection_paused():
        cases, problems = read_bank(*chosen)
        context, more = context_of(course, today or datetime.date.today())
        found = check_bank(cases, context)
    count = sum(len(vignette_files(folder)) for folder in chosen)
    return sorted([*problems, *more, *found]), count


@contextmanager
def collection_paused() -> Iterator[None]:
    """Leave cyclic garbage alone: a bank is read once and stays, and looking through it costs a third."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def context_of(course: Course, today: datetime.date) -> tuple[Context, list[Problem]]:
    """Return what the rules know about a course, and the problems of its fact lines."""
    facts, problems = load_facts(course.root)
    context = Context(
        today=today,
        verified={key: reference.verified for key, reference in course.references().items()},
        facts=facts,
        glossary=glossary_terms(course.root / GLOSSARY),
        prose=prose_of(course.root),
    )
    return context, problems


def glossary_terms(file: Path) -> frozenset[str]:
    """Return the terms of a glossary page; none if there is no page."""
    text = text_of(file)
    blocks = (match.group(2) for match in GLOSSARY_BLOCK.finditer(text))
    lines = (line for block in blocks for line in block.splitlines())
    return frozenset(line.strip() for line in lines if line.strip() and not line[0].isspace())


def prose_of(root: Path) -> dict[str, str]:
    """Return the text of the book's pages and of the text cells of its notebooks, by path."""
    pages = {file: text_of(file) for file in sorted((root / "book").rglob("*.md"))}
    pages |= {file: notebook_prose(file) for file in sorted((root / "notebooks").glob("*.ipynb"))}
    return {file.relative_to(root).as_posix(): text for file, text in pages.items()}


def text_of(file: Path) -> str:
    """Return the text of a file, with marks for what is no text; nothing if there is no file."""
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def notebook_prose(file: Path) -> str:
    """Return the Markdown cells of a notebook; nothing if it cannot be read as one."""
    try:
        cells = json.loads(text_of(file))["cells"]
        return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (ValueError, KeyError, TypeError):
        return ""
