"""GIFT, Moodle's plain-text format (question/format/gift/format.php): one broken question loses no other.

Questions are divided by blank lines. Where Moodle and gift-pegjs differ, Moodle is followed, save that line
breaks inside a question are spaces, as people who wrap their lines mean them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from vignettes.intake import markdown, options, own
from vignettes.intake.question import (
    NEAREST,
    Batch,
    Content,
    Foreign,
    Losses,
    Place,
    TooLong,
    finite,
    letters,
    shortened,
)
from vignettes.intake.rich_text import blocks_of
from vignettes.render.prose import Block

FORMAT = "GIFT"
GAP = "_____"
COMMENT = re.compile(r"^[ \t]*//(.*)$", re.MULTILINE)
IDENTIFIER = re.compile(r"\[id:((?:\\]|[^\x00-\x1f\x7f]){1,200}?)(?<!\\)\]")
TAG = re.compile(r"\[tag:((?:\\]|[^\x00-\x1f\x7f]){1,200}?)(?<!\\)\]")
FORM = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:\.\d*)?)\s*%")
BAD_WEIGHT = re.compile(r"\s*%([^%\s]*)%")
TRUTH = re.compile(r"^(TRUE|T|FALSE|F)$", re.IGNORECASE)
BLANK = re.compile(r"\n[ \t]*\n")
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
RANGE = re.compile(rf"^({NUMBER})\s*\.\.\s*({NUMBER})$")
WITHIN = re.compile(rf"^({NUMBER})(?:\s*:\s*({NUMBER}))?$")
ESCAPE = re.compile(r"\\([\\:#={}~n])")


class Broken(Exception):
    """A question that cannot be read: where in its text, and why."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at


@dataclass
class Chunk:
    """What stands between blank lines, comments blanked out; `line` is its first line, from 1."""

    text: str
    line: int
    comments: list[str] = field(default_factory=list)

    def place(self, shown_as: str, at: int) -> Place:
        """Return where the character `at` stands."""
        before = self.text[:at]
        column = at - (before.rfind("\n") + 1) + 1
        return Place(shown_as, self.line + before.count("\n"), column)


def read_gift(text: str, shown_as: str) -> Batch:
    """Return all questions of a file, in their order; broken ones without content and with the reason."""
    questions: list[Foreign] = []
    category = ""
    comments: list[str] = []
    for chunk in _chunks(text):
        comments += chunk.comments
        start = len(chunk.text) - len(chunk.text.lstrip())
        if chunk.text.startswith("$CATEGORY:", start):
            end = chunk.text.find("\n", start)
            end = len(chunk.text) if end < 0 else end
            category = chunk.text[start + len("$CATEGORY:") : end].strip()
            chunk.text = " " * end + chunk.text[end:]
        if not chunk.text.strip():
            continue
        questions.append(_question(chunk, comments, shown_as, category))
        comments = []
    return Batch(shown_as, FORMAT, questions)


def _chunks(text: str) -> Iterator[Chunk]:
    """Yield the questions; where a blank line stands inside braces, both sides of it as one.

    A “{” that is never closed takes nothing along: the next brace must be the “}” that closes it.
    """
    parts = list(_paragraphs(text))
    next_brace = [""]
    for part in reversed(parts):
        braces = _marks(part.text, "{}")
        next_brace.append(part.text[braces[0]] if braces else next_brace[-1])
    next_brace.reverse()
    position = 0
    while position < len(parts):
        chunk = parts[position]
        position += 1
        while position < len(parts) and _open(chunk.text) and next_brace[position] == "}":
            if parts[position].text.lstrip().startswith(("::", "$CATEGORY:")):
                break
            _join(chunk, parts[position])
            position += 1
        yield chunk


def _paragraphs(text: str) -> Iterator[Chunk]:
    """Yield what stands between blank lines, with comments blanked out."""
    chunk: Chunk | None = None
    for number, written in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not written.strip():
            if chunk:
                yield chunk
            chunk = None
            continue
        chunk = chunk or Chunk("", number)
        comment = COMMENT.match(written)
        chunk.text += (" " * len(written) if comment else written) + "\n"
        if comment:
            chunk.comments.append(comment[1].strip())
    if chunk:
        yield chunk


def _join(chunk: Chunk, other: Chunk) -> None:
    between = other.line - chunk.line - chunk.text.count("\n")
    chunk.text += "\n" * between + other.text
    chunk.comments += other.comments


def _open(text: str) -> bool:
    return len(_marks(text, "{")) > len(_marks(text, "}"))


