"""Two kinds of trouble: an author's mistake, which is explained, and our own defect, which crashes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a course file, placed so that an editor can jump to it.

    `line` and `column` count from 1; `trail` is the path of keys and ids that leads there, outermost
    first; `fact` says what is wrong; `advice` says what to do next.
    """

    path: str
    line: int
    column: int
    trail: tuple[str, ...]
    fact: str
    advice: str = ""
    code: str = "V000"
    level: str = field(default="error")

    def __str__(self) -> str:
        lines = [f"{self.path}:{self.line}:{self.column}  {self.code}  {self.level}: {self.fact}"]
        if self.trail:
            lines.append("    " + " › ".join(self.trail))
        if self.advice:
            lines.append("    " + self.advice)
        return "\n".join(lines)


class AuthorError(Exception):
    """Everything an author has to mend before the course can be used: one exception, all problems."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(Exception):
    """A person asked for something that is not there: an id, a module, a folder."""


def nearest(word: str, known: list[str]) -> str:
    """Return " Did you mean “x”?" for the known word nearest to `word`, or an empty string."""
    from difflib import get_close_matches

    match = get_close_matches(word, known, n=1, cutoff=0.55)
    return f" Did you mean “{match[0]}”?" if match else ""
