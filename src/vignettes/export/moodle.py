"""Moodle XML, as Moodle's importer reads it (question/format/xml/format.php).

Scores follow the course where Moodle can: one best answer is worth all or nothing, and every pair or step
its share. Moodle judges chosen options alone, so in a `multiple` each option that belongs earns its share
and each that does not costs its share, never below nothing. A `choice` keeps its three qualities as 100,
50 and 0 per cent and loses its way on. Moodle has no feedback for a pair: it goes into the general one.

Moodle keeps the `idnumber` of a question only where its category has none of that number. A file that is
imported twice into one category therefore doubles the questions, the second ones without a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from xml.etree import ElementTree as ET

from vignettes.dealing import deal
from vignettes.export.formats import Format
from vignettes.export.question import Question, line, plain, text
from vignettes.export.said import decimal, model_reply, option_feedback, option_worth, whole_feedback
from vignettes.model import Choice, Match, Multiple, Number, Order, Reply, Single

WHOLE = 100
LONGEST_NAME = 255
LONGEST_IDNUMBER = 100
ADDS = (
    "Moodle adds questions and replaces none: to renew a bank, take the old category out of the way first."
)
VERDICTS = {
    "correctfeedback": "Right.",
    "partiallycorrectfeedback": "Partly right.",
    "incorrectfeedback": "Not right.",
}


def moodle(questions: Sequence[Question]) -> bytes:
    """Return questions as one file for Moodle's question bank, in a category for each module."""
    root = ET.Element("quiz")
    for category, members in by_category(questions):
        node = ET.SubElement(root, "question", type="category")
        _text(ET.SubElement(node, "category"), category)
        for question in members:
            _question(root, question)
    ET.indent(root, "  ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def by_category(questions: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """Return questions by their category in Moodle: course, module and, below it, exam."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        course = plain(question.course).replace("/", "//")
        found.setdefault(f"$course$/top/{course}/{question.category}", []).append(question)
    return sorted(found.items())


def list_name(question: Question) -> str:
    """Return the name under which Moodle lists a question: it takes out tags, and what looks like one."""
    name = question.name.replace("<", "‹").replace(">", "›")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def id_number(question: Question) -> str:
    """Return a question's `idnumber`: its id, or its UUID where Moodle has no room for that."""
    return question.id if len(question.id) <= LONGEST_IDNUMBER else str(question.uuid)


def percent(worth: float) -> str:
    """Return a worth of 0 to 1 as Moodle's list of grades has it: 33.33333."""
    return f"{WHOLE * worth:.5f}".rstrip("0").rstrip(".")


def _question(root: ET.Element, question: Question) -> None:
    kind, fill = KINDS[type(question.item)]
    node = ET.SubElement(root, "question", type=kind)
    _text(ET.SubElement(node, "name"), list_name(question))
    _html(node, "questiontext", question.stem)
    _html(node, "generalfeedback", whole_feedback(question))
    for field, value in (("defaultgrade", "1"), ("penalty", "0"), ("hidden", "0")):
        ET.SubElement(node, field).text = value
    ET.SubElement(node, "idnumber").text = id_number(question)
    fill(node, question)
    tags = ET.SubElement(node, "tags")
    for tag in question.tags:
        _text(ET.SubElement(tags, "tag"), tag)


def _choices(node: ET.Element, question: Question) -> None:
    item = question.item
    assert isinstance(item, (Single, Multiple, Choice))
    fields = {
        "single": _flag(not isinstance(item, Multiple)),
        "shuffleanswers": _flag(not question.in_order),
        "answernumbering": "ABCD",
        "showstandardinstruction": "0",
    }
    for field, value in fields.items():
        ET.SubElement(node, field).text = value
    if isinstance(item, Multiple):
        _verdicts(node)
    for option in deal(question.vignette.id, item):
        _answer(node, option_worth(question, option), line(option.text), option_feedback(question, option))


def _answer(node: ET.Element, worth: float, body: str, feedback: str, kind: str = "html") -> ET.Element:
    answer = ET.SubElement(node, "answer", fraction=percent(worth), format=kind)
    _text(answer, body)
    _html(answer, "feedback", feedback)
    return answer


def _match(node: ET.Element, question: Question) -> None:
    item = question.item
    assert isinstance(item, Match)
    answers = {answer.id: plain(answer.text) for answer in item.answers}
    used = {pair.answer for pair in item.pairs}
    pairs = [(line(pair.text), answers[pair.answer]) for pair in item.pairs]
    _pairs(node, question, pairs + [("", said) for name, said in answers.items() if name not in used])


def _order(node: ET.Element, question: Question) -> None:
    item = question.item
    assert isinstance(item, Order)
    places = {step.id: str(place) for place, step in enumerate(item.steps, 1)}
    shown = deal(question.vignette.id, item)
    _pairs(node, question, [(line(step.text), places[step.id]) for step in shown])


def _pairs(node: ET.Element, question: Question, pairs: Iterable[tuple[str, str]]) -> None:
    """Write pairs. What can be chosen is shown by `format_string`, which takes entities and no tags."""
    ET.SubElement(node, "shuffleanswers").text = _flag(not question.in_order)
    _verdicts(node)
    for left, right in pairs:
        pair = ET.SubElement(node, "subquestion", format="html")
        _text(pair, left)
        _text(ET.SubElement(pair, "answer"), escape(right, quote=False))


def _number(node: ET.Element, question: Question) -> None:
    """Write a number. Its unit stands in the task; one typed behind the number is taken off, not judged."""
    item = question.item
    assert isinstance(item, Number)
    rows = [(1, decimal(item.answer), item.tolerance, item.feedback)]
    rows += [(0, decimal(miss.value), miss.tolerance, miss.feedback) for miss in item.near]
    rows.append((0, "*", 0, item.otherwise))
    for worth, value, tolerance, said in rows:
        answer = _answer(node, worth, value, text(said), "moodle_auto_format")
        ET.SubElement(answer, "tolerance").text = decimal(tolerance)
    if item.unit:
        unit = ET.SubElement(ET.SubElement(node, "units"), "unit")
        ET.SubElement(unit, "multiplier").text = "1"
        ET.SubElement(unit, "unit_name").text = plain(item.unit)
    ET.SubElement(node, "unitgradingtype").text = "0"
    ET.SubElement(node, "unitpenalty").text = "0"
    ET.SubElement(node, "showunits").text = "0" if item.unit else "3"


def _reply(node: ET.Element, question: Question) -> None:
    item = question.item
    assert isinstance(item, Reply)
    fields = {
        "responseformat": "plain",
        "responserequired": "1",
        "responsefieldlines": "10",
        "attachments": "0",
        "attachmentsrequired": "0",
    }
    for field, value in fields.items():
        ET.SubElement(node, field).text = value
    _html(node, "graderinfo", model_reply(item))
    _html(node, "responsetemplate", "")


def _verdicts(node: ET.Element) -> None:
    for field, said in VERDICTS.items():
        _html(node, field, f"<p>{said}</p>")
    ET.SubElement(node, "shownumcorrect")


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _text(node: ET.Element, said: str) -> None:
    ET.SubElement(node, "text").text = said


def _html(node: ET.Element, name: str, said: str) -> None:
    _text(ET.SubElement(node, name, format="html"), said)


KINDS: dict[type, tuple[str, Callable[[ET.Element, Question], None]]] = {
    Single: ("multichoice", _choices),
    Multiple: ("multichoice", _choices),
    Choice: ("multichoice", _choices),
    Match: ("matching", _match),
    Order: ("matching", _order),
    Number: ("numerical", _number),
    Reply: ("essay", _reply),
}

FORMAT = Format(
    name="moodle",
    suffix="moodle.xml",
    summary="Moodle XML, for the question bank of Moodle",
    write=moodle,
    becomes={
        "multiple": "multiple choice: what belongs earns a share, what does not costs one, never below 0",
        "order": "matching of steps with their places",
        "choice": "one of several, worth 100, 50 or 0 per cent, without the way on",
        "reply": "an essay with the model answer and the rubric for the grader, marked by a person",
    },
    advice=ADDS,
)
