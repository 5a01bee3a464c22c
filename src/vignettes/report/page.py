"""The report as one page for instructors: what to look at first, then everything, each figure explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vignettes.report import sections
from vignettes.report.findings import FEW, MIN_LEARNERS, Findings
from vignettes.report.glossary import glossary
from vignettes.report.item_card import card
from vignettes.report.markup import document, escape, listed, paragraph, section
from vignettes.report.words import counted

MOST_CARDS = 100
TITLE = "Cohort report"


def page(findings: Findings, course: str, modules: Sequence[str], date: str) -> str:
    """Return the page. `modules` are the titles of those that were asked for, none for all."""
    parts = list(_parts(findings))
    links = "".join(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title, _ in parts)
    chosen = ", ".join(modules) if modules else "all modules"
    header = (
        f"<header>\n<h1>{TITLE}</h1>\n"
        f"<p>{escape(course)}: {escape(chosen)}. Made on {escape(date)}.</p>\n"
        '<p class="notice"><strong>For instructors.</strong> This page holds the keys of the questions: '
        "do not hand it to learners. It names no learner.</p>\n</header>"
    )
    body = "\n".join(section(name, title, *inside) for name, title, inside in parts)
    return document(
        f"{TITLE}: {course}",
        f'{header}\n<nav aria-label="Parts of the report"><ul>{links}</ul></nav>\n'
        f'<main id="main" tabindex="-1">\n{body}\n</main>\n'
        "<footer><p>Made by “vignettes report” from the learners' own files and from the course's "
        "questions "
        "as they are now. No file has left this computer.</p></footer>",
    )


Parts = Iterator[tuple[str, str, list[str]]]


def _parts(findings: Findings) -> Parts:
    yield "overview", "Overview", _overview(findings)
    if findings.reading.learners >= FEW:
        carded = {item.question.number for item in findings.flagged[:MOST_CARDS]}
        yield "first", "What to look at first", _first(findings)
        yield "meaning", "What the figures mean", [glossary(findings.threshold)]
        yield "plot", "Difficulty and discrimination", sections.plot(findings)
        yield "confidence", "How sure learners were", sections.confidence(findings, carded)
        yield "mastery", "Mastery", sections.mastery(findings)
        yield "reliability", "Reliability", sections.reliability(findings)
        yield "every-item", "All items", sections.all_items(findings.items, carded)
    yield "left-out", "What was left out", sections.left_out(findings)


def _overview(findings: Findings) -> list[str]:
    reading = findings.reading
    answered = sum(item.n > 0 for item in findings.items)
    figures = [
        (f"{reading.learners:,}", "learners"),
        (f"{reading.used:,}", "files used"),
        (f"{reading.kept:,}", "answers counted"),
        (f"{answered:,} of {len(findings.items):,}", "items answered"),
        (f"{len(findings.flagged):,}", "items to look at"),
        (f"{len(reading.skipped):,}", "files skipped"),
    ]
    cards = "".join(f"<li><strong>{figure}</strong> {what}</li>" for figure, what in figures)
    return [f'<ul class="key-figures">{cards}</ul>', *_small_numbers(reading.learners), _cautions()]


def _small_numbers(learners: int) -> list[str]:
    if learners < FEW:
        words = f"Fewer than {FEW} learners: figures would be about persons. None are shown."
    elif learners < MIN_LEARNERS:
        words = (
            f"Only {learners} learners: too few answers to judge a question by. Figures are shown where "
            f"{FEW} or more answered, but no item is flagged and no reliability given below {MIN_LEARNERS}."
        )
    else:
        return []
    return [f'<p class="notice"><strong>Small numbers.</strong> {words}</p>']


def _cautions() -> str:
    return listed(
        [
            "Figures come from <strong>first answers</strong>. Second tries are counted apart.",
            "Learners chose to take part and chose what to answer. They are no sample of anybody else.",
            "These questions are for learning. <strong>Do not grade by them</strong>: learners were free "
            "to "
            "look things up, to guess and to stop.",
            "A flag is a reason to read a question again. Only a clinician who reads it can say what is "
            "wrong.",
        ]
    )


def _first(findings: Findings) -> list[str]:
    flagged = findings.flagged
    if not flagged:
        enough = any(item.n >= MIN_LEARNERS for item in findings.items)
        said = "No item stands out." if enough else f"Too few answers: no item has {MIN_LEARNERS} of them."
        return [paragraph(said)]
    likely = sum(item.urgency[0] == 3 for item in flagged)
    said = (
        f"{counted(len(flagged), 'item')} of {len(findings.items):,} to look at; in {likely or 'none'} of "
        "them a mistake is likely. The likeliest come first. Items with fewer than "
        f"{MIN_LEARNERS} answers are not flagged."
    )
    cards = [card(item) for item in flagged[:MOST_CARDS]]
    rest = len(flagged) - len(cards)
    more = [paragraph(f"{rest} more are marked in the table of all items.")] if rest else []
    return [paragraph(said), *cards, *more]
