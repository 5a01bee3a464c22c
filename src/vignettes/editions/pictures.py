"""Pictures of the book, laid beside the Typst source in a form that it can set."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

from vignettes.files import write_whole

FONTS = re.compile(rb"font-family\s*[:=]\s*(\"[^\"]*\"|[^;}]*)")
DARK = re.compile(rb"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
SANS = "Source Sans 3"
SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}


class NotAPicture(ValueError):
    """The file is missing, broken, or of a kind that cannot be printed."""


class Pictures:
    """A folder of pictures named by their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, str] = {}

    def add(self, file: Path) -> str:
        """Copy a picture and return its name in the folder; NotAPicture if it cannot be printed."""
        if file not in self._known:
            self._known[file] = self._copy(file)
        return self._known[file]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all pictures that were added."""
        return frozenset(self._known.values())

    def _copy(self, file: Path) -> str:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise NotAPicture(f"the picture {file.name} cannot be read ({error.strerror})") from None
        kind = file.suffix.lower()
        if kind == ".svg":
            data = printable_svg(data)
        elif not data.startswith(SIGNATURES.get(kind, ())):
            raise NotAPicture(
                f"{file.name} is not a picture that can be printed (SVG, PNG, JPEG, GIF, WebP)"
            )
        name = hashlib.sha256(data).hexdigest()[:16] + kind
        target = self.folder / name
        if not target.exists():
            write_whole(target, data)
        return name


def printable_svg(data: bytes) -> bytes:
    """Return an SVG in its light colours and the edition's own font; NotAPicture if it is not one."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise NotAPicture(f"the drawing is not well-formed SVG ({error})") from None
    if not root.tag.endswith("svg"):
        raise NotAPicture("the drawing is not an SVG")
    return FONTS.sub(_font, DARK.sub(b"", data))


def _font(found: re.Match[bytes]) -> bytes:
    if found[1].startswith(b'"'):
        return f'font-family="{SANS}"'.encode()
    return f"font-family: '{SANS}'".encode()
