"""Vietnamese text: normal forms, folding, the sort order of the alphabet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = "\u0300\u0301\u0309\u0303\u0323"
_OLD_TO_NEW: dict[str, str] = {}
for _vowels in ("oa", "oe", "uy"):
    for _mark in _MARKS:
        _old = _vowels[0] + unicodedata.normalize("NFC", _vowels[1] + _mark)
        _new = unicodedata.normalize("NFC", _vowels[0] + _mark) + _vowels[1]
        _OLD_TO_NEW[_old] = _new
_OLD_TONE = re.compile("|".join(_OLD_TO_NEW))

# Zero-width characters and bidirectional controls carry no text; they only break matching (or deceive a reader).
# Fillers, variation selectors and tags belong to them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """NFC, `\\n` line ends, no invisible characters; blanks other than line ends become plain spaces."""
    text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _one_blank(re.sub(r"[^\S\n]", " ", text))


def _one_blank(text: str) -> str:
    """Runs of blanks as one; a single pair in the first line is kept: there it parts a title from the lead."""
    first, line_end, rest = text.lstrip("\n").partition("\n")
    if len(re.findall(r"\S {2,}(?=\S)", first)) != 1:
        first = re.sub(r" {2,}", " ", first)
    return text[: len(text) - len(text.lstrip("\n"))] + first + line_end + re.sub(r"(?<=\S) {2,}(?=\S)", " ", rest)


def visible(text: str) -> str:
    """`text` in NFC, without invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """`text` as `clean` leaves it, in one line, without control characters: fit for a name or a title."""
    cleaned = clean(text)
    if not cleaned.isprintable():
        cleaned = "".join(char if char.isprintable() else " " for char in cleaned)
    return " ".join(cleaned.split())


def new_tone(text: str) -> str:
    """Lower-case text with tone marks in the modern place (hòa, not hoà), same length as `text`."""
    lowered = text.lower()
    return _OLD_TONE.sub(lambda found: _OLD_TO_NEW[found.group()], lowered)


@lru_cache(maxsize=65536)
def match_key(word: str) -> str:
    """The form under which two spellings of a word are the same: case and tone placement do not count."""
    return new_tone(unicodedata.normalize("NFC", word))


def fold(text: str) -> str:
    """ASCII-like form without case and marks ("Đại học" -> "dai hoc"): for slugs, search and "did you mean"."""
    stripped = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in stripped if not unicodedata.combining(char))


# The order of Vietnamese dictionaries: letters first, tones only where all letters are equal.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=100)}
_TONE_RANK = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


@lru_cache(maxsize=16384)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Key for lists in Vietnamese alphabetical order (a ă â b c d đ …; tones: ngang huyền hỏi ngã sắc nặng)."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in _TONE_RANK and mark), "")
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark != tone or not tone))
        letters.append(_LETTER_RANK.get(base, ord(base[0]) if ord(base[0]) < 100 else 1000 + ord(base[0])))
        tones.append(_TONE_RANK[tone])
    return tuple(letters), tuple(tones), text
