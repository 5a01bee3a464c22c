"""When a question comes back: the formulas of FSRS, the reader's own days, whatever a clock may do."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TESTS
from tests.desk.node import Node
from vignettes import frontend

SCHEDULE = "desk/schedule.js"
PACKAGE = TESTS / "consumers" / "node_modules" / "ts-fsrs"
VENDORED = {"index.umd.js": "dist/index.umd.js", "LICENSE": "LICENSE"}
DAY = 86_400_000
NOW = 1_764_158_400_000  # 26 November 2025, 12:00 UTC
PRINT = "0123456789ab"
AGAIN, HARD, GOOD, EASY = "1", "2", "3", "4"

W = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835]
W += [0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]
"""The default weights of FSRS-6, as open-spaced-repetition publishes them."""


@pytest.fixture(scope="module", params=["America/Los_Angeles", "UTC", "Pacific/Auckland"])
def there(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Node, ZoneInfo]]:
    """Node as it runs in another place of the world."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        node = Node(tmp_path_factory.mktemp("there"))
    yield node, ZoneInfo(request.param)
    node.close()


def seen(at: int, score: float = 1) -> dict[str, Any]:
    return {"fingerprint": PRINT, "score": score, "at": at}


def after(node: Node, card: Any, at: int) -> dict[str, Any]:
    return node.call(SCHEDULE, "prospects", card, seen(at))


def line(key: str, **known: Any) -> dict[str, Any]:
    first = known.get("first")
    return {"key": key, "revised": False, "item": {"fingerprint": PRINT}, "answer": first, **known}


def first(**other: Any) -> dict[str, Any]:
    return {"fingerprint": PRINT, "answer": "a", "score": 1, "right": True, "at": NOW - DAY, **other}


@pytest.mark.parametrize("name", VENDORED)
def test_the_bytes_of_ts_fsrs_are_those_of_the_locked_package(name: str) -> None:
    vendored = frontend.HERE / "fsrs" / name
    assert vendored.read_bytes() == (PACKAGE / VENDORED[name]).read_bytes()


def test_the_review_page_alone_gets_ts_fsrs_as_it_is_below_its_licence() -> None:
    source = (frontend.HERE / "fsrs" / "index.umd.js").read_text("utf-8")
    code, _, address_of_map = source.rpartition("//# sourceMappingURL=")
    script = frontend.classic_script("desk/review.js")
    assert code in script and address_of_map not in script
    assert script.index("Copyright (c) 2026 Open Spaced Repetition") < script.index(code)
    assert "Open Spaced Repetition" not in frontend.classic_script("desk/exam.js")


def forgetting(days: float, stability: float) -> float:
    factor = math.exp(math.log(0.9) / -W[20]) - 1
    return (1 + factor * days / stability) ** -W[20]


def recalled(card: dict[str, Any], days: float, rating: str) -> float:
    """The stability after recall: S·(e^w8·(11−D)·S^−w9·(e^(w10·(1−R))−1)·hard·easy + 1)."""
    s, d, r = card["stability"], card["difficulty"], forgetting(days, card["stability"])
    bonus = {HARD: W[15], GOOD: 1, EASY: W[16]}[rating]
    return s * (1 + math.exp(W[8]) * (11 - d) * s ** -W[9] * (math.exp(W[10] * (1 - r)) - 1) * bonus)


def forgotten(card: dict[str, Any], days: float) -> float:
    """The stability after a lapse: w11·D^−w12·((S+1)^w13−1)·e^(w14·(1−R)), never more than it was."""
    s, d, r = card["stability"], card["difficulty"], forgetting(days, card["stability"])
    return min(s, W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp(W[14] * (1 - r)))


def test_a_new_item_begins_with_the_first_stabilities_of_fsrs(node: Node) -> None:
    cards = after(node, None, NOW)
    assert [cards[rating]["stability"] for rating in "1234"] == W[:4]
    assert [cards[rating]["days"] for rating in "1234"] == [1, 2, 3, 8]
    assert after(node, {**cards[EASY], "state": 0}, NOW) == cards
    assert cards[AGAIN]["difficulty"] == pytest.approx(W[4])
    assert all(cards[r]["reps"] == 1 and cards[r]["at"] == NOW and cards[r]["score"] == 1 for r in cards)


