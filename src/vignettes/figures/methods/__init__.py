"""The figures of the module on methods."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.methods.evidence import against_waiting
from vignettes.figures.methods.loop import attention_loop
from vignettes.figures.methods.task import shrinking_homework

FIGURES: Mapping[str, str] = {
    "methods/figures/against-waiting.svg": against_waiting(),
    "methods/figures/attention-loop.svg": attention_loop(),
    "methods/figures/shrinking-homework.svg": shrinking_homework(),
}
