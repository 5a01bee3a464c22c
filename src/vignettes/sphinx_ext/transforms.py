"""What a page must not hold, taken out of its tree before it is written and indexed."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from vignettes.render.nodes import vignette_facilitator


class LearnersPages(SphinxPostTransform):
    """Facilitator notes are for the instructor edition, which has a builder of its own."""

    default_priority = 1

    def run(self, **_: Any) -> None:
        if self.app.builder.format == "typst":
            return
        found = [*self.document.findall(vignette_facilitator)]
        found += [
            node
            for node in self.document.findall(nodes.Element)
            if "facilitator" in node.get("classes", [])
        ]
        for node in found:
            node.parent.remove(node)


def setup(app: Sphinx) -> None:
    app.add_post_transform(LearnersPages)
