"""The cover as a drawing, and the title page that says the same in words."""

from __future__ import annotations

import textwrap

from vignettes.editions.epub.core import element, text_of
from vignettes.editions.epub.package import About

WIDTH, HEIGHT = 1600, 2400
MARGIN = 150
LETTER = 0.56
"""The width of a letter, as a share of its height: room for every sans serif that a reader may have."""
FONT = "'Source Sans 3', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"


def cover(about: About) -> bytes:
    """Return the cover as SVG: title, subtitle, for whom, when, on the course's colours."""
    parts: list[str] = []
    top = 620
    for text, size, weight in (
        (about.title, 150, "700"),
        (about.subtitle, 68, "400"),
        ("Student edition", 68, "700"),
        (about.cohort, 68, "400"),
        (about.day, 68, "400"),
    ):
        lines = textwrap.wrap(text, int((WIDTH - 2 * MARGIN) / (size * LETTER)))
        for line in lines:
            parts.append(_line(line, top, size, weight))
            top += round(size * 1.25)
        top += round(size * 0.7) if lines else 0
    parts += [_line(about.author, HEIGHT - 260, 52, "400")] if about.author else []
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}"><title>{text_of(about.title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fffdf9"/>'
        f'<rect width="{WIDTH}" height="360" fill="#2f5d62"/>'
        f'<rect y="{HEIGHT - 150}" width="{WIDTH}" height="150" fill="#2f5d62"/>'
        + "".join(parts)
        + "</svg>\n"
    ).encode()


def _line(text: str, top: int, size: int, weight: str) -> str:
    return (
        f'<text x="{MARGIN}" y="{top}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" '
        f'fill="#22282b">{text_of(text)}</text>'
    )


def title_page(about: About) -> str:
    """Return what stands on the title page."""
    lines = [
        element("h1", text_of(about.title)),
        *(
            element("p", text_of(text), class_=name)
            for text, name in (
                (about.subtitle, "subtitle"),
                ("Student edition", "audience"),
                (about.cohort, "cohort"),
                (about.day, "date"),
                (about.author, "author"),
                (about.notice, "notice"),
                (about.review, "notice"),
            )
            if text
        ),
        element(
            "p",
            "Licensed under "
            + element("a", "CC BY 4.0", href="https://creativecommons.org/licenses/by/4.0/")
            + ".",
            class_="notice",
        ),
    ]
    return element("section", "\n".join(lines), class_="title-page")
