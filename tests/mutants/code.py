"""Sabotages of Python and of quiz.js. The ground tests named beside each must notice it."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TRANSCRIPT, PLAY = "tests/test_transcript.py", "tests/test_play.py"
CLINICS, GRADING = "tests/notebooks/test_clinics.py", "tests/test_grading.py"
SECONDS = 120


@dataclass(frozen=True)
class Mutant:
    """A piece of source that is replaced by another; `tests` must fail then."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


PYTHON = (
    Mutant(
        "grading: a share off by one",
        "grading.py",
        "score = sum(parts.values()) / len(parts)",
        "score = sum(parts.values()) / (len(parts) + 1)",
        (GRADING,),
    ),
    Mutant(
        "grading: several options, all right",
        "grading.py",
        '(o in chosen) == (o in key["right"])',
        "True",
        (GRADING,),
    ),
    Mutant("grading: order ignored", "grading.py", 's == key["right"][i]', 's in key["right"]', (GRADING,)),
    Mutant("grading: tolerance ignored", "grading.py", "<= tolerance +", "<=", (GRADING,)),
    Mutant(
        "grading: a foreseen mistake is right",
        "grading.py",
        'Grade(0.0, False, {f"near-{i}": False})',
        'Grade(1.0, True, {f"near-{i}": True})',
        (GRADING,),
    ),
    Mutant("grading: comma refused", "grading.py", '.replace(",", ".")', "", (GRADING,)),
    Mutant(
        "grading: harmful is costly",
        "grading.py",
        '"harmful": 0.0',
        '"harmful": 0.5',
        (f"{PLAY}::test_a_branching_case_is_walked_by_choosing",),
    ),
    Mutant(
        "fingerprint frozen",
        "fingerprint.py",
        "hashlib.sha256(text.encode()).hexdigest()[:12]",
        "hashlib.sha256(item.id.encode()).hexdigest()[:12]",
        (f"{TRANSCRIPT}::test_whatever_decides_or_is_seen_changes_the_fingerprint_of_its_item_alone",),
    ),
    Mutant(
        "fingerprint without rationale",
        "fingerprint.py",
        'UNSEEN = {"tags"',
        'UNSEEN = {"rationale", "tags"',
        (f"{TRANSCRIPT}::test_whatever_decides_or_is_seen_changes_the_fingerprint_of_its_item_alone",),
    ),
    Mutant(
        "fingerprint without key",
        "fingerprint.py",
        "text = json.dumps(_plain(content)",
        'content["item"].pop("options", 0)\n    text = json.dumps(_plain(content)',
        (f"{TRANSCRIPT}::test_whatever_decides_or_is_seen_changes_the_fingerprint_of_its_item_alone",),
    ),
    Mutant(
        "fingerprint by bytes",
        "fingerprint.py",
        'unicodedata.normalize("NFC", value)',
        "value",
        (f"{TRANSCRIPT}::test_the_way_accents_are_encoded_does_not_change_the_fingerprint",),
    ),
    Mutant(
        "dealing unshuffled",
        "dealing.py",
        "tuple(sorted(parts, key=rank))",
        "tuple(parts)",
        (f"{TRANSCRIPT}::test_options_are_dealt_in_another_order_than_written_somewhere",),
    ),
    Mutant(
        "dealing shows the right order",
        "dealing.py",
        "dealt if dealt != item.steps else (*dealt[1:], dealt[0])",
        "dealt",
        (f"{TRANSCRIPT}::test_steps_are_never_dealt_in_the_right_order",),
    ),
    Mutant(
        "transcript drops items",
        "render/transcript.py",
        "for item in stage.items:",
        "for item in stage.items[1:]:",
        (f"{TRANSCRIPT}::test_the_transcript_is_the_golden_one",),
    ),
    Mutant(
        "transcript without fingerprints",
        "render/transcript.py",
        "({item.type}, {fingerprint(stage, item)})",
        "({item.type})",
        (f"{TRANSCRIPT}::test_the_transcript_holds_every_text_a_learner_meets_before_answering",),
    ),
    Mutant(
        "another case in the directive",
        "widget.py",
        "```{{vignette}} {self",
        "```{{vignette}} x{self",
        (f"{PLAY}::test_a_shown_case_is_a_live_view_a_directive_html_and_a_transcript",),
    ),
    Mutant(
        "static page left out",
        "widget.py",
        '"text/html": self._html,',
        "",
        (f"{PLAY}::test_a_shown_case_is_a_live_view_a_directive_html_and_a_transcript",),
    ),
    Mutant(
        "a browser's fingerprint believed",
        "widget.py",
        'record.get("fingerprint") != fingerprint(stage, item)',
        "False",
        (f"{PLAY}::test_what_cannot_be_an_answer_is_ignored_with_a_note",),
    ),
    Mutant(
        "bad answers raise",
        "widget.py",
        "except NotAnAnswer as error:",
        "except OSError as error:",
        (f"{PLAY}::test_what_cannot_be_an_answer_is_ignored_with_a_note",),
    ),
    Mutant(
        "reset forgets nothing",
        "widget.py",
        "self.widget.responses = {}",
        "pass",
        (f"{PLAY}::test_a_reset_forgets_the_answers",),
    ),
    Mutant(
        "exam items shown",
        "notebook.py",
        'vignette.use == "exam"',
        "False",
        (f"{PLAY}::test_an_exam_item_is_never_shown",),
    ),
    Mutant(
        "feedback of another option",
        "play.py",
        'if said["for"] in given.parts',
        'if said["for"] not in given.parts',
        (f"{PLAY}::test_a_verdict_reads_as_in_the_book",),
    ),
    Mutant(
        "a choice leads nowhere",
        "play.py",
        "self._at = way_on(chosen, after)",
        "self._at = item.options[0].goto",
        (f"{PLAY}::test_every_choice_leads_where_the_file_says",),
    ),
    Mutant(
        "a state that forgets",
        "play.py",
        "moved(self.vignette.state, self.state, chosen.changes)",
        "self.state",
        (f"{PLAY}::test_a_case_that_remembers_is_walked_by_what_was_chosen",),
    ),
    Mutant(
        "measures beyond their end",
        "state.py",
        "len(measure.levels) - 1)",
        "99)",
        ("tests/test_state.py",),
    ),
    Mutant(
        "any measure opens a way",
        "state.py",
        "if all(state[name]",
        "if any(state[name]",
        ("tests/test_state.py",),
    ),
    Mutant(
        "exam cases in the proofs",
        "clinics.py",
        "course.bank().learning()",
        "course.bank()",
        (f"{CLINICS}::test_a_proof_plays_no_exam_case",),
    ),
    Mutant(
        "widget views stored",
        "clinics.py",
        ".pop(VIEW, None)",
        ".get(VIEW, None)",
        (f"{CLINICS}::test_a_refreshed_clinic_holds_the_case_and_no_widget",),
    ),
    Mutant(
        "a failing clinic stored",
        "clinics.py",
        "except CellExecutionError",
        "except OSError",
        (f"{CLINICS}::test_a_clinic_that_fails_is_left_alone_and_explained",),
    ),
)

