"""Writes any number of vignettes that no rule objects to: the same ones every time.

Every sentence names its person, and every name is new, so that no two files share twelve words.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

MODULE = "generated"
WORKS = ("annon1976plissit", "taylor2007explissit", "davis2006explissit")

ONSETS = ("B", "D", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z")
VOWELS = ("a", "e", "i", "o", "u")
CLOSES = ("bel", "dor", "fin", "gan", "lis", "mar", "nor", "ran", "sen", "tal", "vik", "zan")

TRADES = (
    "baker",
    "driver",
    "welder",
    "tailor",
    "florist",
    "plumber",
    "singer",
    "clerk",
    "gardener",
    "potter",
)
IDENTITIES = ("Nigerian", "Jewish", "gay", "transgender", "deaf")
SETTINGS = (
    "diabetes clinic",
    "heart clinic",
    "postnatal ward",
    "pain service",
    "dialysis unit",
    "hospice at home",
)
SEASONS = ("spring", "summer", "autumn", "winter")
VISITS = ("a blood test", "new tablets", "a letter", "the yearly check", "a dressing", "a vaccination")
SIGNS = ("folds the letter", "counts the tiles", "looks at the door", "laughs", "turns the ring", "waits")
REMARKS = (
    "I sleep badly, and that is not all of it",
    "It is different at home now, if you follow me",
    "We are like two lodgers, and polite ones",
    "There is something that I have not told you yet",
    "My friends joke about it, and I laugh with them",
)

SUBJECTS = (
    *("closeness", "tenderness", "desire", "pleasure", "tiredness", "soreness", "dryness", "numbness"),
    *("shyness", "worry", "sadness", "arousal", "orgasm", "touching", "kissing", "cuddling", "privacy"),
    *("confidence", "rhythm", "comfort", "longing", "distance", "jealousy", "grief", "secrecy", "boredom"),
    *("curiosity", "playfulness", "trust", "modesty", "intimacy", "affection", "rejection", "pressure"),
    *("routine", "silence", "quarrels", "stiffness", "bleeding", "breathlessness"),
)
AREAS = (
    *("evenings", "weekends", "mornings", "holidays", "marriage", "courtship", "friendship", "solitude"),
    *("bedroom", "family", "household", "workplace", "studio", "village", "choir", "team"),
    *("kitchen", "garden", "flat", "caravan", "orchestra", "office", "regiment", "convoy", "allotment"),
    *("dancing", "cycling", "swimming", "reading", "singing", "hiking", "cooking", "gardening", "sailing"),
    *("pregnancy", "recovery", "retirement", "training", "shifts", "menopause", "exile"),
    *("divorce", "widowhood", "remarriage", "adoption", "migration", "harvest", "strike"),
)
OPENERS = (
    ("Ask in {} words how", "has shaped"),
    ("Explain at length why", "should mend"),
    ("Guess out loud whether", "has ruined"),
    ("Write in the notes that", "may spoil"),
)
"""The key's words first; some keys are a little longer than the rest, some a little shorter."""

SPOKEN = (
    ("Would you {} how", "is today"),
    ("I would suggest that", "is at root"),
    ("It should settle once", "is gone by"),
    ("We had better say that", "can wait"),
)
PLAIN = ("plain", "careful", "plain", "few", "plain")
DESCRIBE = ("describe", "depict now", "describe", "tell me")
STEPS = ("Hear the worry out", "Check for danger signs", "Agree on one aim", "Fix a day to look back")
LEVELS = ("Permission", "Limited information", "Specific suggestions")
SENTENCES = (
    "You may bring that here, or not",
    "Many people need weeks to heal",
    "Try ten quiet minutes at home",
)


