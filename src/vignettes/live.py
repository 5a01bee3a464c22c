"""The anywidget half of `show`: the book's script and style, in a notebook."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from vignettes.frontend import module_source, style


class VignetteWidget(anywidget.AnyWidget):
    """A case in the browser.

    `html` is the static case that the script upgrades; `responses` is what the script keeps: by item id
    {fingerprint, answer, confidence?, score, right, at, seconds?}, under “~first/ITEM” the same for the
    answer before a second try, and under “~path” the choices made. It is taken as it comes, since a
    browser's mistake must not break the kernel; `Shown` sorts it.
    """

    _esm = module_source()
    _css = style()
    html = traitlets.Unicode("").tag(sync=True)
    responses = traitlets.Any({}).tag(sync=True)

    def view(self) -> dict[str, Any]:
        """Return what a notebook needs to display this widget."""
        return {"version_major": 2, "version_minor": 1, "model_id": self.model_id}