SCRIPT = (
    Mutant(
        "the button does nothing",
        "frontend/quiz.js",
        '"Check my answer", check,',
        '"Check my answer", () => {},',
        ("tests/browser/test_items.py::test_a_right_single_answer_is_called_the_best",),
    ),
    Mutant(
        "selecting grades",
        "frontend/quiz.js",
        '    control.autocomplete = "off";\n    if',
        '    control.autocomplete = "off";\n    control.onchange = check;\n    if',
        ("tests/browser/test_items.py::test_choosing_an_option_grades_nothing_before_the_learner_commits",),
    ),
    Mutant(
        "everything is right",
        "frontend/quiz.js",
        "  right: score === 1,",
        "  right: true,",
        ("tests/browser/test_grading.py",),
    ),
    Mutant(
        "a share rounded up",
        "frontend/quiz.js",
        "score = parts.filter(",
        "score = 1 || parts.filter(",
        ("tests/browser/test_grading.py",),
    ),
    Mutant(
        "a comma is no point",
        "frontend/quiz.js",
        'text.replace(",", ".")',
        "text",
        ("tests/browser/test_grading.py",),
    ),
    Mutant(
        "the key's feedback instead of the chosen",
        "frontend/quiz.js",
        "first: (ui, answer) => [answer],",
        "first: (ui, answer) => [ui.key.right ?? answer],",
        (
            "tests/browser/test_items.py::test_a_single_item_marks_every_option_in_words_and_shows_the_chosen_feedback",
        ),
    ),
    Mutant(
        "letters do not stay with their steps",
        "frontend/quiz.js",
        "    li.value = i + 1;\n",
        "",
        ("tests/browser/test_items.py::test_a_step_keeps_the_letter_that_its_feedback_names",),
    ),
    Mutant(
        "confidence is not kept",
        "frontend/quiz.js",
        "tick(item, answer, settings.get() && confidence, item.seconds())",
        "tick(item, answer)",
        ("tests/browser/test_items.py::test_how_sure_the_learner_was_is_stored_and_said_back",),
    ),
    Mutant(
        "answers kept by position",
        "frontend/quiz.js",
        "    id: field.dataset.item,",
        '    id: "i" + [...document.querySelectorAll(".vignette-item")].indexOf(field),',
        ("tests/browser/test_persistence.py::test_an_item_moved_to_another_place_keeps_its_answer",),
    ),
    Mutant(
        "fingerprints not compared",
        "frontend/quiz.js",
        "shaped && record.fingerprint !== item.fingerprint",
        "shaped && !record.fingerprint",
        ("tests/browser/test_persistence.py::test_a_revised_item_opens_again_and_the_old_answer_is_kept",),
    ),
    Mutant(
        "damaged records thrown away",
        "frontend/quiz.js",
        'move(id, "answer", "damaged")',
        'store.set("answer", id)',
        ("tests/browser/test_persistence.py::test_damaged_records_are_set_aside_with_a_plain_notice",),
    ),
    Mutant(
        "other tabs not heard",
        "frontend/storage.js",
        'addEventListener("storage"',
        'addEventListener("stored"',
        (
            "tests/browser/test_persistence.py::test_two_tabs_show_each_others_answers_and_overwrite_nothing",
        ),
    ),
    Mutant(
        "a full storage is an error",
        "frontend/storage.js",
        "      refused.set(key,",
        "      throw new Error(key); refused.set(key,",
        ("tests/browser/test_persistence.py::test_with_full_storage_the_case_works_and_says_so",),
    ),
    Mutant(
        "the next stage never unfolds",
        "frontend/quiz.js",
        "while (done(stages[furthest])) furthest += 1;",
        "",
        (
            "tests/browser/test_stages.py::test_a_later_stage_and_the_debrief_stay_hidden_until_the_items_before_are_answered",
        ),
    ),
    Mutant(
        "everything unfolds at once",
        "frontend/quiz.js",
        "stage.el.hidden = closed || !order.includes(stage)",
        "stage.el.hidden = closed",
        (
            "tests/browser/test_stages.py::test_a_later_stage_and_the_debrief_stay_hidden_until_the_items_before_are_answered",
        ),
    ),
    Mutant(
        "the story runs on before the consequence is read",
        "frontend/quiz.js",
        "waiting = pause",
        "waiting = false",
        ("tests/browser/test_branching.py::test_a_choice_shows_its_consequence_before_the_story_goes_on",),
    ),
    Mutant(
        "every choice leads to the same stage",
        "frontend/quiz.js",
        "choice.key.goto[option], state)",
        "Object.values(choice.key.goto)[0], state)",
        (
            "tests/browser/test_branching.py::test_every_path_ends_in_a_debrief_with_the_quality_of_each_decision",
        ),
    ),
    Mutant(
        "the script forgets",
        "frontend/quiz.js",
        "moved(tops, state, choice.key.changes?.[option])",
        "moved(tops, state)",
        ("tests/browser/test_branching.py::test_what_the_case_keeps_count_of_follows_the_decisions",),
    ),
    Mutant(
        "every way is open in the script",
        "frontend/quiz.js",
        "state[name] >= when[name]",
        "true",
        ("tests/browser/test_grading.py",),
    ),
    Mutant(
        "an expert is never named",
        "frontend/quiz.js",
        "if (expert && expert !== option)",
        "if (!expert)",
        ("tests/browser/test_branching.py::test_the_debrief_sets_the_path_beside_an_experts",),
    ),
    Mutant(
        "going back goes nowhere",
        "frontend/quiz.js",
        "walk(path.slice(0, n))",
        "walk(path)",
        (
            "tests/browser/test_branching.py::test_going_back_hides_the_abandoned_branch_and_keeps_its_answers",
        ),
    ),
)

