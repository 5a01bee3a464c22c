"""How Sphinx reads the pages of an edition: those that changed, on several cores, and seen from outside."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vignettes.editions import made_of
from vignettes.editions.progress import Progress

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

UNDECLARED = ("sphinx_multitoc_numbering",)
"""Extensions that only act when all pages have been read, and do not say that several may read."""


def readers() -> int:
    """Return how many processes may read. Sphinx forks them, which is safe on Linux only."""
    return min(os.cpu_count() or 1, 4) if sys.platform == "linux" else 1


def read_changed(app: Sphinx) -> None:
    """Let every page be read again whose file, or a file that it is made from, has other content.

    Sphinx compares times, and takes a file that was put back with an older time for unchanged. Pages that
    have come, or gone, are left to it.
    """
    for name in UNDECLARED:
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True

    def changed(
        app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> Sequence[str]:
        known: dict[str, str] = getattr(env, "edition_sources", {})
        return [page for page in env.all_docs if known.get(page) != sources(env, page)]

    def note(app: Sphinx, env: BuildEnvironment) -> None:
        env.edition_sources = {page: sources(env, page) for page in env.all_docs}  # type: ignore[attr-defined]

    app.connect("env-get-outdated", changed)
    app.connect("env-updated", note)


def sources(env: BuildEnvironment, page: str) -> str:
    """Return a key of all files that a page is made from."""
    files = [Path(env.doc2path(page)), *(Path(env.srcdir, name) for name in env.dependencies[page])]
    return made_of.key_of(sorted((file.name, made_of.digest(file)) for file in files))


def watch_reading(app: Sphinx, progress: Progress) -> None:
    """Tell `progress` how many pages have been read."""

    def begin(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
        if pages:
            progress.phase("reading pages", len(pages))

    def one(app: Sphinx, page: str, source: list[str]) -> None:
        if multiprocessing.parent_process() is None:
            progress.advance()
        else:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started the readers stops them

    app.connect("env-before-read-docs", begin)
    app.connect("source-read", one)
    app.connect("env-merge-info", lambda app, env, pages, other: progress.advance(len(pages)))
