"""The parts of the report that show all: drawings, confidence, mastery, every item, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from vignettes.confidence import MARKS, Level
from vignettes.report import plots
from vignettes.report.findings import FEW, LEVELS, Findings, GroupFigures, ItemFigures, Reliability
from vignettes.report.item_card import anchor
from vignettes.report.markup import escape, paragraph, table
from vignettes.report.words import (
    between,
    counted,
    duration,
    percent,
    percents,
    signed,
    visible,
)

MOST_NAMED = 50


def plot(findings: Findings) -> list[str]:
    """Difficulty against discrimination."""
    if not any(item.difficulty is not None and item.r is not None for item in findings.items):
        return [paragraph("Too few answers for this drawing.")]
    said = (
        "Each mark is an item. Look at the lower edge: what lies below the line at 0.20 hardly tells "
        "strong "
        "from weak, and what lies below 0.00 works the wrong way round. The upright lines stand at "
        "30% and 95%."
    )
    return [f'<div class="drawing">{plots.scatter(findings.items)}</div>', paragraph(said)]


def confidence(findings: Findings, carded: set[int]) -> list[str]:
    """How right learners were when they felt how sure, and where the sure were wrong."""
    if not any(findings.sureness(level)[0] for level in LEVELS):
        return [paragraph("No learner said how sure they were.")]
    rows = []
    for level in LEVELS:
        n, right = findings.sureness(level)
        share = right / n if n else None
        rows.append([level, f"{n:,}", f"{right:,}", percent(share), _mark(level, share)])
    said = (
        "Who is well calibrated is right more often the surer they feel. With certainty-based marks "
        "(1, 2, 3 "
        "for right, 0, −2, −6 for wrong) it pays to say “sure” only when right more than 4 times in 5."
    )
    parts = [
        f'<div class="drawing">{plots.calibration(findings)}</div>',
        paragraph(said),
        table(
            "sure",
            "Answers by confidence",
            ["Confidence", "Answers", "Right", "Share right", "Mean mark"],
            rows,
        ),
    ]
    worst = sorted(findings.items, key=lambda item: (-item.sure_and_wrong, item.question.number))
    worst = [item for item in worst[:10] if item.shown and item.sure_and_wrong >= FEW]
    if worst:
        surest = [
            [
                link(item, carded),
                f"{item.sure_and_wrong:,}",
                f"{item.sureness['sure'][0]:,}",
                percent(item.right),
            ]
            for item in worst
        ]
        head = ["Item", "Sure and wrong", "Sure", "All who were right"]
        parts.append(table("misled", "Where most were sure and wrong", head, surest))
    return parts


def _mark(level: Level, share: float | None) -> str:
    """Return the mean mark that answers at a level of confidence would have earned."""
    if share is None:
        return "–"
    right, wrong = MARKS[level]
    return signed(share * right + (1 - share) * wrong)


def mastery(findings: Findings) -> list[str]:
    """Modules as bars, objectives as a table with the weakest first."""
    parts = []
    if any(group.mastered is not None for group in findings.modules):
        parts.append(f'<div class="drawing">{plots.mastery(findings.modules, findings.threshold)}</div>')
    parts.append(_groups("modules", "By module", findings.modules, findings.threshold))
    weakest = sorted(
        (group for group in findings.objectives if group.learners),
        key=lambda group: (group.mastered is None, group.mastered, group.name),
    )
    parts.append(_groups("objectives", "By objective, the weakest first", weakest, findings.threshold))
    silent = len(findings.objectives) - len(weakest)
    if silent:
        said = f"{counted(silent, 'objective')} more had no learner who answered enough of their items."
        parts.append(paragraph(said))
    return parts


def _groups(name: str, caption: str, groups: Sequence[GroupFigures], threshold: float) -> str:
    head = ["", "Items", "Learners", "Mean score", f"{threshold:.0%} or more", "95% interval"]
    rows = []
    for group in groups:
        title = escape(group.title)
        if group.title != group.name:
            title += f' <span class="where"><code>{escape(group.name)}</code></span>'
        share = "–" if group.mastered is None else plots.bar(group) + percent(group.mastered)
        if 0 < group.learners < FEW:
            share = f"fewer than {FEW}"
        rows.append(
            [
                title,
                f"{group.items}",
                f"{group.learners:,}",
                percent(group.mean),
                share,
                percents(group.interval),
            ]
        )
    head[0] = "Objective" if name == "objectives" else "Module"
    least = (
        "Learners are counted who answered enough items of it: 3 of an objective, 10 of a module, or all."
    )
    return table(name, f"{caption}. {least}", head, rows)


def reliability(findings: Findings) -> list[str]:
    """Alpha of every module and of the whole, or why it is not given."""
    rows = [_reliability(found) for found in findings.reliability]
    head = ["Of", "Items used", "Learners", "Coefficient", "Value", "95% interval"]
    said = (
        "Alpha needs learners who answered all of the same items. It is taken over the largest block "
        "of items "
        "and learners without a gap; how many that are stands in the table. The interval is Bonett's "
        "(2002)."
    )
    refused = [found for found in findings.reliability if found.refused]
    parts = [paragraph(said)]
    if len(refused) < len(rows):
        given = [row for row, found in zip(rows, findings.reliability, strict=True) if not found.refused]
        parts.append(table("alpha", "Reliability", head, given))
    if refused:
        why = [[escape(found.title), escape(found.refused)] for found in refused]
        parts.append(table("no-alpha", "Reliability that is not given", ["Of", "Why not"], why, words=2))
    return parts


def _reliability(found: Reliability) -> list[str]:
    return [
        escape(found.title),
        f"{found.k} of {found.of}",
        f"{found.n:,}",
        "KR-20" if found.dichotomous else "alpha",
        signed(found.alpha),
        between(found.interval),
    ]


def all_items(items: Sequence[ItemFigures], carded: set[int]) -> list[str]:
    """A table of every item that was answered, in the order of the bank."""
    head = [
        "Item", "Type", "n", "Difficulty, 95% interval", "Discrimination, 95% interval", "Median time",
        "Sure and wrong", "Look at",
    ]  # fmt: skip
    rows = []
    for item in items:
        if not item.n:
            continue
        rules = "<br>".join(dict.fromkeys(flag.rule.replace("_", " ") for flag in item.flags))
        rows.append(
            [
                link(item, carded),
                item.question.kind,
                f"{item.n:,}" if item.shown else f"fewer than {FEW}",
                f'{percent(item.difficulty)}<br><span class="small">{percents(item.interval)}</span>',
                f'{signed(item.r)}<br><span class="small">{between(item.r_interval)}</span>',
                duration(item.seconds[1] if item.seconds else None),
                f"{item.sure_and_wrong:,}" if item.shown else "–",
                rules or "–",
            ]
        )
    silent = sum(not item.n for item in items)
    said = "Who chose what in the items without a card stands in options.csv, which --data DIR writes."
    parts = [table("items", "Every item that was answered", head, rows), paragraph(said)]
    if silent:
        parts.append(paragraph(f"{counted(silent, 'item')} had no answer."))
    return parts


def link(item: ItemFigures, carded: set[int]) -> str:
    """Return the name of an item, leading to its card if it has one."""
    place = f"<code>{escape(item.question.place)}</code>"
    if item.question.number in carded:
        place = f'<a href="#{anchor(item)}">{place}</a>'
    return f'{place}<br><span class="small">{escape(item.question.stem)}</span>'


def left_out(findings: Findings) -> list[str]:
    """Files and answers that no figure counts, and why."""
    reading = findings.reading
    revisions = f"to {counted(reading.revised_items, 'item')} revised since: it was another question then"
    said = [
        (reading.revised, revisions),
        (reading.unknown, "to items that the course does not have, or no longer"),
        (reading.unfit, "that are none to their item"),
    ]
    entries = [f"{counted(n, 'answer')} {words}." for n, words in said if n]
    if reading.twice:
        entries.append(
            f"{counted(reading.twice, 'file')} read a second time, with the same content as another."
        )
    if reading.merged:
        entries.append(
            f"{counted(reading.merged, 'learner')} with several files: their files were put together, the "
            "first "
            "answer to an item counted."
        )
    parts = [paragraph(entry) for entry in entries]
    parts += _named("skipped", "Files skipped", "file skipped", "files skipped", reading.skipped)
    parts += _named(
        "partly", "Files read in part", "file read in part", "files read in part", reading.partly
    )
    revised = [item for item in findings.items if item.revised]
    if revised:
        rows = [[link(item, set()), f"{item.revised:,}"] for item in revised[:MOST_NAMED]]
        parts.append(table("revised", "Items revised since they were answered", ["Item", "Answers"], rows))
    return parts or [paragraph("Nothing.")]


def _named(name: str, caption: str, one: str, many: str, files: Sequence[tuple[str, str]]) -> list[str]:
    if not files:
        return []
    more = f", of which the first {MOST_NAMED} are named" if len(files) > MOST_NAMED else ""
    rows = [
        [f"<code>{escape(visible(file))}</code>", escape(visible(why))] for file, why in files[:MOST_NAMED]
    ]
    shown = table(name, caption, ["File", "Why"], rows, words=2)
    return [paragraph(f"{counted(len(files), one, many)}{more}."), shown]
