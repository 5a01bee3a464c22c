"""Clinical case vignettes: `show` displays a case in a notebook, `load` plays one in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vignettes.play import load
    from vignettes.widget import show

__all__ = ["load", "show"]


def __getattr__(name: str) -> Any:
    """Fetch `show` and `load` when they are first asked for: the model alone needs no notebook."""
    if name == "show":
        from vignettes.widget import show

        return show
    if name == "load":
        from vignettes.play import load

        return load
    raise AttributeError(f"module “vignettes” has no attribute “{name}”")
