"""The title that a clipping without one is given: who agreed, then in a word what on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.model import Party

_MOST_NAMES = 3


def headline(parties: Sequence[Party], words: str) -> str:
    """`words` say what kind of deal it is, in the language of who reads them; "" where that is not known."""
    names = " – ".join(party.name for party in parties[:_MOST_NAMES])
    return f"{names}: {words}" if words else names
