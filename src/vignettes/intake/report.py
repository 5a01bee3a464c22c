"""What an import did, question by question, and a count that adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vignettes.intake.plan import Outcome
from vignettes.intake.question import Batch, Foreign


def report(batches: Sequence[Batch], outcomes: Sequence[Outcome], folder: str, dry_run: bool) -> str:
    """Return the whole report as text."""
    blocks = [f"{batch.file} is {batch.format}: {_count(batch.questions)}." for batch in batches]
    blocks += [_lines(outcome, folder, dry_run) for outcome in outcomes]
    notes = [note for batch in batches for note in batch.notes]
    if notes:
        blocks.append("\n".join(["Of no single question:", *(f"    {note}" for note in notes)]))
    blocks.append(summary(outcomes, folder, dry_run))
    return "\n\n".join(blocks)


def summary(outcomes: Sequence[Outcome], folder: str, dry_run: bool) -> str:
    """Return the count, and what to do next."""
    written = [outcome for outcome in outcomes if outcome.text]
    there = [outcome for outcome in outcomes if outcome.there]
    left = len(outcomes) - len(written) - len(there)
    verb = "to be written" if dry_run else "written"
    carried = f"{len(written) + len(there)} carried ({len(written)} {verb}, {len(there)} there already)"
    lines = [f"{_count(outcomes)} read = {carried} + {left} not carried."]
    partly = sum(bool(outcome.lost) for outcome in written)
    if partly:
        lines.append(f"{partly} of the {len(written)} drafts lack something that their question had.")
    if dry_run:
        lines.append("Nothing was written (--dry-run).")
    elif written:
        lines.append(f"What each draft still needs: vignettes check {folder}")
    return "\n".join(lines)


def _lines(outcome: Outcome, folder: str, dry_run: bool) -> str:
    question = outcome.question
    head = f"{question.place}  {_called(question)}"
    if outcome.there:
        return f"{head}\n    is there already: {outcome.there}; nothing was changed"
    if not outcome.text:
        return f"{head}\n    is not carried: {question.reason}."
    lines = [head, f"    {'would be' if dry_run else 'is'} {folder}/{outcome.id}.yml"]
    return "\n".join(lines + [f"    not carried: {what}" for what in outcome.lost])


def _called(question: Foreign) -> str:
    name = question.name or question.number
    return f"“{name}” ({question.kind})" if name else f"a question without a name ({question.kind})"


def _count(things: Iterable[object]) -> str:
    count = sum(1 for _ in things)
    return "1 question" if count == 1 else f"{count} questions"
