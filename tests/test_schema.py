"""The committed schema is the model's, and every vignette names it."""

from __future__ import annotations

from pathlib import Path

from vignettes.schema import FILE, schema_text

ROOT = Path(__file__).parent.parent


def test_the_committed_schema_is_fresh() -> None:
    committed = (ROOT / FILE).read_text(encoding="utf-8")
    assert committed == schema_text(), "run: python -m vignettes.schema"


def test_every_field_tells_the_author_what_it_is_for() -> None:
    import json

    schema = json.loads(schema_text())
    shapes = [schema, *schema["$defs"].values()]
    silent = [
        f"{shape['title']}.{name}"
        for shape in shapes
        for name, field in shape.get("properties", {}).items()
        if "description" not in field and name != "type"
    ]
    assert silent == []


def schema_of(file: Path) -> str:
    return "../" * (len(file.relative_to(ROOT / "exercises").parts) - 1) + "schema.json"


def test_every_vignette_names_the_schema_in_its_first_line() -> None:
    files = sorted((ROOT / "exercises").rglob("*.yml"))
    assert files
    without = [
        file.name
        for file in files
        if file.read_text("utf-8").split("\n", 1)[0] != f"# yaml-language-server: $schema={schema_of(file)}"
    ]
    assert without == []
