"""The words of the preview in the language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from sitegen.core import schema
from sitegen.core.errors import KnowledgeError, Where

Words = Mapping[str, str]


@lru_cache(maxsize=4)
def words(language: str) -> Words:
    """All messages by name, in `language` ("vi" or "en")."""
    name = "messages.yaml"
    text = files("sitegen.preview").joinpath(name).read_text(encoding="utf-8")
    messages: Mapping[str, Words] = schema.load_plain(text, Where(f"sitegen/preview/{name}"), KnowledgeError)
    return messages[language]
