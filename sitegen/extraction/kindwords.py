"""Kind words: the phrases of a sentence that name a kind of deal ("mou") or hint at one ("mou?")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sitegen.core.model import DealKind
from sitegen.extraction.gazetteer import Hit
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token

KindHit = Hit[tuple[str, ...]]
_NONE = "none"  # the list of longer phrases that speak of something else: "thẻ tín dụng"


def kind_words(tokens: Sequence[Token], lexicon: Lexicon) -> list[KindHit]:
    """All such phrases in order.

    "thỏa thuận hợp tác" names the general kind; within, or right beside, what names a special one ("ký thỏa thuận hợp
    tác chiến lược") it is but a part of that name. Training is no form of agreement: it stands beside the general kind.
    """
    special = [hit for hit in lexicon.kinds.find(tokens) if _NONE not in hit.value]
    general = lexicon.general.find(tokens)
    if not general:
        return special
    forms = [hit for hit in special if any(_is_form(kind) for kind in hit.value)]
    kept = [hit for hit in general if _first_met(forms, hit.first, hit.last) is None]
    whole = [hit for hit in kept if not _is_hint(hit)]
    named = [hit for hit in special if not (_is_hint(hit) and _is_part(hit, whole))]
    return sorted([*named, *kept])


def _is_form(kind: str) -> bool:
    return not kind.endswith("?") and kind != DealKind.TRAINING_RESEARCH


def _is_hint(hit: KindHit) -> bool:
    return all(kind.endswith("?") for kind in hit.value)


def _is_part(hit: KindHit, whole: Sequence[KindHit]) -> bool:
    met = _first_met(whole, hit.first + 1, hit.last - 1)
    return met is not None and met.first <= hit.first and hit.last <= met.last


def _first_met(hits: Sequence[KindHit], first: int, last: int) -> KindHit | None:
    """The first of some hits, in order and apart from each other, that overlaps a stretch or stands right beside it."""
    at = bisect_left(hits, first, key=_end)
    return hits[at] if at < len(hits) and hits[at].first <= last else None


def _end(hit: KindHit) -> int:
    return hit.last
