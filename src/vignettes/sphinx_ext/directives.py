"""`{vignette} id` puts a case on a page; `{review-status} unreviewed` prints the standard notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from vignettes.course import Course
from vignettes.errors import UsageError
from vignettes.loading import Bank, read_bank
from vignettes.render.doctree import document_nodes
from vignettes.render.words import page_notice

log = logging.getLogger(__name__)


class VignetteDirective(SphinxDirective):
    """Inserts a whole case by its id."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        wanted = self.arguments[0].strip()
        bank: Bank = self.env.app.vignette_bank  # type: ignore[attr-defined]
        try:
            vignette = bank.vignette(wanted)
        except UsageError as error:
            if wanted not in self.env.app.broken_vignettes:  # type: ignore[attr-defined]
                log.warning("%s", error, location=self.get_location(), type="vignettes", subtype="unknown")
            return []
        if vignette.use == "exam":
            log.warning(
                "“%s” is an exam item: it never stands in the book",
                wanted,
                location=self.get_location(),
                type="vignettes",
                subtype="exam",
            )
            return []
        self.env.note_dependency(str(self._file(bank, wanted)))
        placed = self.env.metadata[self.env.docname].setdefault("vignettes", [])
        if wanted in placed:
            log.warning(
                "“%s” stands on this page twice",
                wanted,
                location=self.get_location(),
                type="vignettes",
                subtype="twice",
            )
            return []
        placed.append(wanted)
        return [document_nodes(vignette, self._cite)]

    def _file(self, bank: Bank, wanted: str) -> Path:
        return Path(bank.cases[wanted].source.path).resolve()

    def _cite(self, keys: Sequence[str]) -> list[nodes.Node]:
        holder = nodes.container()
        text = StringList([f"{{cite:p}}`{','.join(keys)}`"], source=str(self.get_source_info()[0]))
        self.state.nested_parse(text, self.lineno, holder)
        return list(holder[0].children) if len(holder) else []


class ReviewStatusDirective(SphinxDirective):
    """Prints what every page says once: for whom, not accredited, reviewed or not and when."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        said = self.arguments[0].strip()
        notice = page_notice(said)
        if notice is None:
            log.warning(
                "review-status is “unreviewed”, or “reviewed NAME, CREDENTIALS, DATE”, not “%s”",
                said,
                location=self.get_location(),
                type="vignettes",
                subtype="review",
            )
            return []
        return [nodes.paragraph("", notice, classes=["review-status"])]


def load_bank_once(app: Sphinx) -> None:
    """Read all vignettes before the first page; an author's mistakes become warnings with a place."""
    banks = tuple(map(Path, app.config.vignettes_banks))
    course = Course(Path(app.config.vignettes_course or app.srcdir), banks)
    try:
        cases, problems = read_bank(*course.folders)
    except UsageError as error:
        raise ExtensionError(str(error), modname="vignettes") from None
    for problem in problems:
        said = " ".join(filter(None, (problem.fact + ".", problem.advice)))
        place = f"{problem.path}:{problem.line}:{problem.column}"
        log.warning("%s", said, location=place, type="vignettes", subtype=problem.code)
    app.vignette_bank = Bank(cases)  # type: ignore[attr-defined]
    app.broken_vignettes = {Path(problem.path).stem for problem in problems}  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    app.add_config_value("vignettes_course", "", "env", (str,))
    app.add_config_value("vignettes_banks", [], "env", (list,))
    app.add_directive("vignette", VignetteDirective)
    app.add_directive("review-status", ReviewStatusDirective)
    app.connect("builder-inited", load_bank_once)
