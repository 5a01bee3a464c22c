"""Says why a blueprint cannot be drawn from a bank, and by how much: all reasons in one run.

First each line of the blueprint is held against the bank alone. Then lines are held against each other: a
conflict is a cut of the network, that is, lines that ask for more together than other lines and the bank
can give. After each finding the search goes on as if the missing items were there, so that one shortage is
told once and hides no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vignettes.errors import Problem, UsageError
from vignettes.exam.draw import Drawing
from vignettes.exam.layout import ALL, Kind, Layout, Row
from vignettes.exam.network import Cut
from vignettes.yaml_reader import Source

ORDER = ("objectives", "modules", "levels", "items")
"""Lines are filled in this order, so that the number of items is the last to suffer."""
FEW = 3
"""Modules that are left out are named if there are no more than this."""
ADVICE = "Ask for fewer, or give more of them with `--bank DIR`."
REWRITE = "Change one of these lines of the blueprint; the bank does not matter here."


@dataclass(frozen=True)
class Conflict:
    """Lines that ask for more together than can be had, since other lines and the bank bound it.

    `stock` is what the bank has of `kinds`; not `of_bank` where the blueprint alone is the reason.
    """

    asked: tuple[tuple[Row, int], ...]
    limits: tuple[tuple[Row, int], ...]
    kinds: tuple[Kind, ...]
    stock: int
    of_bank: bool = True

    @property
    def total(self) -> int:
        """How many items are asked for together."""
        return sum(number for _, number in self.asked)

    @property
    def there(self) -> int:
        """How many can be had."""
        return self.stock + sum(number for _, number in self.limits)


def shortages(drawing: Drawing, forms: int, source: Source) -> list[Problem]:
    """Return every reason why so many forms cannot be drawn; none if they can.

    A blueprint that contradicts itself is not held against the bank line by line with line.
    """
    single = _single(drawing)
    joint = _contradictions(drawing) or _joint(drawing, drawing.layout(), single)
    if not single and not joint:
        return _too_much_apart(drawing, forms, source)
    problems = [_problem(drawing, conflict, source) for conflict in [*single.values(), *joint]]
    return [*problems, _nearest(drawing, source)]


def _single(drawing: Drawing) -> dict[Row, Conflict]:
    """Return every line that asks for more than the bank has."""
    found = {}
    for row, (low, _) in drawing.bounds.items():
        kinds = tuple(kind for kind in drawing.sizes if row in kind.rows)
        stock = sum(drawing.sizes[kind] for kind in kinds)
        if low > stock:
            found[row] = Conflict(((row, low),), (), kinds, stock)
    return found


def _contradictions(drawing: Drawing) -> list[Conflict]:
    """Return what the blueprint alone cannot hold: each kind of line for itself, then all together."""
    found = [
        _joint(drawing, drawing.unbounded(kinds), {}) for kinds in [*((kind,) for kind in ORDER), ORDER]
    ]
    told = dict.fromkeys(conflict for conflicts in found for conflict in conflicts)
    return [replace(conflict, of_bank=False) for conflict in told]


def _joint(drawing: Drawing, layout: Layout, single: dict[Row, Conflict]) -> list[Conflict]:
    """Return every conflict of lines that could be filled one by one."""
    network = layout.network
    for row, conflict in single.items():
        _pretend(layout, row, conflict.total - conflict.there)
    found: dict[object, Conflict] = {}
    for row in _in_order(layout):
        edge = layout.rows[row]
        cut = network.settle_edge(edge)
        if cut is None:
            continue
        conflict = _conflict(drawing, layout, network.plainest(cut))
        found[conflict.limits, conflict.kinds, row.kind] = conflict
        _pretend(layout, row, cut.short)
        if network.settle_edge(edge):
            network.low[edge] = network.flow[edge]
    return [*found.values()]


def _pretend(layout: Layout, row: Row, number: int) -> None:
    """Give the network so many more items that count for a line, of whatever else suits."""
    network = layout.network
    extra = ("extra", row)
    modules = [other for other in layout.rows if other.kind == "modules"]
    levels = [other for other in layout.rows if other.kind == "levels"]
    for node in [row] if row.kind in ("modules", "objectives") else modules:
        network.add(node, extra, 0, number)
    for node in [row] if row.kind == "levels" else levels:
        network.add((extra, "out"), node, 0, number)
    network.add(extra, (extra, "out"), 0, number)


def _conflict(drawing: Drawing, layout: Layout, cut: Cut, forms: int = 1) -> Conflict:
    """Return a cut in the words of the blueprint, without what was pretended before."""
    asked, limits = set(cut.asked), set(cut.limits)
    bounds = drawing.bounds
    kinds = tuple(kind for kind, edge in layout.kinds.items() if edge in limits)
    return Conflict(
        tuple((row, forms * bounds[row][0]) for row, edge in layout.rows.items() if edge in asked),
        tuple((row, forms * bounds[row][1]) for row, edge in layout.rows.items() if edge in limits),
        kinds,
        sum(drawing.sizes[kind] for kind in kinds),
    )


def _in_order(layout: Layout) -> list[Row]:
    return sorted(layout.rows, key=lambda row: ORDER.index(row.kind))


def _too_much_apart(drawing: Drawing, forms: int, source: Source) -> list[Problem]:
    """Return why forms that can be drawn one by one cannot be drawn so different from each other."""
    shared = drawing.blueprint.shared
    if forms == 1 or drawing.anchors_needed(forms, shared) is not None:
        return []
    layout = drawing.layout(forms)
    cut = layout.network.settle()
    assert cut is not None, "forms that share nothing can be drawn, yet anchors are missing"
    conflict = _conflict(drawing, layout, layout.network.plainest(cut), forms)
    apart = "without a common item" if not shared else f"that share no more than {shared}"
    fact = f"{forms} forms {apart} cannot be drawn. Without a common item, {_fact(conflict)}"
    advice = f"{_limits(drawing, conflict)} They can be drawn with `overlap: {_enough(drawing, forms)}`."
    return [source.problem(("overlap",), fact, advice, code="E005")]


def _enough(drawing: Drawing, forms: int) -> int:
    """Return the least number of items to share; where that is hard to say, a number that does."""
    most = drawing.anchors_enough(forms).total()
    try:
        wanted = range(drawing.blueprint.shared + 1, most)
        return next((n for n in wanted if drawing.anchors_needed(forms, n) is not None), most)
    except UsageError:
        return most


def _problem(drawing: Drawing, conflict: Conflict, source: Source) -> Problem:
    advice = f"{_limits(drawing, conflict)} {ADVICE if conflict.of_bank else REWRITE}"
    row = conflict.asked[0][0]
    place = ("items",) if row == ALL else (row.kind, row.name)
    return source.problem(place, _fact(conflict), advice, code="E003" if conflict.of_bank else "E002")


def _nearest(drawing: Drawing, source: Source) -> Problem:
    """Say how far the blueprint can be filled."""
    layout = drawing.layout()
    network = layout.network
    for row in _in_order(layout):
        if network.settle_edge(layout.rows[row]):
            network.low[layout.rows[row]] = network.flow[layout.rows[row]]
    less = [
        f"{_called(row)} {network.flow[edge]} instead of {drawing.bounds[row][0]}"
        for row, edge in layout.rows.items()
        if row != ALL and network.flow[edge] < drawing.bounds[row][0]
    ]
    number, asked = network.flow[layout.rows[ALL]], drawing.blueprint.items
    fact = f"the nearest form has {number} of {asked} items" + (f": {_and(less)}" if less else "")
    advice = "Nothing was written."
    return source.problem(("items",), fact, advice, code="E004")


def _fact(conflict: Conflict) -> str:
    """Say what is asked for and what there is: “trauma: 6 asked for, 3 to be had: 3 short”."""
    several = len(conflict.asked) > 1
    name = _and([_called(row) + (f" ({number})" if several else "") for row, number in conflict.asked])
    asked, there = conflict.total, conflict.there
    return f"{name}: {asked} asked for, {there or 'none'} to be had: {asked - there} short"


def _limits(drawing: Drawing, conflict: Conflict) -> str:
    """Say what bounds the number: other lines of the blueprint, and what the bank has."""
    if not conflict.limits:
        return f"The bank has {_stock(drawing.sizes, conflict.kinds)}."
    said = [f"{_called(row)} {number} at most" for row, number in conflict.limits]
    if conflict.kinds:
        said.append(f"{_stock(drawing.sizes, conflict.kinds)} in the bank")
    elif conflict.of_bank:
        said.append("no others in the bank")
    return f"Limits: {_and(said)}."


def _stock(sizes: Counter[Kind], kinds: Sequence[Kind]) -> str:
    """Describe kinds of items with their number: “7 intermediate items outside trauma”."""
    if not kinds:
        return "none"
    levels = {kind.level for kind in kinds}
    if not _whole(sizes, kinds) and len(levels) > 1:
        parts = [[kind for kind in kinds if kind.level == level] for level in sorted(levels)]
        return _and([_stock(sizes, part) for part in parts])
    number = sum(sizes[kind] for kind in kinds)
    one_level = len(levels) == 1 and {kind.level for kind in sizes} != levels
    level = f"{_and(sorted(levels))} " if one_level else ""
    return f"{number} {level}item{'s' * (number != 1)}{_where(sizes, kinds)}"


def _whole(sizes: Counter[Kind], kinds: Sequence[Kind]) -> bool:
    """Tell whether kinds are all levels of their modules and objectives."""
    groups = {kind[:2] for kind in kinds}
    return set(kinds) == {kind for kind in sizes if kind[:2] in groups}


def _where(sizes: Counter[Kind], kinds: Sequence[Kind]) -> str:
    levels = {kind.level for kind in kinds}
    groups = {kind[:2] for kind in kinds}
    everywhere = {kind[:2] for kind in sizes if kind.level in levels}
    missing = everywhere - groups
    if not missing:
        return ""
    objectives = {objective for _, objective in groups}
    if "" not in objectives:
        return f" for {_and(sorted(objectives))}"
    modules = {module for module, _ in groups}
    besides = sorted({kind.objective for kind in sizes if kind.module in modules} - objectives)
    note = f", without those for {_and(besides)}" if besides else ""
    others = sorted({module for module, _ in everywhere} - modules)
    if others and len(others) <= FEW and len(others) < len(modules):
        return f" outside {_and(others)}{note}"
    return f" of {_and(sorted(modules))}{note}" if others else note


def _called(row: Row) -> str:
    return "the form" if row == ALL else row.name


def _and(parts: Iterable[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
