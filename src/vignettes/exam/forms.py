"""Forms: drawn items in an order of their own, their options dealt anew where their order is free.

Everything hangs on seed, form and ids. Keys are not balanced by hand, since a candidate who counts letters
could lean on that (Bar-Hillel and Attali, 2002); a form whose keys fall lopsided is dealt again instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from vignettes.dealing import LETTERS, SORTED_TYPES, deal, letters
from vignettes.errors import UsageError
from vignettes.exam.lots import shuffled
from vignettes.exam.pool import Entry
from vignettes.model import AnyItem, Match, Multiple, Number, Order, Reply, Single
from vignettes.render.prose import plain_line
from vignettes.render.words import number_text

DEALS = 300
"""How often a form is dealt before the best of its deals is taken."""
LONGEST_RUN = 3
"""As many keys with the same letter may follow each other."""
SUMS_UP = re.compile(
    r"\W*(all|none|any|both|either|neither|each|every one)\b[^.]{0,20}"
    r"\b(above|these|those|them|other options|other answers|options|answers)\W*",
    re.IGNORECASE,
)
"""“All of the above”, “none of these”: options that speak of the others stay last."""


@dataclass(frozen=True)
class Asked:
    """A question of a form. `entry` holds the item with its options in the order of this form."""

    number: int
    entry: Entry

    @property
    def key(self) -> str:
        """The key in letters or figures, as a marker reads it."""
        return key_of(self.entry)


@dataclass(frozen=True)
class Form:
    """One form of an examination."""

    name: str
    questions: tuple[Asked, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the questions."""
        return tuple(question.key for question in self.questions)

    @property
    def balance(self) -> dict[str, int]:
        """How often each letter is the key of a question with one best answer."""
        single = [q.entry for q in self.questions if isinstance(q.entry.item, Single)]
        used = Counter(key_of(entry) for entry in single)
        widest = max((len(deal(entry.vignette.id, entry.item)) for entry in single), default=0)
        return {letter: used[letter] for letter in LETTERS[:widest]}

    def numbers(self) -> dict[str, int]:
        """Return the number of each question by the id of its item."""
        return {question.entry.id: question.number for question in self.questions}


def key_of(entry: Entry) -> str:
    """Return the key of an item in the letters under which its options are shown."""
    item, letter = entry.item, letters(entry.vignette.id, entry.item)
    if isinstance(item, (Single, Multiple)):
        return ", ".join(sorted(letter[option.id] for option in item.options if option.correct))
    if isinstance(item, Order):
        return " – ".join(letter[step.id] for step in item.steps)
    if isinstance(item, Match):
        return ", ".join(f"{n} {letter[pair.answer]}" for n, pair in enumerate(item.pairs, 1))
    if isinstance(item, Number):
        within = f" (± {number_text(item.tolerance)})" if item.tolerance else ""
        return f"{number_text(item.answer)} {plain_line(item.unit or '')}".strip() + within
    assert isinstance(item, Reply), item.type
    return f"in words; {len(item.rubric)} points to look for"


def forms_of(drawn: Sequence[Sequence[Entry]], names: Sequence[str], seed: int) -> list[Form]:
    """Return a form of that name for each list of drawn items.

    No two forms have the same keys in the same order. UsageError if that cannot be.
    """
    made: list[Form] = []
    for name, entries in zip(names, drawn, strict=True):
        made.append(_best(name, entries, seed, {form.keys for form in made}))
    return made


def _best(name: str, entries: Sequence[Entry], seed: int, taken: set[tuple[str, ...]]) -> Form:
    """Return the first deal whose keys are not lopsided, else the least lopsided of all that were tried."""
    best, least = None, 0
    for attempt in range(DEALS):
        form = _form(name, entries, seed, attempt)
        if form.keys in taken:
            continue
        fault = lopsided(form)
        if best is None or fault < least:
            best, least = form, fault
        if not fault:
            break
    if best is None:
        raise UsageError(
            f"Form {name} would have the same key as another form: these items leave no other. "
            "Ask for fewer forms, or for more items."
        )
    return best


def lopsided(form: Form) -> int:
    """Return how far the keys of a form lean to some letters; 0 if nobody would notice.

    That is the case where no letter has more than one and a half times its share, none is missing where
    each could stand twice, and none comes more than `LONGEST_RUN` times in a row.
    """
    used = form.balance
    if not used:
        return 0
    total = sum(used.values())
    most = max(used.values()) - ceil(1.5 * total / len(used))
    missing = sum(not times for times in used.values()) if total >= 2 * len(used) else 0
    run = max(len([*group]) for _, group in groupby(form.keys))
    return max(0, most) + missing + max(0, run - LONGEST_RUN)


def _form(name: str, entries: Sequence[Entry], seed: int, attempt: int) -> Form:
    order = shuffled(entries, lambda entry: entry.id, seed, "order", name, attempt)
    questions = [Asked(n, dealt(entry, seed, name, attempt)) for n, entry in enumerate(order, 1)]
    return Form(name, tuple(questions))


def dealt(entry: Entry, seed: int, name: str, attempt: int = 0) -> Entry:
    """Return an item with its options, answers or steps in the order of a form.

    Options with a natural order and the two sides of a `match` stay as written, as everywhere in the
    course; steps never come in the right order.
    """
    item = entry.item
    if isinstance(item, (Single, Multiple)) and item.option_type not in SORTED_TYPES:
        options = shuffled(item.options, lambda option: option.id, seed, name, attempt, entry.id)
        last = sorted(options, key=lambda option: bool(SUMS_UP.fullmatch(plain_line(option.text))))
        item = item.model_copy(update={"options": tuple(last)})
    parts = [part.id for part in deal(entry.vignette.id, item)]
    if isinstance(item, (Single, Multiple)):
        parts = [option.id for option in item.options]
    if isinstance(item, Order):
        steps = [step.id for step in item.steps]
        parts = shuffled(steps, str, seed, name, attempt, entry.id)
        parts = parts if parts != steps else [*parts[1:], parts[0]]
    return with_item(entry, item.shown_as(parts))


def with_item(entry: Entry, item: AnyItem) -> Entry:
    """Return the entry, its case and its stage with another version of its item."""
    items = tuple(item if old.id == item.id else old for old in entry.stage.items)
    stage = entry.stage.model_copy(update={"items": items})
    stages = tuple(stage if old.id == stage.id else old for old in entry.vignette.stages)
    return Entry(entry.vignette.model_copy(update={"stages": stages}), stage, item)
