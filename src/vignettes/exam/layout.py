"""The network that a blueprint and a bank make: all items → module → objective → level → back to all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vignettes.exam.network import Network


class Row(NamedTuple):
    """A line of the blueprint: items, modules, levels or objectives, and a name."""

    kind: str
    name: str


ALL = Row("items", "")


class Kind(NamedTuple):
    """What the blueprint can tell apart."""

    module: str
    objective: str
    level: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines that an item of this kind counts for."""
        return (
            ALL,
            Row("modules", self.module),
            Row("objectives", self.objective or f"{self.module}.*"),
            Row("levels", self.level),
        )


Bounds = Mapping[Row, tuple[int, int]]


@dataclass
class Layout:
    """A network with the edges of rows and kinds by name."""

    network: Network
    rows: dict[Row, int]
    kinds: dict[Kind, int]


def lay(bounds: Bounds, kinds: Mapping[Kind, tuple[int, int]]) -> Layout:
    """Return the network: all items → module → objective → level → back to all."""
    network = Network()
    kind_edges = {
        kind: network.add(Row("objectives", kind.rows[2].name), Row("levels", kind.level), *amounts)
        for kind, amounts in kinds.items()
    }
    rows = {row: network.add(*_ends(row), *amounts) for row, amounts in bounds.items()}
    return Layout(network, rows, kind_edges)


def _ends(row: Row) -> tuple[object, object]:
    if row.kind == "items":
        return "end", "start"
    if row.kind == "modules":
        return "start", row
    if row.kind == "levels":
        return row, "end"
    return Row("modules", row.name.partition(".")[0]), row


def counted(kinds: Mapping[Kind, int]) -> Counter[Row]:
    """Return how many items count for each line."""
    total: Counter[Row] = Counter()
    for kind, number in kinds.items():
        for row in kind.rows:
            total[row] += number
    return total
