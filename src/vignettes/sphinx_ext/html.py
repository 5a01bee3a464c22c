"""Our nodes in Sphinx's HTML writer: the same tags as everywhere, from `render.html`."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from vignettes.render import nodes as vignette_nodes
from vignettes.render.html import tags


def _visit(writer: Any, node: nodes.Element) -> None:
    writer.body.append(tags(node)[0])


def _depart(writer: Any, node: nodes.Element) -> None:
    writer.body.append(tags(node)[1] + "\n")


def setup(app: Sphinx) -> None:
    for kind in vignette_nodes.ALL:
        app.add_node(kind, html=(_visit, _depart))
