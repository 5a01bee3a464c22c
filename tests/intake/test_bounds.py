"""Whatever a file holds, it is read or refused in words, in a time that its size bounds."""

from __future__ import annotations

import random
import re
import time
from html import escape
from pathlib import Path

import pytest

from tests.intake import qti_items as q
from tests.intake.reading import read
from tests.intake.test_gift import TABLE
from vignettes.intake.question import Refused

BANK = Path(__file__).with_name("bank.xml").read_text("utf-8")
SECONDS = 6
"""For a text of 100,000 characters; what grew with the square of them took minutes."""

MARKUP = {
    "tags that stay open": "<a " * 33_000,
    "comments that stay open": "<!--" * 25_000,
    "sections that stay open": "<![CDATA[" * 11_000,
    "end tags that stay open": "</p" * 33_000,
    "instructions that stay open": "<?" * 50_000,
    "dots": "." * 49_000,
    "quotation marks": '"a ' * 16_000,
    "formulas that stay open": "\\(" * 12_000,
    "lists in lists": "<ul><li>" * 6_000,
    "paragraphs": "<p>x" * 25_000,
}
PLAIN = {
    "braces": "{" * 100_000,
    "pairs": "A {" + "=a->b " * 8_000 + "}",
    "tags": "// " + "[tag:" * 10_000 + "\nA {=a ~b}",
    "questions that stay open": "A {=a\n\n" * 2_000,
    "blank lines": "A {" + "\n \t" * 30_000 + "=a}",
    "backslashes": "A" + "\\" * 100_000 + "{=a ~b}",
}


@pytest.mark.parametrize("name", [*MARKUP, *PLAIN])
def test_no_text_takes_a_time_that_grows_with_its_square(name: str) -> None:
    rows = '<answer fraction="100"><text>a</text></answer>'
    stem = f'<questiontext format="html"><text>{escape(MARKUP.get(name, ""))}</text></questiontext>'
    quiz = f'<quiz><question type="multichoice">{stem}{rows}</question></quiz>'
    start = time.process_time()
    found = read(PLAIN.get(name, quiz))
    assert found and all(one.case or one.reason for one in found)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A? {=a#" + "x" * 50_001 + " ~b}", "the feedback on answer a has more than 50,000 characters"),
        ("A? {" + "~a " * 101 + "}", "it has 101 answers, more than 100"),
    ],
)
def test_what_no_question_has_is_named_and_loses_no_other(text: str, why: str) -> None:
    bad, good = read(f"{text}\n\nB? {{=a ~b}}")
    assert not bad.case and why in bad.reason
    assert good.keys == ["a"]


JUNK = [
    "",
    "x",
    "-1",
    "1e999",
    "nan",
    "é🙂",
    "{",
    "}",
    "~",
    "=",
    "#",
    "::",
    "\\",
    "->",
    "%",
    "A",
    "RESPONSE",
]
JUNK += [
    "multiple",
    "ordered",
    "float",
    "\n\n",
    "\x07",
    "<b>",
    "&lt;",
    "]]>",
    "9" * 400,
    "1:2..3",
    "[html]",
]
NUMBER = '<p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
SOURCES = [
    BANK,
    "\n\n".join(TABLE.values()),
    q.QTI3,
    q.item(
        q.STORY + q.choices(q.THREE), q.response("B"), q.RULES, outcomes=q.FEEDBACK, after=q.modal("A", "x")
    ),
    q.item(NUMBER, q.response("12", base="float"), q.RULES),
]


def damaged(seed: int) -> str:
    """Return a sound file with one to four of its words damaged."""
    chance = random.Random(seed)
    parts = re.split(r"(\W)", chance.choice(SOURCES))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(parts))
        parts[at] = chance.choice([chance.choice(JUNK), parts[at] * 2, "", chance.choice(parts)])
    return "".join(parts)


def test_a_damaged_file_is_read_or_refused_and_never_crashes() -> None:
    came = {"read": 0, "refused": 0}
    for seed in range(60):
        try:
            assert all(one.case or one.reason or one.outcome.there for one in read(damaged(seed)))
            came["read"] += 1
        except Refused as refused:
            assert str(refused)
            came["refused"] += 1
    assert min(came.values()) > 5
