"""Rules 11 to 14 and 16 to 21: what gives the answer away, or looks odd among the options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import mean

from vignettes.checks.base import BankView, Context, Finding, Placed, Rule, Severity
from vignettes.checks.text import (
    jaccard,
    listed,
    shortened,
    within_in_order,
    word_count,
)
from vignettes.checks.views import ItemView, OptionView
from vignettes.dealing import SORTED_TYPES

STRONG = re.compile(
    r"\b(always|never(?! (?:had|been|felt|tried)\b)|invariably|impossible|completely|totally|absolutely"
    r"|guarantee[sd]?|in all cases|under no circumstances)\b",
    re.IGNORECASE,
)
WEAK = re.compile(r"\b(all|none|only|every|everyone|nobody|must|cannot|entirely)\b", re.IGNORECASE)
HEDGE = re.compile(
    r"\b((?!(?-i:May))may|might|usually|often|sometimes|generally|typically|tends? to|likely)\b",
    re.IGNORECASE,
)
"""A capital May is the month, or asks for leave; neither hedges."""
HEDGED_SHARE = 0.10
HEDGED_FROM = 10
"""With fewer one-best-answer items than this a single one would be more than the share."""

LONG_KEY = 25
SPREAD_FROM = 8
SPLIT = re.compile(r",|;|/|\band\b|\bplus\b", re.IGNORECASE)
ELEMENT = 4
NO_PARTICIPLE = frozenset(
    """during nothing something anything everything bring ring sing spring string swing cling thing king
    morning evening counselling counseling training nursing""".split()
)
"""Words that end in -ing and are no verb form, or are the verb itself."""
EPONYM = re.compile(r"(?<=\s)([A-Z][^\W\d_]+)(?:'s\b| (?:model|method|technique)\b)")
CITATION = re.compile(r"\bet al\b|\b[A-Z]\w+,? \(?(?:19|20)\d\d\b")
NEGATIONS = frozenset({"not", "no", "never", "without"})
NEAR = 0.8
VALUE = re.compile(r"(?<![\w.])[-+]?\d+(?:[.,]\d+)*")
RANGE_WORDS = re.compile(
    r"\b(to|and|or|between|from|under|over|below|above|less|more|fewer|than|at|least|most|up|about)\b|[-<>=]",
    re.IGNORECASE,
)


def matched(pattern: re.Pattern[str], options: Sequence[OptionView]) -> list[tuple[OptionView, str, bool]]:
    """Return the options that `pattern` hits, each with the words and whether they are spoken."""
    found = []
    for option in options:
        hits = list(pattern.finditer(option.text.flat))
        if hits:
            spoken = all(option.text.speech_at(hit.start()) for hit in hits)
            found.append((option, hits[0].group(), spoken))
    return found


class AbsoluteCue(Rule):
    code, name, level = "Q011", "absolute_cue", "error"
    title = "Absolute words (always, never, completely …) do not stand in distractors alone."
    advice = "Take the absolute word out; learners know that sentences with “always” are seldom right."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        key = item.key
        if key is None:
            return
        strong = matched(STRONG, item.distractors)
        in_key = STRONG.search(key.text.flat)
        if "ethics-absolute" in item.tags:
            if not (in_key and strong):
                where = "the key" if not in_key else "any distractor"
                fact = f"tagged ethics-absolute, but no absolute word stands in {where}"
                yield Finding(
                    item.at("options"),
                    fact,
                    advice="Let an absolute word stand in the key and in a distractor, or remove the tag.",
                )
            return
        if strong and not in_key:
            option, word, _ = strong[0]
            level: Severity = "warning" if all(spoken for *_, spoken in strong) else "error"
            yield Finding(option.location, f"“{word}” stands in a distractor and not in the key", level)
        weak = matched(WEAK, item.distractors)
        if len(weak) >= 2 and not WEAK.search(key.text.flat):
            words = listed(dict.fromkeys(word for _, word, _ in weak))
            fact = f"{words} in {len(weak)} distractors and not in the key"
            yield Finding(weak[0][0].location, fact, "warning")


class HedgeCue(Rule):
    code, name, level = "Q012", "hedge_cue", "error"
    title = "Hedges (may, often, usually …) stand in the key alone in no item, in a bank in 10% at most."
    advice = "Hedge a distractor as well, or say it plainly in the key: careful sentences look right."
    scope = "one-best-answer items; the share over banks of ten or more of them (error)"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        word = self.hedge(item)
        if word and item.key:
            yield Finding(item.key.location, f"“{word}” stands in the key alone", "warning")

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        items = list(bank.singles())
        hit = [item for item in items if self.hedge(item) and not bank.excused(self.name, item)]
        if len(items) >= HEDGED_FROM and len(hit) > HEDGED_SHARE * len(items):
            share = f"{len(hit)} of {len(items)} keys are the only hedged option: more than 10%"
            yield hit[0].case, Finding(hit[0].location, share)

    def hedge(self, item: ItemView) -> str:
        """Return the hedge that stands in the key and in no distractor."""
        key = item.key
        match = HEDGE.search(key.text.flat) if key else None
        if not match or any(HEDGE.search(option.text.flat) for option in item.distractors):
            return ""
        return match.group()


class LongestKey(Rule):
    code, name, level = "Q013", "longest_key", "error"
    title = "The key is neither much longer nor much shorter than the distractors."
    advice = "Shorten the key, or give the distractors the detail that makes them tempting."
    scope = "one-best-answer items, except numbers and levels"
    sources = ("pham2018flaws", "casu2019length")

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        key = item.key
        if key is None or item.option_type in SORTED_TYPES:
            return
        lengths = [option.length for option in item.distractors]
        longest, shortest = max(lengths), min(lengths)
        if key.length > LONG_KEY and key.length > 1.1 * longest:
            level: Severity = "error" if key.length > 1.2 * longest else "warning"
            fact = f"the key has {key.length} characters, the longest distractor {longest}"
            yield Finding(key.location, fact, level)
        elif shortest > LONG_KEY and key.length < 0.8 * shortest:
            fact = f"the key has {key.length} characters, the shortest distractor {shortest}"
            yield Finding(key.location, fact, "warning", "Let the key say as much as the distractors do.")


class LengthSpread(Rule):
    code, name, level = "Q014", "length_spread", "warning"
    title = "The longest option has at most twice the words of the shortest (if it has eight or more)."
    advice = "Bring the options to about the same length."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.type != "single" or not item.options:
            return
        longest = max(item.options, key=lambda option: option.text.count)
        shortest = min(option.text.count for option in item.options)
        if longest.text.count >= SPREAD_FROM and longest.text.count > 2 * shortest:
            fact = f"an option has {longest.text.count} words, another {shortest}"
            yield Finding(longest.location, fact, "warning")


class StemEcho(Rule):
    code, name, level = "Q016", "stem_echo", "error"
    title = "The key does not repeat more words of the story or prompt than the distractors do."
    advice = "Say it in other words in the key, or let a distractor use words of the story."
    sources = ("casu2019length",)

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        key = item.key
        if key is None:
            return
        words = {option.id: option.text.stems - item.case.name_stems for option in item.options}
        echoes = {}
        for option in item.options:
            others = frozenset().union(*(words[other] for other in words if other != option.id))
            echoes[option.id] = (words[option.id] - others) & item.prompt_and_story
        own = echoes[key.id]
        most = max(len(echoes[option.id]) for option in item.distractors)
        if len(own) >= 2 and len(own) > most:
            level: Severity = "error" if len(own) >= 4 and most == 0 else "warning"
            told = f"{len(own)} words of the story ({listed(sorted(own))})"
            fact = f"the key alone repeats {told}, a distractor {most} at most"
            yield Finding(key.location, fact, level)


class Convergence(Rule):
    code, name, level = "Q017", "convergence", "warning"
    title = "Where options are lists, the key does not share the most elements with the others."
    advice = "Spread the elements evenly: learners pick the option that has most in common with the rest."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        key = item.key
        if key is None:
            return
        elements = {option.id: self.elements(option) for option in item.options}
        if any(len(parts) < 2 or max(map(word_count, parts)) > ELEMENT for parts in elements.values()):
            return
        texts = {option.id: f" {' '.join(option.text.tokens)} " for option in item.options}
        score = {
            one: sum(f" {part} " in text for part in parts for other, text in texts.items() if other != one)
            / len(parts)
            for one, parts in elements.items()
        }
        others = [score[option.id] for option in item.distractors]
        if score[key.id] > max(others) and score[key.id] >= 1.5 * mean(others):
            yield Finding(key.location, "the key has more elements in common with the others", "warning")

    def elements(self, option: OptionView) -> list[str]:
        """Return the parts of an option that is a list."""
        return [part for part in (" ".join(p.split()).strip(' ".?!') for p in self.parts(option)) if part]

    def parts(self, option: OptionView) -> list[str]:
        return SPLIT.split(option.text.flat.lower())


def _first_word(option: OptionView) -> str:
    return option.text.tokens[0] if option.text.tokens else ""


def _final_mark(option: OptionView) -> str:
    bare = option.text.flat.rstrip("\"')] ")
    return bare[-1:] if bare[-1:] in (".", "?", "!") else ""


FEATURES: dict[str, Callable[[OptionView], object]] = {
    "opens with a quotation mark": lambda option: option.text.flat.startswith(('"', "'")),
    "begins with an -ing form": lambda option: (
        len(_first_word(option)) > 4
        and _first_word(option).endswith("ing")
        and _first_word(option) not in NO_PARTICIPLE
    ),
    "begins with “to”": lambda option: _first_word(option) == "to",
    "ends with another mark": _final_mark,
}


def odd_one(values: Sequence[object]) -> int | None:
    """Return which value differs where all the others agree; None if there is no such one."""
    if len(values) < 3:
        return None
    for i, value in enumerate(values):
        others = {*values[:i], *values[i + 1 :]}
        if len(others) == 1 and value not in others:
            return i
    return None


class GrammarMismatch(Rule):
    code, name, level = "Q018", "grammar_mismatch", "error"
    title = "All options have one form: quotation marks, -ing, “to”, final mark."
    advice = "Write all options in the same form."

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.key is None:
            return
        for feature, of in FEATURES.items():
            odd = odd_one([of(option) for option in item.options])
            if odd is None:
                continue
            option = item.options[odd]
            who = "the key" if option.right else "one distractor"
            differs = f"by whether it {feature}" if not feature.startswith("ends") else "by its final mark"
            yield Finding(
                option.location,
                f"{who} alone differs from the others {differs}",
                "error" if option.right else "warning",
            )


class OddQuote(Rule):
    code, name, level = "Q019", "odd_quote", "warning"
    title = "The key is not the only option with brackets, a digit, a citation or an eponym."
    advice = "Take the mark of authority out of the key, or give one to a distractor."
    sources = ("pham2018flaws",)

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.key is None:
            return
        for feature in ("brackets", "a digit", "a citation", "an eponym"):
            having = [option for option in item.options if self.has(feature, option, item)]
            if having == [item.key]:
                yield Finding(item.key.location, f"the key alone has {feature}", "warning")
                return

    def has(self, feature: str, option: OptionView, item: ItemView) -> bool:
        """Return whether the option shows this mark."""
        text = option.text.flat
        if feature == "brackets":
            return any(mark in text for mark in "()[]")
        if feature == "a digit":
            return any(mark.isdigit() for mark in text)
        if feature == "a citation":
            return bool(CITATION.search(text))
        return any(m.group(1).lower() not in item.case.names for m in EPONYM.finditer(text))


class SubsetOptions(Rule):
    code, name, level = "Q020", "subset_options", "error"
    title = "No option says the same as another, or is contained in it."
    advice = "Make them differ in what the learner would do, not only in wording."
    scope = "single, multiple, choice"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        for i, one in enumerate(item.options):
            for other in item.options[i + 1 :]:
                found = self.likeness(one.text.tokens, other.text.tokens)
                if found:
                    fact, level = found
                    pair = f"“{shortened(one.text.flat, 40)}” and “{shortened(other.text.flat, 40)}”"
                    yield Finding(other.location, f"{pair} {fact}", level)

    def likeness(self, one: list[str], other: list[str]) -> tuple[str, Severity] | None:
        """Return how two options are too much alike, and how bad that is."""
        if one == other:
            return "are equal", "error"
        short, long = sorted((one, other), key=len)
        alike = jaccard(frozenset(one), frozenset(other)) >= NEAR
        if short and within_in_order(short, long):
            extra = sorted(long)
            for word in short:
                extra.remove(word)
            negation = len(extra) == 1 and (extra[0] in NEGATIONS or extra[0].endswith("n't"))
            return "contain one another", "warning" if negation or alike else "error"
        return ("are nearly the same words", "warning") if alike else None


class NumericOptions(Rule):
    code, name, level = "Q021", "numeric_options", "error"
    title = "Number options have one unit and format, are sorted, and do not overlap."
    advice = "Write all of them alike, from small to large: “5 to 9 points”, “10 to 14 points”."
    scope = "items whose option_type is number"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.option_type != "number" or not item.options:
            return
        texts = [option.text.flat for option in item.options]
        values = [[self.value(v) for v in VALUE.findall(self.spread(text))] for text in texts]
        if not all(values):
            silent = item.options[[bool(v) for v in values].index(False)]
            yield Finding(silent.location, f"“{shortened(silent.text.flat)}” holds no number")
            return
        if len({self.unit(text) for text in texts}) > 1:
            yield Finding(item.at("options"), "the options have different units or wording")
        if len({self.decimals(text) for text in texts}) > 1:
            yield Finding(item.at("options"), "the options have different numbers of decimals")
        yield from self.order(item, values)

    def order(self, item: ItemView, values: list[list[float]]) -> Iterable[Finding]:
        bounds = [(min(v), max(v)) for v in values]
        if bounds != sorted(bounds) and bounds != sorted(bounds, reverse=True):
            yield Finding(item.at("options"), "the options are not sorted")
        ranges = sorted(bounds)
        if any(low[1] >= high[0] for low, high in pairwise(ranges)):
            yield Finding(item.at("options"), "the options overlap")

    def spread(self, text: str) -> str:
        """Set ranges written with a hyphen apart, so that 5-10 is not read as 5 and minus 10."""
        return re.sub(r"(?<=\d)\s*-\s*(?=\d)", " to ", text)

    def value(self, numeral: str) -> float:
        whole = re.sub(r",(?=\d{3}\b)", "", numeral)
        head, *rest = re.split(r"[.,]", whole)
        return float(f"{head}.{''.join(rest)}" if rest else head)

    def decimals(self, text: str) -> int:
        found = re.search(r"\d[.,](\d+)\b", re.sub(r",(?=\d{3}\b)", "", text))
        return len(found.group(1)) if found else 0

    def unit(self, text: str) -> str:
        bare = RANGE_WORDS.sub(" ", VALUE.sub(" ", self.spread(text)).lower())
        return " ".join(word.removesuffix("s") for word in bare.strip(' "').rstrip(".").split())


RULES = (
    AbsoluteCue(),
    HedgeCue(),
    LongestKey(),
    LengthSpread(),
    StemEcho(),
    Convergence(),
    GrammarMismatch(),
    OddQuote(),
    SubsetOptions(),
    NumericOptions(),
)
