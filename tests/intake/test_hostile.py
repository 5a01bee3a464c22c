"""Files that could harm, and files that are no questions, are refused in words; nothing is written."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake import qti_items as q
from tests.intake.reading import read, zipped
from vignettes.intake import archive as limits
from vignettes.intake import detect, xml_tree
from vignettes.intake.question import Refused

SOUND = {
    "imsmanifest.xml": q.manifest(q.resource("a.xml")),
    "a.xml": q.item(q.choices(q.THREE), q.response("B")),
}
XML = '<?xml version="1.0"?>'
SECRET = "TOP-SECRET-0417"


def member(name: str, **fields: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def with_member(info: zipfile.ZipInfo | str, content: bytes | str = b"x") -> bytes:
    """Return a sound package with one more file."""
    buffer = io.BytesIO(zipped(SOUND))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(info, content)
    return buffer.getvalue()


def encrypted() -> bytes:
    """Return a sound package whose flags say that its files are encrypted."""
    raw = bytearray(zipped(SOUND))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(start)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(start, at + 4)
    return bytes(raw)


def lying() -> bytes:
    """Return a package with a file that unpacks to more than its header says."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"<a>" + b" " * 5_000_000) + packed.flush()
    name = b"a.xml"
    manifest = q.manifest(q.resource("a.xml")).encode()
    parts, entries = b"", b""
    for entry, content, method, size in (
        (b"imsmanifest.xml", manifest, 0, len(manifest)),
        (name, body, 8, 100),
    ):
        crc = zlib.crc32(content)
        local = struct.pack(
            "<4s5H3I2H", b"PK\x03\x04", 20, 0, method, 0, 33, crc, len(content), size, len(entry), 0
        )
        central = struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, method, 0, 33, crc, len(content), size, len(entry),
            0, 0, 0, 0, 0, len(parts),
        )  # fmt: skip
        parts += local + entry + content
        entries += central + entry
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(entries), len(parts), 0)
    return parts + entries + end


