"""A case played in Python: the same questions, the same grading, the same feedback as in the book."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docutils import nodes

from vignettes.bibliography import Reference
from vignettes.dealing import letters
from vignettes.errors import nearest
from vignettes.grading import Grade, NotAnAnswer, answer_key, grade
from vignettes.model import DEBRIEF, AnyItem, Choice, Match, Stage, Vignette
from vignettes.notebook import NotebookError, learning_case
from vignettes.render import nodes as v
from vignettes.render.doctree import document_nodes
from vignettes.render.plain_nodes import plain_nodes
from vignettes.render.prose import plain, plain_line
from vignettes.render.transcript import WIDTH, transcript
from vignettes.render.verdicts import CONFIDENCE, verdict_line
from vignettes.render.words import QUALITY
from vignettes.state import State, Step, beginning, moved, way_on


def load(vignette_id: str) -> Case:
    """Return the case of that id, to be played in Python; NotebookError where `show` has one."""
    return Case(*learning_case(vignette_id))


class Text(str):
    """Text that a notebook shows as it is, without quotes."""

    def __repr__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth, and what the book says to the learner who gave it."""

    item: str
    answer: Any
    grade: Grade
    confidence: str | None
    text: str

    @property
    def score(self) -> float:
        """From 0 to 1."""
        return self.grade.score

    @property
    def right(self) -> bool:
        """Whether nothing is missing."""
        return self.grade.right

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


