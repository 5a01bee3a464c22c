"""Links inside one PDF: what a link may lead to, under short names that tell nothing."""

from __future__ import annotations

from collections.abc import Iterable

from vignettes.editions.markup import call, string


class Links:
    """The anchors of an edition.

    Ids of the book (a stage “harm”, an option) never reach the file: anchors are numbered. A link to a
    place that was never printed becomes plain text.
    """

    def __init__(self, pages: Iterable[str]) -> None:
        self.pages = frozenset(pages)
        self.printed: dict[str, None] = {}
        self._names: dict[tuple[str, str], str] = {}

    def anchor(self, page: str, place: str = "") -> str:
        """Return the markup that marks `place` on `page`; nothing if it is marked already."""
        name = self.name(page, place)
        if name in self.printed:
            return ""
        self.printed[name] = None
        return call("anchor", string(name))

    def link(self, page: str, place: str, body: str) -> str:
        """Return `body` as a link to `place` on `page`, or as it is if the page is not in the edition."""
        if page not in self.pages:
            return body
        return call("to", string(self.name(page, place)), body=body)

    def page_number(self, page: str, place: str) -> str:
        """Return the number of the printed page that a place is on, as a link."""
        return call("page-of", string(self.name(page, place)))

    def outside(self, address: str, body: str) -> str:
        """Return `body` as a link to an address on the web."""
        return call("link", string(address), body=body)

    def footnote(self, page: str, place: str, body: str) -> str:
        """Return a footnote where it is first called, and a further mark to it after that."""
        name = self.name(page, place)
        if name in self.printed:
            return call("footnote", f"label({string(name)})")
        self.printed[name] = None
        return f"#footnote[{body.strip()}]#label({string(name)});"

    def name(self, page: str, place: str) -> str:
        """Return the short name of a place, which may or may not be printed."""
        return self._names.setdefault((page, place), f"p{len(self._names)}")
