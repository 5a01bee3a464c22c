"""Script and style of the vignettes, as their hosts want them. There is no build step."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
EXPORTS = "\nexport {"


def module_source() -> str:
    """Return quiz.js as the self-contained ES module that a notebook loads as text."""
    return _lean(_read("quiz.js"))


def classic_script(host: str = "host.js") -> str:
    """Return quiz.js and a host as one classic script, because browsers refuse modules from `file://`.

    Hosts are host.js, the static book, and scorm.js, a package in a learning system.
    """
    core, exports, _ = _read("quiz.js").partition(EXPORTS)
    if not exports:
        raise ValueError("quiz.js no longer ends with its exports")
    return "(() => {\n'use strict';\n" + _lean(core + "\n" + _read(host)) + "\n})();\n"


def style(name: str = "quiz.css") -> str:
    """Return quiz.css, or another style sheet that stands beside it."""
    return _lean(_read(name))


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _lean(source: str) -> str:
    """Leave comments and indentation at home: a third of what would be sent."""
    source = re.sub(r"/\*.*?\*/|(?<=\s)// .*?$", "", source, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\s*\n\s*", "\n", source).lstrip()
