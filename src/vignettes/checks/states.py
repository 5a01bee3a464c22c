"""Rule 43: what a branching case remembers must matter, and must leave nobody stranded."""

from __future__ import annotations

from collections.abc import Iterator

from vignettes.checks.base import Context, Finding, Rule
from vignettes.checks.views import CaseView, Leading, parts_that_lead
from vignettes.model import DEBRIEF, ChoiceOption, Vignette
from vignettes.state import State, beginning, expert_steps, moved, next_decision, open_way, way_on
from vignettes.yaml_reader import Location

EXPERT_CHOICES = 8

Place = tuple[str, tuple[int, ...]]
"""A stage, or the debrief, and the levels of all measures in it."""


class Walks:
    """Every stage of a case in every state in which a learner can stand in it."""

    def __init__(self, vignette: Vignette) -> None:
        self.next: dict[Place, set[Place]] = {}
        self.taken: set[Location] = set()
        todo = [(vignette.stages[0].id, tuple(beginning(vignette).values()))]
        names = [measure.id for measure in vignette.state]
        leading: dict[str, list[Leading]] = {}
        for part in parts_that_lead(vignette):
            leading.setdefault(part.stage.id, []).append(part)
        while todo:
            place = todo.pop()
            if place in self.next:
                continue
            state = dict(zip(names, place[1], strict=True))
            ways = {self._taken(vignette, part, state) for part in leading.get(place[0], [])}
            self.next[place] = ways
            todo += ways

    def _taken(self, vignette: Vignette, leading: Leading, state: State) -> Place:
        part, at = leading.part, leading.location
        if isinstance(part, ChoiceOption):
            state = moved(vignette.state, state, part.changes)
        n = open_way(part, state)
        self.taken.add((*at, "goto") if n is None else (*at, "ways", n))
        return way_on(part, state), tuple(state.values())

    def lost(self) -> set[str]:
        """Return the stages from which, in some state, no walk reaches the debrief."""
        before: dict[Place, set[Place]] = {}
        for place, ways in self.next.items():
            for way in ways:
                before.setdefault(way, set()).add(place)
        todo = [place for place in self.next if place[0] == DEBRIEF]
        saved = set(todo)
        while todo:
            for place in before.get(todo.pop(), set()) - saved:
                saved.add(place)
                todo.append(place)
        return {stage for stage, _ in self.next.keys() - saved}


class StateMatters(Rule):
    code, name, level = "Q043", "state", "error"
    title = (
        "Where a case has a state, every measure can rise and fall and opens a way; every way is open in "
        "one state and shut in another; no state is a dead end; the expert decides eight times or more."
    )
    advice = "Walk the case in that state; change what a choice changes, or the level that a way asks for."
    scope = "cases with a state"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        vignette = case.vignette
        if not vignette.state:
            return
        walks = Walks(vignette)
        indices = {stage.id: i for i, stage in enumerate(vignette.stages)}
        reached = {stage for stage, _ in walks.next}
        for stage, i in indices.items():
            if stage not in reached:
                yield Finding(("stages", i), f"the stage “{stage}” is met in no state")
        for stage in sorted(walks.lost()):
            yield Finding(("stages", indices[stage]), f"in some state “{stage}” never leads to the debrief")
        yield from self.ways(vignette, walks, reached)
        yield from self.measures(vignette)
        yield from self.expert(vignette)

    def ways(self, vignette: Vignette, walks: Walks, reached: set[str]) -> Iterator[Finding]:
        for leading in parts_that_lead(vignette):
            at, ways = leading.location, leading.part.ways
            if not ways or leading.stage.id not in reached:
                continue
            for place in [(*at, "goto"), *((*at, "ways", n) for n in range(len(ways)))]:
                if place not in walks.taken:
                    word = "this way" if "ways" in place else "this `goto`"
                    yield Finding(place, f"{word} is taken in no state that a learner can bring here")

    def measures(self, vignette: Vignette) -> Iterator[Finding]:
        parts = [leading.part for leading in parts_that_lead(vignette)]
        changes = [part.changes for part in parts if isinstance(part, ChoiceOption)]
        asked = {name for part in parts for way in part.ways for name in way.when}
        for i, measure in enumerate(vignette.state):
            moves = [change.get(measure.id, 0) for change in changes]
            at: Location = ("state", i)
            if not any(move > 0 for move in moves):
                yield Finding(at, f"no choice raises “{measure.id}”")
            if not any(move < 0 for move in moves) and len(measure.levels) > 2:
                yield Finding(at, f"no choice lowers “{measure.id}”", "warning")
            if measure.id not in asked:
                yield Finding(at, f"nothing depends on “{measure.id}”")

    def expert(self, vignette: Vignette) -> Iterator[Finding]:
        steps = list(expert_steps(vignette))
        last = steps[-1] if steps else None
        if last is None or next_decision(vignette, way_on(last.option, last.after), last.after) != DEBRIEF:
            yield Finding(("stages",), "the expert's way does not reach the debrief")
        elif len(steps) < EXPERT_CHOICES:
            fact = f"the expert decides {len(steps)} times; {EXPERT_CHOICES} at least are needed"
            yield Finding(("stages",), fact)


RULES = (StateMatters(),)
