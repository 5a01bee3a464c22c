"""Zip files whose bytes hang on their contents alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: the first that zip can hold."""
UNIX, PLAIN_FILE = 3, 0o100644


def archive(files: Mapping[str, bytes], first: Mapping[str, bytes] | None = None) -> bytes:
    """Return the files, by their names, as a zip: sorted, dated alike, readable by everybody.

    Those that stand `first` come before all others, in their order, and are stored as they are.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, data in (first or {}).items():
            out.writestr(_entry(name, zipfile.ZIP_STORED), data)
        for name in sorted(files):
            out.writestr(_entry(name, zipfile.ZIP_DEFLATED), files[name])
    return packed.getvalue()


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, WHEN)
    entry.create_system = UNIX
    entry.external_attr = PLAIN_FILE << 16
    entry.compress_type = how
    return entry
