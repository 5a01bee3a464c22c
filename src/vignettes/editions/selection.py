"""What an edition holds of the pages that were asked for: all of it, only the cases, only the reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from docutils import nodes
from sphinx import addnodes

from vignettes.editions.citations import explains, keep_cited, keep_explained
from vignettes.editions.contents import Contents, Group
from vignettes.editions.reader_index import PAGE as INDEX_PAGE
from vignettes.editions.reader_index import index_of
from vignettes.editions.request import CASES, READING, Request
from vignettes.editions.writer.blocks import LICENCES
from vignettes.editions.writer.cases import FRESH_PAGE
from vignettes.errors import UsageError, nearest
from vignettes.render import nodes as v

Pages = dict[str, nodes.document]

ELSEWHERE = "in the handout of cases"
UNREAD = (nodes.title, nodes.comment, nodes.system_message, addnodes.index, addnodes.toctree)
"""What may stand in a section that has nothing to read."""


@dataclass(frozen=True)
class Placed:
    """A case on a page."""

    group: Group
    page: str
    case: v.vignette

    @property
    def name(self) -> str:
        return str(self.case["vignette"])

    @property
    def heading(self) -> str:
        """The page whose title the case stands under in a handout: its module's first, or its own."""
        return self.group.pages[0] if self.group.module else self.page


def narrow(
    pages: Pages, chosen: Contents, request: Request, placed: Mapping[str, str]
) -> tuple[Pages, Contents]:
    """Return the pages of an edition and their order, without what was not asked for.

    A heading that has nothing left to stand over goes. Of the works, only those that are cited are
    listed; a part of the course has only the words in its glossary that it uses. `placed` says on which
    page of the whole course each case stands. UsageError if nothing is left.
    """
    if request.holds == CASES:
        pages, chosen = handout(pages, chosen, request, placed)
    for document in pages.values():
        if request.holds == READING:
            leave_cases_out(document)
        drop_empty_sections(document)
    asked = {page for group in chosen.groups if not group.behind for page in group.pages}
    if request.modules or request.holds == CASES:
        keep_explained(pages, asked)
    keep_cited(pages, asked)
    if request.modules or request.holds == CASES:
        pages = _with_what_it_needs(pages, asked)
    return pages, chosen.without(set(chosen.pages()) - set(pages))


def handout(
    pages: Pages, chosen: Contents, request: Request, placed: Mapping[str, str]
) -> tuple[Pages, Contents]:
    """Return pages that hold cases alone, each under the heading of its module, and the back matter.

    Cases stand in the order of the course, or in that in which they were asked for.
    """
    found = [*_first_of_each(_cases(pages, chosen))]
    wanted = _asked_for(found, request, placed) if request.cases else found
    _refuse_parts_without_cases(wanted, chosen, request)
    behind = [group for group in chosen.groups if group.behind]
    made = {page: pages[page] for group in behind for page in group.pages if page in pages}
    groups: list[Group] = []
    for number, (heading, run) in enumerate(groupby(wanted, lambda entry: entry.heading)):
        entries = [*run]
        document = _page_of(pages[heading], [entry.case for entry in entries])
        document[LICENCES] = [
            *dict.fromkeys(own for e in entries for own in pages[e.page].get(LICENCES, [""]))
        ]
        made[f"cases/{number}"] = document
        groups.append(Group((f"cases/{number}",), entries[0].group.module))
    return made, Contents((*groups, *behind))


def leave_cases_out(document: nodes.document) -> None:
    """Put a line in the place of every case that says where it is; its cell in a notebook goes."""
    for case in [*document.findall(v.vignette)]:
        line = nodes.paragraph("", f"Case: {title_of(case)} ({ELSEWHERE})", classes=["vignette-elsewhere"])
        place = _cell_of(case) or case
        place.parent.insert(place.parent.index(place), line)
        case.parent.remove(case)
        if place is not case and next(iter(place.findall(v.vignette)), None) is None:
            place.parent.remove(place)


def drop_empty_sections(document: nodes.document) -> None:
    """Take out every section, except the page itself, that has a heading and nothing to read."""
    for section in reversed([*document.findall(nodes.section)]):
        if isinstance(section.parent, nodes.section) and not any(map(_is_read, section.children)):
            section.parent.remove(section)


def title_of(case: v.vignette) -> str:
    """Return the title of a case."""
    return next(iter(case.findall(v.vignette_title))).astext()


def _is_read(node: nodes.Node) -> bool:
    if isinstance(node, UNREAD):
        return False
    return bool(node.astext().strip()) or next(iter(node.findall(nodes.image)), None) is not None


def _cases(pages: Pages, chosen: Contents) -> Iterator[Placed]:
    for group in chosen.groups:
        for page in group.pages:
            if page in pages:
                yield from (Placed(group, page, case) for case in pages[page].findall(v.vignette))


def _first_of_each(found: Iterable[Placed]) -> Iterator[Placed]:
    """Yield every case once, though it may stand on a page and in a notebook."""
    seen: set[str] = set()
    for entry in found:
        if entry.name not in seen:
            seen.add(entry.name)
            yield entry


def _asked_for(found: Sequence[Placed], request: Request, placed: Mapping[str, str]) -> list[Placed]:
    """Return these cases; UsageError, in one go, for every one that is not on a page of the edition."""
    known = {entry.name: entry for entry in found}
    missing = [_why_not(name, request, [*known], placed) for name in request.cases if name not in known]
    if missing:
        raise UsageError("\n".join(missing))
    return [known[name] for name in request.cases]


def _why_not(name: str, request: Request, known: list[str], placed: Mapping[str, str]) -> str:
    if name in placed:
        asked = ", ".join(request.modules)
        return f"The case “{name}” stands on {placed[name]}, which is not in what was asked for: {asked}."
    near = nearest(name, known or [*placed])
    return f"The case “{name}” stands on no page of the course, as exam items never do.{near}"


def _refuse_parts_without_cases(wanted: Sequence[Placed], chosen: Contents, request: Request) -> None:
    """Raise UsageError if something was asked for that gives no case, so that nobody misses it later."""
    bare = [name for name in request.modules if not any(e.page in chosen.part(name).pages for e in wanted)]
    if bare or not wanted:
        which = ", ".join(f"“{name}”" for name in bare) or "this course"
        raise UsageError(
            f"None of the cases stands in {which}." if request.cases else f"No case is in {which}."
        )


def _page_of(first: nodes.document, cases: Sequence[v.vignette]) -> nodes.document:
    """Return a page with the title of `first` and these cases, each on a sheet of its own."""
    title = next(iter(first.findall(nodes.title)), None)
    heading = nodes.title("", title.astext() if title is not None else "Cases")
    copies = [case.deepcopy() for case in cases]
    for case in copies[1:]:
        case[FRESH_PAGE] = True
    document = first.copy()
    document += nodes.section("", heading, *copies)
    return document


def _cell_of(node: nodes.Element) -> nodes.Element | None:
    """Return the cell of a notebook that a node stands in."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code":
            return node
    return None


def _with_what_it_needs(pages: Pages, asked: Collection[str]) -> Pages:
    """Leave out what stands behind the modules, except words, works and index that this part uses."""
    subjects = index_of({page: document for page, document in pages.items() if page in asked})
    return {
        page: document
        for page, document in pages.items()
        if page in asked or explains(document) or (page == INDEX_PAGE and subjects)
    }
