"""`python -m tests.pictures`: makes the pictures on the pages for instructors from what the commands make.

Every picture is the real result of a command that stands on its page: a page of a PDF, a slide, a card, a
report, photographed. Look at each one after a run.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.building import ROOT, course_copy
from tests.chromium import launch
from tests.pictures import cards, papers, screens
from tests.pictures.studio import Studio

HOME = ROOT / "book" / "instructors" / "pictures"

MAKERS = {
    "editions": papers.editions,
    "exam": papers.exam,
    "slides": screens.slides,
    "lms": screens.lms,
    "report": screens.report,
    "drafts": screens.drafts,
    "cards": cards.cards,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *MAKERS], help="default: all")
    wanted = parser.parse_args().names or list(MAKERS)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1793836800")
    HOME.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, sync_playwright() as play:
        browser: Browser = launch(play)
        studio = Studio(course_copy(Path(folder)), browser, HOME)
        for name in wanted:
            MAKERS[name](studio)
            print(f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
