"""Rules 22 and 25 to 33: the story, and the words it is told in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vignettes.checks.base import BankView, Context, Finding, Placed, Rule, Severity, severity
from vignettes.checks.facts import bare_figure
from vignettes.checks.text import NEGATION, Text, tokens
from vignettes.checks.views import CaseView, ItemView, Passage

LETTER = re.compile(r"\b([Oo]ption|[Aa]nswer|[Cc]hoice) [A-E]\b|\([A-E]\)")
ORDINAL = re.compile(
    r"\b(first|second|third|fourth|last|previous|next) (option|answer|choice)\b", re.IGNORECASE
)
LETTER_WORDS = frozenset({"option", "answer", "choice"})

STORY = (40, 180)
OPTION_WORDS = (25, 40)

FINDING = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)*)(?:\s?(?:%|°C)"
    r"|[\s-]?(?:per ?cent|years?|months?|weeks?|days?|hours?|minutes?|points?"
    r"|kg|g|cm|mm|mg|ml|mmHg|mmol|nmol|pmol|ng|pg|iu|mu|bpm|beats)\b)|\baged? (\d+)\b",
    re.IGNORECASE,
)

_UNDER_18 = r"[0-9]|1[0-7]|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen"
MINOR = re.compile(
    rf"\b(?:{_UNDER_18})[- ]?(?:years?[- ]old|yo)\b(?![- ](?:marriage|relationship))"
    r"|\baged? (?:[0-9]|1[0-7])\b",
    re.IGNORECASE,
)
YO = re.compile(r"\dyo\b", re.IGNORECASE)
MINOR_PERSON = re.compile(r", ?([0-9]|1[0-7])(?=,|$)")
MINOR_HINTS = frozenset({"old", "yo", "year", "years", "age", "aged"})
MINOR_WORD = re.compile(
    r"\b(child|children|teens?|teenagers?|minors|pupils)\b"
    r"|\b(?:a|the|any) (minor|pupil)(?=[.,;:!?]|$| (?:is|was|who|in|and|or|as)\b)",
    re.IGNORECASE,
)
MINOR_WORDS = frozenset(
    {"child", "children", "teen", "teens", "teenager", "teenagers", "minor", "minors", "pupil", "pupils"}
)
MINOR_TAGS = frozenset({"minor-context", "mandated-reporting"})

ACRONYM = re.compile(r"\b[A-Z][A-Z0-9-]{1,8}s?\b")
ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
NO_ACRONYM = frozenset("US UK OK NOT EXCEPT LEAST NEVER NEITHER WRONG UNLIKELY".split())
"""The rule's two countries, a word of everyday English, and the words that rule 7 wants in capitals."""

STIGMA = {
    "frigid": "low desire or arousal, or the person's own word for it",
    "frigidity": "low desire or arousal",
    "impotent": "has erectile difficulty",
    "impotence": "erectile difficulty",
    "nymphomaniac": "describe the behaviour and the distress",
    "nymphomania": "describe the behaviour and the distress",
    "promiscuous": "has several partners",
    "promiscuity": "several partners",
    "normal sex": "the sex they want, or the act that is meant",
    "real sex": "intercourse, penetration, or the act that is meant",
    "opposite sex": "another gender, or a woman, a man",
    "hermaphrodite": "intersex person, or person with a variation of sex characteristics",
    "hermaphrodites": "intersex people, or people with variations of sex characteristics",
    "committed adultery": "had sex outside the relationship",
    "sex addict": "person distressed by their sexual behaviour",
    "sex addicts": "people distressed by their sexual behaviour",
    "foreplay": "touch, kissing, or the act that is meant",
}
STIGMA_TERM = re.compile(r"\b(" + "|".join(STIGMA) + r")\b", re.IGNORECASE)
FAILED = re.compile(r"\b(?:client|patient)s? (?:has |have |had )?failed\b", re.IGNORECASE)
STIGMA_HINTS = frozenset(word for term in STIGMA for word in term.split()) - {"sex"} | {"failed"}

