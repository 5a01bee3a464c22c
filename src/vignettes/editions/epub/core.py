"""The XHTML writer: one function for each kind of document node, found through the node's classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from docutils import nodes

Handler = Callable[["Writer", "nodes.Element"], str]
Warn = Callable[[str, nodes.Node], None]

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML knows no way to write (https://www.w3.org/TR/xml/#charsets)."""
LINK = re.compile(r'<a href="([^":#]*)#(p\d+)"')


def text_of(said: str) -> str:
    """Return words as XML text."""
    return escape(UNPRINTABLE.sub("\ufffd", said), quote=False)


def attribute(said: str) -> str:
    """Return words as the value of an XML attribute, on one line."""
    return escape(UNPRINTABLE.sub("\ufffd", " ".join(said.split())))


def element(name: str, body: str, **attributes: str) -> str:
    """Return an element; an attribute without a value is left out, and `_` stands for nothing.

    Names that Python keeps for itself end in `_` (`class_`); `epub__type` is `epub:type`.
    """
    said = "".join(
        f' {key.rstrip("_").replace("__", ":").replace("_", "-")}="{attribute(value)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{said}>{body}</{name}>"


@dataclass
class Book:
    """What all pages of one EPUB share.

    Ids of the book (a stage “harm”, an option) never reach the file: anchors are numbered.
    """

    pages: Mapping[str, str]
    """The pages of the edition, each with the name of its file."""
    picture: Callable[[str], str]
    """Takes a picture's address in the course into the book and returns its address there."""
    warn: Warn
    figure_numbers: Mapping[str, Mapping[str, Mapping[str, tuple[int, ...]]]] = field(default_factory=dict)
    section_numbers: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    number_formats: Mapping[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    """Every place that is in the book: its name → the name that stands there."""
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def name(self, page: str, place: str) -> str:
        """Return the short name of a place, which may or may not be printed."""
        return self.names.setdefault((page, place), f"p{len(self.names)}")

    def address(self, page: str, place: str = "") -> str:
        """Return where a place is; "" for a page that is not in the book."""
        if page not in self.pages:
            return ""
        return self.pages[page] + (f"#{self.name(page, place)}" if place else "")

    def mended(self, markup: str) -> str:
        """Return a page whose links to places that were never printed lead to the page instead."""

        def link(found: re.Match[str]) -> str:
            there = self.printed.get(found[2])
            return f'<a href="{found[1]}#{there}"' if there else f'<a href="{found[1]}"'

        return LINK.sub(link, markup)


class Writer:
    """Turns the nodes of one page into XHTML."""

    def __init__(self, book: Book, page: str, handlers: Mapping[str, Handler]) -> None:
        self.book = book
        self.page = page
        self.handlers = handlers
        self.level = 0
        self.cases: list[tuple[str, str]] = []
        """The cases on the page: anchor and title, as they come."""

    def of(self, node: nodes.Node) -> str:
        """Return one node with all that stands in it."""
        if isinstance(node, nodes.Text):
            return text_of(node.astext())
        assert isinstance(node, nodes.Element)
        for kind in type(node).__mro__:
            if kind.__name__ in self.handlers:
                return self.handlers[kind.__name__](self, node)
        self.book.warn(f"the EPUB does not know “{node.tagname}”; only its text is in it", node)
        return self.children(node)

    def children(self, node: nodes.Element) -> str:
        """Return what stands in `node`."""
        return self.all(node.children)

    def all(self, found: Iterable[nodes.Node]) -> str:
        """Return several nodes, one after the other."""
        return "".join(map(self.of, found))

    def anchor(self, node: nodes.Element) -> str:
        """Return the one `id` under which a node is printed, whatever other names it has; or nothing."""
        found = [self.book.name(self.page, place) for place in node.get("ids", [])]
        first = next((name for name in found if name not in self.book.printed), "")
        if first:
            self.book.printed |= {name: first for name in found if name not in self.book.printed}
        return first

    def anchors(self, node: nodes.Element) -> str:
        """Return the place that links to `node` lead to, as an empty element; nothing if it has no name."""
        first = self.anchor(node)
        return f'<span id="{first}"></span>' if first else ""

    def block(self, name: str, node: nodes.Element, body: str | None = None, **attributes: str) -> str:
        """Return a node as an element of its own, with the anchor that it has."""
        first = self.anchor(node)
        return element(name, self.children(node) if body is None else body, id=first, **attributes)


def tag(name: str, class_: str = "") -> Handler:
    """Return a handler that writes an element with what stands in the node."""
    return lambda writer, node: writer.block(name, node, class_=class_)


def transparent(writer: Writer, node: nodes.Element) -> str:
    """Write what stands in a node that has no look of its own."""
    return writer.anchors(node) + writer.children(node)


def nothing(writer: Writer, node: nodes.Element) -> str:
    """Leave a node out that has no place in a book."""
    return ""


def file_name(page: str) -> str:
    """Return the name of the file that holds a page of the course: book/plissit/index → plissit-index."""
    parts = PurePosixPath(page).parts
    plain = re.sub(
        r"[^A-Za-z0-9-]", "_", "-".join(parts[1:] if parts[0] == "book" and parts[1:] else parts)
    )
    return f"{plain}.xhtml"
