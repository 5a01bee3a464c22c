"""`vignettes import`: drafts that an author can complete, a report that adds up, telling exit codes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake import qti_items as q
from tests.intake.reading import zipped
from vignettes.cli import main
from vignettes.loading import load_case
from vignettes.yaml_reader import read_yaml

GALLERY = Path(__file__).parent.parent / "gallery"
BANK = Path(__file__).with_name("bank.xml")
GIFT = """::Opening:: She is silent. What fits now? {=Wait.#It gives her room, because she set the pace.
~Ask.#It comes too soon. ####Silence is an answer, too. She has just begun to speak.}

::Opening:: She leaves. What fits now? {=Wait. ~Call.}

::Essay:: Write to her. {}

::Broken:: Which? {=a ~b
"""


WHOLE = """::The last minute::
[html]<p>The cuff is off and the prescription is printed. Mr Adeyemi stays in his
chair and turns his cap in his hands.</p><blockquote>There was one other thing, doctor. But you are
busy, and it is not what you are here for.</blockquote><p>You have four minutes. Which reply fits
what he has just said?</p>{
=“It is what I am here for. What is on your mind?”#This takes back the very reason he gave for
staying silent, and leaves the subject to him, so that he can go on in his own words.
~“Is it about your marriage, or about sex, perhaps?”#Guessing feels helpful because it spares him
the word, but he now has to correct you before he can begin.
~“Let us book a longer slot for that next week.”#A longer slot is kind, but booked before he has
spoken it tells him that his doubt was right, and many do not come back.
####He has named what keeps him from speaking. Permission answers that, before time is arranged.
}
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GALLERY, tmp_path / "course")
    (tmp_path / "course" / "bank.gift").write_text(GIFT, "utf-8")
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def run(*words: str) -> int:
    return main(["import", *words, "--module", "plissit"])


def files(folder: Path) -> dict[str, str]:
    """Return the text of every file below a folder."""
    return {
        file.name: file.read_bytes().decode("latin-1")
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_question_is_a_draft_or_named_and_the_count_adds_up(course: Path, capsys) -> None:
    assert run("bank.gift") == 1
    printed = capsys.readouterr().out
    assert list(files(course / "drafts" / "plissit")) == ["opening-2.yml", "opening.yml"]
    assert "4 questions read = 2 carried (2 written, 0 there already) + 2 not carried." in printed
    assert "bank.gift:6:1  “Essay” (essay)\n    is not carried: a text that a teacher reads" in printed
    assert "bank.gift:8:19  “Broken” (broken)\n    is not carried: it cannot be read" in printed
    assert "vignettes check drafts/plissit" in printed


def test_all_carried_exits_with_0(course: Path, capsys) -> None:
    (course / "one.gift").write_text(GIFT.split("\n\n")[0], "utf-8")
    assert run("one.gift") == 0
    assert (
        "1 question read = 1 carried (1 written, 0 there already) + 0 not carried."
        in capsys.readouterr().out
    )


def test_a_second_import_changes_nothing_and_says_so(course: Path, capsys) -> None:
    run("bank.gift")
    before = files(course)
    (course / "drafts" / "plissit" / "opening.yml").write_text(before["opening.yml"] + "# mine\n", "utf-8")
    (course / "renamed.txt").write_text(GIFT, "utf-8")
    edited = files(course)
    capsys.readouterr()
    assert run("renamed.txt") == 1
    printed = capsys.readouterr().out
    assert files(course) == edited
    assert "is there already: drafts/plissit/opening.yml; nothing was changed" in printed
    assert "= 2 carried (0 written, 2 there already) + 2 not carried." in printed


def test_a_case_of_the_course_is_never_taken_for_a_free_name(course: Path, capsys) -> None:
    (course / "taken.gift").write_text("::Every type:: What fits now? {=Wait. ~Ask.}", "utf-8")
    assert run("taken.gift") == 1
    assert "is there already: " in (printed := capsys.readouterr().out) and "every-type.yml" in printed
    assert not list((course / "drafts").rglob("*.yml"))


def test_a_draft_that_was_completed_and_moved_into_the_course_is_known_again(course: Path, capsys) -> None:
    run("bank.gift")
    (course / "exercises" / "plissit").mkdir()
    shutil.move(course / "drafts" / "plissit" / "opening.yml", course / "exercises" / "plissit")
    capsys.readouterr()
    assert run("bank.gift") == 1
    assert "exercises/plissit/opening.yml; nothing was changed" in capsys.readouterr().out
    assert list(files(course / "drafts")) == ["opening-2.yml"]


def test_ids_do_not_depend_on_which_file_comes_first(course: Path) -> None:
    one, other = (GIFT.split("\n\n")[n] for n in (0, 1))
    (course / "1.gift").write_text(one, "utf-8")
    (course / "2.gift").write_text(other, "utf-8")
    run("1.gift", "2.gift", "-o", "a")
    run("1.gift", "-o", "a")
    run("2.gift", "-o", "a")
    assert list(files(course / "a")) == ["opening-2.yml", "opening.yml"]


def test_a_dry_run_says_the_same_and_writes_nothing(course: Path, capsys) -> None:
    before = files(course)
    assert run("bank.gift", "--dry-run") == 1
    assert files(course) == before and not (course / "drafts").exists()
    printed = capsys.readouterr().out
    assert "would be drafts/plissit/opening.yml" in printed and "2 to be written" in printed


def test_a_question_tagged_exam_becomes_an_exam_case_unasked(course: Path) -> None:
    (course / "e.gift").write_text("// [tag:exam] [tag:couple]\n::E:: Which? {=a ~b}", "utf-8")
    assert run("e.gift") == 0
    text = (course / "drafts" / "plissit" / "e.yml").read_text("utf-8")
    assert "\nuse: exam\n" in text and "\npopulations: [couple]\n" in text


def test_exam_and_option_type_are_written_where_asked_for(course: Path) -> None:
    run("bank.gift", "--exam", "--option-type", "next_step")
    text = (course / "drafts" / "plissit" / "opening.yml").read_text("utf-8")
    assert "\nuse: exam\n" in text and "option_type: next_step" in text
    run("bank.gift", "-o", "plain")
    text = (course / "plain" / "plissit" / "opening.yml").read_text("utf-8")
    assert "\nuse: learning\n" in text and "option_type" not in text
    assert "\nreview: {status: unreviewed}\n" in text


def test_check_names_every_part_that_a_draft_lacks_with_what_it_is(course: Path, capsys) -> None:
    shutil.copy(BANK, course / "bank.xml")
    run("bank.xml")
    capsys.readouterr()
    assert main(["check", "drafts"]) == 1
    printed = capsys.readouterr().out
    found = dict(re.findall(r"error: `(\w+)` is missing\n(?:    .* › .*\n)?    (Add `.*)", printed))
    wanted = {
        "person": "Who comes",
        "setting": "Where they are seen",
        "level": "introductory, intermediate or advanced",
        "minutes": "How long",
        "objectives": "as module.objective",
        "debrief": "What the case teaches",
        "text": "The story",
        "option_type": "What all options are",
        "feedback": "Why",
        "rationale": "Why the key is the key",
    }
    assert set(found) == set(wanted)
    assert {key: said for key, said in wanted.items() if said not in found[key]} == {}
    # the second answer of the first question is the only one of its three without feedback
    text = (course / "drafts/plissit/couns-017.yml").read_text("utf-8")
    line = text.split("\n").index("          - id: b") + 1
    assert f"couns-017.yml:{line}:13  V003  error: `feedback` is missing" in printed
    assert printed.count("couns-017") == len(re.findall("couns-017.*is missing", printed)) == 7
    assert "entries; at least" not in printed.split("steps.yml")[0]


def test_a_completed_draft_passes(course: Path, capsys) -> None:
    (course / "whole.gift").write_text(WHOLE, "utf-8")
    assert run("whole.gift", "--option-type", "reply") == 0
    file = course / "drafts" / "plissit" / "the-last-minute.yml"
    text = file.read_text("utf-8")
    text = text.replace("\nuse: learning", "\nlevel: introductory\nminutes: 5\nuse: learning")
    text = text.replace(
        "\nmodule: plissit", '\nmodule: plissit\nperson: "Mr Adeyemi, 63"\nsetting: practice'
    )
    keys = "objectives: [plissit.permission]\nreferences: [annon1976plissit]"
    text = text.replace("\nreview:", f"\n{keys}\nreview:")
    text += "        references: [annon1976plissit]\ndebrief: |\n  Permission can take one sentence.\n"
    file.write_text(text, "utf-8")
    assert load_case(file).vignette.item("question").options[0].correct
    capsys.readouterr()
    assert main(["check", "drafts"]) == 0
    assert "1 vignettes read: 0 errors" in capsys.readouterr().out


def test_nothing_that_the_question_does_not_give_is_invented(course: Path) -> None:
    run("bank.gift")
    data = read_yaml(course / "drafts" / "plissit" / "opening-2.yml", "x").data
    assert set(data) == {"id", "title", "module", "use", "review", "stages"}
    (stage,) = data["stages"]
    (item,) = stage["items"]
    assert set(item) == {"id", "type", "prompt", "options"}
    assert [set(option) for option in item["options"]] == [{"id", "text", "correct"}, {"id", "text"}]


def test_one_refused_file_is_named_with_all_others_and_nothing_is_written(course: Path, capsys) -> None:
    (course / "empty.gift").write_text("", "utf-8")
    (course / "bomb.zip").write_bytes(zipped({"imsmanifest.xml": " " * 3_000_000}))
    before = files(course)
    assert run("bank.gift", "empty.gift", "bomb.zip", "gone.xml") == 2
    printed = capsys.readouterr()
    assert files(course) == before and not (course / "drafts").exists() and printed.out == ""
    for said in ("empty.gift is empty.", "as archive bombs are", "gone.xml cannot be read: No such file"):
        assert said in printed.err
    assert "Nothing was written." in printed.err and "Traceback" not in printed.err


def test_what_belongs_to_no_question_is_listed_too(course: Path, capsys) -> None:
    package = {
        "imsmanifest.xml": q.manifest(q.resource("a.xml")),
        "a.xml": q.item(q.choices(q.THREE), q.response("B")),
        "t.png": "x",
    }
    (course / "p.zip").write_bytes(zipped(package))
    assert run("p.zip") == 0
    printed = capsys.readouterr().out
    assert "Of no single question:\n    p.zip › t.png: the file is not carried" in printed
    assert "p.zip › a.xml:2  “The first visit” (choice interaction)" in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "bank.gift", "--module", "../x"], "is not a name"),
        (["import", "bank.gift", "--module", "plissit", "-o", "bank.gift"], "bank.gift is a file"),
        (["import", ".", "--module", "plissit"], "cannot be read: Is a directory"),
        (
            ["import", "bank.gift", "--module", "plissit", "--option-type", "replly"],
            "Did you mean “reply”?",
        ),
    ],
)
def test_a_wrong_command_says_what_is_wrong(course: Path, capsys, words: list[str], said: str) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_the_verb_explains_itself() -> None:
    command = [sys.executable, "-m", "vignettes.cli", "import", "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for said in ("Exit codes: 0 every question", "--option-type", "--dry-run", "GIFT"):
        assert said in printed


def test_a_draft_does_not_depend_on_the_run(course: Path) -> None:
    shutil.copy(BANK, course / "bank.xml")
    run("bank.xml", "-o", "a")
    run("bank.xml", "-o", "b")
    assert files(course / "a") == files(course / "b")
