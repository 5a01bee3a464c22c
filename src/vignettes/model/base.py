"""The ground every type stands on: unknown keys are refused, values are frozen, nothing is coerced."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Shape(BaseModel):
    """A frozen value that refuses unknown keys and silent conversions."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Objective = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^\s*\S[^\n]*\s*$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=6000, pattern=r"\S")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][\w:-]*$")]

Keys = Annotated[tuple[Key, ...], Field(strict=False)]


def json_schema(shape: type[Shape], title: str) -> str:
    """Return the JSON Schema of a shape as the text of its file."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    schema = {"$schema": dialect, **shape.model_json_schema(), "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
