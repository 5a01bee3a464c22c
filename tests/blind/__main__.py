"""Blind reading of the bank: sheets for readers who do not know the keys, and how they did.

    python -m tests.blind sheets FOLDER [MODULE | CASE | CASE/ITEM …]
    python -m tests.blind score ANSWERS.json …

`sheets` writes `stories.md` (story, prompt, options) and `options.md` (options alone, in another order of
items), one entry for each `single` and `multiple`, under codes that tell nothing. A reader answers with a
JSON file: `{"code": "B"}`, or a list of letters for a `multiple`. `score` says how often readers chose the
key, beside chance, and names every item on which they did not; above which sheet they sat is read from the
name of their file (`options…` or `stories…`).

With the stories readers should choose the key of 95% of the `single` items or more; with the options alone
no more than ten points above chance (docs/checks.md cannot see either).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vignettes.course import find_course
from vignettes.dealing import deal
from vignettes.model import Multiple, Single, Stage, Vignette
from vignettes.render.prose import plain, plain_line

LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Question:
    """An item with its case, and its options as every reader of the course meets them."""

    vignette: Vignette
    stages: tuple[Stage, ...]
    item: Single | Multiple

    @property
    def name(self) -> str:
        return f"{self.vignette.id}/{self.item.id}"

    @property
    def options(self) -> list[Any]:
        return list(deal(self.vignette.id, self.item))

    @property
    def key(self) -> set[str]:
        return {LETTERS[i] for i, option in enumerate(self.options) if option.correct}

    def code(self, sheet: str) -> str:
        return hashlib.sha256(f"{sheet} {self.name}".encode()).hexdigest()[:6]


def questions(names: Sequence[str] = ()) -> Iterator[Question]:
    """Yield every `single` and `multiple` of the bank, or those of the modules, cases and items named."""
    for case in find_course().bank():
        vignette = case.vignette
        for number, stage in enumerate(vignette.stages):
            for item in stage.items:
                known = {vignette.module, vignette.id, f"{vignette.id}/{item.id}"}
                if isinstance(item, (Single, Multiple)) and (not names or known & set(names)):
                    yield Question(vignette, vignette.stages[: number + 1], item)


def entry(question: Question, sheet: str) -> str:
    """Return what a reader of `sheet` gets to see of a question."""
    several = isinstance(question.item, Multiple)
    lines = [f"## {question.code(sheet)}" + (" (choose all that belong)" if several else "")]
    if sheet == "stories":
        vignette = question.vignette
        lines += [f"{plain_line(vignette.person)} ({plain_line(vignette.setting)})"]
        stages = question.stages[-1:] if vignette.branching else question.stages
        lines += [plain(stage.text) for stage in stages]
        lines += [f"**{plain_line(question.item.prompt)}**"]
    lines += ["\n".join(f"{LETTERS[i]}. {plain_line(o.text)}" for i, o in enumerate(question.options))]
    return "\n\n".join(lines)


def write_sheets(folder: Path, names: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    found = list(questions(names))
    for sheet in ("stories", "options"):
        ordered = sorted(found, key=lambda question: question.code(sheet))
        text = "\n\n".join(entry(question, sheet) for question in ordered)
        (folder / f"{sheet}.md").write_text(text + "\n", encoding="utf-8")
    print(f"{len(found)} questions in {folder}/stories.md and {folder}/options.md")


def score(file: Path) -> None:
    """Print how the reader of one sheet did."""
    sheet = "options" if file.name.startswith("options") else "stories"
    given = {code: set(answer) for code, answer in json.loads(file.read_text("utf-8")).items()}
    answered = [question for question in questions() if question.code(sheet) in given]
    for kind in (Single, Multiple):
        of_kind = [question for question in answered if isinstance(question.item, kind)]
        if not of_kind:
            continue
        hits = [question for question in of_kind if given[question.code(sheet)] == question.key]
        share = f"{len(hits)} of {len(of_kind)} ({len(hits) / len(of_kind):.0%})"
        said = f"{file.name}: {kind.__name__.lower()}: {share}"
        if kind is Single:
            said += f", chance {sum(1 / len(q.options) for q in of_kind) / len(of_kind):.0%}"
        else:
            judged = [
                (letter in given[q.code(sheet)]) == (letter in q.key)
                for q in of_kind
                for letter in LETTERS[: len(q.options)]
            ]
            said += f" in full; {sum(judged) / len(judged):.0%} of their options judged rightly"
        print(said)
        listed = hits if sheet == "options" else [q for q in of_kind if q not in hits]
        for question in listed:
            chosen = ", ".join(sorted(given[question.code(sheet)]))
            print(f"    {question.name}: chose {chosen}, key {', '.join(sorted(question.key))}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.blind", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    sheets = verbs.add_parser("sheets")
    sheets.add_argument("folder", type=Path)
    sheets.add_argument("names", nargs="*")
    scores = verbs.add_parser("score")
    scores.add_argument("answers", nargs="+", type=Path)
    asked = parser.parse_args(arguments)
    if asked.verb == "sheets":
        write_sheets(asked.folder, asked.names)
    else:
        for file in asked.answers:
            score(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
