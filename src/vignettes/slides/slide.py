"""One slide, and the few tags that all of them share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from docutils import nodes

from vignettes.render.html import render


@dataclass(frozen=True)
class Slide:
    """What is shown at once. Its `body` is HTML, and so are its speaker's `notes`."""

    body: str
    kind: str = "subslide"
    """nbconvert's word: a `slide` begins a column of its own, a `subslide` stands below it."""
    look: str = ""
    """A class of the style sheet."""
    name: str = ""
    """What links lead to."""
    notes: str = ""
    later: str = ""
    """HTML that comes with the next key: a fragment."""

    def named(self, name: str) -> Slide:
        """Return the slide with a name for links."""
        return replace(self, name=name)


def rendered(found: Iterable[nodes.Node]) -> str:
    """Return blocks as HTML."""
    return "".join(map(render, found))


def headed(above: str, heading: str, body: str) -> str:
    """Return the body of a slide: a heading with a smaller line above it, and what it is about."""
    line = f'<p class="above">{escape(above, quote=False)}</p>' if above else ""
    return f'{line}<h2>{escape(heading, quote=False)}</h2><div class="body">{body}</div>'
