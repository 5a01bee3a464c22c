"""The sheets of the blind reading give nothing away, and the score counts what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.blind.__main__ import main, questions


@pytest.fixture(autouse=True)
def in_the_gallery(monkeypatch: pytest.MonkeyPatch, gallery) -> None:
    monkeypatch.chdir(gallery.root)


def test_a_sheet_of_options_holds_no_story_no_prompt_and_no_feedback(tmp_path: Path) -> None:
    assert main(["sheets", str(tmp_path), "every-type"]) == 0
    sheet = (tmp_path / "options.md").read_text("utf-8")
    for question in questions(["every-type"]):
        assert question.options[0].text in sheet
        assert question.item.prompt not in sheet and question.vignette.person not in sheet
        assert question.vignette.id not in sheet and question.options[0].feedback not in sheet


def test_a_sheet_of_stories_holds_the_story_and_no_feedback(tmp_path: Path) -> None:
    assert main(["sheets", str(tmp_path), "every-type"]) == 0
    sheet = (tmp_path / "stories.md").read_text("utf-8")
    for question in questions(["every-type"]):
        assert question.item.prompt in sheet and question.vignette.person in sheet
        assert not any(option.feedback in sheet for option in question.options)


@pytest.mark.parametrize("sheet", ["stories", "options"])
def test_the_score_counts_keys_and_names_what_was_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sheet: str
) -> None:
    asked = list(questions(["every-type"]))
    right = {question.code(sheet): sorted(question.key) for question in asked}
    file = tmp_path / f"{sheet}-all.json"
    file.write_text(json.dumps(right), "utf-8")
    assert main(["score", str(file)]) == 0
    assert "single: 1 of 1 (100%)" in capsys.readouterr().out
    wrong = dict.fromkeys(right, "H")
    file.write_text(json.dumps(wrong), "utf-8")
    assert main(["score", str(file)]) == 0
    told = capsys.readouterr().out
    assert "single: 0 of 1 (0%)" in told
    assert ("chose H" in told) == (sheet == "stories")