LINK = (stat.S_IFLNK | 0o777) << 16
DEVICE = (stat.S_IFCHR | 0o666) << 16
ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a name that climbs out": (lambda: with_member("../../etc/cron.d/x"), r"has “\.\.” in it"),
    "a name that climbs in the middle": (lambda: with_member("a/../../x"), r"has “\.\.” in it"),
    "an absolute name": (lambda: with_member("/etc/passwd"), "absolute path"),
    "a drive": (lambda: with_member("C:/windows/x"), "absolute path"),
    "a backslash": (lambda: with_member("..\\..\\x"), "absolute path, or has a"),
    "a symbolic link": (lambda: with_member(member("l", external_attr=LINK), "/etc/x"), "a link or a"),
    "a device": (lambda: with_member(member("d", external_attr=DEVICE)), "a link or a device"),
    "the same name in other letters": (lambda: with_member("A.XML"), "stands in it twice"),
    "the same name by another way": (lambda: with_member("./a.xml"), "stands in it twice"),
    "a bomb": (lambda: with_member("b.xml", b" " * 4_000_000), "as archive bombs are"),
    "an archive inside": (lambda: with_member("inner.zip", zipped(SOUND)), "an archive inside the archive"),
    "a password": (encrypted, "is encrypted"),
    "another packing": (
        lambda: with_member(member("b", compress_type=zipfile.ZIP_LZMA)),
        "packed in a way that question packages do not use",
    ),
    "a long name": (lambda: with_member("n" * 301), "more than 300 characters"),
    "a name with a bell": (lambda: with_member("a\x07.xml"), "characters that are no text"),
    "a size that lies": (lying, "is damaged"),
    "half an archive": (lambda: zipped(SOUND)[:-40], "is a damaged archive"),
    "an empty archive": (lambda: zipped({}), "It holds nothing"),
    "no manifest": (lambda: zipped({"a.xml": SOUND["a.xml"]}), "has no imsmanifest.xml. It holds a.xml"),
    "a manifest without items": (lambda: zipped({"imsmanifest.xml": q.manifest()}), "names no item"),
    "a Moodle backup": (lambda: zipped({"moodle_backup.xml": "<a/>"}), "is a Moodle backup"),
    "a Word document": (lambda: zipped({"[Content_Types].xml": "<a/>"}), "is an Office document"),
    "an item that includes a file": (
        lambda: zipped(SOUND | {"a.xml": f'{XML}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        "declares a document type",
    ),
}  # fmt: skip

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TEXTS: dict[str, tuple[bytes | str, str]] = {
    "nothing": ("", "is empty"),
    "white space": (" \n\n\t", "is empty"),
    "a billion laughs": (
        f'{XML}<!DOCTYPE quiz [<!ENTITY l0 "lol">{LAUGHS}]><quiz>&l9;</quiz>',
        "declares a document type or entities of its own",
    ),
    "a file of this machine": (
        f'{XML}<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "declares a document type",
    ),
    "another server": (
        f'{XML}<!DOCTYPE quiz SYSTEM "http://127.0.0.1/x.dtd"><quiz/>',
        "declares a document type",
    ),
    "elements inside each other": ("<quiz>" + "<a>" * 100_000, f"more than {xml_tree.DEEPEST} elements"),
    "XML that breaks off": (
        '<quiz>\n<question type="essay">\n<name>',
        r"bank:3:\d+: this is not sound XML",
    ),
    "tags that cross": ("<quiz>\n<a></quiz>", r"bank:2:\d+: .*mismatched tag"),
    "an unknown entity": ("<quiz>\n&nbsp;</quiz>", r"bank:2:\d+: .*no other names"),
    "bytes that are not the encoding": (
        b"<?xml version='1.0'?>\n<quiz>\xe9</quiz>",
        r"bank:2:\d+: .*not in the encoding",
    ),
    "an unknown encoding": (b"<?xml version='1.0' encoding='x-klingon'?><quiz/>", "encoding"),
    "QTI 1.2": ("<questestinterop/>", r"QTI 1\.2"),
    "QTI 1.2 with its document type": (
        f'{XML}<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd"><questestinterop/>',
        r"QTI 1\.2",
    ),
    "a QTI test": ("<assessmentTest/>", "only names its questions"),
    "a manifest": ("<manifest/>", "Import the whole package"),
    "a web page": ("<!DOCTYPE html>\n<html></html>", "is a web page"),
    "other XML": (f"{XML}<svg/>", "begins with <svg>"),
    "gzip": (gzip.compress(b"x", mtime=0), r"Moodle backups \(\.mbz\)"),
    "a PDF": (b"%PDF-1.7\n", "is a PDF"),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office document"),
    "rubbish": (bytes(range(256)) * 4, "is no text"),
    "UTF-16 without a mark": ("Which? {=a ~b}".encode("utf-16-le"), "UTF-16 text without a mark"),
    "half of UTF-16": ("Which? {=a ~b}".encode("utf-16") + b"\x00", "damaged further on"),
    "bytes of no encoding": (b"Which? {=a ~b\x81\x8d}", "bank:1: this is not UTF-8"),
    "a table": ("question,a,b,key\nWhich?,one,two,a\nWhat?,one,two,b\n", r"a table \(CSV\)"),
    "a table with semicolons": ("Frage;a;b\nWas?;1;2\n", r"a table \(CSV\)"),
    "Aiken": ("Which?\nA. one\nB. two\nANSWER: A\n", "Aiken"),
    "JSON": ('{"questions": []}', "is JSON"),
    "a letter": ("Dear colleague,\nthank you.\n", "holds no question"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_could_harm_is_refused_in_words(name: str) -> None:
    make, why = ARCHIVES[name]
    with pytest.raises(Refused, match=why):
        read(make())


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_is_no_sound_file_of_questions_says_what_it_is(name: str) -> None:
    raw, why = TEXTS[name]
    with pytest.raises(Refused, match=why):
        read(raw)


def test_a_sound_archive_is_read_and_only_what_was_added_made_the_others_refused() -> None:
    assert read(zipped(SOUND))[0].keys == ["Ask"]
    assert read(with_member("notes/readme.txt"))[0].keys == ["Ask"]


def test_too_many_files_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_MEMBERS", 1)
    with pytest.raises(Refused, match="it holds 2 files; at most 1"):
        read(zipped(SOUND))
    monkeypatch.undo()
    monkeypatch.setattr(limits, "LARGEST_TOTAL", 100)
    with pytest.raises(Refused, match=r"unpacked it has .* at most 100"):
        read(zipped(SOUND))
    monkeypatch.setattr(limits, "LARGEST_MEMBER", 100)
    with pytest.raises(Refused, match=r"“imsmanifest.xml” has .* at most 100 are read"):
        read(zipped(SOUND))
    monkeypatch.setattr(detect, "LARGEST", 100)
    with pytest.raises(Refused, match="Export fewer questions at once"):
        read("x" * 101)


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 5)
    with pytest.raises(Refused, match="more than 5 elements"):
        read("<quiz>" + "<a/>" * 6 + "</quiz>")


def test_no_entity_brings_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    for text in (
        f'<!DOCTYPE quiz [<!ENTITY x SYSTEM "{secret.as_uri()}">]><quiz>&x;</quiz>',
        f'<quiz xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret.as_uri()}"/></quiz>',
    ):
        try:
            said = str([one.outcome for one in read(text)])
        except Refused as refused:
            said = str(refused)
        assert SECRET not in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_mark_of_its_encoding_is_decoded(encoding: str) -> None:
    assert read("Pourquoi ? {=désir ~مرحبا}".encode(encoding))[0].texts == ["désir", "مرحبا"]


def test_latin_1_is_decoded_and_said() -> None:
    raw = "Bien.\n\nPourquoi ? {=désir ~peur}".encode("latin-1")
    assert read(raw)[1].texts == ["désir", "peur"]
    (note,) = detect.read_questions(raw, "b").notes
    assert note.startswith("b:3: not UTF-8, read as Windows-1252")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_xml_in_the_encoding_that_it_names_is_decoded(encoding: str) -> None:
    rows = '<answer fraction="{}" format="html"><text>{}</text></answer>'
    answers = rows.format(100, "désir") + rows.format(0, "peur")
    quiz = f'<quiz><question type="multichoice">{answers}</question></quiz>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{quiz}'
    assert read(text.encode(encoding))[0].texts == ["désir", "peur"]
