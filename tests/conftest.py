"""What every floor of the tests may lean on: the gallery of cases, and golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.chromium import chromium, playwright, whole_chromium
from tests.firefox import firefox
from vignettes.bibliography import Reference
from vignettes.course import Course
from vignettes.loading import Bank

__all__ = ["chromium", "firefox", "playwright", "whole_chromium"]

TESTS = Path(__file__).parent
ROOT = TESTS.parent
GOLDEN = TESTS / "golden"

settings.register_profile("course", deadline=None)
settings.load_profile("course")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew; read the difference afterwards",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The course of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def bank() -> Bank:
    """All cases of this course, read once."""
    return Course(ROOT).bank()


@pytest.fixture(scope="session")
def gallery() -> Course:
    """The course that shows every pattern once."""
    return Course(TESTS / "gallery")


@pytest.fixture(scope="session")
def gallery_bank(gallery: Course) -> Bank:
    return gallery.bank()


@pytest.fixture(scope="session")
def gallery_references(gallery: Course) -> dict[str, Reference]:
    return gallery.references()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/<name>, or write it there under --update-golden."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file} is missing: run pytest --update-golden {request.node.nodeid}"
        stored = file.read_text(encoding="utf-8")
        assert text == stored, f"{name} differs: if this was meant, run pytest --update-golden"

    return compare
