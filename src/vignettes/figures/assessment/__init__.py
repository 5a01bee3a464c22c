"""The figures of the module on assessment."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.assessment.first_meetings import first_meetings
from vignettes.figures.assessment.two_clinics import one_cut_two_clinics

FIGURES: Mapping[str, str] = {
    "assessment/figures/first-meetings.svg": first_meetings(),
    "assessment/figures/one-cut-two-clinics.svg": one_cut_two_clinics(),
}
"""Path below the book's folder → SVG text."""

__all__ = ["FIGURES"]
