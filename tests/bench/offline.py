"""What the copy for reading offline costs a reader: bytes to fetch once, and seconds until it is whole."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.table import Row, kib, seconds
from tests.building import build, course_copy
from tests.chromium import launch
from tests.desk.offline_host import READY, Host
from vignettes.sphinx_ext.offline import files_of


def measure(folder: Path) -> list[Row]:
    """Measure the site that stands built in `folder`; build the course there where there is none."""
    site = folder / "_build" / "html"
    if not (site / "sw.js").is_file():
        result = build(course_copy(folder), folder)
        if result.returncode:
            raise SystemExit(result.stdout + result.stderr)
    files = files_of(site)
    raw, packed = sum(map(len, files.values())), sum(len(gzip.compress(data, 9)) for data in files.values())
    return [
        Row("offline copy, files", f"{len(files)}"),
        Row("offline copy, raw / gzip", f"{kib(raw)} / {kib(packed)}"),
        Row("page loaded to copy whole, on this machine", f"{_until_whole(site):.1f} s"),
    ]


def _until_whole(site: Path) -> float:
    host = Host(site).start()
    with sync_playwright() as playwright:
        browser = launch(playwright, whole=True)
        page = browser.new_page()
        page.goto(f"{host.home}book/index.html")
        taken = seconds(lambda: page.evaluate(READY))
        browser.close()
    host.stop()
    return taken
