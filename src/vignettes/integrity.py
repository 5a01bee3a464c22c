"""What must hold inside one vignette before anything else can be said about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vignettes.errors import Problem, nearest
from vignettes.model import DEBRIEF, Choice, Match, Vignette
from vignettes.yaml_reader import Location, Source

CODE = "V004"


def problems_within(vignette: Vignette, source: Source, file: Path) -> list[Problem]:
    """Return every broken promise of ids, references between parts, and file name."""
    checks = (_names(vignette, file), _ids(vignette), _targets(vignette), _review(vignette))
    return [
        source.problem(location, fact, advice, code=CODE)
        for check in checks
        for location, fact, advice in check
    ]


Found = Iterator[tuple[Location, str, str]]


def _names(vignette: Vignette, file: Path) -> Found:
    if file.stem != vignette.id:
        yield (
            ("id",),
            f"the id “{vignette.id}” differs from the file's name “{file.stem}”",
            "Make them equal, so that a case is found by its id.",
        )
    if file.parent.name != vignette.module:
        yield (
            ("module",),
            f"the module “{vignette.module}” differs from the folder “{file.parent.name}”",
            "Make them equal, or move the file.",
        )


def _ids(vignette: Vignette) -> Found:
    yield from _doubled([(("stages", i, "id"), s.id) for i, s in enumerate(vignette.stages)])
    items = [
        (("stages", i, "items", j, "id"), item.id)
        for i, stage in enumerate(vignette.stages)
        for j, item in enumerate(stage.items)
    ]
    yield from _doubled(items)
    for i, stage in enumerate(vignette.stages):
        if stage.id == DEBRIEF:
            yield ("stages", i, "id"), f"“{DEBRIEF}” names the end of every case", "Rename it."
        for j, item in enumerate(stage.items):
            for name in ("options", "steps", "answers", "pairs", "rubric"):
                parts: Iterable[object] = getattr(item, name, ())
                where = ("stages", i, "items", j, name)
                yield from _doubled(
                    [((*where, k, "id"), str(p.id)) for k, p in enumerate(parts)]  # type: ignore[attr-defined]
                )


def _doubled(named: Sequence[tuple[Location, str]]) -> Found:
    seen: set[str] = set()
    for location, name in named:
        if name in seen:
            yield location, f"the id “{name}” stands here twice", "Ids are unique in their list."
        seen.add(name)


def _targets(vignette: Vignette) -> Found:
    stages = [stage.id for stage in vignette.stages]
    for i, stage in enumerate(vignette.stages):
        where: Location = ("stages", i)
        choices = [j for j, item in enumerate(stage.items) if isinstance(item, Choice)]
        if choices and choices != [len(stage.items) - 1]:
            yield (
                (*where, "items", choices[0]),
                "a choice stands last in its stage, and there is one at most",
                "Move the other items to an earlier stage.",
            )
        if stage.goto and choices:
            yield (*where, "goto"), "a stage with a choice has no `goto` of its own", "Remove it."
        if stage.goto and not vignette.branching:
            yield (
                (*where, "goto"),
                "`goto` has a meaning only in a case with a choice",
                "Remove it: stages follow in the order of the file.",
            )
        if vignette.branching and not choices and not stage.goto:
            yield where, "this stage leads nowhere", "Add `goto:` with the next stage, or debrief."
        if stage.goto:
            yield from _known((*where, "goto"), stage.goto, [*stages, DEBRIEF])
        for j, item in enumerate(stage.items):
            if isinstance(item, Choice):
                for k, option in enumerate(item.options):
                    at = (*where, "items", j, "options", k, "goto")
                    yield from _known(at, option.goto, [*stages, DEBRIEF])
            if isinstance(item, Match):
                answers = [answer.id for answer in item.answers]
                for k, pair in enumerate(item.pairs):
                    at = (*where, "items", j, "pairs", k, "answer")
                    yield from _known(at, pair.answer, answers)


def _known(location: Location, name: str, known: list[str]) -> Found:
    if name not in known:
        hint = nearest(name, known).strip() or "Known are: " + ", ".join(known) + "."
        yield location, f"“{name}” is not there", hint


def _review(vignette: Vignette) -> Found:
    review = vignette.review
    given = [name for name in ("by", "credentials", "on") if getattr(review, name) is not None]
    if review.status == "reviewed" and len(given) < 3:
        yield (
            ("review",),
            "a reviewed case names who reviewed it, with what credentials, and when",
            "Add `by:`, `credentials:` and `on:`, or say `status: unreviewed`.",
        )
    if review.status == "unreviewed" and given:
        yield ("review",), "an unreviewed case has no reviewer", "Say `status: reviewed`."
