"""SCORM packages, played in scorm-again's run-time environment in a real browser."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, Route

from tests.browser.driving import ANSWERS, answer, check, item
from vignettes.errors import UsageError
from vignettes.export.question import Question
from vignettes.export.scorm import FORMAT, scorm
from vignettes.model import Vignette

CONSUMER = Path(__file__).parent.parent / "consumers/node_modules/scorm-again/dist/scorm12.min.js"
NAMES = {
    "i": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "a": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "m": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
}
LMS = "http://lms.test"
LMS_PAGE = """<!doctype html><title>A learning system</title><link rel="icon" href="data:,">
<script src="/scorm12.js"></script><body><script>
  const calls = [];
  function launch(page, cmi) {
    const api = new Scorm12API({ autocommit: false, logLevel: 5 });
    if (cmi) api.loadFromJSON(cmi, "cmi");
    window.lms = api;
    window.API = {};
    for (const verb of ["Initialize", "GetValue", "SetValue", "Commit", "Finish", "GetLastError"]) {
      window.API["LMS" + verb] = (...given) => {
        const said = api["LMS" + verb](...given);
        calls.push([verb, ...given, said]);
        return said;
      };
    }
    const frame = document.createElement("iframe");
    Object.assign(frame, { name: "sco", src: page, width: 390, height: 800 });
    document.body.replaceChildren(frame);
  }
</script>"""
SPAN = re.compile(r"\d{4}:\d{2}:\d{2}")
TYPES = {
    "id": re.compile(r"[A-Za-z0-9_-]{1,255}"),
    "type": re.compile("choice|fill-in|matching|sequencing|numeric"),
    "student_response": re.compile(r".{0,255}"),
    "correct_responses.0.pattern": re.compile(r"[a-z](,[a-z])*|\d\.[a-z](,\d\.[a-z])*|-?\d+(\.\d+)?"),
    "result": re.compile(r"correct|wrong|neutral|[01]\.\d{2}"),
    "weighting": re.compile("[01]"),
    "time": re.compile(r"\d{2}:\d{2}:\d{2}"),
    "latency": SPAN,
}


def unpacked(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def manifest_of(package: bytes) -> ET.Element:
    return ET.fromstring(unpacked(package)["imsmanifest.xml"])


@dataclass
class System:
    """A learning system with a package in it, and all that goes wrong there."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def serve(self, route: Route) -> None:
        """Answer the one host there is; everything else is a complaint."""
        name = route.request.url.removeprefix(LMS + "/")
        known = {"": LMS_PAGE.encode(), "scorm12.js": CONSUMER.read_bytes(), **self.files}
        if name not in known:
            self.complaints.append(f"asked for {route.request.url}")
            route.abort()
            return
        kinds = {"js": "text/javascript", "css": "text/css"}
        kind = kinds.get(name.rpartition(".")[2], "text/html; charset=utf-8")
        route.fulfill(body=known[name], content_type=kind)

    def launch(self, package: bytes, case: str, cmi: Any = None) -> Frame:
        """Open a case, with what the system kept of it."""
        self.files = unpacked(package)
        self.page.goto(LMS + "/")
        self.page.evaluate("([page, cmi]) => launch(page, cmi)", [f"/cases/{case}.html", cmi])
        self.page.wait_for_function("() => frames.sco?.document.querySelector('section[data-live]')")
        frame = self.page.frame("sco")
        assert frame is not None
        return frame

    def close(self) -> dict[str, Any]:
        """Leave the case; return what the system keeps of it."""
        self.page.evaluate("() => { document.querySelector('iframe').src = 'about:blank' }")
        self.page.wait_for_function("() => calls.at(-1)?.[0] === 'Finish'")
        refused = [call for call in self.page.evaluate("calls") if call[-1] == "false"]
        assert refused == []
        cmi = json.loads(self.page.evaluate("() => JSON.stringify(lms.cmi)"))
        assert len(cmi["suspend_data"]) <= 4096
        assert SPAN.match(self.last("core.session_time"))
        return cmi

    def last(self, name: str) -> Any:
        """Return what was last set of that name."""
        calls = self.page.evaluate("calls")
        return next((c[2] for c in reversed(calls) if c[:2] == ["SetValue", f"cmi.{name}"]), None)

    def interactions(self) -> list[dict[str, str]]:
        """Return what was reported of each answer; each value has its SCORM data type."""
        rows: dict[int, dict[str, str]] = {}
        for verb, name, *said in self.page.evaluate("calls"):
            if verb == "SetValue" and name.startswith("cmi.interactions."):
                number, _, element = name.removeprefix("cmi.interactions.").partition(".")
                kind = TYPES[re.sub(r"\.\d+\.", ".0.", element)]
                assert kind.fullmatch(said[0]), f"{name} is “{said[0]}”"
                rows.setdefault(int(number), {})[element] = said[0]
        return [rows[number] for number in sorted(rows)]


