"""xAPI: what the course asks, as statements that a learning record store takes, and answers as statements.

A store learns what an activity is from statements about it. So the file is one batch, ready to be posted to
`/statements`: the course shares each of its modules, cases and questions. Every statement has an id made
from all it says, and the time of its case: posted again, it is the same; revised, it is new and later, and
the activity keeps its name.
"""

from __future__ import annotations

import datetime
import json
import math
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vignettes.course import TITLE
from vignettes.dealing import deal
from vignettes.export.formats import Format
from vignettes.export.question import EARLIEST, SPACE, Question
from vignettes.export.xapi_activities import (
    ADL,
    AND,
    PAIRED,
    Json,
    about,
    case_id,
    course_id,
    definition,
    extensions,
    item_id,
    language_map,
    module_id,
    whole,
)
from vignettes.fingerprint import fingerprint
from vignettes.grading import Grade, NotAnAnswer, answer_key, grade, parse_number
from vignettes.model import Match, Multiple, Number, Order, Reply
from vignettes.render import words
from vignettes.render.prose import plain_line

TOOL = {
    "objectType": "Agent",
    "name": f"{TITLE} (export)",
    "account": {"homePage": "https://vignettes.invalid", "name": "vignettes-export"},
}
"""Who shares the activities: a program, at an address that by RFC 2606 belongs to nobody."""


def xapi(questions: Sequence[Question]) -> bytes:
    """Return a batch of statements that tell a learning record store what the questions are, one a line."""
    lines = (json.dumps(statement, ensure_ascii=False) for statement in _shared(questions))
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def answered(question: Question, record: Mapping[str, Any], actor: Json) -> Json:
    """Return a learner's answer to a question as a statement.

    `record` is what the book keeps of it: {fingerprint, answer, at (milliseconds since 1970), confidence?,
    seconds?}. Its score is worked out anew; a reply has none, because the learner judges it. `actor` is
    the learner, as xAPI names agents. Raises NotAnAnswer where the item was revised since, or the record
    holds no answer or no time.
    """
    if record.get("fingerprint") != fingerprint(question.stage, question.item):
        raise NotAnAnswer("The item was revised since it was answered.")
    given = grade(answer_key(question.item), record.get("answer"))
    said = definition(question)
    shown = {name: said[name] for name in said if name not in ("description", "extensions")}
    return _identified(
        {
            "actor": actor,
            "verb": _verb("answered"),
            "object": {"objectType": "Activity", "id": item_id(question), "definition": shown},
            "result": _result(question, record, given),
            "context": _context(question),
            "timestamp": _moment(record.get("at")),
        }
    )


def _result(question: Question, record: Mapping[str, Any], given: Grade) -> Json:
    reply = isinstance(question.item, Reply)
    known = {
        "fingerprint": record["fingerprint"],
        "confidence": record.get("confidence"),
        "ticked": [name for name, ticked in given.parts.items() if reply and ticked],
    }
    result: Json = {"completion": True, "response": _response(question, record["answer"])}
    if not reply:
        result |= {"score": {"scaled": given.score}, "success": given.right}
    if _finite(record.get("seconds")):
        result["duration"] = f"PT{record['seconds']:.0f}S"
    return {**result, "extensions": extensions(known)}


def _shared(questions: Sequence[Question]) -> Iterator[Json]:
    """Yield a statement for the course, every module, every case and every question, each once."""
    seen: set[str] = set()
    for question in questions:
        case = question.vignette
        lesson = _plain_activity("lesson", plain_line(case.title), about(question))
        lesson["extensions"] = extensions({"debrief": whole(case.debrief)})
        above = {
            course_id(): _plain_activity("course", question.course, words.NOTICE),
            module_id(question): _plain_activity("module", question.module_title),
            case_id(question): lesson,
        }
        for activity, said in above.items():
            if activity not in seen:
                seen.add(activity)
                when = question.written if activity == case_id(question) else EARLIEST
                yield _identified(_share(activity, said, when))
        shared = _share(item_id(question), definition(question), question.written)
        yield _identified({**shared, "context": _context(question)})


def _plain_activity(kind: str, name: str, description: str = "") -> Json:
    said = {"type": f"{ADL}/activities/{kind}", "name": language_map(name)}
    return {**said, "description": language_map(description)} if description else said


def _share(activity: str, said: Json, when: int) -> Json:
    return {
        "actor": TOOL,
        "verb": _verb("shared"),
        "object": {"objectType": "Activity", "id": activity, "definition": said},
        "timestamp": _moment(1000 * when),
    }


def _identified(statement: Json) -> Json:
    """Return the statement with an id made from all it says."""
    content = json.dumps(statement, ensure_ascii=False, sort_keys=True)
    return {"id": str(uuid.uuid5(SPACE, content)), **statement}


def _response(question: Question, answer: Any) -> str:
    """Return an answer, found sound by `grade`, in the words of the pattern it is compared with."""
    item = question.item
    if isinstance(item, Multiple):
        return AND.join(option.id for option in deal(question.vignette.id, item) if option.id in answer)
    if isinstance(item, Order):
        return AND.join(answer)
    if isinstance(item, Match):
        return AND.join(f"{pair.id}{PAIRED}{answer[pair.id]}" for pair in item.pairs)
    if isinstance(item, Number):
        return words.number_text(parse_number(answer))
    return str(answer["text"] if isinstance(item, Reply) else answer)


def _context(question: Question) -> Json:
    above = {
        "parent": [{"id": case_id(question)}],
        "grouping": [{"id": module_id(question)}, {"id": course_id()}],
    }
    return {"contextActivities": above}


def _verb(name: str) -> Json:
    return {"id": f"{ADL}/verbs/{name}", "display": language_map(name)}


def _moment(milliseconds: Any) -> str:
    """Return a time as ISO 8601 in UTC; NotAnAnswer where it is none."""
    try:
        if not _finite(milliseconds):
            raise ValueError
        moment = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise NotAnAnswer("The record does not say when it was answered.") from None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


FORMAT = Format(
    "xapi",
    ".xapi.json",
    "xAPI statements that describe every question to a learning record store, ready to be posted",
    xapi,
    becomes={
        "single": "an interaction “choice”; feedback in an extension, as for all types",
        "multiple": "an interaction “choice” with several right options",
        "order": "an interaction “sequencing”",
        "match": "an interaction “matching”",
        "number": "an interaction “numeric” with its range",
        "reply": "an interaction “long-fill-in” without a key; model reply and rubric in extensions",
        "choice": "an interaction “choice” in which every sound option is right; ways on are left out",
    },
    advice="Post the file as it is to the record store's `/statements`. Posted again, it changes nothing; "
    "a later export adds what was revised.",
)
