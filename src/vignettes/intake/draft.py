"""A foreign question as the text of a draft vignette: nothing is invented, what is missing is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from vignettes.intake import markdown
from vignettes.intake.asking import divided
from vignettes.intake.own import without_own_lines
from vignettes.intake.question import Foreign, Losses
from vignettes.intake.rich_text import NOT_TEXT
from vignettes.intake.yaml_text import comment, yaml_of
from vignettes.render.prose import Words

STAGE, ITEM = "opening", "question"
"""The ids of the one stage and the one item of a draft."""
LEVELS = ("introductory", "intermediate", "advanced")
EXAM = "exam"
"""The tag of a question that is kept for examinations: its draft is, too."""
LONGEST_ID = 60
"""Characters of an id that is made of a name."""
AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ORIGIN = re.compile(r"^# Imported from .*\[([0-9a-f]{12})\]$", re.MULTILINE)
"""The comment by which a draft is known again; the first group is the question's fingerprint."""


@dataclass(frozen=True)
class Wishes:
    """What the person who imports decides for all drafts of a run."""

    module: str
    exam: bool = False
    option_type: str = ""
    schema: str = ""


def id_of(question: Foreign) -> str:
    """Return an id for a question, made of its names, of its first words, or of its fingerprint."""
    for name in question.names:
        if made := _kebab(name):
            return f"question-{made}" if made.replace("-", "").isdigit() else made
    assert question.content is not None
    words = " ".join(markdown.plain_of(p.children) for p in markdown.paragraphs(question.content.stem))
    return _kebab(" ".join(words.split()[:6])) or f"question-{question.fingerprint[:8]}"


def _kebab(name: str) -> str:
    """Return a name in small letters, digits and single hyphens; nothing where too little is left."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "").replace("'", ""))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if sum(map(str.isalnum, plain)) > 2 * sum(letter.isascii() and letter.isalnum() for letter in plain):
        return ""
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(made) > LONGEST_ID:
        made = made[: LONGEST_ID + 1].rpartition("-")[0] or made[:LONGEST_ID]
    return made.strip("-")


def draft(question: Foreign, name: str, wishes: Wishes) -> tuple[str, tuple[str, ...]]:
    """Return the draft of a carried question as YAML, and all that it does not hold of it."""
    content = question.content
    assert content is not None
    losses = Losses()
    for what in question.lost:
        losses.add(what)
    story, prompt = without_own_lines(content.stem, content.item["type"]), content.prompt
    if not prompt:
        story, asked, last = divided(story)
        prompt = markdown.inline(asked, losses, "the prompt", alone=False)
        if not last:
            losses.add("the place of the sentence that asks: text followed it, which is the story now")
    name_parts = (Words(NOT_TEXT.sub("", question.name)),) if question.name else ()
    title = markdown.inline(name_parts, losses, "the name", alone=False)
    case: dict[str, Any] = {
        "id": name,
        "title": title,
        "module": wishes.module,
        **_sorted_tags(question.tags, wishes.module, losses),
        "review": {"status": "unreviewed"},
        "stages": [
            {
                "id": STAGE,
                "text": markdown.prose(story, losses, "the question"),
                "items": [_item(content.item, prompt, content.rationale, wishes)],
            }
        ],
    }
    case["use"] = "exam" if wishes.exam or EXAM in question.tags else "learning"
    ordered = {key: case[key] for key in KEYS if key in case}
    return _header(question, losses.found, wishes) + yaml_of(ordered) + "\n", losses.found


KEYS = "id title module populations level use objectives aasect review stages".split()
"""The keys that a draft may have, in the order of the house."""


def _item(item: Mapping[str, Any], prompt: str, rationale: str, wishes: Wishes) -> dict[str, Any]:
    kind = item["type"]
    asked = {"option_type": wishes.option_type if kind in ("single", "multiple") else "", "prompt": prompt}
    rest = {key: value for key, value in item.items() if key != "type"}
    return {"id": ITEM, "type": kind, **asked, **rest, "rationale": rationale}


def _sorted_tags(tags: Sequence[str], module: str, losses: Losses) -> dict[str, Any]:
    """Give tags the places where the house has them; those that are no ids are lost."""
    sorted_into: dict[str, Any] = {"populations": [], "objectives": [], "aasect": []}
    for tag in tags:
        area = re.fullmatch(r"AASECT ([a-q])", tag)
        first, _, second = tag.partition(".")
        if tag in (module, EXAM):
            continue
        if tag in LEVELS and "level" not in sorted_into:
            sorted_into["level"] = tag
        elif area:
            sorted_into["aasect"].append(area[1])
        elif first == module and AN_ID.fullmatch(second):
            sorted_into["objectives"].append(tag)
        elif AN_ID.fullmatch(tag) and tag not in LEVELS and len(tag) <= 80:
            sorted_into["populations"].append(tag)
        else:
            _lose_tag(tag, losses)
    return sorted_into


def _lose_tag(tag: str, losses: Losses) -> None:
    if tag in LEVELS:
        losses.add(f"a second level, {tag}")
    elif "." in tag and all(AN_ID.fullmatch(part) for part in tag.split(".")):
        losses.add(f"the tag “{tag}” (an objective of another module)")
    else:
        losses.add(f"the tag “{tag}” (it is no id)")


def _header(question: Foreign, lost: Sequence[str], wishes: Wishes) -> str:
    number = f", id {question.number}" if question.number else ""
    name = f" “{question.name}”" if question.name else ""
    place = replace(question.place, file=PurePath(question.place.file).name)
    lines = [f"Imported from {place}, {question.kind}{name}{number} [{question.fingerprint}]"]
    lines += [f"Category: {question.category}"] if question.category else []
    lines += [f"Comment: {said}" for said in question.comments]
    lines += [f"Not carried: {what}" for what in lost]
    if wishes.schema:
        lines.insert(0, f"yaml-language-server: $schema={wishes.schema}")
    return "".join(comment(line) + "\n" for line in lines)