class Case:
    """One case: its items by id, their questions, and verdicts on answers.

    A branching case is walked: `at` is the stage one stands in, `path` the choices made so far,
    `choose` makes one, `go_on` leaves a stage that asks for none. `state` says where the measures of the
    case stand, and `compared` sets the path beside an expert's.
    """

    def __init__(self, vignette: Vignette, references: dict[str, Reference]) -> None:
        self.vignette = vignette
        self._items = {item.id: (stage, item) for stage, item in vignette.items()}
        self._references = references
        tree = document_nodes(vignette, self._cite)
        self._nodes = {node["item"]: node for node in tree.findall(v.vignette_item)}
        self._at = vignette.stages[0].id
        self._steps: list[Step] = []

    def __str__(self) -> str:
        return transcript(self.vignette)

    def __repr__(self) -> str:
        return str(self)

    @property
    def id(self) -> str:
        return self.vignette.id

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of all items, in the order of the case."""
        return tuple(self._items)

    def prompt(self, item: str) -> Text:
        """Return a question with everything there is to choose from."""
        return Text(plain_nodes(self._node(item).children[:-1]))

    def answer(self, item: str, answer: Any, confidence: str | None = None) -> Verdict:
        """Judge an answer to an item and return what the book says to it.

        Answers take the form of `vignettes.grading.grade`. Options, steps and answers may be called
        by their id or by the capital letter under which they are shown, pairs by their id or number.
        Raises NotebookError for an unknown item, and for what is no answer to it.
        """
        found = self._item(item)
        if confidence is not None and confidence not in CONFIDENCE:
            hint = nearest(str(confidence), list(CONFIDENCE))
            raise NotebookError(f"Confidence is one of: {', '.join(CONFIDENCE)}.{hint}")
        named = _by_id(found, letters(self.id, found), answer)
        try:
            given = grade(answer_key(found), named)
        except NotAnAnswer as error:
            known = [option.id for option in getattr(found, "options", ())]
            hint = nearest(named, known) if isinstance(named, str) else ""
            raise NotebookError(f"{item}: {error}{hint}") from None
        return Verdict(item, named, given, confidence, self._told(found, given, confidence))

    @property
    def at(self) -> str:
        """The stage one stands in, or “debrief”."""
        return self._at

    @property
    def path(self) -> tuple[tuple[str, str], ...]:
        """The choices made so far, as (item, option)."""
        return tuple((step.choice.id, step.option.id) for step in self._steps)

    @property
    def state(self) -> State:
        """The level, counted from 0, of every measure of the case."""
        return dict(self._steps[-1].after if self._steps else beginning(self.vignette))

    @property
    def compared(self) -> Text:
        """The choices made so far, each with what it is worth and, where an expert goes otherwise, how."""
        return Text("\n\n".join(self._comparison(n, step) for n, step in enumerate(self._steps, 1)))

    @property
    def scene(self) -> Text:
        """The text of the stage one stands in, or of the debrief."""
        told = self.vignette.debrief if self._at == DEBRIEF else self._stage().text
        return Text(plain(told))

    def choose(self, option: str) -> Verdict:
        """Make the choice that ends this stage, and go where it leads; NotebookError if there is none."""
        item = next((i for i in self._here().items if isinstance(i, Choice)), None)
        if item is None:
            raise NotebookError(f"“{self._at}” ends without a choice: go on with go_on().")
        verdict = self.answer(item.id, option)
        chosen = next(o for o in item.options if o.id == verdict.answer)
        after = moved(self.vignette.state, self.state, chosen.changes)
        self._steps.append(Step(self._stage(), item, chosen, self.state, after))
        self._at = way_on(chosen, after)
        return verdict

    def go_on(self) -> Text:
        """Leave a stage that ends without a choice and return the text of the next one."""
        stage = self._here()
        if any(isinstance(item, Choice) for item in stage.items):
            raise NotebookError(f"“{self._at}” ends with a choice: make it with choose(…).")
        self._at = way_on(stage, self.state) if self.vignette.branching else self._following(stage)
        return self.scene

    def restart(self) -> None:
        """Go back to the beginning of the case, with no choice made."""
        self._at = self.vignette.stages[0].id
        self._steps.clear()

    def _comparison(self, n: int, step: Step) -> str:
        lines = [f"{n}. {QUALITY[step.option.quality]} {plain_line(step.option.text)}"]
        stands = (f"{plain_line(m.name)} {step.after[m.id]}" for m in self.vignette.state)
        if self.vignette.state:
            lines.append(f"   Afterwards: {', '.join(stands)}.")
        expert = next((option for option in step.choice.options if option.expert), None)
        if expert is not None and expert is not step.option:
            lines.append(f"   An expert: {plain_line(expert.text)}")
            lines.append(textwrap.indent(plain(step.choice.rationale, WIDTH - 3), "   "))
        return "\n".join(lines)

    def _here(self) -> Stage:
        if self._at == DEBRIEF:
            raise NotebookError("The case has ended. Begin again with restart().")
        return self._stage()

    def _stage(self) -> Stage:
        return self.vignette.stage(self._at)

    def _following(self, stage: Stage) -> str:
        order = [s.id for s in self.vignette.stages] + [DEBRIEF]
        return order[order.index(stage.id) + 1]

    def _item(self, item: str) -> AnyItem:
        if item not in self._items:
            hint = nearest(str(item), list(self._items)) or f" There are: {', '.join(self._items)}."
            raise NotebookError(f"“{self.id}” has no item “{item}”.{hint}")
        return self._items[item][1]

    def _node(self, item: str) -> v.vignette_item:
        return self._nodes[self._item(item).id]

    def _cite(self, keys: Sequence[str]) -> list[nodes.Node]:
        labels = [self._references[key].label if key in self._references else key for key in keys]
        return [nodes.Text("; ".join(labels))]

    def _told(self, item: AnyItem, given: Grade, confidence: str | None) -> str:
        feedback = self._nodes[item.id].children[-1]
        parts = [f"{verdict_line(item, given)} {CONFIDENCE.get(confidence or '', '')}".rstrip()]
        marks = {True: "", False: ""} if isinstance(item, Choice) else {True: "✓ ", False: "✗ "}
        for node in feedback.children:
            if isinstance(node, v.vignette_verdicts):
                parts += [
                    plain_nodes(said.children, mark=marks[given.parts[said["for"]]])
                    for said in node.children
                    if said["for"] in given.parts
                ]
            else:
                parts.append(plain_nodes([node]))
        return "\n\n".join(parts)


def _by_id(item: AnyItem, letter: dict[str, str], answer: Any) -> Any:
    """Return an answer with ids where it holds the letters and numbers under which things are shown."""
    ids = {shown: name for name, shown in letter.items()}
    if isinstance(item, Match) and isinstance(answer, dict):
        numbers = {str(number): pair.id for number, pair in enumerate(item.pairs, 1)}
        return {numbers.get(str(pair), pair): _by_id_one(ids, chosen) for pair, chosen in answer.items()}
    if isinstance(answer, (list, tuple)):
        return [_by_id_one(ids, entry) for entry in answer]
    return _by_id_one(ids, answer)


def _by_id_one(ids: dict[str, str], name: Any) -> Any:
    return ids.get(name, name) if isinstance(name, str) else name
