"""Fingerprints: short names for everything that a file's bytes depend on."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = 16


def of_value(value: Any) -> str:
    """The fingerprint of a dataclass, tuple, text or number (32 hex digits)."""
    return blake2b(msgspec.json.encode(value), digest_size=_SIZE).hexdigest()


def of_parts(parts: Iterable[str]) -> str:
    """The fingerprint of texts in order; where one ends and the next begins counts."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def of_bytes(content: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return blake2b(content, digest_size=_SIZE).hexdigest()
