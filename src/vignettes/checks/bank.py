"""Rules 15, 23 and 24: what only the bank as a whole can show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import mean

from vignettes.checks.base import BankView, Context, Finding, Placed, Rule, Severity
from vignettes.checks.stats import binomial_interval, chi_square_p
from vignettes.checks.text import shortened
from vignettes.checks.views import CaseView, ItemView
from vignettes.dealing import SORTED_TYPES, deal

ENOUGH = 40
CERTAINTY = 0.99
RUN = 6
SAME_KEY = 2
UNCOUNTED = ("level", "diagnosis", "number")
CUED = (0.8, 4)


def unique_extreme(item: ItemView, longest: bool) -> bool:
    """Return whether the key alone is the longest (or the shortest) option."""
    lengths = [option.length for option in item.options]
    extreme = max(lengths) if longest else min(lengths)
    return lengths.count(extreme) == 1 and item.keys[0].length == extreme


class LengthShare(Rule):
    code, name, level = "Q015", "length_share", "error"
    title = "Over the bank the key is the longest option, or the shortest, about as often as by chance."
    advice = "Rewrite some items so that a distractor is the longest, and vary which."
    scope = "banks with 40 or more one-best-answer items"
    sources = ("pham2018flaws", "casu2019length")

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        items = list(bank.singles())
        if len(items) < ENOUGH:
            return
        low, high = binomial_interval(len(items), mean(1 / len(item.options) for item in items), CERTAINTY)
        for longest, word in ((True, "longest"), (False, "shortest")):
            hit = [item for item in items if unique_extreme(item, longest)]
            if low <= len(hit) <= high:
                continue
            place = hit[0] if hit else items[0]
            level: Severity = "error" if longest and len(hit) > high else "warning"
            share = f"{len(hit)} of {len(items)} items"
            fact = f"the key is the {word} option in {share}; chance gives {low} to {high}"
            yield place.case, Finding(place.location, fact, level)


class Positions(Rule):
    code, name, level = "Q023", "key_positions", "error"
    title = "Over the bank the key stands equally often in every position, and not long in one."
    advice = "Change the `seed:` of some of these items: raise it by one to deal again."
    scope = "one-best-answer items whose options are shuffled; 40 or more with the same number of options"

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        items = [item for item in bank.singles() if item.option_type not in SORTED_TYPES]
        places = [position(item) for item in items]
        yield from self.runs(items, places)
        groups: dict[int, list[tuple[ItemView, int]]] = defaultdict(list)
        for item, place in zip(items, places, strict=True):
            groups[len(item.options)].append((item, place))
        for size, group in sorted(groups.items()):
            if len(group) < ENOUGH:
                continue
            counts = Counter(place for _, place in group)
            even = len(group) / size
            statistic = sum((counts[place] - even) ** 2 / even for place in range(size))
            if chi_square_p(statistic, size - 1) < 1 - CERTAINTY:
                most = counts.most_common(1)[0][0]
                item = next(item for item, place in group if place == most)
                spread = ", ".join(str(counts[place]) for place in range(size))
                fact = f"with {size} options the key stands in positions 1 to {size} {spread} times"
                yield item.case, Finding(item.location, fact)

    def runs(self, items: Sequence[ItemView], places: Sequence[int]) -> Iterator[Placed]:
        for place, run in groupby(zip(items, places, strict=True), key=lambda pair: pair[1]):
            members = [item for item, _ in run]
            if len(members) > RUN:
                item = members[RUN]
                fact = f"the key stands in position {place + 1} for {len(members)} items in a row"
                yield item.case, Finding(item.location, fact, "warning")


def position(item: ItemView) -> int:
    """Return where the key stands as learners see it, from 0."""
    dealt = [option.id for option in deal(item.case.id, item.model)]
    return dealt.index(item.keys[0].id)


class RepeatedKey(Rule):
    code, name, level = "Q024", "repeated_key", "warning"
    title = "A key is not used again and again, nor given away by another item of its case."
    advice = "Word the key anew; or take its words out of the other story or feedback."
    scope = "one-best-answer items, except levels, diagnoses and numbers"

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        worded: dict[str, list[ItemView]] = defaultdict(list)
        for item in bank.singles():
            if item.option_type not in UNCOUNTED:
                worded[" ".join(item.keys[0].text.tokens)].append(item)
        for items in worded.values():
            for item in items[SAME_KEY:]:
                fact = f"“{shortened(item.keys[0].text.flat)}” is the key of {len(items)} items"
                yield item.case, Finding(item.keys[0].location, fact, "warning")
        for case in bank.cases:
            for finding in self.cued(case):
                yield case, finding

    def cued(self, case: CaseView) -> Iterator[Finding]:
        """Find the keys whose words another item of the case gives away, by an index of words."""
        keyed = {
            item: item.keys[0].text.stems - case.name_stems
            for item in BankView((case,)).singles()
            if item.option_type not in UNCOUNTED
        }
        keyed = {item: words for item, words in keyed.items() if len(words) >= CUED[1]}
        if not keyed or len(case.items) < 2:
            return
        texts = list(self.texts(case))
        index: dict[str, set[int]] = defaultdict(set)
        for i, (_, words, _) in enumerate(texts):
            for word in words:
                index[word].add(i)
        for item, words in keyed.items():
            shared = Counter(i for word in words for i in index[word])
            for i, count in shared.most_common():
                owner, _, stage = texts[i]
                if count < CUED[1] or count < CUED[0] * len(words):
                    break
                if owner is not item and stage != item.stage_index:
                    where = f"feedback of “{owner.id}”" if owner else "another stage's text"
                    fact = f"{count} of the {len(words)} words of the key stand in the {where}"
                    yield Finding(item.keys[0].location, fact, "warning")
                    break

    def texts(self, case: CaseView) -> Iterator[tuple[ItemView | None, frozenset[str], int | None]]:
        """Yield every story (with its stage) and feedback (with its item) of a case."""
        stages = {item.stage_index for item in case.items}
        for i in sorted(stages):
            yield None, case.stories[i].stems, i
        for item in case.items:
            for passage in item.passages:
                if passage.role == "feedback":
                    yield item, passage.text.stems, None


RULES = (LengthShare(), Positions(), RepeatedKey())
