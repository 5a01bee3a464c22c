"""The figures of the module on PLISSIT and Ex-PLISSIT."""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.figures.plissit.levels import teresas_conversations, which_level_now
from vignettes.figures.plissit.models import plissit_and_ex_plissit

FIGURES: Mapping[str, str] = {
    "plissit/figures/plissit-and-ex-plissit.svg": plissit_and_ex_plissit(),
    "plissit/figures/teresas-conversations.svg": teresas_conversations(),
    "plissit/figures/which-level-now.svg": which_level_now(),
}
