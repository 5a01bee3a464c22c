"""Every rule finds what it is for, and nothing else; sound prose passes all of them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.checks.cases import CONTEXT, STRAIGHT, Data, branching, case, found, loaded, problems, single
from vignettes.checks import RULES, check_bank
from vignettes.checks.structure import OPTION_TYPES

E, W = "error", "warning"


def told(sentence: str, *items: Data, **more: Any) -> Data:
    """Return a case whose story goes on with `sentence`."""
    data = case(*items, **more)
    data["stages"][0]["text"] += f"\n{sentence}\n"
    return data


def item(**more: Any) -> Data:
    return case(single(**more))


def options(*texts: str, **more: Any) -> Data:
    return case(single(*texts, **more))


def feedback(text: str, which: int = 0, **more: Any) -> Data:
    data = item(**more)
    data["stages"][0]["items"][0]["options"][which]["feedback"] = text
    return data


def allowing(rule: str, data: Data) -> Data:
    reason = "This test needs another rule to stand alone."
    return data | {"allow": [*data.get("allow", []), {"rule": rule, "reason": reason}]}


def number(*texts: str) -> Data:
    return options(*texts, option_type="number", prompt="What is the score of this questionnaire?")


def unkeyed() -> Data:
    data = item()
    for option in data["stages"][0]["items"][0]["options"]:
        option.pop("correct", None)
    return data


def multiple(*right: int) -> Data:
    built = single() | {"type": "multiple", "prompt": "Which of these belong?"}
    for i, option in enumerate(built["options"]):
        option["correct"] = i in right
    return case(built)


def two_choices() -> Data:
    ways = [("sound", "two"), ("costly", "two")]
    return branching(("one", ways), ("two", [("sound", "debrief"), ("costly", "debrief")]))


def order(words: str) -> Data:
    steps = [
        {"id": f"s{i}", "text": text, "feedback": f"{words} {text.lower()}"}
        for i, text in enumerate(("Hear the worry", "Check for danger", "Agree on an aim"))
    ]
    built = {key: value for key, value in single().items() if key not in ("options", "option_type")}
    return case(built | {"type": "order", "prompt": "In which order?", "steps": steps})


def rubric(words: str) -> Data:
    points = [
        {"id": f"p{i}", "text": text, "feedback": f"{words} {text.lower()}"}
        for i, text in enumerate(("Thanks her", "Asks for more", "Can be declined"))
    ]
    built = {key: value for key, value in single().items() if key not in ("options", "option_type")}
    return case(
        built
        | {
            "type": "reply",
            "prompt": "What do you say?",
            "model_answer": "Thank you. Would you like to say more?",
            "rubric": points,
        }
    )


CONVERGING = ("Rest, warmth", "Rest, walking", "Warmth, reading")

BROKEN: list[tuple[str, str, Data]] = [
    ("Q001", E, unkeyed()),
    ("Q001", E, multiple()),
    ("Q001", E, multiple(0, 1, 2)),
    ("Q002", E, options("Ask how the evenings have been", "Explain what an illness can do")),
    ("Q003", E, item(prompt="Say what you do in the next minute.")),
    ("Q003", W, item(prompt="What comes next?")),
    ("Q004", E, item(prompt="Which of the following statements about consent is true?")),
    ("Q004", E, item(prompt="What is true about the next minute of this visit?")),
    ("Q005", E, options("I and III", "II and IV", "I only", option_type="rule")),
    ("Q006", E, options("Ask how it has been", "Explain the illness", "None of the above")),
    ("Q006", E, options("Ask how it has been", "Explain the illness", "Both answers B")),
    ("Q007", E, item(prompt="Which of these steps is least useful now?")),
    ("Q007", W, item(prompt="Which of these steps is wrong here?")),
    ("Q007", E, item(prompt="Which of these steps is not useful?", tags=["negative-ok"])),
    ("Q007", W, item(prompt="Which of these steps is NOT useful?", tags=["negative-ok"])),
    (
        "Q008",
        E,
        allowing(
            "negative_lead_in",
            options(
                "Ask how the evenings have been",
                "Explain without being asked to",
                "Book a longer slot in spring",
                prompt="Which step is least useful here?",
            ),
        ),
    ),
    ("Q009", W, item(prompt="Which step should be avoided here today?")),
    (
        "Q011",
        E,
        options(
            "Ask how the evenings have been", "Always explain an illness", "Book a longer slot in spring"
        ),
    ),
    (
        "Q011",
        W,
        options(
            "Ask how the evenings have been", "Explain it to everyone here", "Book every slot of the spring"
        ),
    ),
    ("Q011", E, item(tags=["ethics-absolute"])),
    (
        "Q012",
        W,
        options(
            "Ask what evenings may bring", "Explain what an illness does", "Book a longer slot in spring"
        ),
    ),
    (
        "Q013",
        E,
        options("Ask how evenings at home have been", "Explain what illness does", "Book a longer slot"),
    ),
    (
        "Q013",
        W,
        options(
            "Ask how the evenings at home were", "Explain what an illness does", "Book a longer slot in May"
        ),
    ),
    (
        "Q013",
        W,
        options(
            "Ask how evenings are",
            "Explain what a long illness can do",
            "Book a longer slot for next month",
        ),
    ),
    (
        "Q014",
        W,
        options(
            "Ask how evenings at home feel",
            "Go on to all that is on it now, as it is due",
            "Prescribe contraception",
        ),
    ),
    (
        "Q016",
        W,
        options(
            "Ask about the poster and feet", "Explain what an illness does", "Book a longer slot in spring"
        ),
    ),
    (
        "Q016",
        E,
        options(
            "Say poster, feet, cuff, winter", "Explain what an illness does", "Book a longer slot in spring"
        ),
    ),
    ("Q017", W, options(*CONVERGING)),
    (
        "Q018",
        E,
        options(
            "Ask how evenings have been.", "Explain what an illness does", "Book a longer slot in spring"
        ),
    ),
    (
        "Q018",
        W,
        options(
            "Ask how the evenings have been", "Explaining what illness does", "Book a longer slot in spring"
        ),
    ),
    (
        "Q019",
        W,
        options(
            "Ask how 3 evenings have been", "Explain what an illness does", "Book a longer slot in spring"
        ),
    ),
    (
        "Q019",
        W,
        options(
            "Ask with Annon's opening words", "Explain what an illness does", "Book a longer slot in spring"
        ),
    ),
    (
        "Q020",
        E,
        options(
            "Ask how the evenings have been",
            "Ask how the evenings have been!",
            "Book a longer slot in spring",
        )
        | {"allow": [{"rule": "grammar_mismatch", "reason": "The final mark is what differs here."}]},
    ),
    (
        "Q020",
        E,
        options(
            "Ask how the evenings have been", "Explain the illness", "Explain the illness at great length"
        ),
    ),
    (
        "Q020",
        W,
        options("Ask how the evenings were", "Let her wait for spring", "Let her not wait for spring"),
    ),
    ("Q021", E, number("5 points", "15 points", "10 points")),
    ("Q021", E, number("5 points", "10 weeks", "15 points")),
    ("Q021", E, number("5 to 10 points", "10 to 15 points", "16 to 20 points")),
    ("Q021", E, number("5.0 points", "10 points", "15 points")),
    ("Q022", E, item(rationale="As option B shows, room costs one sentence and guessing a visit.")),
    ("Q022", E, told("The previous answer has changed the picture.")),
    ("Q022", W, told("> The first choice was his, and the second mine.")),
    ("Q025", W, case() | {"stages": [case()["stages"][0] | {"text": "Ines waits."}]}),
    (
        "Q025",
        E,
        options(*(f"{w} {'how it is and ' * 11}why" for w in ("Ask", "Say", "Hear")), option_type="rule"),
    ),
    (
        "Q026",
        W,
        options(
            "Her glucose of 9.1 mmol fits",
            "A mood of 12 points fits it",
            "A marriage of 20 years fits",
            option_type="formulation",
        ),
    ),
    ("Q027", E, told("Her cousin, a 15-year-old, waits outside.")),
    ("Q027", E, case(person="Ines, 16, a florist")),
    ("Q027", W, told("> My sister was aged 9 at the time.")),
    ("Q027", W, told("Her child waits outside.")),
    ("Q028", W, told("She asks whether it could be an STI.")),
    ("Q029", W, told("> He calls me frigid.")),
    ("Q029", W, told("The patient failed the first treatment.")),
    ("Q030", W, told("She comes from the mosque.")),
    ("Q030", W, told("She is a Black woman of few words.")),
    (
        "Q031",
        E,
        item(rationale="The therapist may watch the couple while they touch the breasts in the room."),
    ),
    (
        "Q031",
        W,
        item(rationale="The couple practise the touch exercise in session, and then talk it over."),
    ),
    (
        "Q032",
        W,
        item(rationale="In sensate focus an erection is welcome, and the session goes on as agreed."),
    ),
    ("Q032", E, item(rationale="The sensate focus exercise aims to bring arousal back over the weeks.")),
    ("Q033", W, item(rationale="In PLISSIT one stays with permission before moving to information.")),
    ("Q034", E, feedback("Too short, because nothing is said.")),
    (
        "Q034",
        W,
        feedback(
            "It takes the hint and hands the choice over; only she can say what the hint really meant."
        ),
    ),
    ("Q034", E, order("First things.")),
    ("Q034", E, rubric("It counts.")),
    (
        "Q035",
        E,
        feedback(
            "Good job. It takes the hint, because only the person can say what the hint meant that day."
        ),
    ),
    (
        "Q035",
        W,
        feedback(
            "It obviously takes the hint, because only the person can say what the hint meant that day."
        ),
    ),
    ("Q036", E, item(references=[])),
    ("Q036", E, item(references=["anon1976plissit"])),
    ("Q036", E, case(references=["nobody2000"])),
    ("Q036", W, item(references=["old1956"])),
    (
        "Q036",
        W,
        item(
            tags=["expert-opinion"],
            rationale="It was proved that room costs one sentence and guessing a visit.",
        ),
    ),
    (
        "Q037",
        W,
        feedback(
            "It takes the hint and hands the choice over, because 85% of people wait until they are asked."
        ),
    ),
    (
        "Q037",
        W,
        feedback(
            "It takes the hint and hands the choice over, because the effect was d = 1.68 in the review.",
            references=["cicek2024"],
        ),
    ),
    ("Q038", E, item(tags=["law"])),
    ("Q038", W, item(tags=["law"], as_of="2025-10")),
    ("Q038", E, item(tags=["code"], as_of="2026-13")),
    (
        "Q039",
        W,
        case(debrief="Whoever asks first and listens long learns more in one visit than others."),
    ),
    ("Q042", E, two_choices()),
    ("Q044", W, told("She says that he hit her, once, at the sink.")),
]


@pytest.mark.parametrize(
    ("code", "level", "data"), BROKEN, ids=[f"{c}-{i}" for i, (c, *_) in enumerate(BROKEN)]
)
def test_a_broken_rule_is_found_and_no_other(code: str, level: str, data: Data) -> None:
    assert set(found(data)) == {(code, level)}, "\n\n".join(map(str, problems(data)))


SOUND: list[tuple[str, Data]] = [
    ("Q001", multiple(0, 2)),
    ("Q003", item(prompt="What do you say to “Why me?”")),
    ("Q004", item(prompt="Which of these explanations is most likely true?")),
    (
        "Q006",
        options(
            "Ask how the evenings at home feel",
            "Go through all of the above with her now",
            "Book a longer slot in spring",
        ),
    ),
    ("Q007", item(prompt="What would you do at least in the next minute?")),
    (
        "Q011",
        options(
            "Ask how the evenings have been",
            "Explain that she never felt ill",
            "Book a longer slot in spring",
        ),
    ),
    (
        "Q011",
        options(
            "Never see her on her own here",
            "Always see her on her own here",
            "See her on her own if asked to",
            tags=["ethics-absolute"],
            option_type="rule",
        ),
    ),
    (
        "Q012",
        options(
            "Ask what evenings may bring", "Explain what illness may do", "Book a longer slot in spring"
        ),
    ),
    (
        "Q018",
        options(
            "Ask how the evenings have been",
            "Bring her an illness to read on",
            "Book a longer slot in spring",
        ),
    ),
    (
        "Q018",
        options(
            "“How were the evenings at home?”",
            "“Would you read about illness?”",
            "“May we book a longer slot?”",
        ),
    ),
    ("Q021", number("5 to 9 points", "10 to 14 points", "15 to 19 points")),
    ("Q021", number("1,200 steps", "1,500 steps", "2,000 steps")),
    ("Q022", item(rationale="A hint is a question asked of you; a good answer leaves room.")),
    (
        "Q026",
        options(
            "A first attack in 2 days",
            "A mood after 4 weeks of it",
            "A plain wish to be heard",
            option_type="next_step",
        ),
    ),
    ("Q027", told("Their five-year-old marriage was a joke between them.")),
    ("Q027", told("Her child waits outside.", tags=["minor-context"])),
    ("Q028", told("She asks about sexually transmitted infections (STI). An STI is a fear of hers.")),
    ("Q028", told("She reads about PLISSIT, type II and the UK; she wears a T-shirt.")),
    ("Q029", told("> He calls me frigid.", tags=["language-teaching"])),
    ("Q030", told("She comes from the mosque.", tags=["identity-ordinary"])),
    ("Q030", told("The straight answer is a blind spot of hers; the white coat stays on the hook.")),
    (
        "Q031",
        item(rationale="The therapist does not watch or touch; nothing with genitals happens in the room."),
    ),
    (
        "Q031",
        options(
            "Ask how the evenings have been",
            "Let the therapist touch a breast",
            "Book a longer slot in spring",
        ),
    ),
    ("Q031", item(rationale="The clinician may touch the breast to examine it.", tags=["licensed-exam"])),
    (
        "Q032",
        item(rationale="Sensate focus is not meant to bring arousal; attention to touch is the task."),
    ),
    (
        "Q033",
        item(rationale="In PLISSIT one need not stay with permission before moving; all levels have it."),
    ),
    ("Q034", order("It stands here because of what came before:")),
    ("Q034", rubric("This gives her room to go on:")),
    (
        "Q036",
        item(tags=["expert-opinion"], rationale="It was not proved that room costs one sentence only."),
    ),
    (
        "Q037",
        feedback(
            "It takes the hint and hands the choice over, because 11 of 35 studies used the model.",
            references=["arends2024tools"],
        ),
    ),
    (
        "Q037",
        feedback(
            "Counting beds tempts, but d = 1.68 is the figure of another review and another question.",
            which=1,
            references=["cicek2024"],
        ),
    ),
    ("Q038", item(tags=["law"], as_of="2025-11")),
    ("Q042", branching(*STRAIGHT)),
    ("Q044", told("She says that he hit her, once.") | {"content_note": "A blow is told of."}),
    ("Q044", told("The pain is violet, she says, and it hits at night.")),
]


@pytest.mark.parametrize(("code", "data"), SOUND, ids=[f"{c}-{i}" for i, (c, _) in enumerate(SOUND)])
def test_sound_text_passes(code: str, data: Data) -> None:
    assert found(data) == [], "\n\n".join(map(str, problems(data)))


def test_the_sound_case_of_these_tests_is_sound() -> None:
    assert problems(case()) == []


def test_an_unknown_option_type_is_found() -> None:
    data = case()
    built = loaded(data)
    stage = built.vignette.stages[0]
    strange = stage.items[0].model_copy(update={"option_type": "fruit"})
    vignette = built.vignette.model_copy(
        update={"stages": (stage.model_copy(update={"items": (strange,)}),)}
    )
    report = check_bank({"sound": dataclasses.replace(built, vignette=vignette)}, CONTEXT)
    assert [problem.code for problem in report] == ["Q010"]
    assert "next_step" in OPTION_TYPES


def test_other_confidence_marks_are_an_error() -> None:
    context = dataclasses.replace(CONTEXT, marks={"guessing": (1, 0), "think so": (2, -1), "sure": (3, -6)})
    assert found(case(), context=context) == [("Q040", E)]


BANK_CODES = {"Q015", "Q023", "Q024"}
OWN_TESTS = {"Q000", "Q010", "Q040", "Q043"}


def test_every_rule_has_a_violating_example() -> None:
    assert {rule.code for rule in RULES} == {code for code, *_ in BROKEN} | BANK_CODES | OWN_TESTS


def test_codes_and_names_are_unique_and_the_numbers_of_the_sheet() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == ["Q000", *(f"Q{n:03d}" for n in range(1, 41)), "Q042", "Q043", "Q044"]
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_rules_that_must_not_be_silenced_cannot_be() -> None:
    fixed = {rule.code for rule in RULES if not rule.waivable}
    assert fixed == {"Q000", "Q001", "Q022", "Q027", "Q031", "Q036"}


def test_a_problem_names_its_place_its_rule_and_the_next_step() -> None:
    (problem,) = problems(item(prompt="Say what you do in the next minute."))
    assert problem.trail == ("stages", "opening", "items", "first", "prompt")
    assert problem.fact == "the prompt does not end in a question mark"
    assert problem.advice.endswith("(rule: closed_lead_in)")
