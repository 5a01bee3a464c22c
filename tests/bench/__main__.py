"""`make bench`: measures what the course promises, in one run, and prints one table."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench import books, checks, editions, pages
from tests.bench.table import Row, table


def main() -> None:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="vignettes-bench-") as name:
        folder = Path(name)
        rows += books.measure(folder / "books")
        rows += pages.measure(folder / "pages")
        rows += editions.measure(folder / "editions")
        rows += checks.measure(folder / "checks")
    print(table(rows))


if __name__ == "__main__":
    main()
