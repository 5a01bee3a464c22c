"""Long texts over several slides: parted between blocks, then sentences, then words, and balanced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docutils import nodes

from vignettes.slides.layout import (
    COLUMN,
    GAP,
    INDENT,
    ROOM,
    SMALL,
    SMALLEST,
    TEXT,
    height,
    stack_height,
    text_height,
)

SIZES = ((TEXT, ""), (SMALL, "dense"), (SMALLEST, "tight"))
"""Sizes of text, each with the class that the style sheet knows it by."""
SENTENCE = re.compile(r"(?<=[.!?…])(?=\s)|(?<=[.!?…][”’\"')])(?=\s)")
WORD = re.compile(r"(?=\s)")
LETTERS = 40
"""A word longer than this may be parted too."""
STEP = 20
"""Pixels by which slides are made shorter while they balance."""

LISTS = (nodes.bullet_list, nodes.enumerated_list)

Blocks = list[nodes.Node]


def pages(found: Sequence[nodes.Node], room: float = ROOM, size: float = TEXT) -> list[Blocks]:
    """Return blocks in groups that each fit into `room`, on as few slides as can be, equally full."""
    found = [*_loosened(found)]
    best = _filled(found, room, size)
    while len(best) > 1 and room > 3 * STEP:
        room -= STEP
        tighter = _filled(found, room, size)
        if len(tighter) > len(best) or _broken(tighter) > _broken(best):
            break
        best = tighter
    return [_joined_lists(group) for group in best]


def _loosened(found: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield blocks with lists of many entries as lists of one, which can stand on different slides."""
    for number, node in enumerate(found):
        if isinstance(node, LISTS):
            for place, entry in enumerate(node.children):
                one = _like(node, [entry], place)
                one["run"] = number
                yield one
        else:
            yield node


def _joined_lists(group: Blocks) -> Blocks:
    """Return the blocks of a slide with the entries of each list in one list again."""
    joined = Blocks()
    for node in group:
        before = joined[-1] if joined else None
        if isinstance(node, LISTS) and isinstance(before, LISTS) and before["run"] == node["run"]:
            before.extend(node.children)
        else:
            joined.append(node)
    return joined


def sized(found: Sequence[nodes.Node], sizes: Sequence[tuple[int, str]]) -> tuple[str, list[Blocks]]:
    """Return look and slides of blocks in the largest of the `sizes` that need the fewest slides."""
    return min(((look, pages(found, size=size)) for size, look in sizes), key=lambda one: len(one[1]))


def _broken(groups: list[Blocks]) -> int:
    return sum(len(group) for group in groups)


def _filled(found: Sequence[nodes.Node], room: float, size: float) -> list[Blocks]:
    groups: list[Blocks] = [[]]
    left = room
    waiting = [*found]
    while waiting:
        node = waiting.pop(0)
        needed = height(node, size)
        if needed <= left:
            groups[-1].append(node)
            left -= needed
            continue
        parts = parted(node, room, size) if needed > room else [node]
        if len(parts) > 1:
            waiting[:0] = parts
            continue
        if groups[-1]:
            groups.append([])
            left = room
        groups[-1].append(node)
        left -= needed
        if needed > room and waiting:
            groups.append([])
            left = room
    return [group for group in groups if group]


def parted(node: nodes.Node, room: float, size: float, width: float = COLUMN) -> Blocks:
    """Return a block that is taller than `room` as several, which read on; one that cannot be, alone."""
    if isinstance(node, nodes.paragraph):
        return _paragraphs(node, room, size, width)
    if not isinstance(node, (nodes.Sequential, nodes.block_quote, nodes.container, nodes.list_item)):
        return [node]
    pieces = [
        part
        for child in node.children
        for part in (
            parted(child, room, size, width - INDENT)
            if height(child, size, width - INDENT) > room
            else [child]
        )
    ]
    if len(pieces) < 2:
        return [node]
    return [_like(node, group, place) for place, group in _grouped(pieces, room, size, width - INDENT)]


def _grouped(pieces: Blocks, room: float, size: float, width: float) -> Iterator[tuple[int, Blocks]]:
    """Yield runs of pieces that fit, each with the place of its first piece."""
    first, group = 0, Blocks()
    for place, piece in enumerate(pieces):
        if group and stack_height([*group, piece], size, width) > room:
            yield first, group
            first, group = place, []
        group.append(piece)
    yield first, group


def _like(node: nodes.Element, children: Blocks, place: int) -> nodes.Element:
    """Return an element like `node` with some of its children; a numbered list counts on."""
    copy = node.copy()
    copy.extend(child.deepcopy() for child in children)
    if isinstance(node, nodes.enumerated_list):
        copy["start"] = node.get("start", 1) + place
    return copy


def _paragraphs(node: nodes.paragraph, room: float, size: float, width: float) -> Blocks:
    for where in (SENTENCE, WORD, None):
        atoms = [*_atoms(node, where)]
        found = _joined(node, atoms, room, size, width)
        if all(height(part, size, width) <= room for part in found):
            break
    return found


def _atoms(node: nodes.Element, where: re.Pattern[str] | None) -> Iterator[nodes.Node]:
    for child in node.children:
        if not isinstance(child, nodes.Text):
            yield child.deepcopy()
        elif where is None:
            text = child.astext()
            yield from (nodes.Text(text[i : i + LETTERS]) for i in range(0, len(text), LETTERS))
        else:
            yield from (nodes.Text(part) for part in where.split(child.astext()) if part)


def _joined(node: nodes.Element, atoms: Blocks, room: float, size: float, width: float) -> Blocks:
    """Return atoms as paragraphs like `node`, each as long as there is room for."""
    found: Blocks = []
    run, said = Blocks(), ""
    for atom in atoms:
        text = atom.astext()
        if run and text_height(said + text, size, width) + GAP > room:
            found.append(_run(node, run))
            run, said = [], ""
            text = text.lstrip()
            atom = nodes.Text(text) if isinstance(atom, nodes.Text) else atom
        run.append(atom)
        said += text
    return [*found, _run(node, run)]


def _run(node: nodes.Element, atoms: Blocks) -> nodes.Element:
    copy = node.copy()
    copy.extend(atoms)
    return copy
