"""A question's text divided: what asks becomes the prompt, what precedes it the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vignettes.intake.markdown import plain_of
from vignettes.render.prose import Block, Emphasis, Inline, Paragraph, Words

SHORT_FORMS = frozenset("dr mr mrs ms prof st vs no fig e.g i.e etc approx resp sr jr dept".split())
"""Words whose full stop ends no sentence."""
END = re.compile(r"[.!?…؟。？！]{1,9}[)\]»”’\"']{0,4}\s+")
ASKS = re.compile(r"[?؟？][)\]\s]*$")

LONGEST_SHORT_FORM = 12
"""Characters before a full stop that are looked at."""
INSTRUCTION = 60
"""Characters of a last paragraph that only says how to answer."""

Parts = tuple[Inline, ...]


def divided(stem: Sequence[Block]) -> tuple[tuple[Block, ...], Parts, bool]:
    """Return the story, the prompt, and whether the prompt stood last.

    The prompt is the last paragraph where all of it is set in bold; else the last sentence outside
    quotations and lists that ends in a question mark, with what follows it in its paragraph, or as a last
    short paragraph (“Choose two.”); else the last sentence of the last paragraph.
    """
    places = [i for i, block in enumerate(stem) if isinstance(block, Paragraph)]
    if not places:
        return tuple(stem), (), True
    last = stem[places[-1]]
    assert isinstance(last, Paragraph)
    if places[-1] == len(stem) - 1 and (bold := _all_bold(last.children)):
        return tuple(stem[:-1]), bold, True
    asking = [i for i in places if _asking(stem[i])]
    place = asking[-1] if asking else places[-1]
    paragraph = stem[place]
    assert isinstance(paragraph, Paragraph)
    before, prompt = cut(paragraph.children, _where(paragraph.children))
    after = stem[place + 1 :]
    if len(after) == 1 and isinstance(after[0], Paragraph):
        instruction = after[0].children
        if len(plain_of(instruction)) <= INSTRUCTION:
            prompt, after = (*prompt, Words(" "), *instruction), ()
    story = (*stem[:place], *([Paragraph(before)] if before else []), *after)
    return story, prompt, not after


def cut(parts: Parts, at: int) -> tuple[Parts, Parts]:
    """Return what stands before and after the character `at`, without white space at the cut."""
    before: list[Inline] = []
    after: list[Inline] = []
    for part in parts:
        length = len(plain_of((part,)))
        if at >= length:
            before.append(part)
        elif at <= 0:
            after.append(part)
        elif isinstance(part, Words):
            before.append(Words(part.text[:at].rstrip()))
            after.append(Words(part.text[at:].lstrip()))
        else:
            left, right = cut(part.children, at)
            before.append(Emphasis(left, part.strong))
            after.append(Emphasis(right, part.strong))
        at -= length
    return _trimmed(before), _trimmed(after)


def _trimmed(parts: list[Inline]) -> Parts:
    """Return parts without white space at the ends, and without empty ones."""
    parts = [part for part in parts if plain_of((part,))]
    if parts and isinstance(parts[-1], Words):
        parts[-1] = Words(parts[-1].text.rstrip())
    if parts and isinstance(parts[0], Words):
        parts[0] = Words(parts[0].text.lstrip())
    return tuple(part for part in parts if plain_of((part,)))


def _all_bold(parts: Parts) -> Parts:
    """Return what stands in bold, if that is everything."""
    if len(parts) == 1 and isinstance(parts[0], Emphasis) and parts[0].strong:
        return parts[0].children
    return ()


def _asking(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(
        ASKS.search(said) for _, said in _sentences(plain_of(block.children))
    )


def _where(parts: Parts) -> int:
    """Return where in a paragraph the prompt begins."""
    sentences = _sentences(plain_of(parts))
    asking = [start for start, said in sentences if ASKS.search(said)]
    return asking[-1] if asking else sentences[-1][0]


def _sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text, each with where it begins."""
    starts = [0]
    for end in END.finditer(text):
        following = text[end.end() : end.end() + 1]
        words = text[max(end.start() - LONGEST_SHORT_FORM, 0) : end.start()].split()
        word = words[-1].lstrip("([“\"'").casefold() if words else ""
        short = text[end.start()] == "." and (word in SHORT_FORMS or re.fullmatch(r"[^\W\d]", word))
        if following and not following.islower() and not short:
            starts.append(end.end())
    return [(start, text[start:stop]) for start, stop in zip(starts, [*starts[1:], len(text)], strict=True)]
