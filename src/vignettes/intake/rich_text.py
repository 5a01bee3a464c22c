"""HTML in, blocks of the small Markdown out; everything that has no equal there is named."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from vignettes.intake.question import LONGEST_TEXT, MOST_PARAGRAPHS, Losses, TooLong, shortened
from vignettes.render.prose import Block, Bullets, Emphasis, Inline, Paragraph, Quotation, Words

BLOCKS = frozenset(
    "p div section article header footer main aside nav address center fieldset legend figure figcaption "
    "dl dt dd form details summary body html caption thead tbody tfoot colgroup".split()
)
EMPHASIS = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strong": "strong",
    "b": "strong",
}
SILENT = frozenset("span label font bdi bdo abbr acronym time data wbr nobr".split())
UNSEEN = frozenset("script style head title template noscript svg annotation annotation-xml".split())
"""What no reader sees as text: dropped with all that stands in it."""
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
VOID = frozenset(
    "br hr img input wbr col source track area base embed link meta param command keygen".split()
)
MEDIA = {
    "img": "picture",
    "object": "object",
    "embed": "object",
    "iframe": "embedded page",
    "video": "video",
    "audio": "sound",
    "canvas": "drawing",
}
FORMULA = re.compile(
    r"\\\(.{1,300}?\\\)|\\\[.{1,300}?\\\]|\$\$.{1,300}?\$\$|\[tex\].{1,300}?\[/tex\]", re.DOTALL
)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
SPACE = re.compile(r"[\s\u200b]+")
STYLES_OF_EDITORS = re.compile(r"text-align:\s*(left|start)|line-height|font-size:\s*(1rem|initial)", re.I)
UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
DATA = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=\s]*")
LONGEST_MARKUP = 300_000
"""Characters of one text with its markup, pictures in it not counted."""
DEEPEST = 24
"""Quotations and lists inside each other, beyond which text is kept without them."""

Style = tuple[bool, bool]
"""Strong, emphasised."""


@dataclass
class _Box:
    """A quotation, a list, or an entry of a list while it is being filled."""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    entries: list[tuple[Block, ...]] = field(default_factory=list)
    start: int | None = None


class Builder:
    """Takes tags and text in their order; `blocks` returns what was said."""

    def __init__(self, losses: Losses, where: str) -> None:
        self.losses, self.where = losses, where
        self.boxes = [_Box("")]
        self.runs: list[tuple[str, Style]] = []
        self.open: list[str] = []
        self.count: Counter[str] = Counter()
        self.length = self.paragraphs = 0
        self.unseen = 0

    def lose(self, what: str) -> None:
        self.losses.add(f"{what} in {self.where}")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        if self.unseen or tag in UNSEEN:
            self._unseen(tag)
            return
        if tag not in VOID:
            self.open.append(tag)
            self.count[tag] += 1
        style = attributes.get("style", "")
        if any(part.strip() and not STYLES_OF_EDITORS.search(part) for part in style.split(";")):
            self.lose("styles")
        if tag in MEDIA:
            self._media(tag, attributes)
        elif tag in ("br", "hr") or tag in BLOCKS:
            self.flush()
            if tag == "hr":
                self.lose("a drawn line")
        elif tag in HEADINGS or tag == "pre":
            self.flush()
            self.lose("headings (their text is kept)" if tag in HEADINGS else "line breaks of <pre>")
        elif tag in ("blockquote", "ul", "ol", "li"):
            self._box(tag, attributes)
        elif tag in ("table", "tr", "td", "th"):
            self._table(tag)
        elif tag == "a":
            self._link(attributes)
        elif tag == "q":
            self.text("“")
        elif tag == "math":
            self.lose("a formula in MathML (its characters are kept)")
        elif tag not in EMPHASIS and tag not in SILENT and not self.count["math"]:
            self.lose(f"markup <{shortened(tag, 30)}> (its text is kept)")

    def end(self, tag: str) -> None:
        """Close an element; one that is not open is ignored."""
        if self.unseen:
            self.unseen -= tag in UNSEEN
            return
        if tag == "q" and self.count["q"]:
            self.text("”")
        if tag in BLOCKS or tag in HEADINGS or tag in ("pre", "tr", "table"):
            self.flush()
        if not self.count[tag]:
            return
        while self.open:
            last = self.open.pop()
            self.count[last] -= 1
            if last in ("blockquote", "ul", "ol", "li"):
                self._close_box(last)
            if last == tag:
                break

    def text(self, said: str) -> None:
        """Add text to the paragraph that is open."""
        if self.unseen or not said:
            return
        if NOT_TEXT.search(said):
            self.lose("characters that are no text")
            said = NOT_TEXT.sub("", said)
        for formula in FORMULA.findall(said):
            self.losses.add(
                f"the formula {shortened(formula)} in {self.where} (its source is kept as text)"
            )
        self.length += len(said)
        if self.length > LONGEST_TEXT:
            raise TooLong(f"{self.where} has more than {LONGEST_TEXT:,} characters")
        strong = any(self.count[tag] for tag, kind in EMPHASIS.items() if kind == "strong")
        emphasised = any(self.count[tag] for tag, kind in EMPHASIS.items() if kind == "em")
        self.runs.append((unicodedata.normalize("NFC", said), (strong, emphasised)))

    def flush(self) -> None:
        """End the paragraph that is open, if anything stands in it."""
        children = inlines_of(self.runs)
        self.runs = []
        if children:
            self.paragraphs += 1
            if self.paragraphs > MOST_PARAGRAPHS:
                raise TooLong(f"{self.where} has more than {MOST_PARAGRAPHS:,} paragraphs")
            self.boxes[-1].blocks.append(Paragraph(children))

    def blocks(self) -> tuple[Block, ...]:
        """Close everything and return the blocks."""
        self.flush()
        while len(self.boxes) > 1:
            self._close_box(self.boxes[-1].tag)
        return tuple(self.boxes[0].blocks)

    def _unseen(self, tag: str) -> None:
        if tag in UNSEEN:
            if not self.unseen:
                self.lose(f"<{tag}>")
            self.unseen += 1

    def _media(self, tag: str, attributes: Mapping[str, str]) -> None:
        source = attributes.get("src") or attributes.get("data") or ""
        source = "data of its own" if source.startswith("data:") else source.replace("@@PLUGINFILE@@/", "")
        name = f" “{shortened(attributes['alt'])}”" if attributes.get("alt") else ""
        self.lose(f"{MEDIA[tag]}{name}" + (f" ({shortened(source)})" if source else ""))

    def _link(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("href"):
            self.lose(f"the link to {shortened(attributes['href'])} (its text is kept)")

    def _table(self, tag: str) -> None:
        if tag == "table":
            self.lose("a table (its rows are kept as lines of text)")
        if tag in ("table", "tr"):
            self.flush()
        elif any(said.strip() for said, _ in self.runs):
            self.text(" | ")

    def _box(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.flush()
        if len(self.boxes) > DEEPEST:
            self.lose("lists and quotations nested too deeply (their text is kept)")
            return
        box = _Box(tag)
        if tag == "ol":
            start = attributes.get("start", "1")
            box.start = int(start) if re.fullmatch(r"0*[1-9]\d{0,5}", start, re.ASCII) else 1
            if start.strip() != str(box.start):
                self.lose(f"a list numbered from {shortened(start, 12)}")
            if attributes.get("type", "1") != "1":
                self.lose("letters as numbers of a list")
        self.boxes.append(box)

    def _close_box(self, tag: str) -> None:
        self.flush()
        if len(self.boxes) == 1 or self.boxes[-1].tag != tag:
            return
        box = self.boxes.pop()
        outer = self.boxes[-1]
        if tag == "li" and box.blocks and outer.tag in ("ul", "ol"):
            outer.entries.append(tuple(box.blocks))
        elif tag == "li":
            outer.blocks += box.blocks
        elif tag == "blockquote" and box.blocks:
            outer.blocks.append(Quotation(tuple(box.blocks)))
        elif tag in ("ul", "ol"):
            entries = [*box.entries, *([tuple(box.blocks)] if box.blocks else [])]
            if entries:
                outer.blocks.append(Bullets(tuple(entries), box.start))


def inlines_of(runs: Iterable[tuple[str, Style]]) -> tuple[Inline, ...]:
    """Return runs of text as inline parts: white space folded, and none of it inside emphasis."""
    runs = list(runs)
    if not any(any(style) for _, style in runs):
        plain = SPACE.sub(" ", "".join(said for said, _ in runs)).strip(" ")
        return (Words(plain),) if plain else ()
    flat = [(character, style) for said, style in runs for character in said]
    folded: list[tuple[str, Style]] = []
    for character, style in flat:
        if SPACE.fullmatch(character):
            if folded and folded[-1][0] != " ":
                folded.append((" ", style))
        else:
            folded.append((character, style))
    while folded and folded[-1][0] == " ":
        folded.pop()
    return _styled(folded)


def _styled(characters: list[tuple[str, Style]]) -> tuple[Inline, ...]:
    """Nest emphasis: what reaches farther stands outside, and no emphasis begins or ends with a space."""
    parts: list[Inline] = []
    at = 0
    while at < len(characters):
        strong, emphasised = _reach(characters, at, 0), _reach(characters, at, 1)
        if not strong and not emphasised:
            end = at
            while end < len(characters) and not any(characters[end][1]):
                end += 1
            parts.append(Words("".join(character for character, _ in characters[at:end])))
        else:
            outer = 0 if strong >= emphasised else 1
            end = at + max(strong, emphasised)
            inner = [
                (c, (style[0] and outer != 0, style[1] and outer != 1)) for c, style in characters[at:end]
            ]
            parts += _without_edges(inner, outer == 0)
        at = end
    return tuple(parts)


def _reach(characters: list[tuple[str, Style]], at: int, which: int) -> int:
    """Return how many characters from `at` on have one kind of emphasis."""
    end = at
    while end < len(characters) and characters[end][1][which]:
        end += 1
    return end - at


def _without_edges(inner: list[tuple[str, Style]], strong: bool) -> list[Inline]:
    """Return emphasis with the spaces at its ends outside of it."""
    text = "".join(character for character, _ in inner)
    first, last = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    parts: list[Inline] = [Words(" ")] if first and last else []
    if first < last:
        parts.append(Emphasis(_styled(inner[first:last]), strong))
    if last < len(text):
        parts.append(Words(" "))
    return parts


class _Reader(HTMLParser):
    def __init__(self, builder: Builder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.text(data)

    def handle_comment(self, data: str) -> None:
        self.builder.lose("a declaration that no reader sees")

    def handle_decl(self, decl: str) -> None:
        self.builder.lose("a declaration that no reader sees")

    def handle_pi(self, data: str) -> None:
        self.builder.lose("an instruction that no reader sees")

    def unknown_decl(self, data: str) -> None:
        self.builder.lose("a declaration that no reader sees")


def blocks_of(said: str, form: str, losses: Losses, where: str) -> tuple[Block, ...]:
    """Return a text as blocks.

    `form` is html, plain, markdown, or moodle: HTML in which a line break is one. `where` names the text in
    what is lost: "the question", "answer b".
    """
    said = DATA.sub("data:", said)
    if len(said) > LONGEST_MARKUP:
        raise TooLong(f"{where} has more than {LONGEST_MARKUP:,} characters with its markup")
    builder = Builder(losses, where)
    reader = _Reader(builder)
    reader.feed(_closed(html_of(said, form), builder))
    reader.close()
    return builder.blocks()


def _closed(said: str, builder: Builder) -> str:
    """Return HTML without comments, and with every “<” that no “>” closes as the character that it is.

    HTMLParser takes time that grows with the square of the number of either.
    """
    kept = []
    at = 0
    while (start := said.find("<!--", at)) >= 0 and (end := said.find("-->", start + 4)) >= 0:
        builder.lose("a comment that no reader sees")
        kept.append(said[at:start])
        at = end + 3
    return UNCLOSED.sub("&lt;", "".join([*kept, said[at:]]))


def html_of(said: str, form: str) -> str:
    """Return a text of any form as HTML."""
    if form == "plain":
        return html.escape(said, quote=False).replace("\n", "<br>")
    if form == "markdown":
        from markdown_it import MarkdownIt

        return str(MarkdownIt("commonmark").enable("table").render(said))
    if form == "moodle" and not re.search(r"<(p|br|div|ul|ol|table)\b", said, re.IGNORECASE):
        return said.replace("\n", "<br>")
    return said
