"""A question in class: the stem with its options, time to decide, then what is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from vignettes.dealing import LETTERS
from vignettes.editions.answer_key import key_of
from vignettes.render import nodes as v
from vignettes.render import words
from vignettes.render.html import render
from vignettes.slides.layout import (
    BETWEEN,
    COLUMN,
    GAP,
    ROOM,
    SMALL,
    height,
    stack_height,
    text_height,
)
from vignettes.slides.paging import SIZES, pages, parted, sized
from vignettes.slides.slide import Slide, headed, rendered

PAUSE = "Decide, then go on."
HANDS = "Hands up for {}."
HOW = {
    "multiple": "Decide for each one, then go on.",
    "order": "Write the letters in order, then go on.",
    "match": "Write a letter beside each number, then go on.",
    "number": "Write your number down, then go on.",
    "reply": "Say it aloud to your neighbour, then go on.",
}
PAUSE_HEIGHT = 76
"""What the pause takes of the room for text."""
BOLDER = 1.08
"""How much wider than ordinary letters bold ones are."""
ROOM_TO_READ = ROOM - PAUSE_HEIGHT
PAIRS, ANSWERS = (COLUMN - BETWEEN) * 0.6, (COLUMN - BETWEEN) * 0.4
"""How wide the columns of a match are."""
LOOKS = {
    "right": {words.VERDICTS[True], words.BELONGS[True], words.QUALITY["sound"], "Right."},
    "half": {words.QUALITY["costly"]},
    "wrong": {
        words.VERDICTS[False], words.BELONGS[False], words.QUALITY["harmful"],
        "Not right.", "Another number.",
    },
}  # fmt: skip
"""How a verdict looks, beside what it says."""
MARKS = {"right": "✓", "half": "~", "wrong": "✗"}


@dataclass(frozen=True)
class Asked:
    """Where questions are asked: the title of their case, and whether answers stay out."""

    case: str
    for_students: bool


def question_slides(asked: Asked, item: v.vignette_item) -> Iterator[Slide]:
    """Yield the stem, with a pause as its last step; then, for instructors, the discussion."""
    number = f"Question {item['question']}"
    stem = next(part for part in item.children if isinstance(part, v.vignette_prompt))
    key = (
        "" if asked.for_students else f"<p><strong>Key:</strong> {rendered([nodes.Text(key_of(item))])}</p>"
    )
    groups = stems(stem, controls(item))
    for place, (look, body) in enumerate(groups):
        last = place == len(groups) - 1
        heading = number + (f" ({place + 1} of {len(groups)})" if len(groups) > 1 else "")
        later = f'<p class="pause">{pause(item)}</p>' if last and not asked.for_students else ""
        yield Slide(headed(asked.case, heading, body), look=look, notes=key if last else "", later=later)
    for feedback in item.findall(v.vignette_feedback):
        yield from discussion(asked, number, item, feedback)


def pause(item: v.vignette_item) -> str:
    """Return what the class does before the answer comes."""
    letters = [letter for letter, _ in zip(LETTERS, item.findall(v.vignette_option), strict=False)]
    if item["kind"] in ("single", "choice"):
        hands = ", ".join(letters[:-1]) + " or " + letters[-1]
        return f"<strong>{PAUSE}</strong> {HANDS.format(hands)}"
    return f"<strong>{HOW[item['kind']]}</strong>"


def stems(stem: v.vignette_prompt, answers: Sequence[nodes.Node]) -> list[tuple[str, str]]:
    """Return look and body of the slides of a stem: one if it fits, in smaller letters if need be."""
    prompt = f'<p class="prompt">{"".join(map(render, stem.children))}</p>'
    match = len(answers) > 1
    for size, look in SIZES:
        room = ROOM_TO_READ - text_height(stem.astext(), size, COLUMN / BOLDER) - GAP
        if match and max(height(answers[0], size, ANSWERS), height(answers[1], size, PAIRS)) <= room:
            return [(look, prompt + columns(*answers))]
        if not match and stack_height(answers, size) <= room:
            return [(look, prompt + rendered(answers))]
    if match and height(answers[0], size, ANSWERS) <= room:
        lists = parted(answers[1], room, size, PAIRS)
        return [(look, prompt + columns(answers[0], pairs)) for pairs in lists]
    return [(look, prompt + rendered(group)) for group in pages(answers, max(room, ROOM / 3), size)]


def columns(answers: nodes.Node, pairs: nodes.Node) -> str:
    """Return what is to be matched beside what can be chosen."""
    return f'<div class="columns"><div>{rendered([pairs])}</div><div>{rendered([answers])}</div></div>'


def controls(item: v.vignette_item) -> list[nodes.Node]:
    """Return the options, steps or pairs of a question as plain lists, without anything to click on."""
    found: list[nodes.Node] = []
    for part in item.children:
        if isinstance(part, (v.vignette_options, v.vignette_steps)):
            found.append(lettered(part))
        elif isinstance(part, v.vignette_pairs):
            found.append(nodes.enumerated_list("", *map(entry, part.children), enumtype="arabic", start=1))
        elif isinstance(part, v.vignette_number) and part["unit"]:
            found.append(nodes.paragraph("", "", nodes.emphasis("", f"in {part['unit']}")))
    return found


def lettered(options: nodes.Element) -> nodes.enumerated_list:
    return nodes.enumerated_list(
        "", *map(entry, options.children), enumtype="upperalpha", start=1, classes=["letters"]
    )


def entry(option: nodes.Element) -> nodes.list_item:
    """Return an option as an entry of a list: its words, and for students where it leads."""
    label, *rest = option.children
    assert isinstance(label, nodes.Element)
    return nodes.list_item(
        "", nodes.paragraph("", "", *words_of(label)), *(part.deepcopy() for part in rest)
    )


def words_of(label: nodes.Element) -> list[nodes.Node]:
    """Return the words of an option or pair, without what is chosen from."""
    return [part.deepcopy() for part in label.children if not isinstance(part, v.vignette_select)]


def discussion(
    asked: Asked, number: str, item: v.vignette_item, feedback: v.vignette_feedback
) -> Iterator[Slide]:
    """Yield the answer, what is said about each option, why, the sources, and where choices lead."""
    units = [unit for verdicts in feedback.findall(v.vignette_verdicts) for unit in said(item, verdicts)]
    closing = [
        part
        for kind in (v.vignette_rationale, v.vignette_sources)
        for node in feedback.findall(kind)
        for part in (node.children if kind is v.vignette_rationale else [node])
    ]
    model = [child for node in feedback.findall(v.vignette_model) for child in node.children]
    if model:
        yield from slides(asked, f"{number}: a reply", model)
        units.insert(0, nodes.paragraph("", "", nodes.strong("", words.RUBRIC)))
    overview = answer(item, feedback)
    if overview:
        yield from slides(asked, f"{number}: the answer", [overview], *SIZES)
    if item["kind"] == "choice":
        for letter, unit in zip(LETTERS, units, strict=False):
            yield from slides(asked, f"{number}: after {letter}", consequences(unit), *SIZES[:2])
    else:
        yield from slides(asked, f"{number}: feedback", units)
    yield from slides(asked, f"{number}: why", closing)
    if item["kind"] == "choice":
        yield from slides(asked, f"{number}: where it leads", [leads(item, feedback)], *SIZES)


def slides(
    asked: Asked, heading: str, found: Sequence[nodes.Node], *sizes: tuple[int, str]
) -> Iterator[Slide]:
    """Yield the slides of one step of the discussion; `sizes` are tried until it fits on one."""
    look, groups = sized(found, sizes or SIZES[:1])
    for place, group in enumerate(groups):
        more = f" ({place + 1} of {len(groups)})" if len(groups) > 1 else ""
        yield Slide(headed(asked.case, heading + more, rendered(group)), look=look)


def lead_of(verdict: v.vignette_verdict) -> str:
    """Return what a verdict opens with: “A · Best answer.”."""
    return next(iter(verdict.findall(nodes.strong))).astext()


def look_of(lead: str) -> str:
    """Return whether a verdict is right, half, wrong, or none of them."""
    verdict = lead.rpartition("· ")[2]
    return next((look for look, said in LOOKS.items() if verdict in said), "plain")


def said(item: v.vignette_item, verdicts: v.vignette_verdicts) -> Iterator[nodes.container]:
    """Yield what is said about each option, step, pair or point, under its own words."""
    texts = {node.get("option"): node for node in item.findall(v.vignette_option)}
    texts |= {node.get("pair"): node for node in item.findall(v.vignette_pair)}
    for verdict in verdicts.children:
        assert isinstance(verdict, v.vignette_verdict)
        option = texts.get(verdict["for"])
        look = look_of(lead_of(verdict))
        first = []
        if option is not None:
            label = next(iter(option.findall(v.vignette_label)))
            first = [nodes.paragraph("", "", nodes.emphasis("", "", *words_of(label)))]
        shown = [part.deepcopy() for part in verdict.children if not _leads_on(part)]
        yield nodes.container("", *first, *shown, classes=["unit", look])


def consequences(unit: nodes.container) -> list[nodes.Node]:
    """Return what follows from a choice as one unit, or as two if it is too much for a slide."""
    if height(unit, SMALL) <= ROOM:
        return [unit]
    happens, remark = unit.copy(), unit.copy()
    last = next(i for i, part in enumerate(unit.children) if isinstance(part, v.vignette_consequence))
    happens.extend(part.deepcopy() for part in unit.children[: last + 1])
    remark.extend(part.deepcopy() for part in unit.children[last + 1 :])
    return [happens, remark]


def _leads_on(part: nodes.Node) -> bool:
    """Tell whether a part of a verdict says what changes or where it leads: a slide of its own says so."""
    classes = part.get("classes", []) if isinstance(part, nodes.Element) else []
    return "vignette-onward" in classes or "vignette-changes" in classes


def answer(item: v.vignette_item, feedback: v.vignette_feedback) -> nodes.Element | None:
    """Return all options with their verdicts, the right order or the right pairs; None for other kinds."""
    leads = [lead_of(verdict) for verdict in feedback.findall(v.vignette_verdict)]
    if item["kind"] in ("single", "multiple", "choice"):
        options = next(iter(item.findall(v.vignette_options)))
        rows = [marked(option, lead) for option, lead in zip(options.children, leads, strict=True)]
        return nodes.enumerated_list("", *rows, enumtype="upperalpha", start=1, classes=["letters"])
    if item["kind"] == "order":
        steps = [lead.partition(" · ")[2] for lead in leads]
        rows = [nodes.list_item("", nodes.paragraph("", step)) for step in steps]
        return nodes.enumerated_list("", *rows, enumtype="arabic", start=1)
    if item["kind"] == "match":
        labels = [next(iter(pair.findall(v.vignette_label))) for pair in item.findall(v.vignette_pair)]
        rows = [
            nodes.list_item(
                "",
                nodes.paragraph(
                    "", "", *words_of(label), nodes.Text(" → "), nodes.strong("", lead.partition(" · ")[2])
                ),
            )
            for label, lead in zip(labels, leads, strict=True)
        ]
        return nodes.enumerated_list("", *rows, enumtype="arabic", start=1)
    return None


def marked(option: nodes.Element, lead: str) -> nodes.list_item:
    """Return an option with its verdict in words and a mark, for whoever sees no colours."""
    look = look_of(lead)
    label = next(iter(option.findall(v.vignette_label)))
    verdict = nodes.strong("", f" {MARKS.get(look, '')} {lead.rpartition('· ')[2]}", classes=["mark"])
    return nodes.list_item("", nodes.paragraph("", "", *words_of(label), verdict), classes=[look])


def leads(item: v.vignette_item, feedback: v.vignette_feedback) -> nodes.enumerated_list:
    """Return where each option leads, as links to follow when the class has decided."""
    rows = []
    options = next(iter(item.findall(v.vignette_options))).children
    for option, verdict in zip(options, feedback.findall(v.vignette_verdict), strict=True):
        label = next(iter(option.findall(v.vignette_label)))
        onward = [part.deepcopy() for part in verdict.children if _leads_on(part)]
        rows.append(nodes.list_item("", nodes.paragraph("", "", *words_of(label)), *onward))
    return nodes.enumerated_list("", *rows, enumtype="upperalpha", start=1, classes=["letters"])
