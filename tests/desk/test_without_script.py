"""The pages of the desk where no script runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.pages import Desk
from vignettes.desk import FACES, WITHOUT_SCRIPT

pytestmark = pytest.mark.browser


def test_every_page_of_the_desk_says_without_a_script_what_it_would_need(
    chromium: Browser, desk: Desk
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    for face in FACES:
        page.goto(desk.url(face))
        expect(page.locator(f"[data-desk={face}]")).to_have_text(WITHOUT_SCRIPT)
        expect(page.get_by_text(WITHOUT_SCRIPT)).to_be_visible()
        box = page.get_by_text(WITHOUT_SCRIPT).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
    context.close()
