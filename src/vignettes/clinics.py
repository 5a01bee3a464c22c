"""Case clinics: notebooks whose stored outputs the book prints and nbval proves.

`python -m vignettes.clinics [NOTEBOOK …]` runs them anew and stores what comes out, byte for byte the
same on every machine as long as nothing has changed. Beside every clinic it keeps a proof of the same name
in `notebooks/proof/`, made from the cases themselves, which plays each of them to the last word.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from vignettes.course import Course
from vignettes.errors import AuthorError, UsageError

FOLDER = Path("notebooks")
PROOF = "proof"
VIEW = "application/vnd.jupyter.widget-view+json"
SECONDS_PER_CELL = 120

KEPT_OF_CELLS = {"tags", "mystnb", "slideshow", "editable"}
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def clinic_files(folder: Path = FOLDER) -> list[Path]:
    """Return every notebook below `folder`, without the copies an editor keeps; UsageError if none."""
    if not folder.is_dir():
        raise UsageError(f"There is no folder “{folder}”. Run this at the root of the course.")
    found = sorted(f for f in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in f.parts)
    if not found:
        raise UsageError(f"There is no notebook in “{folder}”.")
    return found


def read_notebook(file: Path) -> Any:
    """Return a notebook; UsageError if there is none that can be read."""
    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text)
        if not isinstance(data, dict):
            raise ValueError("it holds no keys and values")
        nbformat.validate(data, version=4)
        return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise UsageError(f"There is no notebook “{file}”.") from None
    except (ValueError, OSError, nbformat.ValidationError) as error:
        raise UsageError(f"{file}: this is not a notebook: {str(error).splitlines()[0]}") from None


def refresh(file: Path) -> bool:
    """Run a notebook and store its outputs; return whether the file changed.

    Raises UsageError, and leaves the file alone, where a cell fails.
    """
    notebook = read_notebook(file)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(file.parent)}},
        record_timing=False,
        store_widget_state=True,  # without it an Output widget, as `interact` makes, cannot be followed
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise UsageError(f"{file}: a cell fails, and nothing was stored.\n{error.evalue}") from None
    text = written(notebook)
    if file.read_text(encoding="utf-8") == text:
        return False
    file.write_text(text, encoding="utf-8")
    return True


def written(notebook: Any) -> str:
    """Return a notebook as the text of its file, without what differs from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        for name in set(cell.metadata) - KEPT_OF_CELLS:
            del cell.metadata[name]
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
    text: str = nbformat.writes(notebook, version=4)  # type: ignore[no-untyped-call]
    return text.rstrip("\n") + "\n"


ABOUT_PROOFS = """\
# Proof of the cases in `{module}`

This notebook is for those who maintain the course, and it stands in no table of contents: it holds
every answer.
It plays each case with every answer that can be told apart and stores what a learner reads.
`pytest --nbval` plays them again and compares, so a key, a sentence of feedback or a source cannot
change unseen.

It is made from the cases by `python -m vignettes.clinics`; after a change that was meant, run that and
read the difference."""


def with_proofs(clinics: Sequence[Path], course: Course) -> list[Path]:
    """Return `clinics`, each followed by the proof of its module's cases, written anew where they changed.

    Raises AuthorError where the cases cannot be read.
    """
    modules: dict[str, list[str]] = {}
    for case in course.bank().learning():
        modules.setdefault(case.vignette.module, []).append(case.vignette.id)
    files: list[Path] = []
    for clinic in clinics:
        if clinic.parent.name == PROOF:
            continue
        files.append(clinic)
        if clinic.stem in modules:
            files.append(write_proof(clinic, modules[clinic.stem]))
    return files


def write_proof(clinic: Path, cases: Sequence[str]) -> Path:
    """Return the proof beside `clinic`, written anew, and then still to be run, unless it plays `cases`."""
    ids = sorted(cases)
    about = ABOUT_PROOFS.format(module=clinic.stem)
    sources = ["from vignettes.rehearsal import rehearse", *(f'rehearse("{case}")' for case in ids)]
    file = clinic.parent / PROOF / clinic.name
    if file.is_file() and [cell.source for cell in read_notebook(file).cells] == [about, *sources]:
        return file
    cells = [nbformat.v4.new_markdown_cell(about, id="about")]  # type: ignore[no-untyped-call]
    for name, source in zip(["imports", *ids], sources, strict=True):
        cells.append(nbformat.v4.new_code_cell(source, id=name[:64]))  # type: ignore[no-untyped-call]
    file.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    file.write_text(written(notebook), encoding="utf-8")
    return file


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh the notebooks named, or all of them and their proofs; 1 if one could not be."""
    parser = argparse.ArgumentParser(
        prog="python -m vignettes.clinics",
        description="Run the case clinics and store their outputs in them.",
    )
    parser.add_argument("notebook", nargs="*", type=Path, help="default: every notebook in notebooks/")
    try:
        named = parser.parse_args(arguments).notebook
        for file in named or with_proofs(clinic_files(), Course(Path())):
            print(f"{file}: {'refreshed' if refresh(file) else 'unchanged'}", flush=True)
    except (UsageError, AuthorError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
