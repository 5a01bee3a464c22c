"""Decks of the gallery, each made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from vignettes.course import Course
from vignettes.slides import build_decks


def made(course: Course, out: Path, **more: object) -> Path:
    """Write one deck and return its file."""
    (file,) = build_decks(course, out, report=lambda said: None, **more)  # type: ignore[arg-type]
    return file


@pytest.fixture(scope="session")
def instructor(gallery: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(gallery, tmp_path_factory.mktemp("decks"), cohort="Group <B> & C")


@pytest.fixture(scope="session")
def student(gallery: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(gallery, tmp_path_factory.mktemp("decks"), audience="student")
