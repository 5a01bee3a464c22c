"""Behind the modules stand the works that this edition cites and the words that it uses, and no others."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.nodes import bibliography

from vignettes.editions.links import Place
from vignettes.editions.writer.text import target

Pages = Mapping[str, nodes.document]


def keep_cited(pages: Pages, whole: Collection[str] = ()) -> None:
    """Take every work out of the lists of references that no page links to, except on `whole` pages."""
    cited = {place for page, document in pages.items() for place in links_of(page, document)}
    for page, document in pages.items():
        if page not in whole:
            list_only(page, document, cited)


def list_only(page: str, document: nodes.document, cited: Collection[Place]) -> None:
    """Take every work out of the lists of references on a page that neither `cited` nor the page names."""
    linked = {*cited, *links_of(page, document)}
    for work in [*document.findall(nodes.citation)]:
        if not any((page, place) in linked for place in work["ids"]):
            work.parent.remove(work)


def keep_explained(pages: Pages, whole: Collection[str] = ()) -> None:
    """Take every word out of the glossaries that no page links to, except on `whole` pages.

    A word that the explanation of a kept word links to is kept as well.
    """
    words = {
        (page, place): word
        for page, document in pages.items()
        if page not in whole
        for word in _words(document)
        for term in word.findall(nodes.term)
        for place in term["ids"]
    }
    pending = [
        place
        for page, document in pages.items()
        if page in whole
        for place in links_of(page, document)
        if place in words
    ]
    kept: set[Place] = set()
    while pending:
        place = pending.pop()
        if place not in kept:
            kept.add(place)
            pending += [found for found in links_of(place[0], words[place]) if found in words]
    used = {id(words[place]) for place in kept}
    for word in {id(word): word for word in words.values()}.values():
        if id(word) not in used:
            word.parent.remove(word)


def explains(document: nodes.document) -> bool:
    """Tell whether a page still lists a work or explains a word."""
    words = next(_words(document), None)
    return words is not None or next(iter(document.findall(nodes.citation)), None) is not None


def _words(document: nodes.document) -> Iterator[nodes.Element]:
    for glossary in document.findall(addnodes.glossary):
        yield from glossary.findall(nodes.definition_list_item)


def links_of(page: str, document: nodes.Element) -> Iterator[Place]:
    """Yield every place of the course that a page links to."""
    for reference in document.findall(nodes.reference):
        if place := target(reference, page):
            yield place


def lists_works(document: nodes.document) -> bool:
    """Tell whether a page that has been read depends on what all the others cite."""
    kinds = (nodes.citation, bibliography)
    return next((node for node in document.findall() if isinstance(node, kinds)), None) is not None


@contextlib.contextmanager
def works_as_read(env: BuildEnvironment, page: str) -> Iterator[None]:
    """Resolve a page with fresh nodes for its works.

    sphinxcontrib-bibtex writes each work into a node that the environment keeps; a page that is resolved
    twice would have them twice.
    """
    lists = env.domaindata.get("cite", {}).get("bibliographies", {})
    found = [value.citation_nodes for key, value in lists.items() if key.docname == page]
    kept = [dict(works) for works in found]
    for works in found:
        works.update((name, work.deepcopy()) for name, work in works.items())
    try:
        yield
    finally:
        for works, originals in zip(found, kept, strict=True):
            works.update(originals)
