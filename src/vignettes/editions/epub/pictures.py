"""Pictures of the course, taken into the EPUB under names made from their content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from vignettes.editions.pictures import SIGNATURES, NotAPicture, printable_svg

FOREIGN = re.compile(
    rb"<script|\bon[a-z]+\s*=|(?:href|src)\s*=\s*[\"'](?!#|data:)|@import|url\(\s*[\"']?(?!#|data:)", re.I
)
"""What makes a drawing run code, or ask for something that is not in it."""


class Pictures:
    """The pictures of one EPUB; `files` are their bytes by name."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.files: dict[str, bytes] = {}

    def add(self, address: str) -> str:
        """Take a picture in and return its name; NotAPicture if it cannot be in a book.

        A drawing keeps its dark colours, for readers that read at night.
        """
        if "://" in address or address.startswith("data:"):
            raise NotAPicture("a picture from the web cannot be in an EPUB; keep a copy in the book")
        file = Path(self.source, address)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise NotAPicture(f"the picture {file.name} cannot be read ({error.strerror})") from None
        kind = file.suffix.lower()
        if kind == ".svg":
            printable_svg(data)
            if FOREIGN.search(data):
                raise NotAPicture(f"the drawing {file.name} runs a script or loads something from outside")
        elif not data.startswith(SIGNATURES.get(kind, ())):
            raise NotAPicture(
                f"{file.name} is not a picture that an EPUB can hold (SVG, PNG, JPEG, GIF, WebP)"
            )
        name = f"image-{hashlib.sha256(data).hexdigest()[:16]}{kind}"
        self.files[name] = data
        return name
