"""The first meetings of a couple as two lines that run together, part, and come back."""

from __future__ import annotations

from vignettes.figures.svg import LINE, Drawing

_ONE, _OTHER = 118, 142
_FAR_LEFT, _FAR_RIGHT = 56, 204
_TEXT = 262
_BARRIER = 226
_SPLIT = 286
_MEET = 572
_END = 716


def first_meetings() -> str:
    """Time runs downwards; a gate, the rule about what is said alone, stands before the parting."""
    drawing = Drawing(
        "The first meetings of a couple",
        "Two lines run downwards side by side: the joint meeting. They pass a gate, the rule about what "
        "is said alone. Then they part, and each has a station of its own: an individual meeting. They "
        "come together again in a joint meeting with formulation and goals.",
        height=_END + 28,
    )
    for near, far in ((_ONE, _FAR_LEFT), (_OTHER, _FAR_RIGHT)):
        drawing.line(_way(near, far), "path", 6)
        drawing.head(near, _END + 8, "down", "path-head")
    _station(
        drawing, (_ONE, _OTHER), 60, "Together", ("each one’s account,", "what you can see", "between them")
    )
    drawing.boxed(24, _BARRIER - 34, 212, 68, ("The rule for what", "is said alone"), "tint", strong=2)
    drawing.text(_TEXT, _BARRIER - 6, ("said, in writing,", "agreed by both"), "soft")
    _station(drawing, (_FAR_LEFT,), 374, "One alone", ("own history, body,", "medicines, mood"))
    _station(drawing, (_FAR_RIGHT,), 470, "The other alone", ("the same questions:", "safety, for each"))
    _station(
        drawing, (_ONE, _OTHER), 630, "Together again", ("what you understood,", "goals, what comes next")
    )
    return drawing.svg()


def _way(near: int, far: int) -> str:
    turn = 64
    return (
        f"M {near} 44 V {_SPLIT} C {near} {_SPLIT + turn} {far} {_SPLIT} {far} {_SPLIT + turn} "
        f"V {_MEET - turn} C {far} {_MEET} {near} {_MEET - turn} {near} {_MEET} V {_END}"
    )


def _station(drawing: Drawing, at: tuple[int, ...], y: int, name: str, lines: tuple[str, ...]) -> None:
    for x in at:
        drawing.dot(x, y, "accent", 13)
        drawing.dot(x, y, "panel", 6)
    drawing.text(_TEXT, y + 7, name, "ink bold")
    drawing.text(_TEXT, y + 7 + LINE, lines, "soft")
