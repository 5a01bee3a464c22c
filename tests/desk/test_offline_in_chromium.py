"""The course with the network gone, and when it is renewed, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.book.conftest import gallery_site
from tests.browser.driving import answer, item, press_all
from tests.desk.offline_host import Ear, Host, publish, visit
from vignettes.course import Course
from vignettes.sphinx_ext.offline import edition_of, files_of

__all__ = ["gallery_site"]

pytestmark = pytest.mark.browser

CASE = "every-type"
PATIENCE = 20_000
"""Milliseconds: the browser looks for a renewed worker a while after a page was loaded."""
MARK_OF = """async (address) => {
  const text = await (await fetch(address)).text();
  return text.match(/"[0-9a-f]{12}"/)[0].slice(1, -1);
}"""
UPDATE = "() => navigator.serviceWorker.getRegistration().then((found) => found.update()).catch(() => 0)"


class Editions:
    """A host whose course can be renewed, and what belongs to each edition."""

    def __init__(self, folder: Path, course: Course) -> None:
        self.host = Host(folder, mount="/course/here/").start()
        self.course = course
        self.marks: dict[str, str] = {}

    def renew(self, edition: str, *added: str) -> None:
        catalogue = publish(self.host.folder, edition, self.course, *added)
        self.marks[edition] = catalogue["cases"][CASE]["mark"]
        self.host.asked.clear()


@pytest.fixture
def editions(tmp_path: Path, gallery: Course) -> Iterator[Editions]:
    made = Editions(tmp_path, gallery)
    made.renew("first")
    yield made
    made.host.stop()


@pytest.fixture
def context(whole_chromium: Browser) -> Iterator[BrowserContext]:
    context = whole_chromium.new_context(viewport={"width": 1000, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def title(page: Page) -> Locator:
    """Return the title of a case, which names the edition."""
    return page.locator(f'[data-vignette="{CASE}"] .vignette-title')


def edition_shown(page: Page) -> str:
    """Return the edition that a page of cases is of."""
    return title(page).inner_text().split("(")[-1].rstrip(")")


def see_renewed(page: Page) -> None:
    """Have the browser look for a renewed edition at once, and wait until the page tells of it."""
    page.evaluate(UPDATE)
    page.get_by_text("A renewed edition of the course is here.").wait_for()


def test_after_one_visit_the_course_is_read_and_answered_with_the_network_gone(
    context: BrowserContext, editions: Editions
) -> None:
    host, ear = editions.host, Ear(context)
    page = visit(context, f"{host.home}probe.html")
    host.stop()
    text = page.evaluate("([name, mark]) => read(name, mark)", [CASE, editions.marks["first"]])
    assert "vignette-stage" in text, "the page that brought the worker has it at once"
    for file in sorted((host.folder / "book").rglob("*.html")):
        page.goto(host.home + file.relative_to(host.folder).as_posix())
        page.wait_for_load_state()
    for address, named in (
        ("", "Cases"),
        ("book/desk/", "Desk"),
        ("book/desk", "Desk"),
        ("book/cases", "Cases"),
        ("book/cases.html?q=a&highlight=b#x", "Cases"),
    ):
        page.goto(host.home + address)
        expect(page).to_have_title(named)
    press_all(page, "Show this case")
    answer(page, "one-best")
    page.reload()
    expect(item(page, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")
    assert page.evaluate(MARK_OF, f"../_static/cases/{CASE}.js?v=0") == editions.marks["first"]
    assert ear.complaints == []
    said = page.goto(f"{host.home}book/nowhere.html")
    assert said and said.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not at hand")


def test_what_is_not_of_the_course_goes_past_the_worker(
    context: BrowserContext, editions: Editions
) -> None:
    host = editions.host
    page = visit(context, f"{host.home}book/cases.html")
    (host.folder / "other.html").write_text("<title>Another site</title>", encoding="utf-8")
    host.asked.clear()
    wishes = (
        {"method": "HEAD", "cache": "no-store"},
        {"method": "POST"},
        {"headers": {"range": "bytes=0-3"}, "cache": "no-store"},
    )
    status = "(wish) => fetch('../probe.html', wish).then((answer) => answer.status)"
    statuses = [page.evaluate(status, wish) for wish in wishes]
    assert statuses == [200, 501, 200] and host.asked == ["probe.html"] * 2, "and of what it is asked for"
    page.goto(f"{host.home}other.html")
    expect(page).to_have_title("Another site")
    kept = page.evaluate("caches.keys()")
    assert kept == ["vignettes-/course/here/"]


def test_a_renewed_edition_waits_until_it_is_asked_for_and_never_mixes_with_the_old_one(
    context: BrowserContext, editions: Editions
) -> None:
    host, ear = editions.host, Ear(context)
    page = visit(context, f"{host.home}book/cases.html")
    writing = visit(context, f"{host.home}book/cases.html")
    probe = visit(context, f"{host.home}probe.html")
    old, case = editions.marks["first"], f"../_static/cases/{CASE}.js"
    editions.renew("second")
    new = editions.marks["second"]
    page.reload()
    see_renewed(page)
    changed = {name for name in host.asked if name != "sw.js"}
    assert changed == {"book/cases.html", "probe.html", "_static/catalogue.js"} | {
        f"_static/cases/{name}.js" for name in (CASE, "branching-path", "branching-state", "hostile-text")
    }, "only what has changed is fetched"

    page.reload()
    assert edition_shown(page) == "first" and page.evaluate(MARK_OF, case) == old
    assert probe.evaluate("([name, mark]) => read(name, mark)", [CASE, new]) == "Renewed"

    press_all(writing, "Show this case")
    press_all(writing, "Show the whole case")
    item(writing, "words").get_by_role("textbox").fill("Half a sent")
    page.get_by_role("button", name="Read it").click()
    expect(title(page)).to_contain_text("second", timeout=PATIENCE)
    assert page.evaluate(MARK_OF, case) == new

    writing.get_by_text("not committed yet").wait_for()
    assert edition_shown(writing) == "first"
    writing.get_by_role("button", name="Back to my answer").click()
    expect(item(writing, "words").get_by_role("textbox")).to_be_focused()
    expect(item(writing, "words").get_by_role("textbox")).to_have_value("Half a sent")
    expect(writing.get_by_role("complementary", name="The edition of the course")).to_be_hidden()
    probe.wait_for_function("window.edition === 'second'")
    assert probe.evaluate("([name, mark]) => read(name, mark)", [CASE, old]) == "Renewed"

    host.stop()
    page.reload()
    assert edition_shown(page) == "second"
    assert ear.complaints == []


def test_an_answer_begun_where_the_bar_is_pressed_is_not_lost_without_a_word(
    context: BrowserContext, editions: Editions
) -> None:
    page = visit(context, f"{editions.host.home}book/cases.html")
    editions.renew("second")
    page.reload()
    page.evaluate(UPDATE)
    press_all(page, "Show this case")
    item(page, "one-best").get_by_role("radio").first.check()
    page.get_by_role("button", name="Read it").press("Enter")
    expect(page.get_by_text("would be lost")).to_be_visible()
    expect(page.get_by_role("button", name="Go on without it")).to_be_focused()
    page.get_by_role("button", name="Back to my answer").press("Enter")
    expect(item(page, "one-best").get_by_role("radio").first).to_be_focused()
    assert edition_shown(page) == "first"
    page.reload()
    press_all(page, "Show this case")
    item(page, "one-best").get_by_role("radio").first.check()
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Go on without it").click()
    expect(title(page)).to_contain_text("second", timeout=PATIENCE)


def test_later_puts_the_bar_off_and_closing_all_tabs_brings_the_renewed_edition(
    context: BrowserContext, editions: Editions
) -> None:
    home = editions.host.home
    page = visit(context, f"{home}book/cases.html")
    editions.renew("second")
    page.reload()
    see_renewed(page)
    page.get_by_role("button", name="Later").click()
    page.reload()
    page.evaluate(UPDATE)
    page.wait_for_timeout(200)
    assert not page.get_by_role("button", name="Read it").is_visible()
    assert edition_shown(page) == "first"
    page.close()
    page = visit(context, f"{home}probe.html")
    page.wait_for_function("window.edition === 'second'")
    files = edition_of(files_of(editions.host.folder))["files"]
    kept = page.evaluate(
        "caches.open('vignettes-/course/here/').then((store) => store.keys())"
        ".then((keys) => keys.map(({ url }) => url))"
    )
    assert set(kept) == {f"{home}{name}?{mark}" for name, mark in files.items()}, "the old one is forgotten"


def test_a_site_that_is_renewed_half_way_is_not_taken_over(
    context: BrowserContext, editions: Editions
) -> None:
    host = editions.host
    page = visit(context, f"{host.home}book/cases.html")
    old = (host.folder / "book" / "cases.html").read_bytes()
    editions.renew("second")
    host.spoiled["book/cases.html"] = old
    page.goto(f"{host.home}probe.html")
    page.evaluate(UPDATE)
    page.wait_for_function("navigator.serviceWorker.getRegistration().then((r) => !r.installing)")
    assert not page.evaluate("navigator.serviceWorker.getRegistration().then((r) => !!r.waiting)")
    host.stop()
    for _ in range(2):
        page.goto(f"{host.home}probe.html")
        assert page.evaluate("window.edition") == "first"
        page.goto(f"{host.home}book/cases.html")
        assert edition_shown(page) == "first"
        assert page.evaluate(MARK_OF, f"../_static/cases/{CASE}.js") == editions.marks["first"]
    host.spoiled.clear()
    had = {*host.asked} - {"sw.js", "book/cases.html"}
    host.start()
    host.asked.clear()
    page.reload()
    see_renewed(page)
    assert had and not had.intersection(host.asked), "what had come is not fetched again"


def test_a_page_that_only_the_renewed_edition_has_is_not_shown_with_old_scripts(
    context: BrowserContext, editions: Editions
) -> None:
    host = editions.host
    page = visit(context, f"{host.home}book/cases.html")
    editions.renew("second", "book/added.html")
    page.goto(f"{host.home}book/added.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is new")
    see_renewed(page)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases", timeout=PATIENCE)
    assert edition_shown(page) == "second"


def test_a_reader_can_see_and_remove_the_copy_and_have_it_back(
    context: BrowserContext, editions: Editions
) -> None:
    host, ear = editions.host, Ear(context)
    page = visit(context, f"{host.home}probe.html")
    page.evaluate("caches.open('vignettes-/course/')")
    stood = page.evaluate("offline.offlineState()")
    assert stood["supported"] and stood["installed"] and stood["bytes"] > 100_000
    page.evaluate("offline.removeOffline()")
    gone = {"supported": True, "installed": False, "edition": "", "bytes": 0}
    assert page.evaluate("offline.offlineState()") == gone
    assert page.evaluate("caches.keys()") == ["vignettes-/course/"], "another course's copy is left alone"
    page.goto(f"{host.home}book/cases.html")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.goto(f"{host.home}probe.html")
    assert page.evaluate("offline.keepOffline()") == stood
    page.evaluate("offline.removeOffline()")
    assert page.evaluate("offline.keepOffline()") == stood, "the page was the worker's all the time"
    host.stop()
    page.goto(f"{host.home}book/cases.html")
    assert edition_shown(page) == "first"
    assert ear.complaints == []


def test_a_browser_that_wants_to_be_spared_keeps_a_copy_only_when_asked(
    context: BrowserContext, editions: Editions
) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto(f"{editions.host.home}probe.html")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    assert not page.evaluate("offline.offlineState()")["installed"]
    assert page.evaluate("offline.keepOffline()")["installed"]


def test_where_there_is_no_room_what_has_come_is_given_back_and_the_pages_work_as_before(
    context: BrowserContext, editions: Editions
) -> None:
    host, ear = editions.host, Ear(context)
    page = context.new_page()
    quota = {"origin": host.home.removesuffix(host.mount), "quotaSize": 50_000}
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    page.goto(f"{host.home}probe.html")
    page.wait_for_function("sessionStorage.getItem('vignettes:failed')")
    kept = page.evaluate("caches.open('vignettes-/course/here/').then((store) => store.keys())")
    assert kept == []
    assert "no room" in page.evaluate("offline.keepOffline().catch((why) => why.message)")
    host.asked.clear()
    page.goto(f"{host.home}book/cases.html")
    press_all(page, "Show this case")
    answer(page, "one-best")
    expect(item(page, "one-best").locator(".vignette-result")).to_have_text("Not the best answer.")
    page.wait_for_timeout(200)
    assert "sw.js" not in host.asked, "it is not tried again at once"
    assert ear.complaints == []


def test_pages_from_the_disk_do_not_try_to_keep_a_copy(context: BrowserContext, editions: Editions) -> None:
    ear = Ear(context)
    page = context.new_page()
    for name in ("book/cases.html", "book/desk/data.html"):
        page.goto((editions.host.folder / name).as_uri())
        page.wait_for_timeout(150)
        assert page.locator("link[rel=manifest]").count() == 0
    assert ear.complaints == []


@pytest.mark.slow
def test_the_built_book_is_kept_whole_with_its_search(whole_chromium: Browser, gallery_site: Path) -> None:
    host = Host(gallery_site, mount="/deep/er/").start()
    context = whole_chromium.new_context()
    ear = Ear(context)
    page = visit(context, f"{host.home}book/pages.html")
    missing = [name for name in host.asked if not (gallery_site / name).exists()]
    host.stop()
    before = set(host.asked[: host.asked.index("sw.js")])
    assert {"_static/vignettes.js", "_static/styles/theme.css", "_static/scripts/bootstrap.js"} <= before
    page.goto(host.home)
    page.wait_for_url("**/book/index.html")
    names = sorted(file.relative_to(gallery_site).as_posix() for file in gallery_site.rglob("*.html"))
    for name in names:
        if name != "index.html":
            page.goto(host.home + name)
    page.goto(f"{host.home}search.html?q=leaflet")
    page.locator("#search-results li .context").first.wait_for(timeout=10_000)
    installable = context.new_cdp_session(page).send("Page.getInstallabilityErrors")
    context.close()
    assert missing == [] and ear.complaints == []
    assert [error["errorId"] for error in installable["installabilityErrors"]] == ["in-incognito"]
