"""The whole course without a network: a worker that keeps every file of the site, and a manifest.

Both are written last, when nothing of the site changes any more. frontend/offline/ holds the worker's
source and the page's side.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from vignettes import frontend

WORKER, MANIFEST, STYLE = "sw.js", "manifest.json", "offline.css"
MARK = "course-offline"
"""The name of the <meta> by which a page knows where the manifest lies. A <link> is made of it in the
browser, and only over HTTP: on a page from the disk, Chromium would complain of one."""
NOT_FOR_READERS = {WORKER, ".buildinfo", "objects.inv"}
COLOURS = {"background_color": "#fffdf9", "theme_color": "#2f5d62"}
LONGEST_SHORT_NAME = 12
"""What a home screen shows below an icon: more is cut off."""


def files_of(site: Path) -> dict[str, bytes]:
    """Return all files of a built site that a reader may come to, sorted by name."""
    found = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    return {
        name: found[name].read_bytes()
        for name in sorted(found)
        if name not in NOT_FOR_READERS and not name.endswith(".LICENSE.txt")
    }


def mark_of(data: bytes) -> str:
    """Return what tells one state of a file from another; `markOf` of offline/files.js is its twin."""
    return hashlib.sha256(data).hexdigest()[:16]


def edition_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what the worker knows of a site: marks and weight of its files, and one mark of all."""
    marks = {name: mark_of(data) for name, data in files.items()}
    return {
        "edition": mark_of(json.dumps(marks, sort_keys=True).encode()),
        "bytes": sum(map(len, files.values())),
        "files": marks,
    }


def worker_script(edition: Mapping[str, Any]) -> str:
    """Return the worker of an edition."""
    known = json.dumps(edition, ensure_ascii=False, separators=(",", ":"))
    return f"self.vignettesEdition = {known};\n{frontend.classic_script('offline/sw.js')}"


def manifest_text(title: str, start: str, icon: str | None) -> str:
    """Return the web app manifest. All addresses are relative: a site may lie in any folder."""
    icons = [{"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}] if icon else []
    known = {
        "name": title,
        "short_name": short_name(title),
        "lang": "en",
        "start_url": start,
        "scope": "./",
        "display": "standalone",
        **COLOURS,
        "icons": icons,
    }
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def short_name(title: str) -> str:
    """Return the last words of a title, as many as a home screen shows.

    The last and not the first, for the screen may be seen by others: “Sex Therapy in Practice” becomes
    “In Practice”.
    """
    words = title.split()
    tails = [" ".join(words[start:]) for start in range(len(words))]
    short = next((tail for tail in tails if len(tail) <= LONGEST_SHORT_NAME), title[:LONGEST_SHORT_NAME])
    return short[:1].upper() + short[1:]


def write_offline(site: Path, title: str, start: str) -> None:
    """Write style, manifest and, over everything that then stands in the folder, the worker."""
    (site / "_static" / STYLE).write_text(frontend.style("offline/offline.css"), encoding="utf-8")
    icon = "_static/favicon.svg"
    manifest = manifest_text(title, start, icon if (site / icon).is_file() else None)
    (site / MANIFEST).write_text(manifest, encoding="utf-8")
    (site / WORKER).write_text(worker_script(edition_of(files_of(site))), encoding="utf-8")


def mark_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell a page where the manifest lies."""
    manifest = context["pathto"](MANIFEST, 1)
    context["metatags"] = (
        f'{context.get("metatags") or ""}\n    <meta name="{MARK}" content="{manifest}" />'
    )


def finish(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    write_offline(
        Path(app.outdir), app.config.html_title or app.config.project, f"{app.config.root_doc}.html"
    )


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", mark_page)
    app.connect("build-finished", finish, priority=990)  # behind lean.slim, which still changes files
