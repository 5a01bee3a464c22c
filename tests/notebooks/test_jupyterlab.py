"""The widget where learners meet it: a real JupyterLab, a real browser, a mouse."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GALLERY = Path(__file__).parents[1] / "gallery"
START_SECONDS = 60
WAIT = 60_000


@dataclass
class Lab:
    """A JupyterLab on loopback, and the folder it serves."""

    address: str
    folder: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A server on a copy of the gallery, without token or news, killed in the end whatever happens."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(GALLERY, folder, dirs_exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    homes = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
    }
    home = tmp_path_factory.mktemp("jupyter")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += [
        "--ServerApp.token=",
        "--ServerApp.password=",
        "--allow-root",
        f"--ServerApp.root_dir={folder}",
    ]
    command += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    log = home / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **{name: str(home / place) for name, place in homes.items()}},
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await(server, f"{address}/api/status", log)
        yield Lab(address, folder)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(10)


def _await(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


def write_notebook(folder: Path, *sources: str) -> str:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{i}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for i, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "clinic.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return "clinic.ipynb"


def run_cell(tab: Page, number: int) -> Locator:
    """Run one cell with the keyboard and return its output area."""
    cell = tab.locator(".jp-Notebook .jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    tab.keyboard.press("Control+Enter")
    return cell.locator(".jp-OutputArea-output")


def test_a_case_answered_with_the_mouse_comes_back_to_python(lab: Lab, chromium: Browser) -> None:
    name = write_notebook(
        lab.folder,
        'from vignettes import show\ncase = show("every-type")\ncase',
        "print(case.responses, case.score, case.notes)",
        "case.reset()\nprint(case.responses, case.score)",
    )
    context = chromium.new_context(viewport={"width": 1280, "height": 1400})
    tab = context.new_page()
    tab.set_default_timeout(WAIT)
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    try:
        tab.goto(f"{lab.address}/lab/tree/{name}?reset")
        expect(tab.get_by_text("| Idle")).to_be_visible(timeout=WAIT)
        shown = run_cell(tab, 0)
        case = shown.locator("section.vignette")
        case.get_by_role("button", name="Show this case").click()

        item = case.locator(".vignette-single")
        item.get_by_label("“You can ask me anything, or leave it.”").check()
        item.get_by_role("button", name="Check my answer").click()
        expect(item.locator(".vignette-result")).to_contain_text("Best answer.")

        several = case.locator(".vignette-multiple")
        for option in ("Ask what she would like to talk about", "Hand her a leaflet on pain"):
            several.get_by_label(option).check()
        several.get_by_role("button", name="Check my answer").click()
        expect(several.locator(".vignette-result")).to_contain_text("2 of 4 judged rightly.")

        expect(run_cell(tab, 1)).to_have_text(
            "{'one-best': 'a', 'several': ['leaflet', 'ask']} 0.75 []", timeout=WAIT
        )
        expect(run_cell(tab, 2)).to_have_text("{} None", timeout=WAIT)
        expect(item.locator(".vignette-result")).to_be_hidden()
        expect(item.get_by_role("button", name="Check my answer")).to_be_visible()
        assert errors == []
    finally:
        context.close()


def test_a_knob_turned_with_the_keyboard_redraws_what_stands_below_it(lab: Lab, chromium: Browser) -> None:
    name = write_notebook(
        lab.folder,
        "from ipywidgets import IntSlider\n"
        "from vignettes.knobs import knobs\n"
        'knobs(lambda people: f"{people} people in {people // 10} rows", people=IntSlider(20, 0, 100, 10))',
    )
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(WAIT)
    try:
        tab.goto(f"{lab.address}/lab/tree/{name}?reset")
        expect(tab.get_by_text("| Idle")).to_be_visible(timeout=WAIT)
        shown = run_cell(tab, 0)
        expect(shown.get_by_text("20 people in 2 rows")).to_be_visible(timeout=WAIT)
        shown.get_by_role("slider").focus()
        tab.keyboard.press("ArrowRight")
        expect(shown.get_by_text("30 people in 3 rows")).to_be_visible(timeout=WAIT)
    finally:
        context.close()
