"""Document nodes → Typst markup."""

from __future__ import annotations

from vignettes.editions.writer import blocks, boxes, cases, figures, notebook, tables, text
from vignettes.editions.writer.core import Edition, Handler, Writer

HANDLERS: dict[str, Handler] = {
    **text.HANDLERS,
    **blocks.HANDLERS,
    **boxes.HANDLERS,
    **tables.HANDLERS,
    **figures.HANDLERS,
    **notebook.HANDLERS,
    **cases.HANDLERS,
}
"""The class name of a node → the function that writes it."""

__all__ = ["HANDLERS", "Edition", "Writer"]
