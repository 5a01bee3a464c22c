"""Size, tab, keys, quick hide: what every page does for its reader, tried on bare pages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.desk.comforts import LONG, cases, put
from tests.desk.node import Node
from tests.desk.pages import Desk
from vignettes import frontend, sphinx_ext
from vignettes.bibliography import Reference
from vignettes.loading import Bank

KEYS = [
    # waiting, key, beside a page's own keys → what is done, what waits
    ("", "n", False, "next", ""),
    ("", "n", True, "", ""),
    ("", "?", True, "panel", ""),
    ("", "N", False, "", ""),
    ("", "g", False, "", "g"),
    ("", "g", True, "", "g"),
    ("g", "p", False, "progress", ""),
    ("g", "p", True, "progress", ""),
    ("g", "n", False, "", ""),
    ("g", "g", False, "", ""),
    ("", "d", False, "", ""),
    ("", "toString", False, "", ""),
]


@pytest.mark.parametrize(("waiting", "key", "few", "act", "then"), KEYS)
def test_a_key_does_what_the_table_says(
    node: Node, waiting: str, key: str, few: bool, act: str, then: str
) -> None:
    assert node.call("reader/keys.js", "keyed", waiting, key, few) == {"act": act, "waiting": then}


@pytest.mark.parametrize(
    ("times", "acting"),
    [
        ([0, 700], [1]),
        ([0, 900], []),
        ([0, 100, 200, 300, 400], [1]),  # pressed on in a fright: hidden once, not brought back
        ([0, 100, 1000, 1100], [1, 3]),
    ],
)
def test_only_the_second_escape_of_a_quick_run_acts(
    node: Node, times: list[int], acting: list[int]
) -> None:
    state, acted = {"last": -1e9, "run": 0}, []
    for number, now in enumerate(times):
        state = node.call("reader/hide.js", "escaped", state, now)
        if state["run"] == 2:
            acted.append(number)
    assert acted == acting


def test_the_next_question_is_that_behind_the_present_one_or_the_first_below(node: Node) -> None:
    def go(tops: list[int], here: int, by: int) -> int:
        return node.call("reader/keys.js", "neighbour", tops, here, by)

    assert [go([-50, 90, 400], -1, by) for by in (1, -1)] == [1, 0]
    assert [go([-50, 90, 400], 1, by) for by in (1, -1)] == [2, 0]
    assert [go([90, 400], 1, 1), go([90, 400], 0, -1), go([], -1, 1), go([], -1, -1)] == [-1] * 4


def test_a_size_or_a_title_is_usable_whatever_the_storage_holds(node: Node) -> None:
    sizes = [node.call("reader/size.js", "sizeOf", value) for value in (125, 3, 9e9, "150", None, [], {})]
    assert sizes == [125, 100, 200, 100, 100, 100, 100]
    titles = {node.call("reader/look.js", "tabTitle", page, False, True) for page in ("", "a/b", "б")}
    assert all(re.fullmatch(r"Reading \d\d?", title) for title in titles)
    assert len(titles) == 3
    assert node.call("reader/look.js", "tabTitle", "a/b", True, True) == "Meeting notes"
    assert node.call("reader/look.js", "tabTitle", "a/b", False, False) == ""


def test_a_page_has_its_name_wherever_the_book_lies(node: Node) -> None:
    for address, root, name in (
        ("https://a.example/book/plissit/levels.html?highlight=x#y", "../../", "book/plissit/levels"),
        ("file:///C:/My%20Books/book/plissit/levels.html", "../../", "book/plissit/levels"),
        ("https://a.example/course/book/plissit/", "../../", "book/plissit/index"),
        ("https://a.example/course/", "./", "index"),
    ):
        assert node.call("reader/page.js", "nameOfPage", address, root) == name


def test_the_comforts_of_a_plain_page_are_at_most_6_kib_compressed() -> None:
    own = [file for file in frontend.files_of("reader.js") if file.parent.name != "offline"]
    source = "".join(frontend._lean(file.read_text("utf-8")) for file in own)
    assert len(gzip.compress(source.encode(), 9)) <= 6 * 1024
    early = frontend.classic_script("reader/early.js").encode()
    assert len(gzip.compress(early, 9)) <= 2.5 * 1024


def test_no_text_of_ours_has_a_size_that_cannot_follow_the_reader() -> None:
    ours = [*frontend.HERE.rglob("*.css"), Path(sphinx_ext.__file__).parent / "course.css"]
    screen = {
        file.name: re.sub(r"@media print.*", "", file.read_text("utf-8"), flags=re.S) for file in ours
    }
    found = {name: re.findall(r"font(?:-size)?:[^;]*\d(?:px|pt)\b", text) for name, text in screen.items()}
    assert {name: sizes for name, sizes in found.items() if sizes} == {}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one reader, which must not complain."""
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    context.set_default_timeout(5000)
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context
    context.close()
    assert said == []