IDENTITY = {
    "race": (
        r"(?-i:Black|White|Asian|Brown) "
        r"(?:wom[ae]n|m[ae]n|person|people|patients?|clients?|couples?|British)|"
        r"Afro-\w+|African|Caribbean|Latin[aox]|Hispanic|Chinese|Indian|Pakistani|Bangladeshi|Nigerian|"
        r"Turkish|Arab|Roma|Indigenous|Aboriginal|M[aā]ori|Native American|mixed[- ]race"
    ),
    "religion": (
        r"Muslims?|Islam(?:ic)?|Ramadan|mosque|imam|Christians?|Catholics?|Protestants?|Evangelicals?|Orthodox|"
        r"church|priest|pastor|Jewish|Jews?|synagogue|rabbi|Hindus?|Buddhists?|Sikhs?|Mormons?|atheists?|"
        r"religious"
    ),
    "orientation": (
        r"gay|lesbians?|bisexual|bi (?:wom[ae]n|m[ae]n)|heterosexual|homosexual|pansexual|asexual|queer|"
        r"straight (?:wom[ae]n|m[ae]n|couples?|friends?|people)"
    ),
    "gender identity": (
        r"trans|transgender|transsexual|non-?binary|cisgender|genderqueer|gender[- ]fluid|agender"
    ),
    "disability": (
        r"disab(?:led|ility|ilities)|wheelchairs?|deaf|"
        r"(?<!double-)(?<!single-)(?<!double )blind(?! spots?)|"
        r"autis(?:tic|m)|Down syndrome|cerebral palsy|(?:para|tetra|quadri)plegi[ac]|amputee|prosthetic leg"
    ),
}
IDENTITY_TERM = {
    group: re.compile(rf"(?<![-\w])(?:{terms})(?!\w)", re.IGNORECASE) for group, terms in IDENTITY.items()
}
IDENTITY_ROLES = frozenset({"title", "person", "setting", "stage", "prompt", "option", "consequence"})
IDENTITY_TAGS = frozenset({"identity-relevant", "identity-ordinary"})
IDENTITY_FROM = 10
"""A bank of fewer cases is not asked to show every group."""

CLINICIAN = frozenset(
    "therapist therapists clinician clinicians counsellor counsellors counselor counselors".split()
)
TOUCH = re.compile(r"touch\w*|massag\w*|demonstrat\w*|watch(?:es|ed|ing)?|observ\w*")
BODY = re.compile(r"breasts?|genitals?|naked|intercourse")
NEARBY = 12
PRACTISE = re.compile(
    r"\bpracti[sc](?:e|es|ed|ing)\b[^.!?]{0,30}\bin (?:the |a |our )?session\b", re.IGNORECASE
)

AROUSAL = re.compile(r"arous|orgasm|erection|climax|foreplay|turn(s|ed)? .{0,12}on\b", re.IGNORECASE)
SF_AIM = re.compile(
    r"sensate focus .{0,40}(aims? (to|at)|in order to|so that|goal is|is meant to) .{0,40}"
    r"(arous|orgasm|erection|climax)",
    re.IGNORECASE,
)
LINEAR = re.compile(r"must (first )?complete|before moving|cannot return|step 1.*step 4", re.IGNORECASE)


class LetterReference(Rule):
    code, name, level = "Q022", "letter_reference", "error"
    title = "No text refers to an option by letter or position: options are shuffled."
    advice = "Name the option by what it says: “Waiting a week …”."
    scope = "every text; positions in stories, prompts, options, feedback and rationales"
    waivable = False

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for passage in case.passages:
            if passage.text.words.isdisjoint(LETTER_WORDS) and "(" not in passage.text.flat:
                continue
            whole = passage.role not in ("debrief", "facilitator")
            match = LETTER.search(passage.text.flat) or (whole and ORDINAL.search(passage.text.flat))
            if match:
                yield Finding(
                    passage.location,
                    f"“{match.group()}” means another option in another order",
                    severity("error", passage, match.start()),
                )


class VignetteLength(Rule):
    code, name, level = "Q025", "vignette_length", "error"
    title = "A stage has 40 to 180 words; an option at most 25 (above 40 an error)."
    advice = "Cut what the question does not need, or tell what it does."
    scope = "every stage; options, steps, answers and pairs"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for i, story in enumerate(case.stories):
            if not STORY[0] <= story.count <= STORY[1]:
                fact = f"the stage has {story.count} words; {STORY[0]} to {STORY[1]} are usual"
                yield Finding(("stages", i, "text"), fact, "warning")

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        for passage in item.passages:
            if passage.role == "option" and passage.text.count > OPTION_WORDS[0]:
                level: Severity = "error" if passage.text.count > OPTION_WORDS[1] else "warning"
                fact = f"this has {passage.text.count} words; at most {OPTION_WORDS[0]} are read"
                yield Finding(passage.location, fact, level)


