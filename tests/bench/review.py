"""How fast Review is there after fifteen months of use, with 2,000 questions answered."""

from __future__ import annotations

import json
import random
import statistics
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.table import Row
from tests.building import ROOT
from tests.chromium import launch
from tests.desk.node import Node
from tests.desk.pages import Desk, lay_out
from tests.serving import served
from vignettes.course import Course
from vignettes.model import Vignette

ITEMS = 2000
DAYS = 456
DAY = 86_400_000
NOW = int(time.time() * 1000)
SLOWDOWN = 4
TIMES = 7

NOTES_WHEN_USABLE = """
new MutationObserver(() => {
  const begin = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Begin");
  if (begin && !begin.disabled) window.usable ??= performance.now();
}).observe(document, { childList: true, subtree: true });
"""
BEGINS = """() => new Promise(done => {
  const start = performance.now();
  new MutationObserver((seen, self) => {
    if (!document.querySelector("section.vignette")) return;
    self.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  }).observe(document.body, { childList: true, subtree: true });
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Begin").click();
})"""


def measure(folder: Path) -> list[Row]:
    """Return how long the page takes to be usable, and to put its first question."""
    course = Course(ROOT)
    desk = lay_out(folder / "site", course, _cases(course), course.references())
    node = Node(folder / "node")
    records = _learner(desk, node)
    node.close()
    rows = []
    with served(desk.folder) as origin, sync_playwright() as playwright:
        desk.origin = origin
        browser = launch(playwright)
        for rate in (1, SLOWDOWN):
            usable, first = _times(browser, desk, records, rate)
            cpu = "" if rate == 1 else f", {rate}× slower CPU"
            rows.append(_row(f"Review usable, {ITEMS:,} items, {len(records):,} records{cpu}", usable))
            rows.append(_row(f"Review, Begin to first question{cpu}", first))
        browser.close()
    return rows


def _row(what: str, times: list[float]) -> Row:
    return Row(what, f"{statistics.median(times):.0f} ms, worst {max(times):.0f}", "100 ms")


def _cases(course: Course) -> list[Vignette]:
    """Return the learning cases of the course, again under other names until there are enough items."""
    found: list[Vignette] = []
    items = 0
    learning = [case.vignette for case in course.bank().learning()]
    while items < ITEMS:
        case = learning[len(found) % len(learning)]
        found.append(case.model_copy(update={"id": f"{case.id}-{len(found)}"}))
        items += len(list(case.items()))
    return found


def _learner(desk: Desk, node: Node) -> dict[str, Any]:
    """Return the records of one who answers every item in the book once within a year, and reviews what is
    due with nine in ten right until today, when a hundred items have been left lying for a month."""
    lot = random.Random(6)
    records: dict[str, Any] = {}
    for name, case in desk.catalogue["cases"].items():
        for item in case["items"]:
            at = NOW - lot.randrange(90, DAYS) * DAY
            right = lot.random() < 0.7
            made = {"fingerprint": item["fingerprint"], "answer": "a", "score": int(right), "right": right}
            made |= {"at": at, "confidence": lot.choice(["guessing", "think-so", "sure"]), "seconds": 40}
            key = f"{name}/{item['id']}"
            records[f"answer:{key}"] = records[f"first:{key}"] = made
            until = NOW - 30 * DAY if lot.random() < 0.05 else NOW
            if card := _reviewed(node, item["fingerprint"], at + DAY, until, lot):
                records[f"card:{key}"] = card
    return records


def _reviewed(node: Node, fingerprint: str, at: int, until: int, lot: random.Random) -> Any:
    card = None
    while at < until:
        right = lot.random() < 0.9
        seen = {"fingerprint": fingerprint, "score": int(right), "at": at}
        card = node.call("desk/schedule.js", "prospects", card, seen)["3" if right else "1"]
        at = max(card["due"], at) + lot.randrange(20) * DAY // 24
    return card


def _times(
    browser: Browser, desk: Desk, records: dict[str, Any], rate: int
) -> tuple[list[float], list[float]]:
    context = browser.new_context()
    context.add_init_script(NOTES_WHEN_USABLE)
    page = context.new_page()
    page.goto(desk.url("review"))
    page.evaluate(
        "text => Object.entries(JSON.parse(text)).forEach(([key, value]) =>"
        " localStorage.setItem('vignettes:1:' + key, JSON.stringify(value)))",
        json.dumps(records),
    )
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    pairs = [_visit(page) for _ in range(TIMES)]
    context.close()
    return [usable for usable, _ in pairs], [first for _, first in pairs]


def _visit(page: Page) -> tuple[float, float]:
    page.reload()
    page.wait_for_function("window.usable")
    return page.evaluate("window.usable"), page.evaluate(BEGINS)
