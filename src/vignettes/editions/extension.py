"""The Sphinx side of the editions: the builders, their settings, and the tag for `{only} instructor`."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from vignettes.editions.builder import TypstBuilder
from vignettes.editions.epub.builder import EpubBuilder
from vignettes.editions.request import Request

SETTINGS = {**Request().settings(), "edition_subtitle": "A case-based course for clinicians"}


def add_tag(app: Sphinx, config: Config) -> None:
    """Make `{only} instructor` work without a command-line option."""
    if config.course_edition == "instructor":
        app.tags.add("instructor")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the builders. No setting but the code of the package makes Sphinx read a page again."""
    for name, default in SETTINGS.items():
        app.add_config_value(name, default, "", (str, list, tuple, type(None)))
    app.add_config_value("edition_code", "", "env", (str,))
    app.add_builder(TypstBuilder)
    app.add_builder(EpubBuilder)
    app.connect("config-inited", add_tag)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
