"""A real Chromium, pages that hold cases, and a watch on whatever they ask for or complain of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driving import Site, Visitor, press_all, visiting
from vignettes import frontend
from vignettes.course import Course

GALLERY = Path(__file__).parent.parent / "gallery"
OPENED = "\nexport { grade, moved, wayOn };\n"
"""What the tests want of the engine beside its default export."""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*args)

    def do_GET(self) -> None:
        file = self.folder / self.path.lstrip("/").partition("?")[0]
        if not file.is_file():
            self.send_error(404)
            return
        kinds = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
        self.send_response(200)
        self.send_header("Content-Type", f"{kinds[file.suffix]}; charset=utf-8")
        if not file.name.startswith("free"):
            self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(file.read_bytes())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on loopback, and the gallery's cases to put on it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "vignettes.css").write_text(frontend.style(), encoding="utf-8")
    (folder / "vignettes.js").write_text(frontend.classic_script(), encoding="utf-8")
    (folder / "quiz.js").write_text(frontend.module_source() + OPENED, encoding="utf-8")
    (folder / "free.html").write_text(
        '<!doctype html><html lang="en"><title>Bare</title><link rel="icon" href="data:,">',
        encoding="utf-8",
    )
    course = Course(GALLERY)
    bank = course.bank()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(
        folder,
        f"http://127.0.0.1:{server.server_port}",
        {case.vignette.id: case.vignette for case in bank},
        course.references(),
    )
    server.shutdown()


@pytest.fixture
def visitor(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Opens pages; fails the test if one of them logged an error or called a third party."""
    with visiting(chromium, site) as visitor:
        yield visitor


@pytest.fixture
def case_page(visitor: Visitor) -> Callable[..., Page]:
    """Opens a gallery case: case_page("every-type"), with `file=True` from the disk."""

    def open_case(vignette_id: str, **options: Any) -> Page:
        page = visitor.open(vignette_id, **options)
        press_all(page, "Show this case")
        return page

    return open_case
