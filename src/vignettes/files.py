"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from vignettes.errors import UsageError


def write_whole(file: Path, data: bytes) -> None:
    """Write a file that is never seen half written, also where several write it at once.

    Raises OSError, and leaves what was there, if it cannot be written.
    """
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def deliver(file: Path, data: bytes) -> Path:
    """Write a file that somebody asked for, with the folders that it stands in, and return its path.

    Raises UsageError if it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, data)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}).") from None
    return file
