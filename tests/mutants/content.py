"""Sabotages of a vignette's content. nbval alone must notice each of them in each case."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from vignettes.dealing import deal
from vignettes.loading import load_case
from vignettes.model import Vignette
from vignettes.yaml_reader import read_yaml

Data = dict[str, Any]
Sabotage = Callable[[Data], bool]
"""Changes the data of a case in place; False where there is nothing of the kind to change."""

SABOTAGES: dict[str, Sabotage] = {}


def sabotage(name: str) -> Callable[[Sabotage], Sabotage]:
    def register(function: Sabotage) -> Sabotage:
        SABOTAGES[name] = function
        return function

    return register


def items(data: Data, *kinds: str) -> list[Data]:
    return [
        i for stage in data["stages"] for i in stage.get("items", []) if not kinds or i["type"] in kinds
    ]


def on_item(*kinds: str) -> Callable[[Callable[[Data], Any]], Sabotage]:
    """Make a sabotage of the last item of a kind, where few look."""

    def wrap(function: Callable[[Data], Any]) -> Sabotage:
        def apply(data: Data) -> bool:
            found = items(data, *kinds)
            return bool(found) and function(found[-1]) is not False

        return apply

    return wrap


def altered(text: str) -> str:
    """Return a text with one word in it turned round."""
    words = text.rstrip().split(" ")
    at = max(range(len(words)), key=lambda i: len(words[i]))
    return " ".join([*words[:at], words[at][::-1], *words[at + 1 :]])


def negated(text: str) -> str:
    return text.rstrip().rstrip("?.") + ", or not?"


def swap(one: Data, other: Data, field: str) -> None:
    one[field], other[field] = other[field], one[field]


# The case


@sabotage("title altered")
def _(data: Data) -> bool:
    data["title"] = altered(data["title"])
    return True


@sabotage("person altered")
def _(data: Data) -> bool:
    data["person"] = altered(data["person"])
    return True


@sabotage("setting altered")
def _(data: Data) -> bool:
    data["setting"] = altered(data["setting"])
    return True


@sabotage("minutes changed")
def _(data: Data) -> bool:
    data["minutes"] += 1
    return True


@sabotage("an objective removed")
def _(data: Data) -> bool:
    data["objectives"] = [*data["objectives"][1:], "plissit.nothing"]
    return True


@sabotage("story altered")
def _(data: Data) -> bool:
    data["stages"][-1]["text"] = altered(data["stages"][-1]["text"])
    return True


@sabotage("stages swapped")
def _(data: Data) -> bool:
    stages = data["stages"]
    if len(stages) < 2 or items(data, "choice"):
        return False
    stages[0], stages[1] = stages[1], stages[0]
    return True


@sabotage("content note turned over")
def _(data: Data) -> bool:
    data["content_note"] = None if data.get("content_note") else "Explicit pictures."
    return True


# What a branching case remembers


def options_of(data: Data) -> list[Data]:
    return [option for item in items(data, "choice") for option in item["options"]]


@sabotage("a measure starts elsewhere")
def _(data: Data) -> bool:
    for measure in data.get("state", []):
        measure["start"] = (measure["start"] + 1) % len(measure["levels"])
        return True
    return False


@sabotage("the level of a measure altered")
def _(data: Data) -> bool:
    for measure in data.get("state", []):
        measure["levels"][-1] = altered(measure["levels"][-1])
        return True
    return False


@sabotage("a choice changes nothing")
def _(data: Data) -> bool:
    return any(option.pop("changes", None) for option in options_of(data))


@sabotage("a choice changes the other way")
def _(data: Data) -> bool:
    for option in reversed(options_of(data)):
        if option.get("changes"):
            option["changes"] = {name: -change for name, change in option["changes"].items()}
            return True
    return False


@sabotage("a way is gone")
def _(data: Data) -> bool:
    return any(part.pop("ways", None) for part in [*options_of(data), *data["stages"]])


@sabotage("a way asks for another level")
def _(data: Data) -> bool:
    tops = {measure["id"]: len(measure["levels"]) - 1 for measure in data.get("state", [])}
    for part in [*options_of(data), *data["stages"]]:
        for way in part.get("ways", []):
            name, level = next(iter(way["when"].items()))
            other = level - 1 if level > 1 else level + 1
            if other <= tops[name]:
                way["when"][name] = other
                return True
    return False


@sabotage("another way is the expert's")
def _(data: Data) -> bool:
    for item in items(data, "choice"):
        sound = [option for option in item["options"] if option["quality"] == "sound"]
        if len(sound) > 1 and any(option.get("expert") for option in sound):
            for option in sound:
                option["expert"] = not option.get("expert", False)
            return sum(option["expert"] for option in sound) == 1
    return False


@sabotage("debrief altered")
def _(data: Data) -> bool:
    data["debrief"] = altered(data["debrief"])
    return True


@sabotage("facilitator notes altered")
def _(data: Data) -> bool:
    if not data.get("facilitator"):
        return False
    data["facilitator"] = altered(data["facilitator"])
    return True


@sabotage("references of the case removed")
def _(data: Data) -> bool:
    return bool(data.pop("references", None))


@sabotage("marked as reviewed")
def _(data: Data) -> bool:
    import datetime

    day = datetime.date(2026, 1, 1)
    data["review"] = {"status": "reviewed", "by": "N. N.", "credentials": "MD", "on": day}
    return True


# Any item


@sabotage("item dropped")
def _(data: Data) -> bool:
    if len(items(data)) < 2:
        return False
    for stage in data["stages"]:
        for item in stage.get("items", []):
            if item["type"] != "choice":
                stage["items"].remove(item)
                return True
    return False


@sabotage("stem negated")
def _(data: Data) -> bool:
    item = items(data)[-1]
    item["prompt"] = negated(item["prompt"])
    return True


@sabotage("rationale emptied")
def _(data: Data) -> bool:
    items(data)[-1]["rationale"] = "…"
    return True


@sabotage("references of an item removed")
def _(data: Data) -> bool:
    return any(item.pop("references", None) for item in items(data))


@sabotage("references of an item exchanged")
def _(data: Data) -> bool:
    item = items(data)[-1]
    item["references"] = [*item.get("references", []), "nobody2026nothing"]
    return True


# Kinds of item


@sabotage("key flipped")
@on_item("single")
def _(item: Data) -> None:
    right = next(o for o in item["options"] if o.get("correct"))
    wrong = next(o for o in item["options"] if not o.get("correct"))
    right["correct"], wrong["correct"] = False, True


@sabotage("an option of several turned over")
@on_item("multiple")
def _(item: Data) -> None:
    item["options"][-1]["correct"] = not item["options"][-1].get("correct", False)


@sabotage("option altered")
@on_item("single", "multiple", "choice")
def _(item: Data) -> None:
    item["options"][0]["text"] = altered(item["options"][0]["text"])


@sabotage("option dropped")
@on_item("single", "multiple")
def _(item: Data) -> bool | None:
    wrong = [o for o in item["options"] if not o.get("correct")]
    if len(item["options"]) < 4 or not wrong:
        return False
    item["options"].remove(wrong[-1])
    return None


@sabotage("feedback of two options swapped")
@on_item("single", "multiple", "choice")
def _(item: Data) -> None:
    swap(item["options"][0], item["options"][1], "feedback")


@sabotage("feedback altered")
@on_item("single", "multiple", "choice")
def _(item: Data) -> None:
    item["options"][-1]["feedback"] = altered(item["options"][-1]["feedback"])


@sabotage("options dealt anew")
def _(data: Data) -> bool:
    for item in items(data, "single", "multiple", "choice", "order"):
        before = dealt(data, item["id"])
        for seed in range(1, 50):
            item["seed"] = item.get("seed", 0) + seed
            if dealt(data, item["id"]) != before:
                return True
    return False


def dealt(data: Data, item_id: str) -> list[str]:
    """Return the order in which an item's parts are shown."""
    vignette = Vignette.model_validate(data)
    return [part.id for part in deal(vignette.id, vignette.item(item_id))]


