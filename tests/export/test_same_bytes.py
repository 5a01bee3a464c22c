"""The same questions, the same bytes: in another process, with another hash seed, zone and day."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

from tests.conftest import ROOT
from tests.export.conftest import TITLES
from vignettes.export import anki, scorm, xapi
from vignettes.export.anki_package import FIELDS
from vignettes.export.archive import archive
from vignettes.export.question import Question

FORMATS = (anki.FORMAT, scorm.FORMAT, xapi.FORMAT)
ELSEWHERE = f"""
import hashlib
from pathlib import Path
from vignettes.course import Course
from vignettes.export import anki, scorm, xapi
from vignettes.export.question import questions
course = Course(Path("tests/gallery"))
found = list(questions(course.bank(), course.references(), False, titles={TITLES!r}))
for format in (anki.FORMAT, scorm.FORMAT, xapi.FORMAT):
    print(hashlib.sha256(format.write(found)).hexdigest())
"""


def test_another_process_writes_the_same_bytes(gallery_questions: list[Question]) -> None:
    here = [hashlib.sha256(format.write(gallery_questions)).hexdigest() for format in FORMATS]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    printed = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.split() == here


def test_characters_that_cannot_be_written_stop_no_format(gallery_questions: list[Question]) -> None:
    question = gallery_questions[0]
    odd = "bell \a unit \x1f  none \uffff end"
    case = question.vignette.model_copy(update={"title": odd, "person": odd})
    item = question.item.model_copy(update={"prompt": odd, "rationale": odd})
    asked = replace(question, vignette=case, item=item)
    assert len(json.loads(xapi.FORMAT.write([asked]))) == 4
    with zipfile.ZipFile(BytesIO(scorm.FORMAT.write([asked]))) as file:
        titles = [
            node.text for node in ElementTree.fromstring(file.read("imsmanifest.xml")).iter() if node.text
        ]
    assert "bell unit none end" in titles
    with zipfile.ZipFile(BytesIO(anki.FORMAT.write([asked]))) as file:
        notes = sqlite3.connect(":memory:")
        notes.deserialize(file.read("collection.anki2"))
        [[fields]] = notes.execute("SELECT flds FROM notes")
        assert fields.count("\x1f") == len(FIELDS) - 1


def test_an_archive_hangs_on_its_contents_alone() -> None:
    packed = archive({"b/c.txt": "é".encode(), "a.txt": b"x" * 1000})
    assert packed == archive({"a.txt": b"x" * 1000, "b/c.txt": "é".encode()})
    with zipfile.ZipFile(BytesIO(packed)) as file:
        assert file.namelist() == ["a.txt", "b/c.txt"]
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in file.infolist()} == {0o100644}
        assert file.read("b/c.txt").decode() == "é"
