"""A case as the rules read it: every text with its place and its part in the item, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from vignettes.checks.text import Text, content_stem, names_in
from vignettes.loading import Case
from vignettes.model import AnyItem, ChoiceOption, Stage, Vignette
from vignettes.yaml_reader import Location, Source

Role = Literal[
    "title",
    "person",
    "setting",
    "note",
    "stage",
    "prompt",
    "option",
    "feedback",
    "consequence",
    "rationale",
    "model",
    "debrief",
    "facilitator",
]


@dataclass(frozen=True, eq=False)
class Passage:
    """One text of a case.

    `right` says of a text that belongs to one answer whether that answer is shown as right; it is None
    for texts that belong to none.
    """

    location: Location
    role: Role
    text: Text
    tags: frozenset[str]
    right: bool | None = None

    @property
    def taught(self) -> bool:
        """Whether the text is put forward as true: a key, its feedback, an explanation."""
        if self.role in ("rationale", "model", "debrief"):
            return True
        return self.role in ("option", "feedback") and self.right is not False


@dataclass(frozen=True, eq=False)
class OptionView:
    """One answer that can be chosen, with its feedback."""

    id: str
    text: Text
    right: bool
    feedback: Text
    location: Location

    @property
    def length(self) -> int:
        """How many characters a reader sees."""
        return len(self.text.flat)


class ItemView:
    """One item, with its texts."""

    def __init__(self, case: CaseView, stage_index: int, item_index: int) -> None:
        self.case = case
        self.stage_index = stage_index
        self.stage: Stage = case.vignette.stages[stage_index]
        self.model: AnyItem = self.stage.items[item_index]
        self.id = self.model.id
        self.type = self.model.type
        self.location: Location = ("stages", stage_index, "items", item_index)
        self.tags = frozenset(self.model.tags) | case.tags
        self.prompt = Text.of(self.model.prompt)

    def at(self, *steps: str | int) -> Location:
        """Return the place of something inside this item."""
        return (*self.location, *steps)

    @property
    def option_type(self) -> str | None:
        """What all options are, for the types that say so."""
        return getattr(self.model, "option_type", None)

    @cached_property
    def options(self) -> tuple[OptionView, ...]:
        """The options of a single, multiple or choice; a sound choice is right. Else nothing."""
        return tuple(
            OptionView(
                option.id,
                Text.of(option.text),
                option.quality == "sound" if self.type == "choice" else option.correct,
                Text.of(option.feedback),
                self.at("options", i),
            )
            for i, option in enumerate(getattr(self.model, "options", ()))
        )

    @cached_property
    def keys(self) -> tuple[OptionView, ...]:
        """The options that are right."""
        return tuple(option for option in self.options if option.right)

    @cached_property
    def distractors(self) -> tuple[OptionView, ...]:
        """The options that are wrong."""
        return tuple(option for option in self.options if not option.right)

    @property
    def key(self) -> OptionView | None:
        """The one key of a one-best-answer item that has exactly one, and distractors; else None."""
        if self.type != "single" or len(self.keys) != 1 or not self.distractors:
            return None
        return self.keys[0]

    @property
    def story(self) -> Text:
        """The text of the stage it stands in."""
        return self.case.stories[self.stage_index]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the item in the order in which it is read."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        item: Any = self.model
        yield self._passage("prompt", self.prompt, "prompt")
        for i, option in enumerate(self.options):
            yield self._passage("option", option.text, "options", i, "text", right=option.right)
        for i, option in enumerate(self.options):
            if self.type == "choice":
                told = Text.of(item.options[i].consequence)
                yield self._passage("consequence", told, "options", i, "consequence")
            yield self._passage("feedback", option.feedback, "options", i, "feedback", right=option.right)
        for i, answer in enumerate(getattr(item, "answers", ())):
            yield self._passage("option", Text.of(answer.text), "answers", i, "text", right=True)
        for name in ("steps", "pairs", "rubric"):
            for i, part in enumerate(getattr(item, name, ())):
                yield self._passage("option", Text.of(part.text), name, i, "text", right=True)
                yield self._passage("feedback", Text.of(part.feedback), name, i, "feedback", right=True)
        if self.type == "number":
            yield self._passage("feedback", Text.of(item.feedback), "feedback", right=True)
            yield self._passage("feedback", Text.of(item.otherwise), "otherwise", right=False)
            for i, miss in enumerate(item.near):
                yield self._passage("feedback", Text.of(miss.feedback), "near", i, "feedback", right=False)
        if self.type == "reply":
            yield self._passage("model", Text.of(item.model_answer), "model_answer")
        yield self._passage("rationale", Text.of(item.rationale), "rationale")

    def _passage(self, role: Role, text: Text, *steps: str | int, right: bool | None = None) -> Passage:
        return Passage(self.at(*steps), role, text, self.tags, right)

    @cached_property
    def prompt_and_story(self) -> frozenset[str]:
        """The content words that a learner has read before the options."""
        return (self.story.stems | self.prompt.stems) - self.case.name_stems


class CaseView:
    """One case, with its items and texts."""

    def __init__(self, case: Case) -> None:
        self.vignette = case.vignette
        self.source: Source = case.source
        self.id = case.vignette.id
        self.tags = frozenset(case.vignette.tags)
        self.stories = tuple(Text.of(stage.text) for stage in case.vignette.stages)
        self.items = tuple(
            ItemView(self, i, j)
            for i, stage in enumerate(case.vignette.stages)
            for j in range(len(stage.items))
        )

    def item_at(self, location: Location) -> ItemView | None:
        """Return the item that `location` lies in."""
        for item in self.items:
            if location[:4] == item.location:
                return item
        return None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the case in the order in which it is read."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        vignette = self.vignette
        every = self.tags.union(*(item.tags for item in self.items))
        yield Passage(("title",), "title", Text.of(vignette.title), every)
        yield Passage(("person",), "person", Text.of(vignette.person), every)
        yield Passage(("setting",), "setting", Text.of(vignette.setting), every)
        if vignette.content_note:
            yield Passage(("content_note",), "note", Text.of(vignette.content_note), every)
        for i, measure in enumerate(vignette.state):
            for n, level in enumerate(measure.levels):
                yield Passage(("state", i, "levels", n), "note", Text.of(level), every)
        for i, story in enumerate(self.stories):
            inside = [item for item in self.items if item.stage_index == i]
            tags = self.tags.union(*(item.tags for item in inside))
            yield Passage(("stages", i, "text"), "stage", story, tags)
            for item in inside:
                yield from item.passages
        yield Passage(("debrief",), "debrief", Text.of(vignette.debrief), every)
        if vignette.facilitator:
            yield Passage(("facilitator",), "facilitator", Text.of(vignette.facilitator), every)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the case in lower case: a quick way to know that a rule has nothing to find."""
        found: set[str] = set()
        for passage in self.passages:
            found |= passage.text.words
        return frozenset(found)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the story, in lower case."""
        first = re.findall(r"[^\W\d_]+", Text.of(self.vignette.person).flat.partition(",")[0])
        person = frozenset(word.lower() for word in first if word[0].isupper())
        return person.union(*(names_in(story.flat) for story in self.stories))

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of these names: no words that an option could echo."""
        return frozenset(map(content_stem, self.names))


@dataclass(frozen=True)
class Leading:
    """A part of a branching case that leads on: an option of a choice, or a stage without one."""

    stage: Stage
    part: ChoiceOption | Stage
    location: Location


def parts_that_lead(vignette: Vignette) -> Iterator[Leading]:
    """Yield every part of a branching case that leads on, with its stage and its place in the file."""
    for i, stage in enumerate(vignette.stages):
        choice = vignette.choice(stage.id)
        if choice is None:
            yield Leading(stage, stage, ("stages", i))
        else:
            at: Location = ("stages", i, "items", len(stage.items) - 1, "options")
            yield from (Leading(stage, o, (*at, k)) for k, o in enumerate(choice.options))
