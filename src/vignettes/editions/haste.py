"""Two shortcuts that save seconds of every build, and undo themselves afterwards.

Both work around how other packages start, and neither changes what is printed.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Iterator


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
def with_remembered_plugins() -> Iterator[None]:
    """Let pybtex look up a plug-in once.

    It searches the metadata of every installed package for each citation (25 ms each). Can go when pybtex
    remembers what it has found.
    """
    from pybtex import plugin

    original = plugin.entry_points
    plugin.entry_points = functools.cache(original)
    try:
        yield
    finally:
        plugin.entry_points = original
