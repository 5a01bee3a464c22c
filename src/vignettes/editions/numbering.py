"""Figures are numbered through the whole course, which need not mean that every page is opened for it.

Sphinx opens all pages to count figures and tables whenever one has changed. Here it is given, for a page
that has not, only what it counts: sections, tables of contents, figures and tables.
"""

from __future__ import annotations

import contextlib
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from vignettes.editions import made_of
from vignettes.files import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FILE = "counted.pickle"
BEFORE, AFTER = 400, 600
"""Sphinx counts at 500."""


def count_quickly(app: Sphinx) -> None:
    """Let the pages of `app` be counted from what an earlier run has kept of them."""
    kept = Kept(Path(app.doctreedir, FILE))

    def begin(app: Sphinx, env: BuildEnvironment) -> list[str]:
        kept.open()
        env.get_doctree = lambda page: kept.page(env, page)  # type: ignore[method-assign,assignment]
        return []

    def end(app: Sphinx, env: BuildEnvironment) -> list[str]:
        del env.get_doctree
        kept.close()
        return []

    app.connect("env-get-updated", begin, priority=BEFORE)
    app.connect("env-get-updated", end, priority=AFTER)


class Kept:
    """What is counted on each page, by what the page is made of; all of it in one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._old: dict[str, tuple[str, nodes.document]] = {}
        self._now: dict[str, tuple[str, nodes.document]] = {}

    def open(self) -> None:
        """Read the file; one that is not there, or broken, holds nothing."""
        with contextlib.suppress(Exception):  # a torn or foreign pickle fails in many ways
            code, pages = pickle.loads(self.file.read_bytes())
            self._old = pages if code == made_of.code() else {}

    def page(self, env: BuildEnvironment, page: str) -> nodes.document:
        """Return what is counted on a page."""
        key = made_of.digest(Path(env.doctreedir, f"{page}.doctree"))
        known, document = self._old.get(page, ("", None))
        if document is None or known != key:
            document = counted(type(env).get_doctree(env, page), env)
        self._now[page] = (key, document)
        return document

    def close(self) -> None:
        """Write the file, if a page is new in it."""
        if self._now != self._old:
            write_whole(self.file, pickle.dumps((made_of.code(), self._now), pickle.HIGHEST_PROTOCOL))
        self._old = self._now = {}


def counted(document: nodes.document, env: BuildEnvironment) -> nodes.document:
    """Return a page with nothing on it but what Sphinx counts."""
    slim = nodes.document(None, None)
    slim.extend(_counted(document, env))
    return slim


def _counted(node: nodes.Element, env: BuildEnvironment) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for child in node.children:
        if not isinstance(child, nodes.Element):
            continue
        if isinstance(child, nodes.section):
            section = nodes.section(ids=child["ids"])
            section.extend(_counted(child, env))
            found.append(section)
        elif child.tagname == "toctree" or _is_numbered(child, env):
            found.append(alone(child))
        else:
            found += _counted(child, env)
    return found


def _is_numbered(node: nodes.Element, env: BuildEnvironment) -> bool:
    domains: Any = env.domains.values()
    return any(domain.get_enumerable_node_type(node) for domain in domains)


def alone(node: nodes.Element) -> nodes.Element:
    """Return a copy of a node that does not hold on to its page, which would go with it into a file."""
    copied = node.deepcopy()
    for part in copied.findall():
        part.document = None
    return copied
