"""Lines that the house prints around a question by itself: they are not carried a second time.

A question that was exported from here comes back without them.
"""

from __future__ import annotations

from collections.abc import Sequence

from vignettes.intake import markdown
from vignettes.intake.asking import cut
from vignettes.intake.question import Losses
from vignettes.model import Review
from vignettes.render import words
from vignettes.render.prose import Block, Emphasis, Paragraph

LEADS = frozenset([*words.VERDICTS.values(), *words.BELONGS.values(), words.RATIONALE])
"""What stands before the feedback on an answer and before the reasons, with or without a colon."""


def feedback(blocks: Sequence[Block], losses: Losses, where: str) -> str:
    """Return feedback as Markdown, without a lead that the house prints itself."""
    return markdown.prose(_without_lead(blocks), losses, where)


def _without_lead(blocks: Sequence[Block]) -> Sequence[Block]:
    """Leave out a lead that makes the first paragraph, or opens it in bold."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    if _plain(blocks[0]).rstrip(":") in LEADS:
        return blocks[1:]
    lead, *rest = blocks[0].children
    if isinstance(lead, Emphasis) and lead.strong and markdown.plain_of([lead]).rstrip(":") in LEADS:
        return [Paragraph(cut(tuple(rest), 0)[1]), *blocks[1:]]
    return blocks


def without_own_lines(stem: Sequence[Block], kind: str) -> tuple[Block, ...]:
    """Return a question's text without the hint for its type and the line that says it is unreviewed.

    A text that is nothing else stays.
    """
    own = {words.HINTS[kind], words.review_line(Review(status="unreviewed"))}
    return tuple(block for block in stem if _plain(block) not in own) or tuple(stem)


def _plain(block: Block) -> str:
    return markdown.plain_of(block.children) if isinstance(block, Paragraph) else ""
