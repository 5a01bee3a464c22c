"""A logo for the cover: somebody else's file, read with suspicion before it is used.

What a file is decides its content, not its name. A PNG is checked by `checked_png`; an SVG may draw,
and may neither run nor fetch anything. Last of all Typst itself sets it on a trial page.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from vignettes.editions.checked_png import PNG, Unfit, check_png
from vignettes.errors import UsageError

MOST_BYTES = 2_000_000
MOST_SHAPES = 20_000
"""Elements of a drawing, counted as often as `<use>` draws them."""
DEEPEST = 100
"""Elements inside one another."""

OTHERS = {
    b"\xff\xd8\xff": "a JPEG",
    b"GIF8": "a GIF",
    b"RIFF": "a WebP",
    b"%PDF": "a PDF",
    b"%!PS": "PostScript",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"\x1f\x8b": "compressed (an SVGZ is: save it as SVG)",
}
"""How other kinds of files begin."""
SVG = "{http://www.w3.org/2000/svg}"
SCRIPTED = frozenset({"script", "foreignObject", "handler", "listener", "iframe", "object", "embed"})
DRAWN_AGAIN = "use"
LINKS = ("href", "src")
INSIDE = re.compile(r"\s*#")
EMBEDDED = re.compile(r"\s*data:image/png;base64,(?P<data>[A-Za-z0-9+/=\s]+)")
ADDRESS = re.compile(r"url\(([^)]*)", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Logo:
    """A picture that is fit for the cover."""

    data: bytes
    suffix: str

    def place(self, folder: Path) -> str:
        """Put the picture into a folder and return its name there, which follows from its content."""
        name = f"logo-{hashlib.sha256(self.data).hexdigest()[:16]}{self.suffix}"
        (folder / name).write_bytes(self.data)
        return name


def read_logo(file: Path) -> Logo:
    """Return the logo in a file; UsageError, in words, for anything that is not fit for a cover."""
    try:
        data = _read(file)
        if data.startswith(PNG):
            check_png(data)
            logo = Logo(data, ".png")
        else:
            check_svg(_text(data))
            logo = Logo(data, ".svg")
        _try(logo)
    except Unfit as reason:
        raise UsageError(f"The logo {file} {reason}.") from None
    return logo


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise Unfit("is not there" if not file.exists() else "is not a file")
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unfit(f"cannot be read ({error.strerror})") from None
    if len(data) > MOST_BYTES:
        raise Unfit(f"is larger than {MOST_BYTES:,} bytes, which is more than a cover needs")
    if not data:
        raise Unfit("is empty")
    return data


def _text(data: bytes) -> str:
    for start, kind in OTHERS.items():
        if data.startswith(start):
            raise Unfit(f"is {kind}; a logo has to be SVG or PNG, whatever its name ends in")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit("is neither PNG nor SVG in UTF-8") from None
    if "<svg" not in text and ":svg" not in text:
        raise Unfit("is neither PNG nor SVG")
    return text


# ---- SVG


def check_svg(text: str) -> None:
    """Raise if a drawing would run or fetch something, or draws more than a logo does."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if re.search(r"<\?xml-stylesheet", text):
        raise Unfit("names a style sheet elsewhere (<?xml-stylesheet?>)")
    if re.search(r"<!DOCTYPE|<!ENTITY", text):
        raise Unfit("has a DOCTYPE or entities; delete that line, a drawing needs none")
    declared = re.match(r"\s*<\?xml[^>]*encoding\s*=\s*['\"]([^'\"]*)", text)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Unfit(f"is written in {declared[1]}; save it as UTF-8")
    try:
        root = fromstring(text.encode(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise Unfit(f"is not well-formed SVG ({error})") from None
    if root.tag != f"{SVG}svg":
        raise Unfit("is XML, but not SVG")
    _check_depth(root)
    for element in root.iter():
        _check_element(element)
    if _drawn(root) > MOST_SHAPES:
        raise Unfit(f"draws more than {MOST_SHAPES:,} shapes, or one inside itself")


def _check_depth(root: Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Unfit(f"has elements more than {DEEPEST} deep in one another")
        level = [child for element in level for child in element]


def _check_element(element: Element) -> None:
    name = _local(element.tag)
    if name in SCRIPTED:
        raise Unfit(f"holds <{name}>; a logo may only draw")
    styles = [element.text or ""] if name == "style" else []
    for attribute, said in element.attrib.items():
        local = _local(attribute)
        if local.lower().startswith("on"):
            raise Unfit(f"holds a script ({local})")
        if local in LINKS:
            _check_link(said)
        elif attribute == local:  # what has a namespace of its own is no style
            styles.append(said)
    for said in styles:
        if _fetches(COMMENT.sub("", said)):
            raise Unfit(f"fetches something from elsewhere ({said.strip()[:60]})")


def _fetches(style: str) -> bool:
    """Tell whether a style may point outside the drawing; an escape could hide that it does."""
    inside = (found.strip(" \t\r\n'\"").startswith("#") for found in ADDRESS.findall(style))
    return "@import" in style.lower() or "\\" in style or not all(inside)


def _check_link(said: str) -> None:
    if INSIDE.match(said):
        return
    embedded = EMBEDDED.fullmatch(said)
    if not embedded:
        raise Unfit(f"points outside itself ({said.strip()[:60]}); links, pictures and fonts may not")
    try:
        data = base64.b64decode(re.sub(r"\s", "", embedded["data"]), validate=True)
    except binascii.Error:
        data = b""
    if not data.startswith(PNG):
        raise Unfit("holds a picture that is no PNG")
    check_png(data)


def _drawn(root: Element) -> int:
    """Return how many elements are drawn, more than MOST_SHAPES for a drawing without an end."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Element, int] = {}

    def count(element: Element, within: frozenset[Element]) -> int:
        if element in within:
            return MOST_SHAPES + 1
        if element not in known:
            inner = within | {element}
            total = 1 + sum(count(child, inner) for child in element)
            if _local(element.tag) == DRAWN_AGAIN:
                links = (said for name, said in element.attrib.items() if _local(name) == "href")
                used = (named.get(said.strip().removeprefix("#")) for said in links)
                total += sum(count(other, inner) for other in used if other is not None)
            known[element] = min(total, MOST_SHAPES + 1)
        return known[element]

    try:
        return count(root, frozenset())
    except RecursionError:
        return MOST_SHAPES + 1


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


# ---- the trial


def _try(logo: Logo) -> None:
    """Raise if Typst cannot set the picture on an accessible page."""
    import tempfile

    from vignettes.editions.compiler import compile_pdf

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "trial.typ")
        name = logo.place(Path(folder))
        page.write_text(f'#set document(title: "Trial")\n#image("{name}", width: 5cm, alt: "Logo")\n')
        try:
            compile_pdf(page, 0)
        except UsageError as error:
            said = re.search(r"error: (.*)", str(error))
            raise Unfit(f"cannot be drawn ({said[1] if said else 'Typst gives no reason'})") from None
