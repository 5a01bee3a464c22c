"""Results files in: folders, patterns and archives, every file whole or named with the reason why not."""

from __future__ import annotations

import glob
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from vignettes.errors import UsageError
from vignettes.results import (
    FORMAT,
    MOST_ANSWERS,
    MOST_BYTES,
    VERSION,
    Answer,
    Attempt,
    CourseMark,
    Learner,
    Results,
)

SUFFIX = ".json"
ARCHIVE = ".zip"
MOST_MEMBERS = 100_000
MOST_UNPACKED = 4 * 1024**3
"""Bytes that one archive may unpack to in all: 100,000 files of the usual size, and no bomb."""

MEBIBYTE = 1024 * 1024


class Damaged(Exception):
    """A file that cannot be used, and why."""


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant, each once, sorted: of folders every .json and .zip below them.

    A path that does not exist may be a pattern such as results/*.json. Raises UsageError for a path that
    leads nowhere, and where nothing is left.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(_below(path))
        elif path.is_file():
            found[path] = None
        else:
            matched = [Path(name) for name in glob.glob(str(path), recursive=True)]  # noqa: PTH207
            usable = [match for match in matched if match.is_dir() or match.is_file()]
            if not usable:
                raise UsageError(f"There is no file or folder “{path}”.")
            for match in usable:
                found |= dict.fromkeys(_below(match) if match.is_dir() else [match])
    if not found:
        raise UsageError("There are no results files here: they end in .json, or in .zip if packed.")
    return sorted(found)


def _below(folder: Path) -> Iterator[Path]:
    for here, _, names in os.walk(folder):
        for name in names:
            if name.lower().endswith((SUFFIX, ARCHIVE)) and (Path(here) / name).is_file():
                yield Path(here) / name


def contents_of(path: Path) -> Iterator[tuple[str, bytes | Damaged]]:
    """Yield name and bytes of a file, or of every file in an archive; Damaged in place of bytes.

    Nothing of an archive is ever written to the disk, and archives within archives are not opened.
    """
    if path.suffix.lower() == ARCHIVE:
        yield from _unpacked(path)
        return
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Damaged(_too_large(size))
        with path.open("rb") as stream:
            yield str(path), stream.read(MOST_BYTES)
    except OSError as error:
        yield str(path), Damaged(f"It cannot be read: {error.strerror}.")
    except Damaged as error:
        yield str(path), error


def _unpacked(path: Path) -> Iterator[tuple[str, bytes | Damaged]]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield str(path), Damaged("It is no archive that can be opened.")
        return
    with archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        if len(members) > MOST_MEMBERS:
            yield str(path), Damaged(f"It holds {len(members):,} files; at most {MOST_MEMBERS:,} are read.")
            return
        unpacked = 0
        for member in members:
            if member.is_dir() or not member.filename.lower().endswith(SUFFIX):
                continue
            if member.filename.startswith("__MACOSX/"):
                continue
            name = f"{path}: {member.filename}"
            try:
                data = _member(archive, member)
            except Damaged as error:
                yield name, error
                continue
            unpacked += len(data)
            if unpacked > MOST_UNPACKED:
                yield str(path), Damaged("It unpacks to more than 4 GiB: the rest of it was not read.")
                return
            yield name, data


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 0x1:
        raise Damaged("It is encrypted.")
    if member.file_size > MOST_BYTES:
        raise Damaged(_too_large(member.file_size))
    try:
        with archive.open(member) as stream:
            return stream.read(MOST_BYTES)
    except Exception as error:  # whatever a broken archive makes zipfile and zlib raise
        raise Damaged(f"It cannot be unpacked: {type(error).__name__}.") from None


def _too_large(size: int) -> str:
    return (
        f"It is too large: {size / MEBIBYTE:,.1f} MiB, where at most {MOST_BYTES // MEBIBYTE} MiB are read."
    )


def read_results(data: bytes) -> tuple[Results, str]:
    """Return the results in a file's bytes, and in words what of it was left out ("" if nothing).

    Tolerant: keys that are not known are ignored, and an answer that is none is left out alone. Raises
    Damaged where nothing can be used.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Results.model_validate_json(data), ""
    except ValidationError:
        return _piecemeal(_parsed(data))


def _parsed(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise Damaged("It is empty.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Damaged("It is written in UTF-16; results are UTF-8. An editor has saved it anew.")
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Damaged("It is not text in UTF-8.") from None
    except RecursionError:
        raise Damaged("It is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise Damaged(f"It is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except ValueError as error:
        raise Damaged(f"It holds a number that is none: {str(error)[:60]}.") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Damaged("It is JSON, but no results file of this course.")
    version = value.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        raise Damaged(
            "It is of a later version of the format: renew this software to read it."
            if newer
            else "Its version is none that was ever written."
        )
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _known(value: Any, shape: type[Any]) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: value[name] for name in shape.model_fields if name in value}


def _piecemeal(value: dict[str, Any]) -> tuple[Results, str]:
    """Read what can be read of a file that is not as it should be."""
    given = value.get("answers")
    if not isinstance(given, list):
        raise Damaged("It has no list of answers.")
    if len(given) > MOST_ANSWERS:
        raise Damaged(f"It holds {len(given):,} answers; at most {MOST_ANSWERS:,} are read.")
    head = _known(value, Results) | {
        "course": _known(value.get("course"), CourseMark),
        "learner": _known(value.get("learner"), Learner),
        "answers": [],
    }
    try:
        results = Results.model_validate_json(_json(head))
    except ValidationError as error:
        raise Damaged(_said(error)) from None
    answers, reasons = [], []
    for entry in given:
        try:
            answers.append(_ANSWER.validate_json(_json(_entry(entry))))
        except ValidationError as error:
            reasons.append(_said(error))
    if reasons and not answers:
        raise Damaged(f"None of its answers can be read. The first: {reasons[0]}")
    left_out = (
        f"{len(reasons)} of {len(given)} answers left out. The first: {reasons[0]}" if reasons else ""
    )
    return results.model_copy(update={"answers": tuple(answers)}), left_out


_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


def _json(value: Any) -> str:
    try:
        return json.dumps(value)
    except (RecursionError, ValueError):
        raise Damaged("It is nested too deeply.") from None


def _entry(entry: Any) -> Any:
    """Return an answer without keys that are not known, and without the words of a reply."""
    entry = _known(entry, Answer)
    if not isinstance(entry, dict):
        return entry
    if "later" in entry:
        entry["later"] = _known(entry["later"], Attempt)
    for part in (entry, entry.get("later")):
        if isinstance(part, dict) and isinstance(part.get("answer"), dict) and "ticked" in part["answer"]:
            part["answer"] = {"ticked": part["answer"]["ticked"]}
    return entry


def _said(error: ValidationError) -> str:
    """Return the first thing wrong in words: where, and what."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"] if isinstance(step, str))[:60]
    return f"“{where or 'answer'}”: {first['msg']}."
