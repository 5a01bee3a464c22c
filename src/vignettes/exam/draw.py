"""Draws forms to a blueprint, exactly: what the blueprint allows can be drawn, and nothing else.

Items of one module, objective and level are alike to the blueprint: a *kind*. Modules hold objectives, and
levels cross both, so that the numbers of each kind are a flow from the modules to the levels
(`network`). Which items are drawn is settled one by one in an order that the seed gives: an item is taken
if the rest can still be filled. So every form that keeps the blueprint comes up for some seed, and items of
one kind have equal chances.

Several forms without a common item are one flow as large as all of them: whatever is drawn so can be
parted into forms that keep the blueprint each, because bounds on a network have the integer decomposition
property (Baum and Trotter, 1978). Items that all forms share (*anchors*) are searched for where the flow is
too narrow without them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from vignettes.errors import UsageError
from vignettes.exam.blueprint import LEVELS, Blueprint
from vignettes.exam.layout import Kind, Layout, Row, counted, lay
from vignettes.exam.lots import shuffled
from vignettes.exam.network import FREE
from vignettes.exam.pool import Entry

LARGEST_SEARCH = 1000
"""Flows tried for anchors before giving up, in words."""


def kind_of(entry: Entry, blueprint: Blueprint) -> Kind:
    """Return the kind of an item; objectives that the blueprint does not name are one."""
    objective = entry.objective if entry.objective in blueprint.objectives else ""
    return Kind(entry.vignette.module, objective, entry.vignette.level)


class Drawing:
    """A blueprint and the items that it can be filled with."""

    def __init__(self, blueprint: Blueprint, entries: Sequence[Entry]) -> None:
        self.blueprint = blueprint
        self.entries = entries
        self.kinds = {entry.id: kind_of(entry, blueprint) for entry in entries}
        self.sizes = Counter(self.kinds.values())
        asked = {Row("modules", name) for name in blueprint.modules}
        asked |= {Row("levels", name) for name in LEVELS}
        rows = dict.fromkeys([row for kind in self.sizes for row in kind.rows] + sorted(asked))
        self.bounds = {row: blueprint.bounds(*row) for row in rows}
        for name in blueprint.objectives:
            self.bounds[Row("objectives", name)] = blueprint.bounds("objectives", name)

    def layout(self, forms: int = 1, anchors: Mapping[Kind, int] | None = None) -> Layout:
        """Return the network of several forms at once.

        `anchors` says how many items of each kind stand in all forms; no other item stands in two.
        """
        common = anchors or {}
        bounds = {row: (forms * low, forms * high) for row, (low, high) in self.bounds.items()}
        kinds = {
            kind: (forms * common.get(kind, 0), size + (forms - 1) * common.get(kind, 0))
            for kind, size in self.sizes.items()
        }
        return lay(bounds, kinds)

    def unbounded(self, lines: Collection[str]) -> Layout:
        """Return the network of one form for some kinds of lines, as if the bank had no end of items."""
        modules = {kind.module for kind in self.sizes} | set(self.blueprint.modules)
        modules |= {name.partition(".")[0] for name in self.blueprint.objectives}
        kinds = {
            Kind(module, objective, level): (0, FREE)
            for module in sorted(modules)
            for objective in ["", *(o for o in self.blueprint.objectives if o.startswith(module + "."))]
            for level in LEVELS
        }
        bounds = {row: (0, FREE) for kind in kinds for row in kind.rows} | self.bounds
        kept = ("items", *lines)
        return lay({row: b if row.kind in kept else (0, FREE) for row, b in bounds.items()}, kinds)

    def draw(self, forms: int, seed: int) -> list[list[Entry]]:
        """Return the items of each form, in the order of their ids.

        The blueprint must be one that a form can be drawn for; see `shortages`. UsageError where the
        search for anchors gives no answer.
        """
        order = shuffled(self.entries, lambda entry: entry.id, seed, "draw")
        if forms == 1 or self.blueprint.shared == self.blueprint.items:
            form = self._taken(self.layout(), order)
            return [_sorted(form)] * forms
        anchors = self._anchors(forms, order, seed)
        common = self._first(order, anchors)
        union = self._taken(self._less(forms, anchors), _without(order, common))
        parts = self._parted(union, forms, anchors, seed)
        return [_sorted([*common, *part]) for part in parts]

    def anchors_needed(self, forms: int, most: int, seed: int = 0) -> Counter[Kind] | None:
        """Return kinds of at most `most` items that all forms must share, or None if that is too few.

        Branch and bound: where the network is too narrow, one more anchor must be of a kind that bounds it.
        UsageError if `LARGEST_SEARCH` networks give no answer.
        """
        tried: set[tuple[tuple[Kind, int], ...]] = set()

        def search(common: Counter[Kind]) -> Counter[Kind] | None:
            place = tuple(sorted(common.items()))
            if place in tried or common.total() + self._anchors_short(forms, common) > most:
                return None
            tried.add(place)
            if len(tried) > LARGEST_SEARCH:
                raise UsageError(
                    f"Whether {forms} forms can share no more than {most} items could not be decided in "
                    f"{LARGEST_SEARCH} steps. Write `overlap: {self.anchors_enough(forms).total()}`."
                )
            layout = self.layout(forms, common)
            cut = layout.network.settle()
            if cut is None:
                return common
            if cut.short > (most - common.total()) * (forms - 1):
                return None
            narrow = [kind for kind, edge in layout.kinds.items() if edge in cut.limits]
            for kind in shuffled(narrow, "/".join, seed, "anchors", place):
                if common[kind] < self.sizes[kind]:
                    found = search(common + Counter([kind]))
                    if found is not None:
                        return found
            return None

        return search(Counter())

    def anchors_enough(self, forms: int) -> Counter[Kind]:
        """Return kinds of items that are enough to share: none can be spared, but others might be fewer."""
        whole = Counter(self.kinds[entry.id] for entry in self._taken(self.layout(), self.entries))
        for kind in sorted(whole.elements()):
            fewer = whole - Counter([kind])
            if self.layout(forms, fewer).network.settle() is None:
                whole = fewer
        return whole

    def _anchors_short(self, forms: int, common: Counter[Kind]) -> int:
        """Return how many more anchors are needed at the least, counted line by line.

        An item of the bank fills one place, an anchor one in each form. No item is of two modules or of
        two levels, so that what these lack adds up.
        """
        there = counted(self.sizes)
        shared = counted(common)
        lacking: Counter[str] = Counter()
        for row, (low, _) in self.bounds.items():
            places = forms * low - there[row] - (forms - 1) * shared[row]
            lacking[row.kind] += max(0, -(-places // (forms - 1)))
        return max(lacking.values())

    def _anchors(self, forms: int, order: Sequence[Entry], seed: int) -> Counter[Kind]:
        """Return the kinds of the items that all forms share: as many as asked for, if there can be."""
        wanted = self.blueprint.shared
        found = self.anchors_needed(forms, wanted, seed)
        assert found is not None, "shortages() has let a blueprint pass that cannot be drawn"
        for entry in order:
            kind = self.kinds[entry.id]
            if found.total() == wanted:
                break
            more = found + Counter([kind])
            if more[kind] <= self.sizes[kind] and self.layout(forms, more).network.settle() is None:
                found = more
        return found

    def _first(self, order: Iterable[Entry], wanted: Mapping[Kind, int]) -> list[Entry]:
        """Return the first items in an order that fill these numbers."""
        left = Counter(wanted)
        taken = []
        for entry in order:
            kind = self.kinds[entry.id]
            if left[kind] > 0:
                left[kind] -= 1
                taken.append(entry)
        return taken

    def _less(self, forms: int, anchors: Counter[Kind]) -> Layout:
        """Return the network of what the forms hold beside the anchors."""
        bounds = {
            row: (forms * max(0, low - there), forms * (high - there))
            for row, (low, high), there in self._beside(anchors)
        }
        return lay(bounds, {kind: (0, size - anchors[kind]) for kind, size in self.sizes.items()})

    def _beside(self, anchors: Counter[Kind]) -> Iterable[tuple[Row, tuple[int, int], int]]:
        there = counted(anchors)
        return ((row, bounds, there[row]) for row, bounds in self.bounds.items())

    def _taken(self, layout: Layout, order: Iterable[Entry]) -> list[Entry]:
        """Return the items, in an order, that can be taken so that the rest can still be filled."""
        assert layout.network.settle() is None, "this network has no flow"
        closed: set[Kind] = set()
        taken = []
        for entry in order:
            kind = self.kinds[entry.id]
            if kind in closed:
                continue
            if layout.network.raise_low(layout.kinds[kind]):
                taken.append(entry)
            else:
                closed.add(kind)
        return taken

    def _parted(
        self, union: list[Entry], forms: int, anchors: Counter[Kind], seed: int
    ) -> Iterable[list[Entry]]:
        """Yield the own items of each form: parts of a union that keep the blueprint each."""
        left = union
        for form in range(forms, 0, -1):
            sizes = Counter(self.kinds[entry.id] for entry in left)
            there_are = counted(sizes)
            others = form - 1
            bounds = {
                row: (
                    max(0, low - there, there_are[row] - others * (high - there)),
                    min(high - there, there_are[row] - others * max(0, low - there)),
                )
                for row, (low, high), there in self._beside(anchors)
            }
            order = shuffled(left, lambda entry: entry.id, seed, "part", form)
            part = self._taken(lay(bounds, {kind: (0, size) for kind, size in sizes.items()}), order)
            yield part
            left = _without(left, part)


def _without(entries: Iterable[Entry], gone: Iterable[Entry]) -> list[Entry]:
    names = {entry.id for entry in gone}
    return [entry for entry in entries if entry.id not in names]


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.id)