def test_stability_grows_and_shrinks_by_the_published_formulas(node: Node) -> None:
    card, at = after(node, None, NOW)[GOOD], NOW
    for days, rating in ((3, GOOD), (20, HARD), (9, AGAIN), (2, GOOD), (30, EASY)):
        at += days * DAY
        cards = after(node, card, at)
        for each in (HARD, GOOD, EASY):
            assert cards[each]["stability"] == pytest.approx(recalled(card, days, each), rel=1e-5)
        assert cards[AGAIN]["stability"] == pytest.approx(forgotten(card, days), rel=1e-5)
        today = node.call(SCHEDULE, "dayOf", at)
        assert node.call(SCHEDULE, "recallOf", card, today) == pytest.approx(
            forgetting(days, card["stability"]), rel=1e-5
        )
        card = cards[rating]
    assert (card["reps"], card["lapses"]) == (6, 1)


def test_an_item_comes_back_when_nine_in_ten_would_still_know_it_and_within_a_year(node: Node) -> None:
    card, at = after(node, None, NOW)[GOOD], NOW
    lengths = []
    for _ in range(9):
        at = card["due"]
        card = after(node, card, at)[GOOD]
        lengths.append(card["days"])
    assert lengths == sorted(lengths) and lengths[0] > 3 and lengths[-1] == 365
    assert node.call(SCHEDULE, "prospects", card, seen(card["due"]))[EASY]["days"] == 365
    for days, stability in ((14, 14), (100, 100)):
        of = {**card, "stability": stability}
        day = node.call(SCHEDULE, "dayOf", card["at"])
        assert node.call(SCHEDULE, "recallOf", of, day + days) == pytest.approx(0.9, abs=0.01)


def local(zone: ZoneInfo, *when: int) -> int:
    return int(datetime(*when, tzinfo=zone).timestamp() * 1000)  # type: ignore[arg-type, misc]


def test_a_day_is_the_readers_own_and_ends_at_four_in_the_morning(there: tuple[Node, ZoneInfo]) -> None:
    node, zone = there

    def day(*when: int) -> int:
        return node.call(SCHEDULE, "dayOf", local(zone, *when))

    assert day(2026, 1, 10, 4) == day(2026, 1, 10, 21) == day(2026, 1, 11, 3, 59)
    assert day(2026, 1, 11, 4) == day(2026, 1, 10, 4) + 1


def test_nine_in_the_evening_and_six_the_next_evening_are_a_day_apart_everywhere(
    there: tuple[Node, ZoneInfo],
) -> None:
    node, zone = there
    card = after(node, None, local(zone, 2026, 1, 12, 21))[AGAIN]
    assert card["due"] == local(zone, 2026, 1, 13, 4)
    evening = local(zone, 2026, 1, 13, 18)
    assert after(node, card, evening)[GOOD]["stability"] == pytest.approx(recalled(card, 1, GOOD), rel=1e-5)


def test_days_stay_days_where_the_clocks_are_changed(there: tuple[Node, ZoneInfo]) -> None:
    node, zone = there
    begin = local(zone, 2025, 12, 31, 12)
    for n in range(0, 380):
        morning = node.call(SCHEDULE, "morningOf", node.call(SCHEDULE, "dayOf", begin) + n)
        at = datetime.fromtimestamp(morning / 1000, zone)
        assert at.hour == 4 and at.date().toordinal() == datetime(2025, 12, 31).toordinal() + n
        assert node.call(SCHEDULE, "dayOf", morning) == node.call(SCHEDULE, "dayOf", begin) + n