def _marks(text: str, characters: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where any of `characters` stands without a backslash before it."""
    found = []
    at = start
    stop = len(text) if end is None else end
    while at < stop:
        if text[at] == "\\":
            at += 1
        elif text[at] in characters:
            found.append(at)
        at += 1
    return found


def _question(chunk: Chunk, comments: list[str], shown_as: str, category: str) -> Foreign:
    said = "\n".join(comments)
    number = next((found.strip().replace("\\]", "]") for found in IDENTIFIER.findall(said)), "")
    tags = tuple(tag.strip().replace("\\]", "]") for tag in TAG.findall(said))
    left = (TAG.sub("", IDENTIFIER.sub("", comment)).strip() for comment in comments)
    losses = Losses()
    at = len(chunk.text) - len(chunk.text.lstrip())
    name, kind, content, reason, place = "", "question", None, "", chunk.place(shown_as, at)
    try:
        name, at = _title(chunk.text, at)
        kind, content, reason = _body(chunk.text, at, losses)
    except TooLong as long:
        reason = f"{long}; divide it"
    except Broken as broken:
        kind, place = "broken", chunk.place(shown_as, broken.at)
        reason = f"it cannot be read: {broken}"
    return Foreign(
        place=place,
        kind=kind,
        name=name,
        number=number,
        names=tuple(filter(None, (number if any(map(str.isalpha, number)) else "", name, number))),
        content=content,
        reason=reason,
        lost=losses.found,
        tags=tags,
        category=category,
        comments=tuple(filter(None, left)),
    )


def _title(text: str, at: int) -> tuple[str, int]:
    """Return the title and where the rest begins."""
    if not text.startswith("::", at):
        return "", at
    end = at + 2
    while not text.startswith("::", end):
        if end >= len(text):
            raise Broken(
                at, "the title opens with “::” and does not close; write ::title:: before the text"
            )
        end += 2 if text[end] == "\\" else 1
    return " ".join(_unescaped(text[at + 2 : end], "\n").split()), end + 2


Made = tuple[str, Content | None, str]
"""The kind of question, its content or None, and why there is none."""


def _body(text: str, at: int, losses: Losses) -> Made:
    opened, closed = _marks(text, "{", at), _marks(text, "}", at)
    if not opened and not closed:
        return "description", None, NEAREST["description"]
    if not opened or (closed and closed[0] < opened[0]):
        raise Broken(closed[0], "a “}” closes what no “{” opened; write \\} where it is text")
    if not closed:
        raise Broken(opened[0], "the answers open with “{” and do not close")
    if blank := BLANK.search(text, opened[0], closed[-1]):
        raise Broken(blank.start() + 1, "a blank line stands inside the braces; remove it")
    if len(opened) > 1 or len(closed) > 1:
        second = min(opened[1:2] + closed[1:2])
        raise Broken(second, "a second brace; write \\{ or \\} where it is text")
    form, start = _form(text, at, "moodle")
    before, after = text[start : opened[0]], text[closed[0] + 1 :]
    stem = f"{before} {GAP}{after}" if after.strip() else before
    rest = _Answers(text[opened[0] + 1 : closed[0]], opened[0] + 1, form, losses)
    kind, item, reason = rest.read()
    if item is None:
        return kind, None, reason
    blocks = _blocks(stem, form, losses, "the question")
    return kind, Content(stem=blocks, item=item, rationale=rest.general), ""


class _Answers:
    """What stands between the braces; `offset` is where that begins in the chunk."""

    def __init__(self, text: str, offset: int, form: str, losses: Losses) -> None:
        self.offset, self.form, self.losses = offset, form, losses
        self.general = ""
        places = [at for at in _marks(text, "#") if text.startswith("####", at)]
        if places:
            self.general = self.said(text[places[-1] + 4 :], "the general feedback")
            text = text[: places[-1]]
        self.text = text

    def read(self) -> tuple[str, dict[str, Any] | None, str]:
        """Return the kind of question, the item or None, and why there is none."""
        text = self.text
        stripped = text.strip()
        marks = _marks(text, "=~")
        if not stripped:
            return "essay", None, NEAREST["essay"]
        if stripped.startswith("#"):
            return self.numerical()
        if any(text[at] == "~" for at in marks):
            return "multiple choice", self.choices(), ""
        if marks and any("->" in part for _, part in self.parts()):
            return "matching", self.matching(), ""
        if TRUTH.match(self.cut(text)[0].strip()):
            return "true or false", self.true_or_false(), ""
        return "short answer", None, NEAREST["short"]

    def parts(self, text: str | None = None, shift: int = 0) -> list[tuple[int, str]]:
        """Return every answer with its mark, and where it begins."""
        text = self.text if text is None else text
        marks = _marks(text, "=~")
        before = text[: marks[0]] if marks else text
        if before.strip():
            at = self.offset + shift + len(before) - len(before.lstrip())
            raise Broken(at, "text stands before the first answer; answers begin with = or ~")
        letters(len(marks))
        ends = [*marks[1:], len(text)]
        return [(shift + at, text[at:end]) for at, end in zip(marks, ends, strict=True)]

    def choices(self) -> dict[str, Any]:
        parts = self.parts()
        answers = []
        for name, (at, part) in zip(letters(len(parts)), parts, strict=True):
            worth, said = self.weight(at, part)
            text, feedback = self.cut(said)
            blocks = self.blocks(text, f"answer {name}")
            if not blocks:
                raise Broken(self.offset + at, "an answer without text; write \\= or \\~ where it is text")
            line = markdown.line(blocks, self.losses, f"answer {name}")
            answers.append(
                options.Answer(line, worth, self.said(feedback, f"the feedback on answer {name}"))
            )
        several = not any(part.startswith("=") for _, part in parts)
        return (options.multiple if several else options.single)(answers, self.losses)

    def weight(self, at: int, part: str) -> tuple[float, str]:
        """Return what an answer is worth, in per cent, and what follows."""
        found = WEIGHT.match(part, 1)
        if found and abs(float(found[1])) <= options.WHOLE:
            return float(found[1]), part[found.end() :]
        if wrong := BAD_WEIGHT.match(part, 1):
            raise Broken(self.offset + at + 1, f"“%{wrong[1]}%” is no weight from -100 to 100")
        return (options.WHOLE if part[0] == "=" else 0.0), part[1:]

    def true_or_false(self) -> dict[str, Any]:
        truth, rest = self.cut(self.text)
        key = truth.strip().upper().startswith("T")
        wrong, right = self.cut(rest)
        said = {
            key: self.said(right, "the feedback on the right answer"),
            not key: self.said(wrong, "the feedback on the wrong answer"),
        }
        answers = [
            options.Answer(str(value), options.WHOLE if value == key else 0, said[value])
            for value in (True, False)
        ]
        return options.single(answers, self.losses)

    def matching(self) -> dict[str, Any]:
        pairs, spare = [], []
        for count, (at, part) in enumerate(self.parts(), 1):
            if "->" not in part:
                raise Broken(self.offset + at, "a pair without “->” between its two sides")
            left, _, right = part[1:].partition("->")
            right, feedback = self.cut(right)
            if feedback.strip():
                self.losses.add(f"the feedback on pair {count}: {shortened(_unescaped(feedback, ' '))}")
            said = self.line(left, f"pair {count}")
            answer = self.line(right, f"the answer of pair {count}", "html")
            if not answer:
                raise Broken(self.offset + at, "a pair without an answer behind “->”")
            if said:
                pairs.append((said, answer))
            else:
                spare.append(answer)
        if not pairs:
            raise Broken(self.offset, "no pair has anything before “->”")
        return options.match(pairs, spare)

    def numerical(self) -> tuple[str, dict[str, Any] | None, str]:
        start = self.text.index("#") + 1
        rest = self.text[start:]
        if _marks(rest, "=~"):
            values = [self.value(at, *self.weight(at, part)) for at, part in self.parts(rest, start)]
        else:
            values = [self.value(start, options.WHOLE, rest)]
        item = options.number(values, "", self.losses)
        return "numerical", item, "" if item else "no value is worth 100 %"

    def value(self, at: int, worth: float, said: str) -> options.Value:
        text, feedback = self.cut(said)
        text = text.strip()
        spoken = self.said(feedback, f"the feedback on {text or 'any other number'}")
        if text in ("", "*"):
            return options.Value(None, 0, worth, spoken)
        found = RANGE.match(text) or WITHIN.match(text)
        numbers = [finite(part) for part in found.groups("0")] if found else [None]
        if found and None not in numbers:
            if found.re is RANGE:
                low, high = sorted(map(Decimal, found.groups()))
                return options.Value(float((low + high) / 2), float((high - low) / 2), worth, spoken)
            return options.Value(float(found[1]), abs(float(found[2] or 0)), worth, spoken)
        raise Broken(self.offset + at, f"“{shortened(text)}” is no number; write 3, 3:0.5 or 2.5..3.5")

    def cut(self, text: str) -> tuple[str, str]:
        """Return what stands before and after the first # that means feedback."""
        places = _marks(text, "#")
        return (text[: places[0]], text[places[0] + 1 :]) if places else (text, "")

    def blocks(self, text: str, where: str, form: str = "") -> tuple[Block, ...]:
        own, start = _form(text, 0, form or self.form)
        return _blocks(text[start:], own, self.losses, where)

    def line(self, text: str, where: str, form: str = "") -> str:
        return markdown.line(self.blocks(text, where, form), self.losses, where)

    def said(self, text: str, where: str) -> str:
        return own.feedback(self.blocks(text, where), self.losses, where)

    def prose(self, text: str, where: str) -> str:
        return markdown.prose(self.blocks(text, where), self.losses, where)


def _form(text: str, at: int, otherwise: str) -> tuple[str, int]:
    """Return the text format that is named at `at`, and where the text begins."""
    found = FORM.match(text, at)
    return (found[1], found.end()) if found else (otherwise, at)


def _blocks(text: str, form: str, losses: Losses, where: str) -> tuple[Block, ...]:
    if form in ("html", "markdown"):
        return blocks_of(_unescaped(text.strip(), "\n"), form, losses, where)
    said = _unescaped(" ".join(text.split()), "\n")
    return blocks_of(said, form, losses, where)


def _unescaped(text: str, line_break: str) -> str:
    decode: Callable[[re.Match[str]], str] = lambda m: line_break if m[1] == "n" else m[1]  # noqa: E731
    return ESCAPE.sub(decode, text)
