"""A vignette: a person, a setting, stages that unfold, items, a debrief."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vignettes.model.base import Id, Keys, Line, Objective, Prose, Shape
from vignettes.model.items import AnyItem, Choice, Ways

DEBRIEF = "debrief"
"""The `goto` that ends a branching case."""


class Review(Shape):
    """Whether a clinician has signed this case off."""

    status: Literal["unreviewed", "reviewed"]
    """unreviewed until a named clinician has read the whole case; then reviewed."""
    by: Line | None = None
    """The reviewer's name."""
    credentials: Line | None = None
    """The reviewer's credentials."""
    on: datetime.date | None = None
    """The day of the review: 2026-11-22."""


class Allowance(Shape):
    """Silences one rule in this vignette, with a reason that a colleague would accept."""

    rule: Annotated[str, Field(pattern=r"^[a-z][a-z_]+$")]
    """The rule's name, as `vignettes check` prints it: stem_echo."""
    item: Id | None = None
    """The item it is silenced for; without it, the whole vignette."""
    reason: Annotated[str, Field(min_length=20)]
    """Why the rule is wrong here, in a sentence."""


class Measure(Shape):
    """Something between people that choices raise or lower: trust, safety, what has been told."""

    id: Id
    """Your name for this measure, in kebab-case; `changes` and `when` use it."""
    name: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^\S[^\n]*$")]
    """What learners read: "Trust"."""
    levels: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S[^\n]*$")], ...],
        Field(strict=False, min_length=2, max_length=5),
    ]
    """How each level shows, from the lowest to the highest: "She says what she thinks"."""
    start: Annotated[int, Field(ge=0, le=4)]
    """The level at the beginning, counted from 0."""


class Stage(Shape):
    """A part of the story, with the questions it raises."""

    id: Id
    """Your name for this stage, in kebab-case; `goto` leads to it."""
    text: Prose
    """The story: paragraphs, "> " before the person's own words, *emphasis*. 40 to 180 words."""
    items: Annotated[tuple[AnyItem, ...], Field(strict=False)] = ()
    """The questions of this stage, in order. A `choice` comes last."""
    goto: Id | None = None
    """In a branching case, where a stage without a `choice` leads."""
    ways: Ways = ()
    """Beside `goto`: other ways on, tried in order; the first that is open is taken."""


class Vignette(Shape):
    """One case, written once; every face of the course comes from it."""

    id: Id
    """Your name for this case, in kebab-case, the same as the file's. Never change or reuse it."""
    title: Line
    """A title that does not give the answer away."""
    module: Id
    """The module it belongs to, the same as the folder's name."""
    person: Line
    """Who comes, in one line: name, age, what matters today."""
    setting: Line
    """Where they are seen: "nurse-led postnatal clinic"."""
    populations: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    """Words to find the case by: postpartum, oncology, lgbtq, couple."""
    level: Literal["introductory", "intermediate", "advanced"]
    """For whom: introductory, intermediate or advanced learners."""
    minutes: Annotated[int, Field(ge=1, le=90)]
    """How long a learner needs."""
    use: Literal["learning", "exam"] = "learning"
    """learning: in the book. exam: only in an instructor's exports, never in the browser."""
    content_note: Prose | None = None
    """Shown before a case that describes trauma or is explicit; null otherwise."""
    objectives: Annotated[tuple[Objective, ...], Field(strict=False, min_length=1)]
    """What the case teaches, as module.objective."""
    aasect: Annotated[tuple[Annotated[str, Field(pattern="^[a-q]$")], ...], Field(strict=False)] = ()
    """AASECT core knowledge areas it touches, by letter a to q."""
    references: Keys = ()
    """Keys from book/references.bib that support the case as a whole."""
    tags: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    """Words the checks understand, for every item of the case."""
    review: Review
    """Whether a clinician has signed it off."""
    allow: Annotated[tuple[Allowance, ...], Field(strict=False)] = ()
    """Rules silenced here, each with its reason."""
    state: Annotated[tuple[Measure, ...], Field(strict=False, max_length=4)] = ()
    """In a branching case, what its choices change and its ways on depend on."""
    stages: Annotated[tuple[Stage, ...], Field(strict=False, min_length=1)]
    """The story in order. The first stage is where the case begins."""
    debrief: Prose
    """What the case teaches, shown at the end."""
    facilitator: Prose | None = None
    """Notes for the teacher: timing, questions, common mistakes. Instructor edition only."""

    @property
    def branching(self) -> bool:
        """Whether the learner's choices decide which stage comes next."""
        return any(isinstance(item, Choice) for _, item in self.items())

    def choice(self, stage_id: str) -> Choice | None:
        """Return the choice that ends a stage, if there is one; KeyError if there is no such stage."""
        items = self.stage(stage_id).items
        return items[-1] if items and isinstance(items[-1], Choice) else None

    def items(self) -> Iterator[tuple[Stage, AnyItem]]:
        """Yield every item with the stage it stands in, in the order of the file."""
        for stage in self.stages:
            for item in stage.items:
                yield stage, item

    def item(self, item_id: str) -> AnyItem:
        """Return the item of that id; KeyError if there is none."""
        for _, item in self.items():
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def stage(self, stage_id: str) -> Stage:
        """Return the stage of that id; KeyError if there is none."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)
