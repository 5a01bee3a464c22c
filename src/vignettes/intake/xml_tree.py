"""XML in, a tree with line numbers out; whatever could attack a reader of XML is refused."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

from vignettes.errors import UsageError
from vignettes.intake.question import Refused

DEEPEST = 200
"""Elements inside each other."""
MOST_ELEMENTS = 400_000
"""Elements in one document: about 15,000 questions."""


class Damaged(Refused):
    """XML that breaks off or is not sound: a mishap, where other refusals are a danger."""


@dataclass
class Element:
    """One element: its name without the name space, and its children and texts in order."""

    name: str
    space: str
    attributes: Mapping[str, str]
    line: int
    parts: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    def child(self, name: str) -> Element | None:
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Element]:
        """Return the children of that name."""
        return [child for child in self.children if child.name == name]

    def every(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)

    @property
    def text(self) -> str:
        """All text of this element and of what is below it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


def read_xml(raw: bytes, shown_as: str) -> Element:
    """Return the root of an XML document; Refused, in words, where it is damaged or dangerous."""
    try:
        from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
        from defusedxml.expatreader import create_parser
    except ImportError:
        raise UsageError("Reading XML needs the package defusedxml: pip install defusedxml") from None
    handler = _Handler(shown_as)
    parser = create_parser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        parser.parse(io.BytesIO(raw))
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        raise Refused(
            f"{shown_as} declares a document type or entities of its own, which can blow up or reach out "
            "when read; it was not read. Remove the <!DOCTYPE …> if you trust the file."
        ) from None
    except SAXParseException as error:
        raise _damaged(shown_as, error) from None
    except (LookupError, UnicodeError, ValueError) as error:
        raise Refused(f"{shown_as} cannot be decoded: {error}. Save it as UTF-8.") from None
    assert handler.root is not None
    return handler.root


def _damaged(shown_as: str, error: SAXParseException) -> Damaged:
    said = str(error.getMessage())
    place = f"{shown_as}:{error.getLineNumber()}:{(error.getColumnNumber() or 0) + 1}"
    if said in ("no element found", "unclosed token", "unclosed CDATA section"):
        advice = "The file breaks off there: download or export it again."
    elif said == "not well-formed (invalid token)":
        advice = "A character stands there that XML does not allow, or bytes that are not in the encoding "
        advice += "which the first line names. Export the file again, as UTF-8."
    elif said == "undefined entity":
        advice = "XML knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;, no other names."
    else:
        advice = "Mend it there, or export the file again."
    return Damaged(f"{place}: this is not sound XML: {said}. {advice}")


class _Handler(ContentHandler):
    """Builds the tree."""

    def __init__(self, shown_as: str) -> None:
        super().__init__()
        self.shown_as = shown_as
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:
        self.locator = locator

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:
        self.count += 1
        line = int(self.locator.getLineNumber())
        if len(self.open) >= DEEPEST:
            raise Refused(f"{self.shown_as}:{line}: more than {DEEPEST} elements inside each other.")
        if self.count > MOST_ELEMENTS:
            raise Refused(
                f"{self.shown_as}:{line}: more than {MOST_ELEMENTS:,} elements. "
                "Export fewer questions at once."
            )
        attributes = {local: str(value) for (_, local), value in attrs.items()}
        element = Element(name[1], name[0] or "", attributes, line)
        if self.open:
            self.open[-1].parts.append(element)
        else:
            self.root = element
        self.open.append(element)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        element = self.open.pop()
        element.parts[:] = _joined(element.parts)

    def characters(self, content: str) -> None:
        self.open[-1].parts.append(content)


def _joined(parts: list[Element | str]) -> Iterator[Element | str]:
    """Yield parts with texts that follow each other as one."""
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        if texts:
            yield "".join(texts)
            texts = []
        yield part
    if texts:
        yield "".join(texts)
