"""What the course covers, counted: reading, cases and items by module, level, objective and area.

`python -m vignettes.blueprint` writes the book's page; `vignettes blueprint` prints the tables alone, with
the vignettes of other banks counted in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from vignettes.course import Course
from vignettes.editions.contents import Contents, contents
from vignettes.errors import UsageError
from vignettes.model import AnyItem, Vignette

PAGE = Path("book/blueprint.md")
WORDS_PER_MINUTE = 200
FEW_ITEMS = 3
"""An objective or area with fewer learning items than this is thin."""

AREAS = {
    "a": "ethics",
    "b": "development over the lifespan",
    "c": "socio-cultural factors",
    "d": "orientation and gender",
    "e": "intimacy skills",
    "f": "diverse sexual expressions",
    "g": "anatomy and physiology",
    "h": "health and medical factors",
    "i": "range of sexual functioning",
    "j": "exploitation and abuse",
    "k": "technology",
    "l": "substance use",
    "m": "pleasure enhancement",
    "n": "learning theory",
    "o": "professional communication",
    "p": "history",
    "q": "research",
}
"""The core knowledge areas of AASECT's certification requirements, in short words of our own."""

LEVELS = ("introductory", "intermediate", "advanced")
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
FENCED = re.compile(
    r"^(`{3,}|~{3,})\{(?:index|vignette|review-status|figure)\b.*?^\1\s*$", re.MULTILINE | re.DOTALL
)
MARKUP = re.compile(
    r"\{[\w:-]+\}`([^`<]*?)(?:\s*<[^>]*>)?`|\{[\w:-]+\}|^:[\w-]+:.*$|[`*|#:\[\]()<>]+", re.MULTILINE
)
OBJECTIVE = re.compile(r"^- (.*?)\s*\(`([a-z-]+\.[a-z-]+)`\)", re.MULTILINE)


@dataclass(frozen=True)
class PageOf:
    """A page of a module: how long it takes to read, and what it says that it serves."""

    module: str
    words: int
    objectives: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True)
class Count:
    """What serves one purpose."""

    reading: float
    cases: int
    case_minutes: int
    items: int
    exam_items: int

    @property
    def thin(self) -> bool:
        """Whether hardly anything is read about it, or asked."""
        return self.items < FEW_ITEMS or self.reading < 1


class Blueprint:
    """A course, counted. UsageError where a page or the contents cannot be read, AuthorError for a case."""

    def __init__(self, course: Course) -> None:
        self.contents: Contents = contents(course.root)
        self.modules = self.contents.names()
        self.pages = tuple(_pages(course.root, self.contents))
        self.objectives = {
            name: text
            for module in self.modules
            for text, name in OBJECTIVE.findall(_text(course.root / "book" / module / "index.md"))
        }
        self.vignettes = tuple(case.vignette for case in course.bank())

    def count(
        self,
        page: Callable[[PageOf], bool],
        case: Callable[[Vignette], bool],
        item: Callable[[Vignette, AnyItem], bool],
    ) -> Count:
        """Count the pages, cases and items that are wanted."""
        learning = [v for v in self.vignettes if v.use == "learning"]
        asked = [v.use for v in self.vignettes for _, i in v.items() if item(v, i)]
        wanted = [v for v in learning if case(v)]
        return Count(
            reading=sum(p.words for p in self.pages if page(p)) / WORDS_PER_MINUTE,
            cases=len(wanted),
            case_minutes=sum(v.minutes for v in wanted),
            items=asked.count("learning"),
            exam_items=asked.count("exam"),
        )

    def of_module(self, name: str) -> Count:
        """Count what belongs to a module."""
        return self.count(
            lambda p: p.module == name, lambda v: v.module == name, lambda v, _: v.module == name
        )

    def of_level(self, name: str) -> Count:
        """Count the cases of a level; pages have none."""
        return self.count(lambda p: False, lambda v: v.level == name, lambda v, _: v.level == name)

    def of_objective(self, name: str) -> Count:
        """Count the pages and cases that serve an objective, and the items that test it."""
        return self.count(
            lambda p: name in p.objectives,
            lambda v: name in v.objectives,
            lambda v, i: name in (i.objectives or v.objectives),
        )

    def of_area(self, letter: str) -> Count:
        """Count the pages and cases that touch a knowledge area, and the items of these cases."""
        return self.count(
            lambda p: letter in p.areas, lambda v: letter in v.aasect, lambda v, _: letter in v.aasect
        )

    def whole(self) -> Count:
        """Count everything."""
        return self.count(lambda p: True, lambda v: True, lambda v, _: True)


