"""What the reader's desk knows of the course: modules, pages, cases and items, and the text of every case.

The desk (frontend/desk/) works in the reader's browser, from `file://` too, where nothing can be fetched.
So what it knows comes as classic scripts: one catalogue, and one file a case, read only when it is wanted.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vignettes.bibliography import Reference
from vignettes.blueprint import OBJECTIVE
from vignettes.course import Course
from vignettes.editions.contents import Contents, contents
from vignettes.fingerprint import fingerprint
from vignettes.model import DEBRIEF, AnyItem, Choice, ChoiceOption, Stage, Vignette
from vignettes.render.html import static_html
from vignettes.render.prose import plain_line

FACES = ("progress", "review", "exam", "data")
"""What `{desk}` can put on a page; each is an entry in frontend/desk/."""

WITHOUT_SCRIPT = (
    "This page is made in your browser, from what your browser alone keeps. It needs JavaScript, which is "
    "switched off here or has not arrived. The rest of the book can be read without it."
)


@dataclass(frozen=True)
class Shown:
    """A case as the desk may show it: on which page it stands, and its HTML."""

    vignette: Vignette
    page: str
    html: str

    @property
    def mark(self) -> str:
        """What tells one state of the HTML from another."""
        return hashlib.sha256(self.html.encode()).hexdigest()[:12]

    @property
    def script(self) -> str:
        """The classic script that hands the case to the desk."""
        given = ",".join(
            json.dumps(part, ensure_ascii=False) for part in (self.vignette.id, self.mark, self.html)
        )
        return f"vignettesCase({given});\n"


def shown(
    vignettes: Iterable[Vignette], pages: Mapping[str, str], references: dict[str, Reference]
) -> list[Shown]:
    """Return the learning cases that stand on a page of the book; `pages` names it, by the case's id."""
    return [
        Shown(vignette, pages[vignette.id], static_html(vignette, references))
        for vignette in vignettes
        if vignette.use == "learning" and vignette.id in pages
    ]


def catalogue(course: Course, cases: Iterable[Shown], titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what the desk knows of the course, as JSON values. `titles` are those of pages, by address.

    Raises UsageError where `_toc.yml` or the index page of a module cannot be read.
    """
    found = contents(course.root)
    return {
        "course": {"name": course.title, "version": importlib.metadata.version("vignettes")},
        "objectives": _objectives(course.root, found),
        "modules": [
            {
                "id": group.module.name,
                "title": group.module.title,
                "pages": [{"page": page, "title": titles[page]} for page in group.pages if page in titles],
            }
            for group in found.groups
            if group.module
        ],
        "cases": {case.vignette.id: _case(case) for case in cases},
    }


def catalogue_script(known: Mapping[str, Any]) -> str:
    """Return the classic script that hands the catalogue to the desk."""
    return f"vignettesCatalogue = {json.dumps(known, ensure_ascii=False, separators=(',', ':'))};\n"


def face_html(face: str) -> str:
    """Return the place of a face on its page, as it is without script."""
    return f'<div class="desk" data-desk="{face}"><p class="desk-without">{WITHOUT_SCRIPT}</p></div>'


def _case(case: Shown) -> dict[str, Any]:
    vignette = case.vignette
    return {
        "title": vignette.title,
        "module": vignette.module,
        "level": vignette.level,
        "minutes": vignette.minutes,
        "page": case.page,
        "mark": case.mark,
        "note": vignette.content_note is not None,
        "branching": vignette.branching,
        "items": [_item(vignette, stage, item) for stage in vignette.stages for item in stage.items],
        **({"ends": _ends(vignette)} if vignette.branching else {}),
    }


def _ends(vignette: Vignette) -> dict[str, list[str]]:
    """Return the last decisions of a branching case, as “item/option”, and the questions that follow each.

    Those count behind which no other decision comes, whatever the case remembers.
    """
    decisions = [item for _, item in vignette.items() if isinstance(item, Choice)]
    behind = {
        f"{item.id}/{option.id}": _behind(vignette, option) for item in decisions for option in item.options
    }
    return {name: questions for name, questions in behind.items() if questions is not None}


def _behind(vignette: Vignette, option: ChoiceOption) -> list[str] | None:
    """Return the questions that may follow an option; None where another decision may."""
    questions: list[str] = []
    passed, ahead = {DEBRIEF}, [option.goto, *(way.goto for way in option.ways)]
    while ahead:
        name = ahead.pop(0)
        if name in passed:
            continue
        passed.add(name)
        if vignette.choice(name):
            return None
        stage = vignette.stage(name)
        questions += [item.id for item in stage.items]
        ahead += [stage.goto or DEBRIEF, *(way.goto for way in stage.ways)]
    return questions


def _item(vignette: Vignette, stage: Stage, item: AnyItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.type,
        "fingerprint": fingerprint(stage, item),
        "prompt": plain_line(item.prompt),
        "objectives": list(item.objectives or vignette.objectives),
    }


def _objectives(root: Path, found: Contents) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in found.names():
        file = root / "book" / name / "index.md"
        if file.is_file():
            texts |= {key: plain_line(text) for text, key in OBJECTIVE.findall(file.read_text("utf-8"))}
    return texts
