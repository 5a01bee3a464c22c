"""Puts the course's learning vignettes into the wheel, so that `show("…")` works without a checkout."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_LEARNING = re.compile(r"""(?:^|[{,])\s*["']?use["']?\s*:(?!\s*["']?learning\b)""", re.MULTILINE)
"""A `use:` that is not plainly `learning`, in whatever form of YAML: left out rather than let through."""


class CourseHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds exercises and bibliography to a built wheel; never an item marked `use: exam`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        included = {"book/references.bib": "vignettes/_course/book/references.bib"}
        for file in sorted((root / "exercises").rglob("*.yml")):
            if not NOT_LEARNING.search(file.read_text(encoding="utf-8")):
                name = file.relative_to(root).as_posix()
                included[name] = f"vignettes/_course/{name}"
        build_data["force_include"].update({str(root / k): v for k, v in included.items()})
