"""Decks to teach cases with: document nodes → a notebook → reveal.js by nbconvert, in one offline file."""

from __future__ import annotations

from vignettes.slides.build import build_decks

__all__ = ["build_decks"]
