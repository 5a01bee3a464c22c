"""What is kept for reading offline: the whole site as it is published, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.book.conftest import gallery_site
from tests.browser.driving import answer, press_all
from tests.desk.node import Node
from vignettes import site_zip
from vignettes.course import Course
from vignettes.site_zip import name_of, write_zip
from vignettes.sphinx_ext.lean import unpublish
from vignettes.sphinx_ext.offline import edition_of, files_of, short_name, write_offline

__all__ = ["gallery_site"]

HOME = "http://127.0.0.1:8000/course/"
FILES = dict.fromkeys(("index.html", "book/index.html", "book/a b%.html", "_static/x.js"), "0")
REFERS = re.compile(r"""<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src)="([^"#?:]+)[^":]*\"""")


def known(site: Path) -> Any:
    """Return what the worker of a site knows of it."""
    line = (site / "sw.js").read_text("utf-8").split("\n", 1)[0]
    return json.loads(line.removeprefix("self.vignettesEdition = ").removesuffix(";"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of a page, a picture, and what is of no use to readers."""
    site = tmp_path / "html"
    for name in ("index.html", "book/index.html", "_static/favicon.svg", "_static/x.js.LICENSE.txt"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    (site / ".buildinfo").write_text("when", encoding="utf-8")
    return site


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("", "index.html"),
        ("?q=1#x", "index.html"),
        ("book/", "book/index.html"),
        ("book/index", "book/index.html"),
        ("book/a%20b%25.html?v=1", "book/a b%.html"),
        ("_static/x.js?v=abc", "_static/x.js"),
        ("book", None),
        ("_static/", None),
        ("nothing.html", None),
        ("book/%E0%A4%A.html", None),
        ("__proto__", None),
        ("../index.html", None),
        ("http://127.0.0.1:8001/course/index.html", None),
    ],
)
def test_an_address_means_a_file_whatever_follows_the_question_mark(
    node: Node, address: str, name: str | None
) -> None:
    whole = address if address.startswith("http") else HOME + address
    assert node.call("offline/files.js", "fileOf", whole, HOME, FILES) == name


def test_a_folder_without_its_slash_leads_to_the_folder(node: Node) -> None:
    assert node.call("offline/files.js", "folderOf", f"{HOME}book?q=1", HOME, FILES) == f"{HOME}book/?q=1"
    assert node.call("offline/files.js", "folderOf", f"{HOME}_static", HOME, FILES) is None


def test_two_courses_on_one_host_and_two_states_of_a_file_are_kept_apart(node: Node) -> None:
    stores = {node.call("offline/store.js", "offlineStore", f"{HOME}{part}") for part in ("", "a/", "b/")}
    assert len(stores) == 3 and all(store.startswith("vignettes-/course/") for store in stores)
    keys = {node.call("offline/files.js", "keyOf", HOME, "book/a b%.html", mark) for mark in "12"}
    assert keys == {f"{HOME}book/a%20b%25.html?1", f"{HOME}book/a%20b%25.html?2"}


def test_an_edition_hangs_on_what_readers_come_to_and_on_nothing_else(small: Path, tmp_path: Path) -> None:
    write_offline(small, "Gallery", "book/index.html")
    first = (small / "sw.js").read_bytes()
    (small / ".buildinfo").write_text("later", encoding="utf-8")
    write_offline(small, "Gallery", "book/index.html")
    assert (small / "sw.js").read_bytes() == first
    again = shutil.copytree(small, tmp_path / "again")
    os.utime(again / "index.html", (1, 1))
    write_offline(again, "Gallery", "book/index.html")
    assert (again / "sw.js").read_bytes() == first
    (again / "index.html").write_text("changed", encoding="utf-8")
    write_offline(again, "Gallery", "book/index.html")
    before, after = known(small), known(again)
    assert before["edition"] != after["edition"]
    assert {name for name in before["files"] if before["files"][name] != after["files"][name]} == {
        "index.html"
    }


def test_the_manifest_is_relative_and_its_short_name_is_discreet(small: Path) -> None:
    write_offline(small, "Sex Therapy in Practice", "book/index.html")
    manifest = json.loads((small / "manifest.json").read_text("utf-8"))
    assert manifest["short_name"] == "In Practice"
    addresses = [manifest["start_url"], manifest["scope"], *(icon["src"] for icon in manifest["icons"])]
    assert addresses == ["book/index.html", "./", "_static/favicon.svg"]
    assert short_name("Psychosexuality") == "Psychosexual"


@pytest.mark.slow
def test_the_worker_of_a_built_book_holds_every_file_as_it_is_published(gallery_site: Path) -> None:
    edition = known(gallery_site)
    assert edition == edition_of(files_of(gallery_site)), "nothing was changed behind it"
    assert edition["bytes"] == sum((gallery_site / name).stat().st_size for name in edition["files"])
    lacking = set()
    for page in gallery_site.rglob("*.html"):
        for address in REFERS.findall(page.read_text("utf-8")):
            target = (page.parent / address).resolve().relative_to(gallery_site.resolve())
            if target.as_posix() not in edition["files"]:
                lacking.add(f"{page.name}: {address}")
    assert lacking == set()


@pytest.mark.slow
def test_what_no_page_loads_is_not_published(gallery_site: Path) -> None:
    names = {file.name for file in (gallery_site / "_static").rglob("*")}
    assert {"locales", "logo_colab.png", "togglebutton.js", "fontawesome.js"}.isdisjoint(names)
    assert {"searchtools.js", "language_data.js", "favicon.svg", "reader.js", "offline.css"} <= names


def test_a_file_is_published_when_a_page_a_sheet_or_a_script_names_it(tmp_path: Path) -> None:
    static, images = tmp_path / "_static", tmp_path / "_images"
    (static / "cases").mkdir(parents=True)
    (static / "deep" / "er").mkdir(parents=True)
    images.mkdir()
    kept = [static / "a.css", static / "b.png", static / "cases" / "some-case.js"]
    kept += [images / "my plan.png", images / "a&b.png", static / "c.js"]
    for file in [*kept, static / "deep" / "er" / "de.po", images / "old.png"]:
        file.write_text("", encoding="utf-8")
    (static / "a.css").write_text("p { background: url(b.png) }", encoding="utf-8")
    pages = ['<link href="_static/a.css?v=1">c.js', '<img src="my%20plan.png"><img src="a&amp;b.png">']
    unpublish(tmp_path, pages)
    assert sorted(file for file in tmp_path.rglob("*") if file.is_file()) == sorted(kept)
    assert not (static / "deep").exists()


def test_the_zip_of_a_site_has_the_same_bytes_each_time_and_is_written_only_when_something_changed(
    small: Path, gallery: Course
) -> None:
    file = write_zip(gallery, small)
    first = file.read_bytes()
    os.utime(file, (1, 1))
    os.utime(small / "index.html", (1, 1))
    assert write_zip(gallery, small) == file and file.stat().st_mtime == 1
    (small / "index.html").write_text("changed", encoding="utf-8")
    write_zip(gallery, small)
    assert file.read_bytes() != first
    (small / "index.html").write_text("index.html", encoding="utf-8")
    file.write_bytes(b"half an archive")
    write_zip(gallery, small)
    assert file.read_bytes() == first


def test_the_zip_holds_one_folder_with_the_site_and_says_in_plain_words_what_to_open(
    small: Path, root: Path
) -> None:
    file = write_zip(Course(root), small)
    assert file == small.parent / "sex-therapy-in-practice-site.zip"
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
        said = packed.read("sex-therapy-in-practice/READ-ME.txt").decode()
    assert {name.split("/")[0] for name in names} == {"sex-therapy-in-practice"}
    site = {path.relative_to(small).as_posix() for path in small.rglob("*") if path.is_file()}
    added = {"READ-ME.txt", "LICENSE", "LICENSE-CONTENT.md"}
    assert {name.partition("/")[2] for name in names} == site - {".buildinfo"} | added
    assert "index.html" in said and "nothing is sent anywhere" in said
    assert name_of("Über – 性") == "ber" and name_of("性") == "course"


def test_the_command_says_where_the_zip_is_or_what_to_do_first(
    small: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    site_zip.main(small)
    assert str(small.parent / "sex-therapy-in-practice-site.zip") in capsys.readouterr().out
    with pytest.raises(SystemExit, match="Run `make book` first"):
        site_zip.main(small / "_static")


@pytest.mark.slow
@pytest.mark.browser
def test_the_unpacked_zip_opens_at_its_index(
    chromium: Browser, gallery_site: Path, gallery: Course, tmp_path: Path
) -> None:
    site = shutil.copytree(gallery_site, tmp_path / "html")
    with zipfile.ZipFile(write_zip(gallery, site)) as packed:
        packed.extractall(tmp_path)
    context = chromium.new_context()
    said: list[str] = []
    context.on(
        "console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None
    )
    page = context.new_page()
    page.goto((tmp_path / name_of(gallery.title) / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    press_all(page, "Show this case")
    assert answer(page, "one-best").locator(".vignette-result").is_visible()
    context.close()
    assert said == []
