"""What an import would do: a draft of every question, or its file, or why it is not carried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vignettes.intake.draft import Wishes, draft, id_of
from vignettes.intake.question import Batch, Foreign


@dataclass(frozen=True)
class Known:
    """A case that is there: its file, and the fingerprint of the question it was made from, if any."""

    file: str
    fingerprint: str = ""


@dataclass(frozen=True)
class Outcome:
    """What becomes of one question: `text` is its draft, `there` the file that it is in already.

    Without either it is not carried, and `question.reason` says why.
    """

    question: Foreign
    id: str = ""
    text: str = ""
    there: str = ""
    lost: tuple[str, ...] = ()


def plan(
    batches: Iterable[Batch], wishes: Wishes, known: Mapping[str, Known], folder: str
) -> list[Outcome]:
    """Return what becomes of every question, in order.

    `known` are the cases that are there, by id. An id that another question has gets a number behind it, so
    that the same questions get the same ids in every run; a case that does not say where it came from is
    taken for the question, and left alone. `folder` is where drafts go.
    """
    taken = dict(known)
    outcomes = []
    for batch in batches:
        for question in batch.questions:
            outcome = _outcome(question, wishes, taken)
            if outcome.text:
                taken[outcome.id] = Known(f"{folder}/{outcome.id}.yml", question.fingerprint)
            outcomes.append(outcome)
    return outcomes


def _outcome(question: Foreign, wishes: Wishes, taken: Mapping[str, Known]) -> Outcome:
    if question.content is None:
        return Outcome(question)
    first = name = id_of(question)
    count = 1
    while name in taken and taken[name].fingerprint not in ("", question.fingerprint):
        count += 1
        name = f"{first}-{count}"
    if name in taken:
        return Outcome(question, name, there=taken[name].file)
    text, lost = draft(question, name, wishes)
    return Outcome(question, name, text=text, lost=lost)
