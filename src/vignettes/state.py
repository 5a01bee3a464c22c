"""What a branching case remembers of the choices made in it, and where that leads.

The twin of `moved` and `wayOn` in frontend/quiz.js: both pass tests/state.json.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vignettes.model import DEBRIEF, Choice, ChoiceOption, Measure, Stage, Vignette

State = Mapping[str, int]
"""The level, counted from 0, at which every measure of a case stands."""


@dataclass(frozen=True)
class Step:
    """A decision on a path: the choice, the option taken, and the state before and after it."""

    stage: Stage
    choice: Choice
    option: ChoiceOption
    before: State
    after: State


def beginning(vignette: Vignette) -> State:
    """Return the state in which a case begins."""
    return {measure.id: measure.start for measure in vignette.state}


def moved(measures: Sequence[Measure], state: State, changes: Mapping[str, int]) -> State:
    """Return a state after changes; a measure at its end goes no further."""
    return {
        measure.id: min(max(state[measure.id] + changes.get(measure.id, 0), 0), len(measure.levels) - 1)
        for measure in measures
    }


def open_way(part: ChoiceOption | Stage, state: State) -> int | None:
    """Return which of the `ways` of an option or a stage is the first that is open; None if none is."""
    for n, way in enumerate(part.ways):
        if all(state[name] >= level for name, level in way.when.items()):
            return n
    return None


def way_on(part: ChoiceOption | Stage, state: State) -> str:
    """Return where an option, or a stage without a choice, leads in a state: a stage's id, or “debrief”."""
    n = open_way(part, state)
    return part.goto or DEBRIEF if n is None else part.ways[n].goto


def next_decision(vignette: Vignette, at: str, state: State) -> str:
    """Return the first stage from `at` on in which something is decided, or “debrief”.

    Where stages without a choice lead round in a circle, one of them.
    """
    passed = set[str]()
    while at != DEBRIEF and at not in passed and vignette.choice(at) is None:
        passed.add(at)
        at = way_on(vignette.stage(at), state)
    return at


def expert_steps(vignette: Vignette) -> Iterator[Step]:
    """Yield the decisions of the expert; ends where they repeat themselves, or where none is marked."""
    state = beginning(vignette)
    at = next_decision(vignette, vignette.stages[0].id, state)
    seen: set[tuple[str, tuple[int, ...]]] = set()
    while at != DEBRIEF and (at, tuple(state.values())) not in seen:
        seen.add((at, tuple(state.values())))
        choice = vignette.choice(at)
        if choice is None:
            return
        option = next((option for option in choice.options if option.expert), None)
        if option is None:
            return
        after = moved(vignette.state, state, option.changes)
        yield Step(vignette.stage(at), choice, option, state, after)
        at, state = next_decision(vignette, way_on(option, after), after), after
