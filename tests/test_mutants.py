"""The sabotages of code can be done: what they replace still stands where they look for it."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.mutants.code import PYTHON, SCRIPT, Mutant


@pytest.mark.parametrize("mutant", [*PYTHON, *SCRIPT], ids=lambda mutant: mutant.name)
def test_what_a_sabotage_replaces_stands_once_in_its_file(mutant: Mutant) -> None:
    text = (ROOT / "src" / "vignettes" / mutant.file).read_text(encoding="utf-8")
    assert text.count(mutant.old) == 1
    assert mutant.old != mutant.new
