"""How long My progress takes from the click that opens it until it is drawn, by how much is kept."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.pages import SLOWDOWN
from tests.bench.table import Row
from tests.chromium import launch
from tests.desk import many
from tests.desk.pages import write
from tests.serving import served

KEPT = (100, 500, 2000, 5000)
"""Questions of the course, each answered and kept in three records."""
RUNS = 5
DRAWN = """addEventListener("DOMContentLoaded", () =>
  requestAnimationFrame(() => setTimeout(() => (window.drawnAfter = performance.now()))))"""


def measure(folder: Path) -> list[Row]:
    rows = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for count in KEPT:
            site = folder / str(count)
            catalogue = many.course(count)
            write(site, catalogue, [])
            kept = many.as_stored(many.answers(catalogue))
            with served(site) as base:
                fast, slow = (
                    _drawn(browser, f"{base}/book/desk/progress.html", kept, rate) for rate in (1, SLOWDOWN)
                )
            value = f"{fast:.0f} ms, {slow:.0f} ms on a {SLOWDOWN}× slower CPU"
            rows.append(Row(f"My progress drawn, {count:,} items kept", value, "200 ms"))
        browser.close()
    return rows


def _drawn(browser: Browser, url: str, kept: dict[str, object], rate: int) -> float:
    """Return the median of milliseconds from navigation until the page is drawn, warm."""
    page = browser.new_page()
    page.goto(url)
    page.evaluate(
        "kept => Object.entries(kept).forEach(([key, text]) => localStorage.setItem(key, text))",
        {key: json.dumps(value) for key, value in kept.items()},
    )
    page.add_init_script(DRAWN)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    times = []
    for _ in range(RUNS):
        page.goto(url)
        page.wait_for_function("window.drawnAfter")
        if page.locator(".progress-modules").count() != 1:
            raise SystemExit("My progress has not been drawn.")
        times.append(page.evaluate("window.drawnAfter"))
    page.close()
    return statistics.median(times)
