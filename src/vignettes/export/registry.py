"""Every format by name. Each is imported only when somebody asks for it."""

from __future__ import annotations

from importlib import import_module

from vignettes.errors import UsageError, nearest
from vignettes.export.formats import Format

MODULES = {
    "moodle": "vignettes.export.moodle",
    "gift": "vignettes.export.gift",
    "qti3": "vignettes.export.qti3",
    "anki": "vignettes.export.anki",
    "scorm12": "vignettes.export.scorm",
    "xapi": "vignettes.export.xapi",
}
"""The module of each format; its `FORMAT` is the format."""


def format_named(name: str) -> Format:
    """Return the format of that name.

    UsageError, naming the nearest, if there is none, and where it needs a package that is not installed.
    """
    if name not in MODULES:
        known = ", ".join(MODULES)
        raise UsageError(f"There is no format “{name}”.{nearest(name, list(MODULES))} There are: {known}.")
    try:
        found: Format = import_module(MODULES[name]).FORMAT
    except ModuleNotFoundError as error:
        if str(error.name).startswith("vignettes"):
            raise
        raise UsageError(f"“{name}” needs {error.name}: pip install 'vignettes[export]'.") from None
    return found