@pytest.fixture
def system(chromium: Browser) -> Iterator[System]:
    page = chromium.new_page(viewport={"width": 420, "height": 900})
    page.set_default_timeout(5000)
    system = System(page)
    page.on("console", lambda said: system.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: system.complaints.append(str(error)))
    page.context.route("**/*", system.serve)
    yield system
    page.close()
    assert system.complaints == []


def revised(questions: list[Question], case: str, **changes: Any) -> list[Question]:
    """Return the questions of a case after its items were changed: {item id: {field: value}}."""
    own = [question for question in questions if question.vignette.id == case]
    data = own[0].vignette.model_dump()
    for stage in data["stages"]:
        for entry in stage["items"]:
            entry.update(changes.get(entry["id"].replace("-", "_"), {}))
    vignette = Vignette.model_validate(data)
    return [replace(question, vignette=vignette) for question in own]


def test_the_manifest_names_every_file_and_every_case(gallery_questions: list[Question]) -> None:
    package = FORMAT.write(gallery_questions)
    manifest = manifest_of(package)
    named = [file.get("href") for file in manifest.iterfind(".//i:file", NAMES)]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(unpacked(package))
    resources = {node.get("identifier"): node for node in manifest.iterfind(".//i:resource", NAMES)}
    items = manifest.findall(".//i:item[@identifierref]", NAMES)
    titles = [node.findtext("i:title", "", NAMES) for node in items]
    assert titles[2] == "Every kind of item, once"
    assert titles[3] == "It’s “odd” & <b>bold</b> \\ {=~#} [[ $40 or $60 `x` 🙂"
    for node in items:
        resource = resources[node.get("identifierref")]
        assert resource.get(f"{{{NAMES['a']}}}scormtype") == "sco"
        assert resource.find("i:dependency", NAMES).get("identifierref") in resources  # type: ignore[union-attr]
    [module] = manifest.findall(".//i:organization/i:item", NAMES)
    assert module.findtext("i:title", "", NAMES) == "PLISSIT & more"
    words = [node.text for node in resources["case-every-type"].iterfind(".//m:keyword/*", NAMES)]
    assert words == ["gallery", "introductory", "plissit.permission"]


def test_mastery_is_asked_only_where_an_instructor_asks_for_it(gallery_questions: list[Question]) -> None:
    assert manifest_of(scorm(gallery_questions)).findall(".//a:masteryscore", NAMES) == []
    asked = manifest_of(scorm(gallery_questions, mastery=80)).findall(".//a:masteryscore", NAMES)
    assert [node.text for node in asked] == ["80"] * 4
    with pytest.raises(UsageError, match="101"):
        scorm(gallery_questions, mastery=101)


def test_an_exam_case_stands_in_a_folder_of_its_own(gallery_questions: list[Question]) -> None:
    first, *rest = gallery_questions
    exam = replace(first, vignette=first.vignette.model_copy(update={"id": "odd-one", "use": "exam"}))
    folders = manifest_of(scorm([exam, *rest])).findall(".//i:organization/i:item/i:title", NAMES)
    assert [node.text for node in folders] == ["PLISSIT & more (exam)", "PLISSIT & more"]


def test_modules_stand_in_the_order_of_the_course(gallery_questions: list[Question]) -> None:
    titles = {"second": "B", "first": "A"}
    cases = [
        replace(question, titles=titles, vignette=question.vignette.model_copy(update={"module": module}))
        for question, module in zip(gallery_questions[::4], ("gallery", "first", "second"), strict=False)
    ]
    folders = manifest_of(scorm(cases)).findall(".//i:organization/i:item/i:title", NAMES)
    assert [node.text for node in folders] == ["B", "A", "Gallery"]


