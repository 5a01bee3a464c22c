"""Rules 40 and 42: confidence marks, and cases that branch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from vignettes.checks.base import BankView, Context, Finding, Placed, Rule
from vignettes.checks.views import CaseView, Leading, parts_that_lead
from vignettes.model import DEBRIEF, ChoiceOption, Vignette
from vignettes.yaml_reader import Location

RIGHT_AND_WRONG = ((1, 0), (2, -2), (3, -6))
CHOICES = (3, 8)
LONG_CHOICES = (6, 16)
"""For a case with a state."""
PATHS = 20_000
"""More simple paths than this, in a case with loops, and nobody can have read them all."""


class ConfidenceMarks(Rule):
    code, name, level = "Q040", "cbm_marks", "error"
    title = "Confidence earns 1, 2, 3 if right and 0, -2, -6 if wrong: only then does honesty pay."
    advice = "Restore the marks in src/vignettes/confidence.py."
    scope = "the course as a whole"
    sources = ("gardnermedwin2006cbm",)

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        if bank.cases and tuple(context.marks.values()) != RIGHT_AND_WRONG:
            yield bank.cases[0], Finding((), f"the confidence marks are {dict(context.marks)}")


@dataclass(frozen=True)
class Exit:
    """One way out of a stage."""

    goto: str
    location: Location
    quality: str = "sound"


def exits_of(vignette: Vignette) -> dict[str, list[Exit]]:
    """Return the ways out of every stage of a branching case, whatever the state."""
    exits: dict[str, list[Exit]] = {stage.id: [] for stage in vignette.stages}
    for leading in parts_that_lead(vignette):
        exits[leading.stage.id] += _exits(leading)
    return exits


def _exits(leading: Leading) -> Iterator[Exit]:
    part, at = leading.part, leading.location
    quality = part.quality if isinstance(part, ChoiceOption) else "sound"
    if part.goto:
        yield Exit(part.goto, at, quality)
    for n, way in enumerate(part.ways):
        yield Exit(way.goto, (*at, "ways", n), quality)


class Graph:
    """The stages of a branching case, and where they lead."""

    def __init__(self, exits: Mapping[str, list[Exit]], start: str, choices: Set[str]) -> None:
        self.exits = exits
        self.start = start
        self.choices = choices

    def next(self, node: str, *qualities: str) -> list[str]:
        """Return where `node` leads by exits of these qualities (all, if none is named), each once."""
        ways = self.exits.get(node, [])
        return list(dict.fromkeys(w.goto for w in ways if not qualities or w.quality in qualities))

    def reachable(self, start: str, *qualities: str) -> set[str]:
        """Return every node that can be reached from `start`, with it."""
        found, todo = {start}, [start]
        while todo:
            for node in self.next(todo.pop(), *qualities):
                if node not in found:
                    found.add(node)
                    todo.append(node)
        return found

    def deciding(self, node: str) -> bool:
        """Return whether the learner decides here where to go."""
        return node in self.choices

    def path_lengths(self) -> tuple[int, int] | None:
        """Return how many choices the shortest and the longest simple path to the debrief hold.

        None where there is no such path, or where there are more than can be followed.
        """
        lengths = self._ordered_lengths()
        if lengths is None:
            lengths = self._walked_lengths()
        return lengths

    def _ordered_lengths(self) -> tuple[int, int] | None:
        """Without loops: carry the extremes along a topological order. None where there is a loop."""
        nodes = self.reachable(self.start)
        waiting = dict.fromkeys(nodes, 0)
        for node in nodes:
            for target in self.next(node):
                waiting[target] += 1
        if waiting[self.start]:
            return None
        extremes = {self.start: (0, 0)}
        todo, done = [self.start], 0
        while todo:
            node = todo.pop()
            done += 1
            own = int(self.deciding(node))
            low, high = (bound + own for bound in extremes[node])
            for target in self.next(node):
                before = extremes.get(target, (low, high))
                extremes[target] = (min(low, before[0]), max(high, before[1]))
                waiting[target] -= 1
                if not waiting[target]:
                    todo.append(target)
        return extremes.get(DEBRIEF) if done == len(nodes) else None

    def _walked_lengths(self) -> tuple[int, int] | None:
        """With loops: walk every simple path, up to a limit."""
        found: set[int] = set()
        walked = 0
        todo: list[tuple[str, frozenset[str], int]] = [(self.start, frozenset({self.start}), 0)]
        while todo:
            node, visited, count = todo.pop()
            walked += 1
            if walked > PATHS:
                return None
            if node == DEBRIEF:
                found.add(count)
                continue
            more = count + int(self.deciding(node))
            todo += [(n, visited | {n}, more) for n in self.next(node) if n not in visited]
        return (min(found), max(found)) if found else None


class Branching(Rule):
    code, name, level = "Q042", "branching", "error"
    title = (
        "In a branching case every stage is reached, every path reaches the debrief with 3 to 8 choices "
        "(6 to 16 with a state), harm has a way back, and no stage is met more than twice."
    )
    advice = "Draw the stages as boxes and the `goto`s as arrows; mend the arrow named here."
    scope = "cases with a choice"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        vignette = case.vignette
        if not vignette.branching:
            return
        exits = exits_of(vignette)
        choices = {stage.id for stage in vignette.stages if vignette.choice(stage.id)}
        graph = Graph(exits, vignette.stages[0].id, choices)
        places: dict[str, Location] = {stage.id: ("stages", i) for i, stage in enumerate(vignette.stages)}
        yield from self.ends(graph, places)
        yield from self.lengths(graph, LONG_CHOICES if vignette.state else CHOICES)
        yield from self.ways_back(graph)
        yield from self.loops(graph, list(places))

    def ends(self, graph: Graph, places: dict[str, Location]) -> Iterator[Finding]:
        reached = graph.reachable(graph.start)
        for stage, location in places.items():
            if stage not in reached:
                yield Finding(location, f"no path leads to the stage “{stage}”")
            elif DEBRIEF not in graph.reachable(stage):
                yield Finding(location, f"no path leads from the stage “{stage}” to the debrief")

    def lengths(self, graph: Graph, bounds: tuple[int, int]) -> Iterator[Finding]:
        if DEBRIEF not in graph.reachable(graph.start):
            return
        lengths = graph.path_lengths()
        if lengths is None:
            yield Finding(("stages",), "there are too many loops for all paths to be followed")
            return
        low, high = lengths
        if low < bounds[0]:
            fact = f"a path reaches the debrief after {low} choices; {bounds[0]} at least are needed"
            yield Finding(("stages",), fact, advice="Rejoin the other paths further from the end.")
        if high > bounds[1]:
            fact = f"a path holds {high} choices; {bounds[1]} at most are read"
            yield Finding(("stages",), fact, advice="Shorten the longest path, or make two cases of it.")

    def ways_back(self, graph: Graph) -> Iterator[Finding]:
        safe = graph.reachable(graph.start, "sound")
        if DEBRIEF not in safe:
            yield Finding(
                ("stages",),
                "sound choices alone never reach the debrief",
                advice="Let every choice on the sound path have a sound option that leads on.",
            )
        for stage in graph.reachable(graph.start):
            for way in graph.exits.get(stage, []):
                if way.quality != "harmful":
                    continue
                if way.goto == DEBRIEF:
                    fact = "a harmful choice ends the case: nobody can put it right"
                elif safe.isdisjoint({way.goto, *graph.next(way.goto, "sound", "costly")}):
                    fact = "a harmful choice does not rejoin a sound path within two steps"
                else:
                    continue
                advice = "Lead it to a stage on a sound path, or to a repair stage that leads there."
                yield Finding((*way.location, "goto"), fact, advice=advice)

    def loops(self, graph: Graph, order: list[str]) -> Iterator[Finding]:
        position = {stage: i for i, stage in enumerate(order)}
        back: dict[str, list[Exit]] = {}
        for stage in order:
            for way in graph.exits.get(stage, []):
                if way.goto == DEBRIEF or position[way.goto] > position[stage]:
                    continue
                if stage in graph.reachable(way.goto):
                    back.setdefault(way.goto, []).append(way)
        for stage, ways in back.items():
            for way in ways[1:]:
                yield Finding(
                    (*way.location, "goto"),
                    f"a second way leads back to “{stage}”, which could be met three times",
                    advice="Rejoin further on instead of going back.",
                )


RULES = (ConfidenceMarks(), Branching())
