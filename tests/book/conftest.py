from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import build, course_copy, gallery_course, once


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


def _site(make_course, target: Path) -> None:
    course = make_course(target / "course")
    result = build(course, target)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="session")
def gallery_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery as a built site."""
    made = once(shared_folder(tmp_path_factory), "gallery", lambda p: _site(gallery_course, p))
    return made / "_build" / "html"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course itself as a built site."""
    made = once(shared_folder(tmp_path_factory), "course", lambda p: _site(course_copy, p))
    return made / "_build" / "html"
