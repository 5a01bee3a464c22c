"""What a person sees while an edition is made: one line on a terminal, a line for each phase elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO, TypeVar

Entry = TypeVar("Entry")

CLEAR = "\r\x1b[2K"
OFTEN = 0.1
"""Seconds between two states of the line."""


class Progress:
    """Phase, count and seconds since the start, on `stream` (standard error if it is None)."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self.stream = sys.stderr if stream is None else stream
        self.quiet = quiet
        self.lively = not quiet and self.stream.isatty()
        self._start = self._shown = time.monotonic()
        self._phase = ""
        self._count: tuple[int, int] | None = None

    def phase(self, name: str, of: int | None = None) -> None:
        """Begin a phase of `of` parts; the same name again is the same phase."""
        if name == self._phase:
            return
        self._phase = name
        self._count = None if of is None else (0, of)
        if self.lively:
            self._draw()
        elif not self.quiet:
            print(self._line(), file=self.stream, flush=True)

    def advance(self, by: int = 1) -> None:
        """Count parts of the phase that are done."""
        if self._count:
            self._count = (min(self._count[0] + by, self._count[1]), self._count[1])
        self.tick()

    def tick(self) -> None:
        """Show how much time has passed."""
        if self.lively and time.monotonic() - self._shown >= OFTEN:
            self._draw()

    def over(self, name: str, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Yield entries, counting them as a phase."""
        self.phase(name, len(entries))
        for entry in entries:
            yield entry
            self.advance()

    def clear(self) -> None:
        """Take the line away, before something else is printed or at the end."""
        if self.lively and self._phase:
            print(CLEAR, end="", file=self.stream, flush=True)

    def before(self, report: Callable[[str], None]) -> Callable[[str], None]:
        """Return `report`, made to print where the line stood."""

        def reported(message: str) -> None:
            self.clear()
            report(message)

        return reported

    def _line(self) -> str:
        count = f" {self._count[0]} of {self._count[1]}" if self._count and self._count[1] else ""
        return f"{self._phase}{count} ({time.monotonic() - self._start:.0f} s)"

    def _draw(self) -> None:
        self._shown = time.monotonic()
        print(CLEAR + self._line(), end="", file=self.stream, flush=True)
