"""The book's figures, drawn as SVG by code: `python -m vignettes.figures` writes them all."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures import plissit

FIGURES: Mapping[str, str] = {
    **plissit.FIGURES,
}
"""Path below the book's folder → SVG text; every module of the course has a module of its own here."""

__all__ = ["FIGURES"]
