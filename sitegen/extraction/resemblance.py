"""The sketch of a text (MinHash over runs of three words): enough to tell a reprint from another telling."""

from __future__ import annotations

import re
import unicodedata

from sitegen.core.text import new_tone

PERMUTATIONS = 64
_SEED = 1
_RUN = 3
_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """64 numbers of 32 bits, little-endian; empty for a text of fewer than three words."""
    words = _WORD.findall(new_tone(unicodedata.normalize("NFC", text)))  # not remembered, as single words are
    runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    if not runs:
        return b""
    from rensa import RMinHash

    minhash = RMinHash(PERMUTATIONS, _SEED)
    minhash.update(sorted(runs))
    return b"".join(number.to_bytes(4, "little") for number in minhash.digest())
