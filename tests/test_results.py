"""The results file: what stands in it, what never does, and how the widget writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from vignettes.fingerprint import fingerprint
from vignettes.loading import Bank
from vignettes.notebook import NotebookError
from vignettes.pseudonym import learner_code
from vignettes.results import FILE, Attempt, Results, answers_of, new_code, schema_text
from vignettes.widget import Shown

ROOT = Path(__file__).parent.parent
AT = 1_764_063_000_000
"""Milliseconds, as the script keeps them: 2025-11-25 09:30 UTC."""


def record(given: Any, **more: Any) -> dict[str, Any]:
    return {"fingerprint": "0123456789ab", "answer": given, "score": 1, "right": True, "at": AT, **more}


@pytest.fixture
def shown(gallery_bank: Bank, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shown:
    """The gallery's case of every type, answered in part."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    vignette = gallery_bank.vignette("every-type")
    prints = {item.id: fingerprint(stage, item) for stage, item in vignette.items()}
    shown = Shown(vignette, {})
    assert shown.widget is not None
    shown.widget.responses = {
        "one-best": record("a", fingerprint=prints["one-best"], seconds=12),
        "~first/one-best": record("b", fingerprint=prints["one-best"], confidence="sure", seconds=31),
        "words": record({"text": "My own private words.", "ticked": ["help"]}, fingerprint=prints["words"]),
        "~path": [["one-best", "a"]],
        "broken": {"answer": 1},
    }
    return shown


def test_the_committed_schema_is_fresh() -> None:
    assert (ROOT / FILE).read_text(encoding="utf-8") == schema_text(), "run: python -m vignettes.results"


def test_the_schema_says_what_every_field_is_for() -> None:
    schema = json.loads(schema_text())
    silent = [
        f"{shape['title']}.{name}"
        for shape in (schema, *schema["$defs"].values())
        for name, field in shape.get("properties", {}).items()
        if "description" not in field and "$ref" not in field
    ]
    assert silent == []


def test_a_results_file_reads_back_as_what_was_written(shown: Shown, tmp_path: Path) -> None:
    file = shown.save_results(tmp_path, learner="blue-heron-7", name="Ada")
    assert file == tmp_path / "results-every-type.json"
    results = Results.model_validate_json(file.read_bytes())
    assert (results.learner.code, results.learner.name) == ("blue-heron-7", "Ada")
    assert {answer.item for answer in results.answers} == {"one-best", "words"}
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_the_first_answer_is_reported_and_the_last_beside_it(shown: Shown) -> None:
    answer = next(answer for answer in shown.results().answers if answer.item == "one-best")
    assert (answer.answer, answer.confidence, answer.seconds) == ("b", "sure", 31)
    assert answer.later is not None and (answer.later.answer, answer.later.seconds) == ("a", 12)
    assert answer.at.isoformat() == "2025-11-25T09:30:00+00:00"


def test_the_words_of_a_reply_and_the_score_never_leave_the_learner(shown: Shown) -> None:
    text = shown.results().text()
    assert '"ticked"' in text and '"help"' in text
    for private in ("private words", '"text"', "score", '"right"'):
        assert private not in text


def test_no_name_is_written_unless_it_is_given(shown: Shown) -> None:
    assert "name" not in json.loads(shown.results().text())["learner"]


def test_all_files_of_one_machine_carry_the_same_code_made_by_lot(shown: Shown, tmp_path: Path) -> None:
    first = shown.results().learner.code
    assert shown.results().learner.code == first
    kept = tmp_path / "settings" / "vignettes" / "learner-code"
    assert kept.read_text("utf-8").strip() == first
    assert len({new_code() for _ in range(100)}) == 100


def test_a_damaged_code_is_made_anew_and_a_machine_that_keeps_nothing_still_has_one(tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    (folder / "vignettes").mkdir(parents=True)
    (folder / "vignettes" / "learner-code").write_bytes(b"\xff\x00")
    assert learner_code({"XDG_CONFIG_HOME": str(folder)}) == learner_code({"XDG_CONFIG_HOME": str(folder)})
    (tmp_path / "file").write_text("", encoding="utf-8")
    nowhere = {"XDG_CONFIG_HOME": str(tmp_path / "file")}
    assert learner_code(nowhere) == learner_code(nowhere)


@pytest.mark.parametrize("code", ["", "x", "Ada Lovelace", "a/../b", "a" * 41])
def test_a_code_that_cannot_be_is_explained(shown: Shown, code: str) -> None:
    with pytest.raises(NotebookError, match="small letters"):
        shown.results(learner=code)


def test_a_place_that_cannot_be_written_is_explained(shown: Shown, tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match="could not be written"):
        shown.save_results(tmp_path / "missing" / "file.json")


def test_a_first_answer_to_another_version_of_the_item_does_not_count() -> None:
    found = answers_of("case", {"i": record("a"), "~first/i": record("b", fingerprint="ffffffffffff")})
    assert [(answer.answer, answer.later) for answer in found] == [("a", None)]


def test_a_second_try_that_was_not_ended_leaves_the_first_answer() -> None:
    found = answers_of("case", {"~first/i": record("b", seconds=4)})
    assert [(answer.item, answer.answer, answer.later) for answer in found] == [("i", "b", None)]


@pytest.mark.parametrize(
    "damaged",
    [None, 5, [], {}, record(None), record("a", at="noon"), record("a", at=1e300), record("a", at=None),
     record("a", fingerprint="?"), record("a", confidence="certain"), record("x" * 81), record(True)],
)  # fmt: skip
def test_a_record_that_is_none_is_left_out(damaged: Any) -> None:
    assert [answer.item for answer in answers_of("case", {"i": damaged, "sound": record("a")})] == ["sound"]


@pytest.mark.parametrize(
    "given",
    [
        True,
        None,
        [1],
        {"a": 1},
        "",
        "x" * 81,
        ["x"] * 17,
        float("nan"),
        float("inf"),
        {"text": "x", "ticked": []},
    ],
)
def test_an_answer_that_no_item_could_have_is_refused(given: Any) -> None:
    with pytest.raises(ValidationError):
        Attempt.model_validate_json(json.dumps({"answer": given, "at": "2025-11-25T09:30:00Z"}))


def test_what_the_widget_writes_fits_the_schema_and_a_score_or_a_text_does_not(shown: Shown) -> None:
    validator = Draft202012Validator(json.loads(schema_text()))
    value = json.loads(shown.results().text())
    assert list(validator.iter_errors(value)) == []
    for more in (
        {"score": 1},
        {"answer": {"text": "mine", "ticked": []}},
        {"seconds": -1},
        {"item": "A b"},
    ):
        changed = {**value, "answers": [{**value["answers"][0], **more}]}
        assert not validator.is_valid(changed), more


def test_old_records_without_seconds_are_still_answers() -> None:
    assert answers_of("case", {"i": record("a")})[0].seconds is None
