"""Node for the ground floor, and pages of the desk for the real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.node import Node
from tests.desk.pages import Desk, lay_out
from tests.serving import served
from vignettes.course import Course

GALLERY = Path(__file__).parent.parent / "gallery"


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Calls functions of the front end: node.call("desk/records.js", "isCard", {...})."""
    node = Node(tmp_path_factory.mktemp("node"))
    yield node
    node.close()


@pytest.fixture(scope="session")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The same with probes.js beside the front end, for what takes or gives more than JSON can say."""
    folder = tmp_path_factory.mktemp("probes")
    shutil.copy(Path(__file__).parent / "probes.js", folder)
    node = Node(folder)
    yield node
    node.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk over the learning cases of the gallery, served on this machine."""
    course = Course(GALLERY)
    vignettes = [case.vignette for case in course.bank().learning()]
    laid = lay_out(tmp_path_factory.mktemp("desk"), course, vignettes, course.references())
    with served(laid.folder) as laid.origin:
        yield laid
