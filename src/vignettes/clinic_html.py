"""A case clinic as one HTML file that asks nothing of any network: `jupyter nbconvert --to clinic`."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from copy import deepcopy
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters.html import HTMLExporter
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from traitlets.config import Config

from vignettes.bibliography import Reference
from vignettes.course import find_course
from vignettes.errors import UsageError
from vignettes.frontend import classic_script, style
from vignettes.notebook import learning_case
from vignettes.render.html import static_html
from vignettes.render.plain_myst import PlainMyst
from vignettes.render.words import page_notice

PAGE_STYLE = Path(__file__).parent / "clinic.css"
HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
<script>
{script}
</script>
</body>
</html>
"""


class ClinicHTMLExporter(HTMLExporter):
    """Turns a notebook into a page with its cases alive, script and style inside."""

    export_from_notebook = "Case clinic (one offline HTML file)"

    @property
    def default_config(self) -> Config:
        config: Config = super().default_config.copy()
        config.merge(
            Config(
                {
                    "NbConvertBase": {
                        "display_data_priority": [
                            "text/html",
                            "image/svg+xml",
                            "image/png",
                            "image/jpeg",
                            "text/markdown",
                            "text/plain",
                        ]
                    },
                    "TagRemovePreprocessor": {
                        "enabled": True,
                        "remove_cell_tags": {"remove-cell"},
                        "remove_input_tags": {"remove-input", "hide-input"},
                        "remove_all_outputs_tags": {"remove-output"},
                    },
                }
            )
        )
        return config

    def _template_name_default(self) -> str:
        return "basic"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the page, and nbconvert's resources."""
        folder = Path((resources or {}).get("metadata", {}).get("path") or ".")
        readable = _readable(nb, folder)
        body, resources = super().from_notebook_node(readable, resources, **kw)
        return _page(_title(readable), body), resources


def _readable(nb: Any, folder: Path) -> Any:
    """Return a copy of a notebook without widget state and without MyST's own syntax."""
    copy = deepcopy(nb)
    copy.metadata.pop("widgets", None)
    works = _references(folder)

    def cite(keys: Sequence[str]) -> str:
        return "; ".join(works[key].label if key in works else key for key in keys)

    plain = PlainMyst(cite, _case, lambda said: page_notice(said) or said)
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source)
        for output in cell.get("outputs", []):
            if "image/svg+xml" in output.get("data", {}):
                output.data = {
                    "text/html": _figure(output.data["image/svg+xml"], cell.metadata.get("mystnb", {}))
                }
    return copy


def _figure(svg: str, said: dict[str, Any]) -> str:
    """Return a picture with the alternative text and the caption that its cell gives it."""
    alt = escape(said.get("image", {}).get("alt", ""))
    caption = escape(said.get("figure", {}).get("caption", ""), quote=False)
    source = b64encode(svg.encode()).decode()
    return (
        f'<figure><img src="data:image/svg+xml;base64,{source}" alt="{alt}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _case(vignette_id: str) -> str:
    return static_html(*learning_case(vignette_id))


def _references(folder: Path) -> dict[str, Reference]:
    """Return the works of the course that `folder` lies in, or none where there is no course."""
    try:
        return find_course(folder).references()
    except UsageError:
        return {}


def _title(nb: Any) -> str:
    texts = (cell.source for cell in nb.cells if cell.cell_type == "markdown")
    headings = (HEADING.search(text) for text in texts)
    return next((heading[1] for heading in headings if heading), "Case clinic")


def _page(title: str, body: str) -> str:
    code: str = HtmlFormatter().get_style_defs(".highlight")
    return PAGE.format(
        title=escape(title, quote=False),
        style="\n".join([PAGE_STYLE.read_text(encoding="utf-8"), style(), code]),
        body=body,
        script=classic_script().replace("</script", "<\\/script"),
    )
