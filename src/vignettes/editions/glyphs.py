"""Which characters the edition's fonts can draw, asked of Typst itself.

PDF/UA-1 forbids a character without a glyph. The compiler names every such character with its line, so
one trial page with one character to a line answers for a whole set of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from unicodedata import category

import typst

from vignettes.editions.markup import string

PLAIN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x09, 0x0A]))
LINE = re.compile(r"\.typ:(\d+):\d+")
NOBODYS = ("Cs", "Co", "Cn")
"""Surrogates, private use and unassigned: what a font draws for these means nothing to a reader."""
TRIAL = '#set document(title: "Trial")\n#set text(font: "Libertinus Serif")\n'


class Glyphs:
    """Remembers what it has asked."""

    def __init__(self, fonts: typst.Fonts) -> None:
        self.fonts = fonts
        self._drawable: dict[str, bool] = {}

    def replace(self, text: str) -> tuple[str, list[str]]:
        """Return `text` with [U+1F642] for every character that cannot be drawn, and those characters."""
        if PLAIN.issuperset(text):
            return text, []
        self._ask(set(text) - PLAIN - self._drawable.keys())
        missing = sorted({character for character in text if not self._drawable.get(character, True)})
        for character in missing:
            text = text.replace(character, f"[U+{ord(character):04X}]")
        return text, missing

    def prepare(self, texts: Iterable[str]) -> None:
        """Ask about the characters of all texts at once."""
        self._ask(set().union(*texts) - PLAIN - self._drawable.keys())

    def _ask(self, characters: Collection[str]) -> None:
        asked = sorted(characters)
        self._drawable.update({c: category(c) not in NOBODYS for c in asked})
        tried = [c for c in asked if category(c) not in ("Cc", *NOBODYS)]
        self._drawable.update(dict.fromkeys(self._missing(tried), False))

    def _missing(self, characters: list[str]) -> set[str]:
        if not characters:
            return set()
        trial = TRIAL + "".join(f"#{string(_standing(c))};\n\n" for c in characters)
        try:
            typst.compile(trial.encode(), font_paths=self.fonts, pdf_standards=["ua-1"])
        except typst.TypstError as error:
            lines = {int(found) for found in LINE.findall(str(error.diagnostic))}
            return {c for number, c in enumerate(characters) if 3 + 2 * number in lines}
        return set()


def _standing(character: str) -> str:
    """Return a character that can stand alone: an accent needs a letter to sit on."""
    return "a" + character if category(character).startswith("M") else character
