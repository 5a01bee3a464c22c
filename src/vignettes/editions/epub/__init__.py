"""The student edition as EPUB 3: document nodes → XHTML → one reproducible package."""
