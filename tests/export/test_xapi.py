"""xAPI statements, taken and given back by a real learning record store, Ralph, on this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from vignettes.export.question import SPACE, Question
from vignettes.export.xapi import FORMAT, answered
from vignettes.fingerprint import fingerprint
from vignettes.grading import NotAnAnswer

LEARNER = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "7f3a"}}
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
AT = 1_795_000_000_123
ANSWERS: dict[str, tuple[Any, str, float | None, bool | None]] = {
    "one-best": ("b", "b", 0.0, False),
    "several": (["time", "ask"], "time[,]ask", 1.0, True),
    "sequence": (["listen", "ask-pain", "plan", "offer"], "listen[,]ask-pain[,]plan[,]offer", 0.5, False),
    "pairs": (
        {"may": "p", "fact": "it", "homework": "ss"},
        "may[.]p[,]fact[.]it[,]homework[.]ss",
        2 / 3,
        False,
    ),
    "share": ("30,2", "30.2", 1.0, True),
    "words": ({"text": "Danke 🙂 ليلى", "ticked": ["help"]}, "Danke 🙂 ليلى", None, None),
    "first-move": ("tom", "tom", 0.5, False),
}
"""By item: what a learner answered, and the response, score and success that this is."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Ralph on a free port of loopback, which keeps its statements in a folder of the test."""
    import bcrypt

    folder = tmp_path_factory.mktemp("ralph")
    hashed = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
    user = {
        "username": "course",
        "hash": hashed,
        "scopes": ["all"],
        "agent": {"mbox": "mailto:lrs@example.org"},
    }
    (folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
    }
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "ralph.api:app",
        "--port",
        str(port),
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, env={**os.environ, **settings})
    client = httpx.Client(
        base_url=f"http://127.0.0.1:{port}",
        auth=("course", "secret"),
        headers={"X-Experience-API-Version": "1.0.3"},
        timeout=30,
    )
    try:
        wait_for(client, server)
        yield client
    finally:
        client.close()
        server.terminate()
        server.wait()


