"""The built book as one file to hand on: unpack it, open it, read it without a network."""

from __future__ import annotations

import re
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from vignettes.course import Course, find_course
from vignettes.errors import UsageError
from vignettes.export.archive import archive
from vignettes.files import deliver

NOT_HANDED_ON = {".buildinfo"}
READ_ME = """\
{title}
{line}

Unpack this archive first; programs that show what lies in it without
unpacking cannot show the pages.

Then open the file index.html in this folder with your browser.

Everything works without a network: pages, cases, search. Your answers are
kept by your browser on this machine, and nothing is sent anywhere.
Take care on a computer that others use: the page "My data" shows what is
kept and erases it.

Leave the files where they are in the folder; they need one another.
The same folder can be put on any web server, in any place.
{licence}"""
LICENCE = "\nHow the course may be shared and changed is said in LICENSE-CONTENT.md.\n"
LICENCES = ("LICENSE", "LICENSE-CONTENT.md")


def name_of(title: str) -> str:
    """Return the name of the folder in the archive; the archive is called after it."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "course"


def contents(course: Course, site: Path) -> dict[str, bytes]:
    """Return the files of the archive: the site, what to do with it, and its licences, in one folder.

    Raises UsageError where there is no built site.
    """
    if not (site / "index.html").is_file():
        raise UsageError(f"There is no built book in {site}. Run `make book` first.")
    files = {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and file.name not in NOT_HANDED_ON
    }
    files |= {
        name: (course.root / name).read_bytes() for name in LICENCES if (course.root / name).is_file()
    }
    licence = LICENCE if "LICENSE-CONTENT.md" in files else ""
    said = READ_ME.format(title=course.title, line="=" * len(course.title), licence=licence)
    files["READ-ME.txt"] = said.replace("\n", "\r\n").encode()
    return {f"{name_of(course.title)}/{name}": data for name, data in files.items()}


def holds(file: Path, files: Mapping[str, bytes]) -> bool:
    """Return whether an archive holds exactly these files."""
    try:
        with zipfile.ZipFile(file) as found:
            known = {entry.filename: (entry.file_size, entry.CRC) for entry in found.infolist()}
    except (OSError, zipfile.BadZipFile):
        return False
    return known == {name: (len(data), zlib.crc32(data)) for name, data in files.items()}


def write_zip(course: Course, site: Path) -> Path:
    """Write the archive beside the site, unless it is there already, and return its path.

    Raises UsageError where there is no built site, or where the archive cannot be written.
    """
    files = contents(course, site)
    file = site.parent / f"{name_of(course.title)}-site.zip"
    return file if holds(file, files) else deliver(file, archive(files))


def main(site: Path) -> None:
    """Write the archive of a site, and say in one line where it is."""
    try:
        file = write_zip(find_course(), site)
    except UsageError as error:
        raise SystemExit(f"{error}") from None
    print(f"The same as one file to hand on: {file} ({file.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
