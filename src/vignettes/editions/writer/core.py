"""The writer: one function for each kind of document node, found through the node's classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes

from vignettes.editions.glyphs import Glyphs
from vignettes.editions.links import Links
from vignettes.editions.markup import words
from vignettes.editions.pictures import Pictures

Handler = Callable[["Writer", Any], str]
Warn = Callable[[str, nodes.Node], None]


@dataclass
class Edition:
    """What all pages of one PDF share."""

    audience: str
    source: Path
    links: Links
    pictures: Pictures
    glyphs: Glyphs
    warn: Warn
    figure_numbers: Mapping[str, Mapping[str, Mapping[str, tuple[int, ...]]]] = field(default_factory=dict)
    section_numbers: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    number_formats: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    large: bool = False
    """Printed in 18 pt, so that nothing is known beforehand of how much room a text takes."""

    @property
    def for_students(self) -> bool:
        return self.audience == "student"


class Writer:
    """Turns the nodes of one page into Typst markup."""

    def __init__(
        self,
        edition: Edition,
        page: str,
        handlers: Mapping[str, Handler],
        above: int = 0,
        listed: bool = True,
    ) -> None:
        """Prepare for a page.

        `above` is how many levels of headings the page stands below; `listed`, whether its sections are
        named in the table of contents.
        """
        self.listed = listed
        self.edition = edition
        self.page = page
        self.handlers = handlers
        self.level = above
        self.footnotes: dict[str, nodes.footnote] = {}
        self.called: set[str] = set()

    def write(self, document: nodes.document) -> str:
        """Return the whole page."""
        self.footnotes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}
        self.called = {call.get("refid", "") for call in document.findall(nodes.footnote_reference)}
        return self.children(document)

    def of(self, node: nodes.Node) -> str:
        """Return one node, with the anchors that links to it need."""
        if isinstance(node, nodes.Text):
            return self.text(node)
        assert isinstance(node, nodes.Element)
        return self._handler(node)(self, node)

    def children(self, node: nodes.Element) -> str:
        """Return what stands in `node`."""
        return self.all(node.children)

    def all(self, found: Iterable[nodes.Node]) -> str:
        """Return several nodes, one after the other."""
        return "".join(map(self.of, found))

    def text(self, node: nodes.Text) -> str:
        """Return a run of text; every character that no font can draw is named instead."""
        return words(self.drawable(node.astext().replace("\n", " "), node))

    def drawable(self, text: str, node: nodes.Node) -> str:
        """Return `text` with the characters named that no font can draw, after a warning."""
        safe, missing = self.edition.glyphs.replace(text)
        if missing:
            names = ", ".join(f"U+{ord(character):04X}" for character in missing)
            self.edition.warn(f"no font of the edition has {names}; the code is printed instead", node)
        return safe

    def anchors(self, node: nodes.Element) -> str:
        """Return the places in the PDF that links to `node` lead to."""
        return "".join(self.edition.links.anchor(self.page, name) for name in node.get("ids", []))

    def _handler(self, node: nodes.Element) -> Handler:
        for kind in type(node).__mro__:
            if kind.__name__ in self.handlers:
                return self.handlers[kind.__name__]
        return unknown


def unknown(writer: Writer, node: nodes.Element) -> str:
    """Print what stands in a node that nobody has planned for, and say so."""
    writer.edition.warn(f"the edition does not know “{node.tagname}”; only its text is printed", node)
    return writer.anchors(node) + writer.children(node)


def transparent(writer: Writer, node: nodes.Element) -> str:
    """Print what stands in a node that has no look of its own."""
    return writer.anchors(node) + writer.children(node)


def nothing(writer: Writer, node: nodes.Element) -> str:
    """Leave a node out that has no place on paper."""
    return ""
