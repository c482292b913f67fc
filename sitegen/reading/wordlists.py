"""The word lists that reading needs, from the shipped knowledge."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.core import schema
from sitegen.core.errors import KnowledgeError, Where
from sitegen.reading.anatomy import Cues, cues_from

_FOLDER = Path(__file__).parent.parent / "knowledge"


def _load(name: str) -> Any:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return schema.load_plain(text, Where(f"knowledge/{name}"), KnowledgeError)


@lru_cache(maxsize=1)
def money_words() -> tuple[dict[str, Decimal], dict[str, str]]:
    """Scale words ("triệu" to 1000000) and currency words ("đồng" to VND), case folded."""
    lists = _load("money.yaml")
    scales = {word.casefold(): Decimal(factor) for word, factor in lists["scales"].items()}
    currencies = {word.casefold(): code for code, words in lists["currencies"].items() for word in words}
    return scales, currencies


@lru_cache(maxsize=1)
def cues() -> Cues:
    """What tells the parts of a clipping apart."""
    return cues_from(_load("anatomy.yaml"))


@lru_cache(maxsize=1)
def digest() -> str:
    """A hash of the lists that decide how a clipping is decoded (blake2b, 128 bits, hex)."""
    lists = b"".join((_FOLDER / name).read_bytes() for name in ("anatomy.yaml", "money.yaml"))
    return hashlib.blake2b(lists, digest_size=16).hexdigest()
