"""Blueprints: every mistake in one run with its place, and every shortage with its number."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.exam.banks import LEVELS, entries
from tests.exam.conftest import EXAMPLE, ROOT, Made
from vignettes.errors import AuthorError
from vignettes.exam.blueprint import SCHEMA, bounds, read_blueprint, schema_text
from vignettes.exam.draw import Drawing
from vignettes.exam.pool import known_names, pool_of
from vignettes.exam.shortages import shortages
from vignettes.loading import Bank

MODULES = {"plissit", "trauma", "lgbtq", "erectile"}
OBJECTIVES = {"plissit.permission", "trauma.violence"}
BANK = entries(
    [("plissit", "permission", level) for level in LEVELS for _ in range(2)]
    + [
        ("trauma", "violence", "advanced"),
        ("trauma", "violence", "intermediate"),
        ("trauma", "time", "introductory"),
    ]
    + [("lgbtq", "names", "introductory"), ("lgbtq", "names", "advanced")]
)
"""Six items of plissit, three of trauma, two of lgbtq; four introductory, three intermediate."""


def problems_of(tmp_path: Path, text: str, forms: int = 1) -> list[str]:
    """Return what is wrong with a blueprint for BANK: place, code and fact."""
    file = tmp_path / "blueprint.yml"
    file.write_text(text, encoding="utf-8")
    try:
        blueprint, source = read_blueprint(file, MODULES, OBJECTIVES)
        found = shortages(Drawing(blueprint, BANK), forms, source)
    except AuthorError as error:
        found = error.problems
    assert all(problem.advice for problem in found)
    return [f"{p.line}:{p.column} {p.code} {p.fact}" for p in sorted(found)]


def test_every_mistake_of_form_is_told_in_one_run_with_its_place(tmp_path: Path) -> None:
    said = problems_of(
        tmp_path,
        'title: T\nitmes: 20\nitems: -3\nmodules: {trauma: {min: -1, mx: 4}, lgbtq: "3", erectile: [1]}\n'
        "levels: {introductory: 5.5, expert: 2}\noverlap: some\nminutes: ten\ntypes: [single, essay]\n",
    )
    assert said == [
        "2:1 V003 the key `itmes` is not known here",
        "3:1 V003 `items` is -3; it must be at least 1",
        "4:20 V003 `min` is -1; it must be at least 0",
        "4:29 V003 the key `mx` is not known here",
        "4:37 V003 `lgbtq` must be a whole number, not “3”",
        "4:49 V003 `erectile` must be a whole number, not a list",
        "5:10 V003 `introductory` must be a whole number, not the number 5.5",
        "5:29 V003 the key `expert` is not known here",
        "6:1 V003 `overlap` cannot be “some”",
        "7:1 V003 `minutes` must be a whole number, not “ten”",
        "8:17 V003 `types` cannot be “essay”",
    ]


def test_every_mistake_of_meaning_is_told_in_one_run_with_the_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "blueprint.yml"
    file.write_text(
        "title: T\nitems: 5\nmodules: {plisit: 3, trauma: {min: 2, max: 1}}\n"
        "objectives: {plissit.permision: 1}\noverlap: 6\n"
    )
    with pytest.raises(AuthorError) as caught:
        read_blueprint(file, MODULES, OBJECTIVES)
    assert [(p.line, p.column, p.fact, p.advice) for p in caught.value.problems] == [
        (3, 11, "the bank has no module “plisit”", "Did you mean “plissit”?"),
        (3, 22, "“trauma” asks for at least 2 and at most 1", "Exchange the numbers."),
        (4, 14, "the bank has no objective “plissit.permision”", "Did you mean “plissit.permission”?"),
        (5, 1, "forms of 5 items cannot share 6", "Write `overlap: all` for the same items."),
    ]


@pytest.mark.parametrize("value", ["-1", "3.5", "[all]", "true"])
def test_an_overlap_that_is_none_is_one_mistake(tmp_path: Path, value: str) -> None:
    (said,) = problems_of(tmp_path, f"title: T\nitems: 5\noverlap: {value}\n")
    assert said.startswith("3:1 V003 `overlap` cannot be")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "keys and values are expected here, not a list"),
        ("hello", "keys and values are expected here, not “hello”"),
        ("title: x\nitems: 3\n\tmodules: {}\n", "a tab stands in the indentation"),
        ("title: x\ntitle: y\nitems: 3\n", "`title` stands here twice"),
        ("title: x\nitems: &n 3\nminutes: *n\n", "aliases (`*name`) are not used here"),
        ("", "the file is empty"),
        (f"title: {'long ' * 30}\nitems: 3\n", "`title` needs at most 120 characters"),
        ("title: ' '\nitems: 3\n", "`title` is blank"),
    ],
)
def test_a_file_that_is_no_blueprint_is_explained(tmp_path: Path, text: str, said: str) -> None:
    assert said in problems_of(tmp_path, text)[0]


def test_whoever_has_nothing_yet_is_sent_to_the_worked_example(tmp_path: Path) -> None:
    for text in ("", "# nothing yet\n"):
        file = tmp_path / "blueprint.yml"
        file.write_text(text)
        with pytest.raises(AuthorError, match=r"worked example: docs/exam/blueprint\.yml"):
            read_blueprint(file, MODULES, OBJECTIVES)


def test_a_share_that_is_none_is_told_both_ways_to_write_one(tmp_path: Path) -> None:
    file = tmp_path / "blueprint.yml"
    file.write_text('title: T\nitems: 5\nmodules: {lgbtq: "3", trauma: {min: one}}\n')
    with pytest.raises(AuthorError) as caught:
        read_blueprint(file, MODULES, OBJECTIVES)
    first, second = caught.value.problems
    assert first.advice == "Write a whole number, or {min: 1, max: 4}."
    assert second.fact == "`min` must be a whole number, not “one”"


def test_a_line_that_asks_for_more_than_the_bank_has_is_told_with_the_number(tmp_path: Path) -> None:
    said = problems_of(
        tmp_path,
        "title: T\nitems: 8\nmodules: {trauma: 6, erectile: 1}\nlevels: {intermediate: {min: 5}}\n"
        "objectives: {trauma.violence: {min: 3}}\n",
    )
    assert said[1:4] == [
        "3:11 E003 trauma: 6 asked for, 3 to be had: 3 short",
        "3:22 E003 erectile: 1 asked for, none to be had: 1 short",
        "4:10 E003 intermediate: 5 asked for, 3 to be had: 2 short",
    ]
    assert said[4] == "5:14 E003 trauma.violence: 3 asked for, 2 to be had: 1 short"
    assert said[0].startswith("2:1 E004 the nearest form has 8 of 8 items: ")
    assert "trauma 3 instead of 6" in said[0]
    assert len(said) == 5


def test_a_blueprint_that_contradicts_itself_is_told_without_the_bank(tmp_path: Path) -> None:
    said = problems_of(
        tmp_path,
        "title: T\nitems: 6\nmodules: {plissit: {min: 4}, trauma: 3}\n"
        "levels: {introductory: 2, intermediate: 1, advanced: 1}\n",
    )
    assert "2:1 E002 the form: 6 asked for, 4 to be had: 2 short" in said
    assert "3:11 E002 plissit (4) and trauma (3): 7 asked for, 6 to be had: 1 short" in said
    assert not any("E003" in line for line in said)


def test_objectives_that_outgrow_their_module_are_a_contradiction(tmp_path: Path) -> None:
    said = problems_of(
        tmp_path, "title: T\nitems: 3\nmodules: {trauma: 1}\nobjectives: {trauma.violence: 2}\n"
    )
    assert "4:14 E002 trauma.violence: 2 asked for, 1 to be had: 1 short" in said


def test_lines_that_cannot_be_kept_together_are_told_with_what_bounds_them(tmp_path: Path) -> None:
    file = tmp_path / "blueprint.yml"
    file.write_text(
        "title: T\nitems: 6\nmodules: {plissit: 1, trauma: {max: 1}}\nlevels: {intermediate: 3}\n"
    )
    blueprint, source = read_blueprint(file, MODULES, OBJECTIVES)
    found = [p for p in shortages(Drawing(blueprint, BANK), 1, source) if "intermediate" in p.fact]
    (joint,) = [p for p in found if p.code == "E003"]
    assert joint.fact == "intermediate: 3 asked for, 2 to be had: 1 short"
    assert joint.advice.startswith("Limits: plissit 1 at most, trauma 1 at most and no others in the bank.")


def test_a_form_that_is_too_large_is_told_with_the_size_of_the_bank(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "title: T\nitems: 12\n") == [
        "2:1 E003 the form: 12 asked for, 11 to be had: 1 short",
        "2:1 E004 the nearest form has 11 of 12 items",
    ]


def test_one_shortage_is_told_once_and_not_again_by_its_consequences(tmp_path: Path) -> None:
    said = problems_of(
        tmp_path,
        "title: T\nitems: 6\nmodules: {plissit: 1, trauma: 4, lgbtq: 1}\n"
        "levels: {introductory: 2, intermediate: 2, advanced: 2}\n",
    )
    assert said == [
        "2:1 E004 the nearest form has 5 of 6 items: intermediate 1 instead of 2 and trauma 3 instead of 4",
        "3:23 E003 trauma: 4 asked for, 3 to be had: 1 short",
    ]


def test_a_conflict_of_lines_is_told_once_and_not_again_by_its_consequences(tmp_path: Path) -> None:
    said = problems_of(
        tmp_path,
        "title: T\nitems: 6\nmodules: {plissit: {max: 1}}\n"
        "levels: {introductory: 1, intermediate: 3, advanced: 2}\n",
    )
    assert said == [
        "2:1 E004 the nearest form has 5 of 6 items: intermediate 2 instead of 3",
        "4:27 E003 intermediate: 3 asked for, 2 to be had: 1 short",
    ]


def test_forms_that_cannot_be_so_different_are_told_how_much_they_must_share(tmp_path: Path) -> None:
    text = "title: T\nitems: 4\nmodules: {trauma: 2}\noverlap: none\n"
    file = tmp_path / "blueprint.yml"
    file.write_text(text)
    blueprint, source = read_blueprint(file, MODULES, OBJECTIVES)
    (problem,) = shortages(Drawing(blueprint, BANK), 2, source)
    assert "Without a common item, trauma: 4 asked for, 3 to be had: 1 short" in problem.fact
    assert problem.advice == "The bank has 3 items of trauma. They can be drawn with `overlap: 1`."
    assert problems_of(tmp_path, text.replace("none", "1"), 2) == []
    assert len(problems_of(tmp_path, text.replace("none", "1"), 4)) == 1


def test_the_worked_example_is_drawn_from_the_real_bank_as_it_says(bank: Bank, real: Made) -> None:
    blueprint, _ = read_blueprint(EXAMPLE, *known_names(bank))
    for form in real.forms:
        entries = [question.entry for question in form.questions]
        assert len(entries) == blueprint.items
        counted = Counter(entry.vignette.module for entry in entries)
        counted += Counter(entry.vignette.level for entry in entries)
        counted += Counter(name for entry in entries for name in entry.objectives)
        shares = {**blueprint.modules, **blueprint.objectives}
        shares |= {level: getattr(blueprint.levels, level) for level in LEVELS}
        for name, share in shares.items():
            low, high = bounds(share)
            assert low <= counted[name] <= high, name


def test_types_that_are_not_named_are_not_drawn(bank: Bank) -> None:
    kinds = {entry.item.type for entry in pool_of(bank, ("single", "multiple")).entries}
    assert kinds == {"single", "multiple"}
    assert {entry.item.type for entry in pool_of(bank).entries} > kinds


def test_the_committed_schema_is_fresh_and_the_example_names_it() -> None:
    committed = (ROOT / SCHEMA).read_text(encoding="utf-8")
    assert committed == schema_text(), "run: python -m vignettes.exam.blueprint"
    assert EXAMPLE.read_text("utf-8").startswith("# yaml-language-server: $schema=schema.json\n")
    assert (EXAMPLE.parent / "schema.json") == ROOT / SCHEMA


def test_every_field_tells_the_instructor_what_it_is_for() -> None:
    schema = json.loads(schema_text())
    shapes = [schema, *schema["$defs"].values()]
    fields = [field for shape in shapes for field in shape["properties"].values()]
    assert fields
    assert all("description" in field for field in fields)


def test_the_schema_takes_the_worked_example_and_refuses_a_slip() -> None:
    from jsonschema import Draft202012Validator
    from ruamel.yaml import YAML

    validator = Draft202012Validator(json.loads(schema_text()))
    example = YAML(typ="safe").load(EXAMPLE)
    assert [*validator.iter_errors(example)] == []
    assert [*validator.iter_errors({**example, "items": -1})]
    assert [*validator.iter_errors({**example, "modules": {"plissit": {"mn": 1}}})]