class FactsInOptions(Rule):
    code, name, level = "Q026", "facts_in_options", "warning"
    title = "No option brings a finding (number with unit, age, laboratory value) that the story lacks."
    advice = "Put the finding into the story; options say what to make of it."
    scope = "one-best-answer items, except numbers and next steps"

    def item(self, item: ItemView, context: Context) -> Iterator[Finding]:
        if item.type != "single" or item.option_type in ("number", "next_step"):
            return
        told = {bare_figure(number) for number in re.findall(r"\d+(?:[.,]\d+)*", told_so_far(item))}
        for option in item.options:
            for match in FINDING.finditer(option.text.flat):
                number = match.group(1) or match.group(2)
                if bare_figure(number) not in told:
                    fact = f"“{match.group()}” does not stand in the story"
                    yield Finding(option.location, fact, "warning")
                    break


def told_so_far(item: ItemView) -> str:
    """Return the story up to and with the item's stage, and its prompt."""
    stories = item.case.stories[: item.stage_index + 1]
    person = Text.of(item.case.vignette.person)
    return " ".join(text.flat for text in (person, *stories, item.prompt))


class Minor(Rule):
    code, name, level = "Q027", "minor", "error"
    title = "No one under 18, except tagged `minor-context` or `mandated-reporting`."
    advice = (
        "Make the person an adult; or tag `minor-context` (a child merely exists in the family, or history "
        "told by an adult without sexual detail) or `mandated-reporting`."
    )
    scope = "every text"
    waivable = False

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for passage in case.passages:
            if passage.tags & MINOR_TAGS:
                continue
            text = passage.text
            match = MINOR.search(text.flat) if mentions_age(text) else None
            if passage.role == "person":
                match = match or MINOR_PERSON.search(text.flat)
            if match:
                fact = f"“{match.group().strip(' ,')}” is an age under 18"
                yield Finding(passage.location, fact, severity("error", passage, match.start()))
                continue
            word = None if text.words.isdisjoint(MINOR_WORDS) else MINOR_WORD.search(text.flat)
            if word:
                yield Finding(passage.location, f"“{word.group()}” names a minor", "warning")


def mentions_age(text: Text) -> bool:
    """Return whether it is worth looking for an age in the text."""
    return not text.words.isdisjoint(MINOR_HINTS) or bool(YO.search(text.flat))


class UndefinedAcronym(Rule):
    code, name, level = "Q028", "undefined_acronym", "warning"
    title = "Every acronym is expanded where it first stands in the case, or is in the glossary."
    advice = "Write it out, “erectile dysfunction (ED)”, or add it to book/glossary.md."
    scope = "every text"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        known = set(NO_ACRONYM)
        for term in context.glossary:
            known.update(match.group().rstrip("s-") for match in ACRONYM.finditer(term))
        for passage in case.passages:
            flat = passage.text.flat
            for match in ACRONYM.finditer(flat):
                word = match.group().rstrip("s").strip("-")
                if word in known or len(word) < 2 or ROMAN.fullmatch(word):
                    continue
                known.add(word)
                if not expanded(flat, match):
                    fact = f"“{word}” is not expanded where it first stands"
                    yield Finding(passage.location, fact, "warning")


def expanded(text: str, acronym: re.Match[str]) -> bool:
    """Return whether the acronym stands in brackets after its words, or its words in brackets after it."""
    before, after = text[: acronym.start()].rstrip(), text[acronym.end() :].lstrip()
    if before.endswith("("):
        return bool(re.match(r"[^()]*\)", after)) and bool(before[:-1].strip())
    return bool(re.match(r"\((?:\w+[\s-]+)+\w+|, (?:short )?for \w|(?:stands for|means) \w", after))


