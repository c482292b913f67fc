"""Acronyms: which abbreviations of a text name nobody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from sitegen.core.model import Kind, Mention
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import phrase


def _ends_small(words: Sequence[str]) -> bool:
    """Whether a phrase ends in words without a capital: a bracket behind it does not abbreviate a name."""
    return len(words) > 2 and all(word.islower() for word in words[-2:])


_BRACKETED = re.compile(r" ?\([“\"]?([^\W\d_]{2,8})[”\"]?\)")
_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,7}$")
_REACH = 80  # characters that eight words before a bracket may take


def common_acronyms(text: str, proposals: Sequence[Sequence[Mention]], lexicon: Lexicon) -> frozenset[str]:
    """Abbreviations that the text introduces for common words ("thủ tục hành chính (TTHC)"): they name nobody."""
    names = sorted(mention.span for row in proposals for mention in row if mention.kind is Kind.ORG)
    starts, farthest = [span.start for span in names], list(accumulate((span.end for span in names), max))
    found = set()
    for match in _BRACKETED.finditer(text):
        short, end = match[1], match.start()
        before = _PHRASE.search(text[max(0, end - _REACH) : end]) if short.isupper() else None
        if before is None:
            continue
        words = before[0].split()
        stands = words[-len(short) :]
        initials = "".join(word[0] for word in stands).upper()
        before_end = bisect_left(starts, end)
        named = before_end > 0 and farthest[before_end - 1] >= end - 1
        spelled = initials == short and all(word.islower() for word in stands)
        if not named and (spelled or (_ends_small(words) and lexicon.partners.at(phrase(short), 0) is None)):
            found.add(short)
    return frozenset(found)
