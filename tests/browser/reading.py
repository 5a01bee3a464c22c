"""What a screen reader gets to read: the tree that Chromium computes, as lines in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

NAMED = set(
    "alert blockquote button checkbox combobox group heading link list listitem option radio region status"
    " textbox".split()
)
"""Roles with a line of their own; roles that are the engine's own invention are passed through."""
CONTROLS = set("button checkbox combobox link option radio textbox".split())
TEXT, PARAGRAPH, SUMMARY = "StaticText", "paragraph", "DisclosureTriangle"
STATES = "focused checked disabled expanded invalid live readonly required value".split()


@dataclass
class Line:
    """One line: `block` is the node whose running text it is part of, None if it is no text."""

    depth: int
    words: str
    name: str
    block: str | None = None


def _name(node: dict[str, Any]) -> str:
    return " ".join(node.get("name", {}).get("value", "").split())


def _states(node: dict[str, Any]) -> str:
    found = {each["name"]: str(each["value"].get("value", "")) for each in node.get("properties", [])}
    found["value"] = str(node.get("value", {}).get("value", ""))
    if found.get("expanded") == "False":
        found["expanded"] = "no"
    said = [(name, found.get(name, "")) for name in STATES]
    told = [
        name if value in ("True", "true") else f"{name}: {value}" for name, value in said if _told(value)
    ]
    return f" ({', '.join(told)})" if told else ""


def _told(value: str) -> bool:
    return value not in ("", "False", "false")


def _lines(start: dict[str, Any], known: dict[str, dict[str, Any]]) -> list[Line]:
    lines: list[Line] = []

    def text(depth: int, words: str, block: str) -> None:
        if lines and lines[-1].block == block:
            lines[-1].words += f" {words}"
        elif not lines or lines[-1].name != words:
            lines.append(Line(depth, words, words, block))

    def own_line(node: dict[str, Any], role: str, depth: int) -> None:
        name = _name(node)
        if lines and lines[-1].block and lines[-1].words == name and role in CONTROLS:
            lines.pop()  # a label is said with its control
        lines.append(Line(depth, (f'{role} "{name}"' if name else role) + _states(node), name))

    def read(node: dict[str, Any], depth: int, block: str) -> None:
        role = node["role"]["value"].replace(SUMMARY, "button")
        if role == TEXT:
            text(depth, _name(node), block)
            return
        shown = not node["ignored"] and (role in NAMED or (role == PARAGRAPH and bool(_states(node))))
        if shown:
            own_line(node, role, depth)
            depth += 1
        if shown or role == PARAGRAPH:
            block = node["nodeId"]
        inside = [known[child] for child in node.get("childIds", []) if child in known]
        for child in inside:
            if role not in CONTROLS or child["role"]["value"] != TEXT:
                read(child, depth, block)

    read(start, 0, "")
    return lines


def reading(page: Page, selector: str) -> str:
    """Return what stands below `selector`: role, name in quotes and states, or the text between.

    Each is one line, below what holds it; a text that only repeats the name before it is left out.
    """
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    place = session.send("DOM.describeNode", {"nodeId": found})["node"]["backendNodeId"]
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    start = next(node for node in nodes if node.get("backendDOMNodeId") == place)
    lines = _lines(start, {node["nodeId"]: node for node in nodes})
    return "".join(f"{'  ' * line.depth}{line.words}\n" for line in lines)
