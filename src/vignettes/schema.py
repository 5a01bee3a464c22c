"""The JSON Schema that completes and explains vignettes in an author's editor."""

from __future__ import annotations

from pathlib import Path

from vignettes.model import Vignette
from vignettes.model.base import json_schema

FILE = Path("exercises/schema.json")


def schema_text() -> str:
    """Return the schema as the text of its file; field descriptions are the author guide."""
    return json_schema(Vignette, "A vignette of Sex Therapy in Practice")


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
