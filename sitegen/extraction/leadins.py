"""Lead-ins: phrases right before a name that say what it is to the others ("thành viên của X")."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.extraction.gazetteer import Listed
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token


def is_led_in(before: Sequence[Token], phrases: Sequence[Listed[str]], lexicon: Lexicon) -> bool:
    """Whether words end in a phrase of one of these lists, nothing but a designator in small letters behind it."""
    hits = (hit for words in phrases for hit in words.everywhere(before))
    return any(_is_designator(before[hit.last :], lexicon) for hit in hits)


def without_telling(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The words without those of telling, whose small words mean nothing by themselves: "cho biết đã" is "đã"."""
    told = {place for hit in lexicon.speech.within(tokens) for place in range(hit.first, hit.last)}
    return [token for place, token in enumerate(tokens) if place not in told]


def _is_designator(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    called = lexicon.designators.at(tokens, 0) if tokens else None
    return not tokens or (called is not None and called.last == len(tokens))
