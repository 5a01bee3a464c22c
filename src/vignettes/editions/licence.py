"""Under which licence the content stands: read from LICENSE-CONTENT.md, where the course says it once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FILE = "LICENSE-CONTENT.md"
NAMED = re.compile(r"\b(CC0|CC BY(?:-(?:NC|SA|ND))*) (\d\.\d)\b")
ADDRESS = re.compile(r"https?://creativecommons\.org/[\w./-]+?(?=/legalcode|[\s>)])")


@dataclass(frozen=True)
class Licence:
    """A licence by its short name, with the address of its text where the course gives one."""

    name: str
    address: str = ""

    @property
    def sentence(self) -> str:
        """Return the line for the cover."""
        where = f" ({self.address.partition('://')[2]})" if self.address else ""
        return f"Text, figures and cases: {self.name}{where}, except where a chapter says otherwise."


def course_licence(root: Path) -> Licence | None:
    """Return the licence of the course's content; None where it names none."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    named, address = NAMED.search(text), ADDRESS.search(text)
    return Licence(" ".join(named.groups()), address[0] if address else "") if named else None