def tell_size(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)")


@pytest.mark.browser
def test_a_setting_is_kept_and_applies_at_once_in_every_tab(context: BrowserContext, desk: Desk) -> None:
    address = put(desk, "settings", LONG)
    other, page = context.new_page(), context.new_page()
    other.goto(address)
    page.goto(address)
    page.get_by_role("button", name="Reading").click()
    panel = page.get_by_role("dialog", name="Reading")
    expect(panel.get_by_label("Ask me before such a case opens")).to_be_checked()
    panel.get_by_label("Text size").select_option("200 %")
    panel.get_by_label("Neutral").check()
    panel.get_by_label("Single keys").uncheck()
    for tab in (page, other):
        expect(tab).to_have_title(re.compile(r"^Reading \d+$"))
        assert tell_size(tab) == 32
        assert "own" not in tab.locator("link[rel=icon]").get_attribute("href")
        expect(tab.locator("h1")).to_have_text("Settings")
    other.keyboard.press("n")
    other.keyboard.press("?")
    expect(other.get_by_role("dialog")).to_have_count(0)
    assert other.url == address
    other.reload()
    assert tell_size(other) == 32
    expect(other).to_have_title(re.compile(r"^Reading \d+$"))
    panel.get_by_label("The title of the page").check()
    for tab in (page, other):
        expect(tab).to_have_title("Settings — A book with a telling name")
        assert tab.locator("link[rel=icon]").get_attribute("href") == "data:,own"
    page.evaluate(
        """() => { for (const [name, value] of Object.entries({ size: "9e999", titles: "{}", notes: "]" }))
        localStorage["vignettes:1:setting:" + name] = value }"""
    )
    page.reload()
    assert tell_size(page) == 16
    expect(page).to_have_title("Settings — A book with a telling name")


@pytest.mark.browser
def test_neither_title_nor_size_nor_a_hidden_page_shows_before_the_first_paint(
    context: BrowserContext, desk: Desk
) -> None:
    address = put(desk, "flash", LONG)
    page = context.new_page()
    page.goto(address)
    page.evaluate("""() => { sessionStorage["vignettes:hidden"] = "yes";
        localStorage["vignettes:1:setting:size"] = "150" }""")
    context.route("**/reader.js", lambda route: None)  # the page's own script never comes
    page.goto(address, wait_until="commit")
    page.wait_for_function("document.querySelector('article p')")
    assert tell_size(page) == 24
    expect(page).to_have_title("Meeting notes")
    expect(page.locator("article p")).to_be_hidden()


ADDRESSES = {"n": "next", "p": "before", "/": "search", "g p": "progress", "g r": "review", "g d": "data",
             "g h": "home", "g e": "exam"}  # fmt: skip