class StigmaTerms(Rule):
    code, name, level = "Q029", "stigma_terms", "warning"
    title = "No words that shame: frigid, impotent, promiscuous, “normal sex”, foreplay …"
    advice = "Use the plain words; tag the item `language-teaching` where the word itself is the subject."
    scope = "every text"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        if case.words.isdisjoint(STIGMA_HINTS):
            return
        for passage in case.passages:
            if "language-teaching" in passage.tags or passage.text.words.isdisjoint(STIGMA_HINTS):
                continue
            for match in STIGMA_TERM.finditer(passage.text.flat):
                instead = STIGMA[match.group().lower()]
                fact = f"“{match.group()}”: write {instead}"
                yield Finding(passage.location, fact, "warning")
            for match in FAILED.finditer(passage.text.flat):
                fact = f"“{match.group()}”: write that the treatment did not help"
                yield Finding(passage.location, fact, "warning")


class IrrelevantIdentity(Rule):
    code, name, level = "Q030", "irrelevant_identity", "warning"
    title = "Race, religion, orientation, gender identity or disability is named on purpose or not at all."
    advice = (
        "Tag `identity-relevant` (it bears on the case) or `identity-ordinary` (named on purpose, not the "
        "problem), or leave it out."
    )
    scope = "person, setting, stories, prompts, options; over ten cases or more, every group is shown"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for passage in case.passages:
            if passage.role not in IDENTITY_ROLES or passage.tags & IDENTITY_TAGS:
                continue
            found = identities(passage)
            if found:
                group, word = next(iter(found.items()))
                yield Finding(passage.location, f"“{word}” names {group} without a tag", "warning")

    def bank(self, bank: BankView, context: Context) -> Iterator[Placed]:
        if len(bank.cases) < IDENTITY_FROM:
            return
        shown: set[str] = set()
        for case in bank.cases:
            if len(shown) == len(IDENTITY):
                return
            for passage in case.passages:
                if passage.role in IDENTITY_ROLES and "identity-ordinary" in passage.tags:
                    shown |= identities(passage).keys()
        missing = [group for group in IDENTITY if group not in shown]
        if missing:
            fact = f"no case of the bank shows as ordinary: {', '.join(missing)}"
            advice = "Let some person be so without its being the problem; tag `identity-ordinary`."
            yield bank.cases[0], Finding((), fact, "warning", advice)


def identities(passage: Passage) -> dict[str, str]:
    """Return the groups that a text names, each with the word."""
    if passage.text.words.isdisjoint(IDENTITY_HINTS) and not any(
        word.startswith(IDENTITY_BEGINNINGS) for word in passage.text.words
    ):
        return {}
    found = {}
    for group, pattern in IDENTITY_TERM.items():
        match = pattern.search(passage.text.flat)
        if match:
            found[group] = match.group()
    return found


IDENTITY_HINTS = frozenset(
    """black white asian brown bi straight indian roma arab imam mosque gay queer trans deaf blind african
    caribbean native mixed down cerebral prosthetic non gender rabbi church priest pastor""".split()
)
IDENTITY_BEGINNINGS = (
    *("afro", "latin", "hispanic", "chinese", "pakistan", "bangladesh", "nigeria", "turkish", "indigen"),
    *("aborigin", "maori", "māori", "muslim", "islam", "ramadan", "christian", "catholic", "protestant"),
    *("evangelic", "orthodox", "jew", "synagog", "hindu", "buddhist", "sikh", "mormon", "atheist"),
    *("religious", "lesbian", "bisexual", "heterosex", "homosex", "pansex", "asexual", "transg", "transs"),
    *("nonbin", "cisgend", "genderq", "agend", "disab", "wheelchair", "autis", "paraple", "tetraple"),
    *("quadriple", "amputee"),
)


class TouchRule(Rule):
    code, name, level = "Q031", "touch_rule", "error"
    title = "No clinician touches, demonstrates or watches anything sexual in what is taught as right."
    advice = "Sex therapy is talk with practice at home; tag `licensed-exam` for a licensed examination."
    scope = "keys, their feedback, rationales, model answers, debriefs"
    waivable = False

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        for passage in case.passages:
            if not passage.taught or "licensed-exam" in passage.tags:
                continue
            if touching(passage.text):
                fact = "a clinician, touch or watching, and the body stand close together here"
                yield Finding(passage.location, fact)
                continue
            match = PRACTISE.search(passage.text.flat) if "session" in passage.text.words else None
            if match and near_touch(passage.text, match) and not passage.text.negated_at(match.start()):
                yield Finding(passage.location, f"“{match.group()}” stands near touch", "warning")


