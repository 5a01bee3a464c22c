"""Files of questions as the values that their drafts hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from vignettes.intake.detect import read_questions
from vignettes.intake.draft import Wishes
from vignettes.intake.plan import Outcome, plan


@dataclass(frozen=True)
class Read:
    """One question: what became of it, and its draft as plain values."""

    outcome: Outcome
    case: dict[str, Any]

    @property
    def item(self) -> dict[str, Any]:
        return self.case["stages"][0]["items"][0]

    @property
    def story(self) -> str:
        return self.case["stages"][0].get("text", "").strip()

    @property
    def lost(self) -> tuple[str, ...]:
        return self.outcome.lost

    @property
    def reason(self) -> str:
        return self.outcome.question.reason

    @property
    def keys(self) -> list[str]:
        """The texts of the options marked as right."""
        return [option["text"] for option in self.item["options"] if option.get("correct")]

    @property
    def texts(self) -> list[str]:
        return [option["text"] for option in self.item["options"]]

    @property
    def feedback(self) -> list[str]:
        return [option.get("feedback", "") for option in self.item["options"]]


def read(raw: bytes | str, name: str = "bank", **wishes: Any) -> list[Read]:
    """Return every question of a file."""
    raw = raw.encode() if isinstance(raw, str) else raw
    outcomes = plan([read_questions(raw, name)], Wishes("plissit", **wishes), {}, "drafts/plissit")
    return [Read(one, YAML(typ="safe").load(one.text) if one.text else {}) for one in outcomes]


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return files as a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
