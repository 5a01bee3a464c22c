"""How long `vignettes report` takes on 1,000 and 10,000 results files, and how much memory it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.table import Row
from tests.building import ROOT
from tests.learners.files import write
from tests.learners.world import World
from vignettes.course import Course
from vignettes.report.questions import questions_of

MODULE = "plissit"
COUNTS = (1_000, 10_000)
KIB_OF_MAXRSS = 1024 if sys.platform == "darwin" else 1
"""macOS counts ru_maxrss in bytes, Linux in KiB."""


def measure(folder: Path) -> list[Row]:
    world = World(questions_of(Course(ROOT).bank(), [MODULE]), seed=1)
    times, peaks = {}, {}
    for count in COUNTS:
        write(folder / str(count), world, count)
        times[count], peaks[count] = _run(folder / str(count))
    few, many = COUNTS
    return [
        Row(f"report, {few:,} files / peak memory", f"{times[few]:.1f} s / {peaks[few]:.0f} MiB"),
        Row(f"report, {many:,} files / peak memory", f"{times[many]:.1f} s / {peaks[many]:.0f} MiB"),
        Row(f"growth from {few:,} to {many:,}", f"{times[many] / times[few]:.1f}×", "11×"),
    ]


def _run(files: Path) -> tuple[float, float]:
    """Return seconds on the wall and the child's peak memory in MiB."""
    command = [str(Path(sys.executable).parent / "vignettes"), "--root", str(ROOT), "report", str(files)]
    command += ["--module", MODULE, "-o", f"{files}.html"]
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / KIB_OF_MAXRSS / 1024
