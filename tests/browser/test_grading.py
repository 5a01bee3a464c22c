"""quiz.js judges and remembers as Python does: both pass tests/grading.json and tests/state.json."""

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


STATES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "state.json").read_text("utf-8"))

REMEMBER = """async ([source, table]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { moved, wayOn } = await import(url);
  return table.map(({ tops, state, changes, ways, goto }) => {
    const after = moved(tops, state, changes);
    return [after, wayOn(ways, goto, after)];
  });
}"""


def test_quiz_js_remembers_as_the_table_says(chromium: Browser, site: Site) -> None:
    page = chromium.new_page()
    page.goto(f"{site.origin}/free.html")
    source = (site.folder / "quiz.js").read_text(encoding="utf-8")
    said = page.evaluate(REMEMBER, [source, STATES])
    page.close()
    assert said == [[row["after"], row["leads"]] for row in STATES]
