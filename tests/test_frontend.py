"""One classic script of several modules: all that is needed, each file once, no two same names."""

from __future__ import annotations

from pathlib import Path

import pytest

from vignettes import frontend

ENTRIES = [
    "book.js",
    "host.js",
    "reader.js",
    "scorm.js",
    *(f"desk/{f}.js" for f in "progress review exam data".split()),
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_becomes_one_script_without_imports_or_exports(entry: str) -> None:
    script = frontend.classic_script(entry)
    lines = script.splitlines()
    assert [line for line in lines if line.startswith(("import ", "export "))] == []
    files = frontend.files_of(entry)
    assert files[-1] == (frontend.HERE / entry).resolve() and len(files) == len(set(files))


def test_what_is_imported_comes_before_what_imports_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(frontend, "HERE", tmp_path)
    (tmp_path / "a.js").write_text(
        'import { b } from "./b.js";\nimport "./c.js";\nconst a = b + 1;\nexport { a };\n'
    )
    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nconst b = c + 1;\n\nexport {\n  b,\n};\n')
    (tmp_path / "c.js").write_text("// first\nconst c = 1;\nexport { c };\n")
    body = "const c = 1;\nconst b = c + 1;\nconst a = b + 1;"
    assert body in frontend.classic_script("a.js").replace("\n\n", "\n")


@pytest.mark.parametrize(
    "second", ["const twin = 2;", "function twin() {}", "const { twin } = {};", "class twin {}"]
)
def test_two_files_that_declare_one_name_are_refused(tmp_path: Path, monkeypatch, second: str) -> None:
    monkeypatch.setattr(frontend, "HERE", tmp_path)
    (tmp_path / "a.js").write_text(f'import "./b.js";\n{second}\n')
    (tmp_path / "b.js").write_text("const twin = 1;\nconst other = { twin };\n")
    with pytest.raises(ValueError, match="declare twice: twin"):
        frontend.classic_script("a.js")


def test_an_import_that_leads_nowhere_is_an_error(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(frontend, "HERE", tmp_path)
    (tmp_path / "a.js").write_text('import "./gone.js";\n')
    with pytest.raises(FileNotFoundError):
        frontend.classic_script("a.js")
