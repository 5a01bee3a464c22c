"""Runs nbval, and nothing else, over copies of the course and says which cells failed.

Starting a kernel costs more than any case, so the cells of many runs stand one after another in one
notebook; each run begins by going to its own copy of the course.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BIBLIOGRAPHY = Path("book/references.bib")

Cell = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """The code cells of a notebook, with the outputs stored in them, and the folder to run them in."""

    name: str
    folder: Path
    cells: tuple[Cell, ...]


Failed = set[tuple[str, int]]
"""Cells that failed: (name of the run, number of the code cell)."""


def copy_course(root: Path, target: Path) -> Path:
    """Copy what cases are read from into `target`; return the folder in which notebooks run there."""
    shutil.copytree(root / "exercises", target / "exercises")
    (target / BIBLIOGRAPHY).parent.mkdir()
    shutil.copy(root / BIBLIOGRAPHY, target / BIBLIOGRAPHY)
    (target / "notebooks").mkdir()
    return target / "notebooks"


def run_nbval(runs: Sequence[Run], folder: Path) -> Failed:
    """Run `pytest --nbval`, strictly, over the cells of all `runs`; `folder` is new and takes the files."""
    folder.mkdir()
    cells: list[Cell] = []
    places: list[tuple[str, int]] = []
    for run in runs:
        cells.append(code_cell(f"import os\nos.chdir({str(run.folder)!r})"))
        places.append((run.name, -1))
        for number, cell in enumerate(run.cells):
            cells.append(cell)
            places.append((run.name, number))
    notebook = folder / "runs.ipynb"
    notebook.write_text(json.dumps(notebook_of(cells)), encoding="utf-8")
    return {places[number] for number in failing_cells(notebook)}


def code_cell(source: str) -> Cell:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def notebook_of(cells: Sequence[Cell]) -> dict[str, Any]:
    plain = [{key: value for key, value in cell.items() if key != "id"} for cell in cells]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": plain, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}


def failing_cells(notebook: Path) -> set[int]:
    """Run nbval over one notebook and return the numbers of the code cells that fail."""
    report = notebook.with_suffix(".xml")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "nbval.plugin",
        "--nbval",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    command += [f"--rootdir={notebook.parent}", f"--junitxml={report}", "-c", os.devnull, str(notebook)]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        command,
        cwd=notebook.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode not in (0, 1) or not report.is_file():
        raise RuntimeError(f"nbval could not be run:\n{done.stdout}\n{done.stderr}")
    return {
        int(case.get("name", "").removeprefix("Cell "))
        for case in ET.parse(report).iter("testcase")
        if case.find("failure") is not None or case.find("error") is not None
    }
