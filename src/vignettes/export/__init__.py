"""The bank as bytes for other systems: one format a file, all from the same `Question`."""
