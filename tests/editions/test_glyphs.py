from __future__ import annotations

import pytest

from vignettes.editions import compiler
from vignettes.editions.glyphs import Glyphs


@pytest.fixture(scope="module")
def glyphs() -> Glyphs:
    return Glyphs(compiler.fonts())


@pytest.mark.parametrize("text", ["plain", "“é” – ½ ≥ ✓ → ☐", "مرحبا ليلى", "Ελληνικά", "━━", "e\u0301"])
def test_a_text_that_can_be_drawn_stays_as_it_is(glyphs: Glyphs, text: str) -> None:
    assert glyphs.replace(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "said", "missing"),
    [
        ("a🙂b🙂", "a[U+1F642]b[U+1F642]", ["🙂"]),
        ("你a", "[U+4F60]a", ["你"]),
        ("\ue000", "[U+E000]", ["\ue000"]),
        ("\ud800", "[U+D800]", ["\ud800"]),
        ('"🙂\\', '"[U+1F642]\\', ["🙂"]),
    ],
)
def test_a_character_without_a_glyph_is_named(
    glyphs: Glyphs, text: str, said: str, missing: list[str]
) -> None:
    assert glyphs.replace(text) == (said, missing)


def test_many_characters_are_told_apart_in_one_trial() -> None:
    glyphs = Glyphs(compiler.fonts())
    glyphs.prepare(["✓你→🙂", "好"])
    assert glyphs.replace("✓你→🙂好")[1] == ["你", "好", "🙂"]
