"""Vignettes are read strictly; every mistake is explained, all of them in one run."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from vignettes.errors import AuthorError, UsageError
from vignettes.loading import load_bank, load_case, read_bank

GALLERY = Path(__file__).parent / "gallery" / "exercises"


def gallery_data(name: str = "every-type") -> dict[str, Any]:
    return YAML(typ="safe", pure=True).load((GALLERY / "gallery" / f"{name}.yml").read_text("utf-8"))


def write(folder: Path, data: Any, name: str = "every-type") -> Path:
    file = folder / "gallery" / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as stream:
        YAML(typ="safe", pure=True).dump(data, stream)
    return file


def problems_of(folder: Path, data: Any, name: str = "every-type") -> str:
    with pytest.raises(AuthorError) as caught:
        load_case(write(folder, data, name))
    return str(caught.value)


def test_the_gallery_holds_every_item_type() -> None:
    bank = load_bank(GALLERY)
    kinds = {item.type for case in bank for _, item in case.vignette.items()}
    assert kinds == {"single", "multiple", "order", "match", "number", "reply", "choice"}


def test_an_unknown_key_is_refused_and_the_nearest_is_suggested(tmp_path: Path) -> None:
    data = gallery_data()
    data["stages"][0]["items"][0]["options"][0]["feedbak"] = "x"
    said = problems_of(tmp_path, data)
    assert "the key `feedbak` is not known here" in said
    assert "Did you mean “feedback”?" in said
    assert "stages › opening › items › one-best › options › a › feedbak" in said


def test_a_missing_key_is_explained_in_the_words_of_the_schema(tmp_path: Path) -> None:
    data = gallery_data()
    del data["setting"], data["stages"][0]["items"][0]["options"][1]["feedback"]
    said = problems_of(tmp_path, data)
    assert "Add `setting:` Where they are seen" in said
    assert "Add `feedback:` What a supervisor would say to the learner who chose this" in said


def test_a_list_is_not_called_short_because_its_entries_have_mistakes(tmp_path: Path) -> None:
    data = gallery_data()
    options = data["stages"][0]["items"][0]["options"]
    for option in options:
        del option["feedback"]
    assert "`feedback` is missing" in (said := problems_of(tmp_path, data))
    assert "entries; at least" not in said
    del options[1:]
    assert "`options` has 1 entries; at least 2 are needed" in problems_of(tmp_path, data)


def test_a_missing_key_is_named_with_its_trail(tmp_path: Path) -> None:
    data = gallery_data()
    del data["stages"][0]["items"][1]["rationale"]
    said = problems_of(tmp_path, data)
    assert "`rationale` is missing" in said
    assert "stages › opening › items › several" in said


@pytest.mark.parametrize(
    ("path", "value", "fact"),
    [
        (("minutes",), "eight", "`minutes` must be a whole number, not “eight”"),
        (("title",), 12, "`title` must be text, not the number 12"),
        (("title",), "  ", "is blank"),
        (("title",), "one\ntwo", "must stand on one line"),
        (("level",), "easy", "`level` cannot be “easy”"),
        (("stages",), "text", "`stages` must be a list, not “text”"),
        (("stages",), [], "`stages` has 0 entries; at least 1"),
        (("review",), None, "keys and values are expected here, not nothing"),
        (("objectives",), ["permission"], "“permission” is not an objective"),
        (("aasect",), ["z"], "“z” is not an AASECT knowledge area"),
        (("id",), "Every Type", "“Every Type” is not an id"),
        (("stages", 0, "items", 0, "type"), "singel", "there is no item type “singel”"),
        (("stages", 0, "items", 0, "options", 0, "correct"), "yes", "must be true or false"),
        (("stages", 1, "items", 2, "answer"), "thirty", "must be a number"),
    ],
)
def test_a_wrong_value_is_explained_in_an_authors_words(tmp_path: Path, path, value, fact) -> None:
    data = gallery_data()
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert fact in problems_of(tmp_path, data)


def test_a_type_that_nearly_exists_is_suggested(tmp_path: Path) -> None:
    data = gallery_data()
    data["stages"][0]["items"][0]["type"] = "singel"
    assert "Did you mean “single”?" in problems_of(tmp_path, data)


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (lambda d: d.update(id="other"), "differs from the file's name"),
        (lambda d: d.update(module="other"), "differs from the folder"),
        (lambda d: d["stages"][1].update(id="opening"), "the id “opening” stands here twice"),
        (lambda d: d["stages"][1].update(id="debrief"), "names the end of every case"),
        (lambda d: d["stages"][1]["items"][0].update(id="one-best"), "the id “one-best” stands here twice"),
        (lambda d: d["stages"][0]["items"][0]["options"][1].update(id="a"), "the id “a” stands here twice"),
        (lambda d: d["stages"][1]["items"][1]["pairs"][0].update(answer="x"), "“x” is not there"),
        (lambda d: d["stages"][0].update(goto="later"), "only in a case with a choice"),
        (lambda d: d.update(review={"status": "reviewed"}), "names who reviewed it"),
        (lambda d: d.update(review={"status": "unreviewed", "by": "A"}), "has no reviewer"),
    ],
)
def test_a_broken_promise_inside_a_case_is_found(tmp_path: Path, change, fact) -> None:
    data = gallery_data()
    change(data)
    assert fact in problems_of(tmp_path, data)


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (lambda d: d["stages"][0]["items"][0]["options"][0].update(goto="aprt"), "Did you mean “apart”?"),
        (lambda d: d["stages"][1].pop("goto"), "this stage leads nowhere"),
        (lambda d: d["stages"][0].update(goto="apart"), "a stage with a choice has no `goto`"),
        (
            lambda d: d["stages"][0]["items"].append(d["stages"][1]["items"].pop()),
            "a choice stands last in its stage",
        ),
    ],
)
def test_a_broken_path_of_a_branching_case_is_found(tmp_path: Path, change, fact) -> None:
    data = gallery_data("branching-path")
    change(data)
    assert fact in problems_of(tmp_path, data, "branching-path")


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (lambda d: d["state"][0].update(start=3), "“trust” has no level 3"),
        (lambda d: d["state"].append(copy.deepcopy(d["state"][0])), "the id “trust” stands here twice"),
        (lambda d: option(d, 0)["changes"].update(trust=0), "“trust” changes by nothing"),
        (lambda d: option(d, 0)["changes"].update(hope=1), "“hope” is not there"),
        (lambda d: d["stages"][1]["ways"][0].update(when={"trust": 3}), "“trust” never reaches level 3"),
        (lambda d: d["stages"][1]["ways"][0].update(when={"hope": 1}), "“hope” is not there"),
        (lambda d: d["stages"][1]["ways"][0].update(when={"trust": 0}), "`trust`"),
        (lambda d: d["stages"][1]["ways"][0].update(goto="nowhere"), "“nowhere” is not there"),
        (lambda d: option(d, 4)["ways"][0].update(goto="nowhere"), "“nowhere” is not there"),
        (lambda d: option(d, 4)["ways"][0].update(when={"told": 2}), "“told” never reaches level 2"),
        (lambda d: d["stages"][1].pop("goto"), "`ways` stand beside a `goto`"),
        (lambda d: option(d, 0).pop("expert"), "0 options are marked `expert: true`"),
        (lambda d: option(d, 0, 1).update(expert=True), "2 options are marked `expert: true`"),
        (
            lambda d: (option(d, 0).pop("expert"), option(d, 0, 1).update(expert=True)),
            "the expert's way is not sound",
        ),
        (lambda d: d.pop("state"), "“trust” is not there"),
    ],
)
def test_a_broken_state_is_found(tmp_path: Path, change, fact) -> None:
    data = gallery_data("branching-state")
    change(data)
    assert fact in problems_of(tmp_path, data, "branching-state")


def option(data: dict[str, Any], stage: int, n: int = 0) -> dict[str, Any]:
    return data["stages"][stage]["items"][0]["options"][n]


def test_a_state_means_nothing_where_nothing_is_chosen(tmp_path: Path) -> None:
    data = gallery_data() | {"state": gallery_data("branching-state")["state"]}
    assert "`state` has a meaning only in a case with a choice" in problems_of(tmp_path, data, "every-type")


def test_a_learning_case_does_not_lie_among_those_for_examinations(tmp_path: Path) -> None:
    text = (GALLERY / "gallery" / "every-type.yml").read_text("utf-8")
    file = tmp_path / "exam" / "gallery" / "every-type.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    (problem,) = read_bank(tmp_path)[1]
    assert "is not marked `use: exam`" in problem.fact
    file.write_text(text + "use: exam\n", "utf-8")
    assert read_bank(tmp_path)[1] == []


def test_all_files_are_reported_in_one_run_and_the_sound_ones_are_kept(tmp_path: Path) -> None:
    shutil.copytree(GALLERY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "gallery" / "empty.yml").write_text("")
    (tmp_path / "gallery" / "list.yml").write_text("- a\n- b\n")
    (tmp_path / "gallery" / "number.yml").write_text("42\n")
    cases, problems = read_bank(tmp_path)
    assert set(cases) == {"every-type", "branching-path", "branching-state", "hostile-text"}
    assert {Path(problem.path).name for problem in problems} == {"empty.yml", "list.yml", "number.yml"}


def test_an_id_taken_by_another_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    shutil.copytree(GALLERY, tmp_path / "a")
    shutil.copytree(GALLERY, tmp_path / "b")
    with pytest.raises(AuthorError, match=r"is taken by .*a/gallery/every-type\.yml"):
        load_bank(tmp_path / "a", tmp_path / "b")


def test_an_unknown_id_suggests_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean “every-type”"):
        load_bank(GALLERY).vignette("evry-type")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        load_bank(tmp_path / "nowhere")


scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=8)
trees = st.recursive(
    scalars, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3)
)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A sound vignette with one value anywhere replaced by anything."""
    data = gallery_data(draw(st.sampled_from(["every-type", "branching-path"])))
    target = data
    while True:
        keys = list(target) if isinstance(target, dict) else range(len(target))
        key = draw(st.sampled_from(list(keys)))
        deeper = target[key]
        if not isinstance(deeper, (dict, list)) or not deeper or draw(st.booleans()):
            target[key] = draw(trees)
            return data
        target = deeper


@settings(max_examples=120, deadline=None)
@given(spoiled())
def test_no_value_anywhere_leads_to_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    name = data.get("id") if data.get("id") in ("every-type", "branching-path") else "every-type"
    file = write(tmp_path_factory.getbasetemp(), data, name)
    try:
        load_case(file)
    except AuthorError as error:
        for problem in error.problems:
            assert problem.line >= 1
            assert problem.fact
