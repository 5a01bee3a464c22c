"""How long `vignettes export` takes for 100 and for 1,000 vignettes, in every format."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.table import Row, seconds
from tests.building import ROOT
from tests.checks.generate import generate
from vignettes.export.registry import MODULES

COUNTS = (100, 1000)
RUNS = 2


def measure(folder: Path) -> list[Row]:
    courses = [_course(folder / str(count), count) for count in COUNTS]
    rows = []
    for name in MODULES:
        few, many = (_fastest(course, name) for course in courses)
        rows.append(Row(f"export to {name}, 100 / 1,000 vignettes", f"{few:.2f} s / {many:.2f} s", "10 s"))
        rows.append(Row("growth from 100 to 1,000", f"{many / few:.1f}×", "11×"))
    return rows


def _course(course: Path, count: int) -> Path:
    (course / "book").mkdir(parents=True)
    shutil.copy(ROOT / "book" / "references.bib", course / "book" / "references.bib")
    generate(course / "exercises", count)
    return course


def _fastest(course: Path, name: str) -> float:
    command = [
        str(Path(sys.executable).parent / "vignettes"),
        "--root",
        str(course),
        "export",
        "--to",
        name,
    ]
    command += ["-o", str(course / "exported")]
    return min(
        seconds(lambda: subprocess.run(command, capture_output=True, check=True)) for _ in range(RUNS)
    )
