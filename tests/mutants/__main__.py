"""Breaks copies of the course on purpose and reports which sabotages went unnoticed.

`python -m tests.mutants` prints a table and a score, and exits 1 if one survived. Content and stored
outputs are judged by nbval alone, code by the ground tests named beside each mutant. A cell or a test that
fails without sabotage proves nothing, so everything is run once unharmed as well.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutants import code, content, stored
from tests.mutants.nbval_runs import Failed, Run, copy_course, run_nbval

ROOT = Path(__file__).parents[2]
REHEARSED = re.compile(r'rehearse\("([a-z0-9-]+)"\)')
WORKERS = 2

KINDS = ("content", "stored", "python", "script")


@dataclass(frozen=True)
class Outcome:
    """One sabotage, where it was done, and whether a test noticed it."""

    kind: str
    name: str
    where: str
    caught: bool


@dataclass(frozen=True)
class Wave:
    """A run of a notebook with one sabotage in each cell at most: by cell, its name and place."""

    kind: str
    run: Run
    sabotages: dict[int, tuple[str, str]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], help="default: all")
    kinds = parser.parse_args(arguments).kinds or KINDS
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as home, ThreadPoolExecutor(WORKERS) as pool:
        outcomes = [
            *by_nbval(kinds, Path(home).resolve(), pool),
            *by_tests(kinds, Path(home).resolve(), pool),
        ]
    return report(outcomes, time.monotonic() - started)


def by_nbval(kinds: Iterable[str], home: Path, pool: ThreadPoolExecutor) -> list[Outcome]:
    """Judge sabotages of content and of stored outputs."""
    sound = copy_course(ROOT, home / "sound")
    unharmed: list[Run] = []
    waves: list[Wave] = []
    for notebook in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        name = notebook.relative_to(ROOT).as_posix()
        unharmed.append(Run(f"{name}, unharmed", sound, tuple(stored.code_cells(notebook))))
        if "stored" in kinds:
            waves += stored_waves(notebook, name, sound)
        if "content" in kinds and notebook.parent.name == "proof":
            waves += content_waves(notebook, name, home)
    if not waves:
        return []
    shares = [[*unharmed, *(wave.run for wave in waves[i::WORKERS]), *unharmed] for i in range(WORKERS)]
    folders = [home / f"share{i}" for i in range(len(shares))]
    failed: Failed = set().union(*pool.map(run_nbval, shares, folders))
    if unwell := sorted(place for place in failed if place[0].endswith("unharmed") or place[1] < 0):
        raise SystemExit(
            f"nbval fails without sabotage: {unwell}. Run python -m vignettes.clinics, and look."
        )
    return [
        Outcome(wave.kind, name, where, (wave.run.name, cell) in failed)
        for wave in waves
        for cell, (name, where) in wave.sabotages.items()
    ]


def stored_waves(notebook: Path, name: str, folder: Path) -> list[Wave]:
    """Spread the sabotages of a notebook's outputs over runs."""
    by_cell = defaultdict(list)
    for number, sabotage, cell in stored.mutants_of(notebook):
        by_cell[number].append((sabotage, cell))
    waves = []
    for i in range(max(map(len, by_cell.values()), default=0)):
        cells = stored.code_cells(notebook)
        done = {}
        for number, named in by_cell.items():
            if i < len(named):
                sabotage, cells[number] = named[i]
                done[number] = (sabotage, f"{name}, cell {number}")
        waves.append(Wave("stored", Run(f"{name}, outputs {i}", folder, tuple(cells)), done))
    return waves


def content_waves(notebook: Path, name: str, home: Path) -> list[Wave]:
    """Spread the sabotages of a module's cases over copies of the course."""
    module, cells = notebook.stem, stored.code_cells(notebook)
    sources = [stored.text_of(cell["source"]) for cell in cells]
    numbers = {found[1]: i for i, text in enumerate(sources) if (found := REHEARSED.search(text))}
    files = sorted((ROOT / "exercises" / module).glob("*.yml"))
    if unproved := [file.stem for file in files if file.stem not in numbers]:
        raise SystemExit(f"{name} does not rehearse: {', '.join(unproved)}")
    by_case = {file: list(content.mutants_of(file)) for file in files}
    waves = []
    for i in range(max(map(len, by_case.values()))):
        folder = copy_course(ROOT, home / f"{module}{i}")
        done = {}
        for file, named in by_case.items():
            if i < len(named):
                sabotage, data = named[i]
                content.write(data, folder.parent / "exercises" / module / file.name)
                done[numbers[file.stem]] = (sabotage, file.stem)
        waves.append(Wave("content", Run(f"{name}, content {i}", folder, tuple(cells)), done))
    return waves


def by_tests(kinds: Iterable[str], home: Path, pool: ThreadPoolExecutor) -> list[Outcome]:
    """Judge sabotages of code."""
    mutants = [
        (kind, m) for kind, all_of in (("python", code.PYTHON), ("script", code.SCRIPT)) for m in all_of
    ]
    mutants = [(kind, mutant) for kind, mutant in mutants if kind in kinds]
    if not mutants:
        return []
    bench = code.Bench(ROOT, home)
    if not bench.unharmed(sorted({test for _, mutant in mutants for test in mutant.tests})):
        raise SystemExit("The tests of the mutants fail without sabotage. Mend that first.")
    survived = pool.map(lambda entry: bench.survives(entry[1]), mutants)
    return [
        Outcome(kind, mutant.name, mutant.file, not alive)
        for (kind, mutant), alive in zip(mutants, survived, strict=True)
    ]


def report(outcomes: list[Outcome], seconds: float) -> int:
    """Print one line for each sabotage and every survivor; return the exit code."""
    rows: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        rows[outcome.kind, outcome.name].append(outcome)
    for (kind, name), done in rows.items():
        caught = sum(outcome.caught for outcome in done)
        mark = "✓" if caught == len(done) else "✗"
        places = done[0].where if len(done) == 1 else f"{len(done)} places"
        print(f"{mark} {kind:8} {name:40} {caught:3} of {len(done):<3}  {places}")
    survivors = [outcome for outcome in outcomes if not outcome.caught]
    for outcome in survivors:
        print(f"SURVIVED  {outcome.kind}: {outcome.name} in {outcome.where}")
    caught = len(outcomes) - len(survivors)
    print(f"{len(rows)} kinds of sabotage; {caught} of {len(outcomes)} caught in {seconds:.0f} s")
    return 1 if survivors or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
