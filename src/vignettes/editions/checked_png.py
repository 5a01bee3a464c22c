"""Whether a PNG is whole, and no larger than a page can use: read chunk by chunk, without a decoder.

After the Portable Network Graphics specification, third edition, clauses 5, 8 and 11.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NoReturn

MOST_PIXELS = 5_000
"""On each side: a page's width at 600 dots an inch."""
MOST_IN_ALL = 10_000_000
"""Pixels; unpacked, eight bytes each at most."""
PNG = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Colour type → samples in a pixel (specification, table 12)."""
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: first column, first row, step across, step down (specification, clause 8.1)."""


class Unfit(ValueError):
    """Why a file cannot be the logo, as the end of a sentence that begins with its name."""


def check_png(data: bytes) -> None:
    """Raise if a PNG is damaged, cut short or too large; nothing larger than it says is ever unpacked."""
    found = [*_chunks(data)]
    kind, head = found[0]
    if kind != b"IHDR" or len(head) != 13:
        _damaged("has no header")
    width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    depth, colour, packed, filtered, interlaced = head[8:]
    if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
        raise Unfit(f"measures {width} × {height} pixels; each side may have {MOST_PIXELS:,}")
    if width * height > MOST_IN_ALL:
        raise Unfit(f"has {width * height:,} pixels, and may have {MOST_IN_ALL:,}")
    if depth not in DEPTHS.get(colour, ()) or packed or filtered or interlaced > 1:
        _damaged("has a header that no PNG has")
    if colour == 3 and b"PLTE" not in dict(found):
        _damaged("has no palette")
    rows = [*_rows(width, height, depth * CHANNELS[colour], bool(interlaced))]
    pixels = _unpacked(b"".join(body for kind, body in found if kind == b"IDAT"), sum(rows))
    start = 0
    for length in rows:
        if pixels[start] > 4:
            _damaged("has a row that no PNG has")
        start += length


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and body of every chunk up to the last, each checked against its sum."""
    place = len(PNG)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        said = data[place + 8 + length : place + 12 + length]
        if len(said) < 4:
            break
        if zlib.crc32(kind + body) != int.from_bytes(said):
            _damaged("fails its own checksum")
        yield kind, body
        if kind == b"IEND":
            return
        place += 12 + length
    _damaged("is cut short")


def _rows(width: int, height: int, bits: int, interlaced: bool) -> Iterator[int]:
    """Yield the bytes of every row, with the one that names its filter."""
    for left, top, across, down in PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0:
            yield from (1 + -(-columns * bits // 8) for _ in range(max(0, rows)))


def _unpacked(data: bytes, size: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        pixels = reader.decompress(data, size + 1)
    except zlib.error:
        _damaged("cannot be unpacked")
    if len(pixels) != size:
        _damaged("has more or fewer pixels than it says")
    return pixels


def _damaged(how: str) -> NoReturn:
    raise Unfit(f"is a damaged PNG: it {how}")
