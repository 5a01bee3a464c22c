"""What each edition may hold: students get room to write, and nothing that gives an answer away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes
from pydantic import BaseModel

from vignettes.model import Vignette
from vignettes.render import nodes as v

SECRET_FIELDS = frozenset(
    {"rationale", "feedback", "otherwise", "model_answer", "consequence", "facilitator"}
)
SHORTEST_SECRET = 20
"""Letters: anything shorter (“Yes, because.”) may stand in a book by chance."""

KEY_ATTRIBUTES = ("key", "fingerprint")
FOR_FACILITATORS = "facilitator"


class Leak(Exception):
    """A page of the student edition says what only the instructor edition may say."""

    def __init__(self, page: str, secret: str) -> None:
        super().__init__(f"{page}: the student edition would print the feedback “{secret[:60].strip()}…”")


def strip_answers(document: nodes.document, secrets: Mapping[str, str]) -> None:
    """Take key, feedback and facilitator notes out of a page; a choice keeps where it leads.

    A notebook's cell that prints feedback goes as a whole, since its code names the answer.
    """
    for item in document.findall(v.vignette_item):
        _keep_ways_on(item)
        for name in KEY_ATTRIBUTES:
            item.attributes.pop(name, None)
    for node in [*document.findall(_only_for_instructors)]:
        _remove(node)
    for node in [*document.findall(_is_plain_cell)]:
        if next(leaks(node, secrets), None):
            _remove(node)


def secrets_of(vignettes: Iterable[Vignette]) -> dict[str, str]:
    """Return every text of the cases that students must not read: its letters → as written."""
    found = (text for vignette in vignettes for text in _secret_texts(vignette))
    return {letters(text): text for text in found if len(letters(text)) >= SHORTEST_SECRET}


def leaks(node: nodes.Element, secrets: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets that stand in `node`, however they are wrapped and quoted."""
    return leaks_in(letters(node.astext()), secrets)


def leaks_in(said: str, secrets: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets that stand in a text of letters.

    The text is gone through once, whatever the number of secrets: a secret can only begin where its first
    `SHORTEST_SECRET` letters do.
    """
    heads = frozenset(secret[:SHORTEST_SECRET] for secret in secrets)
    starts = range(len(said) - SHORTEST_SECRET + 1)
    found = {head for at in starts if (head := said[at : at + SHORTEST_SECRET]) in heads}
    for secret, text in secrets.items():
        head = secret[:SHORTEST_SECRET]
        if (len(head) < SHORTEST_SECRET or head in found) and secret in said:
            yield text


def letters(text: str) -> str:
    """Return only the letters and digits of a text, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _secret_texts(part: BaseModel) -> Iterator[str]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name in SECRET_FIELDS and isinstance(value, str):
            yield value
        for child in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(child, BaseModel):
                yield from _secret_texts(child)


def _keep_ways_on(item: v.vignette_item) -> None:
    """Print “Go on to section 3” under an option: the way on is part of the case, not of its key."""
    verdicts = {verdict["for"]: verdict for verdict in item.findall(v.vignette_verdict)}
    for option in item.findall(v.vignette_option):
        verdict = verdicts.get(option.get("option"))
        for node in verdict.children if verdict is not None else []:
            if "vignette-onward" in node.get("classes", []):
                option += node.deepcopy()


def _only_for_instructors(node: nodes.Node) -> bool:
    if isinstance(node, (v.vignette_feedback, v.vignette_expert, v.vignette_facilitator)):
        return True
    return isinstance(node, nodes.Element) and FOR_FACILITATORS in node.get("classes", [])


def has_plain_cells(document: nodes.document) -> bool:
    """Tell whether a page has cells that are looked at one by one for what they give away."""
    return next(document.findall(_is_plain_cell), None) is not None


def _is_plain_cell(node: nodes.Node) -> bool:
    """Tell whether a node is a notebook's cell of code that does not show a case."""
    if not isinstance(node, nodes.container) or node.get("nb_element") != "cell_code":
        return False
    return next(iter(node.findall(v.vignette)), None) is None


def _remove(node: nodes.Element) -> None:
    if node.parent is not None:
        node.parent.remove(node)
