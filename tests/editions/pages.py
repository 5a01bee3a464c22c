"""Small documents for the writer: reStructuredText or nodes in, Typst markup out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree

from vignettes.editions import compiler
from vignettes.editions.glyphs import Glyphs
from vignettes.editions.links import Links
from vignettes.editions.pictures import Pictures
from vignettes.editions.writer import HANDLERS, Edition, Writer

PAGE = "book/page"


@dataclass
class Desk:
    """Writes pages and remembers what it was warned of."""

    folder: Path
    audience: str = "student"
    warnings: list[str] = field(default_factory=list)

    def edition(self) -> Edition:
        return Edition(
            audience=self.audience,
            source=self.folder,
            links=Links([PAGE, "book/other"]),
            pictures=Pictures(self.folder),
            glyphs=Glyphs(compiler.fonts()),
            warn=lambda fact, node: self.warnings.append(fact),
            number_formats={"figure": "Fig. %s", "table": "Table %s"},
            figure_numbers={PAGE: {"figure": {"three": (3,)}}},
        )

    def document(self, rst: str) -> nodes.document:
        settings = {"report_level": 5, "doctitle_xform": False, "syntax_highlight": "none"}
        return publish_doctree(rst, settings_overrides=settings)

    def write(self, source: str | nodes.Node) -> str:
        """Return the markup, its runs of white space made one space each."""
        document = self.document(source if isinstance(source, str) else "")
        if isinstance(source, nodes.Node):
            document += source
        markup = Writer(self.edition(), PAGE, HANDLERS).write(document)
        return " ".join(markup.split())
