"""The code under which a learner's results leave their machine: made by lot once, and kept there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from vignettes.results import Code, new_code


def learner_code(environment: Mapping[str, str] | None = None) -> str:
    """Return the learner's code; the first call makes it.

    It is kept in `vignettes/learner-code` in the folder for settings (XDG_CONFIG_HOME, else ~/.config), so
    that all files of one learner carry the same code; who deletes that file is somebody else. Where nothing
    can be written it holds until Python ends.
    """
    file = _place(os.environ if environment is None else environment)
    try:
        return TypeAdapter(Code).validate_python(file.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError, ValidationError):
        made = _of_this_session()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made + "\n", encoding="utf-8")
    except OSError:
        pass  # a machine that keeps nothing, such as a hosted notebook
    return made


def _place(environment: Mapping[str, str]) -> Path:
    folder = environment.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(folder).expanduser() / "vignettes" / "learner-code"


@lru_cache(maxsize=1)
def _of_this_session() -> str:
    return new_code()
