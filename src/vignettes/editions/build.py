"""From a request to a PDF: Jupyter Book's settings, Sphinx in this process, a cache between runs."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vignettes.course import Course
from vignettes.editions import made_of
from vignettes.editions.haste import (
    seed_works,
    with_rare_collections,
    with_remembered_citations,
    without_address_grammars,
)
from vignettes.editions.numbering import count_quickly
from vignettes.editions.progress import Progress
from vignettes.editions.reading import read_changed, readers, watch_reading
from vignettes.editions.request import Request, check_against
from vignettes.editions.workshop import alone_in
from vignettes.errors import UsageError
from vignettes.files import deliver

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CONFIG = "_config.yml"
ENV_PICKLE_FILENAME = "environment.pickle"
WORK = Path("_build/editions")
BUILDERS = {"pdf": "typst", "epub": "course-epub"}
"""Format of a request → the Sphinx builder that makes it."""
EXTENSION = "vignettes.editions.extension"
PRIORITIES = ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/html", "text/plain")
WEB_ONLY = frozenset(
    {
        "sphinx_togglebutton",
        "sphinx_copybutton",
        "sphinx_thebe",
        "sphinx_comments",
        "sphinx_book_theme",
        "sphinx_jupyterbook_latex",
        "sphinx.ext.intersphinx",
    }
)
"""Extensions of Jupyter Book that change web pages or LaTeX only; loading them would take a second."""
WEB_SETTINGS = ("comments_config",)
"""Settings that only those extensions know."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def to_stderr(message: str) -> None:
    """Report a warning where it does not mix with results."""
    print(message, file=sys.stderr)


def build_editions(
    root: Path,
    out: Path,
    *,
    audience: str,
    modules: tuple[str, ...] = (),
    paper: str = "a4",
    title: str | None = None,
    cohort: str | None = None,
    date: str | None = None,
    only: str | None = None,
    cases: tuple[str, ...] = (),
    print_size: str = "normal",
    institution: str | None = None,
    logo: Path | None = None,
    logo_alt: str | None = None,
    format: str = "pdf",
    banks: tuple[Path, ...] = (),
    report: Callable[[str], None] = to_stderr,
    progress: Progress | None = None,
) -> list[Path]:
    """Print the course in `root`, or some of it, in `out`; return the files written.

    What can be asked for is said at `Request`; `audience` “both” makes one PDF each in one go.
    Cases are also looked for in `banks`, and what these keep from learners is not printed for students.
    `report` gets every warning, with its place; `progress` is told how far the work is. What did not
    change since an earlier run is taken from `_build/editions`. Raises UsageError, and writes nothing,
    for anything that is not there or cannot be printed.
    """
    request = Request(
        audience=audience,
        modules=tuple(modules),
        paper=paper,
        title=title,
        cohort=cohort,
        date=date,
        only=only,
        cases=tuple(cases),
        print_size=print_size,
        institution=institution,
        logo=str(logo) if logo else None,
        logo_alt=logo_alt,
        format=format,
    )
    for bank in banks:
        if not bank.is_dir():
            raise UsageError(f"There is no folder “{bank}”.")
    check_against(request, Course(root, banks))
    progress = progress or Progress(quiet=True)
    work = root.resolve() / WORK
    try:
        with alone_in(work, waiting=lambda: progress.phase("waiting for another run")):
            files = _run_sphinx(root.resolve(), request, banks, progress.before(report), progress)
            return sorted((deliver(out / made.name, made.read_bytes()) for made in files), reverse=True)
    except OSError as error:
        raise UsageError(f"The edition cannot be built in {work}: {error}") from None
    finally:
        progress.clear()


def report_lines(text: str, report: Callable[[str], None]) -> None:
    """Report every line of a text that says something."""
    for line in COLOUR.sub("", text).splitlines():
        if line.strip():
            report(line)


def settings(root: Path, request: Request, report: Callable[[str], None]) -> dict[str, Any]:
    """Return what Sphinx is told: the book's own settings, without what is for web pages only."""
    with without_address_grammars():
        from jupyter_book.config import get_final_config

    file = root / CONFIG
    if not file.is_file():
        raise UsageError(f"{file} is missing: is this the course's folder?")
    try:
        with contextlib.redirect_stdout(io.StringIO()) as remarks:
            config, _ = get_final_config(user_yaml=file, cli_config={"latex_individualpages": False})
    except Exception as error:  # whatever a YAML reader or a schema makes of an author's file
        raise UsageError(f"{file} is not a book's configuration: {error}") from None
    report_lines(remarks.getvalue(), report)
    config["extensions"] = [name for name in config["extensions"] if name not in WEB_ONLY] + [EXTENSION]
    for name in WEB_SETTINGS:
        config.pop(name, None)
    config["bibtex_tooltips"] = False  # nothing hovers over paper, and each one costs a formatted reference
    config["html_theme"] = "basic"
    config["html_theme_options"] = {}
    config["nb_mime_priority_overrides"] = [
        *config.get("nb_mime_priority_overrides", []),
        *((name, kind, place) for name in BUILDERS.values() for place, kind in enumerate(PRIORITIES)),
    ]
    return {**config, **request.settings(), "edition_code": made_of.code_that_reads()}


def _run_sphinx(
    root: Path,
    request: Request,
    banks: tuple[Path, ...],
    report: Callable[[str], None],
    progress: Progress,
) -> list[Path]:
    progress.phase("starting")
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    config = settings(root, request, report)
    config["vignettes_banks"] = [str(bank.resolve()) for bank in banks]
    work = root / WORK
    try:
        with (
            _reported(report) as warnings,
            patch_docutils(str(root)),
            docutils_namespace(),
            with_remembered_citations(),
            with_rare_collections(),
        ):
            app = Sphinx(
                srcdir=str(root),
                confdir=None,
                outdir=str(work / "typst"),
                doctreedir=str(work / "doctrees"),
                buildername=BUILDERS[request.format],
                confoverrides=config,
                status=None,
                warning=warnings,
                keep_going=True,
                parallel=readers(),
            )
            app.edition_progress = progress  # type: ignore[attr-defined]
            read_changed(app)
            count_quickly(app)
            seed_works(app)
            watch_reading(app, progress)
            forget_if_warned(app, warnings)
            app.build()
            return list(app.builder.files)  # type: ignore[attr-defined]
    except SphinxError as error:
        Course(root).references()  # says where, if it is the bibliography that cannot be read
        raise UsageError(f"The course cannot be read: {error}") from None


def forget_if_warned(app: Sphinx, warnings: io.StringIO) -> None:
    """Read all pages anew next time if reading them gave warnings, so that these are given again."""
    forgotten: list[Path] = []

    def note(app: Sphinx, env: BuildEnvironment) -> None:
        if warnings.getvalue():
            forgotten.append(Path(app.doctreedir, ENV_PICKLE_FILENAME))

    def forget(app: Sphinx, error: Exception | None) -> None:
        for file in forgotten:
            file.unlink(missing_ok=True)

    app.connect("env-check-consistency", note, priority=999)
    app.connect("build-finished", forget)


@contextlib.contextmanager
def _reported(report: Callable[[str], None]) -> Iterator[io.StringIO]:
    """Collect what Sphinx warns of, and report it line by line, also after a failure."""
    warnings = io.StringIO()
    try:
        yield warnings
    finally:
        report_lines(warnings.getvalue(), report)
