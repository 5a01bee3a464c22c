"""`show("…")`: a case in a notebook, alive where widgets are, complete where they are not."""

from __future__ import annotations

import datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vignettes.bibliography import Reference
from vignettes.files import write_whole
from vignettes.fingerprint import fingerprint
from vignettes.grading import Grade, NotAnAnswer, answer_key, grade
from vignettes.model import Vignette
from vignettes.notebook import NotebookError, learning_case
from vignettes.pseudonym import learner_code
from vignettes.render.html import static_html
from vignettes.render.prose import plain_line
from vignettes.render.transcript import transcript
from vignettes.results import COURSE, FORMAT, VERSION, CourseMark, Learner, Results, answers_of

ASIDE = "~"
"""What the names begin with under which the browser keeps what is no answer: the path, revised items."""

VIEW = "application/vnd.jupyter.widget-view+json"


def show(vignette_id: str) -> Shown:
    """Display the case of that id; its answers come back as `.responses` and `.score`.

    Raises NotebookError, naming the nearest id, if there is no such case.
    """
    return Shown(*learning_case(vignette_id))


class Shown:
    """A case on display.

    As output of a cell it is a live widget where anywidget is installed, a directive for the book, static
    HTML for viewers, and a transcript for everything else. All but the live view are the same everywhere.
    """

    def __init__(self, vignette: Vignette, references: dict[str, Reference]) -> None:
        self.vignette = vignette
        self._html = static_html(vignette, references)
        self._items = {item.id: (stage, item) for stage, item in vignette.items()}
        self.widget = _widget(self._html)

    def __repr__(self) -> str:
        return f'show("{self.vignette.id}")'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        live = {} if self.widget is None else {VIEW: self.widget.view()}
        return {
            **live,
            "text/markdown": f"```{{vignette}} {self.vignette.id}\n```\n",
            "text/html": self._html,
            "text/plain": transcript(self.vignette),
        }

    @property
    def title(self) -> str:
        return plain_line(self.vignette.title)

    @property
    def responses(self) -> dict[str, Any]:
        """The answers given so far, by item; what cannot be one is left out, see `notes`."""
        return {item: answer for item, (answer, _) in self._judged()[0].items()}

    @property
    def score(self) -> float | None:
        """How right the answers are, from 0 to 1, on average over the items answered; None before any."""
        scores = [given.score for _, given in self._judged()[0].values()]
        return sum(scores) / len(scores) if scores else None

    @property
    def notes(self) -> list[str]:
        """What came back from the browser and was ignored, and why."""
        return self._judged()[1]

    def results(self, learner: str | None = None, name: str | None = None) -> Results:
        """Return the answers as what an instructor's `vignettes report` reads.

        `learner` is a code of your own (small letters, digits, hyphens); without it, one made by lot on
        this machine is used. A name is written only if you give one, and the words of replies never.
        """
        records = {} if self.widget is None else self.widget.responses
        answers = answers_of(self.vignette.id, records if isinstance(records, dict) else {})
        try:
            who = Learner(code=learner_code() if learner is None else learner, name=name)
        except ValidationError:
            raise NotebookError(
                "A learner's code has 4 to 40 small letters, digits and single hyphens, such as "
                "blue-heron-7; a name has at most 200 characters."
            ) from None
        return Results(
            format=FORMAT,
            version=VERSION,
            course=CourseMark(name=COURSE, version=_version()),
            learner=who,
            exported=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
            answers=tuple(answers),
        )

    def save_results(
        self, path: str | Path = ".", learner: str | None = None, name: str | None = None
    ) -> Path:
        """Write the results file and return its path; in a folder it is called results-CASE.json."""
        file = Path(path)
        if file.is_dir():
            file /= f"results-{self.vignette.id}.json"
        text = self.results(learner, name).text()
        try:
            write_whole(file, text.encode())
        except OSError as error:
            raise NotebookError(f"“{file}” could not be written: {error.strerror}.") from None
        return file

    def reset(self) -> None:
        """Forget all answers, here and on display."""
        if self.widget is not None:
            self.widget.responses = {}

    def _judged(self) -> tuple[dict[str, tuple[Any, Grade]], list[str]]:
        records = {} if self.widget is None else self.widget.responses
        if not isinstance(records, dict):
            return {}, ["The answers were ignored: they are not a table."]
        judged: dict[str, tuple[Any, Grade]] = {}
        notes: list[str] = []
        for name, record in records.items():
            if name.startswith(ASIDE):
                continue
            try:
                judged[name] = self._judge(name, record)
            except NotAnAnswer as error:
                notes.append(f"“{name}” was ignored: {error}")
        return judged, notes

    def _judge(self, name: str, record: Any) -> tuple[Any, Grade]:
        if name not in self._items:
            raise NotAnAnswer("the case has no such item.")
        stage, item = self._items[name]
        if not isinstance(record, dict) or "answer" not in record:
            raise NotAnAnswer("it holds no answer.")
        if record.get("fingerprint") != fingerprint(stage, item):
            raise NotAnAnswer("the item was revised since it was answered.")
        return record["answer"], grade(answer_key(item), record["answer"])


def _version() -> str:
    """Return the version of the course's software."""
    try:
        return version("vignettes")
    except PackageNotFoundError:
        return "unknown"


def _widget(html: str) -> Any:
    """Return the live half, or None where anywidget is not installed."""
    if find_spec("anywidget") is None:
        return None
    from vignettes.live import VignetteWidget

    return VignetteWidget(html=html)
