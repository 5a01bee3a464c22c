"""What a learner hands to an instructor: the results file, version 1, and its JSON Schema.

A file holds a learner's code, made by lot on their own machine, and for every item the first answer and,
where there was a second try, the last. It holds no score, because whoever reads it marks the answers anew;
and none of the words written for a `reply`, because they are private: only the ticks of its rubric.

`python -m vignettes.results` writes the schema.
"""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError

from vignettes.model.base import Id, Shape, json_schema

FILE = Path("exercises/results.schema.json")
FORMAT: Final = "vignettes-results"
VERSION: Final = 1
COURSE = "Sex Therapy in Practice"

MOST_BYTES = 4 * 1024 * 1024
"""A file that is larger is none of ours: all items of this course, answered twice, make a tenth of it."""
MOST_ANSWERS = 10_000
LONGEST = 3600
"""Seconds: the script counts no longer for one question, since then nobody sits before it."""

CODE_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Digits and letters that are not mistaken for each other."""

FIRST = "~first/"
"""What the names begin with under which the script keeps the answer given before a second try."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=4, max_length=40)]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
Typed = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Several = Annotated[tuple[Typed, ...], Field(strict=False, max_length=16)]


class Ticked(Shape):
    """What a learner found in their own reply. The reply itself stays with them."""

    ticked: Several = ()
    """Ids of the points of the rubric."""


Given = Typed | float | Several | Annotated[dict[Typed, Typed], Field(max_length=16)] | Ticked
"""An answer: an option's id; ids of options or steps; answers by pair; a number as it was typed; ticks."""


class Attempt(Shape):
    """One answer, and when it was given."""

    answer: Given
    """single, choice: an option's id. multiple: ids of options. order: ids of all steps in the learner's
    order. match: the id of an answer for every pair. number: as it was typed. reply: {"ticked": [ids]}."""
    at: AwareDatetime
    """When it was given, with its zone: 2026-11-25T09:30:00Z."""
    confidence: Literal["guessing", "think-so", "sure"] | None = None
    """How sure the learner was, if they said so."""
    seconds: Annotated[float, Field(ge=0, le=LONGEST)] | None = None
    """Seconds from when the question came into view, without those in which the page was out of sight."""

    @property
    def plain(self) -> Any:
        """The answer as the plain values that `grade` takes."""
        if isinstance(self.answer, Ticked):
            return {"text": "(kept by the learner)", "ticked": list(self.answer.ticked)}
        return list(self.answer) if isinstance(self.answer, tuple) else self.answer


class Answer(Attempt):
    """The first answer to an item and, where the learner tried again, the last."""

    vignette: Id
    """The id of the case."""
    item: Id
    """The id of the item in it."""
    fingerprint: Fingerprint
    """What the item was when it was answered; after a revision it is another."""
    later: Attempt | None = None
    """The last answer, if it is not the first."""


class CourseMark(Shape):
    """Which course, and which version of it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """The course's title."""
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """The version of the course's software that wrote the file."""


class Learner(Shape):
    """Who answered, without a name unless they typed one."""

    code: Code
    """A code made by lot on the learner's machine, the same in all of their files."""
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    """Only what the learner typed there; nothing fills it by itself."""


class Results(Shape):
    """The answers of one learner."""

    format: Literal["vignettes-results"]
    """What kind of file this is."""
    version: Literal[1]
    """The version of the format."""
    course: CourseMark
    learner: Learner
    exported: AwareDatetime
    """When the file was written."""
    answers: Annotated[tuple[Answer, ...], Field(strict=False, max_length=MOST_ANSWERS)]
    """One entry for every item answered."""

    def text(self) -> str:
        """Return the file's text."""
        kept = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def new_code() -> str:
    """Return a learner's code by lot: twelve letters and digits, more than 5 × 10¹⁷ possibilities."""
    drawn = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def answers_of(vignette_id: str, records: Mapping[str, Any]) -> list[Answer]:
    """Return the answers among the records that the script keeps for a case, by item.

    The record under “~first/ITEM” is the first answer if it was given to the same item, and the only one
    where a second try was begun and not ended. What cannot be an answer is left out, and so are the words
    of replies.
    """
    names = [name.removeprefix(FIRST) for name in records]
    found = []
    for name in dict.fromkeys(name for name in names if not name.startswith("~")):
        first = _attempt(records.get(FIRST + name))
        last = _attempt(records.get(name)) or first
        if last is None:
            continue
        if first is None or first["fingerprint"] != last["fingerprint"]:
            first = last
        entry = {"vignette": vignette_id, "item": name, **first}
        if first is not last:
            entry["later"] = {field: value for field, value in last.items() if field != "fingerprint"}
        try:
            found.append(Answer.model_validate(entry))
        except ValidationError:
            continue
    return found


def _attempt(record: Any) -> dict[str, Any] | None:
    """Return a record of the script's as the fields of an answer; None where it is none."""
    if not isinstance(record, dict) or "answer" not in record:
        return None
    given = record["answer"]
    if isinstance(given, dict) and "text" in given:
        given = {"ticked": given.get("ticked", [])}
    try:
        moment = datetime.datetime.fromtimestamp(record["at"] / 1000, datetime.UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    kept = {name: record[name] for name in ("confidence", "seconds") if record.get(name) is not None}
    moment = moment.replace(microsecond=0)
    return {"answer": given, "at": moment, "fingerprint": record.get("fingerprint"), **kept}


def schema_text() -> str:
    """Return the JSON Schema of the format as the text of its file."""
    return json_schema(Results, "Results of a learner, version 1")


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
