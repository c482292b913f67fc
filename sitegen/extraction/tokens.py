"""Tokens: the syllables and signs of a text, with offsets and the shape of their letters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.core.model import Span
from sitegen.core.text import match_key

_TOKEN = re.compile(r"[^\W_]+|[^\s]")

_VOWEL = "aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_VIETNAMESE = re.compile(
    rf"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[{_VOWEL}]{{1,3}}(?:ng|nh|ch|[cmnpt])?$"
)


class Token(NamedTuple):
    """A syllable or a sign: offsets into the text, its matching key, its shape.

    `capital`: it may begin or continue a name: a capital, or a brand such as "iPhone", or digits and letters.
    """

    start: int
    end: int
    text: str
    key: str
    shape: str
    capital: bool


_NAME_SHAPES = frozenset(("Xx", "X", "XX", "XxX", "xX", "Xd"))


def shape_of(word: str) -> str:
    """The case pattern: x, Xx, X, XX, XxX (camel), xX (iPhone), d, xd, Xd, or the sign itself."""
    if word.isdigit():
        return "d"
    if not word[0].isalnum():
        return word
    digits = any(char.isdigit() for char in word)
    if word.islower():
        return "xd" if digits else "x"
    if digits:
        return "Xd"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    if word[0].isupper():
        return "Xx" if word[1:].islower() else "XxX"
    return "xX"


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, str, str, bool]:
    shape = shape_of(word)
    return word, match_key(word), shape, shape in _NAME_SHAPES


@lru_cache(maxsize=65536)
def is_vietnamese(key: str) -> bool:
    """Whether a lower-case word is built like a Vietnamese syllable ("hoàng" is, "group" is not)."""
    return _VIETNAMESE.match(key) is not None


@lru_cache(maxsize=16384)
def phrase(text: str) -> tuple[Token, ...]:
    """The tokens of a short text, remembered."""
    return tuple(tokenize(text))


def keys(text: str) -> list[str]:
    """The matching keys of the tokens of `text`, and nothing else of them."""
    return [match_key(word) for word in _TOKEN.findall(text)]


def tokenize(text: str, span: Span | None = None) -> list[Token]:
    """The tokens of `text` (or of a stretch of it), in order; offsets are into `text`."""
    start, end = (span.start, span.end) if span else (0, len(text))
    made = tuple.__new__  # the constructor would name each of the fields: twice the time
    return [made(Token, found.span() + _forms(found[0])) for found in _TOKEN.finditer(text, start, end)]


def place_of(tokens: Sequence[Token], offset: int) -> int:
    """The place of the first token that begins at `offset` or behind it."""
    return bisect_left(tokens, (offset,))


def within(tokens: Sequence[Token], span: Span) -> Sequence[Token]:
    """The tokens that begin in a stretch of the text."""
    return tokens[place_of(tokens, span.start) : place_of(tokens, span.end)]


def without_points(tokens: Sequence[Token]) -> Iterator[Token]:
    """Without the points inside of numbers: "60.000 tấn" ends no sentence."""
    return (token for at, token in enumerate(tokens) if not is_inner_point(tokens, at))


def is_inner_point(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the point inside of a number."""
    around = [tokens[near].shape for near in (at - 1, at + 1) if 0 <= near < len(tokens)]
    return tokens[at].text == "." and around == ["d", "d"]
