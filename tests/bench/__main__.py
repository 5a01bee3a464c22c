"""`make bench`: measures what the course promises, in one run, and prints one table."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.bench import books, checks, editions, exports, offline, pages, progress, reports, review
from tests.bench.table import Row, table


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's machine keeps compiled modules
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="vignettes-bench-") as name:
        folder = Path(name)
        rows += books.measure(folder / "books")
        rows += offline.measure(folder / "books")
        rows += pages.measure(folder / "pages")
        rows += progress.measure(folder / "progress")
        rows += review.measure(folder / "review")
        rows += editions.measure(folder / "editions")
        rows += checks.measure(folder / "checks")
        rows += exports.measure(folder / "exports")
        rows += reports.measure(folder / "reports")
    print(table(rows))


if __name__ == "__main__":
    main()
