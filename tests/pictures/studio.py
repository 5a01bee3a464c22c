"""Where pictures are taken: a copy of the course, a browser, and a place for the results."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page

from tests.building import ROOT

WIDTH = 1400
"""Pixels: as wide as a picture is kept."""
COLOURS = 96
EDGE, GAP, GROUND = "#c9c3b6", 28, "#f2efe8"


@dataclass(frozen=True)
class Studio:
    """A copy of the course in which commands are run, and the folder that pictures are kept in."""

    course: Path
    browser: Browser
    home: Path

    def run(self, *words: str, exits: int = 0) -> str:
        """Run `vignettes …` in the course and return what it says; fails unless it exits as expected."""
        return self._run("vignettes.cli", words, exits)

    def learners(self, *words: str) -> str:
        """Run the simulator of learners."""
        return self._run("tests.learners", words, 0)

    def _run(self, module: str, words: tuple[str, ...], exits: int) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.course,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == exits, done.stdout + done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def page(self, width: int, height: int, scale: float = 1.5) -> Iterator[Page]:
        """Lend an empty page of the browser, in the light."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
        )
        yield context.new_page()
        context.close()

    def keep(self, name: str, *pictures: Image.Image) -> None:
        """Set pictures side by side, each with an edge, and keep them as one small PNG."""
        framed = [ImageOps.expand(picture.convert("RGB"), 2, EDGE) for picture in pictures]
        height = max(picture.height for picture in framed)
        wide = sum(picture.width for picture in framed) + GAP * (len(framed) + 1)
        sheet = Image.new("RGB", (wide, height + 2 * GAP), GROUND)
        left = GAP
        for picture in framed:
            sheet.paste(picture, (left, GAP))
            left += picture.width + GAP
        if sheet.width > WIDTH:
            size = (WIDTH, round(sheet.height * WIDTH / sheet.width))
            sheet = sheet.resize(size, Image.Resampling.LANCZOS)
        small = sheet.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(self.home / f"{name}.png", optimize=True)


def pdf_page(file: Path, *holding: str, nth: int = 0, scale: float = 1.6) -> Image.Image:
    """Return the page of a PDF that holds all these words, or the nth of those that do."""
    document = pypdfium2.PdfDocument(file)
    found = [page for page in document if all(words in said(page) for words in holding)]
    return found[nth].render(scale=scale).to_pil()


def said(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page on one line."""
    return " ".join(page.get_textpage().get_text_range().split())
