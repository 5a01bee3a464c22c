"""Files from anywhere: what is read, what is put together, and what is refused, with the reason."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.learners.files import HOSTILE
from tests.report.conftest import Reporter, entry, figures, put, results, right_of, wrong_of
from vignettes.errors import UsageError
from vignettes.report.files import MOST_BYTES, Damaged, contents_of, files_of, read_results
from vignettes.report.questions import Question


def sound(question: Question, code: str = "aaaa-aaaa-aaaa", **more: Any) -> dict[str, Any]:
    return results(code, [entry(question, right_of(question), **more)])


def refusal(data: bytes) -> str:
    with pytest.raises(Damaged) as caught:
        read_results(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("cut-off", "not JSON: line"), ("deep", "nested"), ("empty", "empty"), ("list", "no results file"),
     ("later-version", "later version"), ("nan", "number that is none"), ("picture", "UTF-8"),
     ("utf-16", "UTF-16")],
)  # fmt: skip
def test_a_damaged_file_is_refused_in_words(singles: list[Question], kind: str, said: str) -> None:
    assert said in refusal(HOSTILE[kind](json.dumps(sound(singles[0]))))


@pytest.mark.parametrize(
    "change",
    [
        {"version": False}, {"version": "1"}, {"version": 0}, {"version": 10**400}, {"format": "other"},
        {"learner": {"code": "../../etc"}}, {"learner": {"code": 5}}, {"learner": None}, {"learner": {}},
        {"learner": {"code": "aaaa-aaaa", "name": "x" * 201}}, {"answers": "many"}, {"answers": None},
        {"exported": "yesterday"}, {"exported": "2026-10-01T08:00:00"}, {"course": 1},
        {"answers": [{}] * 10_001}, {"answers": [5]}, {"course": {"name": "\ud800", "version": "1"}},
    ],
)  # fmt: skip
def test_a_head_that_cannot_be_is_refused(singles: list[Question], change: dict[str, Any]) -> None:
    assert refusal(json.dumps({**sound(singles[0]), **change}).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"answer": True}, {"answer": None}, {"answer": {"__proto__": {"a": 1}}}, {"answer": [["a"]]},
        {"answer": "x" * 10_000}, {"answer": 10**400}, {"seconds": -1}, {"seconds": 1e9}, {"seconds": "5"},
        {"confidence": "certain"}, {"at": 0}, {"at": "2026-13-45T00:00:00Z"}, {"fingerprint": "<script>"},
        {"vignette": "<script>alert(1)</script>"}, {"item": "../x"}, {"item": None}, {"later": 5},
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_left_out_alone(singles: list[Question], change: dict[str, Any]) -> None:
    value = sound(singles[0])
    value["answers"].append({**entry(singles[1], right_of(singles[1])), **change})
    found, left_out = read_results(json.dumps(value).encode())
    assert [answer.item for answer in found.answers] == [singles[0].item.id]
    assert left_out.startswith("1 of 2 answers left out")


def test_unknown_keys_a_byte_order_mark_and_words_of_replies_do_no_harm(singles: list[Question]) -> None:
    value = {**sound(singles[0]), "__proto__": {"x": 1}, "constructor": 1, "note": "new"}
    value["answers"][0]["mood"] = "fine"
    value["answers"].append(entry(singles[1], {"text": "private words", "ticked": ["a"]}))
    found, left_out = read_results(b"\xef\xbb\xbf" + json.dumps(value).encode())
    assert left_out == "" and len(found.answers) == 2
    assert "private" not in found.text()


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    ((_, refused),) = contents_of(tmp_path / "huge.json")
    assert isinstance(refused, Damaged) and "200.0 MiB" in str(refused)


def packed(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_an_archive_is_read_in_memory_and_its_traps_are_named(
    reported: Reporter, singles: list[Question], tmp_path: Path
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.json", "{}")
    good = json.dumps(sound(singles[0])).encode()
    other = json.dumps(sound(singles[0], "bbbb-bbbb-bbbb")).encode()
    before = {path for path in tmp_path.parent.rglob("*") if path.suffix == ".json"}
    file = packed(tmp_path / "all.zip", {
        "a.json": good, "../../slip.json": other, "bomb.json": b" " * (MOST_BYTES + 10),
        "inner.zip": inner.getvalue(), "readme.txt": b"hello", "__MACOSX/._a.json": b"\x00",
    })  # fmt: skip
    found, _ = reported(file)
    assert (found.reading.learners, found.reading.used) == (2, 2)
    ((name, why),) = found.reading.skipped
    assert name == f"{file}: bomb.json" and "too large" in why
    assert {path for path in tmp_path.parent.rglob("*") if path.suffix == ".json"} == before


def test_an_archive_that_is_none_or_encrypted_is_named(singles: list[Question], tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 nothing")
    ((_, refused),) = contents_of(tmp_path / "no.zip")
    assert isinstance(refused, Damaged) and "no archive" in str(refused)
    file = packed(tmp_path / "locked.zip", {"a.json": b"{}"})
    raw = bytearray(file.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(raw)
    ((_, refused),) = contents_of(file)
    assert isinstance(refused, Damaged) and "encrypted" in str(refused)
    file = packed(tmp_path / "torn.zip", {"a.json": json.dumps(sound(singles[0])).encode()})
    raw = bytearray(file.read_bytes())
    raw[60:80] = bytes(20)
    file.write_bytes(raw)
    ((_, refused),) = contents_of(file)
    assert isinstance(refused, Damaged) and "unpacked" in str(refused)


def test_folders_patterns_and_files_are_found_once_each(tmp_path: Path) -> None:
    for name in ("a.json", "sub/b.JSON", "sub/c.zip", "sub/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    found = files_of([tmp_path, tmp_path / "a.json", Path(f"{tmp_path}/*.json")])
    assert [path.name for path in found] == ["a.json", "b.JSON", "c.zip"]
    with pytest.raises(UsageError, match="no file or folder"):
        files_of([tmp_path / "missing.json"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no results files"):
        files_of([tmp_path / "empty"])


def test_the_same_file_twice_counts_once(
    reported: Reporter, singles: list[Question], tmp_path: Path
) -> None:
    for name in ("a.json", "copy of a.json"):
        put(tmp_path / "in", name, sound(singles[0]))
    found, page = reported(tmp_path / "in")
    assert (found.reading.used, found.reading.twice, found.reading.kept) == (1, 1, 1)
    assert "1 file read a second time" in page


def test_files_of_one_learner_are_put_together_and_the_first_answer_counts(
    reported: Reporter, singles: list[Question], tmp_path: Path
) -> None:
    first, second = singles[:2]
    for i in range(6):
        code = f"learner-{i}"
        early = entry(first, wrong_of(first), at="2026-09-01T08:00:00Z")
        late = entry(first, right_of(first), at="2026-09-09T08:00:00Z")
        put(tmp_path / "in", f"{i}-new.json", results(code, [late, entry(second, right_of(second))], day=9))
        put(tmp_path / "in", f"{i}-old.json", results(code, [early], day=2))
    found, _ = reported(tmp_path / "in")
    assert (found.reading.learners, found.reading.merged) == (6, 6)
    item = figures(found, first)
    assert (item.n, item.difficulty, item.again, item.again_last) == (6, 0.0, 6, 1.0)
    assert figures(found, second).n == 6


def test_answers_to_revised_unknown_and_other_items_are_counted_apart(
    reported: Reporter, singles: list[Question], tmp_path: Path
) -> None:
    question = singles[0]
    answers = [
        entry(question, right_of(question), fingerprint="0123456789ab"),
        entry(singles[1], "no-such-option"),
        entry(singles[2], right_of(singles[2]), item="gone-since"),
        entry(singles[3], right_of(singles[3])),
    ]
    put(tmp_path / "in", "a.json", results("aaaa-aaaa", answers))
    found, page = reported(tmp_path / "in")
    reading = found.reading
    assert (reading.kept, reading.revised, reading.unfit, reading.unknown) == (1, 1, 1, 1)
    assert figures(found, question).revised == 1 and figures(found, question).n == 0
    assert "revised since" in page and question.place in page


def test_answers_to_exam_items_count_only_where_asked_for(
    reported: Reporter, bank: Any, tmp_path: Path
) -> None:
    from vignettes.report.questions import questions_of

    exam = next(q for q in questions_of(bank, include_exam=True) if q.vignette.use == "exam" and q.parts)
    answers = [entry(exam, right_of(exam))]
    for i in range(5):
        put(tmp_path / "in", f"{i}.json", results(f"code-{i}", answers))
    without, page = reported(tmp_path / "in", modules=())
    assert without.reading.kept == without.reading.unknown == 0
    assert exam.stem not in page
    found, _ = reported(tmp_path / "in", modules=(), include_exam=True)
    assert figures(found, exam).n == 5