def _round(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words so that neighbours, also the last and the first, are about equally long."""
    rising = sorted(words, key=lambda word: (len(word), word))
    return (*rising[::2], *reversed(rising[1::2]))


SUBJECTS, AREAS = _round(SUBJECTS), _round(AREAS)


def generate(folder: Path, count: int) -> None:
    """Write `count` vignettes below `folder`; up to 4,000 have different keys."""
    module = folder / MODULE
    module.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        lines = _case(number)
        (module / f"{_id(number)}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _id(number: int) -> str:
    return f"generated-{number:05d}"


def _name(number: int) -> str:
    first, rest = divmod(number, len(CLOSES) * len(VOWELS))
    vowel, close = divmod(rest, len(CLOSES))
    more, onset = divmod(first, len(ONSETS))
    return ONSETS[onset] + VOWELS[vowel] + CLOSES[close] + _ending(more)


def _ending(number: int) -> str:
    ending = ""
    while number:
        number, vowel = divmod(number, len(VOWELS))
        ending += VOWELS[vowel] + "n"
    return ending


def _subject(number: int) -> tuple[str, str]:
    """Return a subject and an area: another pair for every number below their product."""
    area, subject = divmod(number, len(SUBJECTS))
    return SUBJECTS[subject], AREAS[(area + subject) % len(AREAS)]


def _long(indent: int, key: str, text: str) -> list[str]:
    pad = " " * indent
    return [f"{pad}{key}: >-", *(f"{pad}  {line}" for line in textwrap.wrap(text, 96))]


def _case(number: int) -> Iterator[str]:
    name, trade = _name(number), TRADES[number % len(TRADES)]
    who = f"{IDENTITIES[number % 10]} {trade}" if number % 10 < len(IDENTITIES) else trade
    yield f"id: {_id(number)}"
    yield f"title: {name} and the {VISITS[number % len(VISITS)].split()[-1]}"
    yield f"module: {MODULE}"
    yield f'person: "{name}, {20 + number % 60}, a {who}"'
    yield f"setting: {SETTINGS[number % len(SETTINGS)]}"
    yield "level: introductory"
    yield "minutes: 8"
    yield f"objectives: [{MODULE}.permission]"
    yield f"references: [{WORKS[0]}]"
    yield "tags: [identity-ordinary]" if number % 10 < len(IDENTITIES) else "tags: []"
    yield "review: {status: unreviewed}"
    yield "stages:"
    for stage, item in enumerate((_next_step, _reply, THIRD[number % len(THIRD)])):
        yield f"  - id: part-{stage + 1}"
        yield from _story(name, number, stage)
        yield "    items:"
        yield from item(name, number)
    yield from _long(0, "debrief", _debrief(name, number))
    yield from _long(
        0, "facilitator", f"Let pairs read {name} aloud. Ask what {name} heard, then what was meant."
    )


def _story(name: str, number: int, stage: int) -> Iterator[str]:
    visit, sign = VISITS[(number + stage) % len(VISITS)], SIGNS[(number + stage) % len(SIGNS)]
    season = SEASONS[(number + stage) % len(SEASONS)]
    yield "    text: |"
    yield f"      {name} has come for {visit}. The last visit, says {name}, was in {season}."
    yield f"      You and {name} have ten minutes. First of all, {name} {sign}. All is quiet but {name}."
    yield ""
    yield f"      > {REMARKS[(number + stage) % len(REMARKS)]}, says {name} to nobody in particular."
    yield ""
    yield f"      Nobody came with {name} today. The results that {name} brought are in order."
    if stage == 2:
        yield f"      In the audit that {name} saw, 12 of 40 charts held a question."


def _item(name: str, item_id: str, kind: str, prompt: str, work: int) -> Iterator[str]:
    yield f"      - id: {item_id}"
    yield f"        type: {kind}"
    yield f'        prompt: "{prompt}"'
    yield f"        references: [{WORKS[work]}]"
    why = (
        f"Nothing is settled yet for {name}. Whoever leaves room to {name} learns more, and {name} decides."
    )
    yield from _long(8, "rationale", why)


def _feedback(name: str, number: int, which: int) -> str:
    season = SEASONS[number % len(SEASONS)]
    return (
        f"This opens what {name} hinted at and can be declined, because {name} keeps the choice.",
        f"Teaching feels useful, but {name} never asked, so that by {season} {name} will hardly return.",
        f"A hunch may fit, whereas a wrong one obliges {name} to correct you before {name} may speak.",
        f"Order on paper protects the clinic, therefore it tempts; {name} goes home as {name} came.",
    )[which]


def _options(name: str, number: int, texts: list[str], right: int = 1) -> Iterator[str]:
    yield "        options:"
    for which, text in enumerate(texts):
        yield f"          - id: {'abcd'[which]}"
        yield f"            text: {json.dumps(text)}"
        if which < right:
            yield "            correct: true"
        yield from _long(12, "feedback", _feedback(name, number, which))


def _next_step(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "step", "single", "What do you do in the next minute?", 0)
    yield "        option_type: next_step"
    texts = []
    for which, (start, end) in enumerate(OPENERS):
        subject, area = _subject(number + which)
        start = start.format(PLAIN[number % len(PLAIN)])
        texts.append(f"{start} {subject} {end} the {area}")
    yield from _options(name, number, texts)


def _reply(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "words", "single", "Which sentence do you say now?", 1)
    yield "        option_type: reply"
    texts = []
    for which, (start, end) in enumerate(SPOKEN):
        subject, area = _subject(number + which)
        start = start.format(DESCRIBE[number % len(DESCRIBE)])
        texts.append(f"“{start} {subject} in your {area} {end}.”")
    yield from _options(name, number, texts)


def _multiple(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "belongs", "multiple", "Which of these belong in the visit?", 2)
    yield "        option_type: next_step"
    texts = []
    for which, start in enumerate(("Ask about", "Make room for", "Lecture on", "Chart only")):
        subject, area = _subject(number + which)
        texts.append(f"{start} {subject} in the {area}")
    yield from _options(name, number, texts, right=2)


def _order(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "sequence", "order", "In which order do these follow?", 2)
    yield "        steps:"
    places = ("comes first, because the rest hangs", "follows, since safety bears", "then rests", "ends")
    for which, step in enumerate(STEPS):
        yield f"          - {{id: s{which}, text: {step}, feedback: "
        yield f'              "This {places[which]} on what {name} told you so far about {name}."}}'


def _match(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "levels", "match", "Which level does each sentence belong to?", 2)
    yield "        answers:"
    for which, level in enumerate(LEVELS):
        yield f"          - {{id: l{which}, text: {level}}}"
    yield "        pairs:"
    does = ("leaves the subject to", "answers no more than was asked by", "proposes something to try to")
    for which, sentence in enumerate(SENTENCES):
        yield f'          - {{id: p{which}, answer: l{which}, text: "{sentence}", feedback: '
        yield f'              "It {does[which]} {name}, and takes the level from what {name} said."}}'


def _number(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "share", "number", "What share of the charts held a question, in per cent?", 2)
    yield "        answer: 30"
    yield "        tolerance: 0.5"
    yield '        unit: "%"'
    right = (
        f"The charts with a question, divided by all that {name} saw, give this share in {name}'s audit."
    )
    yield from _long(8, "feedback", right)
    other = f"Divide the charts with a question by all that {name} saw in the audit, {name}'s own included."
    yield from _long(8, "otherwise", other)


def _written(name: str, number: int) -> Iterator[str]:
    yield from _item(name, "own-words", "reply", "What would you say now?", 2)
    yield from _long(
        8, "model_answer", f"Thank you, {name}. I would like to hear more, {name}, if you wish."
    )
    yield "        rubric:"
    for which, (point, why) in enumerate(
        (
            ("Thanks the person", "It cost"),
            ("Asks for more", "Nobody knows more than"),
            ("Can be declined", "It leaves"),
        )
    ):
        told = f"{why} {name}, and {name} will notice it today."
        yield f'          - {{id: r{which}, text: {point}, feedback: "{told}"}}'


THIRD = (_multiple, _order, _match, _number, _written)


def _debrief(name: str, number: int) -> str:
    setting = SETTINGS[number % len(SETTINGS)]
    return (
        f"What {name} needed in the {setting} was one sentence. Because {name} could say no, "
        f"{name} could also say yes. The rest of the visit with {name} took no longer."
    )
