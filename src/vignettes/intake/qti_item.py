"""One QTI item being read: its text, what its rules say of an answer, and its feedback."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vignettes.intake import markdown, own
from vignettes.intake.options import WHOLE
from vignettes.intake.qti_rules import Declaration, Rules, Unknown, Values, declaration
from vignettes.intake.question import Losses, finite, shortened
from vignettes.intake.rich_text import Builder
from vignettes.intake.xml_tree import Element
from vignettes.render.prose import Block, Paragraph

GAP = "_____"
FEEDBACK = ("modal-feedback", "feedback-inline", "feedback-block")
INLINE = ("inline-choice-interaction", "text-entry-interaction")
THROUGH = frozenset({"content-body", "item-body", "prompt"})
"""Elements that only hold others."""
ASIDE = {
    "stylesheet": "a style sheet",
    "catalog-info": "texts for assistive technology",
    "companion-materials-info": "companion materials",
    "include": "an included file",
    "printed-variable": "a printed variable",
    "end-attempt-interaction": "a button",
}
UNIT = re.compile(rf"^{GAP}\s*([^.?!]{{0,30}})\.?$")


Outcomes = dict[str, Values]


class Item:
    """An item with one interaction."""

    def __init__(self, root: Element, body: Element, interaction: Element, losses: Losses) -> None:
        self.root, self.body, self.interaction, self.losses = root, body, interaction, losses
        responses = [declaration(node) for node in root.all("response-declaration")]
        named = {response.identifier: response for response in responses}
        wanted = interaction.attributes.get("response-identifier", "")
        if wanted not in named:
            raise Unknown(wanted or "a response without a name")
        self.response: Declaration = named[wanted]
        self.defaults = dict(map(_outcome, root.all("outcome-declaration")))
        self.rules = Rules(named, self.defaults, root.child("response-processing"))
        self.outcomes: dict[str, Outcomes] = {}
        self.heard: dict[str, list[Element]] = {}
        self.general: list[Element] = []
        self.gap_unit = ""

    def parts(self, *names: str) -> list[Element]:
        """Return all parts of the interaction that have one of these names."""
        return [node for node in self.interaction.every() if node.name in names]

    # What the rules say

    def hear(self, names: Sequence[str], exclusive: bool = True) -> None:
        """Try every answer, and give each feedback to the answer that it belongs to.

        `exclusive` where what is shown for one of several answers alone belongs to that answer.
        """
        self.outcomes = {}
        sets = self._sets()
        for name in names:
            outcomes = self._try([name])
            if outcomes is not None:
                self.outcomes[name] = outcomes
        always = [self._try(answers) for answers in self._several(names)]
        for node in self.root.every():
            if node.name in FEEDBACK:
                self._place(node, list(names), [one for one in always if one is not None], sets, exclusive)

    def _several(self, names: Sequence[str]) -> list[list[str]]:
        """Return answers of several parts: what is shown after each of them is shown to everybody."""
        right = list(self.response.correct)
        if not names:
            return [right, right[::-1], right[:1]]
        return [right, list(names)] if self.response.cardinality == "multiple" else []

    def _try(self, answers: list[str]) -> Outcomes | None:
        try:
            return self.rules.outcomes({self.response.identifier: answers})
        except Unknown as unknown:
            self.losses.add(f"scoring rules that are not understood here (“{unknown}”)")
            return None

    def _sets(self) -> frozenset[str]:
        try:
            return self.rules.sets
        except Unknown:
            return frozenset()

    def _place(
        self,
        node: Element,
        names: list[str],
        always: list[Outcomes],
        sets: frozenset[str],
        exclusive: bool,
    ) -> None:
        """Find the answer that a feedback belongs to, or that it is for everybody, or name it as lost."""
        outcome = node.attributes.get("outcome-identifier", "")
        identifier = node.attributes.get("identifier", "")
        inside = next((n for n in self.parts("simple-choice") if any(e is node for e in n.every())), None)
        own = inside.attributes.get("identifier", "") if inside else identifier
        told = outcome in sets and set(names) == set(self.outcomes)
        seen = [name for name in names if name in self.outcomes and _shown(node, self.outcomes[name])]
        if own in names and (own in seen or not told):
            self.heard.setdefault(own, []).append(node)
        elif not told and not inside and _shown(node, self.defaults) and outcome not in sets:
            self.general.append(node)
        elif told and (names or always) and seen == names and all(_shown(node, one) for one in always):
            self.general.append(node)
        elif told and (len(seen) == 1 or (seen and not exclusive)):
            for name in seen:
                self.heard.setdefault(name, []).append(node)
        else:
            said = shortened(node.text) or "without text"
            which = "one feedback for several answers" if seen else "feedback"
            self.losses.add(f"{which} (“{identifier}”): {said}")

    def credits(self, names: Sequence[str]) -> list[float]:
        """Return what each answer alone is worth, in per cent of what the best is."""
        scores = [self._score(name) for name in names]
        best = max((score for score in scores if score is not None), default=0.0)
        right = self.response.correct
        if None in scores or best <= 0:
            worths = [self.response.mapping.get(name, 0.0) for name in names]
            top = max(worths, default=0.0)
            if right or top <= 0:
                return [WHOLE if name in right else 0.0 for name in names]
            return [round(WHOLE * worth / top, 5) for worth in worths]
        if right and {n for n, s in zip(names, scores, strict=True) if s == best} != set(right):
            self.losses.add("a correct response that is not what scores most: look at the key")
        if best != 1:
            self.losses.add(f"marks: {best:g}")
        return [round(WHOLE * (score or 0.0) / best, 5) for score in scores]

    def _score(self, name: str) -> float | None:
        score = self.outcomes.get(name, {}).get("SCORE", [])
        return float(score[0]) if len(score) == 1 and isinstance(score[0], (int, float)) else None

    def weights(self, names: Sequence[str]) -> list[float]:
        """Return what each answer of several adds, in any unit: above 0 for those that belong."""
        response = self.response
        whole = f"{self.rules.processing.attributes.get('template', '')}" if self.rules.processing else ""
        if "match_correct" in whole:
            self.losses.add("that it scores all or nothing (here each option counts)")
            return [1.0 if name in response.correct else 0.0 for name in names]
        mapped = [response.mapping.get(name, response.otherwise) for name in names]
        if not response.correct:
            return mapped
        if {n for n, worth in zip(names, mapped, strict=True) if worth > 0} == set(response.correct):
            return mapped
        if response.mapping:
            self.losses.add("a mapping that differs from the correct response: look at the key")
        return [1.0 if name in response.correct else 0.0 for name in names]

    # Numbers

    def tolerance(self) -> float:
        """Return the absolute tolerance that the rules name, the same on both sides; 0 without one."""
        nodes = self.rules.processing.every() if self.rules.processing else []
        for node in nodes:
            if node.name != "equal" or node.attributes.get("tolerance-mode", "exact") == "exact":
                continue
            sides = node.attributes.get("tolerance", "").split()
            same = len(set(sides)) == 1
            width = finite(sides[0]) if same else None
            if node.attributes["tolerance-mode"] == "absolute" and width is not None:
                return abs(width)
            self.losses.add(f"the tolerance “{' '.join(sides)}” ({node.attributes['tolerance-mode']})")
        return 0.0

    def ranges(self) -> list[tuple[float, float]]:
        """Return the ranges of numbers that the rules tell apart, in their order."""
        found = []
        for node in self.rules.processing.every() if self.rules.processing else []:
            limits = {
                child.name: self._limit(child) for child in node.children if child.name in ("gte", "lte")
            }
            low, high = limits.get("gte"), limits.get("lte")
            if node.name == "and" and low is not None and high is not None and low <= high:
                found.append((low, high))
        return list(dict.fromkeys(found))

    def _limit(self, node: Element) -> float | None:
        names = [child.name for child in node.children]
        return finite(node.children[1].text) if names == ["variable", "base-value"] else None

    def unit(self) -> str:
        """Return the unit that stands behind a box of its own."""
        self.stem()
        return self.gap_unit

    # Texts

    def blocks(self, node: Element, where: str) -> tuple[Block, ...]:
        """Return the text of an element, without the feedback in it."""
        builder = Builder(self.losses, where)
        self._walk(node, builder, [])
        return builder.blocks()

    def said_to(self, name: str, where: str) -> tuple[Block, ...]:
        """Return what is said to an answer."""
        return tuple(block for node in self.heard.get(name, []) for block in self.blocks(node, where))

    def rationale(self) -> str:
        """Return what is said to everybody."""
        where = "the general feedback"
        said = [block for node in self.general for block in self.blocks(node, where)]
        return own.feedback(said, self.losses, where)

    def stem(self) -> tuple[tuple[Block, ...], str]:
        """Return the text of the question, and what asks where the item says which that is."""
        builder = Builder(self.losses, "the question")
        places: list[int] = []
        self._walk(self.body, builder, places)
        body = list(builder.blocks())
        after = [block for block in body[places[0] :] if places and self.interaction.name not in INLINE]
        if after:
            said = shortened(" ".join(markdown.plain_of(p.children) for p in markdown.paragraphs(after)))
            self.losses.add(f"that “{said}” stands behind the answers (it stands in the story now)")
        if body and isinstance(body[-1], Paragraph):
            own = UNIT.match(markdown.plain_of(body[-1].children))
            if own:
                self.gap_unit = own[1].strip()
                body.pop()
        asked = self.interaction.child("prompt")
        prompt = self.blocks(asked, "the prompt") if asked else ()
        if body and len(prompt) == 1 and isinstance(prompt[0], Paragraph):
            return tuple(body), markdown.line(prompt, self.losses, "the prompt")
        return (*body, *prompt), ""

    def _walk(self, node: Element, builder: Builder, places: list[int]) -> None:
        for part in node.parts:
            if isinstance(part, str):
                builder.text(part)
            elif part is self.interaction:
                self._interaction(builder, places)
            elif part.name == "rubric-block" and "candidate" not in part.attributes.get(
                "view", "candidate"
            ):
                self.losses.add(f"a note to {part.attributes['view']}: {shortened(part.text)}")
            elif part.name in ASIDE:
                self.losses.add(ASIDE[part.name])
            elif part.name in THROUGH or part.name == "rubric-block":
                self._walk(part, builder, places)
            elif part.name not in FEEDBACK:
                builder.start(part.name, part.attributes)
                self._walk(part, builder, places)
                builder.end(part.name)

    def _interaction(self, builder: Builder, places: list[int]) -> None:
        if self.interaction.name in INLINE:
            builder.text(GAP)
        else:
            builder.flush()
        places.append(len(builder.boxes[0].blocks))

    def settings(self) -> None:
        """Name the settings that have no equal here."""
        root, own = self.root.attributes, self.interaction.attributes
        if root.get("adaptive") == "true":
            self.losses.add("that it is adaptive (several attempts, each answered anew)")
        if root.get("time-dependent") == "true":
            self.losses.add("that time counts")
        if not root.get("lang", "en").casefold().startswith("en"):
            self.losses.add(f"its language ({root['lang']})")
        if self.interaction.name != "text-entry-interaction" and own.get("shuffle", "false") != "true":
            self.losses.add("that its answers keep their order")
        count = len(self.parts("simple-choice"))
        if own.get("max-choices", "0") not in ("0", "1", str(count)):
            self.losses.add(f"that at most {own['max-choices']} can be chosen")
        if own.get("min-choices", "0") not in ("0", "1"):
            self.losses.add(f"that at least {own['min-choices']} must be chosen")
        for node in self.root.children:
            if node.name in ASIDE:
                self.losses.add(ASIDE[node.name])


def _outcome(node: Element) -> tuple[str, Values]:
    default = node.child("default-value")
    numeric = node.attributes.get("base-type") in ("float", "integer")
    texts = [value.text.strip() for value in default.all("value")] if default else []
    values: Values = [finite(said) if numeric else said for said in texts]
    values = [value for value in values if value is not None]
    return node.attributes.get("identifier", ""), values or ([0.0] if numeric else [])


def _shown(node: Element, outcomes: Outcomes) -> bool:
    values = outcomes.get(node.attributes.get("outcome-identifier", ""), [])
    return (node.attributes.get("identifier", "") in values) == (node.attributes.get("show-hide") != "hide")
