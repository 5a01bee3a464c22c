"""A course of as many questions as are wanted, and a reader who has answered them."""

from __future__ import annotations

import random
from typing import Any

TYPES = ("single", "multiple", "order", "match", "number", "choice", "reply")
LEVELS = ("introductory", "intermediate", "advanced")
SURE = ("guessing", "think-so", "sure")
NOW = 1_795_000_000_000
"""A moment in November 2026, in milliseconds."""

Record = tuple[str, str, Any]


def course(items: int, per_case: int = 4, cases_per_module: int = 9) -> dict[str, Any]:
    """Return a catalogue of `items` questions; every module has six pages and four objectives."""
    cases = {f"case-{n}": _case(n, per_case, cases_per_module) for n in range(-(-items // per_case))}
    modules = sorted({case["module"] for case in cases.values()}, key=lambda name: int(name[1:]))
    return {
        "course": {"name": "A course", "version": "1"},
        "objectives": {
            f"{name}.aim-{n}": f"do what {name} asks, part {n}" for name in modules for n in range(4)
        },
        "modules": [
            {
                "id": name,
                "title": f"Module {name}",
                "pages": [
                    {"page": f"book/{name}/page-{n}", "title": f"Page {n} of {name}"} for n in range(6)
                ],
            }
            for name in modules
        ],
        "cases": cases,
    }


def _case(n: int, per_case: int, cases_per_module: int) -> dict[str, Any]:
    module = f"m{n // cases_per_module}"
    return {
        "title": f"Case {n}",
        "module": module,
        "level": LEVELS[n % 3],
        "minutes": 5 + n % 20,
        "page": f"book/{module}/page-{n % 6}",
        "mark": "0" * 12,
        "note": False,
        "branching": False,
        "items": [
            {
                "id": f"item-{i}",
                "type": TYPES[(n + i) % len(TYPES)],
                "fingerprint": f"{n * per_case + i:012x}",
                "prompt": f"What do you say to question {i} of case {n}, at the end of a long day?",
                "objectives": [f"{module}.aim-{i % 4}"],
            }
            for i in range(per_case)
        ],
    }


def answers(catalogue: dict[str, Any], seed: int = 1, share: float = 1.0) -> list[Record]:
    """Return what is kept after a `share` of all questions were answered, each by a last and a first answer
    and a card of Review, some in an older wording; and some pages read."""
    lot = random.Random(seed)
    kept: list[Record] = []
    for name, case in catalogue["cases"].items():
        for item in case["items"]:
            if lot.random() >= share:
                continue
            key = f"{name}/{item['id']}"
            fingerprint = item["fingerprint"] if lot.random() < 0.95 else "f" * 12
            kept += [
                ("answer", key, attempt(fingerprint, lot.choice((0, 0.5, 1, 1)), lot=lot)),
                ("first", key, attempt(fingerprint, lot.choice((0, 0.5, 1, 1)), lot.choice(SURE), lot)),
                ("card", key, card(fingerprint, lot.choice((0, 0.5, 1, 1)), lot)),
            ]
    pages = [page["page"] for module in catalogue["modules"] for page in module["pages"]]
    return kept + [("read", page, {"at": NOW}) for page in pages if lot.random() < share]


def attempt(
    fingerprint: str, score: float, confidence: str | None = None, lot: random.Random | None = None
) -> dict[str, Any]:
    """Return an answer as quiz.js keeps it."""
    at = NOW - (lot.randrange(10**10) if lot else 0)
    made = {"fingerprint": fingerprint, "answer": "a", "score": score, "right": score == 1, "at": at}
    return {**made, "confidence": confidence} if confidence else made


def card(fingerprint: str, score: float, lot: random.Random | None = None) -> dict[str, Any]:
    """Return what Review keeps of an item."""
    at = NOW - (lot.randrange(10**10) if lot else 0)
    memory = {"stability": 3.5, "difficulty": 5, "days": 3, "steps": 0, "reps": 2, "lapses": 0, "state": 2}
    return {"fingerprint": fingerprint, "at": at, "due": at + 10**8, "score": score, **memory}


def as_stored(records: list[Record]) -> dict[str, Any]:
    """Return records by the key under which a browser keeps them."""
    return {f"vignettes:1:{kind}:{name}": value for kind, name, value in records}
