"""My data in a real browser: taking along and putting in, handing over, the record, erasing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_accessibility import RULES
from tests.desk.offline_host import Host, publish
from tests.desk.offline_host import visit as reach
from tests.desk.pages import Desk
from vignettes.course import Course
from vignettes.results import Results

pytestmark = pytest.mark.browser

AT = 1_764_063_000_000
COURSE_CSS = Path(__file__).parents[2] / "src" / "vignettes" / "sphinx_ext" / "course.css"
SCRIPT = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
State = dict[str, str]
Open = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, desk: Desk) -> Iterator[Open]:
    """Opens My data with these records in a browser of its own; nothing may complain or call elsewhere."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        state: dict[str, Any] | None = None, context: BrowserContext | None = None, **options: Any
    ) -> Page:
        context = context or chromium.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(5000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        context.on("request", lambda asked: desk.origin in asked.url or wrong.append(asked.url))
        page = context.new_page()
        page.goto(desk.url("data"))
        if state:
            put = "(all) => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text))"
            page.evaluate(put, {f"vignettes:1:{key}": json.dumps(value) for key, value in state.items()})
            page.reload()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [each for each in wrong if not each.startswith(("data:", "blob:", "file:"))] == []


def kept(page: Page) -> State:
    """All texts of this browser, by key."""
    found: State = page.evaluate("() => ({...localStorage})")
    return found


def records(desk: Desk, case: str = "every-type") -> dict[str, Any]:
    """A reader's records: every item of a case answered, one of them twice, and one of each other kind."""
    found: dict[str, Any] = {}
    for n, item in enumerate(desk.catalogue["cases"][case]["items"]):
        answer = (
            {"text": f"My private words {SCRIPT}", "ticked": ["help"]} if item["id"] == "words" else "a"
        )
        made = {"fingerprint": item["fingerprint"], "answer": answer, "score": 1, "right": True}
        found[f"answer:{case}/{item['id']}"] = {**made, "at": AT + n * 60_000, "seconds": 20}
    first = {**found[f"answer:{case}/one-best"], "answer": "b", "at": AT - 5000, "confidence": "sure"}
    return found | {
        f"first:{case}/one-best": first,
        f"damaged:{case}/pairs": SCRIPT,
        "read:book/cases": {"at": AT + 86_400_000 * 9},
        "place:last": {"page": "book/cases", "title": SCRIPT, "at": AT},
        "setting:size": 150,
    }


def save(page: Page, name: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=name).click()
    return Path(coming.value.path()).read_bytes()


def choose(page: Page, data: bytes | str) -> None:
    data = data if isinstance(data, bytes) else data.encode()
    file = {"name": "x.json", "mimeType": "application/json", "buffer": data}
    page.get_by_label("A file that this page has saved").set_input_files(file)  # type: ignore[arg-type]


def outcome(page: Page) -> Any:
    """What was said last, which has the focus."""
    return page.locator(".data-outcome .desk-notice:focus")


def test_what_one_browser_saves_another_puts_in_and_can_take_back(visit: Open, desk: Desk) -> None:
    here = records(desk)
    one = visit(here)
    data = save(one, "Save my data as a file")
    expect(outcome(one)).to_contain_text("sex-therapy-in-practice-")
    file = json.loads(data)
    assert file["records"] == {key: value for key, value in here.items() if key != "setting:size"}
    empty = visit()
    choose(empty, data)
    expect(empty.get_by_text("6 answers come in.")).to_be_visible()
    empty.get_by_role("button", name="Put it in").click()
    expect(outcome(empty)).to_contain_text("6 answers came in")
    assert {key: json.loads(text) for key, text in kept(empty).items()} == {
        f"vignettes:1:{key}": value for key, value in file["records"].items()
    }
    choose(empty, data)
    expect(outcome(empty)).to_contain_text("nothing in it that is not here already")
    from_disk = visit()
    from_disk.goto((desk.folder / "book" / "desk" / "data.html").as_uri())
    choose(from_disk, data)
    from_disk.get_by_role("button", name="Put it in").click()
    expect(outcome(from_disk)).to_contain_text("6 answers came in")
    assert json.loads(save(from_disk, "Save my data as a file"))["records"] == file["records"]
    newer = {**here["answer:every-type/pairs"], "answer": "c", "at": AT + 10**9}
    older = {**here["answer:every-type/share"], "answer": "c", "at": AT - 10**9}
    other = visit({"answer:every-type/pairs": newer, "answer:every-type/share": older, "setting:size": 100})
    before = kept(other)
    choose(other, data)
    for words in (
        "4 answers come in.",
        "1 answer is newer than here and takes its place.",
        "1 answer is older than here: yours stays as it is.",
    ):
        expect(other.get_by_text(words)).to_be_visible()
    assert kept(other) == before
    other.get_by_role("button", name="Put it in").click()
    expect(other.get_by_role("row").filter(has_text="Answers to questions")).to_contain_text("6")
    after = {key.removeprefix("vignettes:1:"): json.loads(text) for key, text in kept(other).items()}
    assert after["answer:every-type/pairs"] == newer and after["setting:size"] == 100
    assert after["answer:every-type/share"] == here["answer:every-type/share"]
    assert after["first:every-type/share"] == older
    other.get_by_role("button", name="Take it back").click()
    expect(outcome(other)).to_contain_text("Everything is as it was before.")
    assert kept(other) == before


TOO_LARGE = """() => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], "x.json"));
  const picker = document.querySelector("[type=file]");
  picker.files = given.files;
  picker.dispatchEvent(new Event("change"));
}"""


def test_files_that_are_none_are_refused_in_words_and_change_nothing(visit: Open, desk: Desk) -> None:
    page = visit(records(desk))
    before = kept(page)
    head = {"format": "vignettes-desk", "version": 1, "course": {"name": "Cookery", "version": "1"}}
    whole = {**head, "exported": "2026-11-26T12:00:00Z", "records": {}}
    bad = f"answer:{SCRIPT}"
    for data, words in (
        (b"", "is empty"),
        (b"<!doctype html><p>", "is a web page"),
        (b"\x00\xff" * 9, "not plain text"),
        (json.dumps({**whole, "version": 9}), "of a newer version of the course"),
        (json.dumps({**head, "format": "vignettes-results"}), "results file for an instructor"),
        (json.dumps({**whole, "records": {bad: {}, "__proto__": {"polluted": 1}}}), "no records"),
    ):
        choose(page, data)
        expect(outcome(page)).to_contain_text(words)
        assert kept(page) == before
    expect(outcome(page)).to_contain_text(f"“{bad[:60]}")
    expect(outcome(page)).to_contain_text("a file of another course")
    assert page.evaluate("({}).polluted") is None
    page.evaluate(TOO_LARGE)
    expect(outcome(page)).to_contain_text("larger than 20 MB")
    choose(page, json.dumps({**whole, "records": {"read:book/new": {"at": 1}}}))
    page.get_by_role("button", name="Put it in all the same").click()
    assert set(kept(page)) - set(before) == {"vignettes:1:read:book/new"}


BRIM = """() => {
  let n = 0;
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try { for (;;) localStorage.setItem(`filler-${n++}`, "x".repeat(size)); } catch {}
  }
}"""


def test_a_file_that_does_not_fit_is_put_in_wholly_or_not_at_all(visit: Open, desk: Desk) -> None:
    page = visit(records(desk))
    file = json.loads(save(page, "Save my data as a file"))
    file["records"]["answer:every-type/one-best"]["at"] += 1
    more = {f"read:book/p{n}": {"at": n} for n in range(2000)}
    page.evaluate(BRIM)
    before = kept(page)
    choose(page, json.dumps({**file, "records": file["records"] | more}))
    page.get_by_role("button", name="Put it in").click()
    expect(outcome(page)).to_contain_text("Nothing was put in, and what is here is as it was")
    assert kept(page) == before


def test_erasing_takes_all_of_the_course_and_nothing_else_and_can_be_undone(
    visit: Open, desk: Desk
) -> None:
    page = visit(records(desk))
    page.evaluate(
        """() => {
          localStorage.setItem("vignettes:2:answer:a/b", "{}");
          localStorage.setItem("mode", "dark");
          sessionStorage.setItem("vignettes:retry", "[1]");
        }"""
    )
    other = visit(context=page.context)
    before = kept(page)
    page.get_by_role("button", name="Erase everything …").click()
    dialog = page.get_by_role("dialog", name="Erase everything?")
    expect(dialog.get_by_role("button", name="Keep everything")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert kept(page) == before
    page.get_by_role("button", name="Erase everything …").click()
    dialog.get_by_role("button", name="Erase everything").click()
    expect(outcome(page)).to_contain_text("Other tabs of the course show it too.")
    assert kept(page) == {"mode": "dark"}
    assert page.evaluate("sessionStorage.length") == 0
    expect(other.get_by_text("Nothing is kept in this browser at the moment.")).to_be_visible()
    other.evaluate("localStorage.setItem('vignettes:1:place:last', '5')")
    page.get_by_role("button", name="Put everything back").click()
    expect(outcome(page)).to_contain_text("but for what was written anew since")
    assert kept(page) == {**before, "vignettes:1:place:last": "5"}
    assert page.evaluate("sessionStorage.getItem('vignettes:retry')") == "[1]"
    expect(other.get_by_role("row").filter(has_text="Pages read")).to_be_visible()


def test_the_results_file_is_one_that_instructors_tools_read_and_the_code_stays(
    visit: Open, desk: Desk
) -> None:
    page = visit(records(desk))
    page.get_by_label("Your name, if your instructor asks").fill("Ada")
    first = Results.model_validate_json(save(page, "Save the results file"))
    text = save(page, "Save the results file")
    again = Results.model_validate_json(text)
    assert first.learner == again.learner and again.learner.name == "Ada"
    assert len(first.answers) == 6 and sum(answer.later is not None for answer in first.answers) == 1
    assert b"private words" not in text and b"score" not in text
    assert json.loads(kept(page)["vignettes:1:learner:code"])["code"] == first.learner.code
    assert "Ada" not in json.dumps(kept(page))
    expect(page.get_by_text(f"Your code: {first.learner.code}.")).to_be_visible()
    page.get_by_label("Gallery", exact=True).uncheck()
    expect(page.get_by_text("0 answers, each with")).to_be_visible()
    page.get_by_role("button", name="Save the results file").click()
    expect(outcome(page)).to_have_text("Tick at least one module first.")


def test_the_record_says_what_was_done_and_what_it_is_not_and_is_printed_alone(
    visit: Open, desk: Desk
) -> None:
    page = visit(records(desk))
    page.get_by_label("Your name, if it is to stand").fill("Ada")
    show = page.get_by_role("button", name="Show the record")
    show.click()
    record = page.get_by_role("main")
    expect(record.get_by_role("heading", level=1)).to_be_focused()
    total = sum(len(of["items"]) for of in desk.catalogue["cases"].values() if of["module"] == "gallery")
    row = record.get_by_role("row").filter(has_text="Gallery")
    expect(row.get_by_role("cell").last).to_have_text(f"6 of {total}")
    for words in (
        "Ada",
        "November 25, 2025 to December 4, 2025",
        "It is no certificate",
        "Nobody has checked it",
    ):
        expect(record.get_by_text(words).first).to_be_visible()
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert "Erase everything" not in printed and "Back to My data" not in printed and "Ada" in printed
    assert page.pdf(format="A4").count(b"/Type /Page\n") in (1, 2)
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    expect(show).to_be_focused()
    page.get_by_label("Say how many answers were right").check()
    show.click()
    expect(row.get_by_role("cell").last).to_have_text("6 of 6")
    page.get_by_role("button", name="Back to My data").click()
    expect(show).to_be_focused()
    assert "Ada" not in json.dumps(kept(page))


def test_my_data_can_be_used_by_everybody_in_light_and_dark_and_on_a_telephone(
    visit: Open, desk: Desk
) -> None:
    page = visit(records(desk), viewport={"width": 390, "height": 800})
    page.add_style_tag(content=COURSE_CSS.read_text(encoding="utf-8"))
    page.get_by_text("Show me everything").click()
    expect(page.get_by_text("My private words").first).to_contain_text(SCRIPT)
    page.get_by_role("button", name="Save my data as a file").click()
    page.get_by_role("button", name="Erase everything …").click()
    for theme in ("light", "dark"):
        page.evaluate(
            "(theme) => { document.documentElement.dataset.theme = theme;"
            " document.body.style.background = 'var(--course-paper)';"
            " document.body.style.color = 'var(--course-ink)'; }",
            theme,
        )
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], node["html"][:150]) for each in found for node in each["nodes"]] == []
        if theme == "light":
            page.keyboard.press("Escape")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = "() => [...document.querySelectorAll('.desk :is(button, summary, [type=file], [type=text])')]"
    sizes = page.evaluate(f"{small}.filter((node) => node.offsetHeight && node.offsetHeight < 44).length")
    assert sizes == 0


def test_the_offline_copy_is_shown_and_can_be_removed_and_has_no_place_where_there_can_be_none(
    whole_chromium: Browser, visit: Open, desk: Desk, gallery: Course, tmp_path: Path
) -> None:
    remove = "Remove the offline copy from this browser"
    heading = "The copy for reading offline"
    expect(visit().get_by_role("heading", name=heading)).to_be_hidden()
    publish(tmp_path, "first", gallery)
    host = Host(tmp_path).start()
    context = whole_chromium.new_context()
    page = reach(context, f"{host.home}book/desk/data.html")
    expect(page.get_by_text("This browser holds a copy of the course")).to_be_visible()
    page.get_by_role("button", name=remove).click()
    expect(outcome(page)).to_contain_text("The copy is removed.")
    expect(page.get_by_role("button", name=remove)).to_be_hidden()
    left = (
        "async () => [(await caches.keys()).length,"
        " (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert page.evaluate(left) == [0, 0]
    page.reload()
    page.get_by_role("button", name="Keep a copy for reading offline").click()
    expect(outcome(page)).to_contain_text("The copy is here.")
    expect(page.get_by_role("button", name=remove)).to_be_visible()
    context.close()
    host.stop()
