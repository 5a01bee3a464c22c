"""The theme's icon font, cut down to the icons that the pages use."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

RULE = re.compile(r'((?:\.fa-[a-z0-9-]+:before,?)+)\{content:"([^"]+)"\}')
FACE = re.compile(r",url\([^)]*\.ttf\) format\(\"truetype\"\)")
NAME = re.compile(r"\bfa-[a-z0-9-]+")
PRIVATE = re.compile(r"\\(f[0-9a-f]{3}|e[0-9a-f]{3})\b|([\ue000-\uf8ff])")


logging.getLogger("fontTools").setLevel(logging.WARNING)


def shrink(static: Path, pages: Iterable[str]) -> None:
    """Write the theme's style sheet and icon fonts below `static`, cut down to what `pages` use.

    They are cut from the theme's own files each time, so that an icon may come and go between builds.
    """
    import pydata_sphinx_theme

    sheet = static / "styles" / "pydata-sphinx-theme.css"
    theme = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
    if not sheet.is_file():
        return
    originals = sorted((theme / "vendor").rglob("fa-*.woff2"))
    fonts = {static / file.relative_to(theme): file for file in originals}
    used = {name for page in pages for name in NAME.findall(page)}
    for script in static.rglob("*.js"):
        used.update(NAME.findall(script.read_text(encoding="utf-8", errors="replace")))
    css = (theme / sheet.relative_to(static)).read_text(encoding="utf-8")
    kept: set[str] = set()

    def rule(match: re.Match[str]) -> str:
        names = re.findall(r"\.(fa-[a-z0-9-]+):before", match[1])
        if not used.intersection(names):
            return ""
        kept.add(match[2])
        return match[0]

    css = FACE.sub("", RULE.sub(rule, css))
    sheet.write_text(css, encoding="utf-8")
    rest = css + "".join(
        file.read_text(encoding="utf-8", errors="replace")
        for file in static.rglob("*.css")
        if file != sheet
    )
    points = {int(found[0], 16) if found[0] else ord(found[1]) for found in PRIVATE.findall(rest)}
    for font, original in fonts.items():
        _subset(original, font, points)
        font.with_suffix(".ttf").unlink(missing_ok=True)


def _subset(original: Path, font: Path, points: set[int]) -> None:
    from fontTools import subset

    options = subset.Options(flavor="woff2", desubroutinize=True, notdef_outline=True)
    loaded = subset.load_font(str(original), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(loaded)
    subset.save_font(loaded, str(font), options)
