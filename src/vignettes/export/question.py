"""A question as other systems take it: the story that leads to it, and what is said to each answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from docutils import nodes

from vignettes.bibliography import Reference
from vignettes.course import TITLE
from vignettes.dealing import SORTED_TYPES
from vignettes.export.path import Leg, way_to
from vignettes.loading import Bank, Case
from vignettes.model import AnyItem, Choice, Multiple, Number, Single, Stage, Vignette
from vignettes.render import words
from vignettes.render.doctree import blocks, inlines
from vignettes.render.html import render
from vignettes.render.prose import plain_line

SPACE = uuid.UUID("8d0f2a4e-6c1b-5e3d-9a77-2b9c4d1e5f60")
"""The name space of all identifiers that the course gives away: the same item, the same identifier."""

ONE_OF_MANY = (
    "One decision of a branching case: other decisions would have led elsewhere. "
    "The course book has the whole case."
)
TAKEN = "You decided:"

EARLIEST = 1_600_000_000
"""Seconds since 1970: when an item is said to have been written of which that is not known."""

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, or had better not: controls, halves of pairs, non-characters."""


@dataclass(frozen=True)
class Question:
    """One item with its case. Everything written is HTML that is XML as well: all elements are closed."""

    vignette: Vignette
    stage: Stage
    item: AnyItem
    number: int
    references: Mapping[str, Reference]
    course: str = TITLE
    titles: Mapping[str, str] = field(default_factory=dict)
    """What modules are called, by name."""
    changed: int = 0
    """When its case was last written, in seconds since 1970; 0 where that is not known."""

    @property
    def module_title(self) -> str:
        """What its module is called; the module's name where the course does not say."""
        name = self.vignette.module
        return self.titles.get(name) or name.replace("-", " ").capitalize()

    @property
    def written(self) -> int:
        """When its case was last written, in seconds since 1970."""
        return max(self.changed, EARLIEST)

    @property
    def id(self) -> str:
        """The name that stays: vignette/item."""
        return f"{self.vignette.id}/{self.item.id}"

    @property
    def uuid(self) -> uuid.UUID:
        """The same as a UUID, for systems that ask for one."""
        return uuid.uuid5(SPACE, self.id)

    @property
    def count(self) -> int:
        """How many questions the whole case asks."""
        return sum(1 for _ in self.vignette.items())

    @property
    def name(self) -> str:
        """A name for lists, in plain text: the title of the case and which of its questions this is."""
        title = plain(self.vignette.title)
        return f"{title} ({self.number})" if self.count > 1 else title

    @property
    def category(self) -> str:
        """Where a question bank files it within the course: its module, exam items apart."""
        return self.vignette.module + ("/exam" if self.vignette.use == "exam" else "")

    @property
    def in_order(self) -> bool:
        """Whether options must stay in their order: a natural one, or that of an exam form."""
        return bool(self.item.shown) or getattr(self.item, "option_type", "") in SORTED_TYPES

    @property
    def story(self) -> str:
        """Who comes, where, and what has happened by now; in a branching case, on one way of several."""
        case = self.vignette
        parts = [f"<p><strong>{line(case.person)}</strong><br/>{line(case.setting)}</p>"]
        if case.content_note:
            parts.append(led(words.CONTENT_NOTE, text(case.content_note)))
        if case.branching:
            parts.append(f"<p><em>{ONE_OF_MANY}</em></p>")
        for stage, option in self.before:
            parts.append(text(stage.text))
            if option:
                parts.append(f"<p><em>{TAKEN} {line(option.text)}</em></p>{text(option.consequence)}")
        parts.append(text(self.stage.text))
        parts.append(f"<p><em>{line(words.review_line(case.review))}</em></p>")
        return "".join(parts)

    @property
    def stem(self) -> str:
        """The story, the question and what to do."""
        return f"{self.story}<p><strong>{line(self.item.prompt)}</strong></p><p><em>{self.task}</em></p>"

    @property
    def task(self) -> str:
        """What to do, in a sentence; for a number, in which unit."""
        hint = words.HINTS[self.item.type]
        unit = self.item.unit if isinstance(self.item, Number) else None
        return f"{hint.rstrip('.')} ({line(unit)})." if unit else hint

    @property
    def explanation(self) -> str:
        """Why the key is the key, and the works that this rests on."""
        return text(self.item.rationale) + self.sources

    @property
    def sources(self) -> str:
        """The works that an item rests on, in full; those of its case where it names none."""
        keys = self.item.references or self.vignette.references
        works = [self.references[key].text if key in self.references else key for key in keys]
        entries = "".join(f"<li>{render(nodes.Text(printable(work)))}</li>" for work in works)
        return f"<p>{words.SOURCES}</p><ul>{entries}</ul>" if entries else ""

    @property
    def debrief(self) -> str:
        """What the case teaches, with the last question of a case that does not branch; else empty."""
        if self.vignette.branching or self.number < self.count:
            return ""
        return f"<p><strong>{words.DEBRIEF}</strong></p>{text(self.vignette.debrief)}"

    @property
    def flaw(self) -> str:
        """Why no other system could score this question, or empty: its key is missing, or one too many."""
        item = self.item
        if isinstance(item, Choice):
            return "" if any(o.quality == "sound" for o in item.options) else "No option is sound."
        if not isinstance(item, (Single, Multiple)):
            return ""
        keys = sum(option.correct for option in item.options)
        if isinstance(item, Multiple):
            return "" if keys else "No option is marked `correct: true`."
        return "" if keys == 1 else f"{keys} options are marked `correct: true`; a single has one."

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to find it by: module, level, objectives, populations, AASECT areas, and “exam”."""
        case = self.vignette
        objectives = self.item.objectives or case.objectives
        areas = (f"AASECT {letter}" for letter in case.aasect)
        exam = ["exam"] if case.use == "exam" else []
        return tuple(
            dict.fromkeys([case.module, case.level, *objectives, *case.populations, *areas, *exam])
        )

    @property
    def before(self) -> Sequence[Leg]:
        """The parts of the story that lead to its own, each with what was decided at its end."""
        case = self.vignette
        if case.branching:
            return way_to(case, self.stage.id)
        order = [stage.id for stage in case.stages]
        return [(stage, None) for stage in case.stages[: order.index(self.stage.id)]]


def questions(
    bank: Bank,
    references: Mapping[str, Reference],
    include_exam: bool,
    titles: Mapping[str, str] | None = None,
    changed: Mapping[str, int] | None = None,
) -> Iterator[Question]:
    """Yield every item of the learning cases in the order of the bank; of exam cases only if asked for."""
    cases = (case for case in bank if case.vignette.use != "exam" or include_exam)
    return questions_of(cases, references, titles=titles, changed=changed)


def questions_of(
    cases: Iterable[Case],
    references: Mapping[str, Reference],
    course: str = TITLE,
    titles: Mapping[str, str] | None = None,
    changed: Mapping[str, int] | None = None,
) -> Iterator[Question]:
    """Yield every item of some cases of a course, in their order.

    `titles` are those of the modules, by name; `changed` says when cases were last written, by id.
    """
    for case in cases:
        written = (changed or {}).get(case.vignette.id, 0)
        for number, (stage, item) in enumerate(case.vignette.items(), 1):
            yield Question(case.vignette, stage, item, number, references, course, titles or {}, written)


@lru_cache(maxsize=4096)
def text(prose: str) -> str:
    """Return a vignette text as HTML."""
    return "".join(map(render, blocks(printable(prose))))


@lru_cache(maxsize=4096)
def line(prose: str) -> str:
    """Return a one-line vignette text as HTML."""
    return "".join(map(render, inlines(printable(prose))))


def led(lead: str, said: str) -> str:
    """Return HTML that opens with a strong lead, in its first paragraph if it begins with one."""
    rest = said.removeprefix("<p>")
    return f"<p><strong>{lead}</strong>{' ' if rest != said else '</p>'}{rest}"


def plain(prose: str) -> str:
    """Return a one-line vignette text as plain text."""
    return plain_line(printable(prose))


def printable(said: str) -> str:
    """Return text without the characters that no other system can be trusted to hold."""
    return UNPRINTABLE.sub("", said)
