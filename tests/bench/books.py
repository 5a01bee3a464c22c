"""How long the book takes to build: cold, unchanged, one page changed."""

from __future__ import annotations

from pathlib import Path

from tests.bench.table import Row, seconds
from tests.building import build, course_copy


def measure(folder: Path) -> list[Row]:
    course = course_copy(folder)

    def run() -> None:
        result = build(course, folder)
        if result.returncode:
            raise SystemExit(result.stdout + result.stderr)

    cold = seconds(run)
    unchanged = seconds(run)
    page = course / "book" / "plissit" / "levels.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    changed = seconds(run)
    return [
        Row("book, cold build", f"{cold:.1f} s"),
        Row("book, no change", f"{unchanged:.1f} s"),
        Row("book, one page changed", f"{changed:.1f} s"),
    ]
