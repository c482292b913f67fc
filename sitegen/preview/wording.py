"""The words of the preview in the language of the site."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

Words = Mapping[str, str]

_LOCALES = Path(__file__).parent.parent / "locales"


@lru_cache(maxsize=4)
def words(language: str) -> Words:
    """All messages by name, in `language` ("vi" or "en"); "lang" is its code."""
    with (_LOCALES / f"preview.{language}.toml").open("rb") as file:
        return tomllib.load(file)
