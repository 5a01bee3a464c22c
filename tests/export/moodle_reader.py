"""Moodle XML read as Moodle's importer does: the same fields, the same defaults, the same refusals.

Written after question/format/xml/format.php, question/format.php and the `save_question_options` of the
question types of Moodle 4. What is not read here, Moodle does not read either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

EVEN = {p / q for q in range(1, 7) for p in range(q + 1)}
TENTHS = {p / 10 for p in range(11)}
GRADES = EVEN | TENTHS | {1 / q for q in range(1, 11)} | {1 / 20}
"""Every grade that an answer can have, and its negative: `question_bank::fraction_options_full`."""
FORMATS = {"html", "moodle_auto_format", "plain_text", "markdown"}
NUMBERINGS = {"abc", "ABCD", "123", "iii", "IIII", "none"}


class Refused(Exception):
    """Moodle would refuse this, or change it."""


@dataclass
class Answer:
    """One answer: its text, its worth from -1 to 1, what is said to it, its tolerance."""

    text: str
    fraction: float
    feedback: str
    tolerance: float = 0


@dataclass
class Read:
    """A question as Moodle keeps it."""

    kind: str
    category: str
    name: str
    text: str
    general: str
    idnumber: str
    tags: list[str]
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    graderinfo: str = ""
    combined: tuple[str, ...] = ()


def read(content: bytes) -> list[Read]:
    """Return the questions of a file; Refused for the first that Moodle would not take as it is."""
    found: list[Read] = []
    category = ""
    for node in ET.fromstring(content):
        if node.get("type") == "category":
            category = _text(node, "category")
            continue
        question = _question(node, category)
        if any((q.category, q.idnumber) == (category, question.idnumber) for q in found):
            raise Refused(f"{question.idnumber} is there twice: Moodle drops the second number")
        found.append(question)
    return found


def _question(node: ET.Element, category: str) -> Read:
    read = Read(
        kind=str(node.get("type")),
        category=category,
        name=_name(node),
        text=_html(node, "questiontext"),
        general=_html(node, "generalfeedback"),
        idnumber=node.findtext("idnumber", ""),
        tags=[_tag(tag.findtext("text", "")) for tag in node.iterfind("tags/tag")],
    )
    if not 0 < len(read.idnumber) <= 100:
        raise Refused(f"the idnumber “{read.idnumber}” does not fit")
    if (node.findtext("defaultgrade"), node.findtext("penalty")) != ("1", "0"):
        raise Refused("one mark, and no penalty for a second try")
    KINDS[read.kind](node, read)
    return read


def _multichoice(node: ET.Element, read: Read) -> None:
    read.settings = {n: node.findtext(n, "") for n in ("single", "shuffleanswers", "answernumbering")}
    if read.settings["answernumbering"] not in NUMBERINGS:
        raise Refused("no such numbering")
    read.answers = [_answer(answer) for answer in node.iterfind("answer")]
    positive = sum(answer.fraction for answer in read.answers if answer.fraction > 0)
    if read.settings["single"] == "true" and max(answer.fraction for answer in read.answers) != 1:
        raise Refused("one answer must be worth 100 per cent")
    if read.settings["single"] == "false" and abs(positive - 1) > 0.01:
        raise Refused(f"the right answers are worth {positive} together")
    read.combined = _combined(node)


def _numerical(node: ET.Element, read: Read) -> None:
    for answer in node.iterfind("answer"):
        found = _answer(answer)
        if found.text != "*":
            float(found.text)
        found.tolerance = float(answer.findtext("tolerance", "0"))
        read.answers.append(found)
    if max(answer.fraction for answer in read.answers) != 1:
        raise Refused("one answer must be worth 100 per cent")
    unit = node.findtext("units/unit/unit_name", "")
    read.settings = {"unit": unit, "showunits": node.findtext("showunits", "")}
    if bool(unit) != (read.settings["showunits"] == "0"):
        raise Refused("units are taken where there are any, and only there")


def _matching(node: ET.Element, read: Read) -> None:
    for pair in node.iterfind("subquestion"):
        right = pair.findtext("answer/text", "").strip()
        if not right:
            raise Refused("a pair without an answer")
        read.pairs.append((pair.findtext("text", "").strip(), right))
    if len({right for _, right in read.pairs}) < 2:
        raise Refused("nothing to choose from")
    read.settings = {"shuffleanswers": node.findtext("shuffleanswers", "1")}
    read.combined = _combined(node)


def _essay(node: ET.Element, read: Read) -> None:
    read.graderinfo = _html(node, "graderinfo")
    read.settings = {n: node.findtext(n, "") for n in ("responseformat", "responserequired", "attachments")}


KINDS = {"multichoice": _multichoice, "numerical": _numerical, "matching": _matching, "essay": _essay}


def _answer(node: ET.Element) -> Answer:
    """Read an answer; its grade must be one of Moodle's, or the importer stops (`matchgrades`: error)."""
    given = float(node.get("fraction", "0")) / 100
    fraction = next((sign * g for g in GRADES for sign in (1, -1) if abs(sign * g - given) < 1e-5), None)
    if fraction is None:
        raise Refused(f"{given} is no grade")
    return Answer(_text(node), fraction, _html(node, "feedback"))


def _combined(node: ET.Element) -> tuple[str, ...]:
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    return tuple(_text(node, name) for name in names if node.find(name) is not None)


def _text(node: ET.Element, name: str = ".") -> str:
    return (node.findtext(f"{name}/text") or "").strip()


def _html(node: ET.Element, name: str) -> str:
    field = node.find(name)
    if field is None or field.get("format") not in FORMATS:
        raise Refused(f"{name} is missing, or in no format")
    return _text(node, name)


def _name(node: ET.Element) -> str:
    name = _text(node, "name")
    if not 0 < len(name) <= 255 or "<" in name:
        raise Refused(f"the name “{name}” would be shortened, or lose what looks like a tag")
    return name


def _tag(tag: str) -> str:
    if "<" in tag or "`" in tag or not tag.strip():
        raise Refused(f"“{tag}” is no tag")
    return tag
