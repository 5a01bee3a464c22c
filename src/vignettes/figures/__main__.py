"""Write every figure below the book's folder: `python -m vignettes.figures [BOOK]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vignettes.figures import FIGURES


def main(argv: list[str] | None = None) -> int:
    """Write the figures and say where; 2 when there is no such book."""
    parser = argparse.ArgumentParser(prog="python -m vignettes.figures", description=__doc__)
    parser.add_argument("book", nargs="?", type=Path, default=Path("book"), help="default: book")
    book: Path = parser.parse_args(argv).book
    if not book.is_dir():
        print(f"{book}: no such folder. Run this where the book's folder is.", file=sys.stderr)
        return 2
    for name, svg in FIGURES.items():
        path = book / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(svg, encoding="utf-8", newline="\n")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
