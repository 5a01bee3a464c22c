"""How a branching case can arrive at one of its stages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from vignettes.model import DEBRIEF, ChoiceOption, Stage, Vignette
from vignettes.state import State, beginning, moved, way_on

Leg = tuple[Stage, ChoiceOption | None]
"""A stage, and the option that was taken at its end, if it ends in a choice."""

QUALITIES = ("sound", "costly", "harmful")


def way_to(vignette: Vignette, stage_id: str) -> tuple[Leg, ...]:
    """Return a shortest way from the beginning to a stage, the stage itself not included.

    Of equally short ways, the one with the sounder decisions at its beginning. Empty for a stage that no
    way leads to.
    """
    start = vignette.stages[0].id
    waiting: deque[tuple[str, State, tuple[Leg, ...]]] = deque([(start, beginning(vignette), ())])
    seen: set[tuple[str, tuple[int, ...]]] = set()
    while waiting:
        at, state, told = waiting.popleft()
        if at == stage_id:
            return told
        if at == DEBRIEF or (at, tuple(state.values())) in seen:
            continue
        seen.add((at, tuple(state.values())))
        stage = vignette.stage(at)
        waiting.extend((goto, after, (*told, leg)) for goto, after, leg in _onward(vignette, stage, state))
    return ()


def _onward(vignette: Vignette, stage: Stage, state: State) -> Iterator[tuple[str, State, Leg]]:
    choice = vignette.choice(stage.id)
    if choice is None:
        yield way_on(stage, state), state, (stage, None)
        return
    for option in sorted(choice.options, key=lambda option: QUALITIES.index(option.quality)):
        after = moved(vignette.state, state, option.changes)
        yield way_on(option, after), after, (stage, option)
