"""The document nodes of a vignette.

Each is a kind of ordinary docutils node, so that a writer that has never heard of vignettes (LaTeX,
plain text) still prints all of them. What a web page needs beyond that stands in `render.html`.
"""

from __future__ import annotations

from docutils import nodes


class vignette(nodes.container):
    """A whole case. Attributes: `vignette` (id), `branching` (bool)."""


class vignette_title(nodes.rubric):
    """The title of the case."""


class vignette_heading(nodes.rubric):
    """A heading inside the case: a part, a section, the debrief."""


class vignette_meta(nodes.paragraph):
    """Setting, level, minutes."""


class vignette_person(nodes.paragraph):
    """Who comes."""


class vignette_status(nodes.paragraph):
    """That the case is fictional, and whether it has been reviewed."""


class vignette_note(nodes.container):
    """The content note."""


class vignette_measures(nodes.container):
    """What a branching case keeps count of."""


class vignette_measure_list(nodes.bullet_list):
    """Its measures."""


class vignette_measure(nodes.list_item):
    """One of them. Attributes: `measure` (id), `name`, `start` (level, from 0), `top` (highest level)."""


class vignette_levels(nodes.enumerated_list):
    """How the levels of a measure show, from 0."""


class vignette_stage(nodes.container):
    """A part of the story with its items. Attributes: `stage` (id), `goto`, `ways` (JSON text)."""


class vignette_item(nodes.container):
    """A question. Attributes: `item` (id), `kind` (type), `fingerprint`, `key` (JSON text)."""


class vignette_prompt(nodes.paragraph):
    """The question itself."""


class vignette_hint(nodes.inline):
    """What kind of answer is wanted."""


class vignette_options(nodes.enumerated_list):
    """The lettered options of a single, multiple or choice item, or the answers of a match."""


class vignette_option(nodes.list_item):
    """One option. Attributes: `option` (id), `control` ("radio", "checkbox" or ""), `name`."""


class vignette_steps(nodes.enumerated_list):
    """The steps of an order item, lettered, as dealt."""


class vignette_step(nodes.list_item):
    """One step. Attribute: `step` (id)."""


class vignette_pairs(nodes.enumerated_list):
    """The left-hand side of a match item, numbered."""


class vignette_pair(nodes.list_item):
    """One thing to be matched. Attribute: `pair` (id)."""


class vignette_label(nodes.paragraph):
    """The text of an option, step or pair."""


class vignette_select(nodes.inline):
    """Where an answer for a pair is chosen. Attribute: `answers`, list of (id, letter, text)."""


class vignette_number(nodes.paragraph):
    """Where a number is written. Attribute: `unit`."""


class vignette_writing(nodes.paragraph):
    """Where a reply is written. Attribute: `rows`."""


class vignette_feedback(nodes.container):
    """Everything a learner sees only after committing; left out of the student edition."""


class vignette_model(nodes.container):
    """The model answer of a reply."""


class vignette_verdicts(nodes.bullet_list):
    """What is said about each option, step, pair or rubric point."""


class vignette_verdict(nodes.list_item):
    """What is said about one of them. Attributes: `for` (id), `changes` (measure's name → levels)."""


class vignette_consequence(nodes.container):
    """What happens after a choice."""


class vignette_rationale(nodes.container):
    """Why the key is the key."""


class vignette_sources(nodes.paragraph):
    """The works an item or the case rests on."""


class vignette_debrief(nodes.container):
    """What the case teaches."""


class vignette_expert(nodes.container):
    """The decisions of an expert, each with its reason; left out of the student edition."""


class vignette_facilitator(nodes.container):
    """Notes for the one who teaches with the case; in the instructor edition only."""


ALL = tuple(
    kind
    for kind in list(globals().values())
    if isinstance(kind, type) and kind.__module__ == __name__ and issubclass(kind, nodes.Element)
)
