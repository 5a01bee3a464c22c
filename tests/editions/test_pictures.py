from __future__ import annotations

from pathlib import Path

import pytest

from vignettes.editions.pictures import NotAPicture, Pictures, printable_svg

SVG = (
    b"<svg xmlns='http://www.w3.org/2000/svg'><style>text { font-family: system-ui, 'Arial'; }"
    b"@media (prefers-color-scheme: dark) {\n.a { fill: #fff; }\n.b { fill: #eee; }\n}"
    b'.c { fill: #111; }</style><text font-family="Comic">x</text></svg>'
)


def test_a_drawing_is_set_in_the_editions_own_font() -> None:
    drawn = printable_svg(SVG)
    assert drawn.count(b"Source Sans 3") == 2
    assert b"Arial" not in drawn and b"Comic" not in drawn


def test_a_drawing_keeps_its_light_colours_only() -> None:
    drawn = printable_svg(SVG)
    assert b"#fff" not in drawn and b"#eee" not in drawn and b".c { fill: #111; }" in drawn


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", b"<svg"),
        ("b.svg", b"<html></html>"),
        ("c.png", b"GIF89a"),
        ("d.pdf", b"%PDF"),
        ("e.png", b""),
    ],
)
def test_what_is_not_a_picture_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotAPicture):
        Pictures(tmp_path).add(tmp_path / name)


def test_a_missing_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPicture, match=r"none\.svg cannot be read"):
        Pictures(tmp_path).add(tmp_path / "none.svg")


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        (tmp_path / name).write_bytes(SVG)
    pictures = Pictures(tmp_path)
    assert pictures.add(tmp_path / "one.svg") == pictures.add(tmp_path / "two.svg")
