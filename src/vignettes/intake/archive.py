"""A zip archive read in memory, after everything that could harm has been refused. Nothing is extracted."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
import zlib

from vignettes.intake.question import Refused, shortened

MOST_MEMBERS = 5_000
"""Files in an archive."""
LARGEST_MEMBER = 16 * 1024 * 1024
"""Bytes of one file, unpacked."""
LARGEST_TOTAL = 256 * 1024 * 1024
"""Bytes of all files together, unpacked."""
STEEPEST = 100
"""Times that a file may be larger than what it is packed into."""
SMALL = 1024 * 1024
"""Bytes below which no file is called steep: a short text of one letter packs well, too."""
LONGEST_NAME = 300
"""Characters of a file's name."""
NESTED = re.compile(r"\.(zip|mbz|tar|tgz|gz|bz2|xz|zst|7z|rar|imscc)$", re.IGNORECASE)
ZIP_START = b"PK\x03\x04"


class Archive:
    """The files of an archive, by name."""

    def __init__(self, raw: bytes, shown_as: str) -> None:
        self.shown_as = shown_as
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Refused(
                f"{shown_as} is a damaged archive: {error}. Download or export it again."
            ) from None
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            self.refuse(f"it holds {len(members):,} files; at most {MOST_MEMBERS:,} are read")
        for member in members:
            self._look_at(member)
        self._look_at_names(members)
        total = sum(member.file_size for member in members)
        if total > LARGEST_TOTAL:
            self.refuse(f"unpacked it has {total:,} bytes; at most {LARGEST_TOTAL:,} are read")
        self._members = {member.filename: member for member in members if not member.is_dir()}

    def refuse(self, why: str) -> None:
        raise Refused(f"{self.shown_as} was not read: {why}. Nothing was unpacked.")

    @property
    def names(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(self._members)

    def read(self, name: str) -> bytes:
        """Return one file's bytes; KeyError if it is not there."""
        member = self._members[name]
        try:
            with self._zip.open(member) as stream:
                raw = stream.read(LARGEST_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Refused(
                f"{self.shown_as} › {name} is damaged: {error}. Download or export the archive again."
            ) from None
        if len(raw) > LARGEST_MEMBER:
            self.refuse(f"“{name}” has more than {LARGEST_MEMBER:,} bytes")
        return raw

    def _look_at(self, member: zipfile.ZipInfo) -> None:
        """Refuse one file for its name, its kind or its size."""
        name, shown = member.filename, f"“{shortened(repr(member.orig_filename)[1:-1])}”"
        written = member.orig_filename
        if len(written) > LONGEST_NAME:
            self.refuse(f"the name {shown} has more than {LONGEST_NAME} characters")
        if re.search(r"[\x00-\x1f\x7f]", written):
            self.refuse(f"the name {shown} holds characters that are no text")
        if "\\" in written or written.startswith("/") or re.match(r"[A-Za-z]:", written):
            self.refuse(
                f"the name {shown} leads out of the archive (it is an absolute path, or has a “\\”)"
            )
        if ".." in name.split("/"):
            self.refuse(f"the name {shown} leads out of the archive (it has “..” in it)")
        mode = member.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            self.refuse(f"{shown} is a link or a device, not a file")
        if member.flag_bits & 0x1:
            self.refuse(f"{shown} is encrypted; save the archive without a password")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            self.refuse(f"{shown} is packed in a way that question packages do not use")
        if member.file_size > LARGEST_MEMBER:
            self.refuse(f"{shown} has {member.file_size:,} bytes; at most {LARGEST_MEMBER:,} are read")
        if member.file_size > SMALL and member.file_size > STEEPEST * max(member.compress_size, 1):
            times = member.file_size // max(member.compress_size, 1)
            self.refuse(f"{shown} is {times:,} times as large as it is packed, as archive bombs are")
        if NESTED.search(name):
            self.refuse(f"{shown} is an archive inside the archive; unpack it and import what it holds")

    def _look_at_names(self, members: list[zipfile.ZipInfo]) -> None:
        """Refuse names that mean the same file."""
        seen: dict[str, str] = {}
        for member in members:
            key = posixpath.normpath(member.filename).casefold()
            if key in seen:
                self.refuse(f"“{shortened(member.filename)}” stands in it twice")
            seen[key] = member.filename
