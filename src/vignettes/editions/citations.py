"""The list of references holds the works that this edition cites, and no others."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from vignettes.editions.writer.text import target


def keep_cited(pages: Mapping[str, nodes.document]) -> None:
    """Take every work out of the lists of references that no page links to."""
    cited = {
        target(reference, page)
        for page, document in pages.items()
        for reference in document.findall(nodes.reference)
    }
    for page, document in pages.items():
        for work in [*document.findall(nodes.citation)]:
            if not any((page, place) in cited for place in work["ids"]):
                work.parent.remove(work)
