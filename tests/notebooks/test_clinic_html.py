"""`jupyter nbconvert --to clinic`: one file, no network, the cases alive."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, expect

from vignettes import frontend
from vignettes.clinic_html import ClinicHTMLExporter
from vignettes.render.plain_myst import PlainMyst

ROOT = Path(__file__).parents[2]
CLINIC = ROOT / "notebooks" / "plissit.ipynb"
LOADS = re.compile(
    r"<(?:script|img|iframe|link|source|object|embed)\b[^>]*?(?:src|href|data)=(?!['\"]?data:)"
)
MYST = re.compile(r"\{[a-z:-]+\}[`\s]|:::|^:class:", re.MULTILINE)

plain = PlainMyst(
    lambda keys: "; ".join(key.upper() for key in keys),
    lambda case: f"<section>{case}</section>",
    lambda status: f"Notice, {status}.",
)


@pytest.fixture(scope="module")
def page() -> str:
    body, _ = ClinicHTMLExporter().from_filename(str(CLINIC))
    return str(body)


def without_script(page: str) -> str:
    return re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)


def test_the_command_knows_the_clinic_format(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "nbconvert",
        "--to",
        "clinic",
        str(CLINIC),
        "--output-dir",
        str(tmp_path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "plissit.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_clinic_page_loads_nothing_from_anywhere(page: str) -> None:
    assert LOADS.findall(page) == []
    assert "@import" not in page and "url(http" not in page and "require.js" not in page


def test_a_clinic_page_holds_script_and_style_once(page: str) -> None:
    assert page.count(frontend.style()) == 1
    assert page.count("<script>") == 1 and page.count("</script>") == 1


def test_a_clinic_page_holds_every_case_of_its_notebook_and_no_widget(page: str) -> None:
    shown = re.findall(r'show\(\\"([a-z-]+)\\"\)', CLINIC.read_text("utf-8"))
    assert len(shown) >= 6
    for case in shown:
        assert page.count(f'data-vignette="{case}"') == 1
    assert "widget-view" not in page and "show(" not in without_script(page)


def test_a_clinic_page_prints_no_directive_and_no_role(page: str) -> None:
    text = without_script(page)
    assert not MYST.findall(text)
    assert "Not accredited for continuing education." in text
    assert "cicekozdemir2024plissit" not in text and "2024)" in text


def test_a_picture_keeps_its_alternative_text_and_caption(page: str) -> None:
    pictures = re.findall(r'<img alt="([^"]+)" src="data:image/svg\+xml;base64,', page)
    assert pictures and all(len(alt) > 80 for alt in pictures)
    assert "<figcaption>" in page


def test_widget_state_and_views_are_left_out() -> None:
    view = {"model_id": "m", "version_major": 2, "version_minor": 0}
    data = {
        "application/vnd.jupyter.widget-view+json": view,
        "text/html": "<b>static</b>",
        "text/plain": "t",
    }
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": "show()"}
    notebook = nbformat.from_dict(
        {
            "cells": [{**cell, "outputs": [output]}],
            "metadata": {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"m": {}}}}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    page, _ = ClinicHTMLExporter().from_notebook_node(notebook)
    assert "<b>static</b>" in page and "widget" not in re.sub(
        r"<script>.*</script>", "", page, flags=re.DOTALL
    )
    assert notebook.metadata.widgets, "the notebook itself stays as it was"


@pytest.mark.parametrize(
    ("myst", "markdown"),
    [
        ("```{review-status} unreviewed\n```", "\n*Notice, unreviewed.*\n"),
        ("As found {cite:p}`a1, b2`.", "As found (A1; B2)."),
        ("{cite:t}`a1` found", "A1 found"),
        ("{term}`Review`, {term}`reviews <Review>`", "Review, reviews"),
        ("{doc}`/notebooks/plissit`, {doc}`clinic </notebooks/plissit>`", "plissit, clinic"),
        ("{abbr}`MS (multiple sclerosis)`", "MS (multiple sclerosis)"),
        (
            ":::{admonition} Say this\n:class: say-this\n\nHello {term}`you`.\n:::",
            "\n> **Say this**\n>\n> Hello you.\n",
        ),
        ("```{note}\nMind.\n```", "\n> **Note**\n>\n> Mind.\n"),
        (":::{warning} Stop.\nNow.\n:::", "\n> **Warning**\n>\n> Stop.\n> Now.\n"),
        ("::::{only} instructor\n:::{note}\nKey\n:::\n::::\nAll", "All"),
        (":::{figure} a.svg\n:alt: A\n\nCaption.\n:::", "\nCaption.\n"),
        (
            "::::{admonition} Out\n:::{note}\nIn\n:::\n::::",
            "\n> **Out**\n>\n>\n> > **Note**\n> >\n> > In\n",
        ),
        ("```{vignette} some-case\n```", "\n<section>some-case</section>\n"),
        ("```python\n{cite:p}`a1`\n```", "```python\n{cite:p}`a1`\n```"),
        ("```\n:::{note}\n```", "```\n:::{note}\n```"),
        (
            "see [the book](../book/x.md) or [this](https://a.org/b.md)",
            "see the book or [this](https://a.org/b.md)",
        ),
        ("It's $5 & {curly} `code` {=~#}", "It's $5 & {curly} `code` {=~#}"),
        ("```{note}\nnever closed", "\n> **Note**\n>\n> never closed\n"),
    ],
)
def test_myst_becomes_plain_markdown(myst: str, markdown: str) -> None:
    def squeezed(text: str) -> str:
        return re.sub(r"(\n>*)+\n", r"\n", text)

    assert squeezed(plain(myst)) == squeezed(markdown)


@pytest.mark.browser
@pytest.mark.slow
def test_an_offline_clinic_is_alive_from_the_disk_and_asks_for_nothing(
    page: str, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.html"
    file.write_text(page, encoding="utf-8")
    asked: list[str] = []
    complaints: list[str] = []
    context = chromium.new_context()
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(file.as_uri())
    item = tab.locator(".vignette-single").first
    item.get_by_role("radio").first.check()
    item.get_by_role("button", name="Check my answer").click()
    expect(item.locator(".vignette-result")).to_contain_text("est answer.")
    expect(item.locator(".vignette-rationale")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert asked[0] == file.as_uri() and len([url for url in asked if url.startswith("file:")]) == 1
    assert complaints == []
    context.close()


def test_the_exporter_needs_no_course_around_it(tmp_path: Path) -> None:
    notebook: Any = json.loads(CLINIC.read_text("utf-8"))
    file = tmp_path / "alone.ipynb"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    body, _ = ClinicHTMLExporter().from_filename(str(file))
    assert "PLISSIT case clinic" in body