def wait_for(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "Ralph did not start"
        try:
            client.get("/__heartbeat__").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("Ralph did not answer within a minute")


def named(questions: list[Question]) -> dict[str, Question]:
    return {question.item.id: question for question in questions}


def record_of(question: Question, answer: Any, **more: Any) -> dict[str, Any]:
    return {"fingerprint": fingerprint(question.stage, question.item), "answer": answer, "at": AT, **more}


def extension(said: dict[str, Any], name: str) -> Any:
    return said["extensions"].get(f"urn:uuid:{SPACE}#{name}")


def definitions(questions: list[Question]) -> dict[str, dict[str, Any]]:
    statements = json.loads(FORMAT.write(questions))
    return {statement["object"]["id"]: statement["object"]["definition"] for statement in statements}


@pytest.fixture(scope="module")
def posted(store: httpx.Client, gallery_questions: list[Question]) -> list[dict[str, Any]]:
    """The course and answers to it, as one batch: to files, Ralph writes no second one."""
    questions = named(gallery_questions)
    statements = json.loads(FORMAT.write(gallery_questions))
    statements += [
        answered(
            questions[name], record_of(questions[name], answer, confidence="sure", seconds=75), LEARNER
        )
        for name, (answer, *_) in ANSWERS.items()
    ]
    said = store.post("/xAPI/statements", json=statements)
    assert said.json() == [statement["id"] for statement in statements]
    return statements


def test_a_store_gives_back_what_it_took(store: httpx.Client, posted: list[dict[str, Any]]) -> None:
    given = store.get("/xAPI/statements", params={"limit": 100}).json()["statements"]
    kept = {statement["id"]: statement for statement in given}
    assert len(given) == len(kept) == len(posted)
    for statement in posted:
        assert {name: kept[statement["id"]][name] for name in statement} == statement


def test_what_is_posted_again_changes_nothing(
    store: httpx.Client, posted: list[dict[str, Any]], gallery_questions: list[Question]
) -> None:
    again = store.post("/xAPI/statements", content=FORMAT.write(gallery_questions))
    assert again.status_code == 204
    assert len(store.get("/xAPI/statements", params={"limit": 100}).json()["statements"]) == len(posted)


@pytest.mark.usefixtures("posted")
def test_an_answer_comes_back_as_it_was_given_and_judged(
    store: httpx.Client, gallery_questions: list[Question]
) -> None:
    questions = named(gallery_questions)
    given = store.get("/xAPI/statements", params={"limit": 100}).json()["statements"]
    answers = {one["object"]["id"]: one for one in given if one["verb"]["id"] == ANSWERED}
    for name, (_, response, score, success) in ANSWERS.items():
        kept = answers[f"urn:uuid:{questions[name].uuid}"]
        result = kept["result"]
        assert (result["response"], result.get("success")) == (response, success)
        assert result.get("score", {}).get("scaled") == score
        assert (result["duration"], kept["timestamp"]) == ("PT75S", "2026-11-18T11:06:40.123Z")
        assert extension(result, "confidence") == "sure"
        assert extension(result, "ticked") == (["help"] if name == "words" else None)
        assert kept["actor"] == LEARNER


def test_every_statement_is_sound_by_ralphs_model_of_the_standard(posted: list[dict[str, Any]]) -> None:
    from ralph.models.xapi.base.statements import BaseXapiStatement  # takes a second

    for statement in posted:
        BaseXapiStatement.model_validate(statement)


def test_every_type_is_an_interaction_with_its_key(gallery_questions: list[Question]) -> None:
    known = definitions(gallery_questions)
    keys = {
        name: (said["interactionType"], said.get("correctResponsesPattern"))
        for name, question in named(gallery_questions).items()
        for said in [known[f"urn:uuid:{question.uuid}"]]
        if name in ANSWERS
    }
    assert keys == {
        "one-best": ("choice", ["a"]),
        "several": ("choice", ["time[,]ask"]),
        "sequence": ("sequencing", ["listen[,]ask-pain[,]offer[,]plan"]),
        "pairs": ("matching", ["may[.]p[,]fact[.]li[,]homework[.]ss"]),
        "share": ("numeric", ["29.5[:]30.5"]),
        "words": ("long-fill-in", None),
        "first-move": ("choice", ["both"]),
    }


def test_all_that_is_said_to_answers_stands_in_extensions_and_hostile_text_stays_itself(
    gallery_questions: list[Question],
) -> None:
    question = named(gallery_questions)["odd"]
    said = definitions(gallery_questions)[f"urn:uuid:{question.uuid}"]
    assert said["choices"][1]["description"]["en"] == "It’s “a” & <b>b</b> </script> $1 $2"
    assert said["description"]["en"].endswith(
        "Is it $5 or <b>6</b> & ‘seven’ “eight” `nine` </script> [[ten]] {=~#eleven} ليلى?"
    )
    assert "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" in said["description"]["en"]
    assert extension(said, "feedback") == {
        "a": "It’s ‘right’ because </script> & <b>x</b> {=~#} [[ `y` $40 or $60.",
        "b": "ليلى said no, because “no” & ‘no’ mean $60 </script> 🙂.",
        "c": "#let x = 1; \\begin{x} %s because <!-- --> ]]> &amp; &lt;.",
    }
    assert extension(said, "rationale") == "Text stays text: <script>alert(‘x’)</script> & $x$ `y` [[z]]."
    assert extension(said, "references")[0].startswith("Jack S. Annon.")
    assert extension(said, "tags") == ["gallery", "advanced", "plissit.permission"]
    assert extension(said, "name") == "hostile-text/odd"


def test_a_revised_question_keeps_its_name_in_a_new_statement(gallery_questions: list[Question]) -> None:
    question = named(gallery_questions)["share"]
    item = question.item.model_copy(update={"rationale": "All charts count."})
    revised = replace(question, item=item, changed=1_795_000_000)
    before, after = (json.loads(FORMAT.write([q]))[-1] for q in (question, revised))
    assert before["object"]["id"] == after["object"]["id"]
    assert before["id"] != after["id"]
    assert before["timestamp"] < after["timestamp"] == "2026-11-18T11:06:40.000Z"


@pytest.mark.parametrize(
    "damage",
    [
        {"fingerprint": "000000000000"},
        {"answer": "d"},
        {"answer": None},
        {"at": None},
        {"at": True},
        {"at": float("nan")},
        {"at": 1e30},
    ],
)
def test_a_record_that_is_no_answer_is_refused(
    gallery_questions: list[Question], damage: dict[str, Any]
) -> None:
    question = named(gallery_questions)["one-best"]
    with pytest.raises(NotAnAnswer):
        answered(question, {**record_of(question, "a"), **damage}, LEARNER)


def test_no_person_is_made_up(gallery_questions: list[Question]) -> None:
    actors = [statement["actor"] for statement in json.loads(FORMAT.write(gallery_questions))]
    assert all(set(actor) == {"objectType", "name", "account"} for actor in actors)
    assert {Path(actor["account"]["homePage"]).suffix for actor in actors} == {".invalid"}
