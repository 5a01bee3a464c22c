"""GIFT is read as gift-pegjs and Moodle read it, and one broken question loses no other."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.intake.reading import Read, read
from tests.intake.test_markdown import texts
from vignettes.intake import markdown
from vignettes.intake.question import Losses
from vignettes.intake.rich_text import blocks_of
from vignettes.render.prose import parse, parse_line

CONSUMERS = Path(__file__).parent.parent / "consumers"
PEGJS = """
const gift = require("gift-pegjs");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(text => {
  try { return gift.parse(text) } catch (error) { return {error: error.message} }
})));
"""

TABLE = {
    "one answer": "::Opening:: She is silent. What now? {=Wait.#It gives room. ~Ask.#Too soon. ~Leave.}",
    "on several lines": "::Two\\:lines::\nShe is\nsilent. What now? {\n\t=Wait.\n\t~Ask.\n\t~Leave.\n}\n",
    "weights": "Which belong? {~%50%One#a ~%50%Two#b ~%-100%Three#c ~%0%Four}",
    "odd weights": "Which is best? {=Whole ~%25%Some ~None}",
    "general feedback": "Which? {=A#a ~B#b ####Because of C.}",
    "escapes": "Is 1\\=1 \\{or\\} \\#2 \\~ 3\\: \\\\ ? {=a\\=b ~c\\~d#e\\#f ~g\\:h}",
    "markup": "::M::[html]<p>Is it <em>no</em> &amp; why?</p>{=<b>Fear</b>#<p>Yes</p> ~Hope}",
    "Markdown": "[markdown]She says *no*.\n> Not now.\n\nWhy? {=a ~b}",
    "plain": "[plain]Is 1 < 2 & 3? {=a & b ~<c>}",
    "format of an answer": "Why? {=[html]<i>a</i> ~[plain]<i>b</i>}",
    "missing word": "Sensate focus was described by {=Masters ~Freud ~Kaplan} and Johnson.",
    "true": "::T:: Desire can follow arousal. {TRUE#No, it can.#It can.}",
    "false": "The earth is flat. {F}",
    "true with general feedback": "Water is wet. {T ####It is.}",
    "matching": "Which goes with which? {=one -> 1 =two -> 2 =three -> 1}",
    "matching with a spare": "Which? {=one -> 1 =two -> 2 = -> 3 ####Numbers.}",
    "number": "How many? {#3}",
    "number with tolerance": "How many? {#=3:0.5#Right. ####Counted.}",
    "range": "How many? {#1.5..2.5}",
    "numbers": "How many? {#=3:1#Right. =%50%5#Near. ~#Wrong.}",
    "negative number": "How cold? {#-2.5:0.5}",
    "essay": "::E:: Write to her. {}",
    "essay with feedback": "Write. {####Look for warmth.}",
    "short answer": "Who? {=Masters =Johnson}",
    "short answer with one": "Who? {Masters}",
    "description": "::D:: Read this first.",
    "id and tags": "// [id:opening-1] [tag:couple] [tag:two words]\n::N:: Which? {=a ~b}",
    "two of them": "// first\n::A:: Which? {=a ~b}\n\n// second\n::B:: What? {=c ~d}\n",
    "category": "$CATEGORY: $course$/top/Trust\n\n::A:: Which? {=a ~b}\n",
    "Windows lines": "::C:: Which? {=a\r\n~b\r\n}\r\n\r\n::B:: What? {=c ~d}\r\n",
    "Arabic and emoji": "ماذا تقول؟ {=نعم 🙂 ~لا}",
    "no answer closed": "Which? {=a ~b",
    "two braces": "Which? {=a ~b} or {=c ~d}",
    "blank line inside": "Which? {=a\n\n~b}",
    "no weight": "Which? {~%x%a ~%50%b}",
    "no number": "How many? {#three}",
}


def plain(text: str, form: str) -> str:
    """Return a text without markup and white space."""
    found = blocks_of(text, "html" if form == "moodle" else form, Losses(), "x")
    return bare("".join(markdown.plain_of(p.children) for p in markdown.paragraphs(found)))


def bare(text: str) -> str:
    return "".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


def said(written: str) -> str:
    return bare("".join(markdown.plain_of(p.children) for p in markdown.paragraphs(parse(written))))


def words(written: str) -> str:
    return bare(markdown.plain_of(parse_line(written)))


def of_pegjs(one: dict[str, Any]) -> dict[str, Any]:
    """Return what gift-pegjs found in a question."""

    def rich(text: dict[str, str] | None) -> str:
        return plain(text["text"], text["format"]) if text else ""

    kind = one["type"]
    found: dict[str, Any] = {"kind": kind, "title": bare(one["title"] or "")}
    found["id"], found["tags"] = one.get("id") or "", one.get("tags") or []
    if kind in ("Description", "Essay", "Short"):
        return found
    found |= {"stem": rich(one["stem"]), "general": rich(one["globalFeedback"])}
    if kind == "MC":
        found["answers"] = [(rich(c["text"]), rich(c["feedback"])) for c in one["choices"]]
        single = any(choice["isCorrect"] for choice in one["choices"])
        right = [c["isCorrect"] or (not single and (c["weight"] or 0) > 0) for c in one["choices"]]
        found |= {"kind": "single" if single else "multiple", "keys": right}
    elif kind == "TF":
        # its names are wrong way round: the first is said to those who are wrong, as in Moodle
        wrong, right = rich(one["trueFeedback"]), rich(one["falseFeedback"])
        pair = [("True", right), ("False", wrong)] if one["isTrue"] else [("True", wrong), ("False", right)]
        found |= {"kind": "single", "answers": pair, "keys": [one["isTrue"], not one["isTrue"]]}
    elif kind == "Matching":
        rows = [(rich(p["subquestion"]), bare(p["subanswer"])) for p in one["matchPairs"]]
        found["pairs"] = [(left, right) for left, right in rows if left]
        found["answers"] = {right for _, right in rows}
    elif kind == "Numerical":
        found["values"] = _values(one["choices"], rich)
    return found


def _values(choices: Any, rich: Any) -> list[tuple[Any, ...]]:
    rows = choices if isinstance(choices, list) else [{"text": choices, "feedback": None, "weight": None}]
    found = []
    for row in rows:
        number = row["text"]
        if number.get("text") == "*":
            found.append(("otherwise", rich(row["feedback"])))
        elif number["type"] == "high-low":
            middle = (number["numberLow"] + number["numberHigh"]) / 2
            found.append((middle, number["numberHigh"] - middle, rich(row["feedback"])))
        else:
            found.append((number["number"], number.get("range", 0), rich(row["feedback"])))
    return found


def of_ours(one: Read) -> dict[str, Any]:
    """Return what our reader found in a question, in the same words."""
    question = one.outcome.question
    kinds = {"essay": "Essay", "short answer": "Short", "description": "Description"}
    kind = kinds.get(question.kind) or {"match": "Matching", "number": "Numerical"}.get(
        one.item["type"], one.item["type"]
    )
    found: dict[str, Any] = {"kind": kind, "title": bare(question.name)}
    found["id"], found["tags"] = question.number, list(question.tags)
    if kind in kinds.values():
        return found
    item = one.item
    found |= {
        "stem": said(one.story) + words(item["prompt"]),
        "general": said(item.get("rationale", "")),
    }
    if "options" in item:
        found["answers"] = [(words(o["text"]), said(o.get("feedback", ""))) for o in item["options"]]
        found["keys"] = [o.get("correct", False) for o in item["options"]]
    elif kind == "Matching":
        answers = {answer["id"]: words(answer["text"]) for answer in item["answers"]}
        found["pairs"] = [(words(pair["text"]), answers[pair["answer"]]) for pair in item["pairs"]]
        found["answers"] = set(answers.values())
    else:
        near = [
            (m["value"], m.get("tolerance", 0), said(m.get("feedback", ""))) for m in item.get("near", [])
        ]
        found["values"] = [
            (item["answer"], item.get("tolerance", 0), said(item.get("feedback", ""))),
            *near,
            *([("otherwise", said(item["otherwise"]))] if item.get("otherwise") else []),
        ]
    return found


@pytest.fixture(scope="session")
def pegjs() -> dict[str, Any]:
    """What gift-pegjs makes of the table."""
    command = ["node", "-e", PEGJS]
    given_texts = json.dumps(list(TABLE.values()))
    ran = subprocess.run(
        command, input=given_texts, cwd=CONSUMERS, capture_output=True, text=True, check=True
    )
    return dict(zip(TABLE, json.loads(ran.stdout), strict=True))


@pytest.mark.parametrize("name", TABLE)
def test_a_question_is_read_as_gift_pegjs_reads_it(name: str, pegjs: dict[str, Any]) -> None:
    theirs, ours = pegjs[name], read(TABLE[name])
    if isinstance(theirs, dict):
        assert [one.outcome.question.kind for one in ours] == ["broken"], theirs
        return
    asked = [of_pegjs(one) for one in theirs if one["type"] != "Category"]
    assert [of_ours(one) for one in ours] == asked


def test_what_gift_pegjs_finds_differs_between_the_texts(pegjs: dict[str, Any]) -> None:
    assert sum("error" in found for found in pegjs.values() if isinstance(found, dict)) == 5
    readable = [found for found in pegjs.values() if isinstance(found, list)]
    assert len({json.dumps(found) for found in readable}) == len(readable) == len(TABLE) - 5


def test_one_broken_question_loses_no_other_and_is_named_with_line_and_column() -> None:
    sound = "::S{}:: Which? {{=a ~b}}\n\n"
    broken = [
        ("::B:: Which? {=a ~b\n\n", (3, 14), "do not close"),
        ("::B:: Which? {=a\n\n~b}\n\n", (4, 1), "a blank line stands inside the braces"),
        ("::B:: Which } ?\n\n", (3, 13), "no “{” opened"),
        ("::B:: A {=a ~b} {=c ~d}\n\n", (3, 17), "a second brace"),
        ("::B Which? {=a ~b}\n\n", (3, 1), "does not close"),
        ("::B:: Which? {x =a ~b}\n\n", (3, 15), "text stands before the first answer"),
        ("::B:: Which? {~%200%a ~b}\n\n", (3, 16), "no weight from -100 to 100"),
        ("::B:: How many? {#3,5}\n\n", (3, 19), "“3,5” is no number"),
        ("::B:: Which? {=a -> b =c}\n\n", (3, 23), "a pair without “->”"),
        ("::B:: Which? {=a ~}\n\n", (3, 18), "an answer without text"),
    ]
    for text, place, why in broken:
        found = read(sound.format(1) + text + sound.format(2))
        assert [bool(one.case) for one in found] == [True, False, True], text
        at = found[1].outcome.question.place
        assert why in found[1].reason and (at.line, at.column) == place, (text, at, found[1].reason)


def test_a_brace_that_stays_open_takes_no_later_question_along() -> None:
    found = read(
        "Which? {=a ~b\n\nRead this.\n\n" + "\n\n".join(f"Is it {n}? {{=a ~b}}" for n in range(50))
    )
    assert [bool(one.case) for one in found] == [False, False] + [True] * 50


def test_comments_category_and_place_are_kept_as_comments() -> None:
    (one,) = read("$CATEGORY: top/Trust\n\n// ask Ana [id:7]\n::N:: Which? {=a ~b}\n", "C:/x/b.gift")
    head = one.outcome.text.split("\nid:")[0]
    assert "# Comment: ask Ana" in head and "# Category: top/Trust" in head
    assert "# Imported from" in head and "multiple choice “N”, id 7 [" in head


def test_partial_credit_and_weights_are_named() -> None:
    partial, weights, plain_ = read(
        "A? {=a ~%50%b ~c}\n\nB? {~%75%a ~%25%b ~c}\n\nC? {~%50%a ~%50%b ~%-50%c}"
    )
    assert partial.keys == ["a"] and "worth 100, 50, 0 %" in partial.lost[0]
    assert weights.keys == ["a", "b"] and "worth 75, 25, 0 %" in weights.lost[0]
    assert plain_.keys == ["a", "b"] and plain_.lost == ()


def escaped(text: str) -> str:
    special = {"\\": "\\\\", **{mark: f"\\{mark}" for mark in "~=#{}:"}}
    return "".join(special.get(character, character) for character in " ".join(text.split()))


@settings(max_examples=50)
@given(texts.filter(str.strip), texts.filter(str.strip), texts)
def test_escaped_text_comes_through_as_the_characters_it_was(stem: str, option: str, feedback: str) -> None:
    text = f"[plain]Q {escaped(stem)}? {{={escaped(option)} #{escaped(feedback)} ~[plain]other}}"
    (one,) = read(text)
    options = {words(o["text"]): said(o.get("feedback", "")) for o in one.item["options"]}
    assert said(one.story) + words(one.item["prompt"]) == bare(f"Q {stem}?")
    assert options[bare(option)] == bare(feedback)
