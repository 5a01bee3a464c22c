"""The works the course may cite, read from book/references.bib."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from vignettes.errors import UsageError


@dataclass(frozen=True)
class Reference:
    """One work: its key, a short label, the full reference, where to find it, and how it was verified.

    `verified` is the entry's own word: "seen: …", "seen (secondary): …", "recalled", or empty.
    """

    key: str
    label: str
    text: str
    url: str
    verified: str


def load_bibliography(file: Path) -> dict[str, Reference]:
    """Read a BibTeX file; UsageError if it is missing or broken."""
    if not file.is_file():
        raise UsageError(f"There is no bibliography “{file}”.")
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> dict[str, Reference]:
    """Read a BibTeX file once for every time it is `changed`."""
    from pybtex.database import parse_file
    from pybtex.plugin import find_plugin
    from pybtex.scanner import PybtexError

    try:
        data = parse_file(str(file), bib_format="bibtex", encoding="utf-8")
    except PybtexError as error:
        raise UsageError(f"{file}: the bibliography cannot be read: {error}") from None
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    backend = find_plugin("pybtex.backends", "plaintext")()
    entries = style.format_entries(data.entries.values())
    texts = {entry.key: " ".join(entry.text.render(backend).split()) for entry in entries}
    return {key: _reference(key, entry, texts[key]) for key, entry in data.entries.items()}


def _reference(key: str, entry: Any, text: str) -> Reference:
    doi = entry.fields.get("doi", "")
    url = f"https://doi.org/{doi}" if doi else entry.fields.get("url", "")
    label = f"{_authors(entry)} {entry.fields.get('year', 'n.d.')}"
    return Reference(key, label, text, url, entry.fields.get("verified", ""))


def _authors(entry: Any) -> str:
    from pybtex.richtext import Text

    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [str(Text.from_latex(" ".join([*p.prelast_names, *p.last_names]))) for p in people]
    if not names:
        return str(Text.from_latex(entry.fields.get("title", entry.key)))
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names)
