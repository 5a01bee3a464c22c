"""Where a course lives: its vignettes and its bibliography, in a checkout or inside the wheel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vignettes.bibliography import Reference, load_bibliography
from vignettes.errors import UsageError
from vignettes.loading import FOLDER, Bank, load_bank

BIBLIOGRAPHY = Path("book/references.bib")
CONFIG = Path("_config.yml")
TITLE = "Sex Therapy in Practice"
"""What a course is called whose settings say nothing."""
INSTALLED = Path(__file__).parent / "_course"


@dataclass(frozen=True)
class Course:
    """A folder that holds `exercises/` and `book/references.bib`, and banks of vignettes elsewhere."""

    root: Path
    banks: tuple[Path, ...] = ()

    @property
    def exercises(self) -> Path:
        return self.root / FOLDER

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that vignettes are read from."""
        return (self.exercises, *self.banks)

    @property
    def title(self) -> str:
        """What the course calls itself in its settings."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            settings = YAML(typ="safe").load(self.root / CONFIG)
        except (OSError, YAMLError):
            return TITLE
        return str(settings.get("title", TITLE)) if isinstance(settings, dict) else TITLE

    def bank(self) -> Bank:
        """Read all vignettes; AuthorError with every problem, UsageError where a folder is missing."""
        return load_bank(*self.folders)

    def references(self) -> dict[str, Reference]:
        """Read the bibliography; UsageError if it cannot be read."""
        return load_bibliography(self.root / BIBLIOGRAPHY)


def find_course(start: Path | None = None) -> Course:
    """Return the course that `start` (default: the working folder) lies in, else the installed one.

    Raises UsageError where there is neither.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir() and (folder / BIBLIOGRAPHY).is_file():
            return Course(folder)
    if (INSTALLED / FOLDER).is_dir():
        return Course(INSTALLED)
    raise UsageError(
        f"No course here: neither {here} nor a folder above it holds {FOLDER}/ and {BIBLIOGRAPHY}."
    )


@lru_cache(maxsize=4)
def cached_bank(course: Course, stamp: tuple[tuple[str, int, int], ...]) -> Bank:
    """Read the bank of `course` once for every state of its files; see `stamp_of`."""
    return course.bank()


def stamp_of(course: Course) -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time of change of every vignette file, so that an edit is noticed."""
    from vignettes.loading import vignette_files

    files = ((file, file.stat()) for file in vignette_files(course.exercises))
    return tuple((str(file), stat.st_size, stat.st_mtime_ns) for file, stat in files)
