"""Small sound cases for the tests of the rules, and what is needed to check a changed one."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from typing import Any

from vignettes.checks import Context, check_bank
from vignettes.checks.facts import Fact
from vignettes.errors import Problem
from vignettes.loading import Case
from vignettes.model import Vignette
from vignettes.yaml_reader import Source

Data = dict[str, Any]
Change = Callable[[Data], object]

FACTS = (
    Fact(claim="Of 35 studies 11 used the model.", keys=("arends2024tools",), strength="systematic review"),
    Fact(
        claim="Function was better, SMD 1.68 (95% CI 0.67 to 2.69).",
        keys=("cicek2024",),
        strength="systematic review",
        confirmed=False,
    ),
)
CONTEXT = Context(
    today=datetime.date(2026, 11, 23),
    verified={
        "annon1976plissit": "seen: page",
        "arends2024tools": "seen: page",
        "cicek2024": "seen: page",
        "old1956": "recalled",
    },
    facts=FACTS,
    glossary=frozenset({"PLISSIT", "Consent"}),
    prose={"book/page.md": "Whoever asks first and listens long learns more in one visit than others do."},
)

STORY = """\
Ines waits until the cuff is off and the numbers are written down.

> It is probably nothing, and you have other people outside.

She looks at the poster about feet. The visit has ten minutes left, nobody came with her, and the results
that she brought are all in order. It is her second visit this winter.
"""


def single(*texts: str, key: int = 0, **more: Any) -> Data:
    """Return a sound one-best-answer item, with these options if any are given."""
    texts = texts or (
        "Ask how evenings at home have been",
        "Explain what a long illness can do",
        "Book a longer slot for next month",
    )
    feedback = (
        "It takes the hint and hands the choice over, because only the person can say what the hint meant.",
        "Teaching feels useful in a short hour, but an answer nobody asked for closes the subject.",
        "Time is a kind offer, whereas before the first sentence it sounds like a polite way of saying no.",
        "The form protects the clinic on paper, therefore it tempts busy teams on any full Monday morning.",
        "Silence can be respect, since not everyone wishes to speak; here the door was already open.",
        "A colleague may know more about this, but passing it on unheard makes the person begin all over.",
    )
    options = [{"id": f"o{i}", "text": t, "feedback": feedback[i]} for i, t in enumerate(texts)]
    options[key]["correct"] = True  # type: ignore[assignment]
    return {
        "id": "first",
        "type": "single",
        "option_type": "next_step",
        "prompt": "What do you do in the next minute?",
        "options": options,
        "rationale": "A hint asks to be heard. Room costs one sentence; guessing costs the next visit.",
        "references": ["annon1976plissit"],
    } | more


def case(*items: Data, **more: Any) -> Data:
    """Return a sound case of one stage, with these items or one single."""
    return {
        "id": "sound",
        "title": "Before she goes",
        "module": "tests",
        "person": "Ines, 34, a florist",
        "setting": "nurse-led clinic",
        "level": "introductory",
        "minutes": 5,
        "objectives": ["tests.permission"],
        "review": {"status": "unreviewed"},
        "stages": [{"id": "opening", "text": STORY, "items": list(items) or [single()]}],
        "debrief": "One sentence was enough. It left room.",
    } | more


def changed(data: Data, change: Change) -> Data:
    """Return a copy of `data` after `change`."""
    data = copy.deepcopy(data)
    change(data)
    return data


def loaded(data: Data) -> Case:
    """Return `data` as it is after loading, without positions."""
    return Case(Vignette.model_validate(data), Source(f"{data['id']}.yml", data, {}))


def problems(*cases: Data, context: Context = CONTEXT) -> list[Problem]:
    """Return what the rules say of a bank of these cases."""
    return check_bank({data["id"]: loaded(data) for data in cases}, context)


def found(*cases: Data, context: Context = CONTEXT) -> list[tuple[str, str]]:
    """Return the codes and levels of what the rules say."""
    return [(problem.code, problem.level) for problem in problems(*cases, context=context)]


def way(option_id: str, quality: str, goto: str) -> Data:
    """Return one way out of a stage."""
    said = {
        "sound": "This keeps the pace that was agreed, because nothing is done before a yes to it.",
        "costly": "This gets there in the end, but it spends trust that was hard to earn in two visits.",
        "harmful": "This decides for her, so her next sentence is about rain, because rain is safe.",
    }
    text = {
        "sound": "Ask what would help today",
        "costly": "Give the whole leaflet first",
        "harmful": "Hurry through to the plan",
    }
    return {
        "id": option_id,
        "text": text[quality],
        "quality": quality,
        "consequence": "Ines answers after a while.",
        "feedback": said[quality],
        "goto": goto,
    }


def branching(*stages: tuple[str, Any]) -> Data:
    """Return a branching case: each stage with its `goto`, or with a list of (quality, goto)."""
    built = []
    for name, ways in stages:
        stage: Data = {"id": name, "text": STORY}
        if isinstance(ways, str):
            stage["goto"] = ways
        else:
            item = {
                "id": f"at-{name}",
                "type": "choice",
                "prompt": "What do you do now?",
                "options": [way(f"w{i}", quality, goto) for i, (quality, goto) in enumerate(ways)],
                "rationale": "The pace belongs to the person, and so does the subject.",
                "references": ["annon1976plissit"],
            }
            stage["items"] = [item]
        built.append(stage)
    return case() | {"id": "branches", "stages": built}


STRAIGHT = (
    ("one", [("sound", "two"), ("costly", "two")]),
    ("two", [("sound", "three"), ("harmful", "repair")]),
    ("repair", "three"),
    ("three", [("sound", "debrief"), ("costly", "debrief")]),
)
"""A sound branching case."""
