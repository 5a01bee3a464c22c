"""From a question to Typst markup: the nodes of the book, written by the writer of the editions."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from vignettes.bibliography import Reference
from vignettes.editions import compiler
from vignettes.editions.audience import leaks, secrets_of, strip_answers
from vignettes.editions.glyphs import Glyphs
from vignettes.editions.links import Links
from vignettes.editions.markup import head, words
from vignettes.editions.pictures import Pictures
from vignettes.editions.writer import HANDLERS, Edition, Writer
from vignettes.errors import UsageError
from vignettes.exam.forms import Asked
from vignettes.render import nodes as v
from vignettes.render.doctree import blocks, document_nodes, inlines

PAGE = "exam"
BASE = Path(compiler.__file__).with_name("template.typ")
SHEET = Path(__file__).with_name("sheet.typ")
NOT_STORY = (v.vignette_heading, v.vignette_item)
NO_DATE = 0
"""Papers carry no date of their own, so that the same draw gives the same bytes."""


@lru_cache(maxsize=1)
def glyphs() -> Glyphs:
    """Return what is known of the characters that the fonts have."""
    return Glyphs(compiler.fonts())


@dataclass(frozen=True)
class Pieces:
    """A question as nodes: who and where, the content note, the story, and what is asked."""

    person: nodes.Element
    setting: nodes.Element
    note: tuple[nodes.Node, ...]
    story: tuple[nodes.Node, ...]
    item: v.vignette_item


@dataclass
class Desk:
    """Writes markup for one audience: student (papers) or instructor (keys)."""

    audience: str
    warn: Callable[[str], None]
    large: bool = False

    def __post_init__(self) -> None:
        edition = Edition(
            audience=self.audience,
            source=Path(),
            links=Links([PAGE]),
            pictures=Pictures(Path()),
            glyphs=glyphs(),
            warn=lambda fact, node: self.warn(fact),
            large=self.large,
        )
        self.writer = Writer(edition, PAGE, HANDLERS)

    def of(self, *found: nodes.Node) -> str:
        """Return nodes as markup."""
        return self.writer.all(found).strip()

    def inside(self, node: nodes.Element) -> str:
        """Return what stands in a node as markup."""
        return self.writer.children(node).strip()

    def prose(self, text: str) -> str:
        """Return a vignette text as markup."""
        return self.of(*blocks(text))

    def line(self, text: str) -> str:
        """Return a one-line vignette text as markup."""
        return self.of(*inlines(text))

    def words(self, text: str) -> str:
        """Return plain words as markup; what no font can draw is named."""
        return words(self.plain(text))

    def plain(self, text: str) -> str:
        """Return plain words; what no font can draw is named."""
        return glyphs().replace(text)[0]


def pieces(question: Asked, references: Mapping[str, Reference]) -> Pieces:
    """Return a question as nodes, its feedback still in it."""
    entry = question.entry
    case = document_nodes(entry.vignette, lambda keys: _labels(keys, references))
    story: list[nodes.Node] = []
    for stage in case.findall(v.vignette_stage):
        story += [part for part in stage.children if not isinstance(part, NOT_STORY)]
        if stage["stage"] == entry.stage.id:
            break
    item = next(node for node in case.findall(v.vignette_item) if node["item"] == entry.item.id)
    item["question"] = ""
    note = next(iter(case.findall(v.vignette_note)), None)
    setting = nodes.inline("", "", *inlines(entry.vignette.setting))
    person = next(iter(case.findall(v.vignette_person)))
    return Pieces(person, setting, (note,) if note is not None else (), tuple(story), item)


def for_candidates(question: Asked) -> Pieces:
    """Return a question as nodes that hold nothing of its key; UsageError if they still would."""
    found = pieces(question, {})
    page = new_document(PAGE, get_default_settings())
    page += [found.item, *found.note, *found.story]
    secrets = secrets_of([question.entry.vignette])
    strip_answers(page, secrets)
    for secret in leaks(page, secrets):
        raise UsageError(
            f"{question.entry.id}: the paper would print what only the key may say: “{secret}”"
        )
    return found


def _labels(keys: Sequence[str], references: Mapping[str, Reference]) -> list[nodes.Node]:
    """Name works by author and year; the key lists them in full at its end."""
    return [nodes.Text("; ".join(references[key].label if key in references else key for key in keys))]


def typeset(show: str, body: Iterable[str], large: bool = False) -> bytes:
    """Return the PDF of markup; `show` is the call that sets its look."""
    source = head((), large) + BASE.read_text(encoding="utf-8") + SHEET.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="vignettes-exam-") as folder:
        file = Path(folder, "exam.typ")
        file.write_text(f"{source}\n#show: {show}\n{''.join(body)}", encoding="utf-8")
        return compiler.compile_pdf(file, NO_DATE)
