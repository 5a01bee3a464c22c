"""Links inside one PDF: what a link may lead to, under short names that tell nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vignettes.editions.markup import call, string

MARK = "\x01"
"""Stands around the number of a place on one page; no text of an author can hold it."""
MARKED = re.compile(f"{MARK}(\\d+){MARK}")

Place = tuple[str, str]
"""A page of the book, and a place on it."""


class Links:
    """The anchors of an edition.

    Ids of the book (a stage “harm”, an option) never reach the file: anchors are numbered. A link to a
    place that was never printed becomes plain text.
    """

    def __init__(self, pages: Iterable[str]) -> None:
        self.pages = frozenset(pages)
        self.printed: dict[str, None] = {}
        self._names: dict[Place, str] = {}

    def anchor(self, page: str, place: str = "") -> str:
        """Return the markup that marks `place` on `page`; nothing if it is marked already."""
        name = self.name(page, place)
        if name in self.printed:
            return ""
        self.printed[name] = None
        return call("anchor", quoted(name))

    def link(self, page: str, place: str, body: str) -> str:
        """Return `body` as a link to `place` on `page`, or as it is if the page is not in the edition."""
        if page not in self.pages:
            return body
        return call("to", quoted(self.name(page, place)), body=body)

    def page_number(self, page: str, place: str) -> str:
        """Return the number of the printed page that a place is on, as a link."""
        return call("page-of", quoted(self.name(page, place)))

    def outside(self, address: str, body: str) -> str:
        """Return `body` as a link to an address on the web."""
        return call("link", string(address), body=body)

    def footnote(self, page: str, place: str, body: str) -> str:
        """Return a footnote where it is first called, and a further mark to it after that."""
        name = self.name(page, place)
        if name in self.printed:
            return call("noted", quoted(name))
        self.printed[name] = None
        return call("note", quoted(name), body=body.strip())

    def name(self, page: str, place: str) -> str:
        """Return the short name of a place, which may or may not be printed."""
        return self._names.setdefault((page, place), f"p{len(self._names)}")

    def bind(self, markup: str, places: Sequence[Place], printed: Iterable[int]) -> str:
        """Return the markup of one page, written with `LinksOfPage`, with the names of this edition."""
        names = [self.name(page, place) for page, place in places]
        self.printed.update(dict.fromkeys(names[number] for number in printed))
        return MARKED.sub(lambda found: names[int(found[1])], markup)


class LinksOfPage(Links):
    """The anchors of one page, numbered for themselves: the rest of the edition may change around it."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Return every place that is named, in the order of their numbers."""
        return tuple(self._names)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the places that are printed."""
        return tuple(int(name.strip(MARK)) for name in self.printed)

    def name(self, page: str, place: str) -> str:
        return self._names.setdefault((page, place), f"{MARK}{len(self._names)}{MARK}")


def quoted(name: str) -> str:
    """Return a name as Typst writes a string."""
    return f'"{name}"'
