"""A vignette as plain text, the same on every machine: what nbval compares."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from vignettes.dealing import LETTERS, deal
from vignettes.fingerprint import fingerprint
from vignettes.model import AnyItem, Match, Number, Reply, Stage, Vignette
from vignettes.render.prose import plain, plain_line
from vignettes.render.words import HINTS, review_line

WIDTH = 88


def transcript(vignette: Vignette) -> str:
    """Return what a learner meets in `vignette`, with a fingerprint per item for key and feedback."""
    return "\n".join(line.rstrip() for part in _parts(vignette) for line in part.split("\n"))


def _parts(vignette: Vignette) -> Iterator[str]:
    yield f"CASE  {plain_line(vignette.title)}"
    yield _fill(plain_line(vignette.person), "")
    yield _fill(f"{plain_line(vignette.setting)} · {vignette.level} · {vignette.minutes} minutes", "")
    yield _fill(f"{vignette.id} · {review_line(vignette.review)}", "")
    if vignette.content_note:
        yield "\nContent note"
        yield plain(vignette.content_note, WIDTH, "  ")
    for measure in vignette.state:
        yield f"\n{plain_line(measure.name)}"
        for level, shows in enumerate(measure.levels):
            yield _fill(f"{level}. {plain_line(shows)}", "  ", hang="   ")
    for stage in vignette.stages:
        yield f"\n[{stage.id}]" + "".join(_leads(stage))
        yield plain(stage.text, WIDTH, "  ")
        for item in stage.items:
            yield f"\n  {item.id}  ({item.type}, {fingerprint(stage, item)})"
            yield _fill(f"{plain_line(item.prompt)} {HINTS[item.type]}", "  ")
            yield from _body(vignette.id, item)
            yield _fill("Sources: " + ", ".join(item.references), "  ")
    yield "\n[debrief]"
    yield plain(vignette.debrief, WIDTH, "  ")
    yield _fill("Sources: " + ", ".join(vignette.references), "  ")


def _leads(stage: Stage) -> Iterator[str]:
    for way in stage.ways:
        asked = " and ".join(f"{name} ≥ {level}" for name, level in way.when.items())
        yield f"  if {asked}, leads to {way.goto};"
    if stage.goto:
        yield f"  leads to {stage.goto}"


def _body(vignette_id: str, item: AnyItem) -> Iterator[str]:
    for letter, part in zip(LETTERS, deal(vignette_id, item), strict=False):
        yield _fill(f"{letter}. {plain_line(part.text)}", "    ", hang="   ")
    if isinstance(item, Match):
        for number, pair in enumerate(item.pairs, 1):
            yield _fill(f"{number}. {plain_line(pair.text)} → ____", "    ", hang="   ")
    elif isinstance(item, Number):
        yield f"    ____ {plain_line(item.unit or '')}"
    elif isinstance(item, Reply):
        yield "    ____"


def _fill(text: str, indent: str, hang: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
