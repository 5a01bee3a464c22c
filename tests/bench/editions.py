"""How long PDFs take: the whole course for both audiences, and one module; cold, warm, after a change."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
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
    ):
        shutil.rmtree(course / "_build", ignore_errors=True)
        cold = seconds(lambda extra=extra: run(*extra))  # type: ignore[misc]
        warm = min(seconds(lambda extra=extra: run(*extra)) for _ in range(3))  # type: ignore[misc]
        rows.append(Row(f"PDF, {name}, cold / warm", f"{cold:.1f} s / {warm:.1f} s", aim))
    return [*rows, *whole_course(course, run)]


def whole_course(course: Path, run: Callable[..., None]) -> list[Row]:
    """Measure both editions of the whole course: from nothing, again, with a page and a case changed."""

    def both() -> None:
        run("--audience", "both")

    def change() -> None:
        page = course / "book" / "plissit" / "levels.md"
        page.write_text(page.read_text("utf-8") + "\nOne more sentence for the bench.\n", "utf-8")
        case = sorted((course / "exercises" / "plissit").glob("*.yml"))[0]
        case.write_text(
            case.read_text("utf-8").replace("debrief: |\n", "debrief: |\n  One more.\n\n", 1), "utf-8"
        )

    shutil.rmtree(course / "_build", ignore_errors=True)
    rows = [Row("PDF, course, both editions, cold", f"{seconds(both):.1f} s", "20 s")]
    rows.append(Row("PDF, course, both editions, nothing changed", f"{seconds(both):.1f} s", "8 s"))
    change()
    rows.append(
        Row("PDF, course, both editions, a page and a case changed", f"{seconds(both):.1f} s", "8 s")
    )
    return rows
