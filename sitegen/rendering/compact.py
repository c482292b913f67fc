"""JSON in UTF-8 without blanks."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def compact(value: Any) -> bytes:
    """Plain values as JSON. Half a pair of surrogates, which no text in UTF-8 can have, becomes a question mark."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
