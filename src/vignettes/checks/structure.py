"""Rules 1 to 10: how a question and its options are built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from vignettes.checks.base import Context, Finding, Rule, Severity, severity
from vignettes.checks.text import shortened
from vignettes.checks.views import ItemView
from vignettes.model import OptionType

OPTION_TYPES = frozenset(get_args(OptionType))

UNFOCUSED = re.compile(
    r"^which( one)?( of the following)?( statements?)?"
    r"( (about|on|regarding|concerning) [^?]{1,80})? (is|are) (true|correct|accurate|appropriate|false)\??$"
    r"|^what (is|are) (true|correct) (about|of|regarding)",
    re.IGNORECASE,
)
_R = r"(?:I{1,3}|IV|V|[1-5]|[A-E])"
COMPLEX = re.compile(rf"^\s*{_R}(?:\s*(?:, ?and|,|and|&)\s*{_R})+(?: only)?\.?$|^\s*{_R} only\.?$")
ALL_NONE = re.compile(
    r"\b(all|none|both|neither|any) (of )?(the )?"
    r"(above|below|these|those|following|other options|answers)\b",
    re.IGNORECASE,
)
ALL_NONE_LETTER = re.compile(
    r"\b([Oo]ptions?|[Aa]nswers?|[Cc]hoices?) [A-E]\b|^(Both )?[A-E] (and|or) [A-E]\b"
)
SHORT_OPTION = 6

NEGATIVE = re.compile(
    r"\b(not|except|least|never|neither|incorrect(ly)?|false|untrue|inappropriate)\b|n't\b", re.IGNORECASE
)
WEAK_NEGATIVE = re.compile(r"\b(wrong|unlikely)\b", re.IGNORECASE)
HARMLESS_NEGATIVE = re.compile(r"\b(at least|not only|whether or not)\b", re.IGNORECASE)
NEGATIVE_OPTION = re.compile(
    r"\b(not|no|never|without|avoid|unable|unacceptable|unsuitable)\b|n't\b", re.IGNORECASE
)
CONTRAINDICATED = re.compile(r"\bcontraindicated\b|\bshould be avoided\b", re.IGNORECASE)


def negatives(item: ItemView) -> list[re.Match[str]]:
    """Return the negative words of the question, strong ones first, without harmless phrases."""
    text = HARMLESS_NEGATIVE.sub(lambda match: "~" * len(match.group()), item.prompt.flat)
    return [*NEGATIVE.finditer(text), *WEAK_NEGATIVE.finditer(text)]


class OneKey(Rule):
    code, name, level = "Q001", "one_key", "error"
    title = "A single has exactly one key, a multiple right and wrong options, a choice a sound way on."
    advice = "Mark one option `correct: true`; in a multiple mark those that belong, and leave one or more."
    scope = "single, multiple, choice"
    waivable = False

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        count = len(item.keys)
        if item.type == "single" and count != 1:
            yield Finding(item.at("options"), f"{count} options are keyed; exactly one is needed")
        elif item.type == "multiple" and not (item.keys and item.distractors):
            fact = "all options belong" if item.keys else "no option belongs"
            yield Finding(item.at("options"), f"{fact}, so there is nothing to decide")
        elif item.type == "choice" and not item.keys:
            yield Finding(
                item.at("options"),
                "no way to go on is sound",
                advice="Give the learner at least one option with `quality: sound`.",
            )


class OptionCount(Rule):
    code, name, level = "Q002", "n_options", "error"
    title = "Three or four options; five only if every one of them is plausible."
    advice = "Three good options are usually enough: drop the weakest, or add one that people do choose."
    sources = ("rodriguez2005three",)

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        count = len(item.options)
        if item.type != "single" or count in (3, 4):
            return
        level: Severity = "warning" if count == 5 else "error"
        yield Finding(item.at("options"), f"there are {count} options", level)


class ClosedLeadIn(Rule):
    code, name, level = "Q003", "closed_lead_in", "error"
    title = "The prompt is a closed question: it ends in a question mark and has four words or more."
    advice = "Ask a question that can be answered with the options covered."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.type != "single":
            return
        if not item.prompt.flat.rstrip("\"')").endswith("?"):
            yield Finding(item.at("prompt"), "the prompt does not end in a question mark")
        elif item.prompt.count < 4:
            yield Finding(item.at("prompt"), f"the prompt has {item.prompt.count} words", "warning")


class FocusedLeadIn(Rule):
    code, name, level = "Q004", "focused_lead_in", "error"
    title = "The prompt asks something of its own, not “which is true?”."
    advice = "Ask for the most appropriate next step, the best response, the most likely explanation."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.type == "single" and UNFOCUSED.search(item.prompt.flat):
            yield Finding(item.at("prompt"), "the prompt asks which statement is true")


class ComplexFormat(Rule):
    code, name, level = "Q005", "complex_format", "error"
    title = "No option is a combination of others (“I and III”)."
    advice = "Ask a `multiple` item instead: every option is then judged on its own."
    scope = "single, multiple, choice"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.option_type == "number":
            return
        for option in item.options:
            if COMPLEX.match(option.text.flat):
                yield Finding(option.location, f"“{option.text.flat}” combines other options")


class AllNone(Rule):
    code, name, level = "Q006", "no_all_none", "error"
    title = "No option says “all of the above”, “none of these” or names another option."
    advice = "Replace it with a mistake that people really make, or ask a `multiple` item."
    scope = "single, multiple, choice"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        for option in item.options:
            if option.text.count > SHORT_OPTION:
                continue
            match = ALL_NONE.search(option.text.flat) or ALL_NONE_LETTER.search(option.text.flat)
            if match:
                speech = option.text.speech_at(match.start())
                fact = f"“{match.group()}” refers to other options"
                yield Finding(option.location, fact, "warning" if speech else "error")


class NegativeLeadIn(Rule):
    code, name, level = "Q007", "negative_lead_in", "error"
    title = "The prompt is worded positively."
    advice = (
        "Ask what is best; or, where the exception is the point, tag the item `negative-ok` and write the "
        "negative word in capitals."
    )

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        found = negatives(item) if item.type == "single" else []
        if not found:
            return
        match = found[0]
        word = match.group()
        prompt = item.passages[0]
        level = severity("error" if NEGATIVE.fullmatch(word) else "warning", prompt, match.start())
        if "negative-ok" not in item.tags:
            yield Finding(prompt.location, f"the prompt is negative: “{word}”", level)
        elif word.isupper():
            yield Finding(prompt.location, f"the prompt is negative on purpose: “{word}”", "warning")
        else:
            yield Finding(prompt.location, f"the negative word “{word}” is not in capitals", level)


class DoubleNegative(Rule):
    code, name, level = "Q008", "double_negative", "error"
    title = "A negative prompt has no negative option."
    advice = "Word the prompt positively, or the option."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.type != "single" or not negatives(item):
            return
        for option in item.options:
            match = NEGATIVE_OPTION.search(option.text.flat)
            if match:
                speech = option.text.speech_at(match.start())
                fact = f"a negative option, “{shortened(option.text.flat)}”, stands under a negative prompt"
                yield Finding(option.location, fact, "warning" if speech else "error")


class Contraindicated(Rule):
    code, name, level = "Q009", "contraindicated", "warning"
    title = "A prompt that asks what is contraindicated or should be avoided is tagged."
    advice = "Ask for the best step; or tag the item `negative-ok` if the exclusion is to be learnt."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        match = CONTRAINDICATED.search(item.prompt.flat) if item.type == "single" else None
        if match and "negative-ok" not in item.tags:
            yield Finding(item.at("prompt"), f"the prompt asks for what is “{match.group()}”", "warning")


class KnownOptionType(Rule):
    code, name, level = "Q010", "option_type", "error"
    title = "The item says what all its options are."
    advice = "Set `option_type:` to " + ", ".join(get_args(OptionType)) + "."
    scope = "single, multiple"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.type in ("single", "multiple") and item.option_type not in OPTION_TYPES:
            yield Finding(item.at("option_type"), f"“{item.option_type}” is not a kind of option")


RULES = (
    OneKey(),
    OptionCount(),
    ClosedLeadIn(),
    FocusedLeadIn(),
    ComplexFormat(),
    AllNone(),
    NegativeLeadIn(),
    DoubleNegative(),
    Contraindicated(),
    KnownOptionType(),
)
