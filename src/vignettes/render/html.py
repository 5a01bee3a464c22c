"""Document nodes of a vignette as HTML: the markup that frontend/quiz.js upgrades.

`opening` and `closing` are the tags of our own nodes, and the Sphinx writer of the book uses them too, so
that page and notebook cannot drift apart. `static_html` is for hosts without Sphinx.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from docutils import nodes

from vignettes.bibliography import Reference
from vignettes.model import Vignette
from vignettes.render import nodes as v
from vignettes.render import words
from vignettes.render.doctree import document_nodes

Tags = tuple[str, str]


def static_html(vignette: Vignette, references: dict[str, Reference]) -> str:
    """Return the whole case as HTML that is complete without script or style sheet."""

    def cite(keys: Sequence[str]) -> list[nodes.Node]:
        return citations(keys, references)

    return render(document_nodes(_without_facilitator(vignette), cite))


def render(node: nodes.Node) -> str:
    """Return one node and all below it as HTML."""
    if isinstance(node, nodes.Text):
        return escape(node.astext(), quote=False)
    assert isinstance(node, nodes.Element)
    before, after = tags(node)
    return before + "".join(map(render, node.children)) + after


def tags(node: nodes.Element) -> Tags:
    """Return the opening and closing tags of one of our own nodes, or of a plain one inside it."""
    for kind in type(node).__mro__:
        if kind in TAGS:
            return TAGS[kind](node)
    raise TypeError(f"a vignette holds no {type(node).__name__}")


def citations(keys: Sequence[str], references: dict[str, Reference]) -> list[nodes.Node]:
    """Return the works of these keys as inline nodes: short labels that link to where the works are."""
    parts: list[nodes.Node] = []
    for key in keys:
        work = references.get(key)
        if parts:
            parts.append(nodes.Text("; "))
        if work is None:
            parts.append(nodes.Text(key))
        elif work.url:
            parts.append(nodes.reference("", work.label, refuri=work.url, title=work.text))
        else:
            parts.append(nodes.inline("", work.label, title=work.text))
    return parts


def _without_facilitator(vignette: Vignette) -> Vignette:
    return vignette.model_copy(update={"facilitator": None})


def _id(node: nodes.Element) -> str:
    return f' id="{escape(node["ids"][0])}"' if node.get("ids") else ""


def _attribute(text: str) -> str:
    return escape(text, quote=False).replace("'", "&#39;")


def _simple(tag: str, css: str = "") -> Callable[[nodes.Element], Tags]:
    def both(node: nodes.Element) -> Tags:
        name = css or " ".join(node.get("classes", []))
        attribute = f' class="{name}"' if name else ""
        return f"<{tag}{attribute}>", f"</{tag}>"

    return both


def _case(node: nodes.Element) -> Tags:
    branching = " data-branching" if node["branching"] else ""
    return (
        f'<section class="vignette"{_id(node)} data-vignette="{node["vignette"]}"{branching} '
        f'aria-labelledby="case-{node["vignette"]}-title">',
        "</section>",
    )


def _title(node: nodes.Element) -> Tags:
    case = node.parent["vignette"]
    level = _level(node)
    return f'<h{level} class="vignette-title" id="case-{case}-title">', f"</h{level}>"


def _heading(node: nodes.Element) -> Tags:
    level = _level(node) + 1
    return f'<h{level} class="vignette-heading">', f"</h{level}>"


def _level(node: nodes.Element) -> int:
    """Return the level of a case's title: one below the sections it stands in, 3 where there are none."""
    sections = 0
    while node.parent is not None:
        node = node.parent
        sections += isinstance(node, nodes.section)
    return min(sections + 1, 5) if sections else 3


def _stage(node: nodes.Element) -> Tags:
    goto = f' data-goto="{node["goto"]}"' if node["goto"] else ""
    ways = f" data-ways='{_attribute(node['ways'])}'" if node["ways"] else ""
    return f'<div class="vignette-stage"{_id(node)} data-stage="{node["stage"]}"{goto}{ways}>', "</div>"


def _measure(node: nodes.Element) -> Tags:
    return f'<li data-measure="{node["measure"]}" data-start="{node["start"]}">', "</li>"


def _item(node: nodes.Element) -> Tags:
    return (
        f'<fieldset class="vignette-item vignette-{node["kind"]}"{_id(node)} data-item="{node["item"]}" '
        f"data-fingerprint=\"{node['fingerprint']}\" data-key='{_attribute(node['key'])}'>",
        "</fieldset>",
    )


def _option(node: nodes.Element) -> Tags:
    return f'<li data-option="{node["option"]}">', "</li>"


