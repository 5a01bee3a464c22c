"""What the rules need to know about English text: words, sentences, speech, negation, likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import snowballstemmer

STRAIGHT = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
EMPHASIS = re.compile(r"(?<![^\W_])[*_]+(?=\S)|(?<=\S)[*_]+(?![^\W_])|\*\*")
TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
QUOTED = re.compile(r'"[^"]*"')
BREAK = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(]*\w)")
NEGATION = re.compile(
    r"\b(not|no|never|without|rather than|instead of|avoid\w*|remov\w+|wrong)\b|n't\b", re.IGNORECASE
)
CAPITALISED = re.compile(r"(?<![.!?:\"'(] )(?<=[\w,;-] )[A-Z][^\W\d_]+")

STOP_WORDS = frozenset(
    """
    about above after again against also although always among another anybody anyone anything around
    because been before being below between both came cannot come could does doing done down during each
    either else even ever every everyone everything first from gets give given gives goes going have
    having here hers herself himself however into itself just keep know like made make many maybe might
    mine more most much must myself need neither next none nobody nothing once only other others ought
    ours ourselves over perhaps quite rather really same says seem shall should since some somebody
    someone something soon still such take than that their theirs them themselves then there therefore
    these they thing things this those though through till today together told towards under until upon
    very want were what whatever when where whereas whether which while whom whose will with within
    without would your yours yourself what's that's there's leave leaves left look looks tell tells it's
    he's she's don't doesn't didn't isn't aren't wasn't weren't won't can't couldn't wouldn't shouldn't
    haven't hasn't hadn't i'm i've i'll i'd you're you've you'll you'd we're we've we'll we'd they're
    they've they'll they'd let's
    """.split()
)

_stemmer = snowballstemmer.stemmer("english")


def tokens(text: str) -> list[str]:
    """Return the words of straightened text in lower case, in order."""
    return TOKEN.findall(text.lower())


def word_count(text: str) -> int:
    """Return how many words a reader would count in a flat text; a dash that stands free is none."""
    return len(text.split()) - text.count(" - ")


@cache
def content_stem(token: str) -> str:
    """Return the stem of a lower-case token of four letters or more; "" for others and for stop words."""
    word = token.removesuffix("'s")
    if len(word) < 4 or not word.isalpha() or word in STOP_WORDS or token in STOP_WORDS:
        return ""
    return str(_stemmer.stemWord(word))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two sets have in common: 1 for equal sets, also for empty ones."""
    if not one and not other:
        return 1.0
    return len(one & other) / len(one | other)


def within_in_order(inner: list[str], outer: list[str]) -> bool:
    """Return whether all of `inner` stands in `outer` in the same order, gaps allowed."""
    rest = iter(outer)
    return all(word in rest for word in inner)


def names_in(text: str) -> frozenset[str]:
    """Return in lower case the words that are capitalised within a sentence: names, in English."""
    return frozenset(match.group().lower() for match in CAPITALISED.finditer(text))


def flattened(raw: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return `raw` as one line of straight quotes and dashes without emphasis marks.

    The second value says which parts of that line were set off as quotations by `> `.
    """
    text = raw.translate(STRAIGHT)
    if "*" in text or "_" in text:
        text = EMPHASIS.sub("", text)
    if ">" not in text:
        return " ".join(text.split()), ()
    parts: list[str] = []
    quoted: list[tuple[int, int]] = []
    length = 0
    for line in text.splitlines():
        bare = line.strip()
        words = " ".join(bare.lstrip("> ").split() if bare.startswith(">") else bare.split())
        if not words:
            continue
        if bare.startswith(">"):
            quoted.append((length, length + len(words)))
        parts.append(words)
        length += len(words) + 1
    return " ".join(parts), tuple(quoted)


@dataclass(frozen=True)
class Text:
    """A text as the rules read it: straightened, on one line, and knowing what is speech in it."""

    flat: str
    blocks: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, raw: str) -> Text:
        """Read a text as an author wrote it."""
        return cls(*flattened(raw))

    @cached_property
    def tokens(self) -> list[str]:
        """The words in lower case, in order."""
        return tokens(self.flat)

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words in lower case."""
        return frozenset(self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(map(content_stem, self.words)) - {""}

    @cached_property
    def count(self) -> int:
        """How many words a reader would count."""
        return word_count(self.flat)

    @cached_property
    def _speech(self) -> list[tuple[int, int]]:
        return [*self.blocks, *(match.span() for match in QUOTED.finditer(self.flat))]

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        spans, start = [], 0
        for match in BREAK.finditer(self.flat):
            spans.append((start, match.start()))
            start = match.end()
        return [*spans, (start, len(self.flat))]

    def speech_at(self, position: int) -> bool:
        """Return whether somebody is speaking at `position`."""
        return any(start <= position < end for start, end in self._speech)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Yield every sentence with the position where it begins."""
        for start, end in self._sentences:
            yield start, self.flat[start:end]

    def sentence_at(self, position: int) -> str:
        """Return the sentence that `position` lies in."""
        for start, end in self._sentences:
            if start <= position <= end:
                return self.flat[start:end]
        return self.flat

    def negated_at(self, position: int) -> bool:
        """Return whether the sentence at `position` denies something."""
        return bool(NEGATION.search(self.sentence_at(position)))


def listed(words: Iterable[str]) -> str:
    """Return words in quotation marks, with commas."""
    return ", ".join(f"“{word}”" for word in words)


def shortened(text: str, width: int = 60) -> str:
    """Return the beginning of `text`, cut at a word."""
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"
