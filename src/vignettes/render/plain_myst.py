"""MyST for places that know only Markdown: directives and roles become what they would say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,}|:{3,})\s*(?:\{(?P<name>[\w-]+)\}(?P<argument>[^`]*)|[^`{]*)$")
OPTION = re.compile(r"^:[\w-]+:")
ROLE = re.compile(r"\{(?P<name>[\w:-]+)\}`(?P<text>[^`]+)`")
TARGET = re.compile(r"^(?P<text>.*?)\s*<(?P<target>[^<>]*)>$")
LOCAL_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?![a-z]+:|#)[^)\s]+\)")

TITLES = {
    "attention": "Attention",
    "caution": "Caution",
    "danger": "Danger",
    "hint": "Hint",
    "important": "Important",
    "note": "Note",
    "seealso": "See also",
    "tip": "Tip",
    "warning": "Warning",
}
TITLED = ("admonition", "dropdown")


@dataclass(frozen=True)
class PlainMyst:
    """Turns MyST into plain Markdown.

    `cite` names works by their keys, `insert` returns what stands for the case of an id, and `notice`
    what stands for a review status.
    """

    cite: Callable[[Sequence[str]], str]
    insert: Callable[[str], str]
    notice: Callable[[str], str]

    def __call__(self, text: str) -> str:
        """Return Markdown with nothing of MyST's own syntax; code stays as it is.

        What only some readers may see (`{only}`) is left out, and links to other files of the book
        become their text.
        """
        lines = text.split("\n")
        out: list[str] = []
        position = 0
        while position < len(lines):
            fence = FENCE.match(lines[position])
            if fence is None:
                out.append(self._inline(lines[position]))
                position += 1
                continue
            end = _closing(lines, position, fence["mark"])
            out += self._fenced(fence, lines[position + 1 : end], lines[position : end + 1])
            position = end + 1
        return "\n".join(out)

    def _fenced(self, fence: re.Match[str], body: list[str], whole: list[str]) -> list[str]:
        name, argument = fence["name"], (fence["argument"] or "").strip()
        if name is None and not fence["mark"].startswith(":"):
            return whole
        if name in ("only", "index"):
            return []
        if name == "vignette":
            return ["", self.insert(argument), ""]
        if name == "review-status":
            return ["", f"*{self.notice(argument)}*", ""]
        content = self("\n".join(_without_options(body))).strip("\n").split("\n")
        title = argument if name in TITLED else TITLES.get(name or "", "")
        if not title:
            return ["", *content, ""]
        said = [argument, *content] if name in TITLES and argument else content
        return ["", f"> **{self._inline(title)}**", ">", *(f"> {line}".rstrip() for line in said), ""]

    def _inline(self, line: str) -> str:
        line = ROLE.sub(self._role, line)
        return LOCAL_LINK.sub(lambda link: link["text"], line)

    def _role(self, role: re.Match[str]) -> str:
        name, text = role["name"], role["text"]
        if name.startswith("cite"):
            works = self.cite([key.strip() for key in text.split(",")])
            return works if name.endswith(":t") else f"({works})"
        target = TARGET.match(text)
        if target:
            return target["text"] or target["target"]
        return text.rpartition("/")[2] if name == "doc" else text


def _closing(lines: list[str], start: int, mark: str) -> int:
    """Return the line that closes the fence opened at `start`, or the line after the last."""
    closing = re.compile(rf"^{re.escape(mark)}{re.escape(mark[0])}*\s*$")
    return next((i for i in range(start + 1, len(lines)) if closing.match(lines[i])), len(lines))


def _without_options(body: list[str]) -> list[str]:
    """Return the body of a directive without the `:name: value` lines it opens with."""
    taken = 0
    while taken < len(body) and OPTION.match(body[taken]):
        taken += 1
    return body[taken:]