def _label(node: nodes.Element) -> Tags:
    parent = node.parent
    if isinstance(parent, v.vignette_option) and parent["control"]:
        control = f'<input type="{parent["control"]}" name="{parent["name"]}" value="{parent["option"]}">'
        return f"<label>{control} <span>", "</span></label>"
    if isinstance(parent, v.vignette_pair):
        return "<label>", "</label>"
    return "<span>", "</span>"


def _select(node: nodes.Element) -> Tags:
    options = "".join(
        f'<option value="{name}">{letter}. {escape(text, quote=False)}</option>'
        for name, letter, text in node["answers"]
    )
    return f' <select><option value="">Choose…</option>{options}', "</select>"


def _number(node: nodes.Element) -> Tags:
    return (
        '<p class="vignette-number"><label>Your number '
        '<input type="text" inputmode="decimal" autocomplete="off"> ',
        "</label></p>",
    )


def _writing(node: nodes.Element) -> Tags:
    return (
        '<p class="vignette-writing"><label>Your reply '
        f'<textarea rows="{node["rows"]}"></textarea></label>',
        "</p>",
    )


def _feedback(node: nodes.Element) -> Tags:
    return (
        f'<details class="vignette-feedback"><summary>{words.FEEDBACK}</summary>',
        "</details>",
    )


def _debrief(node: nodes.Element) -> Tags:
    return f'<div class="vignette-debrief"{_id(node)} data-stage="debrief">', "</div>"


def _reference(node: nodes.Element) -> Tags:
    target = node.get("refuri") or "#" + node["refid"]
    title = f' title="{escape(node["title"])}"' if node.get("title") else ""
    return f'<a href="{escape(target)}"{title}>', "</a>"


def _enumerated(node: nodes.Element) -> Tags:
    kind = ' type="A"' if node.get("enumtype") == "upperalpha" else ""
    start = f' start="{node["start"]}"' if node.get("start", 1) != 1 else ""
    return f"<ol{kind}{start}>", "</ol>"


TAGS: dict[type[nodes.Node], Callable[[nodes.Element], Tags]] = {
    v.vignette: _case,
    v.vignette_title: _title,
    v.vignette_heading: _heading,
    v.vignette_meta: _simple("p", "vignette-meta"),
    v.vignette_person: _simple("p", "vignette-person"),
    v.vignette_status: _simple("p", "vignette-status"),
    v.vignette_note: _simple("div", "vignette-note"),
    v.vignette_measures: _simple("div", "vignette-measures"),
    v.vignette_measure_list: _simple("ul"),
    v.vignette_measure: _measure,
    v.vignette_levels: lambda node: ('<ol start="0">', "</ol>"),
    v.vignette_stage: _stage,
    v.vignette_item: _item,
    v.vignette_prompt: _simple("legend"),
    v.vignette_hint: _simple("span", "vignette-hint"),
    v.vignette_options: lambda node: ('<ol class="vignette-options" type="A">', "</ol>"),
    v.vignette_option: _option,
    v.vignette_steps: lambda node: ('<ol class="vignette-steps" type="A">', "</ol>"),
    v.vignette_step: lambda node: (f'<li data-step="{node["step"]}">', "</li>"),
    v.vignette_pairs: _simple("ol", "vignette-pairs"),
    v.vignette_pair: lambda node: (f'<li data-pair="{node["pair"]}">', "</li>"),
    v.vignette_label: _label,
    v.vignette_select: _select,
    v.vignette_number: _number,
    v.vignette_writing: _writing,
    v.vignette_feedback: _feedback,
    v.vignette_model: _simple("div", "vignette-model"),
    v.vignette_verdicts: _simple("ul", "vignette-verdicts"),
    v.vignette_verdict: lambda node: (f'<li data-for="{node["for"]}">', "</li>"),
    v.vignette_consequence: _simple("div", "vignette-consequence"),
    v.vignette_rationale: _simple("div", "vignette-rationale"),
    v.vignette_sources: _simple("p", "vignette-sources"),
    v.vignette_debrief: _debrief,
    v.vignette_expert: lambda node: (
        f'<details class="vignette-expert"><summary>{words.EXPERT}</summary>',
        "</details>",
    ),
    v.vignette_facilitator: _simple("div", "vignette-facilitator"),
    nodes.container: _simple("div"),
    nodes.paragraph: _simple("p"),
    nodes.block_quote: _simple("blockquote"),
    nodes.bullet_list: _simple("ul"),
    nodes.enumerated_list: _enumerated,
    nodes.list_item: _simple("li"),
    nodes.strong: _simple("strong"),
    nodes.emphasis: _simple("em"),
    nodes.inline: _simple("span"),
    nodes.reference: _reference,
}
