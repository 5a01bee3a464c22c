"""Sabotages of the outputs stored in a notebook. nbval alone must notice each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Cell = dict[str, Any]
Sabotage = Callable[[Cell], bool]
"""Changes the stored outputs of a cell in place; False where there is nothing of the kind to change."""

SABOTAGES: dict[str, Sabotage] = {}


def text_of(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def rewriting(name: str, mime: str, pattern: str, by: str) -> None:
    """Register a sabotage that rewrites the last place in an output where `pattern` stands."""

    def apply(cell: Cell) -> bool:
        for output in cell["outputs"]:
            holder, key = (output, "text") if mime == "stream" else (output.get("data", {}), mime)
            text = text_of(holder.get(key, ""))
            places = list(re.finditer(pattern, text))
            if places:
                at = places[-1]
                holder[key] = text[: at.start()] + at.expand(by) + text[at.end() :]
                return holder[key] != text
        return False

    SABOTAGES[name] = apply


def dropping(name: str, mime: str) -> None:
    def apply(cell: Cell) -> bool:
        return any(output.get("data", {}).pop(mime, None) for output in cell["outputs"])

    SABOTAGES[name] = apply


rewriting("transcript: a word", "text/plain", r"\b(\w)(\w{4,})\b", r"\2\1")
rewriting("transcript: a fingerprint", "text/plain", r", [0-9a-f]{12}\)", ", 0123456789ab)")
rewriting(
    "transcript: options exchanged",
    "text/plain",
    r"    A\. (.*)\n    B\. (.*)\n",
    r"    A. \2\n    B. \1\n",
)
rewriting("transcript: an item", "text/plain", r"\n  [a-z-]+  \((.|\n)*?(?=\n  Sources)", "")
rewriting("transcript: sources", "text/plain", r"  Sources: .*\n", "")
rewriting("proof: a verdict turned over", "text/plain", r"Not the best answer\.", "Best answer.")
rewriting("proof: a mark turned over", "text/plain", "✗", "✓")
rewriting("proof: a rationale", "text/plain", r"Why: (\w+)", "Why: Not")
rewriting("page: the key", "text/html", r"\"right\":(\"?)\w+", r'"right":\1nothing')
rewriting(
    "page: a fingerprint", "text/html", r"data-fingerprint=\"\w+\"", 'data-fingerprint="0123456789ab"'
)
rewriting("page: an option", "text/html", r"<span>(\w+)", "<span>Never")
rewriting("page: a verdict", "text/html", r"Not the best answer\.", "Best answer.")
rewriting("page: feedback closed for good", "text/html", r"<details", "<details hidden")
rewriting("page: a script let in", "text/html", r"</section>", "<script>1</script></section>")
rewriting("directive: another case", "text/markdown", r"\} .*", "} somebody-else")
rewriting("table: a figure", "stream", r"\d+%", "99%")
rewriting("plot: a point", "image/svg+xml", r"L (\d)", r"L 9\1")
dropping("transcript dropped", "text/plain")
dropping("page dropped", "text/html")
dropping("directive dropped", "text/markdown")
dropping("plot dropped", "image/svg+xml")


def drop_output(cell: Cell) -> bool:
    there = bool(cell["outputs"])
    cell["outputs"] = []
    return there


def double_output(cell: Cell) -> bool:
    cell["outputs"] = cell["outputs"] * 2
    return bool(cell["outputs"])


SABOTAGES |= {"output dropped": drop_output, "output doubled": double_output}


def code_cells(notebook: Path) -> list[Cell]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def mutants_of(notebook: Path) -> Iterator[tuple[int, str, Cell]]:
    """Yield every sabotage of every code cell, as number of the cell, name and sabotaged cell."""
    for number, sound in enumerate(code_cells(notebook)):
        for name, function in SABOTAGES.items():
            cell = json.loads(json.dumps(sound))
            if function(cell) and cell != sound:
                yield number, name, cell
