"""From a course to files: which cases a deck holds, in which order, and where it is written."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vignettes.course import Course
from vignettes.editions.contents import Contents, contents
from vignettes.editions.request import AUDIENCES, one_of
from vignettes.errors import UsageError
from vignettes.files import deliver
from vignettes.loading import Bank
from vignettes.model import Vignette
from vignettes.render.prose import plain_line
from vignettes.slides.deck import Deck, slides_of
from vignettes.slides.export import deck_html

SHOWN = re.compile(r"\{vignette\}\s+([a-z0-9-]+)|show\(\\?[\"']([a-z0-9-]+)")
"""How a page or a notebook shows a case."""
CHOSEN = "Chosen cases"


def to_stderr(message: str) -> None:
    """Report progress where it does not mix with results."""
    print(message, file=sys.stderr)


def build_decks(
    course: Course,
    out: Path,
    *,
    modules: Sequence[str] = (),
    cases: Sequence[str] = (),
    audience: str = "instructor",
    cohort: str = "",
    report: Callable[[str], None] = to_stderr,
) -> list[Path]:
    """Write a deck for each of the `modules` and one for the chosen `cases`, and return the files.

    Without either, there is a deck for every module that has cases. Exam items are in none. Raises
    UsageError, and writes nothing, for anything that is not there.
    """
    one_of("audience", audience, AUDIENCES)
    bank = course.bank()
    decks = [*wanted(course, bank, modules, cases, audience, cohort)]
    references = course.references()
    files = []
    for deck in decks:
        slides = slides_of(deck, references)
        files.append(deliver(out / f"{deck.name}.html", deck_html(deck.title, slides).encode()))
        count = f"{len(deck.cases)} case{'s' if len(deck.cases) > 1 else ''}"
        report(f"{deck.name}: {count} on {len(slides)} slides")
    return files


def wanted(
    course: Course, bank: Bank, modules: Sequence[str], cases: Sequence[str], audience: str, cohort: str
) -> Iterator[Deck]:
    """Yield the decks that are asked for, without their slides."""
    pages = course_pages(course.root)
    titles = {module.name: module.title for module in pages.modules} if pages else {}
    found = by_module(bank, order(course.root, pages), [*titles])
    for name in modules:
        one_of("module", name, [*found])
    chosen = [teachable(bank, name) for name in dict.fromkeys(cases)]
    asked = dict.fromkeys(modules or ([] if cases else found))
    for name in asked:
        yield _deck(course, name, titles.get(name, name), found[name], audience, cohort)
    if chosen:
        more = f"-and-{len(chosen) - 1}-more" if len(chosen) > 1 else ""
        title = CHOSEN if more else plain_line(chosen[0].title)
        yield _deck(course, chosen[0].id + more, title, chosen, audience, cohort)


def _deck(
    course: Course, name: str, title: str, cases: Sequence[Vignette], audience: str, cohort: str
) -> Deck:
    return Deck(f"{name}-{audience}", title, course.title, cohort, audience, tuple(cases))


def teachable(bank: Bank, name: str) -> Vignette:
    """Return a case by its id; UsageError if there is none, or if it is kept for examinations."""
    vignette = bank.vignette(name)
    if vignette.use == "exam":
        raise UsageError(f"“{name}” is an exam item: slides show learning cases only.")
    return vignette


def by_module(bank: Bank, place: dict[str, int], known: Sequence[str]) -> dict[str, list[Vignette]]:
    """Return the learning cases of every module, modules and cases in the order of the book."""
    found: dict[str, list[Vignette]] = {name: [] for name in known}
    learning = [case.vignette for case in bank.learning()]
    for vignette in sorted(learning, key=lambda v: (place.get(v.id, len(place)), v.id)):
        found.setdefault(vignette.module, []).append(vignette)
    return {name: cases for name, cases in found.items() if cases}


def course_pages(root: Path) -> Contents | None:
    """Return the pages of the book, or None where there are only vignettes."""
    return contents(root) if (root / "_toc.yml").is_file() else None


def order(root: Path, pages: Contents | None) -> dict[str, int]:
    """Return at which place each case comes in the book."""
    found: dict[str, int] = {}
    for page in pages.pages() if pages else []:
        for file in (root / f"{page}.md", root / f"{page}.ipynb"):
            if file.is_file():
                for one, other in SHOWN.findall(file.read_text(encoding="utf-8", errors="replace")):
                    found.setdefault(one or other, len(found))
    return found
