"""Knobs redraw when they are turned, and a cell with knobs is the same with and without a front end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("ipywidgets")

from ipywidgets import IntSlider

from vignettes.clinics import refresh
from vignettes.knobs import drawn_html, knobs

CELL = """
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider
from vignettes.knobs import knobs
from vignettes.plots import steady
steady()
def draw(share):
    figure, axes = plt.subplots()
    axes.plot([0, share])
    return figure
knobs(draw, share=FloatSlider(0.25, min=0, max=1))
"""


def test_turning_a_knob_draws_anew() -> None:
    shown = knobs(lambda weeks: f"{weeks} < 9", weeks=IntSlider(3))
    assert shown.picture.value == "<pre>3 &lt; 9</pre>"
    shown.children[0].value = 5
    assert shown.picture.value == "<pre>5 &lt; 9</pre>"
    assert repr(shown) == "knobs(weeks=5)"


def test_a_figure_is_drawn_as_svg_and_closed() -> None:
    plt = pytest.importorskip("matplotlib.pyplot")
    figure, _ = plt.subplots()
    assert drawn_html(figure).startswith("<svg")
    assert not plt.fignum_exists(figure.number)


def test_a_knob_has_a_name_that_people_can_read() -> None:
    shown = knobs(lambda pre_test: "", pre_test=IntSlider(1))
    assert shown.children[0].description == "pre test"


@pytest.mark.slow
def test_nbval_agrees_with_a_stored_cell_that_has_knobs(tmp_path: Path) -> None:
    file = tmp_path / "knobs.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL, id="a")]), file)
    assert refresh(file) and not refresh(file)
    assert "knobs(share=0.25)" in file.read_text("utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
