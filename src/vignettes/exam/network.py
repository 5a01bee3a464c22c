"""Flows between a least and a most: the arithmetic of drawing to a blueprint.

A circulation with lower bounds exists exactly where no set of nodes must take in more than it can let out
(Hoffman's circulation theorem, 1960); where one does, `settle` returns such a set. All amounts are whole
numbers, and so are all flows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass

Node = Hashable

FREE = 10**9
"""No upper bound."""


@dataclass(frozen=True)
class Cut:
    """Why a network cannot carry what it must: `asked` edges lead `inside` a set that `limits` lead out of.

    What the first must carry together exceeds what the second can by `short`.
    """

    asked: tuple[int, ...]
    limits: tuple[int, ...]
    short: int
    inside: frozenset[Node]


class Network:
    """Edges with a least, a most and a flow; edges are known by their number."""

    def __init__(self) -> None:
        self.tails: list[Node] = []
        self.heads: list[Node] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.flow: list[int] = []
        self.touching: dict[Node, list[int]] = {}

    def add(self, tail: Node, head: Node, low: int, high: int) -> int:
        """Add an edge that must carry `low` to `high`, and return its number."""
        edge = len(self.tails)
        self.tails.append(tail)
        self.heads.append(head)
        self.low.append(low)
        self.high.append(high)
        self.flow.append(0)
        for node in (tail, head):
            self.touching.setdefault(node, []).append(edge)
        return edge

    def settle(self) -> Cut | None:
        """Find a flow that keeps all bounds; return why there is none."""
        for edge in range(len(self.tails)):
            cut = self.settle_edge(edge)
            if cut:
                return cut
        return None

    def settle_edge(self, edge: int) -> Cut | None:
        """Raise the flow on one edge to its least; return why it cannot be raised so far."""
        while self.flow[edge] < self.low[edge]:
            reached = self._push(edge, self.low[edge] - self.flow[edge])
            if reached is not None:
                return self._cut(frozenset(reached))
        return None

    def raise_low(self, edge: int) -> bool:
        """Ask one more of an edge, if a flow exists that carries it; tell whether it does.

        The flow must be settled, and stays so.
        """
        if self.flow[edge] == self.low[edge] and (
            self.flow[edge] == self.high[edge] or self._push(edge, 1) is not None
        ):
            return False
        self.low[edge] += 1
        return True

    def _push(self, edge: int, amount: int) -> set[Node] | None:
        """Send up to `amount` through an edge and back to its tail; return what was reached if it fails."""
        start, goal = self.heads[edge], self.tails[edge]
        came: dict[Node, tuple[int, bool]] = {}
        reached = {start}
        waiting = deque([start])
        while waiting and goal not in reached:
            node = waiting.popleft()
            for way in self.touching[node]:
                forward = self.tails[way] == node
                there = self.heads[way] if forward else self.tails[way]
                if there not in reached and self._room(way, forward) > 0:
                    reached.add(there)
                    came[there] = (way, forward)
                    waiting.append(there)
        if goal not in reached:
            return reached
        route = []
        node = goal
        while node != start:
            way, forward = came[node]
            route.append((way, forward))
            node = self.tails[way] if forward else self.heads[way]
        amount = min([amount, *(self._room(way, forward) for way, forward in route)])
        for way, forward in [(edge, True), *route]:
            self.flow[way] += amount if forward else -amount
        return None

    def _room(self, edge: int, forward: bool) -> int:
        if forward:
            return self.high[edge] - self.flow[edge]
        return self.flow[edge] - self.low[edge]

    def plainest(self, cut: Cut) -> Cut:
        """Return a cut that is short of as much, or more, with no edge that it does not need.

        One node after the other changes sides where that makes the cut wider or plainer.
        """
        changed = True
        while changed:
            changed = False
            for node in self.touching:
                other = self._cut(cut.inside ^ {node})
                if (other.short, -_size(other)) > (cut.short, -_size(cut)):
                    cut, changed = other, True
        return cut

    def _cut(self, inside: frozenset[Node]) -> Cut:
        asked, limits = [], []
        for edge, (tail, head) in enumerate(zip(self.tails, self.heads, strict=True)):
            if tail not in inside and head in inside and self.low[edge]:
                asked.append(edge)
            elif tail in inside and head not in inside:
                limits.append(edge)
        short = sum(self.low[edge] for edge in asked) - sum(self.high[edge] for edge in limits)
        return Cut(tuple(asked), tuple(limits), short, inside)


def _size(cut: Cut) -> int:
    return len(cut.asked) + len(cut.limits)
