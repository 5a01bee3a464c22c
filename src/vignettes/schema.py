"""The JSON Schema that completes and explains vignettes in an author's editor."""

from __future__ import annotations

import json
from pathlib import Path

from vignettes.model import Vignette

FILE = Path("exercises/schema.json")


def schema_text() -> str:
    """Return the schema as the text of its file; field descriptions are the author guide."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Vignette.model_json_schema(),
        "title": "A vignette of Sex Therapy in Practice",
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
