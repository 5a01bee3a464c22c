"""The figures of the module on sexual dysfunctions."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.dysfunctions import counting, patterns

FIGURES: Mapping[str, str] = {**counting.FIGURES, **patterns.FIGURES}
