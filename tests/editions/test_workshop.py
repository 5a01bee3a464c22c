from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.editions.audience import SHORTEST_SECRET, leaks_in
from vignettes.editions.links import Links, LinksOfPage
from vignettes.editions.made_of import key_of
from vignettes.editions.press import Press
from vignettes.editions.progress import CLEAR, Progress
from vignettes.editions.workshop import alone_in
from vignettes.errors import UsageError
from vignettes.files import write_whole


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work(progress: Progress) -> None:
    progress.phase("reading pages", 2)
    progress.advance()
    progress.advance(5)
    assert [*progress.over("writing pages", ["a", "b"])] == ["a", "b"]
    progress.phase("setting")
    progress.tick()
    progress.clear()


def test_a_file_gets_one_line_for_each_phase() -> None:
    stream = io.StringIO()
    work(Progress(stream))
    said = ["reading pages 0 of 2 (0 s)", "writing pages 0 of 2 (0 s)", "setting (0 s)"]
    assert stream.getvalue().splitlines() == said


def test_a_terminal_gets_one_line_that_is_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vignettes.editions.progress.OFTEN", 0)
    stream = Terminal()
    work(Progress(stream))
    assert "\n" not in stream.getvalue()
    states = stream.getvalue().split(CLEAR)
    assert "reading pages 2 of 2 (0 s)" in states and "writing pages 1 of 2 (0 s)" in states
    assert states[-1] == ""


def test_quiet_says_nothing() -> None:
    stream = Terminal()
    work(Progress(stream, quiet=True))
    assert stream.getvalue() == ""


def test_a_warning_does_not_stand_behind_the_line() -> None:
    stream = Terminal()
    progress = Progress(stream)
    progress.phase("reading pages", 2)
    progress.before(lambda message: print(message, file=stream))("a warning")
    assert stream.getvalue().endswith(f"{CLEAR}a warning\n")


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    write_whole(file, b"first")

    def interrupted(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, b"second")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert file.read_bytes() == b"first"


HOLD = """
import sys
from pathlib import Path
from vignettes.editions.workshop import alone_in
with alone_in(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_run_waits_for_the_other_and_not_for_one_that_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    looked: list[int] = []

    def waiting() -> None:
        looked.append(1)
        if len(looked) == 3:
            other.kill()

    with alone_in(tmp_path, waiting):
        assert len(looked) >= 3
    other.communicate()


def test_typst_says_why_it_cannot_set_a_source(tmp_path: Path) -> None:
    source = tmp_path / "broken.typ"
    source.write_text("#none-such()")
    press = Press(source, 0)
    assert press.wait(60)
    with pytest.raises(UsageError, match="none-such"):
        press.check()
    press.stop()
    assert [entry.name for entry in tmp_path.iterdir()] == ["broken.typ"]


def test_a_press_that_is_stopped_sets_nothing(tmp_path: Path) -> None:
    source = tmp_path / "long.typ"
    source.write_text('#set document(title: "Long")\n#while true {}')
    press = Press(source, 0)
    assert not press.wait(0.1)
    press.stop()
    assert press.wait(0)
    assert not (tmp_path / "long.pdf").exists()


LETTERS = st.text("ab", max_size=60)
SECRETS = st.lists(st.text("ab", min_size=1, max_size=SHORTEST_SECRET + 10), max_size=8)


@given(LETTERS, SECRETS)
def test_every_secret_in_a_text_is_found_and_no_other(said: str, texts: list[str]) -> None:
    secrets = {text: text for text in texts}
    assert [*leaks_in(said, secrets)] == [text for text in secrets if text in said]


def test_a_page_written_alone_gets_the_names_of_the_edition() -> None:
    alone, whole = LinksOfPage(["a", "b"]), Links(["a", "b"])
    whole.name("b", "before")
    markup = (
        alone.anchor("a") + alone.link("b", "before", "x") + alone.link("a", "", "y") + alone.anchor("a")
    )
    assert whole.bind(markup, alone.places, alone.numbers) == '#anchor("p1");#to("p0")[x];#to("p1")[y];'
    assert list(whole.printed) == ["p1"]


def test_the_order_of_a_set_is_no_difference_and_its_content_is() -> None:
    assert key_of({"b", "a"}, {"x": 1, "y": 2}) == key_of({"a", "b"}, {"y": 2, "x": 1})
    assert key_of({"a"}) != key_of({"b"}) != key_of({"a", "b"})
