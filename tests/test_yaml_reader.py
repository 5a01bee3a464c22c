"""Whatever stands in a file, reading it gives values with positions, or a problem with a place."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.errors import AuthorError
from vignettes.yaml_reader import LARGEST, read_yaml


def read(folder: Path, raw: bytes | str):
    file = folder / "case.yml"
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return read_yaml(file, "case.yml")


@pytest.mark.parametrize(
    ("raw", "place", "fact"),
    [
        (b"", "case.yml:1:1", "the file is empty"),
        (b" \n\n", "case.yml:1:1", "the file is empty"),
        (b"# only words\n", "case.yml:1:1", "nothing but comments"),
        (b"a:\n\tb: 1\n", "case.yml:2:1", "a tab stands in the indentation"),
        (bytes(range(256)), "case.yml:", "not UTF-8"),
        (b"a: x\x00y\n", "case.yml:", "a character that is not text"),
        (b"a: &x\n  b: *x\n", "case.yml:2:6", "aliases"),
        (b"a: 1\nb: 2\na: 3\n", "case.yml:3:1", "`a` stands here twice"),
        (b"a: !!python/object:os.system x\n", "case.yml:1:4", "the tag"),
        (b"a: 1\n---\nb: 1\n", "case.yml:2:1", "not valid YAML"),
        (b"a: x: y\n", "case.yml:1:5", "not valid YAML"),
        (b"a: 'x\nb: 2\n", "case.yml:", "not valid YAML"),
        (b"{? [1, 2] : 3}", "case.yml:1:4", "a key must be a word"),
        (b"a: 2026-99-99\n", "case.yml:1:4", "cannot be read"),
        (b"[" * 3000 + b"]" * 3000, "case.yml:1:1", "nested too deeply"),
        (b"a: " + b"x" * LARGEST, "case.yml:1:1", "at most 524,288"),
    ],
)
def test_a_broken_file_is_named_with_its_place_and_fact(tmp_path: Path, raw, place, fact) -> None:
    with pytest.raises(AuthorError) as caught:
        read(tmp_path, raw)
    assert place in str(caught.value)
    assert fact in str(caught.value)


def test_ten_megabytes_are_refused_without_being_parsed(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="10,485,760 bytes"):
        read(tmp_path, b"- a\n" * (10 * 1024 * 1024 // 4))


def test_a_missing_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="cannot be read"):
        read_yaml(tmp_path / "none.yml", "none.yml")


def test_no_and_yes_stay_words(tmp_path: Path) -> None:
    assert read(tmp_path, "a: No\nb: yes\nc: off\n").data == {"a": "No", "b": "yes", "c": "off"}


def test_numbers_dates_truth_and_nothing_are_what_they_look_like(tmp_path: Path) -> None:
    data = read(tmp_path, "a: 1\nb: 1.5\nc: true\nd: null\ne: 2026-11-22\nf: '1'\n").data
    expected = {"a": 1, "b": 1.5, "c": True, "d": None, "e": datetime.date(2026, 11, 22), "f": "1"}
    assert data == expected


def test_every_value_knows_its_line_and_column(tmp_path: Path) -> None:
    source = read(tmp_path, "a: 1\nlist:\n  - id: one\n    text: hi\n")
    assert source.at(("list", 0, "text")) == (4, 5)
    assert source.at(("list", 0, "absent")) == (3, 5)
    assert source.trail(("list", 0, "text")) == ("list", "one", "text")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_lead_to_a_traceback(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        read(folder, raw)
    except AuthorError as error:
        assert error.problems
