"""The figures of the module on why people come: response models, and one person's formulation."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.foundations.formulation import katarzynas_map
from vignettes.figures.foundations.models import five_models

FIGURES: Mapping[str, str] = {
    "foundations/figures/five-models.svg": five_models(),
    "foundations/figures/katarzynas-map.svg": katarzynas_map(),
}
