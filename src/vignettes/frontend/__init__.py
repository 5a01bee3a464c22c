"""Scripts and styles of the course, as their hosts want them. There is no build step.

The sources are ES modules that import each other by name, so that Node and editors understand them. A page
gets one entry and all that it imports as one classic script, because browsers refuse modules from `file://`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(r"""^import\s+(?:\{[^}]*\}\s*from\s*)?"(\.[^"]+)";\n""", re.MULTILINE)
EXPORT = re.compile(r"^export \{[^}]*\};\n?", re.MULTILINE)
DEFAULT = re.compile(r"^export default \{[^}]*\};\n?", re.MULTILINE)
NAMED = re.compile(r"^(?:async )?(?:const|let|class|function\*?)\s+(\w+)", re.MULTILINE)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)
SEVERAL = re.compile(r"^(?:const|let)\s+[\[{]([^=]*)[\]}]\s*=", re.MULTILINE)


def module_source() -> str:
    """Return quiz.js and what it imports as the ES module, with a default export, that a notebook loads.

    A notebook loads it as text, so it imports nothing.
    """
    return _joined("quiz.js")


def classic_script(entry: str = "host.js") -> str:
    """Return an entry, and before it all that it imports, as one classic script.

    Entries are host.js (cases alone), book.js and reader.js (pages of the book), desk/*.js (the reader's
    desk) and scorm.js (a package in a learning system). ValueError where two files declare the same name,
    for they share a scope here; FileNotFoundError where an import leads nowhere.
    """
    return "(() => {\n'use strict';\n" + DEFAULT.sub("", _joined(entry)) + "\n})();\n"


def _joined(entry: str) -> str:
    files = files_of(entry)
    names = [name for file in files for name in _declared(_read(file))]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{entry} would declare twice: {', '.join(twice)}")
    return "\n".join(map(_part, files))


def files_of(entry: str) -> list[Path]:
    """Return an entry and all files that it imports, each once and after those that it needs."""
    found: list[Path] = []

    def visit(file: Path, above: tuple[Path, ...]) -> None:
        if file in found or file in above:
            return
        for name in IMPORT.findall(_read(file)):
            visit((file.parent / name).resolve(), (*above, file))
        found.append(file)

    visit((HERE / entry).resolve(), ())
    return found


def style(name: str = "quiz.css") -> str:
    """Return quiz.css, or another style sheet that stands beside it."""
    return _lean(_read(HERE / name))


def desk_style() -> str:
    """Return the style of the desk: what its faces share, then each face's own."""
    common, *own = sorted(
        (HERE / "desk").glob("*.css"), key=lambda file: (file.name != "desk.css", file.name)
    )
    return "".join(_lean(_read(file)) for file in (common, *own))


def _part(file: Path) -> str:
    """Return a file as it stands in a classic script.

    A file of others has its licence beside it, and goes in as it is, below the licence and without the
    address of its map.
    """
    licence = file.parent / "LICENSE"
    if licence.is_file():
        return f"/*\n{_read(licence)}*/\n{SOURCE_MAP.sub('', _read(file))}"
    return _lean(EXPORT.sub("", IMPORT.sub("", _read(file)))).rstrip()


def _declared(source: str) -> Iterator[str]:
    """Yield the names that a file declares at its outermost level, where lines are not indented."""
    yield from NAMED.findall(source)
    for several in SEVERAL.findall(source):
        yield from re.findall(r"\w+", several)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _lean(source: str) -> str:
    """Leave comments and indentation at home: a third of what would be sent."""
    source = re.sub(r"/\*.*?\*/|(?<=\s)// .*?$", "", source, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\s*\n\s*", "\n", source).lstrip()
