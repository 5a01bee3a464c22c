"""What somebody asks for when they print the course, checked before any work begins."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from vignettes.course import Course
from vignettes.editions.contents import contents, without_suffix
from vignettes.editions.logo import read_logo
from vignettes.errors import UsageError, nearest
from vignettes.loading import vignette_files

AUDIENCES = ("student", "instructor")
BOTH = "both"
PAPERS = ("a4", "letter")
FORMATS = ("pdf", "epub")
PRINTS = ("normal", "large")
CASES, READING = HOLDINGS = ("cases", "reading")
COURSE = "sex-therapy-in-practice"
LONGEST_WORDS = 200
"""Characters in a line of the cover; more would push the others off it."""
LONGEST_NAME = 150
"""Characters of a file's name; every file system takes 255 bytes."""
SETTING = "edition_"
"""What the name of a Sphinx setting for a field begins with; the audience has a name of its own."""


class Settings(Protocol):
    """Sphinx's settings, or a dictionary of them."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True)
class Request:
    """One edition; None means what the course says itself.

    `modules` are modules, and pages by their address, in the order of printing. `cases` are vignettes by
    their ids, also in order; they make a handout. `only` leaves out the prose (cases) or the cases
    (reading). `logo` is the path of a picture, and `logo_alt` what it is called for who cannot see it.
    """

    audience: str = "student"
    modules: tuple[str, ...] = ()
    paper: str = "a4"
    title: str | None = None
    cohort: str | None = None
    date: str | None = None
    only: str | None = None
    cases: tuple[str, ...] = ()
    print_size: str = "normal"
    institution: str | None = None
    logo: str | None = None
    logo_alt: str | None = None
    format: str = "pdf"

    @classmethod
    def of(cls, settings: Settings) -> Request:
        """Return the request that these Sphinx settings carry."""
        fields: dict[str, Any] = {}
        for name in cls.__dataclass_fields__:
            said = settings[setting_of(name)]
            fields[name] = tuple(said) if isinstance(said, list) else said
        return cls(**fields)

    def settings(self) -> dict[str, Any]:
        """Return the request as Sphinx settings."""
        fields = asdict(self).items()
        return {setting_of(name): [*said] if isinstance(said, tuple) else said for name, said in fields}

    @property
    def holds(self) -> str | None:
        """What the edition is narrowed to: cases, also where they are named one by one, or reading."""
        return CASES if self.cases else self.only

    @property
    def whole(self) -> bool:
        """Whether nothing of the course is left out."""
        return not (self.modules or self.holds)

    @property
    def large(self) -> bool:
        return self.print_size == "large"

    def check(self) -> None:
        """Raise UsageError for anything that cannot be, naming the nearest thing that can.

        Modules, pages and cases are looked up where the course is read; see `Contents.chosen`.
        """
        one_of("audience", self.audience, (*AUDIENCES, BOTH))
        one_of("paper", self.paper, PAPERS)
        one_of("size of print", self.print_size, PRINTS)
        one_of("format", self.format, FORMATS)
        if self.format == "epub":
            self._check_epub()
        if self.only is not None:
            one_of("way to narrow an edition to", self.only, HOLDINGS)
        if self.cases and self.only == READING:
            raise UsageError("--only reading leaves every case out; --case asks for one. Leave one away.")
        for case in self.cases:
            if self.cases.count(case) > 1:
                raise UsageError(f"The case “{case}” is asked for twice; one PDF holds a case once.")
        if self.date is not None:
            day_of(self.date)
        for name in ("title", "cohort", "institution", "logo_alt"):
            _check_words(f"--{name.replace('_', '-')}", getattr(self, name))
        if self.logo and not (self.institution or self.logo_alt):
            raise UsageError(
                "A logo needs words for people who cannot see it: give --institution, or --logo-alt."
            )
        if self.logo_alt and not self.logo:
            raise UsageError("--logo-alt describes a logo, and none is given: add --logo.")

    def _check_epub(self) -> None:
        """Raise UsageError for what an EPUB cannot be."""
        if self.audience != "student":
            raise UsageError(
                "There is an EPUB of the student edition only, for telephones and e-readers. "
                "Print the instructor edition as PDF."
            )
        if self.paper != "a4" or self.large or self.logo:
            raise UsageError(
                "--paper, --print and --logo are for PDFs: an EPUB has no paper, its reader chooses the "
                "size of letters, and its cover is drawn from words alone. Leave them away."
            )

    def file_stem(self) -> str:
        """Return the name of the PDF without its ending: sex-therapy-in-practice-plissit-cases-student."""
        last = [self.paper] if self.paper != "a4" else []
        last += [self.print_size] if self.large else []
        last += [self.audience]
        holds = [self.holds] if self.holds else []
        names = [_in_a_name(name) for name in self.cases or self.modules]
        room = LONGEST_NAME - len("-".join([COURSE, "", *holds, *last]))
        return "-".join([COURSE, *_fitting(names, room), *holds, *last])


def check_against(request: Request, course: Course) -> None:
    """Raise UsageError for anything that cannot be printed of this course, before it is read."""
    request.check()
    moment()
    contents(course.root).chosen(request.modules)
    if request.cases:
        known = [file.stem for folder in course.folders for file in vignette_files(folder)]
        unknown = [name for name in request.cases if name not in known]
        if unknown:
            raise UsageError("\n".join(f"There is no case “{x}”.{nearest(x, known)}" for x in unknown))
    if request.logo:
        read_logo(Path(request.logo))


def setting_of(field: str) -> str:
    """Return the name of the Sphinx setting that carries a field of a request."""
    return "course_edition" if field == "audience" else f"{SETTING}{field}"


def _in_a_name(said: str) -> str:
    """Return a module, or a page's address, as it stands in a file's name."""
    return without_suffix(said.removeprefix("./")).removeprefix("book/").replace("/", "-")


def _fitting(names: Sequence[str], room: int) -> list[str]:
    """Return the names, or as many as there is room for and how many more there are."""
    if len("-".join(names)) <= room:
        return list(names)
    kept: list[str] = []
    while len("-".join([*kept, names[len(kept)], "and-999-more"])) <= room:
        kept.append(names[len(kept)])
    kept = kept or [names[0][: room // 2]]
    return [*kept, f"and-{len(names) - len(kept)}-more"]


def _check_words(option: str, said: str | None) -> None:
    if said is None:
        return
    if not said.strip():
        raise UsageError(f"{option} is empty: write what the cover should say, or leave it away.")
    if not said.isprintable():
        raise UsageError(f"{option} holds a line break or a character that cannot be printed.")
    if len(said) > LONGEST_WORDS:
        raise UsageError(
            f"{option} is {len(said)} characters long; the cover has room for {LONGEST_WORDS}."
        )


def audiences(said: str) -> tuple[str, ...]:
    """Return the audiences that are meant; the one whose edition takes longest comes first."""
    return AUDIENCES[::-1] if said == BOTH else (said,)


def one_of(what: str, said: str, known: Sequence[str]) -> None:
    """Raise UsageError if `said` is not among `known`."""
    if said not in known:
        raise UsageError(
            f"There is no {what} “{said}”.{nearest(str(said), list(known))} There are: {', '.join(known)}."
        )


def day_of(said: str) -> datetime.date:
    """Return a date written as 2026-11-23; UsageError if it is not one."""
    try:
        return datetime.date.fromisoformat(said)
    except (TypeError, ValueError):
        raise UsageError(f"“{said}” is not a date: write year-month-day, such as 2026-11-23.") from None


def moment(environment: Mapping[str, str] | None = None) -> int:
    """Return the second that the edition is made in: SOURCE_DATE_EPOCH if it is set, else now."""
    said = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH")
    if said is None:
        return int(datetime.datetime.now(tz=datetime.UTC).timestamp())
    if not said.isascii() or not said.isdigit() or int(said) > 253402300799:
        raise UsageError(f"SOURCE_DATE_EPOCH is “{said}”, which is not a number of seconds since 1970.")
    return int(said)


def long_date(date: str | None, epoch: int) -> str:
    """Return the date for the cover: 23 November 2026."""
    day = day_of(date) if date else datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""In the language of the course, whatever the machine is set to."""
