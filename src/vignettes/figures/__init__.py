"""The book's figures, drawn as SVG by code: `python -m vignettes.figures` writes them all."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures import (
    assessment,
    capstone,
    course_of_therapy,
    dysfunctions,
    erectile,
    foundations,
    lgbtq,
    menopause,
    methods,
    orientation,
    plissit,
    sensate_focus,
    trauma,
)

MODULES = (
    orientation,
    foundations,
    plissit,
    assessment,
    dysfunctions,
    methods,
    sensate_focus,
    course_of_therapy,
    trauma,
    lgbtq,
    menopause,
    erectile,
    capstone,
)
"""Every module of the course has a module of its own here, with its `FIGURES`."""

FIGURES: Mapping[str, str] = {path: svg for module in MODULES for path, svg in module.FIGURES.items()}
"""Path below the book's folder → SVG text."""

__all__ = ["FIGURES"]
