"""What a format promises, so that the command line and the tests can treat all formats alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vignettes.export.question import Question


@dataclass(frozen=True)
class Format:
    """One file format.

    `write` returns the same bytes for the same questions, always. `becomes` says what an item type turns
    into where the format has no equal ("order": "matching of steps with places"); `refused` says why a
    type cannot be carried and what to use instead. `advice` is what to know before the file is loaded.
    """

    name: str
    suffix: str
    summary: str
    write: Callable[[Sequence[Question]], bytes]
    becomes: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    advice: str = ""

    def carried(self, questions: Iterable[Question]) -> list[Question]:
        """Return the questions that the format can carry, in their order."""
        return [question for question in questions if question.item.type not in self.refused]
