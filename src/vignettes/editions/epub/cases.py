"""Cases in an EPUB: complete, with room to think where paper has lines to write on."""

from __future__ import annotations

from docutils import nodes

from vignettes.editions.epub.core import Handler, Writer, element, tag, text_of, transparent
from vignettes.editions.epub.pages import heading
from vignettes.editions.score_sheet import SHEET
from vignettes.render import nodes as v

BLANK = element("span", "", class_="blank", role="img", aria_label="room for an answer")
REPLY = "Write your reply down before you read on: on paper, or as a note in your reader."


def drop_empty_sheets(document: nodes.document) -> None:
    """Take the empty tables out that paper has for keeping count: nobody can write into a page here."""
    for case in document.findall(v.vignette):
        for title in [*case.findall(v.vignette_heading)]:
            if title.astext() == SHEET:
                parts = case.children[case.index(title) :]
                case.remove(next(part for part in parts if isinstance(part, nodes.table)))


def case(writer: Writer, node: nodes.Element) -> str:
    first = writer.anchor(node)
    title = next(part for part in node.children if isinstance(part, v.vignette_title))
    writer.cases.append((first, title.astext()))
    level = min(writer.level + 1, 5)
    head = heading(writer, level, writer.children(title), "case-title")
    writer.level = level
    body = writer.all(part for part in node.children if part is not title)
    writer.level = level - 1
    return element("section", head + body, class_="case", id=first)


def case_heading(writer: Writer, node: nodes.Element) -> str:
    return heading(writer, writer.level + 1, writer.children(node), "case-heading")


def stage(writer: Writer, node: nodes.Element) -> str:
    return writer.block("div", node, class_="stage")


def item(writer: Writer, node: nodes.Element) -> str:
    return writer.block("div", node, class_="question")


def prompt(writer: Writer, node: nodes.Element) -> str:
    number = element("b", f"Question {node.parent['question']}.") + " "
    return writer.block("p", node, number + writer.children(node), class_="prompt")


def lettered(writer: Writer, node: nodes.Element) -> str:
    return writer.block("ol", node, type="A", class_="options")


def step(writer: Writer, node: nodes.Element) -> str:
    return writer.block("li", node, BLANK + writer.children(node))


def number(writer: Writer, node: nodes.Element) -> str:
    unit = text_of(node.get("unit", ""))
    return element("p", f"Your number: {BLANK} {unit}".rstrip(), class_="answer")


def writing(writer: Writer, node: nodes.Element) -> str:
    return element("p", REPLY, class_="answer")


HANDLERS: dict[str, Handler] = {
    "vignette": case,
    "vignette_heading": case_heading,
    "vignette_person": tag("p", "person"),
    "vignette_meta": tag("p", "meta"),
    "vignette_status": tag("p", "meta"),
    "vignette_note": tag("div", "box content-note"),
    "vignette_measures": tag("div", "measures"),
    "vignette_stage": stage,
    "vignette_item": item,
    "vignette_prompt": prompt,
    "vignette_hint": tag("span", "hint"),
    "vignette_options": lettered,
    "vignette_steps": lettered,
    "vignette_step": step,
    "vignette_label": transparent,
    "vignette_select": lambda writer, node: " " + BLANK,
    "vignette_number": number,
    "vignette_writing": writing,
    "vignette_sources": tag("p", "sources"),
    "vignette_debrief": tag("div", "debrief"),
}
