"""Anki: a card an item, in a deck a module, which Anki updates when the package is imported again.

The front asks and holds no key; the back holds everything, with and without script.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from vignettes.errors import UsageError
from vignettes.export.formats import Format
from vignettes.export.question import Question


def anki(questions: Sequence[Question]) -> bytes:
    """Return questions as an .apkg file; UsageError where genanki is not installed."""
    if find_spec("genanki") is None:
        raise UsageError("“anki” needs genanki: pip install 'vignettes[export]'.")
    from vignettes.export.anki_package import package

    return package(questions)


FORMAT = Format(
    "anki",
    ".apkg",
    "cards for Anki, a deck for each module; importing again updates them and keeps what was learned",
    anki,
    becomes={
        "single": "a card whose options are tapped on the front, their feedback read on the back",
        "multiple": "a card whose options are tapped on the front, their feedback read on the back",
        "order": "a card whose steps are tapped in order",
        "match": "a card with a list of letters for each pair",
        "number": "a card with a box for the number",
        "reply": "a card with a box to write in; the back holds the model reply and its rubric",
        "choice": "a card for the decision and its consequences, without the way on and its measures",
    },
    advice="Anki: File, Import. A later export updates the cards of edited cases and keeps what was "
    "learned; cards of questions that are gone stay until the learner deletes them.",
)
