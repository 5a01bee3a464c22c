"""The course on paper: document nodes → Typst → an accessible PDF, for students and for instructors."""

from __future__ import annotations

from vignettes.editions.build import build_editions
from vignettes.editions.contents import Module, modules

__all__ = ["Module", "build_editions", "modules"]
