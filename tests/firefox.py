"""The one Firefox of the tests: the machine's own, driven by Playwright over WebDriver BiDi."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

KNOWN_PLACES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
BRIDGE = Path(__file__).with_name("firefox_bridge.py")
LAUNCHER = '#!/bin/sh\nexec "{python}" "{bridge}" "{firefox}" "$@"\n'
PREFERENCES: dict[str, Any] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.trr.mode": 5,
    "security.fileuri.strict_origin_policy": True,
}
"""It calls nobody, because every other host lies behind a proxy that is not there; and files are as strange
to each other as in a reader's Firefox, which Playwright would change."""
NONE_HERE = "No Firefox here. Run `make test`, which brings one, or set FIREFOX to its path."


def find_firefox() -> str | None:
    """Return the browser that FIREFOX names, else one that is installed."""
    named = os.environ.get("FIREFOX")
    for place in (named,) if named else KNOWN_PLACES:
        if found := shutil.which(place):
            return found
    return None


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """A Firefox with a fresh profile; FileNotFoundError where there is none."""
    place = find_firefox()
    if place is None:
        raise FileNotFoundError(NONE_HERE)
    with tempfile.TemporaryDirectory(prefix="firefox-") as folder:
        launcher = Path(folder) / "firefox"
        launcher.write_text(
            LAUNCHER.format(python=sys.executable, bridge=BRIDGE, firefox=place), encoding="utf-8"
        )
        launcher.chmod(0o755)
        browser = playwright.firefox.launch(
            channel="moz-firefox", executable_path=launcher, firefox_user_prefs=PREFERENCES
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """One Firefox for all tests. Only a machine that cannot install one may do without."""
    if find_firefox() is None and not shutil.which("apt-get"):
        pytest.skip(NONE_HERE)
    with launched(playwright) as browser:
        yield browser
