"""Clippings from a few lines of text, and what extraction says of them."""

from __future__ import annotations

from functools import lru_cache

from sitegen.core.config import Config
from sitegen.core.model import Article, Clipping, Facts, Kind
from sitegen.core.registry import Knowledge, load_knowledge
from sitegen.extraction import extract
from sitegen.reading.decode import decode


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    return load_knowledge()


def article(text: str | bytes, front: str = "", name: str = "clip") -> Article:
    """A raw clip; with front matter an editor's one."""
    raw = text if isinstance(text, bytes) else text.encode()
    if front:
        return decode(Clipping(f"content/{name}.md", f"---\n{front}\n---\n".encode() + raw, ""), Config())
    return decode(Clipping(f"seeds/{name}.txt", raw, ""), Config())


def facts(text: str | bytes, front: str = "") -> Facts:
    return extract(article(text, front), knowledge())


def names(found: Facts, kind: Kind) -> set[str]:
    """The surfaces of one kind."""
    return {surface for entity in found.entities if entity.kind is kind for surface in entity.surfaces}


CLIP = """{title}

{sentence}

Quill Network đã làm việc này mười năm."""


def parties_of(sentence: str, title: str, front: str = "") -> set[str]:
    """The parties of a sentence, or of some paragraphs, between a title and somebody else's business."""
    return parties(facts(CLIP.format(title=title, sentence=sentence), front))


def parties(found: Facts) -> set[str]:
    return {party.name for party in found.parties}
