"""A vignette as document nodes: the one tree that book, notebook and PDF are made from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils import nodes

from vignettes.dealing import deal, letters
from vignettes.fingerprint import fingerprint
from vignettes.grading import answer_key, ways_key
from vignettes.model import (
    DEBRIEF,
    AnyItem,
    Choice,
    ChoiceOption,
    Match,
    Measure,
    Multiple,
    Number,
    Option,
    Order,
    Reply,
    Single,
    Stage,
    Vignette,
)
from vignettes.render import nodes as v
from vignettes.render import words
from vignettes.render.prose import (
    Block,
    Bullets,
    Emphasis,
    Inline,
    Paragraph,
    Quotation,
    Words,
    parse,
    parse_line,
    plain_line,
)
from vignettes.state import expert_steps

Cite = Callable[[Sequence[str]], list[nodes.Node]]
"""Turns bibliography keys into inline nodes that lead to the works."""


def document_nodes(vignette: Vignette, cite: Cite) -> v.vignette:
    """Return the whole case."""
    return _Builder(vignette, cite).case()


def blocks(text: str) -> list[nodes.Node]:
    """Return a vignette text as block nodes."""
    return [_block(block) for block in parse(text)]


def inlines(text: str) -> list[nodes.Node]:
    """Return a one-line vignette text as inline nodes."""
    return [_inline(part) for part in parse_line(text)]


def _inline(part: Inline) -> nodes.Node:
    if isinstance(part, Words):
        return nodes.Text(part.text)
    children = [_inline(child) for child in part.children]
    assert isinstance(part, Emphasis)
    return nodes.strong("", "", *children) if part.strong else nodes.emphasis("", "", *children)


def _block(block: Block) -> nodes.Node:
    if isinstance(block, Paragraph):
        return nodes.paragraph("", "", *map(_inline, block.children))
    if isinstance(block, Quotation):
        return nodes.block_quote("", *map(_block, block.children))
    assert isinstance(block, Bullets)
    entries = [nodes.list_item("", *map(_block, entry)) for entry in block.entries]
    if block.start is None:
        return nodes.bullet_list("", *entries, bullet="-")
    return nodes.enumerated_list("", *entries, enumtype="arabic", suffix=".", start=block.start)


def _lead(text: str) -> nodes.strong:
    return nodes.strong("", text)


def _after_lead(lead: str, text: str) -> list[nodes.Node]:
    """Return a text as blocks, its first paragraph opening with `lead`."""
    first, *rest = blocks(text)
    if isinstance(first, nodes.paragraph):
        return [nodes.paragraph("", "", _lead(lead), nodes.Text(" "), *first.children), *rest]
    return [nodes.paragraph("", "", _lead(lead)), first, *rest]


def _sentence(text: str) -> str:
    """Return a one-line text as plain words with a full stop, unless it ends in a mark of its own."""
    words = plain_line(text)
    return words if words.rstrip("”’»)")[-1:] in (".", "?", "!", "…") else words + "."


def _lettered(kind: type[nodes.Element], children: Iterable[nodes.Node]) -> nodes.Element:
    return kind("", *children, enumtype="upperalpha", prefix="", suffix=".")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Builder:
    def __init__(self, vignette: Vignette, cite: Cite) -> None:
        self.vignette = vignette
        self.cite = cite
        order = [stage.id for stage in vignette.stages]
        self.sections = {name: number for number, name in enumerate(order, 1)}
        self.measures = {measure.id: measure for measure in vignette.state}

    def anchor(self, stage_id: str) -> str:
        return f"case-{self.vignette.id}--{stage_id}"

    def case(self) -> v.vignette:
        case = self.vignette
        root = v.vignette(vignette=case.id, branching=case.branching, ids=[f"case-{case.id}"])
        root += v.vignette_title("", "", *inlines(case.title))
        root += v.vignette_person("", "", *inlines(case.person))
        meta = f" · {case.level} · {case.minutes} minutes"
        root += v.vignette_meta("", "", *inlines(case.setting), nodes.Text(meta))
        root += v.vignette_status("", words.review_line(case.review))
        if case.content_note:
            note = _after_lead(words.CONTENT_NOTE, case.content_note)
            root += v.vignette_note("", *note)
        if case.facilitator:
            heading = self.heading(words.FACILITATOR)
            root += v.vignette_facilitator("", heading, *blocks(case.facilitator))
        if case.state:
            root += self.measured()
        root.extend(self.stage(stage) for stage in case.stages)
        root += self.debrief()
        return root

    def heading(self, text: str) -> v.vignette_heading:
        return v.vignette_heading("", text)

    def measured(self) -> v.vignette_measures:
        lead = nodes.paragraph("", "", _lead(words.MEASURES), nodes.Text(" " + words.MEASURES_WORK))
        measures = [self.measure(measure) for measure in self.vignette.state]
        return v.vignette_measures("", lead, v.vignette_measure_list("", *measures, bullet="-"))

    def measure(self, measure: Measure) -> v.vignette_measure:
        levels = [nodes.list_item("", nodes.paragraph("", plain_line(level))) for level in measure.levels]
        levels[measure.start][0] += nodes.inline("", f" ({words.AT_FIRST})", classes=["vignette-at-first"])
        return v.vignette_measure(
            "",
            nodes.paragraph("", "", _lead(plain_line(measure.name))),
            v.vignette_levels("", *levels, enumtype="arabic", prefix="", suffix=".", start=0),
            measure=measure.id,
            name=plain_line(measure.name),
            start=measure.start,
            top=len(levels) - 1,
        )

    def stage(self, stage: Stage) -> v.vignette_stage:
        number = self.sections[stage.id]
        node = v.vignette_stage(
            stage=stage.id,
            goto=stage.goto or "",
            ways=_json(ways_key(stage.ways)) if stage.ways else "",
            ids=[self.anchor(stage.id)],
        )
        if self.vignette.branching:
            node += self.heading(f"Section {number}")
        elif len(self.vignette.stages) > 1:
            node += self.heading(f"Part {number}")
        node.extend(blocks(stage.text))
        node.extend(self.item(stage, item) for item in stage.items)
        if stage.goto:
            node += self.onward(stage)
        return node

    def onward(self, part: Stage | ChoiceOption) -> nodes.paragraph:
        """Say where a stage or an option leads, and on what that depends."""
        node = nodes.paragraph(classes=["vignette-onward"])
        for way in part.ways:
            asked = " and ".join(
                f"{plain_line(self.measures[name].name)} is {n} or more" for name, n in way.when.items()
            )
            node += [nodes.Text(f"If {asked}, "), self.link("go on to", way.goto), nodes.Text(" ")]
        node += self.link("Otherwise go on to" if part.ways else "Go on to", part.goto or DEBRIEF)
        return node

    def link(self, lead: str, goto: str) -> nodes.reference:
        where = words.DEBRIEF if goto == DEBRIEF else f"section {self.sections[goto]}"
        return nodes.reference("", f"{lead} {where}.", refid=self.anchor(goto), internal=True)

    def debrief(self) -> v.vignette_debrief:
        node = v.vignette_debrief(ids=[self.anchor(DEBRIEF)])
        node += self.heading(words.DEBRIEF)
        node.extend(blocks(self.vignette.debrief))
        expert = self.expert()
        if expert:
            node += expert
        node.extend(self.sources(self.vignette.references))
        return node

    def expert(self) -> v.vignette_expert | None:
        """Return the decisions of an expert, their reasons, where they end; None if none is marked."""
        steps = list(expert_steps(self.vignette))
        if not steps:
            return None
        entries = [
            nodes.list_item(
                "",
                nodes.paragraph(
                    "", "", nodes.Text(f"Section {self.sections[step.stage.id]}. "), self.taken(step.option)
                ),
                *blocks(step.choice.rationale),
            )
            for step in steps
        ]
        node = v.vignette_expert("", nodes.enumerated_list("", *entries, enumtype="arabic", suffix="."))
        if self.vignette.state:
            ends = [f"{plain_line(m.name)} {steps[-1].after[m.id]}" for m in self.vignette.state]
            node += nodes.paragraph("", f"It ends with: {', '.join(ends)}.")
        return node

    def taken(self, option: ChoiceOption) -> nodes.strong:
        return nodes.strong("", "", *inlines(option.text))

    def sources(self, keys: Sequence[str]) -> list[nodes.Node]:
        if not keys:
            return []
        lead = nodes.Text(words.SOURCES + " ")
        return [v.vignette_sources("", "", lead, *self.cite(keys))]

    def item(self, stage: Stage, item: AnyItem) -> v.vignette_item:
        node = v.vignette_item(
            item=item.id,
            kind=item.type,
            fingerprint=fingerprint(stage, item),
            key=_json(answer_key(item)),
            ids=[self.anchor(item.id) + "-q"],
        )
        hint = v.vignette_hint("", words.HINTS[item.type])
        node += v.vignette_prompt("", "", *inlines(item.prompt), nodes.Text(" "), hint)
        node.extend(self.controls(item))
        feedback = v.vignette_feedback()
        feedback.extend(self.verdicts(item))
        rationale = _after_lead(words.RATIONALE + ":", item.rationale)
        feedback += v.vignette_rationale("", *rationale)
        feedback.extend(self.sources(item.references))
        node += feedback
        return node

    def controls(self, item: AnyItem) -> list[nodes.Node]:
        dealt = deal(self.vignette.id, item)
        if isinstance(item, (Single, Multiple, Choice)):
            control = "checkbox" if isinstance(item, Multiple) else "radio"
            return [self.options(item, dealt, control)]
        if isinstance(item, Order):
            steps = [
                v.vignette_step("", v.vignette_label("", "", *inlines(step.text)), step=step.id)
                for step in dealt
            ]
            return [_lettered(v.vignette_steps, steps)]
        if isinstance(item, Match):
            return [self.options(item, dealt, ""), self.pairs(item)]
        if isinstance(item, Number):
            unit = plain_line(item.unit or "")
            return [v.vignette_number("", unit, unit=unit)]
        return [v.vignette_writing(rows=4)]

    def options(self, item: AnyItem, dealt: Sequence[Option], control: str) -> nodes.Element:
        name = f"{self.vignette.id}--{item.id}"
        return _lettered(
            v.vignette_options,
            [
                v.vignette_option(
                    "",
                    v.vignette_label("", "", *inlines(option.text)),
                    option=option.id,
                    control=control,
                    name=name,
                )
                for option in dealt
            ],
        )

    def pairs(self, item: Match) -> nodes.Element:
        letter = letters(self.vignette.id, item)
        answers = [(answer.id, letter[answer.id], plain_line(answer.text)) for answer in item.answers]
        pairs = [
            v.vignette_pair(
                "",
                v.vignette_label("", "", *inlines(pair.text), v.vignette_select(answers=answers)),
                pair=pair.id,
            )
            for pair in item.pairs
        ]
        return v.vignette_pairs("", *pairs, enumtype="arabic", prefix="", suffix=".")

    def verdicts(self, item: AnyItem) -> list[nodes.Node]:
        dealt = deal(self.vignette.id, item)
        letter = letters(self.vignette.id, item)
        said: list[tuple[str, list[nodes.Node]]] = []
        before: list[nodes.Node] = []
        if isinstance(item, (Single, Multiple)):
            verdict = words.VERDICTS if isinstance(item, Single) else words.BELONGS
            for option in dealt:
                lead = f"{letter[option.id]} · {verdict[option.correct]}"
                said.append((option.id, _after_lead(lead, option.feedback)))
        elif isinstance(item, Choice):
            for option in dealt:
                lead = f"{letter[option.id]} · {words.QUALITY[option.quality]}"
                consequence = v.vignette_consequence("", *blocks(option.consequence))
                parts = [*_after_lead(lead, option.feedback), *self.changes(option), self.onward(option)]
                said.append((option.id, [consequence, *parts]))
        elif isinstance(item, Order):
            for number, step in enumerate(item.steps, 1):
                lead = f"{number} · {letter[step.id]}. {_sentence(step.text)}"
                said.append((step.id, _after_lead(lead, step.feedback)))
        elif isinstance(item, Match):
            texts = {answer.id: _sentence(answer.text) for answer in item.answers}
            for number, pair in enumerate(item.pairs, 1):
                lead = f"{number} · {letter[pair.answer]}. {texts[pair.answer]}"
                said.append((pair.id, _after_lead(lead, pair.feedback)))
        elif isinstance(item, Number):
            said += self.number_verdicts(item)
        else:
            before = self.model_answer(item)
            said += [
                (point.id, _after_lead(_sentence(point.text), point.feedback)) for point in item.rubric
            ]
        entries = [v.vignette_verdict("", *content, **{"for": name}) for name, content in said]
        if isinstance(item, Choice):
            for option, entry in zip(dealt, entries, strict=True):
                entry["changes"] = self.named(option)
        return [*before, v.vignette_verdicts("", *entries, bullet="-")]

    def changes(self, option: ChoiceOption) -> list[nodes.Node]:
        """Say what an option does to the measures of the case, if it has any."""
        if not self.measures:
            return []
        line = words.changes_line(self.named(option))
        return [nodes.paragraph("", line, classes=["vignette-changes"])]

    def named(self, option: ChoiceOption) -> dict[str, int]:
        return {plain_line(self.measures[name].name): change for name, change in option.changes.items()}

    def number_verdicts(self, item: Number) -> list[tuple[str, list[nodes.Node]]]:
        unit = f" {plain_line(item.unit)}" if item.unit else ""
        answer = words.number_text(item.answer) + unit
        within = f" (± {words.number_text(item.tolerance)})" if item.tolerance else ""
        said = [("right", _after_lead(f"{answer}{within} · Right.", item.feedback))]
        for i, miss in enumerate(item.near):
            lead = f"{words.number_text(miss.value)}{unit} · Not right."
            said.append((f"near-{i}", _after_lead(lead, miss.feedback)))
        said.append(("otherwise", _after_lead("Another number.", item.otherwise)))
        return said

    def model_answer(self, item: Reply) -> list[nodes.Node]:
        model = v.vignette_model("", nodes.paragraph("", "", _lead(words.MODEL_ANSWER)))
        model += nodes.block_quote("", *blocks(item.model_answer))
        return [model, nodes.paragraph("", "", _lead(words.RUBRIC), classes=["vignette-rubric"])]
