"""What the bridge to Firefox answers itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.firefox_bridge import MEDIA, answered


def command(method: str, **params: Any) -> str:
    return json.dumps({"id": 7, "method": method, "params": params})


def test_a_reset_of_media_features_is_answered_with_success() -> None:
    answer = answered(command(MEDIA, features={}, userContexts=["one"]))
    assert answer and json.loads(answer) == {"type": "success", "id": 7, "result": {}}
    assert answered(command(MEDIA, features={"prefers-color-scheme": None}))


@pytest.mark.parametrize(
    "said",
    [
        command(MEDIA, features={"prefers-color-scheme": "dark"}),
        command("browsingContext.setViewport", viewport=None),
        command("script.evaluate", expression=f"'{MEDIA}'"),
    ],
)
def test_all_else_is_for_firefox_to_answer(said: str) -> None:
    assert answered(said) is None
