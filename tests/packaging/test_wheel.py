"""The built wheel, installed where nothing of the checkout is at hand: cases inside, exam items not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from vignettes.loading import Bank

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9._-]+==[^\s;\\]+)(\s*;[^\\]*)?", re.MULTILINE)
EXAMS = {
    "plain": "use: exam\n",
    "quoted": '"use": "exam"\n',
    "below": "use:\n  exam\n",
    "tagged": "use: !!str exam\n",
}

SHOWS = """
import json, sys
from vignettes import load, show
from vignettes.widget import VIEW

case = show("plissit-care-home")
bundle = case._repr_mimebundle_()
played = load("plissit-care-home")
item = next(item.id for _, item in played.vignette.items())
print(json.dumps({
    "kinds": sorted(bundle), "live": VIEW in bundle, "plain": bundle["text/plain"], "item": item,
    "modules": [name for name in sys.modules if name.split(".")[0] in ("sphinx", "typst", "nbconvert")],
}))
"""


def built(source: Path, target: Path) -> Path:
    """Build a wheel of the checkout at `source` into `target` and return it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = target.glob("*.whl")
    return wheel


def checkout(target: Path) -> Path:
    """Copy what a wheel is built from into `target`."""
    for name in ("src", "exercises"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "book").mkdir()
    shutil.copy(ROOT / "book" / "references.bib", target / "book")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "LICENSE-CONTENT.md"):
        shutil.copy(ROOT / name, target)
    return target


def cases_in(wheel: Path) -> set[str]:
    names = zipfile.ZipFile(wheel).namelist()
    return {Path(n).stem for n in names if n.startswith("vignettes/_course/exercises/")}


@pytest.mark.slow
def test_the_wheel_holds_every_learning_case_and_no_exam_item(tmp_path: Path, bank: Bank) -> None:
    source = checkout(tmp_path / "source")
    for name, use in EXAMS.items():
        (source / "exercises" / "plissit" / f"exam-{name}.yml").write_text(
            f"id: exam-{name}\n{use}", "utf-8"
        )
    learning = {case.vignette.id for case in bank if case.vignette.use == "learning"}
    assert cases_in(built(source, tmp_path / "dist")) == learning


def run(command: list[str], folder: Path) -> str:
    """Run a command of the clean environment in `folder`, without help from ours; return its output."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_alone_in_a_clean_environment_shows_a_vignette(tmp_path: Path) -> None:
    wheel = built(ROOT, tmp_path / "dist")
    locked = (ROOT / "requirements" / "all.txt").read_text("utf-8")
    pins = "\n".join("".join(found) for found in PINNED.findall(locked))
    (tmp_path / "pins.txt").write_text(pins, "utf-8")
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile"]
    install += ["--disable-pip-version-check", "-c", tmp_path / "pins.txt", f"{wheel}[widget]"]
    subprocess.run(list(map(str, install)), check=True, capture_output=True, timeout=400)
    (tmp_path / "empty").mkdir()
    told = json.loads(run([str(python), "-I", "-c", SHOWS], tmp_path / "empty"))
    assert told["live"] and {"text/html", "text/markdown", "text/plain"} <= set(told["kinds"])
    assert told["item"] in told["plain"]
    assert told["modules"] == []
    command = [str(python.parent / "vignettes"), "show", "plissit-care-home"]
    assert "plissit-care-home" in run(command, tmp_path / "empty")
