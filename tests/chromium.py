"""The one Chromium of the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

SHELL = "chromium-headless-shell"
"""The same engine without the browser's window: half of the time. Its service workers come to a stop now
and then, so what tests those takes the whole browser."""
WHOLE = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find_chromium(whole: bool = False) -> str | None:
    """Return the browser that CHROMIUM names, else one that is installed, if so wished a whole one."""
    named = os.environ.get("CHROMIUM")
    for place in (named,) if named else WHOLE if whole else (SHELL, *WHOLE):
        if found := shutil.which(place):
            return found
    return None


def launch(playwright: Playwright, whole: bool = False) -> Browser:
    """Start a browser that asks nothing of the network; FileNotFoundError where there is none."""
    flags = [*QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [*QUIET]
    place = find_chromium(whole) or playwright.chromium.executable_path
    if not Path(place).exists():
        raise FileNotFoundError(
            "No Chromium here. Run `make test`, which brings one, or set CHROMIUM to its path."
        )
    return playwright.chromium.launch(executable_path=place, args=flags)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers: one for both, because there can be only one."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_chromium(playwright: Playwright) -> Iterator[Browser]:
    """The whole browser, for what its shell alone does not do reliably."""
    browser = launch(playwright, whole=True)
    yield browser
    browser.close()
