"""Edges: where a name really begins and ends, told by the words that it would cut, and by its legal form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.core.model import Span
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, place_of

_DASHES = frozenset("-–—")
_CLOSING = frozenset(')”"’»')
_CALLED = 3  # words that a district is called by
_FEW = 2  # digits of its number
_WITHIN = 4  # tokens of a legal form that a name may hold already: "S.p" of "S.p.A"


def until_tail(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Daehan Mirae Life Insurance Co., Ltd. mua 24" ends with its legal form: a small word goes on behind it."""
    for at in range(1, len(tokens) - 1):
        hit = lexicon.tails.at(tokens, at) if tokens[at].capital else None
        if hit is None:
            continue
        last = hit.last + (hit.last < len(tokens) and tokens[hit.last].text == ".")
        if last < len(tokens) and tokens[last].shape == "x":
            return tokens[:last]
    return tokens


def without_halves(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Without the half of a small word at its ends: "Khang Hưng thế" before "chấp", "hộ Marlow" behind "căn"."""
    first, last = place_of(sentence, tokens[0].start), place_of(sentence, tokens[-1].start)
    while last > first + 1 and _begins_word(sentence, last, lexicon):
        last -= 1
    while first < last and _ends_word(sentence, first, lexicon):
        first += 1
    return tokens if last - first + 1 == len(tokens) else sentence[first : last + 1]


def _begins_word(sentence: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a small word makes one with the small one behind it, and none with the one before it."""
    if at + 1 >= len(sentence) or sentence[at].shape != "x" or sentence[at + 1].shape != "x":
        return False
    goes_on = _is_word(sentence, at - 1, lexicon) or lexicon.compounds.at(sentence, at) is not None
    return _is_word(sentence, at, lexicon) and not goes_on


def _ends_word(sentence: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a small word makes one with the small one before it, and none with the one behind it."""
    if at == 0 or sentence[at].shape != "x" or sentence[at - 1].shape != "x":
        return False
    return _is_word(sentence, at - 1, lexicon) and not _is_word(sentence, at, lexicon)


def _is_word(sentence: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether two syllables are, or begin, a word of the dictionary."""
    return f"{sentence[at].key} {sentence[at + 1].key}" in lexicon.words


def with_field(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "[Sở Kế hoạch] - đầu tư" ends behind its second field."""
    end = place_of(sentence, tokens[-1].end)
    called = lexicon.designators.at(tokens, 0)
    dashed = end + 1 < len(sentence) and sentence[end].text in _DASHES and sentence[end + 1].shape == "x"
    if not dashed or called is None or called.value not in ("government", "university"):
        return tokens
    hit = lexicon.dashed_fields.at(sentence, end + 1)
    return tokens if hit is None else [*tokens, *sentence[end : hit.last]]


def with_route(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "[Công ty CP BOT Bắc Giang] - Lạng Sơn" ends behind where its road leads to."""
    end = place_of(sentence, tokens[-1].end)
    called = lexicon.designators.at(tokens, 0)
    dashed = end + 1 < len(sentence) and sentence[end].text in _DASHES and sentence[end + 1].capital
    if not dashed or called is None or not any(token.key in lexicon.roads for token in tokens):
        return tokens
    placed = lexicon.places.ending(tokens[called.last :]) is not None
    other = lexicon.places.at(sentence, end + 1) if placed else None
    goes_on = other is not None and other.last < len(sentence) and sentence[other.last].capital
    return [*tokens, *sentence[end : other.last]] if other is not None and not goes_on else tokens


def with_post(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "[Đại sứ quán Nhật Bản] tại Việt Nam" ends behind where it is posted."""
    end = place_of(sentence, tokens[-1].end)
    posted = lexicon.posts.at(tokens, 0) is not None and end + 1 < len(sentence)
    if not posted or sentence[end].key not in lexicon.at_words:
        return tokens
    unit = sentence[end + 1].key in lexicon.unit_keys
    hit = lexicon.places.at(sentence, end + 1 + unit)
    return tokens if hit is None else [*tokens, *sentence[end : hit.last]]


def with_tail(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "[The Kisaragi Bank], Ltd." ends behind its legal form, the point of the abbreviation included."""
    end = place_of(sentence, tokens[-1].end)
    at = end + (end < len(sentence) and sentence[end].text == ",")
    starts = [at, *range(end - 1, max(end - _WITHIN, place_of(sentence, tokens[0].start)), -1)]
    hits = (lexicon.tails.at(sentence, start) for start in starts if start < len(sentence) and sentence[start].capital)
    last = max((hit.last for hit in hits if hit is not None), default=end)
    return _with_point([*tokens, *sentence[end:last]] if last > end else tokens, sentence, lexicon)


def _with_point(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """With the point of "Ltd.", where the sentence goes on behind it."""
    end = place_of(sentence, tokens[-1].end)
    abbreviated = len(tokens) > 1 and tokens[-1].key in lexicon.pointed and tokens[-1].text[0].isupper()
    inside = end + 1 < len(sentence) and sentence[end].text == "." and sentence[end].start == tokens[-1].end
    return [*tokens, sentence[end]] if abbreviated and inside and sentence[end + 1].text not in _CLOSING else tokens


def with_district(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "[UBND Q]. 12" and "[Q]. Gò Vấp" end behind what the unit is called."""
    end = place_of(sentence, tokens[-1].end)
    if tokens[-1].text not in lexicon.dotted_units or end + 1 >= len(sentence) or sentence[end].text != ".":
        return tokens
    known = lexicon.places.at(sentence, end + 1)
    if known is not None:
        return [*tokens, *sentence[end : known.last]]
    if tokens[-1].text not in lexicon.numbered_units:
        return tokens
    if sentence[end + 1].shape == "d":
        return [*tokens, *sentence[end : end + 2]]
    if lexicon.honorifics.at(sentence, end + 1) is not None or lexicon.roles.at(sentence, end + 1) is not None:
        return tokens
    last = end + 1
    while last < min(len(sentence), end + 1 + _CALLED) and sentence[last].shape == "Xx":
        last += 1
    return [*tokens, *sentence[end:last]] if last > end + 1 else tokens


def numbered_districts(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Span]:
    """ "Q. 12", "P.14"; "phòng P. 301" is a room."""
    for at in range(1, len(tokens) - 1):
        unit, point, number = tokens[at - 1 : at + 2]
        if point.text != "." or number.shape != "d" or point.start != unit.end or len(number.text) > _FEW:
            continue
        other = at > 1 and tokens[at - 2].key in lexicon.not_districts
        if unit.text in lexicon.numbered_units and not other:
            yield Span(unit.start, number.end)
