"""`python -m vignettes.clinics`: outputs that are true, and the same bytes on every machine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from vignettes import clinics
from vignettes.clinics import VIEW, clinic_files, main, refresh, written
from vignettes.errors import UsageError

pytestmark = pytest.mark.slow

GALLERY = Path(__file__).parents[1] / "gallery"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GALLERY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def notebook(course: Path, *sources: str, name: str = "clinic") -> Path:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{i}",
            "metadata": {"collapsed": True, "tags": ["remove-input"], "execution": {"started": "today"}},
            "execution_count": 7,
            "outputs": [],
            "source": source,
        }
        for i, source in enumerate(sources)
    ]
    widgets = {"widgets": {"application/vnd.jupyter.widget-state+json": {}}}
    file = course / "notebooks" / f"{name}.ipynb"
    file.write_text(json.dumps({"cells": cells, "metadata": widgets, "nbformat": 4, "nbformat_minor": 5}))
    return file


def stored(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_refreshed_clinic_holds_the_case_and_no_widget(course: Path) -> None:
    file = notebook(course, "from vignettes import show", 'case = show("every-type")\ncase', "case.score")
    assert refresh(file)
    data = stored(file)
    shown = data["cells"][1]["outputs"][0]["data"]
    assert set(shown) == {"text/html", "text/markdown", "text/plain"} and VIEW not in file.read_text()
    assert "".join(shown["text/markdown"]) == "```{vignette} every-type\n```\n"
    assert data["cells"][2]["outputs"] == []
    assert set(data["metadata"]) == {"kernelspec", "language_info"}
    assert data["metadata"]["language_info"] == {"name": "python"}
    assert [cell["metadata"] for cell in data["cells"]] == [{"tags": ["remove-input"]}] * 3
    assert [cell["execution_count"] for cell in data["cells"]] == [1, 2, 3]


def test_a_clinic_refreshed_twice_stays_the_same_byte_for_byte(course: Path) -> None:
    plot = (
        "import matplotlib.pyplot as plt\nfrom vignettes.plots import steady\nsteady()\nplt.plot([1, 2]);"
    )
    file = notebook(
        course, 'from vignettes import show\nshow("branching-path")', plot, "print('a')\nprint('b')"
    )
    assert refresh(file)
    before = file.read_bytes()
    assert not refresh(file)
    assert file.read_bytes() == before
    assert "image/svg+xml" in before.decode() and "matplotlib.org" not in before.decode()


def test_a_clinic_that_fails_is_left_alone_and_explained(course: Path, capsys: Any) -> None:
    file = notebook(course, 'from vignettes import show\nshow("every-typ")')
    before = file.read_bytes()
    assert main([str(file)]) == 1
    told = capsys.readouterr().err
    assert str(file) in told and "Did you mean “every-type”?" in told and "Traceback" not in told
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"cells": 3}', "\x00"])
def test_what_is_no_notebook_is_refused_and_left_alone(course: Path, content: str) -> None:
    file = course / "notebooks" / "broken.ipynb"
    file.write_text(content)
    with pytest.raises(UsageError, match=r"broken\.ipynb"):
        refresh(file)
    assert file.read_text() == content


def test_a_missing_notebook_or_folder_is_named(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"no notebook “nowhere\.ipynb”"):
        refresh(Path("nowhere.ipynb"))
    with pytest.raises(UsageError, match="no notebook in"):
        clinic_files()
    monkeypatch.chdir(course / "exercises")
    with pytest.raises(UsageError, match="at the root of the course"):
        clinic_files()


def test_every_notebook_is_found_and_no_copy_of_an_editor(course: Path) -> None:
    for name in ("notebooks/b.ipynb", "notebooks/proof/a.ipynb", "notebooks/.ipynb_checkpoints/c.ipynb"):
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).touch()
    assert [file.as_posix() for file in clinic_files()] == ["notebooks/b.ipynb", "notebooks/proof/a.ipynb"]


def test_the_command_says_what_it_did(course: Path, capsys: Any) -> None:
    notebook(course, "1 + 1")
    assert main([]) == 0 and main([]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "notebooks/clinic.ipynb: refreshed",
        "notebooks/clinic.ipynb: unchanged",
    ]


def test_the_proof_of_a_module_follows_its_cases(course: Path, capsys: Any) -> None:
    notebook(course, "1 + 1", name="gallery")
    assert main([]) == 0
    assert "notebooks/proof/gallery.ipynb: refreshed" in capsys.readouterr().out
    proof = course / "notebooks" / "proof" / "gallery.ipynb"
    cells = stored(proof)["cells"]
    assert ["".join(cell["source"]) for cell in cells[2:]] == [
        'rehearse("branching-path")',
        'rehearse("branching-state")',
        'rehearse("every-type")',
        'rehearse("hostile-text")',
    ]
    assert all(cell["outputs"] for cell in cells[2:])
    assert main([]) == 0
    assert "notebooks/proof/gallery.ipynb: unchanged" in capsys.readouterr().out
    (course / "exercises" / "gallery" / "hostile-text.yml").unlink()
    assert main([]) == 0
    assert "hostile-text" not in proof.read_text(encoding="utf-8")


def test_a_proof_plays_no_exam_case(course: Path) -> None:
    notebook(course, "1 + 1", name="gallery")
    file = course / "exercises" / "gallery" / "hostile-text.yml"
    file.write_text(file.read_text("utf-8") + "use: exam\n", "utf-8")
    assert main([]) == 0
    assert "hostile-text" not in (course / "notebooks" / "proof" / "gallery.ipynb").read_text("utf-8")


def test_writing_a_notebook_is_a_fixed_point(course: Path) -> None:
    file = notebook(course, "1 + 1")
    once = written(nbformat.reads(file.read_text(), as_version=4))
    assert written(nbformat.reads(once, as_version=4)) == once
    assert clinics.METADATA["language_info"] == {"name": "python"}
