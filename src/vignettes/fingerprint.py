"""A short name for the content of an item: equal as long as nothing that matters has changed."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from vignettes.model import AnyItem, Stage

UNSEEN = {"tags", "objectives", "as_of", "seed"}
"""Fields that neither a learner sees nor the score hangs on. The order of options is no content."""
LATER = ("expert", "changes", "ways")
"""Fields of an option that count only where they are used: without them nothing has changed."""


def fingerprint(stage: Stage, item: AnyItem) -> str:
    """Return twelve hexadecimal digits over what a learner sees of `item` and what decides its score.

    That is the text of its stage, prompt, options, key, feedback, rationale and references. White
    space and the way accents are encoded do not count.
    """
    dumped = item.model_dump(mode="json", exclude=UNSEEN)
    for option in dumped.get("options", ()):
        for name in LATER:
            if not option.get(name):
                option.pop(name, None)
    content = {"stage": stage.text, "item": dumped}
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value