def tables(course: Course) -> str:
    """Return the blueprint of a course as Markdown tables, and what is thin in it.

    Raises UsageError and AuthorError where the course cannot be read.
    """
    print_ = Blueprint(course)
    titles = {module.name: module.title for module in print_.contents.modules}
    objectives = {name: print_.of_objective(name) for name in print_.objectives}
    areas = {letter: print_.of_area(letter) for letter in AREAS}
    parts = [
        _table(
            "By module",
            "Module",
            [*((titles[name], print_.of_module(name)) for name in print_.modules), ("All", print_.whole())],
        ),
        _table("By level", "Level", [(name, print_.of_level(name)) for name in LEVELS], reading=False),
        *(
            _table(
                f"Objectives: {titles[module]}",
                "Objective",
                [
                    (f"{print_.objectives[name]} (`{name}`)", count)
                    for name, count in objectives.items()
                    if name.startswith(f"{module}.")
                ],
                marked=True,
            )
            for module in print_.modules
        ),
        _table(
            "By AASECT core knowledge area",
            "Area",
            [(f"{letter}. {AREAS[letter]}", count) for letter, count in areas.items()],
            marked=True,
        ),
        _thin(objectives, areas),
    ]
    return "\n".join(parts)


ABOUT = f"""\
# Blueprint

```{{review-status}} unreviewed
```

This page counts what the course covers, so that an instructor can see what is taught, what is asked,
and what is thin.
It is made from the course's own files by `python -m vignettes.blueprint`.

Reading minutes are the words of the pages at {WORDS_PER_MINUTE} a minute, which is a house setting.
Tables and boxes are counted; cases are not, because each says for itself how long it takes.
A page, a case or an item may serve several objectives and areas, so only the first two tables add up.
Items are the questions inside the cases.
Exam items are not in this book. They stand in the course's repository, where anybody who looks can read
them: they are no secret, but the seed of a bank of your own.

A mark, ▲, stands where fewer than {FEW_ITEMS} learning items ask for something, or where less than a
minute of reading serves it.

"""


def page_text(course: Course) -> str:
    """Return the book's page."""
    return ABOUT + tables(course)


HEAD = ("Reading, min", "Cases", "Cases, min", "Items", "Exam items")


def _table(
    title: str, what: str, rows: Iterable[tuple[str, Count]], reading: bool = True, marked: bool = False
) -> str:
    head = [what, *HEAD] if reading else [what, *HEAD[1:]]
    lines = [
        f"## {title}\n",
        "| " + " | ".join(head) + " |",
        "|" + " --- |" + " ---: |" * (len(head) - 1),
    ]
    for name, count in rows:
        numbers = [f"{count.reading:.0f}"] if reading else []
        numbers += map(str, (count.cases, count.case_minutes, count.items, count.exam_items))
        mark = "▲ " if marked and count.thin else ""
        lines.append("| " + " | ".join([mark + name, *numbers]) + " |")
    return "\n".join(lines) + "\n"


def _thin(objectives: dict[str, Count], areas: dict[str, Count]) -> str:
    thin = [f"`{name}`" for name, count in objectives.items() if count.thin]
    thin += [f"{letter}. {AREAS[letter]}" for letter, count in areas.items() if count.thin]
    unasked = [f"`{name}`" for name, count in objectives.items() if not count.exam_items]
    return (
        "## What is thin\n\n"
        f"Fewer than {FEW_ITEMS} learning items, or hardly anything to read: {_listed(thin)}.\n\n"
        f"No exam item yet: {_listed(unasked)}.\n"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _pages(root: Path, found: Contents) -> Iterator[PageOf]:
    for group in found.groups:
        for page in group.pages if group.module else ():
            file = root / f"{page}.md"
            if group.module and file.is_file():
                yield _page(file, group.module.name)


def _page(file: Path, module: str) -> PageOf:
    text = _text(file)
    served = front_matter(file)
    body = FENCED.sub(" ", FRONT_MATTER.sub("", text))
    words = MARKUP.sub(lambda match: match.group(1) or " ", body).split()
    return PageOf(
        module=module,
        words=sum(any(map(str.isalnum, word)) for word in words),
        objectives=frozenset(served.get("objectives", ())),
        areas=frozenset(served.get("aasect", ())),
    )


def front_matter(file: Path) -> dict[str, list[str]]:
    """Return what a page says that it serves: `objectives` and `aasect`; UsageError if it is no list."""
    match = FRONT_MATTER.match(_text(file))
    if not match:
        return {}
    try:
        found = YAML(typ="safe", pure=True).load(match.group(1))
    except YAMLError as error:
        raise UsageError(f"{file}: the front matter cannot be read: {error}") from None
    if not isinstance(found, dict):
        raise UsageError(f"{file}: the front matter holds no `key: value` lines.")
    served = {name: found[name] for name in ("objectives", "aasect") if name in found}
    for name, value in served.items():
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise UsageError(f"{file}: `{name}` in the front matter must be a list, such as [a, b].")
    return served


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}).") from None


if __name__ == "__main__":
    PAGE.write_text(page_text(Course(Path())), encoding="utf-8")
