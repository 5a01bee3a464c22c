"""Lean, private pages: nothing from third parties, nothing that a page does not use.

Four steps after Jupyter Book and the theme have had their say: scripts and styles are dropped from a page
that does not need them (`prune`), the icon font shrinks to the icons in use (`icons`), files that nothing
names any more are not published (`unpublish`), and a gate fails the build if any page or style sheet still
loads something from another host (`gate`). The gate cannot see an address that a script puts together: the
browser test with a blocked network stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from vignettes.sphinx_ext import icons
from vignettes.sphinx_ext.desk import CASES

FOREIGN = re.compile(r"^(?:https?:)?//")
NEVER = ("thebe", "fontawesome.js")
UNUSED_FILES = (
    "scripts/fontawesome.js",
    "sphinx-thebe.css",
    "sphinx-thebe.js",
    "sbt-webpack-macros.html",
    "webpack-macros.html",
)
NEEDED_FOR = {
    "togglebutton": ("toggle", "dropdown"),
    "copybutton": ("highlight",),
    "clipboard": ("highlight",),
    "design-tabs": ("sd-tab-set",),
    "sphinx-design": ("sd-",),
    "mystnb": ("cell",),
}
"""Parts of file names, each with the class names (as they begin) that need the file on a page."""

LOADS = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|track)\b[^>]*?\b(?:src|data|poster)\s*=\s*"""
    r"""["']((?:https?:)?//[^"']+)"""
    r"""|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|preconnect|dns-prefetch|icon|modulepreload))"""
    r"""[^>]*\bhref=["']((?:https?:)?//[^"']+)""",
    re.IGNORECASE,
)
STYLE_LOADS = re.compile(r"""(?:@import\s+(?:url\()?|url\()\s*["']?((?:https?:)?//[^"')]+)""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>\s*", re.DOTALL)
SOURCE = re.compile(r"""\b(?:src|href)=["']([^"']*)["']""")
LINK = re.compile(r"<link\b[^>]*>\s*")
ASSETS = ("_static", "_images")
SEARCH_ONLY = ("searchtools.js", "language_data.js", "searchindex.js")
SWITCH = '<summary><span class="toctree-toggle"'
MENDED = {
    SWITCH: SWITCH.replace("<summary", '<summary aria-label="Pages of this chapter"'),
    'role="doc-biblioentry"': 'role="listitem"',
}
"""What axe finds in the markup of theme and docutils: a switch without a name, a deprecated role."""
THEME_STORES = '<script data-cfasync="false">'
STORAGE = (
    "<script>try { localStorage } catch (blocked) { Object.defineProperty(window, 'localStorage', { value: "
    "{ blocked: true, length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {} } }) }"
    "</script>\n  "
)
"""Stands in where a reader forbids storage: the theme's scripts would stop with an error without it, and
frontend/host.js knows it by `blocked`."""


def prune(html: str, is_search: bool) -> str:
    """Return a page without the scripts and styles that it does not use or must not load."""
    classes = {name for found in re.findall(r'class="([^"]*)"', html) for name in found.split()}

    def unused(address: str) -> bool:
        if any(word in address for word in NEVER) or FOREIGN.match(address):
            return True
        if address.split("?")[0].endswith(SEARCH_ONLY) and not is_search:
            return True
        for word, needs in NEEDED_FOR.items():
            if word in address and not any(c.startswith(needs) for c in classes):
                return True
        return False

    seen: set[str] = set()

    def script(match: re.Match[str]) -> str:
        attributes, body = match.groups()
        source = SOURCE.search(attributes)
        said = source[1] if source else body.strip()
        if "application/" in attributes:
            return match[0]
        dead = unused(said) if source else any(word in body for word in ("THEBE", "kernelName", "thebe"))
        dead = dead or ("toggle" in body and not source and unused("togglebutton"))
        if dead or "x-thebe" in attributes or said in seen:
            return ""
        seen.add(said)
        return match[0]

    def link(match: re.Match[str]) -> str:
        source = SOURCE.search(match[0])
        loads = re.search(r"rel=[\"'](?:stylesheet|preload)", match[0])
        return "" if source and loads and unused(source[1]) else match[0]

    html = LINK.sub(link, SCRIPT.sub(script, html))
    for found, mended in MENDED.items():
        html = html.replace(found, mended)
    return html if STORAGE in html else html.replace(THEME_STORES, STORAGE + THEME_STORES, 1)


def foreign_loads(html: str) -> list[str]:
    """Return the addresses on other hosts that a page loads."""
    return [first or second for first, second in LOADS.findall(html)]


def slim(app: Sphinx, error: Exception | None) -> None:
    """Prune every page of a finished HTML build, shrink the icons, and run the gate."""
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for dead in UNUSED_FILES:
        (out / "_static" / dead).unlink(missing_ok=True)
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(out.rglob("*.html"))}
    for file, html in pages.items():
        slimmer = prune(html, is_search=file.name == "search.html")
        if slimmer != html:
            file.write_text(slimmer, encoding="utf-8")
            pages[file] = slimmer
    for dead_map in (out / "_static").rglob("*.map"):
        dead_map.unlink()
    icons.shrink(out / "_static", pages.values())
    unpublish(out, pages.values())
    gate(out, pages)


def unpublish(out: Path, pages: Iterable[str]) -> None:
    """Delete the pictures, scripts and styles that no page, style sheet or script names.

    A name in any of them is enough, as scripts put addresses together; cases are named by their ids, in the
    catalogue of the desk. Sphinx brings a file back in the first build in which a page needs it.
    """
    files = [path for folder in ASSETS for path in sorted((out / folder).rglob("*")) if path.is_file()]
    loaded = (file.read_bytes() for file in files if file.suffix in (".css", ".js"))
    words = b"\n".join([*loaded, *(page.encode() for page in pages)])

    def named(name: str) -> bool:
        return any(spelling.encode() in words for spelling in {name, quote(name), escape(name)})

    dead = {name for name in {file.name for file in files if file.parent.name != CASES} if not named(name)}
    for file in files:
        if file.name in dead:
            file.unlink()
    for folder in sorted((path for path in (out / "_static").rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def gate(out: Path, pages: dict[Path, str]) -> None:
    """Fail the build if a page or a style sheet loads anything from another host."""
    found = [
        f"{file.relative_to(out)}: {address}"
        for file, html in pages.items()
        for address in foreign_loads(html)
    ]
    for file in sorted(out.rglob("*.css")):
        text = COMMENT.sub("", file.read_text(encoding="utf-8", errors="replace"))
        found += [f"{file.relative_to(out)}: {address}" for address in STYLE_LOADS.findall(text)]
    if found:
        raise ExtensionError(
            "the site would load from other hosts:\n  " + "\n  ".join(sorted(set(found))),
            modname="vignettes",
        )


def drop_thebe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Keep the theme from writing launch buttons and thebe's settings into a page."""
    context["theme_launch_buttons"] = {}


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", drop_thebe, priority=950)
    app.connect("build-finished", slim, priority=950)
