"""Breaks copies of the course on purpose and reports which sabotages went unnoticed.

`python -m tests.mutants` prints a table and a score, and exits 1 if one survived. Content and stored
outputs are judged by nbval alone, code by the ground tests named beside each mutant. A cell or a test that
fails without sabotage proves nothing, so everything is run once unharmed as well.

Every kind of sabotage is done in MOST places, spread over all modules, and every third sabotage of the
page's script; `--all` does all of them, wherever they can be. Run that before a release.
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
from typing import TypeVar

from tests.mutants import code, content, stored
from tests.mutants.nbval_runs import Cell, Failed, Run, copy_course, run_nbval

ROOT = Path(__file__).parents[2]
REHEARSED = re.compile(r'rehearse\("([a-z0-9-]+)"\)')
WORKERS = 2

MOST = 3
"""In how many places a kind of sabotage is done unless all are asked for."""
EVERY = 3
"""Every so manyth sabotage of the page's script is tried unless all are: each takes a browser."""

Place = TypeVar("Place")

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
    parser.add_argument("--all", action="store_true", help="every sabotage, in every place")
    asked = parser.parse_args(arguments)
    kinds = asked.kinds or KINDS
    most = sys.maxsize if asked.all else MOST
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as home, ThreadPoolExecutor(WORKERS) as pool:
        outcomes = [
            *by_nbval(kinds, most, Path(home).resolve(), pool),
            *by_tests(kinds, 1 if asked.all else EVERY, Path(home).resolve(), pool),
        ]
    return report(outcomes, time.monotonic() - started)


def by_nbval(kinds: Iterable[str], most: int, home: Path, pool: ThreadPoolExecutor) -> list[Outcome]:
    """Judge sabotages of content and of stored outputs, each kind in `most` places."""
    sound = copy_course(ROOT, home / "sound")
    notebooks = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    proofs = [notebook for notebook in notebooks if notebook.parent.name == "proof"]
    waves: list[Wave] = []
    if "stored" in kinds:
        waves += stored_waves(notebooks, most, sound)
    if "content" in kinds:
        waves += content_waves(proofs, most, home)
    if not waves:
        return []
    unharmed = [
        Run(f"{named(notebook)}, unharmed", sound, tuple(stored.code_cells(notebook)))
        for notebook in notebooks
    ]
    shares = [[wave.run for wave in waves[i::WORKERS]] for i in range(WORKERS)]
    shares[0] = [*unharmed, *shares[0]]
    shares[-1] = [*shares[-1], *unharmed]
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


def named(notebook: Path) -> str:
    return notebook.relative_to(ROOT).as_posix()


def spread(places: Iterable[tuple[str, Place]], most: int) -> list[tuple[str, Place]]:
    """Return `most` places of every kind of sabotage, evenly spread over all of its places."""
    by_kind: dict[str, list[Place]] = defaultdict(list)
    for kind, place in places:
        by_kind[kind].append(place)
    kept = []
    for number, (kind, found) in enumerate(by_kind.items()):
        count = min(most, len(found))
        kept += [(kind, found[(number + i * len(found) // count) % len(found)]) for i in range(count)]
    return kept


def in_waves(places: Iterable[tuple[str, Place]]) -> list[dict[Place, str]]:
    """Deal sabotages into waves with one for each place."""
    waves: list[dict[Place, str]] = []
    for kind, place in places:
        wave = next((wave for wave in waves if place not in wave), None)
        if wave is None:
            waves.append(wave := {})
        wave[place] = kind
    return waves


def stored_waves(notebooks: Sequence[Path], most: int, folder: Path) -> list[Wave]:
    """Spread the sabotages of the outputs of all notebooks over runs that hold what they need."""
    done: dict[tuple[str, tuple[Path, int]], Cell] = {}
    for notebook in notebooks:
        for number, kind, cell in stored.mutants_of(notebook):
            done[kind, (notebook, number)] = cell
    waves = []
    for i, wave in enumerate(in_waves(spread(done, most))):
        for notebook in sorted({notebook for notebook, _ in wave}):
            cells = stored.code_cells(notebook)
            harmed = {n: kind for (file, n), kind in wave.items() if file == notebook}
            for number, kind in harmed.items():
                cells[number] = done[kind, (notebook, number)]
            if notebook.parent.name == "proof":
                kept = [0, *sorted(set(harmed) - {0})]
            else:
                kept = list(range(max(harmed) + 1))
            run = Run(f"{named(notebook)}, outputs {i}", folder, tuple(cells[n] for n in kept))
            sabotages = {
                kept.index(n): (kind, f"{named(notebook)}, cell {n}") for n, kind in harmed.items()
            }
            waves.append(Wave("stored", run, sabotages))
    return waves


def content_waves(proofs: Sequence[Path], most: int, home: Path) -> list[Wave]:
    """Spread the sabotages of all cases over copies of the course; only what is harmed is played."""
    cells: dict[Path, tuple[Cell, Cell]] = {}
    done: dict[tuple[str, Path], content.Data] = {}
    for proof in proofs:
        imports, *rest = stored.code_cells(proof)
        found = {REHEARSED.search(stored.text_of(cell["source"])): cell for cell in rest}
        played = {match[1]: cell for match, cell in found.items() if match}
        files = sorted((ROOT / "exercises" / proof.stem).glob("*.yml"))
        if unproved := [file.stem for file in files if file.stem not in played]:
            raise SystemExit(f"{named(proof)} does not rehearse: {', '.join(unproved)}")
        for file in files:
            cells[file] = imports, played[file.stem]
            for kind, data in content.mutants_of(file):
                done[kind, file] = data
    waves = []
    for i, wave in enumerate(in_waves(spread(done, most))):
        folder = copy_course(ROOT, home / f"content{i}")
        for file, kind in wave.items():
            target = folder.parent / "exercises" / file.relative_to(ROOT / "exercises")
            content.write(done[kind, file], target)
        harmed = list(wave)
        run = Run(f"content {i}", folder, (cells[harmed[0]][0], *(cells[file][1] for file in harmed)))
        sabotages = {number: (wave[file], file.stem) for number, file in enumerate(harmed, start=1)}
        waves.append(Wave("content", run, sabotages))
    return waves


def by_tests(kinds: Iterable[str], every: int, home: Path, pool: ThreadPoolExecutor) -> list[Outcome]:
    """Judge sabotages of code: all of Python, and every so manyth of the script."""
    sabotages = (("python", code.PYTHON), ("script", code.SCRIPT[::every]))
    mutants = [(kind, mutant) for kind, all_of in sabotages for mutant in all_of]
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
