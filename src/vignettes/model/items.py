"""The seven things a vignette can ask. One class a type, told apart by `type`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr

from vignettes.model.base import Id, Keys, Line, Objective, Prose, Shape

OptionType = Literal[
    "next_step",
    "diagnosis",
    "reply",
    "formulation",
    "level",
    "rule",
    "number",
    "interpretation",
]


class Item(Shape):
    """What every question has."""

    id: Id
    """Your name for this item, in kebab-case. Never change or reuse it: learners' answers hang on it."""
    prompt: Line
    """The question, on one line, ending in a question mark or an instruction. Emphasis is allowed."""
    rationale: Prose
    """Why the key is the key, in two to five sentences, shown after the learner commits."""
    references: Keys = ()
    """Keys from book/references.bib that support this item."""
    objectives: Annotated[tuple[Objective, ...], Field(strict=False)] = ()
    """Objectives of the module that this item tests, as module.objective."""
    tags: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    """Words the checks understand: negative-ok, language-teaching, ethics-absolute, identity-relevant,
    identity-ordinary, minor-context, mandated-reporting, licensed-exam, law, certification, code,
    insurance, expert-opinion."""
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")] | None = None
    """The date at which a fact that ages (law, code, certification, insurance) was true: 2025-11."""
    seed: Annotated[int, Field(ge=0, le=9999)] = 0
    """Changes the order in which the options are shown. Raise it by one to deal again."""
    _shown: tuple[str, ...] = PrivateAttr(default=())

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the parts in the order that a copy for one form of an examination fixes, or none."""
        return self._shown

    def shown_as(self, order: Sequence[str]) -> Self:
        """Return a copy whose options, steps or answers are shown in this order, on every face."""
        copy = self.model_copy()
        copy._shown = tuple(order)
        return copy


class Option(Shape):
    """One answer of a `single` or `multiple` item."""

    id: Id
    """Short and stable: a, b, c or a word. Not shown to learners."""
    text: Line
    """What the learner reads, on one line."""
    correct: bool = False
    """True for the key."""
    feedback: Prose
    """What a supervisor would say to the learner who chose this: why it tempts, what it costs."""


class Single(Item):
    """One best answer."""

    type: Literal["single"]
    option_type: OptionType
    """What all options are: next_step, diagnosis, reply, formulation, level, rule, number,
    interpretation."""
    options: Annotated[tuple[Option, ...], Field(strict=False, min_length=2, max_length=8)]
    """Three to five options, one of them with `correct: true`."""


class Multiple(Item):
    """Several answers, each judged on its own: the score is the share of options judged rightly."""

    type: Literal["multiple"]
    option_type: OptionType
    """What all options are: next_step, diagnosis, reply, formulation, level, rule, number,
    interpretation."""
    options: Annotated[tuple[Option, ...], Field(strict=False, min_length=3, max_length=8)]
    """Four to six options; those with `correct: true` belong, the others do not."""


class Step(Shape):
    """One step of an `order` item."""

    id: Id
    """Short and stable. Not shown to learners."""
    text: Line
    """The step, on one line, without a number."""
    feedback: Prose
    """Why this step stands where it stands."""


class Order(Item):
    """Steps to put in sequence: the score is the share of steps in their place."""

    type: Literal["order"]
    steps: Annotated[tuple[Step, ...], Field(strict=False, min_length=3, max_length=7)]
    """The steps, written in the right order. Learners see them shuffled."""


class MatchAnswer(Shape):
    """One thing on the right-hand side of a `match` item."""

    id: Id
    """Short and stable. Not shown to learners."""
    text: Line
    """What the learner can choose, on one line."""


class MatchPair(Shape):
    """One thing on the left-hand side of a `match` item, with what belongs to it."""

    id: Id
    """Short and stable. Not shown to learners."""
    text: Line
    """What is to be matched, on one line."""
    answer: Id
    """The id of the answer that belongs to it."""
    feedback: Prose
    """Why they belong together."""


class Match(Item):
    """Pairs to put together: the score is the share of pairs put together rightly."""

    type: Literal["match"]
    answers: Annotated[tuple[MatchAnswer, ...], Field(strict=False, min_length=2, max_length=7)]
    """What can be chosen; an answer may serve for several pairs or for none."""
    pairs: Annotated[tuple[MatchPair, ...], Field(strict=False, min_length=2, max_length=7)]
    """What is to be matched."""


class NearMiss(Shape):
    """A wrong number that people really arrive at, with what to say to them."""

    value: float
    """The wrong number."""
    tolerance: Annotated[float, Field(ge=0)] = 0
    """How far from it still counts as this mistake."""
    feedback: Prose
    """How one arrives at this number, and what went wrong."""


class Number(Item):
    """A value to work out: an instrument score, a probability. Never a dose."""

    type: Literal["number"]
    answer: float
    """The right value."""
    tolerance: Annotated[float, Field(ge=0)] = 0
    """How far from it still counts as right."""
    unit: Line | None = None
    """Shown behind the box: points, %, weeks."""
    feedback: Prose
    """What to say to the learner who got it right."""
    otherwise: Prose
    """What to say to the learner whose number is none of the foreseen ones: how to work it out."""
    near: Annotated[tuple[NearMiss, ...], Field(strict=False)] = ()
    """Wrong numbers that people really arrive at."""


class RubricPoint(Shape):
    """One observable feature of a good reply."""

    id: Id
    """Short and stable. Not shown to learners."""
    text: Line
    """What can be seen or heard in the reply, on one line: "Names the worry in her own words"."""
    feedback: Prose
    """Why this feature matters, for the learner who did not tick it."""


class Reply(Item):
    """The learner writes what they would say, then compares with a model answer and ticks a rubric."""

    type: Literal["reply"]
    model_answer: Prose
    """What an experienced clinician might say, in spoken words."""
    rubric: Annotated[tuple[RubricPoint, ...], Field(strict=False, min_length=3, max_length=5)]
    """Three to five observable features of a good reply."""


class Way(Shape):
    """A way on that is open only while the case's measures stand high enough."""

    when: Annotated[dict[Id, Annotated[int, Field(ge=1, le=4)]], Field(min_length=1)]
    """Measures of the case and the level, counted from 0, that each must have reached: {trust: 3}."""
    goto: Id
    """The id of the stage it leads to, or debrief."""


