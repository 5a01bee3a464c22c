"""The notebooks of this repository: what is stored in them, and that nbval, strictly, agrees."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from vignettes.clinics import clinic_files, written
from vignettes.loading import Bank

ROOT = Path(__file__).parents[2]
NOTEBOOKS = clinic_files(ROOT / "notebooks")
CLINICS = [file for file in NOTEBOOKS if file.parent.name != "proof"]
DIRECTIVE = re.compile(r"^[`:]{3,}\{vignette\} *([a-z0-9-]+)", re.MULTILINE)
SHOWN = re.compile(r'show\("([a-z0-9-]+)"\)')
REHEARSED = re.compile(r'rehearse\("([a-z0-9-]+)"\)')

REFRESH = "run `python -m vignettes.clinics` and read the difference"


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def cells_of(file: Path, kind: str) -> list[dict[str, Any]]:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def sources_of(file: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in cells_of(file, "code"))


@pytest.mark.parametrize("file", NOTEBOOKS, ids=named)
def test_a_notebook_is_stored_as_the_refresh_command_writes_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert written(nbformat.reads(text, as_version=4)) == text, REFRESH


@pytest.mark.parametrize("file", NOTEBOOKS, ids=named)
def test_every_cell_was_run_in_order_and_none_failed(file: Path) -> None:
    cells = cells_of(file, "code")
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1)), REFRESH
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert kinds <= {"stream", "execute_result", "display_data"}
    assert not any(output.get("name") == "stderr" for cell in cells for output in cell["outputs"])


@pytest.mark.parametrize("file", NOTEBOOKS, ids=named)
def test_nothing_in_a_notebook_tells_nbval_to_look_away(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "NBVAL" not in text and "nbval-" not in text


@pytest.mark.parametrize("file", NOTEBOOKS, ids=named)
def test_a_notebook_names_no_path_and_no_widget_of_the_machine_it_was_run_on(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "widget-view" not in text and "widget-state" not in text
    assert not re.search(r"(?<![\w.-])/(home|Users|tmp|root)/|0x[0-9a-f]{8}", text)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=named)
def test_every_stored_picture_can_be_compared_and_read_aloud(file: Path) -> None:
    for cell in cells_of(file, "code"):
        pictures = {m for o in cell["outputs"] for m in o.get("data", {}) if m.startswith("image/")}
        assert pictures <= {"image/svg+xml"}, "nbval does not compare other pictures"
        if pictures:
            assert len(cell["metadata"]["mystnb"]["image"]["alt"]) > 80


@pytest.mark.parametrize("file", CLINICS, ids=named)
def test_a_clinic_tells_nobody_the_answers_outside_its_cases(file: Path) -> None:
    for cell in cells_of(file, "code"):
        for output in cell["outputs"]:
            said = "".join(output.get("text", [])) + "".join(output.get("data", {}).get("text/plain", []))
            assert "Best answer" not in said and "Why:" not in said
    assert "load(" not in sources_of(file) and "rehearse(" not in sources_of(file)


@pytest.mark.parametrize("file", CLINICS, ids=named)
def test_every_case_of_a_module_stands_in_its_pages_or_its_clinic_and_once(file: Path, bank: Bank) -> None:
    module = file.stem
    pages = "\n".join(page.read_text("utf-8") for page in sorted((ROOT / "book").rglob("*.md")))
    of_module = [c.vignette.id for c in bank.learning() if c.vignette.module == module]
    placed = DIRECTIVE.findall(pages) + SHOWN.findall(sources_of(file))
    assert sorted(name for name in placed if name.startswith(f"{module}-")) == sorted(of_module)


@pytest.mark.parametrize("file", CLINICS, ids=named)
def test_every_case_of_a_module_is_rehearsed_in_its_proof(file: Path, bank: Bank) -> None:
    proof = file.parent / "proof" / file.name
    cases = [case.vignette.id for case in bank.learning() if case.vignette.module == file.stem]
    assert sorted(REHEARSED.findall(sources_of(proof))) == sorted(cases)


def test_no_proof_stands_in_the_table_of_contents() -> None:
    assert "notebooks/proof" not in (ROOT / "_toc.yml").read_text("utf-8")


@pytest.mark.slow
def test_nbval_agrees_with_the_clinics_in_the_opposite_order_as_well() -> None:
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-q"]
    command += map(str, reversed(CLINICS[::6]))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{REFRESH}"
    assert " passed" in done.stdout and "xfailed" not in done.stdout and "skipped" not in done.stdout
