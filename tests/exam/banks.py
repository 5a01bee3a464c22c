"""Made-up banks for the draw: items that differ in module, objective and level alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from vignettes.exam.pool import Entry
from vignettes.model import Single, Vignette

LEVELS = ("introductory", "intermediate", "advanced")
Spec = tuple[str, str, str]
"""Module, objective (without its module), level."""


def entry(number: int, spec: Spec, options: int | list[dict[str, object]] = 4, **more: object) -> Entry:
    """Return an item with a case of its own."""
    module, objective, level = spec
    said = options
    if isinstance(options, int):
        said = [
            {"id": f"o{i}", "text": f"Option {i} of {number}", "correct": i == 0, "feedback": f"Said {i}"}
            for i in range(options)
        ]
    item = {
        "id": "asked", "type": "single", "option_type": "next_step",
        "prompt": f"What now, in case {number}?",
        "options": said, "rationale": "Because it is so.", "objectives": [f"{module}.{objective}"], **more,
    }  # fmt: skip
    vignette = Vignette.model_validate(
        {
            "id": f"case-{number:04}", "title": f"Case {number}", "module": module, "person": "Somebody",
            "setting": "somewhere", "level": level, "minutes": 2, "use": "exam",
            "objectives": [f"{module}.{objective}"], "review": {"status": "unreviewed"},
            "stages": [{"id": "told", "text": "Something has happened.", "items": [item]}],
            "debrief": "That is what it teaches.",
        }
    )  # fmt: skip
    stage = vignette.stages[0]
    assert isinstance(stage.items[0], Single)
    return Entry(vignette, stage, stage.items[0])


def entries(specs: Iterable[Spec]) -> Sequence[Entry]:
    """Return items for a list of specifications, in its order."""
    return [entry(number, spec) for number, spec in enumerate(specs)]


def split(case: Vignette) -> list[Vignette]:
    """Return an exam case of one question for each item of a case; decisions have no place on paper."""
    cases = []
    for stage, item in case.items():
        if item.type == "choice":
            continue
        told = {"id": stage.id, "text": stage.text, "items": [item.model_dump(mode="json")]}
        data = case.model_dump(mode="json", exclude={"state", "allow", "facilitator"})
        data |= {"id": f"{case.id}-{item.id}", "use": "exam", "stages": [told]}
        cases.append(Vignette.model_validate_json(json.dumps(data)))
    return cases


def write_bank(folder: Path, cases: Iterable[Vignette]) -> Path:
    """Write cases as a bank kept elsewhere; JSON is YAML, too."""
    for case in cases:
        file = folder / case.module / f"{case.id}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(case.model_dump_json(exclude_none=True), encoding="utf-8")
    return folder
