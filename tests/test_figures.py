"""The book's figures: what is committed is what the code draws, and anyone can read it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from vignettes.figures import FIGURES
from vignettes.figures.__main__ import main
from vignettes.figures.svg import Drawing

BOOK = Path(__file__).parents[1] / "book"
SVG = "{http://www.w3.org/2000/svg}"
each_figure = pytest.mark.parametrize("name", sorted(FIGURES))


def tree(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(FIGURES[name])


@each_figure
def test_the_committed_figure_is_what_the_code_draws(name: str) -> None:
    refresh = "run `python -m vignettes.figures` and commit the result"
    assert (BOOK / name).read_text(encoding="utf-8") == FIGURES[name], refresh


def test_every_committed_figure_is_drawn_by_the_code() -> None:
    committed = {str(file.relative_to(BOOK)) for file in BOOK.glob("*/figures/*.svg")}
    assert committed == set(FIGURES)


@each_figure
def test_a_figure_has_a_title_and_a_description(name: str) -> None:
    root = tree(name)
    assert len(root.findtext(f"{SVG}title", "")) > 10
    assert len(root.findtext(f"{SVG}desc", "")) > 60
    assert root.get("aria-labelledby") == "title desc"


@each_figure
def test_a_figure_scales_with_its_page(name: str) -> None:
    root = tree(name)
    assert root.get("viewBox") is not None
    assert root.get("width") is None and root.get("height") is None


@each_figure
def test_no_text_is_smaller_than_a_28th_of_the_width(name: str) -> None:
    width = float(tree(name).attrib["viewBox"].split()[2])
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", FIGURES[name])]
    assert sizes and min(sizes) * 28 >= width


@each_figure
def test_a_figure_uses_nothing_that_the_pdf_cannot_draw(name: str) -> None:
    assert not re.search(r"var\(|<filter|foreignObject|<image|url\(|https?://(?!www\.w3)", FIGURES[name])


@each_figure
def test_every_class_has_a_light_and_a_dark_colour(name: str) -> None:
    light, dark = FIGURES[name].split("@media", maxsplit=1)
    used = {c for e in tree(name).iter() for c in e.get("class", "").split()} - {"bold"}
    for style in used:
        assert f".{style} {{ fill" in light
        assert f".{style} {{ fill" in dark


@each_figure
def test_every_text_stays_inside_its_box_in_the_widest_font(name: str) -> None:
    root = tree(name)
    boxes = [
        tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height"))
        for box in root.iter(f"{SVG}rect")
    ]
    for text in root.iter(f"{SVG}text"):
        left, top, right, bottom = extent(text)
        anchor_x, anchor_y = float(text.attrib["x"]), float(text.attrib["y"])
        around = [
            (x, y, x + w, y + h)
            for x, y, w, h in boxes
            if x <= anchor_x <= x + w and y <= anchor_y <= y + h
        ]
        inner = min(around, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
        assert inner[0] <= left and right <= inner[2], text.text
        assert inner[1] <= top and bottom <= inner[3], text.text


def extent(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """The box that the text fills in DejaVu Sans, the widest font of the stack."""
    x, y, size = float(text.attrib["x"]), float(text.attrib["y"]), 20.0
    advance = width_in_em(text.text or "", "bold" in text.attrib["class"]) * size
    start = x - {"start": 0.0, "middle": advance / 2}[text.attrib["text-anchor"]]
    if "rotate" in text.get("transform", ""):
        bottom = y + (x - start)
        return x - size, bottom - advance, x, bottom
    return start, y - size * 0.75, start + advance, y


def width_in_em(words: str, bold: bool) -> float:
    matplotlib = pytest.importorskip("matplotlib")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = TTFont(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name)
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    return sum(widths[glyphs[ord(char)]][0] for char in words) / font["head"].unitsPerEm


def test_text_in_a_drawing_is_text_and_not_markup() -> None:
    drawing = Drawing("a < b", 'd & "e"', height=50)
    drawing.text(10, 20, "<b>&")
    root = ElementTree.fromstring(drawing.svg())
    assert root.findtext(f"{SVG}title") == "a < b"
    assert root.findtext(f"{SVG}desc") == 'd & "e"'
    assert root.findtext(f"{SVG}text") == "<b>&"


def test_the_command_writes_every_figure(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    written = {str(file.relative_to(tmp_path)): file for file in tmp_path.rglob("*.svg")}
    assert {name: file.read_text(encoding="utf-8") for name, file in written.items()} == FIGURES


def test_the_command_refuses_a_folder_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "absent")]) == 2
    assert "no such folder" in capsys.readouterr().err
