"""The browser of tests/browser, for clinics."""

from tests.browser.conftest import chromium

__all__ = ["chromium"]
