"""The two sides of a card, as Anki renders them on a telephone."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image

from tests.export.test_anki import flip, notes_of
from tests.pictures.studio import Studio

CASE, ITEM = "plissit-care-home", "first-thing"


def cards(studio: Studio) -> None:
    """Front and back of one card."""
    studio.run("export", "--to", "anki", "--case", CASE, "-o", "deck.apkg")
    with tempfile.TemporaryDirectory() as folder, studio.page(430, 860) as page:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        collection.import_anki_package(
            ImportAnkiPackageRequest(
                package_path=str(studio.course / "deck.apkg"), options=ImportAnkiPackageOptions()
            )
        )
        card = notes_of(collection)[f"{CASE}/{ITEM}"].cards()[0]
        page.set_content('<html lang="en"><title>Anki</title><body class="card"></body>')
        sides = []
        for side in (card.question(), card.answer()):
            flip(page, side)
            page.evaluate("scrollTo(0, 0)")
            sides.append(Image.open(io.BytesIO(page.screenshot())))
        collection.close()
    studio.keep("cards", *sides)
