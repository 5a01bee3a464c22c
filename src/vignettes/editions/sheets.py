"""One page of an edition as Typst markup, kept between runs with all that the edition asks of it."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from vignettes.editions.answer_key import Line
from vignettes.editions.audience import leaks_in
from vignettes.editions.links import Place
from vignettes.editions.numbering import alone
from vignettes.editions.writer.blocks import is_status
from vignettes.files import write_whole
from vignettes.render import nodes as v

ASKED_FOR = (v.vignette_status, addnodes.index)
"""What the cover and the index look for on a page."""


@dataclass(frozen=True)
class Sheet:
    """A page that is written.

    `markup` names places by their numbers in `places` (see `LinksOfPage`); `printed` are the numbers of
    those that stand on it. `outline` holds the page's nodes that the cover and the index look for, and
    `said` its letters, so that it can be searched for new secrets. It was `judged` if something was left
    out of it because of the secrets that there were, or might have been.
    """

    markup: str
    places: tuple[Place, ...]
    printed: tuple[int, ...]
    cited: frozenset[Place]
    pictures: frozenset[str]
    outline: nodes.document
    answers: tuple[Line, ...] = ()
    said: str = ""
    judged: bool = False


@dataclass
class Drawer:
    """The sheets of earlier runs for one kind of edition, in one file.

    A sheet is found under a key that says what it was made of. What depends on the secrets of all cases is
    looked after here: a sheet that holds a secret which has come since is not given out, and one that was
    judged by other secrets is not either.
    """

    file: Path
    secrets: Mapping[str, str] = field(default_factory=dict)
    _old: dict[str, tuple[str, Sheet]] = field(default_factory=dict)
    _kept: dict[str, tuple[str, Sheet]] = field(default_factory=dict)
    _since: dict[str, str] = field(default_factory=dict)
    _changed: bool = True

    def __post_init__(self) -> None:
        """Open the file; one that is not there, or broken, holds nothing."""
        with contextlib.suppress(Exception):  # a torn or foreign pickle fails in many ways
            known, sheets = pickle.loads(self.file.read_bytes())
            self._since = {key: text for key, text in self.secrets.items() if key not in known}
            self._changed = known != frozenset(self.secrets)
            self._old = dict(sheets)

    def find(self, page: str, key: str) -> Sheet | None:
        """Return the sheet of a page if it was made of the same and its pictures are still there."""
        made_of, sheet = self._old.get(page, ("", None))
        if sheet is None or made_of != key or (sheet.judged and self._changed):
            return None
        if not all((self.file.parent / name).is_file() for name in sheet.pictures):
            return None
        if next(leaks_in(sheet.said, self._since), None) is not None:
            return None
        self._kept[page] = (key, sheet)
        return sheet

    def put(self, page: str, key: str, sheet: Sheet) -> None:
        """Keep a sheet for the next run."""
        self._kept[page] = (key, sheet)

    def close(self) -> None:
        """Write the file, if there is anything new to write."""
        if self._changed or self._kept != self._old:
            data = pickle.dumps((frozenset(self.secrets), self._kept), pickle.HIGHEST_PROTOCOL)
            write_whole(self.file, data)


def outline_of(document: nodes.document) -> nodes.document:
    """Return a document with the nodes of a page that the cover and the index look for."""
    outline = nodes.document(None, None)
    for node in document.findall():
        if isinstance(node, ASKED_FOR) or is_status(node):
            outline += alone(node)
    return outline


def outlines(sheets: Mapping[str, Sheet]) -> dict[str, nodes.document]:
    """Return the outline of every page."""
    return {page: sheet.outline for page, sheet in sheets.items()}


def cited_in(sheets: Iterable[Sheet]) -> Collection[Place]:
    """Return every place that one of these sheets links to."""
    return frozenset().union(*(sheet.cited for sheet in sheets))
