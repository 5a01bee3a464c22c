"""What a page is made of, as one short key: the same key, the same markup.

Whatever the key does not know of must not change the page. Where a value has no form that two runs share,
its key differs each time: that costs time and never gives a stale page.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

PACKAGE = Path(__file__).parent.parent
PACKAGES = (
    "docutils", "jupyter-book", "myst-nb", "myst-parser", "pybtex", "pybtex-docutils", "Sphinx",
    "sphinx-design", "sphinx-external-toc", "sphinx-multitoc-numbering", "sphinxcontrib-bibtex", "typst",
)  # fmt: skip
"""What turns a page into markup, besides this package."""
OF_PAGES_ALONE = ("index", "cite")
"""Domains whose data either stand on each page itself or are looked at by `_bibliography`."""
OF_ITS_OWN = ("wordcount",)
"""What the metadata of a page say that no other page looks at."""
RUN = (
    "edition_title", "edition_cohort", "edition_date", "edition_institution", "edition_logo",
    "edition_logo_alt", "course_edition",
)  # fmt: skip
"""Settings that change the cover or the choice of audience, and no page."""


def key_of(*parts: Any) -> str:
    """Return one short key for all parts."""
    return hashlib.sha256(repr([plain(part) for part in parts]).encode("utf-8", "replace")).hexdigest()


@cache
def code() -> str:
    """Return a key of this package, its fonts, and the versions of the packages it stands on."""
    return _code_without()


@cache
def code_that_reads() -> str:
    """Return a key of what makes document trees of pages, and not of how they are printed."""
    return _code_without("editions", "cli", "export", "checks")


def _code_without(*parts: str) -> str:
    files = sorted(file for file in PACKAGE.rglob("*") if file.is_file() and file.suffix != ".pyc")
    named = {file: file.relative_to(PACKAGE) for file in files}
    return key_of(
        [(str(name), digest(file)) for file, name in named.items() if name.parts[0] not in parts],
        [(name, _version(name)) for name in PACKAGES],
    )


def course(env: BuildEnvironment, settings: Mapping[str, Any]) -> str:
    """Return a key of all that pages know of each other: numbers, titles, targets, works, settings."""
    return key_of(
        code(),
        _without(settings, RUN),
        sorted(env.found_docs),
        _without(env.domaindata, OF_PAGES_ALONE),
        _bibliography(env),
        {name: _without(said, OF_ITS_OWN) for name, said in env.metadata.items()},
        env.titles,
        env.longtitles,
        env.tocs,
        env.toctree_includes,
        env.toc_secnumbers,
        env.toc_fignumbers,
    )


def page(env: BuildEnvironment, name: str) -> str:
    """Return a key of what stands on one page: its document tree and its pictures."""
    pictures = sorted(path for path, (pages, _) in env.images.items() if name in pages)
    return key_of(
        digest(Path(env.doctreedir, f"{name}.doctree")),
        [(path, digest(Path(env.srcdir, path))) for path in pictures],
    )


def digest(file: Path) -> str:
    """Return a key of a file's bytes; a file that is not there has one too."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def plain(value: Any) -> Any:
    """Return a value in a form that is the same in every run, whatever the order of its sets."""
    if value is None or isinstance(value, (str, int, float, bytes)):
        return value
    if isinstance(value, nodes.Node):
        return value.pformat()
    if isinstance(value, Path):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(entry.name, plain(getattr(value, entry.name))) for entry in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return _sorted((plain(key), plain(entry)) for key, entry in value.items())
    if isinstance(value, (set, frozenset)):
        return _sorted(plain(entry) for entry in value)
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def _without(entries: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if name not in names}


def _sorted(values: Iterable[Any]) -> list[Any]:
    return sorted(values, key=repr)


def _bibliography(env: BuildEnvironment) -> Any:
    """Return what a citation looks up: which works are listed where, under which labels, and their text."""
    data = env.domaindata.get("cite", {})
    files = data["bibdata"].bibfiles if data else ()
    works = [
        (work.citation_id, work.bibliography_key, work.key, work.formatted_entry.label)
        for work in data.get("citations", ())
    ]
    return [(Path(file).name, digest(Path(file))) for file in files], works


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
