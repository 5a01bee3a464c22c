"""The book's figures, drawn as SVG by code: `python -m vignettes.figures` writes them all."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.levels import teresas_conversations, which_level_now
from vignettes.figures.models import plissit_and_ex_plissit

FIGURES: Mapping[str, str] = {
    "plissit/figures/plissit-and-ex-plissit.svg": plissit_and_ex_plissit(),
    "plissit/figures/teresas-conversations.svg": teresas_conversations(),
    "plissit/figures/which-level-now.svg": which_level_now(),
}
"""Path below the book's folder → SVG text."""

__all__ = ["FIGURES"]
