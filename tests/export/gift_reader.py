"""GIFT read by gift-pegjs, and by the steps of Moodle's own importer (question/format/gift/format.php)."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PARSER = Path(__file__).parent.parent / "consumers" / "node_modules" / "gift-pegjs"
CODE = """
const text = require('fs').readFileSync(0, 'utf8');
process.stdout.write(JSON.stringify(require(process.argv[1]).parse(text)));
"""
ESCAPES = [("\\:", "&&058;"), ("\\#", "&&035;"), ("\\=", "&&061;"), ("\\{", "&&123;"), ("\\}", "&&125;"),
           ("\\~", "&&126;"), ("\\n", "&&010")]  # fmt: skip
PLAIN = dict(zip((code for _, code in ESCAPES), ":#={}~\n", strict=True))
WEIGHT = re.compile(r"^%(-?[0-9]{1,2}\.?[0-9]*)%")


def parsed(content: bytes) -> list[dict[str, Any]]:
    """Return what gift-pegjs makes of a file."""
    assert PARSER.is_dir(), "gift-pegjs is missing: run `make consumers`."
    run = subprocess.run(["node", "-e", CODE, str(PARSER)], input=content, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


@dataclass
class Read:
    """A question as Moodle reads it from GIFT."""

    kind: str
    category: str
    name: str
    text: str
    general: str
    idnumber: str
    tags: list[str]
    answers: list[tuple[str, float, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def read(content: bytes) -> list[Read]:
    """Return the questions of a file as Moodle reads them."""
    category = ""
    found = []
    for block in re.split(r"\n\s*\n", content.decode()):
        lines = [line.strip() for line in block.strip().split("\n")]
        comments = [line for line in lines if line.startswith("//")]
        text = _hidden("\n".join(line for line in lines if not line.startswith("//")).strip())
        if text.startswith("$CATEGORY:"):
            category = text.removeprefix("$CATEGORY:").strip()
        elif text:
            found.append(_question(text, category, "\n".join(comments)))
    return found


def _question(text: str, category: str, comment: str) -> Read:
    assert text.startswith("::")
    name, _, text = text[2:].partition("::")
    start, end = text.index("{"), text.index("}")
    inside, stem = text[start + 1 : end].strip(), text[:start] + text[end + 1 :]
    inside, separator, general = inside.rpartition("####") if "####" in inside else (inside, "", "")
    inside = inside.strip()
    idnumber = re.search(r"\[id:((?:\\]|[^]\x00-\x1f])+)]", comment)
    read = Read(
        kind=_kind(inside),
        category=category,
        name=_shown(name),
        text=_html(stem),
        general=_html(general) if separator else "",
        idnumber=idnumber.group(1) if idnumber else "",
        tags=re.findall(r"\[tag:([^]<>`\x00-\x1f]+)]", comment),
    )
    if read.kind == "matching":
        for row in inside.split("=")[1:]:
            left, _, right = row.partition("->")
            read.pairs.append((_html(left) if left.strip() else "", _shown(right).strip()))
    elif read.kind != "essay":
        read.answers = [_answer(row, read.kind) for row in _rows(inside, read.kind)]
    return read


def _kind(inside: str) -> str:
    if not inside:
        return "essay"
    if inside.startswith("#"):
        return "numerical"
    return "multichoice" if "~" in inside else "matching"


def _rows(inside: str, kind: str) -> list[str]:
    if kind == "numerical":
        rows, _, otherwise = inside[1:].partition("~")
        return [f"={row.strip()}" for row in rows.split("=") if row.strip()] + [f"~*{otherwise}"]
    return [row.strip() for row in inside.replace("=", "~=").split("~") if row.strip()]


def _answer(row: str, kind: str) -> tuple[str, float, str]:
    worth, rest = (1.0, row[1:]) if row.startswith("=") else (0.0, row.removeprefix("~"))
    if weight := WEIGHT.match(rest):
        worth, rest = float(weight.group(1)) / 100, rest[weight.end() :]
    said, _, feedback = rest.partition("#")
    return _shown(said) if kind == "numerical" else _html(said), worth, _html(feedback)


def _html(text: str) -> str:
    text = text.strip()
    assert text.startswith("[html]"), text[:80]
    return _shown(text.removeprefix("[html]")).strip()


def _hidden(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for written, code in ESCAPES:
        text = text.replace(written, code)
    return text.replace("&&092;", "\\")


def _shown(text: str) -> str:
    for code, character in PLAIN.items():
        text = text.replace(code, character)
    return text
