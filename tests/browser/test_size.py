"""What the front end costs a reader: bytes to load. Milliseconds are measured by `make bench`."""

from __future__ import annotations

import gzip

from vignettes import frontend


def test_the_engine_is_at_most_8_and_a_half_kib_compressed() -> None:
    assert len(gzip.compress(frontend.module_source().encode(), 9)) <= 8.5 * 1024