@pytest.mark.browser
def test_a_case_is_played_reported_suspended_and_resumed(
    system: System, gallery_questions: list[Question]
) -> None:
    package = FORMAT.write(gallery_questions)
    frame = system.launch(package, "every-type")
    assert system.last("core.lesson_status") == "incomplete"
    assert system.last("core.score.raw") is None
    frame.get_by_role("button", name="Show this case").click()
    for name in ANSWERS:
        answer(frame, name)  # type: ignore[arg-type]
        last = [call[0] for call in system.page.evaluate("calls")][-1]
        assert last == "Commit", f"{name} was not committed"
    item(frame, "words").get_by_label("Says that there is help").check()  # type: ignore[arg-type]
    again = item(frame, "one-best")  # type: ignore[arg-type]
    assert system.last("core.lesson_status") == "completed"
    before = system.last("core.score.raw")
    item(frame, "pairs").get_by_role("button", name="Try again").click()  # type: ignore[arg-type]
    assert system.last("core.score.raw") == before  # nothing gets worse after the end
    answer(frame, "pairs")  # type: ignore[arg-type]
    again.get_by_role("button", name="Try again").click()
    again.get_by_label("You can ask me anything").check()
    check(again)
    said = {row["id"].partition("_")[2]: row for row in system.interactions()}
    assert [row["id"] for row in system.interactions()] == [
        f"every-type_{name}" for name in (*ANSWERS, "pairs", "one-best")
    ]
    rows = {name: (row["type"], row["student_response"], row["result"]) for name, row in said.items()}
    assert rows == {
        "one-best": ("choice", "b", "correct"),
        "several": ("choice", "a,c", "0.50"),
        "sequence": ("sequencing", "a,b,c,d", "0.25"),
        "pairs": ("matching", "1.a,2.a,3.c", "0.67"),
        "share": ("numeric", "42.9", "wrong"),
        "words": ("fill-in", "Thank you for telling me.", "neutral"),
    }
    keys = {name: row.get("correct_responses.0.pattern") for name, row in said.items()}
    assert keys == {
        "one-best": "b",
        "several": "b,c",
        "sequence": "b,d,c,a",
        "pairs": "1.a,2.b,3.c",
        "share": "30",
        "words": None,
    }
    cmi = system.close()
    assert cmi["core"]["lesson_status"] == "completed"
    assert (cmi["core"]["score"]["raw"], cmi["core"]["score"]["max"]) == ("48.33", "100")
    assert system.last("core.exit") == "suspend"

    changed = revised(gallery_questions, "every-type", several={"prompt": "What now?"})
    frame = system.launch(scorm(changed), "every-type", cmi)
    frame.get_by_role("button", name="Show this case").click()
    kept = frame.locator("fieldset[data-state=committed]")
    assert kept.evaluate_all("all => all.map((one) => one.dataset.item)") == [
        name for name in ANSWERS if name != "several"
    ]
    assert frame.get_by_text("Revised since you answered.").is_visible()
    assert frame.locator("textarea").input_value() == "Thank you for telling me."
    assert frame.get_by_label("Says that there is help").is_checked()
    assert frame.locator("[data-item=sequence] li[data-step]").first.text_content().startswith("Agree")  # type: ignore[union-attr]
    assert system.close()["core"]["lesson_status"] == "completed"


@pytest.mark.browser
def test_a_branching_case_is_complete_at_its_end_and_comes_back_where_it_was_left(
    system: System, gallery_questions: list[Question]
) -> None:
    package = scorm(gallery_questions, mastery=90)
    frame = system.launch(package, "branching-path", {"student_data": {"mastery_score": "90"}})
    for choice in ("Ask Tom to say more", "Begin again with both", "Ask each of them"):
        frame.get_by_label(choice).locator("visible=true").check()
        frame.get_by_role("button", name="Do this").locator("visible=true").click()
        frame.get_by_role("button", name="Go on").locator("visible=true").click()
    cmi = system.close()
    assert (cmi["core"]["lesson_status"], cmi["core"]["score"]["raw"]) == ("incomplete", "66.67")
    frame = system.launch(package, "branching-path", cmi)
    assert frame.get_by_text("3 decisions so far").is_visible()
    frame.get_by_label("See each of them alone").check()
    frame.get_by_role("button", name="Do this").locator("visible=true").click()
    frame.get_by_role("button", name="Go on").locator("visible=true").click()
    assert frame.locator(".vignette-debrief").is_visible()
    assert [row["result"] for row in system.interactions()] == ["correct"]
    cmi = system.close()
    assert (cmi["core"]["lesson_status"], cmi["core"]["score"]["raw"]) == ("failed", "75")


