"""What a group of learners did not understand: their results files in, a report for instructors out."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vignettes.course import Course
from vignettes.editions import modules as modules_of
from vignettes.editions.request import long_date, moment
from vignettes.errors import UsageError
from vignettes.files import deliver
from vignettes.report.analysis import LEAST_OF_MODULE, LEAST_OF_OBJECTIVE, Analysis
from vignettes.report.files import Damaged, contents_of, files_of, read_results
from vignettes.report.findings import Findings, Reading
from vignettes.report.page import page
from vignettes.report.questions import Question, questions_of
from vignettes.report.store import Store
from vignettes.report.tables import (
    ITEMS,
    LEARNERS,
    OBJECTIVES,
    OPTIONS,
    Rows,
    item_rows,
    objective_rows,
    option_rows,
    write_tables,
)
from vignettes.report.words import visible
from vignettes.results import COURSE

MASTERY = 0.8
"""The mean score that counts as mastery: a choice of ours; from there on it pays to be sure (see
`confidence`)."""

OBJECTIVE = re.compile(r"^- (.*?)\s*\(`([a-z0-9-]+\.[a-z0-9-]+)`\)", re.MULTILINE)
"""An objective as the first page of a module lists it."""

Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""


@dataclass(frozen=True)
class Request:
    """What is wanted of the report."""

    modules: tuple[str, ...] = ()
    include_exam: bool = False
    threshold: float = MASTERY
    data: Path | None = None
    names: bool = False

    def check(self) -> None:
        """Raise UsageError for what cannot be."""
        if not 0 < self.threshold <= 1:
            raise UsageError("Mastery is a mean score above 0 and up to 1, such as 0.8.")
        if self.names and self.data is None:
            raise UsageError("Names stand only in the table of learners: ask for it with --data DIR.")


@dataclass
class _Files:
    """What became of the files."""

    seen: int = 0
    used: int = 0
    twice: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    partly: list[tuple[str, str]] = field(default_factory=list)


def write_report(
    course: Course,
    paths: Sequence[Path],
    out: Path,
    request: Request | None = None,
    progress: Progress = lambda done, of: None,
) -> tuple[Findings, list[Path]]:
    """Read the results in `paths`, write the page to `out` and the tables that were asked for.

    Returns what was found, and the files written. Raises UsageError where a path leads nowhere or no file
    can be used, AuthorError where the bank cannot be read.
    """
    request = request or Request()
    request.check()
    date = long_date(None, moment())
    bank = course.bank()
    questions = questions_of(bank, request.modules, request.include_exam)
    others = frozenset(
        f"{case.vignette.id}/{item.id}" for case in bank for _, item in case.vignette.items()
    )
    titles = _titles(course.root, questions)
    files = files_of(paths)
    with tempfile.TemporaryDirectory(prefix="vignettes-report-") as name:
        store = Store(Path(name), questions, others)
        try:
            read = _read(store, files, progress)
            if not read.used:
                raise UsageError(_none(read))
            store.close()
            analysis = Analysis(store.database, questions)
            findings = _findings(store, analysis, read, questions, titles, request.threshold)
            learners = _learners(store, analysis, request.names) if request.data else None
        finally:
            store.database.close()
    chosen = [titles.get(module, module) for module in request.modules]
    written = [deliver(out, page(findings, COURSE, chosen, date).encode())]
    if request.data and learners:
        tables: dict[str, tuple[Sequence[str], Rows]] = {
            "items": (ITEMS, item_rows(findings)),
            "options": (OPTIONS, option_rows(findings)),
            "objectives": (OBJECTIVES, objective_rows(findings)),
            "learners": learners,
        }
        written += write_tables(request.data, tables)
    return findings, written


def _read(store: Store, files: Sequence[Path], progress: Progress) -> _Files:
    """Take every file into the store; name those that cannot be used."""
    read = _Files()
    known: set[bytes] = set()
    for done, path in enumerate(files):
        progress(done, len(files))
        for name, data in contents_of(path):
            read.seen += 1
            if isinstance(data, Damaged):
                read.skipped.append((name, str(data)))
                continue
            digest = hashlib.blake2b(data, digest_size=16).digest()
            if digest in known:
                read.twice += 1
                continue
            try:
                results, left_out = read_results(data)
            except Damaged as error:
                read.skipped.append((name, str(error)))
                continue
            known.add(digest)
            store.add(results)
            read.used += 1
            if left_out:
                read.partly.append((name, left_out))
    progress(len(files), len(files))
    return read


def _none(read: _Files) -> str:
    shown = [f"{visible(name)}: {why}" for name, why in read.skipped[:5]]
    more = len(read.skipped) - len(shown)
    tail = [f"… and {more} more."] if more > 0 else []
    return "\n  ".join(["None of these files can be used.", *shown, *tail])


def _findings(
    store: Store,
    analysis: Analysis,
    read: _Files,
    questions: Sequence[Question],
    titles: Mapping[str, str],
    threshold: float,
) -> Findings:
    modules = _by(questions, lambda question: (question.module,))
    modules = {name: modules[name] for name in sorted(modules, key=_order(titles))}
    objectives = _by(questions, lambda question: question.objectives)
    reliability = [analysis.reliability(titles.get(name, name), modules[name]) for name in modules]
    if len(modules) > 1:
        reliability.append(analysis.reliability("All of these modules", questions))
    return Findings(
        reading=_reading(store, read),
        items=analysis.items(store.counts.revised),
        modules=analysis.groups(modules, titles, LEAST_OF_MODULE, threshold),
        objectives=analysis.groups(
            {name: objectives[name] for name in sorted(objectives)}, titles, LEAST_OF_OBJECTIVE, threshold
        ),
        reliability=tuple(reliability),
        threshold=threshold,
    )


def _reading(store: Store, read: _Files) -> Reading:
    counts = store.counts
    return Reading(
        files=read.seen,
        used=read.used,
        twice=read.twice,
        learners=len(store.codes),
        merged=sum(count > 1 for count in store.files.values()),
        answers=counts.answers,
        kept=counts.kept,
        revised=counts.revised.total(),
        revised_items=len(counts.revised),
        unknown=counts.unknown,
        unfit=counts.unfit,
        skipped=tuple(sorted(read.skipped)),
        partly=tuple(sorted(read.partly)),
    )


def _learners(store: Store, analysis: Analysis, names: bool) -> tuple[Sequence[str], Rows]:
    """Return the table of learners: numbers alone, or with code and name where names are asked for."""
    figures = {row[0]: row[1:] for row in analysis.learners()}
    rows: Rows = []
    for number, code in enumerate(store.codes, 1):
        who = (code, store.names.get(code, (0.0, ""))[1]) if names else ()
        answers = figures.get(number, (0, None, None, None, 0, 0, 0))
        rows.append((f"Learner {number}", *who, store.files[code], *answers))
    extra = ["code", "name"] if names else []
    return [LEARNERS[0], *extra, *LEARNERS[1:]], rows


def _by(
    questions: Sequence[Question], names: Callable[[Question], Sequence[str]]
) -> dict[str, list[Question]]:
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        for name in names(question):
            grouped.setdefault(name, []).append(question)
    return grouped


def _order(titles: Mapping[str, str]) -> Callable[[str], tuple[int, str]]:
    """Return by what modules are sorted: as the course has them, others behind by name."""
    place = {name: i for i, name in enumerate(titles)}
    return lambda name: (place.get(name, len(place)), name)


def _titles(root: Path, questions: Sequence[Question]) -> dict[str, str]:
    """Return the titles of modules and objectives; a course without a book has none."""
    try:
        titles = {module.name: module.title for module in modules_of(root)}
    except UsageError:
        return {}
    for module in dict.fromkeys(question.module for question in questions):
        index = root / "book" / module / "index.md"
        if index.is_file():
            titles |= {name: text for text, name in OBJECTIVE.findall(index.read_text(encoding="utf-8"))}
    return titles
