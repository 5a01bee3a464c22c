"""What must hold inside one vignette before anything else can be said about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vignettes.errors import Problem, nearest
from vignettes.model import DEBRIEF, Choice, Match, Measure, Vignette, Way
from vignettes.yaml_reader import Location, Source

CODE = "V004"
EXAM = "exam"
"""The folder whose cases are all for examinations."""


def problems_within(vignette: Vignette, source: Source, file: Path) -> list[Problem]:
    """Return every broken promise of ids, references between parts, and file name."""
    checks = (
        _names(vignette, file),
        _ids(vignette),
        _targets(vignette),
        _state(vignette),
        _experts(vignette),
        _review(vignette),
    )
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

    if EXAM in [folder.name for folder in file.parents] and vignette.use != "exam":
        yield (
            ("use",),
            f"a case below a folder “{EXAM}” is not marked `use: exam`",
            "Write `use: exam`, or move the file: what lies there is never shown to learners.",
        )


def _ids(vignette: Vignette) -> Found:
    yield from _doubled([(("state", i, "id"), measure.id) for i, measure in enumerate(vignette.state)])
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
        if stage.ways and not stage.goto:
            yield (
                (*where, "ways"),
                "`ways` stand beside a `goto`",
                "Add `goto:`, for when none of them is open; a choice has its `ways` at its options.",
            )
        if stage.goto:
            yield from _known((*where, "goto"), stage.goto, [*stages, DEBRIEF])
        for k, way in enumerate(stage.ways):
            yield from _known((*where, "ways", k, "goto"), way.goto, [*stages, DEBRIEF])
        for j, item in enumerate(stage.items):
            if isinstance(item, Choice):
                for k, option in enumerate(item.options):
                    at = (*where, "items", j, "options", k, "goto")
                    yield from _known(at, option.goto, [*stages, DEBRIEF])
                    for n, way in enumerate(option.ways):
                        yield from _known((*at[:-1], "ways", n, "goto"), way.goto, [*stages, DEBRIEF])
            if isinstance(item, Match):
                answers = [answer.id for answer in item.answers]
                for k, pair in enumerate(item.pairs):
                    at = (*where, "items", j, "pairs", k, "answer")
                    yield from _known(at, pair.answer, answers)


def _state(vignette: Vignette) -> Found:
    """Find measures that are not there, and levels that they do not have."""
    measures = {measure.id: measure for measure in vignette.state}
    if measures and not vignette.branching:
        yield ("state",), "`state` has a meaning only in a case with a choice", "Remove it."
    for i, measure in enumerate(vignette.state):
        if measure.start >= len(measure.levels):
            at: Location = ("state", i, "start")
            yield at, f"“{measure.id}” has no level {measure.start}", _levels(measure)
    for i, stage in enumerate(vignette.stages):
        where: Location = ("stages", i)
        yield from _ways(measures, (*where, "ways"), stage.ways)
        for j, item in enumerate(stage.items):
            if not isinstance(item, Choice):
                continue
            for k, option in enumerate(item.options):
                at = (*where, "items", j, "options", k)
                for name, change in option.changes.items():
                    yield from _known((*at, "changes", name), name, list(measures))
                    if not change:
                        yield (*at, "changes", name), f"“{name}” changes by nothing", "Remove it."
                yield from _ways(measures, (*at, "ways"), option.ways)


def _ways(measures: dict[str, Measure], at: Location, ways: Sequence[Way]) -> Found:
    for n, way in enumerate(ways):
        for name, level in way.when.items():
            place = (*at, n, "when", name)
            yield from _known(place, name, list(measures))
            if name in measures and level >= len(measures[name].levels):
                yield place, f"“{name}” never reaches level {level}", _levels(measures[name])


def _levels(measure: Measure) -> str:
    return f"Its levels are counted from 0: the highest is {len(measure.levels) - 1}."


def _experts(vignette: Vignette) -> Found:
    """Where one choice says what an expert does, or the case has a state, every choice says so once."""
    choices = [
        (("stages", i, "items", j, "options"), item)
        for i, stage in enumerate(vignette.stages)
        for j, item in enumerate(stage.items)
        if isinstance(item, Choice)
    ]
    if not vignette.state and not any(option.expert for _, item in choices for option in item.options):
        return
    for at, item in choices:
        experts = [k for k, option in enumerate(item.options) if option.expert]
        if len(experts) != 1:
            yield (
                at,
                f"{len(experts)} options are marked `expert: true`; exactly one is needed",
                "Mark the way an expert goes: the debrief compares the learner's path with it.",
            )
        for k in experts:
            if item.options[k].quality != "sound":
                yield (*at, k, "expert"), "the expert's way is not sound", "Mark a sound option."


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
