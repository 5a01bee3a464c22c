"""The ground every type stands on: unknown keys are refused, values are frozen, nothing is coerced."""

from __future__ import annotations

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
