"""The reader's index: what `{index}` and the glossary name, with the printed pages they stand on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from vignettes.editions.glyphs import Glyphs
from vignettes.editions.links import Links
from vignettes.editions.markup import block, content, string, words

PAGE = "genindex"
"""The page of the book where Sphinx prints its index, and an edition its own."""

Place = tuple[str, str]
"""A page of the book, and a place on it."""


@dataclass
class Entry:
    """What the index says about a subject."""

    places: list[Place] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    below: dict[str, Entry] = field(default_factory=dict)


def index_of(pages: Mapping[str, nodes.document]) -> dict[str, Entry]:
    """Return the index of these pages: subject → entry, in the order of the alphabet."""
    found: dict[str, Entry] = {}
    for page, document in pages.items():
        for node in document.findall(addnodes.index):
            for kind, text, place, *_ in node["entries"]:
                for subject, below, see in _read(kind, text):
                    entry = found.setdefault(subject, Entry())
                    if see:
                        entry.see.append(see)
                        continue
                    if below:
                        entry = entry.below.setdefault(below, Entry())
                    entry.places.append((page, place))
    return dict(sorted(found.items(), key=lambda item: sort_key(item[0])))


def _read(kind: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, sub-subject and “see” of an entry, as `{index}` means it."""
    first, _, second = (part.strip() for part in text.partition(";"))
    if kind in ("see", "seealso"):
        yield first, "", second
    elif kind == "pair":
        yield from ((first, second, ""), (second, first, ""))
    else:
        yield first, second, ""


def sort_key(subject: str) -> tuple[str, str]:
    """Return what puts a subject in its place: letters without accents or case, then as written."""
    plain = unicodedata.normalize("NFKD", subject).casefold()
    return "".join(c for c in plain if c.isalnum() or c.isspace()), subject


def printed_only(found: Mapping[str, Entry], links: Links) -> dict[str, Entry]:
    """Return the index without places that are not printed, and without what then leads nowhere."""
    kept = {subject: _printed(entry, links) for subject, entry in found.items()}
    known = {subject for subject, entry in kept.items() if entry.places or entry.below}
    for entry in kept.values():
        entry.see = [other for other in entry.see if other.partition(";")[0].strip() in known]
    return {subject: entry for subject, entry in kept.items() if entry.places or entry.below or entry.see}


def _printed(entry: Entry, links: Links) -> Entry:
    below = {name: _printed(part, links) for name, part in entry.below.items()}
    places = [place for place in entry.places if links.name(*place) in links.printed]
    return Entry(places, entry.see, {name: part for name, part in below.items() if part.places})


def index_markup(found: Mapping[str, Entry], links: Links, glyphs: Glyphs) -> str:
    """Return the index as markup; nothing if there is nothing in it."""
    lines: list[str] = []
    letter = ""
    for subject, entry in found.items():
        first = sort_key(subject)[0][:1].upper()
        if first != letter:
            letter = first
            lines.append(f"(0, {content(words(letter))}, ())")
        lines.append(_line(1, subject, entry, links, glyphs))
        below = sorted(entry.below.items(), key=lambda item: sort_key(item[0]))
        lines += [_line(2, name, part, links, glyphs) for name, part in below]
    return block("reader-index", *lines) if lines else ""


def _line(level: int, subject: str, entry: Entry, links: Links, glyphs: Glyphs) -> str:
    see = f" (see {', '.join(sorted(entry.see))})" if entry.see else ""
    text = content(words(glyphs.replace(subject + see)[0]))
    names = dict.fromkeys(links.name(page, place) for page, place in entry.places)
    return f"({level}, {text}, ({''.join(f'{string(name)}, ' for name in names)}))"