@sabotage("steps reversed")
@on_item("order")
def _(item: Data) -> None:
    item["steps"].reverse()


@sabotage("feedback of two steps swapped")
@on_item("order")
def _(item: Data) -> None:
    swap(item["steps"][0], item["steps"][1], "feedback")


@sabotage("pair put together otherwise")
@on_item("match")
def _(item: Data) -> None:
    pair = item["pairs"][-1]
    pair["answer"] = next(a["id"] for a in item["answers"] if a["id"] != pair["answer"])


@sabotage("feedback of two pairs swapped")
@on_item("match")
def _(item: Data) -> None:
    swap(item["pairs"][0], item["pairs"][1], "feedback")


@sabotage("answer of a match altered")
@on_item("match")
def _(item: Data) -> None:
    item["answers"][-1]["text"] = altered(item["answers"][-1]["text"])


@sabotage("number changed")
@on_item("number")
def _(item: Data) -> None:
    item["answer"] = item["answer"] + 1


@sabotage("tolerance widened")
@on_item("number")
def _(item: Data) -> None:
    item["tolerance"] = item.get("tolerance", 0) + 0.25


@sabotage("a foreseen mistake dropped")
@on_item("number")
def _(item: Data) -> bool:
    return bool(item.get("near") and item["near"].pop())


@sabotage("feedback for other numbers altered")
@on_item("number")
def _(item: Data) -> None:
    item["otherwise"] = altered(item["otherwise"])


@sabotage("model answer altered")
@on_item("reply")
def _(item: Data) -> None:
    item["model_answer"] = altered(item["model_answer"])


@sabotage("rubric point exchanged")
@on_item("reply")
def _(item: Data) -> None:
    item["rubric"][-1]["text"] = "Says something nice"


@sabotage("feedback of a rubric point altered")
@on_item("reply")
def _(item: Data) -> None:
    item["rubric"][0]["feedback"] = altered(item["rubric"][0]["feedback"])


@sabotage("choice leads elsewhere")
def _(data: Data) -> bool:
    for item in items(data, "choice"):
        first, *others = item["options"]
        for other in others:
            if other["goto"] != first["goto"]:
                swap(first, other, "goto")
                return True
    return False


@sabotage("harmful made sound")
@on_item("choice")
def _(item: Data) -> None:
    worse = next(o for o in item["options"] if o["quality"] != "sound")
    worse["quality"] = "sound"


@sabotage("consequences swapped")
@on_item("choice")
def _(item: Data) -> None:
    swap(item["options"][0], item["options"][1], "consequence")


@sabotage("a stage leads elsewhere")
def _(data: Data) -> bool:
    for stage in data["stages"]:
        if stage.get("goto") not in (None, "debrief"):
            stage["goto"] = "debrief"
            return True
    return False


def mutants_of(file: Path) -> Iterator[tuple[str, Data]]:
    """Yield every sabotage that the case in `file` allows, as name and data."""
    sound = read_yaml(file, file.name).data
    for name, function in SABOTAGES.items():
        data = copy.deepcopy(sound)
        if function(data) and data != sound:
            yield name, data


def write(data: Data, file: Path) -> None:
    """Write a sabotaged case; an exception if it is no longer one, since then any test would notice."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 1_000_000
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(data, stream)
    load_case(file)
