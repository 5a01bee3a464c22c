"""Typst in a process of its own, so that two editions are set at the same time and can be stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

from vignettes.editions import made_of
from vignettes.editions.progress import Progress
from vignettes.errors import UsageError
from vignettes.files import write_whole

START = """
import json, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.path[:] = json.loads(sys.argv[1])
from vignettes.editions.press import main
sys.exit(main(sys.argv[2], int(sys.argv[3])))
"""
"""What the other Python runs: it finds packages where this one does, and leaves Ctrl+C to it."""
OFTEN = 0.2
"""Seconds between two looks at the presses."""


class Printing:
    """Sets editions while the next ones are still being written; a context that waits for all in the end.

    A PDF that was set of the same source by the same code stays as it is. Its date is then that of the
    run that set it, unless SOURCE_DATE_EPOCH gives one. Nothing goes on after an exception.
    """

    def __init__(self, epoch: int, progress: Progress) -> None:
        self.epoch = epoch
        self.progress = progress
        self.pdfs: list[Path] = []
        self._running: list[Press] = []

    def start(self, source: Path) -> None:
        """Begin to set an edition, unless its PDF is there."""
        self.pdfs.append(source.with_suffix(".pdf"))
        if not _is_set(source):
            self._running.append(Press(source, self.epoch))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        """Wait for all editions; UsageError if one cannot be set."""
        try:
            if self._running and failure[0] is None:
                self._wait()
        finally:
            for press in self._running:
                press.stop()

    def _wait(self) -> None:
        self.progress.phase(f"setting {' and '.join(press.audience for press in self._running)}")
        while self._running:
            for press in list(self._running):
                if press.wait(OFTEN):
                    press.check()
                    _stamp(press.source)
                    self._running.remove(press)
                self.progress.tick()


def _is_set(source: Path) -> bool:
    """Tell whether the PDF beside a source was set of it, and is whole."""
    try:
        return source.with_suffix(".stamp").read_text(encoding="ascii") == _made_of(source)
    except OSError:
        return False


def _stamp(source: Path) -> None:
    write_whole(source.with_suffix(".stamp"), _made_of(source).encode())


def _made_of(source: Path) -> str:
    """Return a key of a source, of what sets it, and of its PDF. Pictures are named by their content."""
    return made_of.key_of(
        made_of.digest(source),
        made_of.code(),
        os.environ.get("SOURCE_DATE_EPOCH"),
        made_of.digest(source.with_suffix(".pdf")),
    )


class Press:
    """One edition being set; whoever starts it waits for it or stops it."""

    def __init__(self, source: Path, epoch: int) -> None:
        """Begin to set `source`."""
        self.source = source
        self.audience = source.stem.rpartition("-")[2]
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(sys.path), str(source), str(epoch)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl+C is for whoever started it, who stops it then
        )
        self._said = ""

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; tell whether the edition is done, or has failed."""
        try:
            _, said = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        self._said += said.decode("utf-8", "replace")
        return True

    def check(self) -> None:
        """Raise UsageError if the edition, which is done, could not be set."""
        if self._process.returncode:
            raise UsageError(self._said.strip() or f"Typst ended with {self._process.returncode}.")

    def stop(self) -> None:
        """End the work if it is still going on."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def main(source: str, epoch: int) -> int:
    """Set one file, its PDF beside it; return 1, after saying why, if it cannot be set."""
    from vignettes.editions.compiler import compile_pdf

    try:
        write_whole(Path(source).with_suffix(".pdf"), compile_pdf(Path(source), epoch))
    except (UsageError, OSError) as error:
        sys.stderr.buffer.write(str(error).encode())
        return 1
    return 0
