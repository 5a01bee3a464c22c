"""Shortcuts that save seconds of every build, and undo themselves afterwards.

They work around how other packages start and look things up; none changes what is printed.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain


@contextlib.contextmanager
def with_rare_collections() -> Iterator[None]:
    """Look for garbage seldom.

    Document trees are hundreds of thousands of objects that point at each other and live long; going
    through them again and again takes a quarter of the time, and doing it seldom a few dozen MB.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def without_address_grammars() -> Iterator[None]:
    """Import jsonschema without `rfc3987_syntax`.

    That package compiles 38 grammars as it is imported (4 s), only so that `format: iri` can be checked,
    and jsonschema does without it where it is missing. It comes with JupyterLab's dependencies. Can go
    when https://github.com/willynilly/rfc3987-syntax compiles its grammars on first use.
    """
    name = "rfc3987_syntax"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # how Python marks a module that must not be found
    try:
        yield
    finally:
        del sys.modules[name]


@contextlib.contextmanager
def with_remembered_citations() -> Iterator[None]:
    """Let the bibliography look up, decode and write every thing once.

    pybtex searches the metadata of every installed package for each citation (25 ms each) and decodes the
    same names from LaTeX again and again; sphinxcontrib-bibtex writes a citation anew wherever it stands.
    Can go when they remember what they have found.
    """
    from pybtex import plugin, richtext
    from pybtex.style.formatting import BaseStyle
    from sphinxcontrib.bibtex.domain import BibtexDomain

    entry_points, resolve = plugin.entry_points, BibtexDomain.resolve_xref
    format_entry = BaseStyle.format_entry
    from_latex = richtext.Text.__dict__["from_latex"]
    decode = functools.cache(richtext.Text.from_latex)
    plugin.entry_points = functools.cache(entry_points)
    richtext.Text.from_latex = classmethod(lambda cls, latex: decode(latex))
    BibtexDomain.resolve_xref = _resolved_once(resolve)  # type: ignore[method-assign]
    BaseStyle.format_entry = _formatted_once(format_entry)
    try:
        yield
    finally:
        plugin.entry_points = entry_points
        richtext.Text.from_latex = from_latex
        BibtexDomain.resolve_xref = resolve  # type: ignore[method-assign]
        BaseStyle.format_entry = format_entry
        WORKS.clear()


WORKS: dict[tuple[type, str, str], tuple[Any, Any]] = {}
"""Style, label and key of a work → the work, and what it looks like in the list; only during a build."""


def seed_works(app: Sphinx) -> None:
    """Remember how the works looked that the last run has written; before Sphinx forgets them."""
    from pybtex.plugin import find_plugin

    def seed(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
        data = env.domaindata.get("cite", {})
        for work in data.get("citations", ()):
            listed = data["bibliographies"].get(work.bibliography_key)
            if listed is not None:
                style = find_plugin("pybtex.style.formatting", listed.style)
                WORKS[style, work.formatted_entry.label, work.entry.key] = work.entry, work.formatted_entry

    app.connect("env-before-read-docs", seed)


def _formatted_once(format_entry: Callable[..., Any]) -> Callable[..., Any]:
    """Return `BaseStyle.format_entry`, remembering what works look like."""

    def formatted(style: Any, label: str, entry: Any, *more: Any) -> Any:
        wish = (type(style), label, entry.key)
        if more or wish not in WORKS or WORKS[wish][0] != entry:
            WORKS[wish] = entry, format_entry(style, label, entry, *more)
        return WORKS[wish][1]

    return formatted


def _resolved_once(resolve: Callable[..., nodes.Element]) -> Callable[..., nodes.Element]:
    """Return `BibtexDomain.resolve_xref`, remembering what citations of known works become.

    On a page with a list of its own a citation may become something else than on all the others.
    """
    from sphinxcontrib.bibtex.citation_target import parse_citation_targets

    done: dict[tuple[int, str, str, str], nodes.Element] = {}

    def resolved(
        domain: BibtexDomain, env: Any, page: str, builder: Any, kind: str, target: str, *nodes_: Any
    ) -> nodes.Element:
        lists = any(key.docname == page for key in domain.bibliographies)
        wish = (id(domain.citations), page if lists else "", kind, target)
        if wish in done:
            return done[wish].deepcopy()
        made = resolve(domain, env, page, builder, kind, target, *nodes_)
        known = {citation.key for citation in domain.citations}
        if all(work.key in known for work in parse_citation_targets(target)):
            done[wish] = made.deepcopy()
        return made

    return resolved
