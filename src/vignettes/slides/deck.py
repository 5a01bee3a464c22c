"""A deck of a module: a title, what is in it, its cases one after the other, the works they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from docutils import nodes
from docutils.utils import new_document

from vignettes.bibliography import Reference
from vignettes.editions.audience import strip_answers
from vignettes.editions.writer.cases import number_questions
from vignettes.model import Vignette
from vignettes.render import nodes as v
from vignettes.render import words
from vignettes.render.doctree import document_nodes
from vignettes.render.html import citations, render
from vignettes.render.prose import plain_line
from vignettes.slides.layout import COLUMN, ROOM, SMALL, stack_height, text_height
from vignettes.slides.paging import SIZES, pages, sized
from vignettes.slides.questions import Asked, question_slides
from vignettes.slides.slide import Slide, headed, rendered

KEYS = "Space goes on, Shift and Space goes back, S opens these notes, Escape shows all slides, ? all keys."
STORY = "The story"
CASE_TITLE = 56
"""The size of a case's title."""
REST = (v.vignette_title, v.vignette_person, v.vignette_meta, v.vignette_status, v.vignette_note)


@dataclass(frozen=True)
class Deck:
    """What is taught with one deck."""

    name: str
    """The name of its file, without the ending."""
    title: str
    course: str
    cohort: str
    audience: str
    cases: tuple[Vignette, ...]

    @property
    def for_students(self) -> bool:
        return self.audience == "student"


def slides_of(deck: Deck, references: dict[str, Reference]) -> list[Slide]:
    """Return the whole deck."""
    slides = [title_slide(deck), *contents(deck.cases)]
    for number, case in enumerate(deck.cases, 1):
        slides += case_slides(deck, number, case, references)
    return [*slides, *works(deck, references)]


def title_slide(deck: Deck) -> Slide:
    """Return the slide that the class sees when it comes in."""
    lines = [deck.course, deck.cohort, "Slides for students" if deck.for_students else ""]
    count = len(deck.cases)
    lines.append(f"{count} case{'s' if count > 1 else ''} · {minutes(deck.cases)} minutes")
    said = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
    body = f'<h2>{escape(deck.title, quote=False)}</h2>{said}<p class="quiet">{escape(words.NOTICE)}</p>'
    return Slide(body, kind="slide", look="opening", notes="" if deck.for_students else f"<p>{KEYS}</p>")


def minutes(cases: Sequence[Vignette]) -> int:
    """Return how long the cases take."""
    return sum(case.minutes for case in cases)


def contents(cases: Sequence[Vignette]) -> Iterator[Slide]:
    """Yield the slides that lead to each case."""
    entries = [
        nodes.list_item(
            "",
            nodes.paragraph(
                "",
                "",
                nodes.reference("", "", nodes.Text(plain_line(case.title)), refuri=f"#/case-{number}"),
                nodes.Text(f" · {case.level} · {case.minutes} minutes"),
            ),
        )
        for number, case in enumerate(cases, 1)
    ]
    listed = nodes.enumerated_list("", *entries, enumtype="arabic", start=1)
    look, groups = sized([listed], SIZES)
    for place, group in enumerate(groups):
        yield Slide(headed("", "Cases", rendered(group)), kind="subslide" if place else "slide", look=look)


def case_slides(
    deck: Deck, number: int, vignette: Vignette, references: dict[str, Reference]
) -> Iterator[Slide]:
    """Yield the slides of one case: who comes, the story with its questions, the debrief."""

    def cite(keys: Sequence[str]) -> list[nodes.Node]:
        return citations(keys, references)

    case = document_nodes(vignette, cite)
    document = new_document(vignette.id)
    document += case
    number_questions(document)
    notes = facilitator(case)
    if deck.for_students:
        strip_answers(document, {})
        notes = ""
    lead_links(case, number)
    title = plain_line(vignette.title)
    yield from opening(case, number, notes)
    for measures in case.findall(v.vignette_measures):
        yield from told(title, words.MEASURES.rstrip("."), measures.children, SIZES)
    asked = Asked(title, deck.for_students)
    for place, stage in enumerate(case.findall(v.vignette_stage), 1):
        yield from stage_slides(asked, stage, f"case-{number}-section-{place}")
    for debrief in case.findall(v.vignette_debrief):
        yield from closing(title, debrief, f"case-{number}-debrief")


