"""Which level now, and who; and one consultation's way through the levels."""

from __future__ import annotations

from typing import NamedTuple

from vignettes.figures.svg import Drawing

_MAIN = 40
_MAIN_WIDTH = 250
_SIDE = 344
_SIDE_WIDTH = 192
_RIGHT = _SIDE + _SIDE_WIDTH
_TOP_STEP = 24
_GAP = 40
_CENTRE = _MAIN + _MAIN_WIDTH // 2


class _Step(NamedTuple):
    question: tuple[str, ...]
    leave_on: str
    exit: tuple[str, ...]
    strong: int
    style: str
    height: int


_STEPS = (
    _Step(
        ("Is it all right to", "talk about this?"),
        "no",
        ("Leave the door", "open. Ask again."),
        0,
        "plain",
        76,
    ),
    _Step(
        ("Is there a", "red flag?"),
        "yes",
        ("Doctor, crisis or", "safety service", "comes first."),
        0,
        "flag",
        100,
    ),
    _Step(
        ("Will accurate", "information", "answer it?"),
        "yes",
        ("Limited", "information", "anyone trained"),
        2,
        "plain",
        100,
    ),
    _Step(
        ("History taken,", "and within my", "training, role", "and setting?"),
        "yes",
        ("Specific", "suggestion", "whoever can", "review it"),
        2,
        "plain",
        126,
    ),
)


def which_level_now() -> str:
    """A path of questions with a way out at each, and a way back from the end."""
    drawing = Drawing(
        "Which level now, and who?",
        "Questions from top to bottom: is it all right to talk, is there a red flag, will "
        "information answer it, is a suggestion within my competence. Each has an exit to the "
        "right; the last answer no leads to a warm referral. All end in review and reflection, "
        "from where a line returns to the first question.",
        height=804,
    )
    top = _TOP_STEP
    for step in _STEPS:
        _step(drawing, top, step)
        top += step.height + _GAP
    drawing.boxed(
        _MAIN,
        top,
        _RIGHT - _MAIN,
        76,
        ("Warm referral", "intensive therapy, or medical assessment"),
        strong=1,
    )
    drawing.line(f"M {_CENTRE} {top + 76} V {top + 76 + _GAP - 10}")
    drawing.head(_CENTRE, top + 76 + _GAP - 2, "down")
    top += 76 + _GAP
    drawing.boxed(
        _MAIN,
        top,
        _RIGHT - _MAIN,
        76,
        ("Every time, at the end", "review with the person, reflect on yourself"),
        "tint",
        strong=1,
    )
    _ways_back(drawing, top + 38)
    return drawing.svg()


def _ways_back(drawing: Drawing, end: int) -> None:
    """From every exit down to the last box, and from the last box up to the first question."""
    first = _TOP_STEP + _STEPS[0].height // 2
    top = _TOP_STEP
    for step in _STEPS:
        drawing.line(f"M {_RIGHT} {top + step.height // 2} H {_RIGHT + 12}", "path")
        top += step.height + _GAP
    drawing.line(f"M {_RIGHT + 12} {first} V {end} H {_RIGHT + 10}", "path")
    drawing.head(_RIGHT + 2, end, "left", "path-head")
    drawing.line(f"M {_MAIN} {end} H 20 V {first} H {_MAIN - 10}", "path")
    drawing.head(_MAIN - 2, first, "right", "path-head")


def _step(drawing: Drawing, top: int, step: _Step) -> None:
    middle = top + step.height // 2
    bottom = top + step.height
    drawing.boxed(_MAIN, top, _MAIN_WIDTH, step.height, step.question, "tint")
    drawing.boxed(_SIDE, top, _SIDE_WIDTH, step.height, step.exit, step.style, strong=step.strong)
    drawing.line(f"M {_MAIN + _MAIN_WIDTH} {middle} H {_SIDE - 10}")
    drawing.head(_SIDE - 2, middle, "right")
    drawing.text((_MAIN + _MAIN_WIDTH + _SIDE) // 2, middle - 12, step.leave_on, anchor="middle")
    drawing.line(f"M {_CENTRE} {bottom} V {bottom + _GAP - 10}")
    drawing.head(_CENTRE, bottom + _GAP - 2, "down")
    drawing.text(_CENTRE + 16, bottom + 26, "yes" if step.leave_on == "no" else "no")


class _Visit(NamedTuple):
    when: str
    lines: tuple[str, str]
    levels: tuple[int, ...]


_COLUMNS = ("Permission", "Limited information", "Specific suggestions", "Intensive therapy")
_VISITS = (
    _Visit("Week 0, clinic", ("“At my age?”", "Not today; ask again."), (0,)),
    _Visit("Week 5, telephone", ("“It stings.” Bleeding?", "None. A short answer."), (0, 1)),
    _Visit("Week 7, half an hour", ("Her history first; then", "three things, a date."), (0, 1, 2)),
    _Visit("Week 15, review", ("The sting is better.", "The rest needs help."), (0, 2, 3)),
)
_FIRST = 54
_APART = 58
_TOP = 268
_PITCH = 118


def teresas_conversations() -> str:
    """Four conversations downwards, four levels across, one line that keeps coming home."""
    drawing = Drawing(
        "Teresa’s four conversations",
        "A time line downwards with a column for each level. The line starts each conversation "
        "at permission, swings out to limited information, then to specific suggestions, then "
        "to intensive therapy, and returns to permission every time.",
        height=_TOP + len(_VISITS) * _PITCH + 28,
    )
    end = _TOP + len(_VISITS) * _PITCH - 40
    for level, name in enumerate(_COLUMNS):
        x = _column(level)
        drawing.text(x + 7, _TOP - 32, name, "ink" if level else "ink bold", upright=True)
        drawing.line(f"M {x} {_TOP - 20} V {end}", "guide")
    for number, visit in enumerate(_VISITS):
        _visit(drawing, _TOP + number * _PITCH, visit)
    drawing.head(_FIRST, _TOP + len(_VISITS) * _PITCH + 9, "down", "path-head")
    return drawing.svg()


def _column(level: int) -> int:
    return _FIRST + level * _APART


def _visit(drawing: Drawing, y: int, visit: _Visit) -> None:
    far, home = _column(visit.levels[-1]), y + _PITCH
    if far == _FIRST:
        drawing.line(f"M {_FIRST} {y} V {home}", "path", 5)
    else:
        drawing.line(
            f"M {_FIRST} {y} H {far} C {far + 34} {y} {far + 34} {y + 44} {far} {y + 44} "
            f"H {_FIRST + 24} Q {_FIRST} {y + 44} {_FIRST} {y + 68} V {home}",
            "path",
            5,
        )
    for level in visit.levels:
        drawing.dot(_column(level), y, "accent")
    drawing.text(286, y - 6, visit.when, "ink bold")
    drawing.text(286, y + 20, visit.lines, "soft")
