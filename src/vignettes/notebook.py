"""What `show` and `load` share: finding a case, and errors that fit into one line of a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vignettes.bibliography import Reference
from vignettes.course import cached_bank, find_course, stamp_of
from vignettes.errors import AuthorError, UsageError
from vignettes.model import Vignette


class NotebookError(UsageError):
    """Something was asked for that is not there; a notebook shows the message without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def learning_case(vignette_id: str) -> tuple[Vignette, dict[str, Reference]]:
    """Return a case of the course around the working folder, with the works it may cite.

    Raises NotebookError if there is no such case, if it is an exam item, or if the course cannot be read.
    """
    if not isinstance(vignette_id, str):
        raise NotebookError('The id of a case is needed, in quotes, as in show("first-words").')
    with _explained():
        course = find_course()
        vignette = cached_bank(course, stamp_of(course)).vignette(vignette_id)
        references = course.references()
    if vignette.use == "exam":
        raise NotebookError(f"“{vignette_id}” is an exam item: it is never shown to learners.")
    return vignette, references


def learning_cases() -> list[Vignette]:
    """Return every case that learners may meet, by id; NotebookError if the course cannot be read."""
    with _explained():
        course = find_course()
        return [case.vignette for case in cached_bank(course, stamp_of(course)).learning()]


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except AuthorError as error:
        count = len(error.problems)
        raise NotebookError(f"{count} problem(s) in the vignettes:\n\n{error}") from None
    except UsageError as error:
        raise NotebookError(str(error)) from None
