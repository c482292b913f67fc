"""Sentences: where they begin and end in a Vietnamese text, also where the blank between them was lost."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from sitegen.core import schema
from sitegen.core.errors import KnowledgeError, Where
from sitegen.core.model import Span

_FILE = "abbreviations.yaml"
_OPENERS = "\"'“‘«([–—-•*"
_CLOSERS = "\"'”’»)]"
# A run of final signs with the quotes that close after it, a colon with its next letter glued on, or a line end.
_CANDIDATE = re.compile(rf"[.!?…]+[{re.escape(_CLOSERS)}]*|:(?=[^\W\d_a-z]|[(“\"‘«])|\n")
_LONGEST = 1500  # characters: twice what the press writes; longer is a list, or no prose, and is cut between words
_WORD_BEFORE = 16  # characters looked at for the word before a point: longer than any abbreviation
_NUMBERING = re.compile(r"(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])")


class Abbreviations(Struct, frozen=True):
    """Words before a point that does not end a sentence (`before`, `either`), and endings of host names."""

    before: frozenset[str]
    either: frozenset[str]
    endings: frozenset[str]


@lru_cache(maxsize=1)
def shipped() -> Abbreviations:
    """The list that ships in `knowledge/abbreviations.yaml`."""
    path = Path(__file__).parent.parent / "knowledge" / _FILE
    lists = schema.load_plain(path.read_text(encoding="utf-8"), Where(f"knowledge/{_FILE}"), KnowledgeError)
    return Abbreviations(*(frozenset(lists[key]) for key in ("before", "either", "endings")))


def sentences(text: str, span: Span | None = None, known: Abbreviations | None = None) -> tuple[Span, ...]:
    """The sentences of `text` (or of `span` in it), in order, disjoint, without blanks at their ends.

    Together they cover everything that is not blank. A line end parts sentences unless the next line goes on in lower
    case. What has no end for very long is cut. Linear in the length of the text.
    """
    start, end = (span.start, span.end) if span else (0, len(text))
    known = known or shipped()
    found: list[Span] = []
    for match in _CANDIDATE.finditer(text, start, end):
        if _ends(text, start, match, end, known):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, end)
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        cut = blank if blank > start else start + _LONGEST
        _add(found, text, start, cut)
        start = cut
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        found.append(Span(start + left, start + len(piece.rstrip())))


def _ends(text: str, start: int, match: re.Match[str], end: int, known: Abbreviations) -> bool:
    sign = match.group()
    following = text[match.end() : min(end, match.end() + 48)]
    if sign == "\n":
        return not following.lstrip()[:1].islower()
    if not following.strip():
        return True
    before = text[max(start, match.start() - _WORD_BEFORE) : match.start()]
    if sign == ":":
        return _last_word(before).islower() and _begins(following)
    if following[0].isspace():
        return _ends_before_blank(sign, before, following.lstrip(), match.start() - start, known)
    return _ends_glued(sign, before, following, known)


def _ends_before_blank(sign: str, before: str, following: str, length: int, known: Abbreviations) -> bool:
    first = following.lstrip(_OPENERS + " ")[:1]
    if first.islower():
        return False
    if sign != ".":
        return True
    word = _last_word(before)
    if word in known.either:
        return following.split(None, 1)[0].rstrip(".,") not in known.either
    initial = word.rsplit(".", 1)[-1]
    if word in known.before or (len(initial) == 1 and initial.isupper()):
        return False
    return not (length < 5 and _NUMBERING.fullmatch(before.strip()))


def _ends_glued(sign: str, before: str, following: str, known: Abbreviations) -> bool:
    if not _begins(following):
        return False
    if sign[0] in "!?…" or len(sign) > 1:
        return True
    if not before or not (before[-1].islower() or before[-1].isdigit() or before[-1] in _CLOSERS + "%"):
        return _is_acronym(_last_word(before), known) and _begins_word(following)
    if _last_word(before) in known.before:
        return False
    ending = re.match(r"\w+", following)
    return not (ending and ending.group().lower() in known.endings)


def _is_acronym(word: str, known: Abbreviations) -> bool:
    """Whether `word` is an acronym that may end a sentence ("TP.HCM", "MOU"), not an initial or a title."""
    last = word.rsplit(".", 1)[-1]
    return len(last) > 1 and last.isalnum() and word not in known.before and last not in known.before


def _begins(following: str) -> bool:
    """Whether glued text begins a sentence: a capital, perhaps behind a quote or a bracket."""
    return following.lstrip(_OPENERS)[:1].isupper()


def _begins_word(following: str) -> bool:
    """Whether glued text begins with a capitalised word, not another acronym."""
    word = following.lstrip(_OPENERS)
    return word[:1].isupper() and word[1:2].islower()


def _last_word(before: str) -> str:
    pieces = before.split()
    return pieces[-1].lstrip(_OPENERS) if pieces and not before[-1:].isspace() else ""
