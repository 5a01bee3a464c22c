"""An item to look at: why, its figures, its stem, and who chose what."""

from __future__ import annotations

from vignettes.render.prose import plain_line
from vignettes.report.findings import ItemFigures, PartFigures
from vignettes.report.markup import escape, table
from vignettes.report.words import between, counted, duration, percent, percents, signed

WEIGHTS = {3: "Likely a mistake", 2: "Look at it", 1: "Perhaps"}
HAPPENED = {
    "single": "Chose it", "choice": "Chose it", "multiple": "Chose it", "number": "Wrote it",
    "order": "In its place", "match": "Matched", "reply": "Ticked it",
}  # fmt: skip


def anchor(item: ItemFigures) -> str:
    """Return the id of an item's card."""
    return f"item-{item.question.number}"


def card(item: ItemFigures) -> str:
    """Return the card of an item that is flagged."""
    question = item.question
    name = anchor(item)
    reasons = "".join(
        f'<li class="weight-{flag.weight}"><strong>{WEIGHTS[flag.weight]}:</strong> '
        f"{escape(flag.words)}</li>"
        for flag in item.flags
    )
    rows = [_row(part) for part in item.parts]
    head = ["Answer", HAPPENED[question.kind], "Share", "Of the strong", "Of the weak", "r"]
    return (
        f'<article class="item" id="{name}" aria-labelledby="{name}-title">'
        f'<h3 id="{name}-title">{escape(plain_line(question.vignette.title))}</h3>'
        f'<p class="where"><code>{escape(question.place)}</code> · {question.kind}</p>'
        f'<p class="stem">{escape(question.stem)}</p>'
        f'<ul class="reasons">{reasons}</ul>'
        f'<p class="small">{escape(_figures(item))}</p>'
        f"{table(f'{name}-parts', 'Who answered what', head, rows)}</article>"
    )


def _figures(item: ItemFigures) -> str:
    said = [
        counted(item.n, "answer"),
        f"difficulty {percent(item.difficulty)} ({percents(item.interval)})",
        f"discrimination {signed(item.r)} ({between(item.r_interval)})",
    ]
    if item.seconds:
        low, middle, high = item.seconds
        said.append(f"time {duration(middle)} ({duration(low)} to {duration(high)})")
    if item.sure_and_wrong:
        said.append(f"sure and wrong {item.sure_and_wrong:,}")
    if item.again_first is not None:
        said.append(
            f"second tries {item.again:,}, from {percent(item.again_first)} to {percent(item.again_last)}"
        )
    return "; ".join(said) + "."


def _row(part: PartFigures) -> list[str]:
    letter = f"{part.part.letter}. " if part.part.letter else ""
    key = "<strong>✓ key:</strong> " if part.part.key else ""
    figures = [
        f"{part.count:,}",
        percent(part.share),
        percent(part.strong),
        percent(part.weak),
        signed(part.r),
    ]
    return [f"{key}{letter}{escape(part.part.text)}", *figures]
