"""Case clinics: notebooks whose stored outputs the book prints and nbval proves.

`python -m vignettes.clinics [NOTEBOOK …]` runs them anew and stores what comes out, byte for byte the
same on every machine as long as nothing has changed.
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

from vignettes.errors import UsageError

FOLDER = Path("notebooks")
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
        store_widget_state=False,
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh the notebooks named, or all of them; 1 if one could not be."""
    parser = argparse.ArgumentParser(
        prog="python -m vignettes.clinics",
        description="Run the case clinics and store their outputs in them.",
    )
    parser.add_argument("notebook", nargs="*", type=Path, help="default: every notebook in notebooks/")
    try:
        for file in parser.parse_args(arguments).notebook or clinic_files():
            print(f"{file}: {'refreshed' if refresh(file) else 'unchanged'}", flush=True)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
