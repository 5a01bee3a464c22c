"""Which pages an edition holds, in which order: read from `_toc.yml`, where the order lives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from vignettes.errors import UsageError

TOC = "_toc.yml"
INDEX = "/index"
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
    """Pages that stand together: those of a module, or pages of no module (`module` is None)."""

    pages: tuple[str, ...]
    module: Module | None = None


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

    def chosen(self, names: Sequence[str]) -> Contents:
        """Return the course with these modules only; without names, the whole of it.

        Whoever prints some modules needs what stands behind the last of all (glossary, references), but
        not how to use the website.
        """
        if not names:
            return self
        last = max((i for i, group in enumerate(self.groups) if group.module), default=-1)
        kept = (
            group
            for i, group in enumerate(self.groups)
            if (group.module.name in names if group.module else i > last)
        )
        return Contents(tuple(kept))


def modules(root: Path) -> list[Module]:
    """Return the modules of the course in `root`; UsageError if its table of contents is unusable."""
    return list(contents(root).modules)


def contents(root: Path) -> Contents:
    """Read `_toc.yml`; UsageError if it is missing or not a table of contents."""
    toc = _read(root / TOC)
    groups = [Group((_page(toc, "root"),))]
    for caption, pages in _parts(toc):
        opened = [*_opened_by_index(pages)]
        alone = len(opened) == 1
        for group in opened:
            module = _module(root, group[0], caption if alone else "")
            groups.append(Group(tuple(group), module))
    return Contents(tuple(groups))


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
    name = str(entry[key])
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
