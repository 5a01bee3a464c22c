"""Results files of learners who do not exist, as the widget would write them, and some that are damaged."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.learners.world import Truth, World, answer_of
from vignettes.model import DEBRIEF, Choice, Reply, Vignette
from vignettes.results import COURSE, FORMAT, LONGEST, VERSION

START = datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.UTC)
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Habits:
    """What learners do: shares of learners who stop early, of answers with confidence, of second tries."""

    dropout: float = 0.3
    confidence: float = 0.8
    again: float = 0.3


def results_of(world: World, learner: int, habits: Habits | None = None) -> dict[str, Any]:
    """Return the results file of learner number `learner` as plain values."""
    habits = habits or Habits()
    lot = world.draw(learner)
    theta, speed, boldness = lot.standard_normal(), lot.normal(0, 0.25), lot.normal(0, 0.08)
    code = "".join(LETTERS[i] for i in lot.integers(len(LETTERS), size=12))
    last = lot.random() if lot.random() < habits.dropout else 1.0
    chances = np.array([truth.chance(theta) for truth in world.truths])
    right = lot.random(len(chances)) < chances
    now = START + datetime.timedelta(minutes=int(lot.integers(60 * 24 * 60)))
    answers = []
    for position, truth in enumerate(_met(world, right, theta, lot)):
        if position >= last * len(world.truths):
            break
        i = truth.question.number
        seconds = min(float(LONGEST), round(float(lot.lognormal(3.6 + speed - 0.1 * theta, 0.5))))
        now += datetime.timedelta(seconds=seconds + 20)
        entry = {
            "vignette": truth.question.vignette.id,
            "item": truth.question.item.id,
            "fingerprint": truth.question.fingerprint,
            "answer": answer_of(truth, bool(right[i]), theta, lot),
            "at": now.isoformat().replace("+00:00", "Z"),
            "seconds": seconds,
        }
        asked = not isinstance(truth.question.item, (Reply, Choice))
        if asked and lot.random() < habits.confidence:
            entry["confidence"] = _felt(float(chances[i] + boldness + lot.normal(0, 0.1)))
        if not right[i] and lot.random() < habits.again:
            later = now + datetime.timedelta(minutes=5)
            entry["later"] = {
                "answer": answer_of(truth, True, theta + 1, lot),
                "at": later.isoformat().replace("+00:00", "Z"),
            }
        answers.append(entry)
    return {
        "format": FORMAT,
        "version": VERSION,
        "course": {"name": COURSE, "version": "2026.11.0"},
        "learner": {"code": f"{code[:4]}-{code[4:8]}-{code[8:]}"},
        "exported": (now + datetime.timedelta(hours=1)).isoformat().replace("+00:00", "Z"),
        "answers": answers,
    }


def _felt(belief: float) -> str:
    return "sure" if belief > 0.8 else "think-so" if belief > 0.6 else "guessing"


def _met(world: World, right: np.ndarray, theta: float, lot: np.random.Generator) -> Iterator[Truth]:
    """Yield what a learner meets: in a branching case the items on their way, once each."""
    by_case: dict[str, list[Truth]] = {}
    for truth in world.truths:
        by_case.setdefault(truth.question.vignette.id, []).append(truth)
    for truths in by_case.values():
        vignette = truths[0].question.vignette
        yield from _way(vignette, truths, right) if vignette.branching else truths


def _way(vignette: Vignette, truths: list[Truth], right: np.ndarray) -> Iterator[Truth]:
    named = {truth.question.item.id: truth for truth in truths}
    stage, seen = vignette.stages[0], set()
    while stage.id not in seen:
        seen.add(stage.id)
        yield from (named[item.id] for item in stage.items if item.id in named)
        goto = stage.goto
        choice = vignette.choice(stage.id)
        if choice:
            truth = named[choice.id]
            taken = truth.best if right[truth.question.number] else truth.wrong[0]
            goto = next(option.goto for option in choice.options if option.id == taken)
        if goto in (None, DEBRIEF):
            return
        stage = vignette.stage(goto)


def write(folder: Path, world: World, count: int, habits: Habits | None = None, damaged: int = 0) -> None:
    """Write the files of `count` learners, and `damaged` files that nobody can read, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for learner in range(count):
        text = json.dumps(results_of(world, learner, habits), separators=(",", ":"))
        (folder / f"results-{learner:06}.json").write_text(text, encoding="utf-8")
    sound = json.dumps(results_of(world, count, habits))
    for number in range(damaged):
        kind = sorted(HOSTILE)[number % len(HOSTILE)]
        (folder / f"damaged-{number:03}-{kind}.json").write_bytes(HOSTILE[kind](sound))


HOSTILE = {
    "cut-off": lambda sound: sound[: len(sound) // 2].encode(),
    "deep": lambda _: b'{"format": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "empty": lambda _: b"",
    "later-version": lambda sound: sound.replace('"version": 1', '"version": 7', 1).encode(),
    "list": lambda _: b"[1, 2, 3]",
    "nan": lambda sound: sound.replace('"version": 1', '"version": NaN', 1).encode(),
    "picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "utf-16": lambda sound: sound.encode("utf-16"),
}
"""Ways in which a file comes to harm, by name."""
