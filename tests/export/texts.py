"""What a question says, text by text, and how to compare it with what a reader got."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from vignettes.export.question import Question
from vignettes.render.prose import Bullets, Emphasis, Inline, Paragraph, Quotation, Words, parse

SEEN = ("prompt", "text", "feedback", "consequence", "rationale", "model_answer", "otherwise")
"""Fields whose words a learner reads."""


def texts_of(question: Question) -> list[str]:
    """Return every text of a question as plain words, paragraph by paragraph, found in its data alone."""
    data = question.item.model_dump()
    case = question.vignette
    told = [case.person, case.setting, question.stage.text, case.content_note or ""]
    written = [*told, *_texts(data), *((case.debrief,) if question.debrief else ())]
    return [plain_of(part) for text in written for part in _paragraphs(text)]


def plain_of(said: str) -> str:
    """Return text with single spaces."""
    return " ".join(said.split())


def plain_of_html(said: str) -> str:
    """Return the words of an HTML text; its tags are found with an expression of their own."""
    flowing = re.sub(r"</?(?:strong|em)>", "", said)
    return plain_of(unescape(re.sub(r"</?(?:p|br|ul|ol|li|blockquote)\b[^>]*>", " ", flowing)))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name in SEEN and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(data, (list, tuple)):
        for entry in data:
            yield from _texts(entry)


def _paragraphs(text: str) -> Iterator[str]:
    for block in parse(text):
        yield from _words(block)


def _words(block: Any) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield "".join(map(_inline, block.children))
    elif isinstance(block, Quotation):
        for child in block.children:
            yield from _words(child)
    elif isinstance(block, Bullets):
        for entry in block.entries:
            for child in entry:
                yield from _words(child)


def _inline(part: Inline) -> str:
    if isinstance(part, Words):
        return part.text
    assert isinstance(part, Emphasis)
    return "".join(map(_inline, part.children))


def missing_in(there: str, question: Question) -> list[str]:
    """Return the texts of a question that are not in what a reader got."""
    return [text for text in texts_of(question) if text not in there]
