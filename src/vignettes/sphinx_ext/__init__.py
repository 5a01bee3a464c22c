"""The Sphinx extension: vignettes as pages of a book, and pages that ask nothing of third parties."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from vignettes.sphinx_ext import assets, citations, desk, directives, html, lean, offline, transforms

SHAPES_THE_TREE = ("dealing.py", "fingerprint.py", "grading.py", "render/*.py", "sphinx_ext/*.py")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directives, nodes, transforms, assets and the build gate."""
    for part in (citations, html, directives, desk, transforms, assets, lean, offline):
        part.setup(app)
    return {
        "env_version": _env_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _env_version() -> int:
    """Return a number that changes with the code that builds document trees: old ones are dropped."""
    package = Path(__file__).parent.parent
    files = sorted(file for pattern in SHAPES_THE_TREE for file in package.glob(pattern))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    return int.from_bytes(digest.digest()[:4], "big")
