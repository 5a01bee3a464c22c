"""quiz.js judges as the Python grader does: both pass tests/grading.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.driving import Site

TABLE: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "grading.json").read_text("utf-8"))

JUDGE = """async ([source, table]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { grade } = await import(url);
  return table.map((text) => {
    const { key, answer } = JSON.parse(text);
    try {
      return JSON.stringify(grade(key, answer));
    } catch {
      return "";
    }
  });
}"""


@pytest.fixture(scope="module")
def judged(chromium: Browser, site: Site) -> dict[str, Any]:
    """What quiz.js, loaded as a notebook loads it, says to every row."""
    page = chromium.new_page()
    page.goto(f"{site.origin}/free.html")
    source = (site.folder / "quiz.js").read_text(encoding="utf-8")
    said = page.evaluate(JUDGE, [source, [json.dumps(row) for row in TABLE]])
    page.close()
    return {row["name"]: json.loads(text or "null") for row, text in zip(TABLE, said, strict=True)}


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_quiz_js_judges_as_the_table_says(row: dict[str, Any], judged: dict[str, Any]) -> None:
    expected = None if row.get("refused") else {name: row[name] for name in ("score", "right", "parts")}
    assert judged[row["name"]] == expected
