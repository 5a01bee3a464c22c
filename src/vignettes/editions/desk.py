"""Where the pages of one edition are written, and where those that have not changed are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docutils import nodes

from vignettes.editions import answer_key
from vignettes.editions.audience import Leak, has_plain_cells, leaks_in, letters, strip_answers
from vignettes.editions.citations import links_of
from vignettes.editions.contents import Contents
from vignettes.editions.links import LinksOfPage
from vignettes.editions.pictures import Pictures
from vignettes.editions.request import CASES, Request
from vignettes.editions.selection import drop_empty_sections
from vignettes.editions.sheets import Drawer, Sheet, outline_of
from vignettes.editions.writer import HANDLERS, Edition, Writer
from vignettes.errors import UsageError


class Desk:
    """Writes the pages of an edition for one audience, in any order, and keeps them."""

    def __init__(
        self,
        edition: Edition,
        placing: Mapping[str, tuple[int, bool]],
        secrets: Mapping[str, str],
        drawer: Drawer,
        known: str,
    ) -> None:
        """Prepare for pages placed so; `known` is a key of all that they know of each other."""
        self.edition = edition
        self.secrets = secrets
        self.drawer = drawer
        self.known = known
        self.sheets: dict[str, Sheet] = {}
        self._placing = placing

    def find(self, page: str, made_of: str) -> bool:
        """Look for a page that was written of the same, and tell whether it is there."""
        sheet = self.drawer.find(page, self._key(page, made_of))
        if sheet is not None:
            self.sheets[page] = sheet
        return sheet is not None

    def write(self, page: str, document: nodes.document) -> None:
        """Write a page from its document, which loses what its audience must not read."""
        answers = () if self.edition.for_students else tuple(answer_key.lines(page, document))
        judged = self.edition.for_students and has_plain_cells(document)
        said = self._fit_for_audience(page, document)
        drop_empty_sections(document)
        links = LinksOfPage(self._placing)
        pictures = Pictures(self.edition.pictures.folder)
        edition = replace(self.edition, links=links, pictures=pictures)
        above, listed = self._placing[page]
        writer = Writer(edition, page, HANDLERS, above, listed=listed)
        edition.glyphs.prepare([document.astext()])
        markup = links.anchor(page) + writer.write(document)
        self.sheets[page] = Sheet(
            markup=markup,
            places=links.places,
            printed=links.numbers,
            cited=frozenset(links_of(page, document)),
            pictures=pictures.names,
            outline=outline_of(document),
            answers=answers,
            said=said,
            judged=judged,
        )

    def keep(self, page: str, made_of: str) -> None:
        """Keep a page for the next run."""
        self.drawer.put(page, self._key(page, made_of), self.sheets[page])

    def _key(self, page: str, made_of: str) -> str:
        return f"{self.known} {made_of} {self._placing[page]}"

    def _fit_for_audience(self, page: str, document: nodes.document) -> str:
        """Take out what students must not read; return the letters that are left for them."""
        if not self.edition.for_students:
            return ""
        strip_answers(document, self.secrets)
        said = letters(document.astext())
        for secret in leaks_in(said, self.secrets):
            raise UsageError(str(Leak(page, secret)))
        return said


def is_divided(chosen: Contents, request: Request) -> bool:
    """Tell whether a leaf with its name stands before each module."""
    return len(chosen.modules) > 1 and request.holds != CASES


def placing(chosen: Contents, request: Request) -> dict[str, tuple[int, bool]]:
    """Return of every page how many headings stand above it, and whether it is listed with chapters."""
    divided = is_divided(chosen, request)
    return {
        page: (
            int(divided and group.module is not None),
            group.module is not None or bool(request.modules and not group.behind),
        )
        for group in chosen.groups
        for page in group.pages
    }
