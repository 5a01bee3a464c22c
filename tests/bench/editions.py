"""How long a PDF takes: the whole course and one module, cold and warm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.table import Row, seconds
from tests.building import course_copy


def measure(folder: Path) -> list[Row]:
    course = course_copy(folder)
    command = Path(sys.executable).parent / "vignettes"

    def run(*extra: str) -> None:
        subprocess.run(
            [str(command), "--root", str(course), "edition", "-o", str(folder / "pdf"), *extra],
            check=True,
            capture_output=True,
        )

    rows = []
    for name, extra, aim in (
        ("module, student", ("--module", "plissit"), "3 s warm"),
        ("module, instructor", ("--module", "plissit", "--audience", "instructor"), ""),
        ("course, student", (), ""),
    ):
        shutil.rmtree(course / "_build", ignore_errors=True)
        cold = seconds(lambda extra=extra: run(*extra))  # type: ignore[misc]
        warm = min(seconds(lambda extra=extra: run(*extra)) for _ in range(3))  # type: ignore[misc]
        rows.append(Row(f"PDF, {name}, cold / warm", f"{cold:.1f} s / {warm:.1f} s", aim))
    return rows
