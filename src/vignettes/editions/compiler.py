"""Typst markup → PDF/UA-1, with the fonts that are shipped and no others."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

from vignettes.errors import UsageError

FONTS = Path(__file__).parent / "fonts"


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return Typst's own fonts and ours; never those of the machine, so that every machine agrees."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def compile_pdf(source: Path, epoch: int) -> bytes:
    """Return the PDF of a Typst file; UsageError with Typst's own words if it cannot be set."""
    compiler = typst.Compiler(root=str(source.parent), font_paths=fonts())
    try:
        pdf, _ = compiler.compile_with_warnings(
            str(source), format="pdf", pdf_standards=["ua-1"], timestamp=epoch
        )
    except typst.TypstError as error:
        raise UsageError(f"The edition could not be set:\n{error.diagnostic or error}") from None
    assert isinstance(pdf, bytes)
    return pdf
