"""What pages weigh and how fast they answer, beside the same five questions in jupyterquiz."""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from ruamel.yaml import YAML

from tests.bench.table import Row, kib
from tests.building import ROOT, build
from tests.chromium import launch
from tests.serving import served
from vignettes import frontend
from vignettes.course import Course
from vignettes.model import Single, Vignette

SLOWDOWN = 4
QUESTIONS = 5

STOCK_CONFIG = """\
title: Stock
author: bench
execute:
  execute_notebooks: force
only_build_toc_files: true
"""

PAINTED = """async act => {
  const start = performance.now();
  eval(act);
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def measure(folder: Path) -> list[Row]:
    cases = _singles()
    ours = _our_book(folder / "ours", cases)
    stock = _stock_book(folder / "stock", cases)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        with served(ours) as here, served(stock) as there:
            books = (f"{here}/book/", f"{there}/book/")
            rows = _weights(browser, *books)
            rows += _clicks(browser, *books)
        browser.close()
    raw = [len(html) for html in _items((ours / "book" / "five.html").read_text("utf-8"))]
    script = len(gzip.compress(frontend.module_source().encode(), 9))
    return [
        *rows,
        Row("quiz.js, gzip", kib(script), "8 KiB"),
        Row("raw HTML per item, mean / most", f"{sum(raw) // len(raw):,} / {max(raw):,} B", "4 KB"),
    ]


def _singles() -> list[Vignette]:
    """Return five cases of one stage and one `single` item each, cut from the bank."""
    found = []
    for case in Course(ROOT).bank().learning():
        for stage, item in case.vignette.items():
            if isinstance(item, Single) and len(found) < QUESTIONS:
                only = stage.model_copy(update={"items": (item,), "goto": None})
                changes: dict[str, Any] = {"id": f"question-{len(found) + 1}", "module": "bench"}
                found.append(case.vignette.model_copy(update={**changes, "stages": (only,), "allow": ()}))
                break
    return found


def _our_book(folder: Path, cases: list[Vignette]) -> Path:
    (folder / "book").mkdir(parents=True)
    (folder / "exercises" / "bench").mkdir(parents=True)
    shutil.copy(ROOT / "_config.yml", folder)
    for name in ("references.bib", "favicon.svg"):
        shutil.copy(ROOT / "book" / name, folder / "book")
    yaml = YAML(typ="safe", pure=True)
    for case in cases:
        with (folder / "exercises" / "bench" / f"{case.id}.yml").open("w", encoding="utf-8") as stream:
            yaml.dump(case.model_dump(mode="json", exclude_none=True), stream)
    fences = "\n\n".join(f"```{{vignette}} {case.id}\n```" for case in cases)
    _pages(folder / "book", f"# Five\n\n{fences}\n", "# References\n\n```{bibliography}\n```\n")
    return _built(folder, [])


def _stock_book(folder: Path, cases: list[Vignette]) -> Path:
    (folder / "book").mkdir(parents=True)
    (folder / "_config.yml").write_text(STOCK_CONFIG, encoding="utf-8")
    questions = [_jupyterquiz(case) for case in cases]
    code = f"from jupyterquiz import display_quiz\ndisplay_quiz({questions!r})"
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Five"},
            {
                "cell_type": "code",
                "id": "b",
                "metadata": {},
                "source": code,
                "outputs": [],
                "execution_count": None,
            },
        ],
    }
    _pages(folder / "book", None, "# References\n")
    (folder / "book" / "five.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return _built(folder, [])


def _jupyterquiz(case: Vignette) -> dict[str, Any]:
    item = next(item for _, item in case.items())
    assert isinstance(item, Single)
    answers = [{"answer": o.text, "correct": o.correct, "feedback": o.feedback} for o in item.options]
    return {"question": item.prompt, "type": "multiple_choice", "answers": answers}


def _pages(book: Path, five: str | None, references: str) -> None:
    (book / "empty.md").write_text("# Empty\n\nOne sentence.\n", encoding="utf-8")
    (book / "references.md").write_text(references, encoding="utf-8")
    if five:
        (book / "five.md").write_text(five, encoding="utf-8")
    (book.parent / "_toc.yml").write_text(
        "format: jb-book\nroot: book/empty\nchapters:\n- file: book/five\n- file: book/references\n",
        encoding="utf-8",
    )


def _built(folder: Path, extra: list[str]) -> Path:
    result = build(folder, folder, *extra, strict=False)
    if result.returncode:
        raise SystemExit(result.stdout + result.stderr)
    return folder / "_build" / "html"


def _open(browser: Browser, base: str, name: str) -> tuple[Page, list[bytes], list[str]]:
    """Open a page with other hosts blocked; return it, what it loaded, and what it wanted from others."""
    page = browser.new_page()
    loaded: list[bytes] = []
    wanted: list[str] = []

    def route(handler: Any) -> None:
        if handler.request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            handler.continue_()
        else:
            wanted.append(handler.request.url)
            handler.abort()

    page.route("**/*", route)
    responses: list[Any] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(base + name)
    page.wait_for_timeout(1500)
    for response in responses:
        if response.ok and not response.url.endswith("favicon.ico"):
            loaded.append(response.body())
    return page, loaded, wanted


def _weights(browser: Browser, here: str, there: str) -> list[Row]:
    rows = []
    for name, what, aim in (
        ("empty.html", "empty page", "150 KiB gzip"),
        ("five.html", "page with five vignettes", ""),
    ):
        said = []
        for base in (here, there):
            page, loaded, wanted = _open(browser, base, name)
            raw, packed = sum(map(len, loaded)), sum(len(gzip.compress(body, 9)) for body in loaded)
            foreign = f", {len(wanted)} foreign requests" if wanted else ""
            said.append(f"{kib(raw)} / {kib(packed)}{foreign}")
            page.close()
        rows.append(Row(f"{what}, raw / gzip", said[0], aim, said[1]))
    return rows


def _clicks(browser: Browser, here: str, there: str) -> list[Row]:
    ours, _, _ = _open(browser, here, "five.html")
    _slow(ours)
    times = []
    for number in range(1, QUESTIONS + 1):
        scope = f"document.querySelector('[data-vignette=question-{number}]')"
        ours.evaluate(f"{scope}.querySelector('input[type=radio]').click()")
        button = f"[...{scope}.querySelectorAll('button')].find(b => b.textContent === 'Check my answer')"
        press = f"{button}.click()"
        times.append(ours.evaluate(PAINTED, press))
    stock, _, _ = _open(browser, there, "five.html")
    _slow(stock)
    others = [
        stock.evaluate(
            PAINTED, f"document.querySelectorAll('.Quiz')[{n}].querySelector('.MCButton').click()"
        )
        for n in range(stock.locator(".Quiz").count())
    ]
    median = statistics.median
    other = f"{median(others):.0f} ms, worst {max(others):.0f}" if others else "no question on the page"
    return [
        Row(
            f"click to painted feedback, {SLOWDOWN}× slower CPU",
            f"{median(times):.0f} ms, worst {max(times):.0f}",
            "50 ms",
            other,
        )
    ]


def _slow(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def _items(html: str) -> list[str]:
    """Return the HTML of every item of a page."""
    return [part.split("</fieldset>")[0] for part in html.split("<fieldset")[1:]]
