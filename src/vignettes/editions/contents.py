"""Which pages an edition holds, in which order: read from `_toc.yml`, where the order lives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from vignettes.errors import UsageError, nearest

TOC = "_toc.yml"
INDEX = "/index"
TEACHING = "instructors"
"""The folder of the pages that tell instructors how to print, teach and examine."""
DESK = "desk"
"""The folder of the reader's desk, which lives in a browser: paper has no use for it."""
SUFFIXES = (".md", ".ipynb", ".rst", ".txt")
NESTED = ("parts", "chapters", "sections", "entries", "subtrees", "items")


@dataclass(frozen=True)
class Module:
    """A module of the course: a folder whose `index` page opens it.

    `caption` is what `_toc.yml` calls its part, if it has a part to itself.
    """

    name: str
    title: str
    caption: str = ""


@dataclass(frozen=True)
class Group:
    """Pages that stand together: those of a module, or pages of no module (`module` is None).

    Those that stand `behind` the last module explain the others: glossary, references, index.
    """

    pages: tuple[str, ...]
    module: Module | None = None
    behind: bool = False


@dataclass(frozen=True)
class Contents:
    """The pages of a course, in order."""

    groups: tuple[Group, ...]

    @property
    def modules(self) -> tuple[Module, ...]:
        return tuple(group.module for group in self.groups if group.module)

    def names(self) -> list[str]:
        """Return the names of the modules, in order."""
        return [module.name for module in self.modules]

    def pages(self) -> list[str]:
        """Return the names of all pages, in order."""
        return [page for group in self.groups for page in group.pages]

    def chosen(self, names: Sequence[str], audience: str = "student") -> Contents:
        """Return these modules and pages in the order given; without names, the whole course.

        Whoever prints some modules needs what stands behind the last of all (glossary, references), but
        not how to use the website. Pages about teaching are only for instructors, or for whoever asks for
        them by name. UsageError for a name that nothing or too much answers to, and for a page that would
        be printed twice.
        """
        teaching = {page for page in self.pages() if f"/{TEACHING}/" in f"/{page}"}
        if not names:
            return self if audience == "instructor" else Contents(less(self.groups, teaching))
        chosen: list[Group] = []
        for name in names:
            group = self.part(name)
            for other in chosen:
                if set(group.pages) & set(other.pages):
                    raise UsageError(f"“{name}” is asked for twice; one PDF holds a page once.")
            chosen.append(group)
        asked = {page for group in chosen for page in group.pages}
        behind = [group for group in self.groups if group.behind]
        return Contents((*chosen, *less(behind, asked | teaching)))

    def without(self, pages: Collection[str]) -> Contents:
        """Return the course without some of the pages behind its last module."""
        kept = {group: less([group], pages) for group in self.groups if group.behind}
        return Contents(tuple(part for group in self.groups for part in kept.get(group, (group,))))

    def part(self, name: str) -> Group:
        """Return the module called `name`, or the one page whose address ends in it.

        UsageError, with the nearest name, where there is none or more than one.
        """
        for group in self.groups:
            if group.module and group.module.name == name:
                return group
        wanted = without_suffix(name.removeprefix("./"))
        found = [page for page in self.pages() if f"/{page}".endswith(f"/{wanted}")] if wanted else []
        if len(found) == 1:
            return Group((found[0],))
        if found:
            raise UsageError(f"“{name}” may be any of these pages: {', '.join(found)}. Write more of it.")
        near = nearest(name, [*self.names(), *(page.partition("/")[2] or page for page in self.pages())])
        there = f"There are: {', '.join(self.names())}." if self.names() else "This course has none."
        raise UsageError(
            f"There is no module “{name}”, and no page.{near} {there} "
            f"A page is asked for by its address, such as “{self.pages()[-1]}”."
        )


def less(groups: Iterable[Group], pages: Collection[str]) -> tuple[Group, ...]:
    """Return groups without some pages; a group of which nothing is left goes."""
    kept = (replace(g, pages=tuple(page for page in g.pages if page not in pages)) for g in groups)
    return tuple(group for group in kept if group.pages)


def modules(root: Path) -> list[Module]:
    """Return the modules of the course in `root`; UsageError if its table of contents is unusable."""
    return list(contents(root).modules)


def contents(root: Path) -> Contents:
    """Read `_toc.yml`, without the reader's desk; UsageError if it is missing or no table of contents."""
    toc = _read(root / TOC)
    groups = [Group((_page(toc, "root"),))]
    for caption, listed in _parts(toc):
        pages = [page for page in listed if f"/{DESK}/" not in f"/{page}"]
        if not pages:
            continue
        opened = [*_opened_by_index(pages)]
        alone = len(opened) == 1
        for group in opened:
            module = _module(root, group[0], caption if alone else "")
            groups.append(Group(tuple(group), module))
    last = max((place for place, group in enumerate(groups) if group.module), default=len(groups))
    return Contents(tuple(replace(group, behind=place > last) for place, group in enumerate(groups)))


def _module(root: Path, page: str, caption: str) -> Module | None:
    if not page.endswith(INDEX):
        return None
    title = _title(root, page)
    return Module(page.removesuffix(INDEX).rpartition("/")[2], title, caption or title)


def _parts(toc: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield caption and pages of every part; a table of contents without parts is one part."""
    parts = toc.get("parts") or toc.get("subtrees") or [{**toc, "parts": None, "subtrees": None}]
    for part in parts:
        if not isinstance(part, dict):
            raise UsageError(f"{TOC}: a part should be an entry with `caption:` and `chapters:`.")
        pages = [page for chapter in _children(part) for page in _flat(chapter)]
        if pages:
            yield str(part.get("caption") or ""), pages


def _read(file: Path) -> dict[str, Any]:
    try:
        toc = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read ({error.strerror}): is this the course's folder?"
        ) from None
    except (YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not YAML: {error}") from None
    if not isinstance(toc, dict) or not isinstance(toc.get("root"), str):
        raise UsageError(
            f"{file} is not a table of contents: it needs `root:` and `parts:` or `chapters:`."
        )
    return toc


def _children(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the pages right below an entry; parts and subtrees are only groups of pages."""
    for name in NESTED:
        for child in entry.get(name) or []:
            if not isinstance(child, dict):
                raise UsageError(f"{TOC}: “{child}” should be an entry such as `file: book/page`.")
            if "glob" in child:
                raise UsageError(
                    f"{TOC}: editions need every page by its name, not `glob: {child['glob']}`."
                )
            if "file" in child:
                yield child
            else:
                yield from _children(child)


def _flat(entry: dict[str, Any]) -> Iterator[str]:
    yield _page(entry, "file")
    for child in _children(entry):
        yield from _flat(child)


def _page(entry: dict[str, Any], key: str) -> str:
    return without_suffix(str(entry[key]))


def without_suffix(name: str) -> str:
    """Return a page's address as Sphinx writes it."""
    return name.rpartition(".")[0] if name.endswith(SUFFIXES) else name


def _opened_by_index(pages: list[str]) -> Iterator[list[str]]:
    """Yield pages in groups, each opened by an index page where there is one."""
    group: list[str] = []
    for page in pages:
        if page.endswith(INDEX) and group:
            yield group
            group = []
        group.append(page)
    yield group


def _title(root: Path, page: str) -> str:
    """Return the first heading of a page, or its name."""
    for suffix in (".md", ".rst", ".txt"):
        file = root / f"{page}{suffix}"
        if file.is_file():
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith("# "):
                    return line.removeprefix("# ").strip()
    return page.removesuffix(INDEX).rpartition("/")[2]