Ways = Annotated[tuple[Way, ...], Field(strict=False)]


class ChoiceOption(Shape):
    """One way to go on in a branching case."""

    id: Id
    """Short and stable. Not shown to learners."""
    text: Line
    """What the learner would do or say next, on one line."""
    quality: Literal["sound", "costly", "harmful"]
    """sound: what a good clinician might do (scores 1); costly: gets there at a price (scores a half);
    harmful: hurts the person or the work (scores 0) and must lead to a way back."""
    consequence: Prose
    """What happens then, told as story."""
    feedback: Prose
    """What a supervisor would say about this choice."""
    expert: bool = False
    """True for the way an expert goes, told in the debrief; one option of every choice, a sound one."""
    changes: dict[Id, Annotated[int, Field(ge=-4, le=4)]] = Field(default_factory=dict)
    """By how many levels the choice raises or lowers the case's measures: {trust: 1, safety: -1}."""
    ways: Ways = ()
    """Other ways on, tried in order after the changes; the first that is open is taken."""
    goto: Id
    """The id of the stage that follows where none of `ways` is open, or debrief."""


class Choice(Item):
    """What to do next in a branching case: each option has a consequence and leads to a stage."""

    type: Literal["choice"]
    options: Annotated[tuple[ChoiceOption, ...], Field(strict=False, min_length=2, max_length=5)]
    """Two to five ways to go on."""


AnyItem = Annotated[
    Single | Multiple | Order | Match | Number | Reply | Choice, Field(discriminator="type")
]