moments = st.integers(0, 4 * 10**12)
cards = st.fixed_dictionaries(
    {
        "fingerprint": st.just(PRINT),
        "at": st.integers(0, 8_639_999_999_999_999),
        "due": st.integers(0, 8_639_999_999_999_999),
        "stability": st.floats(0, 1e300),
        "difficulty": st.floats(0, 1e300),
        "days": st.integers(0, 2**53),
        "steps": st.integers(0, 2**53),
        "reps": st.integers(0, 2**53),
        "lapses": st.integers(0, 2**53),
        "state": st.integers(0, 3),
        "score": st.floats(0, 1),
    }
)
likely = moments.flatmap(
    lambda at: cards.map(
        lambda card: {**card, "at": at, "due": at + card["days"] % 400 * DAY, "stability": 1 + at % 300}
    )
)


@given(st.one_of(st.none(), cards, likely), moments)
def test_whatever_the_clock_does_every_rating_leads_to_a_card_of_the_next_year(
    node: Node, card: Any, now: int
) -> None:
    made = after(node, card, now)
    assert list(made) == ["1", "2", "3", "4"]
    for each in made.values():
        assert node.call("desk/records.js", "isCard", each)
        assert 1 <= each["days"] <= 365
        assert 0 < each["due"] - now <= 366 * DAY
    assert [each["days"] for each in made.values()] == sorted(each["days"] for each in made.values())


@given(st.lists(st.one_of(st.none(), cards, likely), max_size=12), moments, st.integers(0, 12))
def test_no_item_is_lost_and_what_is_most_likely_forgotten_comes_first(
    node: Node, found: list[Any], now: int, per_day: int
) -> None:
    lines = [
        line(f"case/item-{i}", **({"card": card} if card else {"first": first(at=i)}))
        for i, card in enumerate(found)
    ]
    held = node.call(SCHEDULE, "agenda", lines, now, per_day)
    of = {each["key"]: each for each in lines}
    due = [of[each["key"]]["card"] for each in held["due"]]
    later = [
        each["card"]
        for each in lines
        if "card" in each and node.call(SCHEDULE, "dueOf", each["card"], now) > now
    ]
    assert len(due) + len(later) + len(held["fresh"]) + held["waiting"] == len(lines)
    assert len(held["fresh"]) <= per_day
    today = node.call(SCHEDULE, "dayOf", now)
    likely_known = [node.call(SCHEDULE, "recallOf", card, today) for card in due]
    assert likely_known == sorted(likely_known)
    assert held.get("next") is None or held["next"] > now


def test_new_items_come_revised_first_then_sure_and_wrong_wrong_guessed_and_right(node: Node) -> None:
    wrong = {"score": 0, "right": False}
    lines = [
        line("right", first=first(confidence="sure")),
        line("guessed", first=first(confidence="guessing")),
        line("wrong", first=first(**wrong)),
        line("older-wrong", first=first(**wrong, at=NOW - 9 * DAY)),
        line("sure-and-wrong", first=first(**wrong, confidence="sure")),
        line("revised", revised=True),
        line("never-answered"),
    ]
    held = node.call(SCHEDULE, "agenda", lines, NOW, 10)
    order = ["revised", "sure-and-wrong", "older-wrong", "wrong", "guessed", "right"]
    assert [each["key"] for each in held["fresh"]] == order
    few = node.call(SCHEDULE, "agenda", lines, NOW, 2)
    assert [each["key"] for each in few["fresh"]] == order[:2] and few["waiting"] == 4


def test_what_was_begun_today_counts_towards_the_new_ones_of_today(node: Node) -> None:
    begun = after(node, None, NOW)[GOOD]
    lines = [line("begun", card=begun), *(line(f"new-{n}", first=first(at=n)) for n in range(3))]
    held = node.call(SCHEDULE, "agenda", lines, NOW + 3_600_000, 2)
    assert [each["key"] for each in held["fresh"]] == ["new-0"] and held["waiting"] == 2
    lines.append(line("known-for-long", card={**begun, "reps": 4}))
    assert len(node.call(SCHEDULE, "agenda", lines, NOW, 2)["fresh"]) == 1
    assert len(node.call(SCHEDULE, "agenda", lines, NOW + DAY, 2)["fresh"]) == 2
    assert node.call(SCHEDULE, "agenda", lines, NOW, 0)["fresh"] == []


