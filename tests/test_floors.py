"""Each floor of the package imports only floors below it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "vignettes"

FLOORS = [
    {"errors"},
    {"model", "files"},
    {"yaml_reader", "schema", "confidence", "results"},
    {"integrity", "bibliography", "dealing", "grading", "fingerprint", "state", "pseudonym"},
    {"loading"},
    {"course", "changed"},
    {"render", "frontend", "figures", "plots", "knobs", "measures", "planner", "checks", "notebook"},
    {"play", "rehearsal", "clinic_day", "export", "intake"},
    {
        "live",
        "widget",
        "sphinx_ext",
        "clinic_html",
        "clinics",
        "editions",
        "blueprint",
        "report",
        "slides",
        "desk",
        "site_zip",
    },
    {"exam"},
    {"cli"},
]
HEIGHT = {name: height for height, names in enumerate(FLOORS) for name in names}


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    found |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    plain = {"vignettes." + n.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
             and node.module == "vignettes" for n in node.names}  # fmt: skip
    return {part_of(name) for name in found | plain if name.startswith("vignettes.")}


def test_every_part_of_the_package_has_a_floor() -> None:
    parts = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert parts - {"__init__"} == set(HEIGHT)


def test_no_part_imports_a_part_above_it() -> None:
    upward = []
    for file in sorted(PACKAGE.rglob("*.py")):
        own = file.relative_to(PACKAGE).with_suffix("").parts[0]
        if own == "__init__":
            continue
        for other in imports_of(file) - {own, ""}:
            if HEIGHT[other] > HEIGHT[own]:
                upward.append(f"{file.relative_to(PACKAGE)} imports {other}")
    assert upward == []


@pytest.mark.parametrize(
    "module", ["vignettes", "vignettes.model", "vignettes.loading", "vignettes.grading"]
)
def test_the_ground_floors_load_no_framework(module: str) -> None:
    heavy = ("sphinx", "docutils", "ipywidgets", "anywidget", "nbconvert", "typst", "pybtex")
    code = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"
