"""Writes the notebook of the test course: every kind of output, with the answers of a case among them."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

TABLE = (
    '<style scoped>.dataframe {}</style><table class="dataframe"><thead><tr><th></th><th>mean</th></tr>'
    "</thead><tbody><tr><th>before</th><td>4.5</td></tr><tr><th>after</th><td>5.25</td></tr></tbody></table>"
)
LEAK = "Best answer. This gives permission in both\ndirections, because she may speak or\nstay silent."
DIRECTIVE = "```{vignette} every-type\n```\n"


def png() -> str:
    """Return a grey square as base64."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * 8 for _ in range(8)), 9)
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return base64.b64encode(data).decode()


def _cell(source: str, data: dict[str, str], number: int, **metadata: object) -> nbformat.NotebookNode:
    output = new_output("execute_result", data, execution_count=number)
    return new_code_cell(
        source, outputs=[output], execution_count=number, metadata=metadata, id=f"cell-{number}"
    )


def write_clinic(folder: Path) -> None:
    """Write `folder`/clinic.ipynb."""
    shown = {"text/plain": "CASE", "text/html": "<p>the case as HTML</p>", "text/markdown": DIRECTIVE}
    cells = [
        new_markdown_cell("# The clinic\n\nA notebook.", id="title"),
        _cell('show("every-type")', shown, 1),
        _cell("frame", {"text/html": TABLE, "text/plain": "frame as text"}, 2),
        _cell(
            "plot()",
            {"image/png": png(), "text/plain": "<Figure>"},
            3,
            mystnb={"image": {"alt": "Grey square"}},
        ),
        _cell("print(verdict)", {"text/plain": LEAK}, 4),
        _cell("colours", {"text/plain": "\x1b[31mred words\x1b[0m"}, 5),
        _cell("hidden_line()", {"text/plain": "kept result"}, 6, tags=["hide-input"]),
    ]
    notebook = new_notebook(
        cells=cells,
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "clinic.ipynb")