def facilitator(case: v.vignette) -> str:
    """Return the facilitator's notes as HTML; no slide shows them."""
    said = "".join(
        render(child) for node in case.findall(v.vignette_facilitator) for child in node.children[1:]
    )
    return f"<p><strong>{words.FACILITATOR}</strong></p>{said}" if said else ""


def lead_links(case: v.vignette, number: int) -> None:
    """Make the links of a case lead to slides. Their names say nothing: a stage may be called “harm”."""
    names = {
        place: f"case-{number}-section-{count}"
        for count, stage in enumerate(case.findall(v.vignette_stage), 1)
        for place in stage["ids"]
    }
    for debrief in case.findall(v.vignette_debrief):
        names |= dict.fromkeys(debrief["ids"], f"case-{number}-debrief")
    for link in case.findall(nodes.reference):
        if "refid" in link:
            link["refuri"] = f"#/{names[link['refid']]}"
            del link["refid"]


def opening(case: v.vignette, number: int, notes: str) -> Iterator[Slide]:
    """Yield the slides that say who comes and where, and first of all what may be hard to hear."""
    title, *rest = (part for part in case.children if isinstance(part, REST))
    heading = f"<h2>{''.join(map(render, title.children))}</h2>"
    note = [part for part in rest if isinstance(part, v.vignette_note)]
    who = [part for part in rest if part not in note]
    name = f"case-{number}"
    needed = text_height(title.astext(), CASE_TITLE, COLUMN) + stack_height([*who, *note])
    alone = pages(note, ROOM - 2 * CASE_TITLE)
    for place, group in enumerate([[*note, *who]] if needed <= ROOM else [*alone, who]):
        first = not place
        yield Slide(
            heading + rendered(group),
            kind="slide" if first else "subslide",
            look="case",
            name=name if first else "",
            notes=notes if first else "",
        )


def stage_slides(asked: Asked, stage: v.vignette_stage, name: str) -> Iterator[Slide]:
    """Yield the story of a stage, its questions, and where it leads."""
    heading = STORY
    story: list[nodes.Node] = []
    onward: list[nodes.Node] = []
    items: list[v.vignette_item] = []
    for part in stage.children:
        if isinstance(part, v.vignette_heading):
            heading = part.astext()
        elif isinstance(part, v.vignette_item):
            items.append(part)
        else:
            (onward if items else story).append(part)
    for place, slide in enumerate(told(asked.case, heading, story)):
        yield slide.named(name) if not place else slide
    for item in items:
        yield from question_slides(asked, item)
    yield from told(asked.case, heading, onward) if onward else ()


def told(
    case: str, heading: str, story: Sequence[nodes.Node], sizes: Sequence[tuple[int, str]] = SIZES[:1]
) -> Iterator[Slide]:
    """Yield slides that tell a text, under the title of its case."""
    look, groups = sized(story, sizes)
    for place, group in enumerate(groups):
        more = " (continued)" if place else ""
        yield Slide(headed(case, heading + more, rendered(group)), look=look)


def closing(case: str, debrief: v.vignette_debrief, name: str) -> Iterator[Slide]:
    """Yield the debrief, then how an expert goes, then the sources of the case."""
    parts = [part for part in debrief.children if not isinstance(part, v.vignette_heading)]
    expert = [child for part in parts if isinstance(part, v.vignette_expert) for child in part.children]
    sources = [part for part in parts if isinstance(part, v.vignette_sources)]
    text = [part for part in parts if not isinstance(part, (v.vignette_expert, v.vignette_sources))]
    for place, slide in enumerate(
        told(case, words.DEBRIEF, [*text, *([] if expert else sources)], SIZES[:2])
    ):
        yield slide.named(name) if not place else slide
    if expert:
        yield from told(case, words.EXPERT, [*expert, *sources], SIZES[:2])


def works(deck: Deck, references: dict[str, Reference]) -> Iterator[Slide]:
    """Yield the full references of what the deck cites."""
    keys = {key for case in deck.cases for key in case.references}
    if not deck.for_students:
        keys |= {key for case in deck.cases for _, item in case.items() for key in item.references}
    found = sorted(references[key].text for key in keys if key in references)
    entries = [nodes.list_item("", nodes.paragraph("", text)) for text in found]
    if entries:
        listed = nodes.bullet_list("", *entries, bullet="-")
        for place, group in enumerate(pages([listed], size=SMALL)):
            yield Slide(
                headed("", words.SOURCES.rstrip(":"), rendered(group)),
                kind="subslide" if place else "slide",
                look="dense",
            )
