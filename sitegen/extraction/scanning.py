"""Scanning: the matches of a pattern tried only where it may begin, which is quick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_DIGITS = re.compile(r"\d+")


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def numbers(text: str) -> list[int]:
    """Where runs of digits begin."""
    return [run.start() for run in _DIGITS.finditer(text)]


def places(words: Iterable[str], text: str) -> list[int]:
    """Where one of some words begins."""
    found: list[int] = []
    for word in words:
        place = text.find(word)
        while place >= 0:
            found.append(place)
            place = text.find(word, place + 1)
    return found


def matches(pattern: re.Pattern[str], starts: Iterable[int], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at one of some places, from left to right, without overlap."""
    end = 0
    for start in sorted(starts):
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match
