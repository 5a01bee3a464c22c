"""Where a PDF puts ink: every run of text with its size, every line and shape, in points from below left.

Reads what Typst writes: text in composite fonts of two bytes a glyph, paths, forms within forms. Clips are
not followed, so a shape may be reported larger than what is seen of it, and never smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
HERE: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Ink:
    """A run of text (`size` in points as printed) or a point of a path (`size` 0)."""

    page: int
    left: float
    right: float
    height: float
    size: float = 0


def ink_of(reader: PdfReader) -> Iterator[Ink]:
    """Yield all ink of a file."""
    for number, page in enumerate(reader.pages, 1):
        yield from _of(page, page["/Resources"], page.get_contents(), HERE, number)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, and `then` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _of(page: PageObject, resources: Any, stream: Any, start: Matrix, number: int) -> Iterator[Ink]:
    fonts = {name: widths(font.get_object()) for name, font in resources.get("/Font", {}).items()}
    forms = resources.get("/XObject", {})
    now, kept, size, font, line = start, [], 0.0, {}, HERE
    for said, operator in ContentStream(stream, page.pdf).operations:
        if operator == b"q":
            kept.append(now)
        elif operator == b"Q":
            now = kept.pop()
        elif operator == b"cm":
            now = times(tuple(map(float, said)), now)
        elif operator == b"Tf":
            font, size = fonts[said[0]], float(said[1])
        elif operator == b"Tm":
            line = tuple(map(float, said))
        elif operator in (b"Tj", b"TJ"):
            place = times(line, now)
            wide = run_width(said[0], font) * size / 1000
            line = times((1, 0, 0, 1, wide, 0), line)
            end = times((1, 0, 0, 1, wide, 0), place)
            scale = abs(place[0] * place[3] - place[1] * place[2]) ** 0.5
            yield Ink(number, min(place[4], end[4]), max(place[4], end[4]), place[5], size * scale)
        elif operator in (b"m", b"l", b"c"):
            x, y = map(float, said[-2:])
            at = times((1, 0, 0, 1, x, y), now)
            yield Ink(number, at[4], at[4], at[5])
        elif operator == b"Do" and forms[said[0]].get_object()["/Subtype"] == "/Form":
            form = forms[said[0]].get_object()
            inner = times(tuple(map(float, form.get("/Matrix", HERE))), now)
            yield from _of(page, form.get("/Resources", resources), form, inner, number)
        elif operator == b"Do":
            for corner in ((0, 0), (1, 1)):
                at = times((1, 0, 0, 1, *corner), now)
                yield Ink(number, at[4], at[4], at[5])


def widths(font: Any) -> dict[int, float]:
    """Return the width of every glyph of a font, in thousandths of its size; key -1 is for all others."""
    inner = font["/DescendantFonts"][0].get_object()
    found = {-1: float(inner.get("/DW", 1000))}
    rest = list(inner.get("/W", []))
    while rest:
        first, second = int(rest[0]), rest[1]
        if isinstance(second, list):
            found |= {first + place: float(wide) for place, wide in enumerate(second)}
            rest = rest[2:]
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(rest[2]))
            rest = rest[3:]
    return found


def run_width(said: Any, font: dict[int, float]) -> float:
    """Return how far a string, or a list of strings and gaps, goes on."""
    total = 0.0
    for part in said if isinstance(said, list) else [said]:
        if isinstance(part, (int, float)):
            total -= float(part)
            continue
        data = part.original_bytes
        codes = (int.from_bytes(data[place : place + 2]) for place in range(0, len(data), 2))
        total += sum(font.get(code, font[-1]) for code in codes)
    return total