@pytest.mark.browser
def test_keys_lead_where_they_say_and_rest_in_fields_dialogs_and_with_modifiers(
    context: BrowserContext, desk: Desk
) -> None:
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    went: list[str] = []

    def go(name: str, body: str) -> None:
        address = put(desk, name, body)
        page.unroute_all()
        page.goto(address)
        page.route(
            "**/plissit/*",
            lambda route: (went.append(Path(route.request.url).stem), route.fulfill(status=204)),
        )
        went.clear()

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)
        page.evaluate("fetch('done').catch(() => 0)")

    fields = "<input><textarea></textarea><select><option>n</select><div contenteditable>x</div>"
    for name, body, few in (
        ("keys", fields + LONG, False),
        ("own", '<div data-desk="review"></div>', True),
    ):
        go(name, body)
        for keys in ADDRESSES:
            press(*keys.split())
        wanted = [to for keys, to in ADDRESSES.items() if keys.startswith("g ") or not few]
        assert [name for name in went if name != "done"] == wanted
        press("?")
        expect(page.get_by_role("dialog", name="Reading")).to_be_visible()
        press("n", "g", "p", "?", "Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert [name for name in went if name != "done"] == wanted
        page.clock.fast_forward(2000)
    go("keys", fields + LONG)
    for field in ("input", "textarea", "select", "[contenteditable]"):
        page.locator(field).first.focus()
        press("n", "?", "g", "h", "/")
    page.evaluate("document.activeElement.blur()")
    for name, held in (("p", "ctrlKey"), ("n", "altKey"), ("n", "metaKey"), ("n", "isComposing")):
        page.evaluate(
            "([key, held]) => document.body.dispatchEvent(new KeyboardEvent('keydown', "
            "{ key, [held]: true, bubbles: true }))",
            [name, held],
        )
    press("g")
    page.clock.fast_forward(1600)
    press("h")
    assert set(went) == {"done"}
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.browser
def test_keys_go_from_question_to_question_and_to_the_case(
    context: BrowserContext, desk: Desk, gallery_bank: Bank, gallery_references: dict[str, Reference]
) -> None:
    page = context.new_page()
    page.goto(
        put(
            desk,
            "walk",
            LONG + cases(gallery_bank, gallery_references, "branching-path", "hostile-text"),
            script="vignettes.js",
        )
    )
    page.keyboard.press("c")
    titles = page.locator(".vignette-title")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("c")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("c")
    expect(titles.nth(0)).to_be_focused()
    legends = page.locator(".vignette-item:visible > legend")
    page.keyboard.press("j")
    expect(legends.nth(0)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("j")
    expect(legends.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(legends.nth(0)).to_be_focused()
    page.keyboard.press("k")
    expect(legends.nth(0)).to_be_focused()


@pytest.mark.browser
def test_escape_twice_hides_everything_at_once_and_brings_it_back_as_it_was(
    context: BrowserContext, desk: Desk
) -> None:
    address = put(desk, "secret", f"{LONG}<textarea>Typed</textarea><p>More</p>{LONG}")
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.goto(address)
    field = page.get_by_role("textbox")
    field.press("End")
    page.keyboard.type(" text")
    scrolled = page.evaluate("scrollY")
    assert scrolled > 1000
    page.keyboard.press("Escape")
    page.clock.fast_forward(900)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    cover = page.get_by_role("dialog", name="Meeting notes")
    expect(cover).to_be_visible()
    expect(page).to_have_title("Meeting notes")
    assert page.get_by_role("heading").all_inner_texts() == ["Meeting notes"]
    assert page.evaluate("document.elementFromPoint(450, 350).closest('dialog') !== null")
    assert "telling" not in page.locator("body").aria_snapshot()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"
    page.emulate_media(media="print")
    expect(field).to_be_hidden()
    expect(page.get_by_text("Printer:")).to_be_visible()
    page.emulate_media(media="screen")
    page.mouse.wheel(0, 400)
    page.clock.fast_forward(900)
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_title("Secret — A book with a telling name")
    expect(field).to_be_focused()
    expect(field).to_have_value("Typed text")
    assert page.evaluate("scrollY") == scrolled
    page.keyboard.type("!")
    expect(field).to_have_value("Typed text!")
    page.clock.fast_forward(900)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.get_by_role("button", name="Hide this page now").click()
    page.reload()
    expect(cover).to_be_visible()
    expect(page.locator("article p").first).to_be_hidden()
    page.get_by_role("button", name="Close these notes").click()
    expect(page.locator("article p").first).to_be_visible()
    page.reload()
    expect(page.locator("article p").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