def test_when_nothing_is_due_the_next_day_is_known(node: Node) -> None:
    card = after(node, None, NOW)[GOOD]
    held = node.call(SCHEDULE, "agenda", [line("a", card=card)], NOW, 10)
    assert held["due"] == [] and held["next"] == card["due"]
    waits = node.call(SCHEDULE, "agenda", [line("b", card=card), line("c", first=first())], NOW, 1)
    assert waits["fresh"] == [] and waits["next"] == node.call(
        SCHEDULE, "morningOf", node.call(SCHEDULE, "dayOf", NOW) + 1
    )
    assert node.call(SCHEDULE, "agenda", [], NOW, 10).get("next") is None


def test_a_card_from_a_clock_that_was_wrong_is_due_and_answering_it_mends_it(node: Node) -> None:
    card = {**after(node, None, NOW + 900 * DAY)[GOOD], "reps": 4}
    held = node.call(SCHEDULE, "agenda", [line("a", card=card)], NOW, 10)
    assert [each["key"] for each in held["due"]] == ["a"]
    mended = after(node, card, NOW)[GOOD]
    assert mended["at"] == NOW and mended["due"] < NOW + 366 * DAY
    far = {**after(node, None, NOW)[GOOD], "due": NOW + 9000 * DAY}
    assert node.call(SCHEDULE, "dueOf", far, NOW) < NOW + 367 * DAY


@pytest.mark.parametrize(
    ("kind", "score", "confidence", "rating"),
    [
        ("single", 1, "sure", 3),
        ("single", 1, None, 3),
        ("single", 1, "guessing", 2),
        ("single", 0, "guessing", 1),
        ("multiple", 0.75, "sure", 2),
        ("multiple", 0.5, "sure", 1),
        ("match", 1 / 3, None, 1),
        ("choice", 0.5, None, 2),
        ("choice", 0, None, 1),
        ("reply", 1, None, None),
    ],
)
def test_an_answer_suggests_a_rating(
    node: Node, kind: str, score: float, confidence: str | None, rating: int | None
) -> None:
    result = {"score": score, "right": score == 1}
    given = [kind, result, confidence] if confidence else [kind, result]
    assert node.call(SCHEDULE, "suggestedRating", *given) == rating


@pytest.mark.parametrize(
    ("kept", "meant"),
    [(5, 5), (0, 0), (50, 50), (51, 10), (-1, 10), (2.5, 10), ("5", 10), (None, 10), ([5], 10)],
)
def test_a_setting_that_is_no_number_of_questions_is_ten(node: Node, kept: Any, meant: int) -> None:
    assert node.call(SCHEDULE, "newPerDay", kept) == meant


def test_an_answer_goes_on_from_what_the_browser_holds_and_never_over_what_is_newer(node: Node) -> None:
    old = after(node, None, NOW - 9 * DAY)[GOOD]
    mine = {"fingerprint": PRINT, "basis": old, "seen": old, "at": NOW}

    def ground(stored: Any, **other: Any) -> Any:
        given = json.dumps({**mine, **other})
        text = f'{{"file":"{SCHEDULE}","name":"groundOf","given":[{given}'
        return node.call_text(text + (f",{json.dumps(stored)}]}}" if stored is not None else "]}"))

    before, newer = after(node, old, NOW - 60_000)[GOOD], after(node, old, NOW + 60_000)[GOOD]
    assert ground(old) == {"basis": old}
    assert ground(before) == {"basis": before}
    assert ground(newer) is None
    assert ground({**before, "fingerprint": "ffffffffffff"}) is None
    assert ground("damaged") == {} and ground(None) == {}
    stale = {**old, "fingerprint": "ffffffffffff"}
    assert ground(stale, seen=stale, basis=None) == {"basis": None}