WARM = (
    "pytest",
    "hypothesis",
    "pydantic",
    "ruamel.yaml",
    "markdown_it",
    "docutils.nodes",
    "pybtex.database",
)
"""Loaded once, in the process from which every run is forked."""


class Bench:
    """Runs tests against sabotaged code, each run in a process of its own that is warm already."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home = root, home
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(list(WARM))
        self.shared = home / "shared"
        for name in ("tests", "notebooks", "exercises", "book"):
            shutil.copytree(root / name, self.shared / name, ignore=shutil.ignore_patterns(".hypothesis"))
        shutil.copy(root / "pyproject.toml", self.shared)

    def unharmed(self, tests: Sequence[str]) -> bool:
        """Return whether tests pass on the code as it is."""
        return self._passes(tests, self._code("unharmed"))

    def survives(self, mutant: Mutant) -> bool:
        """Return whether the tests of a mutant pass on code that holds it."""
        source = self._code(re.sub(r"\W+", "-", mutant.name))
        file = source / "vignettes" / mutant.file
        text = file.read_text(encoding="utf-8")
        if text.count(mutant.old) != 1:
            raise SystemExit(
                f"{mutant.name}: “{mutant.old}” stands {text.count(mutant.old)} times in {file.name}"
            )
        file.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        return self._passes(mutant.tests, source)

    def _code(self, name: str) -> Path:
        target = self.home / name / "src"
        shutil.copytree(self.root / "src", target, ignore=shutil.ignore_patterns("fonts", "*.woff2"))
        return target

    def _passes(self, tests: Sequence[str], source: Path) -> bool:
        log = source.parent / "log"
        run = self.context.Process(target=run_tests, args=(tuple(tests), self.shared, source, log))
        run.start()
        run.join(SECONDS)
        if run.exitcode is None:
            run.kill()
        if run.exitcode not in (0, 1):
            raise SystemExit(
                f"{' '.join(tests)} could not be run: {log.read_text(encoding='utf-8')[-3000:]}"
            )
        return run.exitcode == 0


def run_tests(tests: tuple[str, ...], folder: Path, source: Path, log: Path) -> None:
    """Run tests in `folder` against the code in `source`, up to the first that fails; never returns."""
    output = os.open(log, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(output, stream)
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "vignettes")]:
        del sys.modules[name]
    os.chdir(folder)
    os.environ |= {"PYTHONPATH": str(source), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    sys.path[:] = [str(source), *(entry for entry in sys.path if Path(entry or ".") != folder)]
    import pytest

    code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", f"--rootdir={folder}", *tests])
    sys.stdout.flush()
    os._exit(code)
