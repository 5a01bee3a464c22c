"""How long `vignettes check` takes on 100 and on 1,000 vignettes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.table import Row, seconds
from tests.building import ROOT
from tests.checks.generate import generate


def measure(folder: Path) -> list[Row]:
    command = Path(sys.executable).parent / "vignettes"
    times = {}
    for count in (100, 1000):
        course = folder / str(count)
        (course / "book").mkdir(parents=True)
        shutil.copy(ROOT / "book" / "references.bib", course / "book" / "references.bib")
        generate(course / "exercises", count)
        arguments = [str(command), "--root", str(course), "check"]
        times[count] = min(
            seconds(lambda a=arguments: subprocess.run(a, capture_output=True, check=False))  # type: ignore[misc]
            for _ in range(2)
        )
    return [
        Row("check, 100 vignettes", f"{times[100]:.2f} s"),
        Row("check, 1,000 vignettes", f"{times[1000]:.2f} s", "10 s"),
        Row("growth from 100 to 1,000", f"{times[1000] / times[100]:.1f}×", "11×"),
    ]
