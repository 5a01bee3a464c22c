"""A logo is somebody else's file: what is fit for the cover, and what is refused and why."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import pytest

from vignettes.editions.logo import MOST_BYTES, read_logo
from vignettes.errors import UsageError

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg {SPACES} viewBox="0 0 9 9">{{}}</svg>'
SHAPE = '<rect id="a" width="9" height="9"/>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int = 6,
    height: int = 4,
    depth: int = 8,
    colour: int = 2,
    rows: bytes | None = None,
    interlaced: int = 0,
    before: bytes = b"",
) -> bytes:
    """Return a PNG with this header, and black rows unless others are given."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    data = (b"\0" + b"\0" * 3 * width) * height if rows is None else rows
    body = chunk(b"IDAT", zlib.compress(data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + body + chunk(b"IEND", b"")


PASSES = ((1, 1), (1, 1), (1, 1), (3, 1), (3, 2), (6, 2))
"""Columns and rows of the passes of Adam7 over 6 × 4 pixels; the third would begin below the last row."""
INTERLACED = b"".join((b"\0" + b"\0" * 3 * columns) * rows for columns, rows in PASSES)


IN_BASE64 = base64.b64encode(png()).decode()


def svg(inside: str) -> bytes:
    return SVG.format(inside).encode()


def in_short(value: bytes | str) -> str:
    return value if isinstance(value, str) else f"{len(value)} bytes"


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (png(), ".png"),
        (png(interlaced=1, rows=INTERLACED), ".png"),
        (png(colour=3, rows=b"\0\0\0\0\0\0\0" * 4, before=chunk(b"PLTE", b"\0\0\0")), ".png"),
        (svg(SHAPE), ".svg"),
        (b"\xef\xbb\xbf" + b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made -->\n' + svg(SHAPE), ".svg"),
        (svg(SHAPE + '<use href="#a" x="3"/><use xlink:href="#a"/>'), ".svg"),
        (svg("<style>rect { fill: url(#g) }</style><rect fill=\"url( '#g' )\" width='2'/>"), ".svg"),
        (svg(f'<image width="9" height="9" href="data:image/png;base64,{IN_BASE64}"/>'), ".svg"),
        (svg('<text x="1" y="5">Hillside</text>' + SHAPE), ".svg"),
    ],
    ids=in_short,
)  # fmt: skip
@pytest.mark.parametrize("name", ["logo.svg", "logo.jpg"])
def test_a_drawing_or_picture_is_known_by_its_content(
    tmp_path: Path, data: bytes, suffix: str, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    logo = read_logo(file)
    assert logo.suffix == suffix
    assert (tmp_path / logo.place(tmp_path)).read_bytes() == data


BAD_SUM = png().replace(b"IDAT", b"IDAt", 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xd8\xff\xe0 jpeg", "is a JPEG; a logo has to be SVG or PNG"),
        (b"GIF89a", "is a GIF"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x1f\x8b\x08", "SVGZ"),
        (b"\x00\xfe\xff", "is neither PNG nor SVG in UTF-8"),
        (b"just words", "is neither PNG nor SVG"),
        (SVG.format(SHAPE).encode("utf-16"), "is neither PNG nor SVG"),
        (b"<html><svg/></html>", "is XML, but not SVG"),
        (b"<svg>", "is not well-formed SVG"),
        (b"<svg/>", "is XML, but not SVG"),
        (b"x" * (MOST_BYTES + 1), "is larger than 2,000,000 bytes"),
        # PNG
        (png()[:40], "is cut short"),
        (png()[:-12], "is cut short"),
        (BAD_SUM, "fails its own checksum"),
        (png(rows=b"\0" * 10), "more or fewer pixels"),
        (png(rows=b"\0" * 10_000_000), "more or fewer pixels"),
        (png(rows=(b"\7" + b"\0" * 18) * 4), "a row that no PNG has"),
        (png(depth=3), "a header that no PNG has"),
        (png(colour=5), "a header that no PNG has"),
        (png(colour=3, rows=b"\0" * 28), "has no palette"),
        (png(0, 4), "measures 0 × 4 pixels"),
        (png(60_000, 4), "measures 60000 × 4 pixels"),
        (png(4_000, 4_000), "has 16,000,000 pixels"),
        (b"\x89PNG\r\n\x1a\n", "is cut short"),
        # SVG
        (b"<!DOCTYPE svg>" + svg(SHAPE), "DOCTYPE"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "DOCTYPE or entities"),
        (b'<?xml-stylesheet href="a.css"?>' + svg(SHAPE), "style sheet elsewhere"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + svg(SHAPE), "written in utf-7"),
        (svg("<script>alert(1)</script>"), "holds <script>"),
        (svg("<foreignObject/>"), "holds <foreignObject>"),
        (svg('<rect onclick="a()"/>'), "holds a script (onclick)"),
        (svg('<image href="https://example.org/a.png"/>'), "points outside itself (https://example.org/a.png)"),
        (svg('<use xlink:href="other.svg#a"/>'), "points outside itself"),
        (svg('<a href="javascript:alert(1)"/>'), "points outside itself"),
        (svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "points outside itself"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "a picture that is no PNG"),
        (svg('<image href="data:image/png;base64,A"/>'), "a picture that is no PNG"),
        (svg("<style>@import 'a.css';</style>"), "fetches something from elsewhere"),
        (svg('<rect style="fill: url(/**/https://example.org/a)"/>'), "fetches something from elsewhere"),
        (svg('<rect fill="url(a.svg#b)"/>'), "fetches something from elsewhere"),
        (svg('<rect style="fill: u\\72l(a.svg)"/>'), "fetches something from elsewhere"),
        (svg("<g>" * 150 + "</g>" * 150), "more than 100 deep"),
        (svg('<g id="a"><use href="#a"/></g>'), "or one inside itself"),
        (
            svg('<g id="a0"><rect/></g>' + "".join(
                f'<g id="a{k + 1}">' + f'<use href="#a{k}"/>' * 10 + "</g>" for k in range(9)
            )),
            "draws more than 20,000 shapes",
        ),
        (svg(SHAPE).replace(b'viewBox="0 0 9 9"', b'width="0" height="0"'), "cannot be drawn"),
    ],
    ids=in_short,
)  # fmt: skip
def test_a_file_that_is_not_fit_is_refused_in_words(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        read_logo(file)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"The logo {file} ")


def test_a_logo_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        read_logo(tmp_path / "none.svg")
    with pytest.raises(UsageError, match="is not a file"):
        read_logo(tmp_path)