def touching(text: Text) -> bool:
    """Return whether a clinician stands within reach of touch words and body words, not denied."""
    if text.words.isdisjoint(CLINICIAN):
        return False
    words: list[str] = []
    denied: list[bool] = []
    for _, sentence in text.sentences():
        found = tokens(sentence)
        words += found
        denied += [bool(NEGATION.search(sentence))] * len(found)
    for i, word in enumerate(words):
        if word not in CLINICIAN or denied[i]:
            continue
        near = range(max(0, i - NEARBY), min(len(words), i + NEARBY + 1))
        touch = [j for j in near if TOUCH.fullmatch(words[j]) and not denied[j]]
        body = [j for j in near if BODY.fullmatch(words[j]) and not denied[j]]
        body += [j for j in near if words[j : j + 2] == ["sexual", "activity"] and not denied[j]]
        if touch and body:
            return True
    return False


def near_touch(text: Text, match: re.Match[str]) -> bool:
    """Return whether touch or the body is named within twelve words of a match."""
    before, after = tokens(text.flat[: match.start()]), tokens(text.flat[match.end() :])
    near = [*before[-NEARBY:], *tokens(match.group()), *after[:NEARBY]]
    return any(TOUCH.fullmatch(word) or BODY.fullmatch(word) for word in near)


class SensateFocusGoal(Rule):
    code, name, level = "Q032", "sf_goal", "error"
    title = "Sensate focus is not taught as a way to arousal, orgasm or erection."
    advice = "Its aim is attention to touch without demand; say so, or deny the goal in the same sentence."
    scope = "keys, their feedback, rationales, model answers, debriefs"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        if "sensate" not in case.words:
            return
        for passage in case.passages:
            if passage.taught:
                yield from self.passage(passage)

    def passage(self, passage: Passage) -> Iterable[Finding]:
        for start, sentence in passage.text.sentences():
            low = sentence.lower()
            if "sensate focus" not in low or not AROUSAL.search(low) or NEGATION.search(low):
                continue
            aim: Severity = "error" if SF_AIM.search(low) else "warning"
            level = severity(aim, passage, start + low.index("sensate"))
            yield Finding(passage.location, "sensate focus and arousal stand in one sentence", level)


class LinearPlissit(Rule):
    code, name, level = "Q033", "plissit_linear", "warning"
    title = "PLISSIT is not described as a staircase climbed once."
    advice = "Permission recurs at every level, and moving back a level is normal."
    scope = "every text outside distractors"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        if "plissit" not in case.words:
            return
        for passage in case.passages:
            if passage.right is False or "plissit" not in passage.text.words:
                continue
            for _, sentence in passage.text.sentences():
                match = LINEAR.search(sentence)
                if match and "plissit" in sentence.lower() and not NEGATION.search(sentence):
                    yield Finding(passage.location, f"“{match.group()}” makes it a staircase", "warning")


DISTRESSING = re.compile(
    r"\b(rap(e[ds]?|ing|ists?)|assault(s|ed|ing)?|abus(e[drs]?|ers|ing|ive)|molest\w*|violen(t|ce)"
    r"|suicid\w*|self-harm\w*|overdos\w*|strang(le|led|ling|ulation)|miscarr\w*|stillb\w*|incest\w*"
    r"|(hit|hits|beat|beats|slapped|punched|forced|forces|choked) (him|her|me|them)\b"
    r"|kill(ed|ing)? (himself|herself|myself|themselves))",
    re.IGNORECASE,
)


class ContentNote(Rule):
    code, name, level = "Q044", "content_note", "warning"
    title = "A case whose story tells of violence, abuse, suicide or loss says so before it begins."
    advice = "Write a `content_note:` of one plain sentence: what comes, and that one may pass it by."
    scope = "what happens in the story: stages and consequences"

    def case(self, case: CaseView, context: Context) -> Iterator[Finding]:
        if case.vignette.content_note:
            return
        for passage in case.passages:
            match = DISTRESSING.search(passage.text.flat) if passage.role in TOLD else None
            if match:
                yield Finding(
                    passage.location, f"“{match.group()}” comes without a note before it", "warning"
                )
                return


TOLD = ("person", "stage", "consequence")

RULES = (
    LetterReference(),
    VignetteLength(),
    FactsInOptions(),
    Minor(),
    UndefinedAcronym(),
    StigmaTerms(),
    IrrelevantIdentity(),
    TouchRule(),
    SensateFocusGoal(),
    LinearPlissit(),
    ContentNote(),
)
