"""Cases on paper: a head, the story in parts, numbered questions, and what each edition puts under them."""

from __future__ import annotations

from docutils import nodes

from vignettes.editions.markup import block, call, content, string, words
from vignettes.editions.writer.blocks import bullet_list, entries, enumerated_list
from vignettes.editions.writer.core import Handler, Writer, nothing, transparent
from vignettes.editions.writer.room import kept
from vignettes.render import nodes as v
from vignettes.render.words import EXPERT, FEEDBACK

FRESH_PAGE = "fresh-page"
"""The attribute of a case that begins on a page of its own, so that it can be handed out alone."""
MOST_ASKED, MOST_CLOSING, MOST_DEBRIEF = 150, 90, 80
"""Millimetres that stay on one page; the template's own figures, less what stands around the text."""
EXTRA_LINES = 2
"""Handwriting needs more room than typing."""


def number_questions(document: nodes.document) -> None:
    """Number the questions of each case from 1, as `question`."""
    for case in document.findall(v.vignette):
        for number, item in enumerate(case.findall(v.vignette_item), 1):
            item["question"] = number


def case(writer: Writer, node: v.vignette) -> str:
    parts = {kind: _first(writer, node, kind) for kind in HEAD}
    title, *lines = parts.values()
    head = block("case-head", str(writer.level + 1), *map(content, [title, *lines]))
    rest = writer.all(part for part in node.children if not isinstance(part, HEAD))
    opening = block("pagebreak", weak="true") if node.get(FRESH_PAGE) else ""
    return opening + head + writer.anchors(node) + rest + block("case-end")


HEAD = (v.vignette_title, v.vignette_person, v.vignette_meta, v.vignette_status)


def _first(writer: Writer, node: nodes.Element, kind: type[nodes.Element]) -> str:
    found = next((part for part in node.children if isinstance(part, kind)), None)
    return writer.children(found) if found is not None else ""


def heading(writer: Writer, node: v.vignette_heading) -> str:
    return block("case-heading", str(writer.level + 2), body=writer.children(node))


def item(writer: Writer, node: v.vignette_item) -> str:
    """A question and what is answered with keep together; the feedback may run on."""
    last = [part for part in node.children if isinstance(part, v.vignette_feedback)]
    first = [part for part in node.children if part not in last]
    asked = writer.all(first).strip()
    short = kept(writer.edition, first, MOST_ASKED)
    return block("asked", body=writer.anchors(node) + asked, short=short) + writer.all(last)


def prompt(writer: Writer, node: v.vignette_prompt) -> str:
    number = node.parent.get("question", 0)
    return block("question", string(str(number)), body=writer.children(node))


def options(writer: Writer, node: nodes.Element) -> str:
    """Lettered options, steps or answers; students find a box, a ring or a line to fill in."""
    mark = "none"
    if writer.edition.for_students:
        first = node.children[0] if node.children else nodes.list_item()
        mark = MARKS.get(first.get("control", ""), "none")
        if isinstance(node, v.vignette_steps):
            mark = "blank"
    return block("lettered", string(mark), *map(content, entries(writer, node)))


MARKS = {"radio": "ring", "checkbox": "box"}


def pairs(writer: Writer, node: v.vignette_pairs) -> str:
    return block("pairs", *map(content, entries(writer, node)))


def select(writer: Writer, node: v.vignette_select) -> str:
    return call("blank") if writer.edition.for_students else ""


def number(writer: Writer, node: v.vignette_number) -> str:
    if not writer.edition.for_students:
        return ""
    return block("short-answer", content(words(writer.drawable(node.get("unit", ""), node))))


def writing(writer: Writer, node: v.vignette_writing) -> str:
    if not writer.edition.for_students:
        return ""
    return block("ruled", str(node.get("rows", 4) + EXTRA_LINES))


def label(writer: Writer, node: v.vignette_label) -> str:
    return writer.children(node)


def feedback(writer: Writer, node: v.vignette_feedback) -> str:
    """The feedback; its last lines, the rationale and the sources, keep together."""
    last = [part for part in node.children if isinstance(part, (v.vignette_rationale, v.vignette_sources))]
    first = [part for part in node.children if part not in last]
    short = kept(writer.edition, last, MOST_CLOSING)
    closing = block("closing", body=writer.all(last), short=short)
    return block("feedback", string(FEEDBACK), body=writer.all(first) + closing)


def verdicts(writer: Writer, node: v.vignette_verdicts) -> str:
    return block("verdicts", *(content(_verdict(writer, entry)) for entry in node.children))


def _verdict(writer: Writer, entry: v.vignette_verdict) -> str:
    """Letter and feedback come first on paper, then what happens, then the way on."""

    def rank(part: nodes.Element) -> int:
        if isinstance(part, v.vignette_consequence):
            return 1
        names = part.get("classes", [])
        return 3 if "vignette-onward" in names else 2 if "vignette-changes" in names else 0

    return writer.anchors(entry) + writer.all(sorted(entry.children, key=rank)).strip()


def facilitator(writer: Writer, node: v.vignette_facilitator) -> str:
    title = _first(writer, node, v.vignette_heading)
    rest = writer.all(part for part in node.children if not isinstance(part, v.vignette_heading))
    return block("box-of", string("facilitator"), content(title), body=rest)


def expert(writer: Writer, node: v.vignette_expert) -> str:
    return block("case-heading", str(writer.level + 2), body=words(EXPERT)) + writer.children(node)


def _panel(function: str) -> Handler:
    def handler(writer: Writer, node: nodes.Element) -> str:
        return block(function, body=writer.anchors(node) + writer.children(node).strip())

    return handler


def debrief(writer: Writer, node: v.vignette_debrief) -> str:
    body = writer.anchors(node) + writer.children(node).strip()
    return block("debrief", body=body, short=kept(writer.edition, node.children, MOST_DEBRIEF))


def stage(writer: Writer, node: v.vignette_stage) -> str:
    """A part of the story; the anchor stands behind its heading, so that a link leads there."""
    first, rest = node.children[:1], node.children[1:]
    if first and isinstance(first[0], v.vignette_heading):
        return writer.all(first) + writer.anchors(node) + writer.all(rest)
    return writer.anchors(node) + writer.children(node)


HANDLERS: dict[str, Handler] = {
    "vignette": case,
    "vignette_title": nothing,
    "vignette_person": nothing,
    "vignette_meta": nothing,
    "vignette_status": nothing,
    "vignette_heading": heading,
    "vignette_note": _panel("content-note"),
    "vignette_measures": transparent,
    "vignette_measure_list": bullet_list,
    "vignette_levels": enumerated_list,
    "vignette_stage": stage,
    "vignette_item": item,
    "vignette_prompt": prompt,
    "vignette_hint": lambda writer, node: call("hint", body=writer.children(node)),
    "vignette_options": options,
    "vignette_steps": options,
    "vignette_pairs": pairs,
    "vignette_label": label,
    "vignette_select": select,
    "vignette_number": number,
    "vignette_writing": writing,
    "vignette_feedback": feedback,
    "vignette_model": _panel("model-reply"),
    "vignette_verdicts": verdicts,
    "vignette_consequence": _panel("consequence"),
    "vignette_rationale": transparent,
    "vignette_sources": _panel("sources"),
    "vignette_debrief": debrief,
    "vignette_expert": expert,
    "vignette_facilitator": facilitator,
}