@pytest.mark.browser
def test_what_has_no_room_in_4096_characters_is_said_and_the_rest_is_kept(
    system: System, gallery_questions: list[Question]
) -> None:
    """Of four replies the long ones are cut; the short one and the answer to a question are not."""
    own = [question for question in gallery_questions if question.vignette.id == "every-type"]
    data = own[0].vignette.model_dump()
    items = {entry["id"]: entry for stage in data["stages"] for entry in stage["items"]}
    replies = [{**items["words"], "id": f"words-{n}"} for n in range(4)]
    data["stages"] = [{**data["stages"][1], "items": [items["one-best"], *replies]}]
    package = scorm([replace(own[0], vignette=Vignette.model_validate(data))])
    frame = system.launch(package, "every-type")
    frame.get_by_role("button", name="Show this case").click()
    answer(frame, "one-best")  # type: ignore[arg-type]
    texts = ["Short, “and” whole. ليلى", *(f'{n} "ليلى" 🙂\n' * 200 for n in range(1, 4))]
    notice = frame.locator(".package-notice")
    assert notice.is_hidden()
    for n, text in enumerate(texts):
        frame.locator(f"[data-item=words-{n}] textarea").fill(text)
        check(item(frame, f"words-{n}"))  # type: ignore[arg-type]
    assert "Of your longest replies it keeps the beginning only." in (notice.text_content() or "")
    cmi = system.close()
    frame = system.launch(package, "every-type", cmi)
    frame.get_by_role("button", name="Show this case").click()
    assert frame.locator("fieldset[data-state=committed]").count() == 5
    kept = [box.input_value() for box in frame.locator("textarea").all()]
    assert kept[0] == texts[0]
    for text, back in zip(texts[1:], kept[1:], strict=True):
        assert back.endswith(" […]") and text.startswith(back.removesuffix(" […]")) and len(back) > 20
    system.close()


@pytest.mark.browser
def test_hostile_text_and_a_broken_memory_harm_nothing(
    system: System, gallery_questions: list[Question]
) -> None:
    package = scorm(gallery_questions)
    frame = system.launch(package, "hostile-text", {"suspend_data": "{not ours"})
    assert frame.locator(".package-notice").text_content() == (
        "What the learning system kept of your answers could not be read."
    )
    assert frame.evaluate("document.documentElement.scrollWidth") <= 390
    item(frame, "odd").get_by_label("It’s “a” & <b>b</b> </script> $1 $2").check()  # type: ignore[arg-type]
    check(item(frame, "odd"))  # type: ignore[arg-type]
    assert frame.get_by_text(
        "It’s ‘right’ because </script> & <b>x</b> {=~#} [[ `y` $40 or $60."
    ).is_visible()
    assert frame.locator(".package-notice").is_hidden()
    system.close()


@pytest.mark.browser
def test_the_learning_system_is_found_behind_a_window_of_its_own_and_frames_from_elsewhere(
    system: System, gallery_questions: list[Question]
) -> None:
    """A frame of the system's, in two frames of another host, in a window that the system opened."""
    system.launch(scorm(gallery_questions), "hostile-text")
    frames = (
        '<link rel="icon" href="data:,"><iframe src="http://lms.test/cases/branching-path.html"></iframe>'
    )
    system.files["http://elsewhere.test/"] = f"<iframe srcdoc='{frames}'></iframe>".encode()
    system.close()
    with system.page.expect_popup() as opened:
        system.page.evaluate("window.open('http://elsewhere.test/')")
    system.page.wait_for_function("() => calls.filter(([verb]) => verb === 'Initialize').length === 2")
    opened.value.close()


@pytest.mark.browser
def test_a_case_opened_from_the_disk_can_be_played_and_says_that_nothing_is_kept(
    system: System, gallery_questions: list[Question], tmp_path: Path
) -> None:
    for name, content in unpacked(scorm(gallery_questions)).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    page = system.page
    page.context.unroute("**/*")
    page.goto((tmp_path / "cases/branching-state.html").as_uri())
    assert page.get_by_text("Your answers last until you close it.").is_visible()
    page.get_by_label("Say that sleep").check()
    page.get_by_role("button", name="Do this").locator("visible=true").click()
    assert page.get_by_text("Sound.", exact=True).first.is_visible()
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    assert page.locator('a[href^="http"]:not([target=_blank])').count() == 0
